"""Telling residents what is going on, and offering them somebody of their own."""

from collections.abc import Sequence

from domain.codes import Channel, Language
from domain.command import Command
from domain.decisions.guards import known_case, resident_of
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

    Also when the case is closed: the duty to tell does not end with it (AVG 14).
    """

    case: CaseId
    channel: Channel
    language: Language
    text: Digest

    def needs(self) -> tuple[Case]:
        return (Case(self.case),)

    def decide(self, case: Case) -> Sequence[Event]:
        return [
            ResidentInformed(
                case=self.case,
                resident=resident_of(case),
                channel=self.channel,
                language=self.language,
                text=self.text,
            )
        ]


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
