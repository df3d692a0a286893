"""What stands beside a statement wherever it is shown: own words, corrections, what it is worth.

Whoever shows a statement without this shows half of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.codes import StatementKind, StatementMark
from domain.fact import Fact
from domain.facts.statement import StatementContested, StatementCorrected, StatementRecorded
from domain.terms import StatementId

LEARNT_FROM = (StatementContested, StatementCorrected, StatementRecorded)
"""The facts, filed under a statement, that say what stands beside it."""


@dataclass(frozen=True)
class Beside:
    """What stands beside one statement."""

    marks: tuple[StatementMark, ...] = ()
    contested: tuple[Fact[StatementContested], ...] = ()
    corrected: tuple[Fact[StatementCorrected], ...] = ()

    @property
    def said(self) -> tuple[Fact[Any], ...]:
        """What was said of it since, in the order in which it was."""
        return tuple(sorted((*self.contested, *self.corrected), key=lambda fact: fact.position))


def beside(recorded: StatementRecorded, facts: Iterable[Fact[Any]], on: date) -> Beside:
    """What stands beside it on that day, by the facts filed under it."""
    contested: list[Fact[StatementContested]] = []
    corrected: list[Fact[StatementCorrected]] = []
    confirmed = False
    for fact in facts:
        match fact.event:
            case StatementContested():
                contested.append(fact)
            case StatementCorrected():
                corrected.append(fact)
            case StatementRecorded(confirms=confirms):
                confirmed = confirmed or confirms == recorded.statement
    holds = {
        StatementMark.UNSUPPORTED: recorded.kind is StatementKind.JUDGEMENT
        and not recorded.rests_on,
        StatementMark.NEVER_CONFIRMED: not confirmed
        and recorded.expires_on is not None
        and recorded.expires_on < on,
        StatementMark.CONFIRMED: confirmed,
        StatementMark.REPEATED: recorded.origin is not None,
        StatementMark.CONTESTED: bool(contested),
        StatementMark.CORRECTED: bool(corrected),
    }
    marks = tuple(mark for mark, so in holds.items() if so)
    return Beside(marks, tuple(contested), tuple(corrected))


def statements_in(facts: Iterable[Fact[Any]]) -> dict[StatementId, Fact[StatementRecorded]]:
    """The statements that are recorded by these facts."""
    return {f.event.statement: f for f in facts if isinstance(f.event, StatementRecorded)}
