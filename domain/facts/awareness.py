"""Who is written about in a case, and what each of them was told: nobody for another."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Annotated, Self

from domain.codes import (
    AwarenessState,
    Channel,
    Language,
    LateReason,
    NoticeGround,
    Participant,
    PersonRelation,
    Source,
    Template,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.intake import NotificationReceived, SignalReceived
from domain.facts.message import MessageDelivered
from domain.terms import CaseId, Digest, MessageId, Personal, ResidentId, TeamId, WorkerId

ORALLY = frozenset({Channel.PHONE, Channel.COUNTER, Channel.HOME_VISIT})
"""What is told so is told at once, and followed by a letter."""


class PersonInvolved(Event):
    """Betrokkene in de zaak: besides the resident that it is about, this person is written about.

    `resident` is that person, for whom a notice of their own is due from now on (AVG 14)."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    relation: PersonRelation
    source: Source
    """Who told of them: they are told that (AVG 14(2)(f))."""


class ResidentInformed(Event):
    """Inwoner geïnformeerd (AVG 13, 14): what is written down, who sees it, for how long.

    What goes by post counts once it is delivered; what was said aloud, at once."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    language: Language
    text: Digest
    message: MessageId | None = None
    """The letter that tells it, or that follows what was told aloud: to that person, or to who gets
    it in their place. None: sent by whoever told."""


def tells(event: Event) -> bool:
    """Whether a person knows from this on: what goes by post tells it once it is delivered."""
    match event:
        case ResidentInformed(message=message, channel=channel):
            return message is None or channel in ORALLY
        case MessageDelivered(template=template, about=about):
            in_her_place = template is Template.PRIVACY_NOTICE_OF_ANOTHER and about is not None
            return in_her_place or template is Template.PRIVACY_NOTICE
        case _:
            return False


def whom(event: Event) -> ResidentId | None:
    """Who knows from this on, where it tells; a letter in somebody's place tells that person."""
    about: ResidentId | None = getattr(event, "about", None)
    resident: ResidentId | None = getattr(event, "resident", None)
    return about if about is not None and tells(event) else resident


class OralNoticeNoted(Event):
    """Mondeling geïnformeerd: what the person was told aloud, and which worker told it."""

    case: CaseId
    resident: ResidentId
    told_by: WorkerId
    note: Annotated[str, Personal("resident")]


class LateNoticeExplained(Event):
    """Te laat geïnformeerd (AVG 14(3)): by what day it should have been, and why it was not."""

    case: CaseId
    resident: ResidentId
    due_on: date
    reason: LateReason


class NoticePostponementProposed(Event):
    """Uitstel van informeren voorgesteld: on this ground, for these reasons, until that day. It
    postpones nothing until somebody else has decided it."""

    case: CaseId
    resident: ResidentId
    ground: NoticeGround
    review_on: date
    reasoning: Annotated[str, Personal("resident")]


class NoticePostponed(Event):
    """Informeren uitgesteld (AVG 14(5), UAVG 41): a second person agreed. The last day is
    `review_on`; after that it is overdue, unless it was decided anew."""

    case: CaseId
    resident: ResidentId
    ground: NoticeGround
    review_on: date
    proposed_by: WorkerId


class DisclosurePlanned(Event):
    """Verstrekking voorgenomen: by that day the person is told, before another is (AVG 14(3))."""

    case: CaseId
    resident: ResidentId
    planned_on: date


class ConversationHeld(Event):
    """Gesprek gevoerd: who sat at the table, by what they are, and never what was said."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    participants: tuple[Participant, ...]
    with_resident: bool


class ClientSupportOffered(Event):
    """Onafhankelijke cliëntondersteuning aangeboden (Wmo 2.2.4, 2.3.2 lid 3)."""

    case: CaseId
    resident: ResidentId
    channel: Channel


class ClientSupportAnswered(Event):
    """Cliëntondersteuning gewenst of niet: whether the resident wants independent support."""

    case: CaseId
    resident: ResidentId
    wanted: bool


class Involved(Knowledge):
    """What those are to the resident who are written about besides."""

    case: CaseId
    relations: Mapping[ResidentId, PersonRelation] = field(default_factory=dict)

    def evolve(self, fact: Fact[PersonInvolved]) -> Self:
        event = fact.event
        return replace(self, relations={**self.relations, event.resident: event.relation})


class Awareness(Knowledge):
    """Who is written about in this case, and who of them knows. Never inherited: each has a state
    of their own, and it is `unknown` until something else is on record."""

    case: CaseId
    persons: tuple[ResidentId, ...] = ()
    informed: frozenset[ResidentId] = frozenset()
    postponed: Mapping[ResidentId, date] = field(default_factory=dict)
    """Until and including which day telling them waits, by the newest decision."""

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | PersonInvolved
            | ResidentInformed
            | MessageDelivered
            | NoticePostponed
        ],
    ) -> Self:
        match fact.event:
            case ResidentInformed() | MessageDelivered() as event:
                told = whom(event)
                if told is None or not tells(event):
                    return self
                return replace(self, informed=self.informed | {told})
            case NoticePostponed(resident=resident, review_on=review_on):
                return replace(self, postponed={**self.postponed, resident: review_on})
            case SignalReceived() | NotificationReceived() | PersonInvolved() as event:
                persons = dict.fromkeys((*self.persons, event.resident))
                return replace(self, persons=tuple(persons))

    def besides(self, resident: ResidentId) -> tuple[ResidentId, ...]:
        """Who else stands in the case."""
        return tuple(each for each in self.persons if each != resident)

    def state(self, resident: ResidentId, on: date) -> AwarenessState:
        """How it stands with this person on that day. A postponement that ran out is overdue by
        itself; whether an `unknown` is overdue, follows from its `Clock`."""
        if resident in self.informed:
            return AwarenessState.INFORMED
        until = self.postponed.get(resident)
        if until is None:
            return AwarenessState.UNKNOWN
        return AwarenessState.POSTPONED if on <= until else AwarenessState.OVERDUE
