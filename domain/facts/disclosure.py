"""What left the team: to whom, what of it and why; and whom it was put right with afterwards."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Annotated, NamedTuple, Self

from domain.codes import (
    AwarenessState,
    Channel,
    DataCategory,
    GlassVerdict,
    LegalBasis,
    Purpose,
    RecipientClass,
    RecipientFunction,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.participation import ParticipationStarted
from domain.facts.referral import ReferralMade
from domain.facts.third_party import ThirdPartyAsked
from domain.terms import (
    CaseId,
    DisclosureId,
    FunctionId,
    MandateId,
    OrganisationId,
    PermissionId,
    Personal,
    RecipientId,
    ReportId,
    ResidentId,
    StatementId,
    TeamId,
    WorkerId,
    day,
)


class DisclosureMade(Event):
    """Verstrekking (M-24): data of a resident leaves the team. On record before anything leaves.

    The recipient is an organisation, or a person whom the resident named (`recipient`).
    """

    disclosure: DisclosureId
    case: CaseId
    resident: ResidentId
    """Whom it is about: the resident of the case, or somebody else who is written about in it."""
    team: TeamId
    recipient_function: RecipientFunction
    recipient_class: RecipientClass
    awareness: AwarenessState
    """How it stood with the resident's knowing of it."""
    purpose: Purpose
    basis: LegalBasis
    categories: tuple[DataCategory, ...]
    mandate: MandateId
    accountable: FunctionId
    """The one function that answers for it, held by somebody."""
    accountable_organisation: OrganisationId
    to_whom: Annotated[str, Personal("resident")]
    """What the recipient is called; of an organisation it may be empty."""
    why_necessary: Annotated[str, Personal("resident")]
    why_not_less: Annotated[str, Personal("resident")]
    text: Annotated[str, Personal("resident")]
    """What goes out, word for word."""
    statements: tuple[StatementId, ...] = ()
    """What of the record is in it, those of its reports among them."""
    reports: tuple[ReportId, ...] = ()
    as_corrected: tuple[StatementId, ...] = ()
    """Those of which the text has what they were corrected to."""
    contested: tuple[StatementId, ...] = ()
    """With which of them the resident's own words go along."""
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    permission: PermissionId | None = None
    channel: Channel | None = None
    """By what way it is sent from here; None: the recipient comes and reads it, or is told."""
    origins: tuple[StatementId, ...] = ()
    """What the statements in it say again: who received the one is told of a correction of the
    other."""


class WiderSharingApproved(Event):
    """Ruimere verstrekking goedgekeurd (M-26): so many recipients in this case, until that day."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    most: int
    until: date
    """The last day on which it holds."""
    why: Annotated[str, Personal("resident")]


class AcuteSharingJudged(Event):
    """Verstrekking bij acuut gevaar beoordeeld: by somebody else, afterwards."""

    case: CaseId
    resident: ResidentId
    position: int
    """Of the disclosure or question, in the journal."""
    verdict: GlassVerdict
    findings: Annotated[str, Personal("resident")]


class Approval(NamedTuple):
    """That there may be so many recipients, until that day, by whose decision."""

    most: int
    until: date
    by: WorkerId


class Shared(NamedTuple):
    """That somebody shared something, who answers for it, and about whom."""

    by: WorkerId
    accountable: FunctionId
    resident: ResidentId


NOTHING_SHARED: Mapping[int, Shared] = MappingProxyType({})


class Disclosed(Knowledge):
    """One disclosure."""

    disclosure: DisclosureId
    made: DisclosureMade | None = None

    def evolve(self, fact: Fact[DisclosureMade]) -> Self:
        return replace(self, made=fact.event)


class Received(Knowledge):
    """Where a statement went, out of whichever case and by whichever repetition: who is told that
    it was wrong (AVG 19)."""

    statement: StatementId
    made: tuple[DisclosureMade, ...] = ()

    def evolve(self, fact: Fact[DisclosureMade]) -> Self:
        return replace(self, made=(*self.made, fact.event))


Left = DisclosureMade | ThirdPartyAsked | ReferralMade
"""What something of a resident left the team by: a referral shows something to who is asked."""
NOTHING_LEFT: Mapping[str, Left] = MappingProxyType({})
NOT_REACHED: Mapping[str, date] = MappingProxyType({})


class Recipients(Knowledge):
    """Who received what of a case (M-24, M-26), and for how many there may be."""

    case: CaseId
    left: Mapping[str, Left] = field(default_factory=lambda: NOTHING_LEFT)
    """By the identity of the disclosure, question or referral."""
    reached: Mapping[str, date] = field(default_factory=lambda: NOT_REACHED)
    """By identity of the recipient: the last day on which anything went there, or somebody of
    another organisation began to take part, as recorded."""
    approvals: tuple[Approval, ...] = ()

    def evolve(self, fact: Fact[Left | ParticipationStarted | WiderSharingApproved]) -> Self:
        match fact.event:
            case ParticipationStarted(organisation=joined):
                if joined == fact.context.organisation:
                    return self  # with a colleague nothing leaves the team
                return replace(self, reached={**self.reached, joined: day(fact.recorded_at)})
            case WiderSharingApproved(most=most, until=until):
                approval = Approval(most, until, fact.context.actor)
                return replace(self, approvals=(*self.approvals, approval))
            case DisclosureMade(disclosure=key) | ThirdPartyAsked(question=key) as event:
                who = event.organisation or event.recipient or ""
            case ReferralMade(referral=key, organisation=who) as event:
                pass
        return replace(
            self,
            left={**self.left, key: event},
            reached={**self.reached, who: day(fact.recorded_at)},
        )

    def lately(self, on: date, days: int) -> frozenset[str]:
        """The recipients that something went to in so many days up to that one."""
        since = on - timedelta(days=days)
        return frozenset(who for who, last in self.reached.items() if since < last)


class AcuteSharing(Knowledge):
    """What left a case on no other ground than acute danger (AVG 6(1)(d)), and what was judged."""

    case: CaseId
    left: Mapping[int, Shared] = field(default_factory=lambda: NOTHING_SHARED)
    """By its position: who shared it, and about whom."""
    judged: frozenset[int] = frozenset()

    def evolve(self, fact: Fact[DisclosureMade | ThirdPartyAsked | AcuteSharingJudged]) -> Self:
        match fact.event:
            case AcuteSharingJudged(position=position):
                return replace(self, judged=self.judged | {position})
            case DisclosureMade() | ThirdPartyAsked() as event:
                if event.basis is not LegalBasis.VITAL_INTEREST:
                    return self
                shared = Shared(fact.context.actor, event.accountable, event.resident)
                return replace(self, left={**self.left, fact.position: shared})
