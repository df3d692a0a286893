"""Striking a line of a draft (schrappen, C-03): the resident decides what of her stands there."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.codes import Template, TermCode
from domain.command import Command, Refused, Unknown
from domain.decisions import report as reports
from domain.decisions.guards import resident_of
from domain.decisions.telling import told
from domain.decisions.voice import in_own_voice
from domain.fact import Event
from domain.facts.authority import Representation
from domain.facts.case import Case
from domain.facts.municipality import Function
from domain.facts.report import Report, ReportDrafted, Use
from domain.facts.statement import Statement, StatementStruck
from domain.facts.ties import OnePerson
from domain.law import Rules
from domain.law.due import due
from domain.refusal import Refusal
from domain.terms import CaseId, ReportId, ResidentId, StatementId, day


class StrikeLine(
    Command[
        Function, OnePerson, Representation, Report, Statement, Use, *tuple[Statement | Use, ...]
    ]
):
    """Strike a line oneself, or for whom one represents."""

    statement: StatementId
    report: ReportId
    resident: ResidentId
    repeats: tuple[StatementId, ...] = ()
    """What says it again, as far as is known: that is struck with it."""

    def needs(
        self,
    ) -> tuple[
        Function, OnePerson, Representation, Report, Statement, Use, *tuple[Statement | Use, ...]
    ]:
        return (
            Function(self.context.function),
            OnePerson(self.resident),
            Representation(self.resident),
            Report(self.report),
            Statement(self.statement),
            Use(self.statement),
            *_known(self.repeats),
        )

    def decide(
        self,
        function: Function,
        person: OnePerson,
        representation: Representation,
        report: Report,
        statement: Statement,
        use: Use,
        *again: Statement | Use,
    ) -> Sequence[Event]:
        in_own_voice(self.context, function, day(self.at), representation, person=person)
        drafted = reports.about(report, person)
        last = due(TermCode.STRUCK_LINE, self.at, Rules.of(self.context.rules)).on
        return _struck(report, drafted, statement, use, last, again)


class TakeDownStrike(Command[Case, Report, Statement, Use, *tuple[Statement | Use, ...]]):
    """Strike a line because the resident says so, who hears of it by letter: one person alone does
    not write it down unseen."""

    statement: StatementId
    report: ReportId
    case: CaseId
    repeats: tuple[StatementId, ...] = ()
    """As above."""

    def needs(self) -> tuple[Case, Report, Statement, Use, *tuple[Statement | Use, ...]]:
        return (
            Case(self.case),
            Report(self.report),
            Statement(self.statement),
            Use(self.statement),
            *_known(self.repeats),
        )

    def decide(
        self, case: Case, report: Report, statement: Statement, use: Use, *again: Statement | Use
    ) -> Sequence[Event]:
        resident_of(case)
        drafted = reports.of_the_case(report, self.case)
        last = due(TermCode.STRUCK_LINE, self.at, Rules.of(self.context.rules)).on
        letter = told(self.context, Template.LINE_STRUCK, resident=drafted.resident, case=self.case)
        return [*_struck(report, drafted, statement, use, last, again), letter]


def _known(statements: Sequence[StatementId]) -> Iterable[Statement | Use]:
    for each in statements:
        yield from (Statement(each), Use(each))


def _struck(
    report: Report,
    drafted: ReportDrafted,
    line: Statement,
    use: Use,
    last: date,
    again: Sequence[Statement | Use],
) -> Sequence[Event]:
    """With what says it again: otherwise it would stand there still. Raises Unknown, Refused."""
    if line.statement not in drafted.statements:
        raise Unknown("line in this report")
    if line.recorded is None or line.recorded.resident != drafted.resident:
        # What is written about somebody else is not hers to have destroyed.
        raise Unknown("line about the resident in this report")
    reports.shown_first(report)
    if line.struck:
        raise Refused(Refusal.ALREADY_DONE)
    repeated = [each for each in again if isinstance(each, Statement)]
    if use.gone_out or use.repeated != {each.statement for each in repeated}:
        raise Refused(Refusal.LINE_IN_USE)
    if any(isinstance(each, Use) and each.gone_out for each in again):
        raise Refused(Refusal.LINE_IN_USE)
    # What is said again of somebody else, or in another case, is struck there or not at all.
    if any(_elsewhere(each, drafted) for each in repeated):
        raise Refused(Refusal.LINE_IN_USE)
    going = [line, *(each for each in repeated if not each.struck)]
    if {each.statement for each in going}.intersection(drafted.needed):
        raise Refused(Refusal.LINE_NEEDED)
    return [
        StatementStruck(
            statement=each.statement,
            report=drafted.report,
            case=drafted.case,
            resident=drafted.resident,
            destroy_by=last,
            team=drafted.team,
        )
        for each in going
    ]


def _elsewhere(statement: Statement, drafted: ReportDrafted) -> bool:
    said = statement.recorded
    return said is None or (said.case, said.resident) != (drafted.case, drafted.resident)
