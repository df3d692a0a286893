"""Urging (drang): on a ground, with a colleague, told honestly, and not for longer than decided."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.codes import Consequence, Language, PressureGround, Template, TermCode
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.adopting import within_term
from domain.decisions.guards import informed, open_case
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.contact import ConsultationConfirmed, Pressure, PressureEnded, PressureSet
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, WorkerId, day

LATELY = timedelta(days=14)
"""So long what a colleague confirmed is a consultation about urging now (our own rule)."""


class ConfirmConsultation(Command[Case, Awareness]):
    """Say, as the second professional, that one thought along about urging on that ground."""

    case: CaseId
    ground: PressureGround

    def needs(self) -> tuple[Case, Awareness]:
        return Case(self.case), Awareness(self.case)

    def decide(self, case: Case, awareness: Awareness) -> Sequence[Event]:
        resident = open_case(case)
        informed(awareness, resident)
        return [ConsultationConfirmed(case=self.case, resident=resident, ground=self.ground)]


class UsePressure(Command[Case, Awareness, Pressure, Configuration]):
    """Decide to urge, or to go on urging after the review, once the colleague who was consulted
    said so. The resident is written to at once: taking part is voluntary, and this is what really
    follows from not doing so. She is urged once she has that letter."""

    case: CaseId
    ground: PressureGround
    consulted: WorkerId
    """A second professional, who confirmed it lately, and since it was last decided or ended."""
    consequences: tuple[Consequence, ...]
    review_on: date
    language: Language = Language.DUTCH

    def needs(self) -> tuple[Case, Awareness, Pressure, Configuration]:
        return (
            Case(self.case),
            Awareness(self.case),
            Pressure(self.case),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self, case: Case, awareness: Awareness, pressure: Pressure, configuration: Configuration
    ) -> Sequence[Event]:
        on = day(self.at)
        if not self.consequences:
            raise Malformed("consequences: at least one; that nothing follows is one as well")
        if self.review_on <= on:
            raise Malformed("review_on: after today")
        resident = open_case(case)
        informed(awareness, resident)
        if self.consulted == self.context.actor:
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        said_on = pressure.confirmed.get((self.consulted, self.ground))
        if said_on is None or on > said_on + LATELY:
            raise Refused(Refusal.CONSULTATION_NOT_CONFIRMED)
        rules = Rules.of(self.context.rules)
        within_term(configuration, self.at, TermCode.PRESSURE_REVIEW, rules, self.review_on)
        urged = PressureSet(
            case=self.case, resident=resident, ground=self.ground, consulted=self.consulted,
            consequences=self.consequences, review_on=self.review_on,
        )  # fmt: skip
        statement = told(
            self.context, Template.PRESSURE, resident=resident, case=self.case,
            language=self.language,
        )  # fmt: skip
        return [urged, statement]


class EndPressure(Command[Case, Pressure]):
    """Urge no longer."""

    case: CaseId

    def needs(self) -> tuple[Case, Pressure]:
        return Case(self.case), Pressure(self.case)

    def decide(self, case: Case, pressure: Pressure) -> Sequence[Event]:
        resident = open_case(case)
        if pressure.review_on is None:
            raise Unknown("pressure")
        return [PressureEnded(case=self.case, resident=resident)]
