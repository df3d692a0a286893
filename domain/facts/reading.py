"""That somebody read (kijken): a fact before anything is shown, and the resident's to see."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Self

from domain.codes import AgeBand, GlassReason, GlassVerdict, Part, ReadingRoute, Relation, Role
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    CaseId,
    Digest,
    DisclosureId,
    FunctionId,
    GlassId,
    InquiryId,
    Personal,
    ReferralId,
    ResidentId,
    TeamId,
    ViewName,
    WorkerId,
)


class RecordRead(Event):
    """Dossier ingezien: who read which parts of a case, and what related them to it."""

    case: CaseId
    resident: ResidentId
    reader: WorkerId
    role: Role
    route: ReadingRoute
    relation: Relation
    parts: tuple[Part, ...]
    valid_at: datetime | None = None
    """As it was then, where it was asked so."""
    known_at: datetime | None = None
    """As it was known then, where it was asked so."""
    glass: GlassId | None = None
    disclosure: DisclosureId | None = None
    inquiry: InquiryId | None = None
    referral: ReferralId | None = None
    """That one alone, where it was read through a referral."""
    team: TeamId | None = None
    """Whose case it is, at the door already."""


class OwnRecordRead(Event):
    """Eigen dossier ingezien (AVG 15): by the resident, or by who represents her."""

    resident: ResidentId
    reader: WorkerId
    role: Role
    parts: tuple[Part, ...]
    together: tuple[ResidentId, ...] | None = None
    """The other records of the same person (merged) that are read with it."""
    route: ReadingRoute | None = None
    """By which way; None: as one's own."""
    age: AgeBand | None = None
    """Of the child, where a parent reads."""


class ListRead(Event):
    """Lijst ingezien: one fact, whoever stood in it; who did is kept beside it, in a table."""

    view: ViewName
    reader: WorkerId
    role: Role
    rows: int
    count: int
    """How many people and cases stood in it."""
    members: Digest
    """SHA-256 (hex) of their tags, sorted and joined by newlines."""


class GlassBroken(Event):
    """Noodtoegang: somebody opens a case that is not theirs, for a while and with a reason."""

    glass: GlassId
    case: CaseId
    resident: ResidentId
    worker: WorkerId
    role: Role
    reason: GlassReason
    ends_at: datetime
    """From then on no longer, by itself."""
    told: FunctionId
    """Who was told at once."""
    team: TeamId | None = None
    """Whose case it is."""
    explanation: Annotated[str, Personal("resident")]


class BreakGlassReviewed(Event):
    """Noodtoegang beoordeeld: by somebody else, afterwards."""

    glass: GlassId
    case: CaseId
    resident: ResidentId
    worker: WorkerId
    """Who broke it."""
    reviewer: WorkerId
    verdict: GlassVerdict
    findings: Annotated[str, Personal("resident")]


class Glass(Knowledge):
    """Who broke the glass of a case, until when, and what was thought of it afterwards."""

    case: CaseId
    broken: tuple[GlassBroken, ...] = ()
    reviewed: frozenset[GlassId] = frozenset()

    def evolve(self, fact: Fact[GlassBroken | BreakGlassReviewed]) -> Self:
        match fact.event:
            case GlassBroken() as event:
                return replace(self, broken=(*self.broken, event))
            case BreakGlassReviewed(glass=glass):
                return replace(self, reviewed=self.reviewed | {glass})

    def open_for(self, worker: WorkerId, at: datetime) -> GlassId | None:
        """The glass that this worker broke and that still stands open at that moment."""
        for event in reversed(self.broken):
            shut = event.glass in self.reviewed
            if event.worker == worker and at < event.ends_at and not shut:
                return event.glass
        return None
