"""What goes into letters to who receives something of a resident: as it is when they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from domain.codes import Undelivered
from domain.command import Refused
from domain.decisions.reading_disclosure import still_lets
from domain.decisions.recipient import NOBODY, made_for_safety
from domain.fact import Fact
from domain.facts.disclosure import DisclosureMade, Received
from domain.facts.municipality import Organisation
from domain.facts.permission import Permissions
from domain.facts.recipient_notice import RecipientNotified
from domain.facts.statement import Statement
from domain.facts.third_party import ThirdPartyAsked
from domain.law import Rules
from domain.terms import DESTROYED, day, tag
from service.outgoing import contests, contests_of, corrected_to, corrections, notices
from service.post.letter import NotSent

if TYPE_CHECKING:
    from service.post.filling import Known

OWN_WORDS = {"nl": "De inwoner zegt hierover zelf: “{}”", "en": "The resident says: “{}”"}
PUT_RIGHT = {
    "nl": "Sindsdien is hierin iets verbeterd. Het moet zijn: “{}”",
    "en": "Something in it was corrected since. It should say: “{}”",
}
AS_IT_IS = {"nl": "{}", "en": "{}"}


def shared(known: Known) -> str:
    """What was put on record before it left, with what of it was corrected since, and with the
    resident's own words beside what they contested, up to now (M-14, M-15). Raises NotSent."""
    made = known.beside(DisclosureMade)
    _still(known, made)
    since = corrections(known.journal, made, known.read)
    own = contests_of(known.journal, made.event, known.read)
    text = known.words_of(DisclosureMade, "text")
    return "\n\n".join((text, *_in(known, PUT_RIGHT, since), *_in(known, OWN_WORDS, own)))


def asked(known: Known) -> str:
    """What is asked of somebody outside, as it was put on record. Raises NotSent."""
    _still(known, known.beside(ThirdPartyAsked))
    return known.words_of(ThirdPartyAsked, "text")


def corrected(known: Known) -> str:
    """What it should say by now, with the resident's own words beside it. Raises NotSent."""
    told = _last_notice(known)
    _still_open(known, told)
    about, case = filter(None, [told.event.statement]), told.event.case
    now = corrected_to(known.journal, told, known.read)
    own = contests(known.journal, (), tuple(about), case, known.read)
    return "\n\n".join((*_in(known, AS_IT_IS, [now]), *_in(known, OWN_WORDS, own)))


def corrected_on(known: Known) -> date:
    """When it was last corrected. Raises NotSent."""
    return day(_last_notice(known).context.occurred_at)


def _last_notice(known: Known) -> Fact[RecipientNotified]:
    """The last that this recipient was told about what the letter is about. Raises NotSent."""
    to, case = known.ordered.event.organisation, known.ordered.event.case
    ordered = known.facts(tag("command", known.first.context.command), RecipientNotified)
    about = [fact.event.statement for fact in ordered if fact.event.organisation == to]
    found = [
        told
        for told in notices(known.journal, about)
        if (told.event.organisation, told.event.case) == (to, case)
    ]
    if not found:
        raise NotSent(Undelivered.WORDS_GONE)
    return found[-1]


def _in(known: Known, sentence: Mapping[str, str], words: Iterable[str]) -> list[str]:
    """These words, each in that sentence. Raises NotSent where some are destroyed."""
    said = list(words)
    if DESTROYED in said:
        raise NotSent(Undelivered.WORDS_GONE)
    return [sentence[known.language].format(each) for each in said]


def _still(known: Known, made: Fact[DisclosureMade] | Fact[ThirdPartyAsked]) -> None:
    """Nothing leaves under a permission that was taken back, nor to whom the resident excepted
    since, nor what was confided since. Raises NotSent."""
    event, journal = made.event, known.journal
    allowed, to = journal.known_now(
        Permissions(event.case), Organisation(event.organisation or NOBODY)
    )
    statements = event.statements if isinstance(event, DisclosureMade) else ()
    said, rules = journal.known_now(*map(Statement, statements)), Rules.of(made.context.rules)
    try:
        still_lets(event, allowed, to.kind, said, rules, day(journal.now()))
    except Refused:
        raise NotSent(Undelivered.WITHDRAWN) from None


def _still_open(known: Known, told: Fact[RecipientNotified]) -> None:
    """What something should have said goes, once that was confided, only to whom it went for
    safety. Raises NotSent."""
    event, journal = told.event, known.journal
    if event.statement is None:
        return
    statement, received = journal.known_now(Statement(event.statement), Received(event.statement))
    rules, on = Rules.of(told.context.rules), day(journal.now())
    theirs = [made for made in received.made if made.organisation == event.organisation]
    if statement.confided and not any(made_for_safety(made, rules, on) for made in theirs):
        raise NotSent(Undelivered.WITHDRAWN)
