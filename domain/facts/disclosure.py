"""What left the team: to whom, what of it and why; and whom it was put right with afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Annotated, NamedTuple, Self

from domain.codes import (
    Channel,
    DataCategory,
    LegalBasis,
    NoticeAnswer,
    NoticeCause,
    Purpose,
    RecipientClass,
    RecipientFunction,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.participation import ParticipationEnded, ParticipationStarted
from domain.facts.referral import ReferralMade
from domain.terms import (
    CaseId,
    DisclosureId,
    FunctionId,
    MandateId,
    NoticeId,
    OrganisationId,
    PermissionId,
    Personal,
    RecipientId,
    ReportId,
    ResidentId,
    StatementId,
    TeamId,
    day,
)


class DisclosureMade(Event):
    """Verstrekking (M-24): data of a resident leaves the team. On record before anything leaves.

    The recipient is an organisation, or a person whom the resident named (`recipient`).
    """

    disclosure: DisclosureId
    case: CaseId
    resident: ResidentId
    team: TeamId
    recipient_function: RecipientFunction
    recipient_class: RecipientClass
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
    reports: tuple[ReportId, ...] = ()
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    permission: PermissionId | None = None
    channel: Channel | None = None
    """By what way it is sent from here; None: the recipient comes and reads it, or is told."""


class RecipientNotified(Event):
    """Ontvanger ingelicht (AVG 7(3), 19; M-28): what was received is corrected, or no longer free.

    One for each disclosure that it is about: the recipient says what was done with it."""

    notice: NoticeId
    disclosure: DisclosureId
    case: CaseId
    resident: ResidentId
    team: TeamId
    cause: NoticeCause
    accountable: FunctionId
    accountable_organisation: OrganisationId
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    statement: StatementId | None = None
    permission: PermissionId | None = None


class NoticeAcknowledged(Event):
    """Kennisgeving bevestigd: the recipient has it, and says what was done with it."""

    notice: NoticeId
    disclosure: DisclosureId
    case: CaseId
    resident: ResidentId
    team: TeamId
    answer: NoticeAnswer
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None


NO_DISCLOSURES: Mapping[DisclosureId, DisclosureMade] = MappingProxyType({})
NOT_REACHED: Mapping[str, date] = MappingProxyType({})


class Recipients(Knowledge):
    """Who received what of a case (M-24, M-26): for what is corrected or withdrawn, and for how
    many there are. A referral shows something to who is asked, and counts."""

    case: CaseId
    made: Mapping[DisclosureId, DisclosureMade] = field(default_factory=lambda: NO_DISCLOSURES)
    reached: Mapping[str, date] = field(default_factory=lambda: NOT_REACHED)
    """By identity of the recipient: the last day on which anything went there, as recorded."""

    def evolve(self, fact: Fact[DisclosureMade | ReferralMade]) -> Self:
        event, on = fact.event, day(fact.recorded_at)
        match event:
            case DisclosureMade(disclosure=disclosure):
                reached = {**self.reached, to(event): on}
                return replace(self, made={**self.made, disclosure: event}, reached=reached)
            case ReferralMade(organisation=organisation):
                return replace(self, reached={**self.reached, organisation: on})

    def of_statement(self, statement: StatementId) -> Iterator[DisclosureMade]:
        """The disclosures that held this statement."""
        return (made for made in self.made.values() if statement in made.statements)

    def under(self, permission: PermissionId) -> Iterator[DisclosureMade]:
        """The disclosures that rested on this permission."""
        return (made for made in self.made.values() if made.permission == permission)

    def lately(self, on: date, days: int) -> frozenset[str]:
        """The recipients that something went to in so many days up to that one."""
        since = on - timedelta(days=days)
        return frozenset(who for who, last in self.reached.items() if since < last)


def to(made: DisclosureMade) -> str:
    """The identity of the recipient, an organisation or a person."""
    return made.organisation or made.recipient or ""


class Notice(Knowledge):
    """What a recipient was told, and whether that was acknowledged."""

    notice: NoticeId
    notified: RecipientNotified | None = None
    acknowledged: bool = False

    def evolve(self, fact: Fact[RecipientNotified | NoticeAcknowledged]) -> Self:
        match fact.event:
            case RecipientNotified() as notified:
                return replace(self, notified=notified)
            case NoticeAcknowledged():
                return replace(self, acknowledged=True)


class Spell(NamedTuple):
    """From and until which day (that day included)."""

    since: date
    until: date


NO_TASKS: Mapping[FunctionId, Spell] = MappingProxyType({})


class Task(Knowledge):
    """Whether an organisation has a task in a case: whether somebody of it takes part."""

    case: CaseId
    organisation: OrganisationId
    parts: Mapping[FunctionId, Spell] = field(default_factory=lambda: NO_TASKS)

    def evolve(self, fact: Fact[ParticipationStarted | ParticipationEnded]) -> Self:
        match fact.event:
            case ParticipationStarted(function=function, since=since, until=until):
                return replace(self, parts={**self.parts, function: Spell(since, until)})
            case ParticipationEnded(function=ended):
                left = {who: spell for who, spell in self.parts.items() if who != ended}
                return replace(self, parts=left)

    def stands(self, on: date) -> bool:
        """Whether it does on that day."""
        return any(spell.since <= on <= spell.until for spell in self.parts.values())
