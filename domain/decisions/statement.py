"""Writing something down about somebody: what it is, where it comes from, whether it is needed."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import StatementKind, StatementSource, TermCode, Topic
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import informed, needed, open_case
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
from domain.facts.municipality import Function
from domain.facts.statement import (
    Purposes,
    Reuse,
    ReuseChecked,
    Statement,
    StatementRecorded,
)
from domain.law import Rules
from domain.law.due import due
from domain.refusal import Refusal
from domain.terms import CaseId, FunctionId, Personal, ResidentId, StatementId, day

OF_A_FACT = frozenset(
    {
        StatementSource.RESIDENT, StatementSource.REPRESENTATIVE, StatementSource.DOCUMENT,
        StatementSource.OBSERVATION,
    }
)  # fmt: skip
"""What a fact can come from; what others tell stays told by others, however often."""
MOST_CITED = 50
"""No statement rests on more than this: nobody could look them up."""


class RecordStatement(
    Command[
        Case, Awareness, FrontDoor, Purposes, Reuse, Function, Statement, *tuple[Statement, ...]
    ]
):
    """Write one thing down, as what it is: a fact, something seen, told, judged or supposed."""

    statement: StatementId
    case: CaseId
    topic: Topic
    kind: StatementKind
    source: StatementSource
    observer: FunctionId
    observed_on: date
    text: Annotated[str, Personal("case")]
    rests_on: tuple[StatementId, ...] = ()
    repeats: StatementId | None = None
    """Where it says again what is on record already."""
    confirms: StatementId | None = None
    """The hypothesis that this fact bears out."""
    expires_on: date | None = None
    """Of a hypothesis; left out, the last day that the term allows."""
    outside: Annotated[str, Personal("case")] | None = None
    """Why it is needed, where the question is not about its topic."""
    resident: ResidentId | None = None
    """Whom it is about, where that is somebody else of the case than its resident."""
    as_corrected: bool = False
    """Of a repetition: it says what that was corrected to."""

    def _cited(self) -> tuple[StatementId, ...]:
        said = (*self.rests_on, self.repeats, self.confirms)
        return tuple(dict.fromkeys(each for each in said if each is not None))

    def needs(
        self,
    ) -> tuple[
        Case, Awareness, FrontDoor, Purposes, Reuse, Function, Statement, *tuple[Statement, ...]
    ]:
        return (
            Case(self.case),
            Awareness(self.case),
            FrontDoor(self.case),
            Purposes(self.case),
            Reuse(self.case),
            Function(self.observer),
            Statement(self.statement),
            *map(Statement, self._cited()),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        door: FrontDoor,
        purposes: Purposes,
        reuse: Reuse,
        observer: Function,
        known: Statement,
        *cited: Statement,
    ) -> Sequence[Event]:
        self._makes_sense()
        about = _of_the_case(self.resident, open_case(case), awareness)
        if observer.role is None:
            raise Unknown("function")
        by = {each.statement: each for each in cited}
        for each in cited:
            standing(each)
        informed(awareness, about)
        if self.context.purpose not in purposes.these:
            raise Refused(Refusal.PURPOSE_NOT_OF_CASE)
        needed(self.topic, door, self.outside)
        if known.recorded is not None:
            raise Refused(Refusal.ALREADY_DONE)
        for each in cited:
            may_be_used(each, self.case, about, reuse)
            if each.confided:  # what rests on it or bears it out gives it away as a repetition does
                raise Refused(Refusal.TOLD_IN_CONFIDENCE)
        if self.kind is StatementKind.FACT and self.source not in OF_A_FACT:
            raise Refused(Refusal.FACT_NEEDS_SOURCE)
        again = by[self.repeats] if self.repeats else None
        if again:
            self._may_repeat(again)
        return [
            StatementRecorded(
                statement=self.statement, case=self.case, resident=about, topic=self.topic,
                kind=self.kind, source=self.source, observer=self.observer,
                observed_on=self.observed_on, text=self.text, rests_on=self.rests_on,
                sources=len({by[each].root for each in self.rests_on}) or 1,
                origin=again.root if again else None, as_corrected=self.as_corrected,
                through=_through(again),
                confirms=self._confirmed(by), expires_on=self._expires(),
                outside=self.outside or None,
            )
        ]  # fmt: skip

    def _makes_sense(self) -> None:
        """Raises Malformed."""
        if self.observed_on > day(self.at):
            raise Malformed("observed_on: not after today")
        if self.kind is StatementKind.OWN_OBSERVATION and (
            self.source is not StatementSource.OBSERVATION or self.observer != self.context.function
        ):
            raise Malformed("observer: your own function, of what you saw or heard yourself")
        if self.expires_on is not None and self.kind is not StatementKind.HYPOTHESIS:
            raise Malformed("expires_on: of a hypothesis alone")
        if self.as_corrected and self.repeats is None:
            raise Malformed("as_corrected: of a repetition alone")
        if self.statement in self._cited():
            raise Malformed("statement: another one than it rests on, repeats or confirms")
        if len(self.rests_on) > MOST_CITED or len(set(self.rests_on)) < len(self.rests_on):
            raise Malformed(f"rests_on: at most {MOST_CITED}, each once")

    def _may_repeat(self, said: Statement) -> None:
        """Said again it is no more than it was, and no longer what was wrong. Raises Refused."""
        if self.kind is StatementKind.FACT is not standing(said).kind:
            raise Refused(Refusal.REPETITION_IS_NO_FACT)
        if said.corrected and not self.as_corrected:
            raise Refused(Refusal.STATEMENT_CORRECTED)

    def _confirmed(self, by: dict[StatementId, Statement]) -> StatementId | None:
        """Raises Malformed."""
        if self.confirms is None:
            return None
        confirmed = by[self.confirms].recorded
        hypothesis = confirmed is not None and confirmed.kind is StatementKind.HYPOTHESIS
        if not (hypothesis and self.kind is StatementKind.FACT):
            raise Malformed("confirms: a hypothesis, by a fact")
        return self.confirms

    def _expires(self) -> date | None:
        """Until when a hypothesis may stand unconfirmed (M-13). Raises Malformed, Refused."""
        if self.kind is not StatementKind.HYPOTHESIS:
            return None
        last = due(TermCode.HYPOTHESIS, self.at, Rules.of(self.context.rules)).on
        if self.expires_on is None:
            return last
        if self.expires_on < day(self.at):
            raise Malformed("expires_on: not before today")
        if self.expires_on > last:
            raise Refused(Refusal.HYPOTHESIS_TOO_LONG)
        return self.expires_on


class CheckReuse(Command[Case, Awareness, Statement, Reuse]):
    """Look whether a statement of another case or person is needed here (AVG 5(1)(b), 6(4))."""

    statement: StatementId
    case: CaseId
    why: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Awareness, Statement, Reuse]:
        return Case(self.case), Awareness(self.case), Statement(self.statement), Reuse(self.case)

    def decide(
        self, case: Case, awareness: Awareness, statement: Statement, reuse: Reuse
    ) -> Sequence[Event]:
        resident = open_case(case)
        standing(statement)
        informed(awareness, resident)
        if self.statement in reuse.checked:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            ReuseChecked(statement=self.statement, case=self.case, resident=resident, why=self.why)
        ]


def _through(again: Statement | None) -> tuple[StatementId, ...]:
    """What lies between a repetition of this and where that comes from."""
    if again is None or again.recorded is None:
        return ()
    return (*again.recorded.repeated, again.statement)[1:]


def _of_the_case(
    named: ResidentId | None, resident: ResidentId, awareness: Awareness
) -> ResidentId:
    """Whom it is about: the resident of the case, or somebody who is involved in it (M-01).

    Raises Refused.
    """
    if named is None or named == resident:
        return resident
    if named not in awareness.persons:
        raise Refused(Refusal.OTHER_RESIDENT)
    return named


def standing(statement: Statement) -> StatementRecorded:
    """A statement that is there and was not struck. Raises Unknown."""
    if statement.recorded is None or statement.struck:
        raise Unknown("statement")
    return statement.recorded


def of_this_case(statement: Statement, case: CaseId) -> StatementRecorded:
    """A statement that stands in that case. Raises Unknown."""
    recorded = standing(statement)
    if recorded.case != case:
        raise Unknown("statement")
    return recorded


def may_be_used(statement: Statement, case: CaseId, resident: ResidentId, reuse: Reuse) -> None:
    """What was written down in another case, or about another person, is not used here unless it
    was looked at what for (AVG 5(1)(b)). Raises Refused."""
    recorded = statement.recorded
    if recorded is None or statement.statement in reuse.checked:
        return
    if (recorded.case, recorded.resident) != (case, resident):
        raise Refused(Refusal.REUSE_NOT_CHECKED)
