"""Telling people what is going on, and offering the resident somebody of their own."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated

from domain.codes import (
    AgeBand,
    Channel,
    Language,
    LateReason,
    PersonRelation,
    Source,
    Template,
    TermCode,
)
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.adopting import for_the_case
from domain.decisions.deciders import Spoken, speaking, who_speaks
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
from domain.facts.resident import Registration
from domain.refusal import Refusal
from domain.templates import Text
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


class InformResident(Command[Case, Notices, *tuple[Registration | Spoken, ...]]):
    """Tell a person in a case what is written down, who sees it and for how long.

    Also when the case is closed: the duty to tell does not end with it (AVG 14). What was told
    aloud is noted and followed by a letter. What is written is a text of ours, sent from here by
    letter or e-mail, for of nothing else is there proof that it arrived: to that person, to who
    decides for them, or to both (Jw 7.3.15). What goes to others alone counts once one of them
    has it. Who is told too late is told so, and why; an earlier day takes nothing away from that.
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
    letters_for: ResidentId | None = None
    """The same person, where it is asked by age and gezag who gets the letters (Jw 7.3.15)."""
    age: AgeBand | None = None
    """As the register has it; None: the register does not know this person."""

    def needs(self) -> tuple[Case, Notices, *tuple[Registration | Spoken, ...]]:
        asked = self.letters_for
        who = () if asked is None else (Registration(asked), *who_speaks(asked))
        return Case(self.case), Notices(self.case), *who

    def decide(self, case: Case, notices: Notices, *who: Registration | Spoken) -> Sequence[Event]:
        resident = person(case, notices.clocks, self.resident)
        recipients = self._recipients(resident, who)
        clock = notices.clocks.get(resident, Clock())
        aloud = self.channel in ORALLY
        if aloud and not self.note.strip():
            raise Malformed("note: what was told aloud")
        text = ours(self.text, Template.PRIVACY_NOTICE, self.channel)
        if not aloud and text is None:
            raise Refused(Refusal.NOTICE_WITHOUT_PROOF)
        in_place = resident not in recipients
        letters = [self._letter(resident, each, text, in_place) for each in recipients]
        informed = ResidentInformed(
            case=self.case,
            resident=resident,
            channel=self.channel,
            language=self.language,
            text=self.text,
            message=letters[0].message,
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
            *letters,
        ]

    def _recipients(
        self, resident: ResidentId, who: Sequence[Registration | Spoken]
    ) -> Sequence[ResidentId]:
        """Who gets the letters, the resident first where she is among them. Raises Refused."""
        if not who:
            return (resident,)
        registration, *spoken = who
        assert isinstance(registration, Registration)
        if registration.resident != resident:
            raise Refused(Refusal.OTHER_RESIDENT)
        if self.age is None and registration.pt_commit is not None:
            raise Refused(Refusal.AGE_UNKNOWN)
        told_too = speaking(resident, self.age, spoken, self.context, day(self.at))
        found = told_too.told() if told_too else ()
        # While nobody is known to have gezag, the child is told rather than nobody.
        return sorted(found, key=lambda each: each != resident) or (resident,)

    def _letter(
        self, resident: ResidentId, recipient: ResidentId, text: Text | None, in_place: bool
    ) -> MessageOrdered:
        template = Template.PRIVACY_NOTICE
        if recipient != resident:
            template, text = Template.PRIVACY_NOTICE_OF_ANOTHER, None
        return told(
            self.context, template, resident=recipient, case=self.case, text=text,
            channel=Channel.LETTER if text is None else self.channel, language=self.language,
            about=resident if in_place else None,
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
