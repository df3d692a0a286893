"""The meldcode for domestic violence and child abuse: five steps, and a report to Veilig Thuis."""

from dataclasses import replace
from datetime import date, datetime
from typing import Self

from domain.codes import ConsultedWith, MeldcodeStep, SkipGround, Weighing
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.contact import ContactAttempted, ContactHeld
from domain.terms import CaseId, ResidentId, TeamId, WorkerId, day


class MeldcodeStepTaken(Event):
    """Stap van de meldcode gezet (Wmo 3.3, Jw 4.1.7)."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    step: MeldcodeStep
    acute: bool
    """There is acute danger: the same day it is decided what to do."""
    consulted: ConsultedWith | None = None
    """Of step 2."""
    skipped: SkipGround | None = None
    """Of step 3, where nobody was spoken to."""
    weighed: tuple[Weighing, ...] | None = None
    """Of step 4: the questions answered yes."""
    report: bool | None = None
    """Of step 5: whether Veilig Thuis is told."""


class VtReported(Event):
    """Gemeld bij Veilig Thuis (Wmo 5.2.6): without permission where need be, as the law allows."""

    case: CaseId
    resident: ResidentId
    team: TeamId


class WithholdingLifted(Event):
    """Niet langer achtergehouden: it is safe by now that the resident sees what was done."""

    case: CaseId
    resident: ResidentId


class Meldcode(Knowledge):
    """How far the meldcode has come in a case."""

    case: CaseId
    last: MeldcodeStep | None = None
    """The step that was taken last; None where none runs."""
    acute: bool = False
    last_at: datetime | None = None
    """When that was."""
    since: date | None = None
    """On what day it was put on record."""
    weighed: frozenset[Weighing] = frozenset()

    def evolve(self, fact: Fact[MeldcodeStepTaken | VtReported]) -> Self:
        event = fact.event
        if isinstance(event, VtReported) or event.report is False:
            return type(self)(self.case)
        weighed = self.weighed if event.weighed is None else frozenset(event.weighed)
        return replace(
            self, last=event.step, last_at=fact.context.occurred_at, weighed=weighed,
            since=day(fact.recorded_at), acute=self.acute or event.acute,
        )  # fmt: skip

    @property
    def runs(self) -> bool:
        """Whether it was begun, and not ended yet in a report or in the decision not to."""
        return self.last is not None


class SafetyContact(Knowledge):
    """How often somebody came for safety since the last step of a meldcode about this resident, in
    whichever case; and who took its steps, this time and the times before."""

    resident: ResidentId
    made: int = 0
    now: frozenset[WorkerId] = frozenset()
    before: frozenset[WorkerId] = frozenset()

    def evolve(
        self, fact: Fact[MeldcodeStepTaken | VtReported | ContactHeld | ContactAttempted]
    ) -> Self:
        match fact.event:
            case ContactHeld(safety=safety) | ContactAttempted(safety=safety):
                return replace(self, made=self.made + safety)
            case VtReported() | MeldcodeStepTaken(report=False):
                before = self.before | self.now | {fact.context.actor}
                return replace(self, made=0, now=frozenset(), before=before)
            case MeldcodeStepTaken():
                return replace(self, made=0, now=self.now | {fact.context.actor})


class Withheld(Knowledge):
    """What of a case is kept from its resident, so that nobody is put in danger by it: the steps
    of a meldcode that runs, and after a report all of them, until a worker lifts that."""

    case: CaseId
    running: frozenset[int] = frozenset()
    """Where the steps of the meldcode that runs stand."""
    reported: frozenset[int] = frozenset()
    """Where a report stands, and the steps to it."""
    shown: bool = False
    """Whether it ever came into the open what was done."""

    def evolve(self, fact: Fact[MeldcodeStepTaken | VtReported | WithholdingLifted]) -> Self:
        here = self.running | {fact.position}
        match fact.event:
            case VtReported():
                return replace(self, running=frozenset(), reported=self.reported | here)
            case MeldcodeStepTaken(report=False):
                return replace(self, running=frozenset(), shown=True)
            case MeldcodeStepTaken():
                return replace(self, running=here)
            case WithholdingLifted():
                return replace(self, running=frozenset(), reported=frozenset(), shown=True)

    @property
    def positions(self) -> frozenset[int]:
        """The places in the journal of what is kept back now."""
        return self.running | self.reported

    @property
    def lifted(self) -> bool:
        """Whether nothing of this case is kept back: also not what left to say the same."""
        return self.shown and not self.positions
