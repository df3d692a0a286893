"""Reports: out of statements, shown to the resident first, and only then established."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import Channel, ResidentView, SignedFor
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import informed, resident_of, taken_on
from domain.decisions.statement import may_be_used, standing
from domain.decisions.voice import in_own_voice
from domain.fact import Event
from domain.facts.authority import Representation
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.municipality import Function
from domain.facts.report import (
    Report,
    ReportAnswered,
    ReportDrafted,
    ReportEstablished,
    ReportShared,
    Struck,
)
from domain.facts.statement import Reuse, Statement
from domain.facts.ties import OnePerson
from domain.refusal import Refusal
from domain.terms import CaseId, Personal, ReportId, ResidentId, StatementId, day

MOST_LINES = 200
"""No report has more lines: nobody would read it."""


class DraftReport(Command[Case, Awareness, Report, Reuse, *tuple[Statement, ...]]):
    """Draft a report out of what was written down in this case."""

    report: ReportId
    case: CaseId
    statements: tuple[StatementId, ...]
    needed: tuple[StatementId, ...] = ()
    """Those without which the question cannot be answered: they are not struck."""

    def needs(self) -> tuple[Case, Awareness, Report, Reuse, *tuple[Statement, ...]]:
        return (
            Case(self.case),
            Awareness(self.case),
            Report(self.report),
            Reuse(self.case),
            *map(Statement, dict.fromkeys(self.statements)),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        report: Report,
        reuse: Reuse,
        *statements: Statement,
    ) -> Sequence[Event]:
        lines = set(self.statements)
        if not 1 <= len(self.statements) <= MOST_LINES or len(lines) < len(self.statements):
            raise Malformed(f"statements: from 1 to {MOST_LINES}, each once")
        if not lines.issuperset(self.needed):
            raise Malformed("needed: of the statements in the report")
        resident, team = taken_on(case)
        recorded = [standing(each) for each in statements]
        informed(awareness, resident)
        if report.drafted is not None:
            raise Refused(Refusal.ALREADY_DONE)
        if any(each.case != self.case for each in recorded):
            # What stands in another case is written down in this one first: the read of one case
            # opens no other.
            raise Refused(Refusal.REUSE_NOT_CHECKED)
        for each in statements:
            may_be_used(each, self.case, resident, reuse)
        return [
            ReportDrafted(
                report=self.report, case=self.case, resident=resident,
                statements=self.statements, needed=self.needed, team=team,
            )
        ]  # fmt: skip


class ShareReport(Command[Case, Report]):
    """Show a draft to the resident, before anything is fixed."""

    report: ReportId
    case: CaseId
    channel: Channel

    def needs(self) -> tuple[Case, Report]:
        return Case(self.case), Report(self.report)

    def decide(self, case: Case, report: Report) -> Sequence[Event]:
        resident_of(case)
        drafted = of_the_case(report, self.case)
        if report.shared:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            ReportShared(
                report=self.report, case=self.case, resident=drafted.resident,
                channel=self.channel,
            )
        ]  # fmt: skip


class AnswerReport(Command[Function, OnePerson, Representation, Report]):
    """Say oneself, or for whom one represents, what one makes of a report (M-30)."""

    report: ReportId
    resident: ResidentId
    view: ResidentView
    words: Annotated[str, Personal("resident")]
    signed_for: SignedFor | None = None

    def needs(self) -> tuple[Function, OnePerson, Representation, Report]:
        return (
            Function(self.context.function),
            OnePerson(self.resident),
            Representation(self.resident),
            Report(self.report),
        )

    def decide(
        self,
        function: Function,
        person: OnePerson,
        representation: Representation,
        report: Report,
    ) -> Sequence[Event]:
        in_own_voice(self.context, function, day(self.at), representation, person=person)
        drafted = about(report, person)
        return [_answered(report, drafted, self.view, self.words, self.signed_for)]


class TakeDownAnswer(Command[Case, Report]):
    """Write down, unedited, what the resident makes of a report, and what a signature is for."""

    report: ReportId
    case: CaseId
    view: ResidentView
    words: Annotated[str, Personal("case")]
    signed_for: SignedFor | None = None

    def needs(self) -> tuple[Case, Report]:
        return Case(self.case), Report(self.report)

    def decide(self, case: Case, report: Report) -> Sequence[Event]:
        resident_of(case)
        drafted = of_the_case(report, self.case)
        return [_answered(report, drafted, self.view, self.words, self.signed_for)]


class EstablishReport(Command[Case, Report, Struck]):
    """Establish a report: after the resident has seen it, and without what was struck (M-08)."""

    report: ReportId
    case: CaseId

    def needs(self) -> tuple[Case, Report, Struck]:
        return Case(self.case), Report(self.report), Struck(self.case)

    def decide(self, case: Case, report: Report, struck: Struck) -> Sequence[Event]:
        resident_of(case)
        drafted = of_the_case(report, self.case)
        shown_first(report)
        if report.established:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            ReportEstablished(
                report=self.report, case=self.case, resident=drafted.resident,
                statements=tuple(s for s in drafted.statements if s not in struck.statements),
            )
        ]  # fmt: skip


def of_the_case(report: Report, case: CaseId) -> ReportDrafted:
    """A report of that case. Raises Unknown."""
    if report.drafted is None or report.drafted.case != case:
        raise Unknown("report")
    return report.drafted


def about(report: Report, person: OnePerson) -> ReportDrafted:
    """A report about that person, under whichever record. Raises Unknown."""
    if report.drafted is None or report.drafted.resident not in person.records:
        raise Unknown("report")
    return report.drafted


def shown_first(report: Report) -> None:
    """Nothing is done with a report that the resident has not seen (M-08). Raises Refused."""
    if not report.shared:
        raise Refused(Refusal.REPORT_NOT_SHARED)


def _answered(
    report: Report, drafted: ReportDrafted, view: ResidentView, words: str, signed: SignedFor | None
) -> ReportAnswered:
    """Raises Malformed, Refused."""
    shown_first(report)
    if view is ResidentView.DISAGREED and not words.strip():
        raise Malformed("words: the resident's own version, where they disagree")
    if view is ResidentView.DISAGREED and signed is SignedFor.AGREED:
        raise Malformed("signed_for: not agreed, where they disagree")
    return ReportAnswered(
        report=drafted.report, case=drafted.case, resident=drafted.resident, view=view,
        words=words, signed_for=signed,
    )  # fmt: skip
