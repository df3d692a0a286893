"""A resident's own words beside what is written about her: in her own voice, or taken down."""

from collections.abc import Sequence
from typing import Annotated

from domain.command import Command, Unknown
from domain.decisions.guards import resident_of
from domain.decisions.statement import of_this_case, standing
from domain.decisions.voice import in_own_voice
from domain.fact import Event
from domain.facts.authority import Representation
from domain.facts.case import Case
from domain.facts.municipality import Function
from domain.facts.statement import Statement, StatementContested, StatementRecorded
from domain.facts.ties import OnePerson
from domain.terms import CaseId, Personal, ResidentId, StatementId, day


class ContestStatement(Command[Function, OnePerson, Representation, Statement]):
    """Say oneself, or for whom one represents, what is to stand beside it (Jw 7.3.8 lid 2)."""

    statement: StatementId
    resident: ResidentId
    """Under whichever of her records: what was merged with it is hers as well."""
    words: Annotated[str, Personal("resident")]

    def needs(self) -> tuple[Function, OnePerson, Representation, Statement]:
        return (
            Function(self.context.function),
            OnePerson(self.resident),
            Representation(self.resident),
            Statement(self.statement),
        )

    def decide(
        self,
        function: Function,
        person: OnePerson,
        representation: Representation,
        statement: Statement,
    ) -> Sequence[Event]:
        in_own_voice(self.context, function, day(self.at), representation, person=person)
        return [_contested(about(statement, person), self.words)]


class TakeDownContest(Command[Case, Statement]):
    """Write down, in her own words, what a resident wants to stand beside it. Closed or not."""

    statement: StatementId
    case: CaseId
    words: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Statement]:
        return Case(self.case), Statement(self.statement)

    def decide(self, case: Case, statement: Statement) -> Sequence[Event]:
        resident_of(case)
        return [_contested(of_this_case(statement, self.case), self.words)]


def about(statement: Statement, person: OnePerson) -> StatementRecorded:
    """A statement about that person. Raises Unknown: nobody is told what others' there is."""
    recorded = standing(statement)
    if recorded.resident not in person.records:
        raise Unknown("statement")
    return recorded


def _contested(recorded: StatementRecorded, words: str) -> StatementContested:
    return StatementContested(
        statement=recorded.statement, case=recorded.case, resident=recorded.resident, words=words
    )
