"""What is written about somebody, one thing at a time: what it is, who says so, who disagrees.

A statement is never rewritten. The resident's own words and a correction are facts beside it, and
whoever shows it shows them with it.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from domain.codes import CorrectionReason, Purpose, StatementKind, StatementSource, Topic
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.application import ApplicationReceived
from domain.facts.budget import BudgetReserved
from domain.facts.case import CaseOpened
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked
from domain.facts.intake import NotificationReceived, SignalReceived
from domain.facts.referral import ReferralMade
from domain.terms import (
    CaseId,
    Digest,
    FunctionId,
    Personal,
    ReportId,
    ResidentId,
    StatementId,
    TeamId,
    WorkerId,
)


class StatementRecorded(Event):
    """Uitspraak opgeschreven (M-12): what it is, from whom, who saw or heard it, and when."""

    statement: StatementId
    case: CaseId
    resident: ResidentId
    """Whom it is about."""
    topic: Topic
    kind: StatementKind
    source: StatementSource
    observer: FunctionId
    """In what function somebody saw it, heard it or thinks it."""
    observed_on: date
    text: Annotated[str, Personal("resident")]
    rests_on: tuple[StatementId, ...] = ()
    sources: int = 1
    """How many independent origins it has: of what it rests on, a repetition counts once."""
    origin: StatementId | None = None
    """The statement that this one repeats, at the beginning of all repeating."""
    confirms: StatementId | None = None
    """The hypothesis that this fact bears out."""
    expires_on: date | None = None
    """Of a hypothesis: the last day on which it is more than "never confirmed"."""
    outside: Annotated[str, Personal("resident")] | None = None
    """Why it was needed, where the question is not about its topic (AVG 5(1)(c))."""
    through: tuple[StatementId, ...] = ()
    """The repetitions that lie between its origin and it, nearest to the origin first."""
    as_corrected: bool = False
    """Of a repetition: it says what that was corrected to."""

    @property
    def repeated(self) -> tuple[StatementId, ...]:
        """All that it says again: its origin first, and last what it was written down after."""
        return () if self.origin is None else (self.origin, *self.through)


class StatementContested(Event):
    """Eigen verklaring (Jw 7.3.8 lid 2): what the resident says of it, beside it from now on."""

    statement: StatementId
    case: CaseId
    resident: ResidentId
    words: Annotated[str, Personal("resident")]


class StatementCorrected(Event):
    """Uitspraak verbeterd (rectificatie, AVG 16): the first text stays, marked as corrected."""

    statement: StatementId
    case: CaseId
    resident: ResidentId
    reason: CorrectionReason
    text: Annotated[str, Personal("resident")]
    again: tuple[StatementId, ...] = ()
    """What says it again about the same resident in the same case: it is corrected with it."""


class ReuseChecked(Event):
    """Hergebruik nagekeken (AVG 5(1)(b)): this statement is needed in another case, or of another
    person, than it was written down for."""

    statement: StatementId
    case: CaseId
    """Where it is to be used."""
    resident: ResidentId
    """Whom that case is about."""
    why: Annotated[str, Personal("resident")]


class StatementStruck(Event):
    """Regel geschrapt: the resident does not want it written down, and it is not needed."""

    statement: StatementId
    report: ReportId
    case: CaseId
    resident: ResidentId
    destroy_by: date | None = None
    """Up to and including this day its words may still be there."""
    team: TeamId | None = None
    """Whose report it stood in."""


class StruckWordsDestroyed(Event):
    """Geschrapte woorden vernietigd: their keys, and then the sealed words. The facts stay."""

    statement: StatementId
    case: CaseId
    resident: ResidentId
    positions: tuple[int, ...]
    struck_by: WorkerId
    """Who struck it, or wrote down that the resident did."""
    keys: int
    receipt: Digest
    """SHA-256 (hex) of the key service's receipt, which names no person and no word."""


class Statement(Knowledge):
    """What a statement is, and what became of it."""

    statement: StatementId
    recorded: StatementRecorded | None = None
    corrected: bool = False
    contested: bool = False
    struck: bool = False
    marks: frozenset[int] = frozenset()
    """Where that stands which was told in confidence: itself, and what it says again."""

    @property
    def confided(self) -> bool:
        """Whether it was told in confidence, or what it says again was, and is so still."""
        return bool(self.marks)

    def evolve(
        self,
        fact: Fact[
            StatementRecorded
            | StatementContested
            | StatementCorrected
            | StatementStruck
            | ConfidenceMarked
            | ConfidenceLifted
        ],
    ) -> Self:
        match fact.event:
            case StatementRecorded() as event:
                # It is filed under what it rests on and repeats as well.
                own = event.statement == self.statement
                return replace(self, recorded=event) if own else self
            case StatementContested():
                return replace(self, contested=True)
            case StatementCorrected():
                return replace(self, corrected=True)
            case StatementStruck():
                return replace(self, struck=True)
            case ConfidenceMarked(position=position):
                return replace(self, marks=self.marks | {position})
            case ConfidenceLifted(position=position):
                return replace(self, marks=self.marks - {position})

    @property
    def root(self) -> StatementId:
        """Where it comes from in the end: itself, or what it repeats."""
        return (self.recorded and self.recorded.origin) or self.statement


class Repetitions(Knowledge):
    """What says a statement again, straight away or by way of another repetition."""

    statement: StatementId
    these: tuple[StatementRecorded, ...] = ()

    def evolve(self, fact: Fact[StatementRecorded]) -> Self:
        said = fact.event
        again = self.statement in said.repeated
        return replace(self, these=(*self.these, said)) if again else self


class Reuse(Knowledge):
    """Which statements of other cases or people are needed in this case."""

    case: CaseId
    checked: frozenset[StatementId] = frozenset()

    def evolve(self, fact: Fact[ReuseChecked]) -> Self:
        return replace(self, checked=self.checked | {fact.event.statement})


class Purposes(Knowledge):
    """What a case is for, by what has happened in it (doelbinding): not what it may be for once."""

    case: CaseId
    these: frozenset[Purpose] = frozenset()

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | CaseOpened
            | ReferralMade
            | ApplicationReceived
            | BudgetReserved
        ],
    ) -> Self:
        match fact.event:
            case SignalReceived() | NotificationReceived():
                purpose = Purpose.FRONT_DOOR
            case CaseOpened():
                purpose = Purpose.SUPPORT
            case ReferralMade():
                purpose = Purpose.REFERRAL
            case ApplicationReceived():
                purpose = Purpose.DECISION
            case BudgetReserved():
                purpose = Purpose.PAYMENT
        return replace(self, these=self.these | {purpose})
