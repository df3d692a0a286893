"""Reading a report from the journal, with what stands beside each of its lines."""

from collections.abc import Collection, Sequence
from typing import Any

from domain.command import Unknown
from domain.fact import Fact
from domain.facts.report import Report, ReportAnswered, Struck
from domain.terms import CaseId, ReportId, ResidentId, StatementId, tag
from projections.narrative.report import ReportLine, ReportTold
from service.beside import recording, standing_beside
from service.codec import decode
from service.journal import Journal
from service.records import Item


def told_report(
    journal: Journal,
    report: ReportId,
    read: int,
    *,
    case: CaseId | None = None,
    about: Sequence[ResidentId] = (),
    hidden: Collection[int] = (),
) -> ReportTold:
    """A report, opened on that committed read of its case, or of the record of whom it is about:
    without what was struck, to her without the words about others, and without those that stand at
    a `hidden` position.

    Raises Unknown, ReadRequired, WordsTampered, StoreUnavailable.
    """
    (known,) = journal.known_now(Report(report))
    drafted = known.drafted
    if drafted is None or (drafted.case != case and drafted.resident not in about):
        raise Unknown("report")
    if case is None and not known.shared:
        raise Unknown("report")
    (struck,) = journal.known_now(Struck(drafted.case))
    statements = [s for s in drafted.statements if s not in struck.statements]
    return ReportTold(
        drafted=drafted,
        shared=known.shared,
        established=known.established,
        answered=_last_answer(journal, report, read),
        lines=[_line(journal, each, read, about, hidden) for each in statements],
    )


def _last_answer(journal: Journal, report: ReportId, read: int) -> ReportAnswered | None:
    found = journal.store.read([Item((ReportAnswered.__name__,), (tag("report", report),))]).facts
    answers = [fact.event for fact in journal.told(found[-1:], read)]
    return answers[0] if answers and isinstance(answers[0], ReportAnswered) else None


def _line(
    journal: Journal,
    statement: StatementId,
    read: int,
    about: Sequence[ResidentId],
    hidden: Collection[int],
) -> ReportLine:
    stored = recording(journal, statement)
    fact: Fact[Any] = decode(stored)
    mine = (not about or fact.event.resident in about) and stored.position not in hidden
    if mine:
        (fact,) = journal.told([stored], read)
    stands = standing_beside(journal, [fact], read if mine else None)[fact.position]
    text = stands.corrected[-1].event.text if stands.corrected else fact.event.text
    return ReportLine(
        statement=fact,
        text=text if mine else None,
        beside=stands,
        contests=tuple(each.event.words for each in stands.contested) if mine else (),
    )
