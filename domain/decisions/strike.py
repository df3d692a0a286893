"""Striking a line of a draft (schrappen, C-03): the resident decides what of her stands there."""

from collections.abc import Sequence

from domain.command import Command, Refused, Unknown
from domain.decisions import report as reports
from domain.decisions.guards import resident_of
from domain.decisions.voice import in_own_voice
from domain.fact import Event
from domain.facts.authority import Representation
from domain.facts.case import Case
from domain.facts.municipality import Function
from domain.facts.report import Report, ReportDrafted, Use
from domain.facts.statement import StatementStruck
from domain.refusal import Refusal
from domain.terms import CaseId, ReportId, ResidentId, StatementId, day


class StrikeLine(Command[Function, Representation, Report, Use]):
    """Strike a line oneself, or for whom one represents."""

    statement: StatementId
    report: ReportId
    resident: ResidentId

    def needs(self) -> tuple[Function, Representation, Report, Use]:
        return (
            Function(self.context.function),
            Representation(self.resident),
            Report(self.report),
            Use(self.statement),
        )

    def decide(
        self, function: Function, representation: Representation, report: Report, use: Use
    ) -> Sequence[Event]:
        in_own_voice(self.context, function, representation, self.resident, day(self.at))
        drafted = reports.about(report, self.resident)
        return [_struck(report, drafted, self.statement, use)]


class TakeDownStrike(Command[Case, Report, Use]):
    """Strike a line because the resident says so."""

    statement: StatementId
    report: ReportId
    case: CaseId

    def needs(self) -> tuple[Case, Report, Use]:
        return Case(self.case), Report(self.report), Use(self.statement)

    def decide(self, case: Case, report: Report, use: Use) -> Sequence[Event]:
        resident_of(case)
        drafted = reports.of_the_case(report, self.case)
        return [_struck(report, drafted, self.statement, use)]


def _struck(
    report: Report, drafted: ReportDrafted, statement: StatementId, use: Use
) -> StatementStruck:
    """Raises Unknown, Refused."""
    if statement not in drafted.statements:
        raise Unknown("line in this report")
    reports.shown_first(report)
    if statement in report.struck:
        raise Refused(Refusal.ALREADY_DONE)
    if use.established:
        raise Refused(Refusal.LINE_IN_USE)
    if statement in drafted.needed:
        raise Refused(Refusal.LINE_NEEDED)
    return StatementStruck(
        statement=statement, report=drafted.report, case=drafted.case, resident=drafted.resident
    )
