"""What leaves, word for word: read back from the fact that was recorded before it left (M-24).

With it go, as they are when it leaves, the resident's own words and what was put right since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from domain.codes import NoticeCause
from domain.fact import Fact
from domain.facts.disclosure import DisclosureMade
from domain.facts.recipient_notice import RecipientNotified
from domain.facts.statement import StatementContested, StatementCorrected
from domain.terms import CaseId, DisclosureId, StatementId, tag
from service.codec import decode
from service.journal import Journal
from service.records import Item


@dataclass(frozen=True)
class Outgoing:
    """A text; the resident's own words beside what of it they contested (M-14); and what of it was
    corrected to what, since it was recorded (M-15)."""

    text: str
    contests: list[str]
    corrections: list[str]


def outgoing(journal: Journal, disclosure: DisclosureId, read: int) -> Outgoing:
    """What that disclosure holds, its words opened on that read."""
    (made,) = journal.told(_filed(journal, DisclosureMade, tag("disclosure", disclosure)), read)
    assert isinstance(made.event, DisclosureMade)
    return Outgoing(
        made.event.text, contests_of(journal, made.event, read), corrections(journal, made, read)
    )


def contests(
    journal: Journal,
    own: Iterable[StatementId],
    again: Iterable[StatementId],
    case: CaseId | None,
    read: int,
) -> list[str]:
    """What residents said of these statements, up to now, in their own words; and of what they say
    `again`, where that stands in the same case."""
    theirs = set(own)
    found = [
        each
        for about in dict.fromkeys((*own, *again))
        for each in _filed(journal, StatementContested, tag("statement", about))
        if about in theirs or decode(each).event.case == case  # type: ignore[attr-defined]
    ]
    return [fact.event.words for fact in journal.told(found, read)]  # type: ignore[attr-defined]


def contests_of(journal: Journal, made: DisclosureMade, read: int) -> list[str]:
    """Those beside what is in a disclosure."""
    return contests(journal, made.statements, made.origins, made.case, read)


def corrections(journal: Journal, made: Fact[Any], read: int) -> list[str]:
    """What was put right in it since, by the notices of that to whom it goes; the last of each."""
    to = made.event.organisation or made.event.recipient
    found = {
        told.event.statement: told
        for told in notices(journal, (*made.event.statements, *made.event.origins))
        if told.position > made.position
        and told.event.case == made.event.case
        and to in (told.event.organisation, told.event.recipient)
    }
    return [corrected_to(journal, told, read) for told in found.values()]


def notices(
    journal: Journal, statements: Iterable[StatementId]
) -> Iterator[Fact[RecipientNotified]]:
    """Who was told that one of these was corrected, oldest first; their words are not opened."""
    for about in dict.fromkeys(statements):
        for each in _filed(journal, RecipientNotified, tag("statement", about)):
            fact: Any = decode(each)
            if fact.event.cause is NoticeCause.CORRECTION:
                yield fact


def corrected_to(journal: Journal, told: Fact[RecipientNotified], read: int) -> str:
    """What it should have said, by a notice: it stands there, or in the same case beside it."""
    if told.event.text is not None:
        (found,) = journal.told(
            _filed(journal, RecipientNotified, tag("notice", told.event.notice)), read
        )
        return found.event.text  # type: ignore[attr-defined,no-any-return]
    stored = [
        each
        for each in _filed(journal, StatementCorrected, tag("command", told.context.command))
        if decode(each).event.statement == told.event.statement  # type: ignore[attr-defined]
    ]
    (fact,) = journal.told(stored, read)
    return fact.event.text  # type: ignore[attr-defined,no-any-return]


def _filed(journal: Journal, kind: type[Any], about: str) -> list[Any]:
    return list(journal.store.read([Item((kind.__name__,), (about,))]).facts)
