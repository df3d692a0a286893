"""Putting right what is written down (rectificatie), wherever it was said again or went."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import CorrectionReason
from domain.command import Command
from domain.decisions.guards import resident_of
from domain.decisions.recipient_notice import corrected
from domain.decisions.statement import of_this_case
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.disclosure import Received
from domain.facts.statement import (
    Repetitions,
    Statement,
    StatementCorrected,
    StatementRecorded,
)
from domain.terms import CaseId, Personal, StatementId, day


class CorrectStatement(Command[Case, Statement, Repetitions, Received]):
    """Put a statement right (AVG 16): what it said stays, marked as corrected, and this beside it.

    Also when the case is closed: what is wrong does harm for as long as it is kept. What says it
    again is put right with it, in whichever file; and whoever received it or a repetition of it,
    out of this case or another, is told in the same decision (AVG 19).
    """

    statement: StatementId
    case: CaseId
    reason: CorrectionReason
    text: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Statement, Repetitions, Received]:
        said = self.statement
        return Case(self.case), Statement(said), Repetitions(said), Received(said)

    def decide(
        self, case: Case, statement: Statement, repetitions: Repetitions, received: Received
    ) -> Sequence[Event]:
        resident_of(case)
        recorded = of_this_case(statement, self.case)
        here = [each for each in repetitions.these if _file(each) == _file(recorded)]
        return [
            self._put_right(recorded, tuple(each.statement for each in here)),
            # Into another file go words of its own: the key of the one opens nothing of the other.
            *(self._put_right(each) for each in repetitions.these if each not in here),
            *corrected(
                self.context, received.made, recorded, self.text, statement.confided, day(self.at)
            ),
        ]

    def _put_right(
        self, said: StatementRecorded, again: tuple[StatementId, ...] = ()
    ) -> StatementCorrected:
        return StatementCorrected(
            statement=said.statement, case=said.case, resident=said.resident, reason=self.reason,
            text=self.text, again=again,
        )  # fmt: skip


def _file(said: StatementRecorded) -> tuple[str, str]:
    """Whose file it stands in, of which case."""
    return said.case, said.resident
