"""Contact with a resident, asked for or not, and her no to it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import Channel, Character, Initiative, LimitCode
from domain.command import Command, Malformed, Refused
from domain.decisions.guards import known_case, whose_case
from domain.decisions.meldcode import for_safety
from domain.fact import Context, Event
from domain.facts.agreement import HelpAgreement, HelpAgreementWithdrawn
from domain.facts.case import Case
from domain.facts.contact import (
    ContactAttempted,
    ContactHeld,
    HelpRefused,
    NoToHelp,
    Outreach,
    Pressure,
)
from domain.facts.meldcode import Meldcode, SafetyContact
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, OutsideDecision, Personal, ResidentId, day


class RecordContact(Command[Case, NoToHelp, Outreach, Pressure, Meldcode, SafetyContact]):
    """Put contact on record: by whose initiative, wanted or not, how freely. An attempt at which
    nobody was reached counts as well. Her no and the cap are hers, and not of one case."""

    case: CaseId
    resident: ResidentId
    """The case's."""
    channel: Channel
    reached: bool
    initiative: Initiative
    wanted: bool
    """By the resident."""
    character: Character = Character.VOLUNTARY
    safety: bool = False
    """Because of a step of the meldcode that was taken lately."""
    decision: OutsideDecision | None = None
    """Whose decision it rests on, where it is coerced."""

    def needs(self) -> tuple[Case, NoToHelp, Outreach, Pressure, Meldcode, SafetyContact]:
        return (
            Case(self.case),
            NoToHelp(self.resident),
            Outreach(self.resident),
            Pressure(self.case),
            Meldcode(self.case),
            SafetyContact(self.resident),
        )

    def decide(
        self,
        case: Case,
        no: NoToHelp,
        outreach: Outreach,
        pressure: Pressure,
        meldcode: Meldcode,
        safety: SafetyContact,
    ) -> Sequence[Event]:
        if self.initiative is Initiative.RESIDENT and not self.wanted:
            raise Malformed("wanted: what the resident asks for herself, she wants")
        if self.initiative is Initiative.RESIDENT and not self.reached:
            raise Malformed("initiative: where nobody was reached, it was not the resident's")
        if self.decision is not None and self.character is not Character.COERCED:
            raise Malformed("decision: of coerced contact alone")
        whose_case(case, self.resident)
        on, held_on = day(self.at), day(self.context.occurred_at)
        coerced = self.character is Character.COERCED
        if coerced and self.decision is None:
            raise Refused(Refusal.NO_POWER_TO_COERCE)
        if self.character is Character.URGED and not pressure.stands(on):
            raise Refused(Refusal.PRESSURE_NOT_DECIDED)
        if self.character is Character.URGED and not (
            pressure.told_on is not None and pressure.told_on <= held_on
        ):
            raise Refused(Refusal.PRESSURE_NOT_TOLD)
        if self.safety and not for_safety(meldcode, safety, self.context, self.at):
            raise Refused(Refusal.NO_SAFETY_GROUND)
        if self.safety and safety.made >= _most_for_safety(self.context, on):
            raise Refused(Refusal.NO_SAFETY_GROUND)
        if self.initiative is not Initiative.RESIDENT and not (coerced or self.safety):
            begun = self.case in outreach.cases
            if no.said_at is not None and (self.wanted or not begun):
                raise Refused(Refusal.HELP_REFUSED)
            if not self.wanted:
                within(outreach, self.case, on, held_on)
        event = ContactHeld if self.reached else ContactAttempted
        return [
            event(
                case=self.case, resident=self.resident, channel=self.channel,
                initiative=self.initiative, wanted=self.wanted, character=self.character,
                safety=self.safety, decision=self.decision,
            )
        ]  # fmt: skip


class RefuseHelp(Command[Case, HelpAgreement]):
    """Write down that the resident says no, in her own words. What she had agreed to ends by it."""

    case: CaseId
    channel: Channel
    words: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, HelpAgreement]:
        return Case(self.case), HelpAgreement(self.case)

    def decide(self, case: Case, agreement: HelpAgreement) -> Sequence[Event]:
        resident = known_case(case)
        refused = HelpRefused(
            case=self.case, resident=resident, channel=self.channel, words=self.words
        )
        if resident not in agreement.agreed:
            return [refused]
        return [refused, HelpAgreementWithdrawn(case=self.case, resident=resident)]


def _most_for_safety(context: Context, on: date) -> int:
    """How often somebody may come on one step of the meldcode: as often as unasked."""
    return Rules.of(context.rules).limit(LimitCode.OUTREACH_ATTEMPTS, on).most


def within(outreach: Outreach, case: CaseId, on: date, held_on: date) -> None:
    """What nobody asked for was decided on before, and is not used up. Raises Refused."""
    begun_on = outreach.cases.get(case)
    if outreach.until is None or begun_on is None or held_on < begun_on:
        raise Refused(Refusal.OUTREACH_NOT_DECIDED)
    if on > outreach.until or outreach.made >= outreach.most:
        raise Refused(Refusal.OUTREACH_ENDED)
