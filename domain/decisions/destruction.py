"""Destroying words takes two people and a ground, and waits for as long as a hold stands."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.codes import DestructionGround, HoldReason
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import resident_of
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.destruction import (
    Destruction,
    DestructionApproved,
    DestructionProposed,
    HoldPlaced,
    HoldReleased,
    Holds,
)
from domain.refusal import Refusal
from domain.terms import CaseId, DestructionId, HoldId, day

MOST = 5_000
"""No more facts than this in one destruction: their positions are in an envelope."""
LONGEST = timedelta(days=5 * 366)
"""A hold that is needed longer is placed anew (our own rule)."""


class PlaceHold(Command[Case, Holds]):
    """Forbid destruction in a case while an objection, complaint or incident is dealt with."""

    hold: HoldId
    case: CaseId
    reason: HoldReason
    until: date

    def needs(self) -> tuple[Case, Holds]:
        return Case(self.case), Holds(self.case)

    def decide(self, case: Case, holds: Holds) -> Sequence[Event]:
        if not day(self.at) <= self.until <= day(self.at) + LONGEST:
            raise Malformed("until: from today on, and within five years")
        resident = resident_of(case)
        known = {each.hold for each in holds.standing} | holds.released
        if self.hold in known:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            HoldPlaced(
                hold=self.hold, case=self.case, resident=resident,
                reason=self.reason, until=self.until,
            )
        ]  # fmt: skip


class ReleaseHold(Command[Case, Holds]):
    """Lift a hold: what the words were kept for is over."""

    hold: HoldId
    case: CaseId

    def needs(self) -> tuple[Case, Holds]:
        return Case(self.case), Holds(self.case)

    def decide(self, case: Case, holds: Holds) -> Sequence[Event]:
        resident = resident_of(case)
        if self.hold in holds.released:
            raise Refused(Refusal.ALREADY_DONE)
        if self.hold not in {each.hold for each in holds.standing}:
            raise Unknown("hold")
        return [HoldReleased(hold=self.hold, case=self.case, resident=resident)]


class ProposeDestruction(Command[Case, Holds, Destruction]):
    """Propose to destroy the words of some facts of a case, on a ground."""

    destruction: DestructionId
    case: CaseId
    ground: DestructionGround
    positions: tuple[int, ...]

    def needs(self) -> tuple[Case, Holds, Destruction]:
        return Case(self.case), Holds(self.case), Destruction(self.destruction)

    def decide(self, case: Case, holds: Holds, known: Destruction) -> Sequence[Event]:
        if not 1 <= len(self.positions) <= MOST:
            raise Malformed(f"positions: of 1 to {MOST} facts")
        if self.positions[0] < 1 or list(self.positions) != sorted(set(self.positions)):
            raise Malformed("positions: from 1 on, in order, each of them once")
        resident = resident_of(case)
        if known.proposed is not None:
            raise Refused(Refusal.ALREADY_DONE)
        if holds.stand_on(day(self.at)):
            raise Refused(Refusal.LEGAL_HOLD)
        return [
            DestructionProposed(
                destruction=self.destruction, case=self.case, resident=resident,
                ground=self.ground, positions=self.positions,
            )
        ]  # fmt: skip


class ApproveDestruction(Command[Case, Holds, Destruction]):
    """Approve what another has proposed to destroy. It cannot be taken back."""

    destruction: DestructionId
    case: CaseId

    def needs(self) -> tuple[Case, Holds, Destruction]:
        return Case(self.case), Holds(self.case), Destruction(self.destruction)

    def decide(self, case: Case, holds: Holds, known: Destruction) -> Sequence[Event]:
        resident = resident_of(case)
        if known.proposed is None or known.proposed.case != self.case:
            raise Unknown("destruction")
        if known.approved_by is not None:
            raise Refused(Refusal.ALREADY_DONE)
        if known.proposed_by == self.context.actor:
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        if holds.stand_on(day(self.at)):
            raise Refused(Refusal.LEGAL_HOLD)
        return [
            DestructionApproved(destruction=self.destruction, case=self.case, resident=resident)
        ]
