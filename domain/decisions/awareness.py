"""Telling residents what is going on, and offering them somebody of their own."""

from collections.abc import Sequence

from domain.codes import Channel, Language, Template
from domain.command import Command
from domain.decisions.guards import known_case, resident_of
from domain.decisions.telling import ORALLY, ours, told
from domain.fact import Event
from domain.facts.awareness import (
    ClientSupportAnswered,
    ClientSupportOffered,
    ResidentInformed,
)
from domain.facts.case import Case
from domain.terms import CaseId, Digest


class InformResident(Command[Case]):
    """Tell the resident what is written down, who sees it and for how long.

    Also when the case is closed: the duty to tell does not end with it (AVG 14). What was told
    aloud is followed by a letter, and a text of ours that is to be written is sent from here.
    """

    case: CaseId
    channel: Channel
    language: Language
    text: Digest

    def needs(self) -> tuple[Case]:
        return (Case(self.case),)

    def decide(self, case: Case) -> Sequence[Event]:
        resident = resident_of(case)
        told_now = ResidentInformed(
            case=self.case,
            resident=resident,
            channel=self.channel,
            language=self.language,
            text=self.text,
        )
        aloud = self.channel in ORALLY
        text = ours(self.text, Template.PRIVACY_NOTICE, self.channel)
        if not aloud and text is None:
            return [told_now]
        letter = told(
            self.context, Template.PRIVACY_NOTICE, resident=resident, case=self.case, text=text,
            channel=Channel.LETTER if aloud else self.channel, language=self.language,
        )  # fmt: skip
        return [told_now, letter]


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
