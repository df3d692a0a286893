"""Telling people what is going on, and offering the resident somebody of their own."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated

from domain.codes import Channel, Language, LateReason, PersonRelation, Source, Template, TermCode
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.adopting import for_the_case
from domain.decisions.guards import known_case, resident_of
from domain.decisions.telling import ours, told
from domain.fact import Event
from domain.facts.awareness import (
    ORALLY,
    Awareness,
    ClientSupportAnswered,
    ClientSupportOffered,
    DisclosurePlanned,
    LateNoticeExplained,
    OralNoticeNoted,
    PersonInvolved,
    ResidentInformed,
)
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.intake import FrontDoor
from domain.facts.message import MessageOrdered
from domain.facts.notice import Clock, Notices, told_on
from domain.refusal import Refusal
from domain.terms import CaseId, Digest, Personal, ResidentId, WorkerId, day


class InvolvePerson(Command[Case, FrontDoor, Notices, Configuration]):
    """Write down that somebody besides the resident is written about. From then on that person is
    to be told as well, within the term that runs here."""

    case: CaseId
    resident: ResidentId
    relation: PersonRelation
    source: Source

    def needs(self) -> tuple[Case, FrontDoor, Notices, Configuration]:
        return (
            Case(self.case),
            FrontDoor(self.case),
            Notices(self.case),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self, case: Case, door: FrontDoor, notices: Notices, configuration: Configuration
    ) -> Sequence[Event]:
        if self.resident in (known_case(case), *notices.clocks):
            raise Refused(Refusal.ALREADY_DONE)
        team = case.team or door.team
        assert team is not None  # what came in, came in somewhere
        involved = PersonInvolved(
            case=self.case,
            resident=self.resident,
            team=team,
            relation=self.relation,
            source=self.source,
        )
        term = frozenset({TermCode.NOTICE})
        on = day(self.at)
        return [involved, *for_the_case(configuration, on, self.case, self.resident, term)]


class InformResident(Command[Case, Notices]):
    """Tell a person in a case what is written down, who sees it and for how long.

    Also when the case is closed: the duty to tell does not end with it (AVG 14). What was told
    aloud is noted and followed by a letter, and a text of ours that is to be written is sent from
    here. Who is told too late is told so, and why; an earlier day takes nothing away from that.
    """

    case: CaseId
    channel: Channel
    language: Language
    text: Digest
    resident: ResidentId | None = None
    """Whom; none: the resident that the case is about."""
    note: Annotated[str, Personal("case")] = ""
    """What was told, where it was told aloud."""
    told_by: WorkerId | None = None
    """Who told it aloud, where that is another than who writes it down."""
    late_reason: LateReason | None = None

    def needs(self) -> tuple[Case, Notices]:
        return Case(self.case), Notices(self.case)

    def decide(self, case: Case, notices: Notices) -> Sequence[Event]:
        resident = person(case, notices.clocks, self.resident)
        clock = notices.clocks.get(resident, Clock())
        aloud = self.channel in ORALLY
        if aloud and not self.note.strip():
            raise Malformed("note: what was told aloud")
        letter = self._letter(resident, aloud=aloud)
        informed = ResidentInformed(
            case=self.case,
            resident=resident,
            channel=self.channel,
            language=self.language,
            text=self.text,
            message=letter.message if letter else None,
        )
        noted = OralNoticeNoted(
            case=self.case,
            resident=resident,
            told_by=self.told_by or self.context.actor,
            note=self.note,
        )
        return [
            informed,
            *([noted] if aloud else ()),
            *self._late(resident, clock),
            *([letter] if letter else ()),
        ]

    def _letter(self, resident: ResidentId, *, aloud: bool) -> MessageOrdered | None:
        text = ours(self.text, Template.PRIVACY_NOTICE, self.channel)
        if not aloud and text is None:
            return None
        return told(
            self.context, Template.PRIVACY_NOTICE, resident=resident, case=self.case, text=text,
            channel=Channel.LETTER if aloud else self.channel, language=self.language,
        )  # fmt: skip

    def _late(self, resident: ResidentId, clock: Clock) -> Sequence[Event]:
        """That it is late, and why, where this is the first time that the person is told."""
        on, due_on = told_on(self.context.occurred_at, self.at), clock.due_on
        if clock.told_on is not None or due_on is None or on <= due_on:
            if self.late_reason is not None:
                raise Malformed("late_reason: only of a notice that is late")
            return []
        if self.late_reason is None:
            raise Refused(Refusal.LATE_WITHOUT_REASON)
        return [
            LateNoticeExplained(
                case=self.case, resident=resident, due_on=due_on, reason=self.late_reason
            )
        ]


class PlanDisclosure(Command[Case, Awareness]):
    """Write down that something is to be disclosed on that day: the person is told by then."""

    case: CaseId
    planned_on: date
    resident: ResidentId | None = None

    def needs(self) -> tuple[Case, Awareness]:
        return Case(self.case), Awareness(self.case)

    def decide(self, case: Case, awareness: Awareness) -> Sequence[Event]:
        known_case(case)
        resident = person(case, awareness.persons, self.resident)
        if self.planned_on < day(self.at):
            raise Malformed("planned_on: today or later")
        return [DisclosurePlanned(case=self.case, resident=resident, planned_on=self.planned_on)]


class OfferClientSupport(Command[Case]):
    """Offer independent client support, before anything is looked into."""

    case: CaseId
    channel: Channel

    def needs(self) -> tuple[Case]:
        return (Case(self.case),)

    def decide(self, case: Case) -> Sequence[Event]:
        resident = known_case(case)
        return [ClientSupportOffered(case=self.case, resident=resident, channel=self.channel)]


class AnswerClientSupport(Command[Case]):
    """Write down whether the resident wants it."""

    case: CaseId
    wanted: bool

    def needs(self) -> tuple[Case]:
        return (Case(self.case),)

    def decide(self, case: Case) -> Sequence[Event]:
        resident = known_case(case)
        return [ClientSupportAnswered(case=self.case, resident=resident, wanted=self.wanted)]


def person(case: Case, persons: Collection[ResidentId], named: ResidentId | None) -> ResidentId:
    """Whom of a case it is about: the resident, or one of the persons in it. Raises Unknown."""
    resident = resident_of(case)
    if named is None or named == resident:
        return resident
    if named not in persons:
        raise Unknown("resident")
    return named
