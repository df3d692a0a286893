"""Contact: by whose initiative, wanted or not, how freely; and a no that holds."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.codes import (
    Channel,
    Character,
    Consequence,
    ConsultedWith,
    Initiative,
    MeldcodeStep,
    OutreachGround,
    PressureGround,
    Source,
    Template,
    Undelivered,
    Urgency,
)
from domain.facts.contact import (
    ContactAttempted,
    ContactHeld,
    HelpRefused,
    OutreachStarted,
    PressureEnded,
    PressureSet,
)
from domain.facts.intake import SignalReceived
from domain.facts.meldcode import MeldcodeStepTaken
from domain.facts.message import MessageDelivered, MessageFailed
from domain.facts.municipality import FunctionAssigned
from domain.refusal import Refusal
from domain.terms import CaseId, MessageId, OutsideDecision, Proof
from tests import asked
from tests.people import (
    acting,
    at_the_door,
    bakker,
    closed,
    consultant,
    fatima,
    helped,
    max_,
    monday,
    named,
    oost,
    opened,
    pieter,
    reported,
    stairs,
    town,
)
from tests.scenario import given

second = FunctionAssigned(worker=pieter, function=consultant, team=oost, since=date(2026, 1, 1))
story = (*at_the_door, opened)
held = ContactHeld(
    case=stairs, resident=bakker, channel=Channel.HOME_VISIT, initiative=Initiative.TEAM,
    wanted=True, character=Character.VOLUNTARY, safety=False,
)  # fmt: skip
tried = ContactAttempted(**vars(held))
refused_help = HelpRefused(
    case=stairs, resident=bakker, channel=Channel.HOME_VISIT, words="Laat mij met rust."
)
outreach = OutreachStarted(
    case=stairs, resident=bakker, ground=OutreachGround.SELF_NEGLECT, attempts=3,
    until=date(2026, 5, 1),
)  # fmt: skip
urged = PressureSet(
    case=stairs, resident=bakker, ground=PressureGround.HOUSING_AT_RISK, consulted=fatima,
    consequences=(Consequence.EVICTION_GOES_ON,), review_on=date(2026, 4, 1),
)  # fmt: skip
told_of_urging = MessageDelivered(
    message=MessageId(named("that it is voluntary")), template=Template.PRESSURE, case=stairs,
    channel=Channel.LETTER, proof=Proof("0" * 64), resident=bakker,
)  # fmt: skip
first_step = MeldcodeStepTaken(
    case=stairs, resident=bakker, team=oost, step=MeldcodeStep.SIGNS, acute=False
)
consulted = replace(first_step, step=MeldcodeStep.CONSULT, consulted=ConsultedWith.SAFE_AT_HOME)
signal = SignalReceived(
    case=stairs, resident=bakker, team=oost, source=Source.INFORMAL_NETWORK,
    urgency=Urgency.ORDINARY, content="De gordijnen zijn al dagen dicht.",
)  # fmt: skip
elsewhere = CaseId(named("another case of hers"))
another_case = (replace(signal, case=elsewhere), replace(opened, case=elsewhere))
unasked = replace(asked.record_contact, wanted=False)
not_there = replace(unasked, reached=False)
by_the_court = OutsideDecision("rechter-2026-123")


def test_contact_says_by_whose_initiative_it_was_whether_wanted_and_how_free() -> None:
    given(*story).when(asked.record_contact).then(held)
    given(*story).when(replace(asked.record_contact, reached=False)).then(tried)


def test_what_the_resident_asks_for_is_wanted_and_needs_nothing_more() -> None:
    own = replace(asked.record_contact, initiative=Initiative.RESIDENT)
    given(*story, refused_help).when(own).then(replace(held, initiative=Initiative.RESIDENT))
    given(*story).when(replace(own, wanted=False)).malformed("wanted")


@pytest.mark.requirement("M-18", "M-19")
def test_who_was_not_reached_asked_for_nothing() -> None:
    own = replace(asked.record_contact, initiative=Initiative.RESIDENT, reached=False)
    given(*story, refused_help).when(own).malformed("initiative")


def test_contact_is_about_a_case_that_is_not_closed() -> None:
    given(*town).when(asked.record_contact).unknown("case")
    given(*town, reported).when(asked.record_contact).then(held)
    given(*helped, closed).when(asked.record_contact).refused(Refusal.CASE_CLOSED)
    others = replace(asked.record_contact, resident=max_)
    given(*story).when(others).refused(Refusal.OTHER_RESIDENT)
    given(*town).when(asked.refuse_help).unknown("case")
    given(*helped, closed).when(asked.refuse_help).refused(Refusal.CASE_CLOSED)


@pytest.mark.requirement("M-20")
class TestHowFree:
    def test_the_team_has_no_power_to_coerce(self) -> None:
        coerced = replace(unasked, character=Character.COERCED)
        given(*story).when(coerced).refused(Refusal.NO_POWER_TO_COERCE)

    @pytest.mark.parametrize("whose", ["rechter", "gi", "officier", "burgemeester"])
    def test_who_has_it_is_named_by_a_reference(self, whose: str) -> None:
        decision = OutsideDecision(f"{whose}-2026-123")
        command = replace(unasked, character=Character.COERCED, decision=decision)
        expected = replace(held, wanted=False, character=Character.COERCED, decision=decision)
        given(*story).when(command).then(expected)

    @pytest.mark.parametrize("free_text", ["de wijkagent zei het", "wijkteam-2026-1", "rechter"])
    def test_a_reference_is_no_free_text(self, free_text: str) -> None:
        decision = OutsideDecision(free_text)
        command = replace(unasked, character=Character.COERCED, decision=decision)
        given(*story).when(command).malformed("decision")

    def test_what_is_not_coerced_rests_on_no_such_decision(self) -> None:
        given(*story).when(replace(unasked, decision=by_the_court)).malformed("decision")

    def test_a_no_and_a_cap_do_not_stop_what_another_decided(self) -> None:
        command = replace(unasked, character=Character.COERCED, decision=by_the_court)
        expected = replace(held, wanted=False, character=Character.COERCED, decision=by_the_court)
        given(*story, refused_help).when(command).then(expected)

    def test_urging_is_decided_on_first_and_until_its_review_alone(self) -> None:
        command = replace(asked.record_contact, character=Character.URGED)
        given(*story).when(command).refused(Refusal.PRESSURE_NOT_DECIDED)
        expected = replace(held, character=Character.URGED)
        last = datetime.combine(urged.review_on, monday.timetz())
        told = (*story, urged, told_of_urging)
        given(*told).at(last).when(command).then(expected)
        given(*told).at(last + timedelta(days=1)).when(command).refused(
            Refusal.PRESSURE_NOT_DECIDED
        )
        over = PressureEnded(case=stairs, resident=bakker)
        given(*told, over).when(command).refused(Refusal.PRESSURE_NOT_DECIDED)

    def test_nobody_is_urged_before_the_letter_says_that_it_is_voluntary(self) -> None:
        command = replace(asked.record_contact, character=Character.URGED)
        given(*story, urged).when(command).refused(Refusal.PRESSURE_NOT_TOLD)
        failed = MessageFailed(
            message=told_of_urging.message, template=Template.PRESSURE, attempt=6,
            reason=Undelivered.NO_ADDRESS, for_good=True, resident=bakker, case=stairs,
        )  # fmt: skip
        given(*story, urged, failed).when(command).refused(Refusal.PRESSURE_NOT_TOLD)
        of_else = replace(told_of_urging, template=Template.RECEIPT)
        given(*story, urged, of_else).when(command).refused(Refusal.PRESSURE_NOT_TOLD)
        given(*story, told_of_urging, urged).when(command).refused(Refusal.PRESSURE_NOT_TOLD)
        over = PressureEnded(case=stairs, resident=bakker)
        again = (*story, urged, told_of_urging, over, urged)
        given(*again).when(command).refused(Refusal.PRESSURE_NOT_TOLD)
        given(*again, told_of_urging).when(command).then(replace(held, character=Character.URGED))
        before = replace(command, context=acting(at=monday - timedelta(days=1)))
        given(*story, urged, told_of_urging).when(before).refused(Refusal.PRESSURE_NOT_TOLD)

    def test_urging_takes_no_cap_away(self) -> None:
        command = replace(unasked, character=Character.URGED)
        given(*story, urged, told_of_urging).when(command).refused(Refusal.OUTREACH_NOT_DECIDED)


@pytest.mark.requirement("M-18")
class TestUnasked:
    def test_nobody_comes_unasked_before_that_was_decided(self) -> None:
        given(*story).when(unasked).refused(Refusal.OUTREACH_NOT_DECIDED)
        given(*story, outreach).when(unasked).then(replace(held, wanted=False))

    def test_nobody_came_before_it_by_telling_an_earlier_day(self) -> None:
        """Contact is put on record before it is made, and so is that it may be."""
        before = replace(unasked, context=acting(at=monday - timedelta(days=1)))
        given(*story, outreach).when(before).refused(Refusal.OUTREACH_NOT_DECIDED)
        backdated = (*story, outreach)
        given(*backdated).at(monday + timedelta(days=1)).when(before).refused(
            Refusal.OUTREACH_NOT_DECIDED
        )

    def test_the_fourth_time_is_refused_an_attempt_counting_as_well(self) -> None:
        twice = (replace(held, wanted=False), replace(tried, wanted=False))
        given(*story, outreach, *twice).when(not_there).then(replace(tried, wanted=False))
        thrice = (*twice, replace(tried, wanted=False))
        given(*story, outreach, *thrice).when(unasked).refused(Refusal.OUTREACH_ENDED)
        given(*story, outreach, *thrice).when(not_there).refused(Refusal.OUTREACH_ENDED)

    def test_wanted_contact_and_what_another_decided_are_not_counted(self) -> None:
        coerced = replace(held, wanted=False, character=Character.COERCED, decision=by_the_court)
        safe = replace(held, wanted=False, safety=True)
        given(*story, outreach, held, coerced, safe, held).when(unasked).then(
            replace(held, wanted=False)
        )

    def test_is_decided_on_in_that_case_and_counted_in_all_of_the_resident(self) -> None:
        there = replace(unasked, case=elsewhere)
        both = (*story, *another_case, outreach)
        given(*both).when(there).refused(Refusal.OUTREACH_NOT_DECIDED)
        anew = replace(outreach, case=elsewhere, attempts=1)
        came = replace(held, case=elsewhere, wanted=False)
        given(*both, anew).when(there).then(came)
        given(*both, anew, came).when(unasked).refused(Refusal.OUTREACH_ENDED)
        given(*both, anew, replace(held, wanted=False)).when(there).refused(Refusal.OUTREACH_ENDED)

    def test_it_ends_on_its_last_day(self) -> None:
        last = datetime.combine(outreach.until, monday.timetz())
        given(*story, outreach).at(last).when(unasked).then(replace(held, wanted=False))
        given(*story, outreach).at(last + timedelta(days=1)).when(unasked).refused(
            Refusal.OUTREACH_ENDED
        )
