"""By what right: what is asked of a mandate, step by step, and in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.codes import (
    Law,
    MandateCondition,
    MandatedAct,
    MandateKind,
    Outcome,
    Provision,
    Role,
)
from domain.command import Refused
from domain.decisions.by_mandate import Use, under_mandate
from domain.fact import Fact
from domain.facts.budget import SpendReversed
from domain.facts.endorsement import DecisionEndorsed, SpendingEndorsed
from domain.facts.mandate import Mandate, MandateGranted, MandateRevoked
from domain.facts.municipality import FunctionAssigned, FunctionEnded, FunctionEstablished, Office
from domain.facts.organisation import EmploymentEnded, WorkerEmployed
from domain.refusal import Refusal
from domain.terms import ApplicationId, CaseId, Cents, DecisionId, MandateId, SpendingId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    acting,
    allotted,
    applied,
    bakker,
    buurtteam,
    by_fatima,
    clarified,
    clinic,
    clinic_registered,
    consultant,
    fast_track,
    fatima,
    fatima_assigned,
    gemeente,
    granted,
    helped,
    leader,
    lift,
    mandated,
    monday,
    named,
    oost,
    opened,
    paid,
    permitted,
    pieter,
    ready_to_spend,
    referred,
    reported,
    revoked,
    set_apart,
    shower_chair,
    stairs,
)
from tests.scenario import given

at_hand = (*helped, mandated, applied, clinic_registered, permitted)
spends = (*ready_to_spend,)
by_right: list[tuple[AnyCommand, tuple[Any, ...], tuple[Any, ...]]] = [
    (asked.take_decision, at_hand, (granted,)),
    (asked.spend, spends, (set_apart, paid)),
    (asked.refer, at_hand, (referred,)),
]
each_act = pytest.mark.parametrize(
    ("command", "story", "follows"), by_right, ids=["decide", "spend", "disclose"]
)
second = ApplicationId(named("second"))


@pytest.mark.requirement("M-09")
@each_act
def test_whoever_decides_spends_or_discloses_cites_a_mandate_that_holds(
    command: AnyCommand, story: Any, follows: Any
) -> None:
    answer = given(*story).when(command).then(*follows)
    assert {fact.context.mandate for fact in answer.facts} == {fast_track}


@pytest.mark.requirement("M-09")
@each_act
def test_the_same_one_day_after_its_end_is_refused_and_that_is_on_record(
    command: AnyCommand, story: Any, follows: Any
) -> None:
    ends = tuple(replace(m, until=date(2026, 3, 2)) if m is mandated else m for m in story)
    last = datetime(2026, 3, 2, 22, 59, 59, tzinfo=UTC)
    given(*ends).at(last).when(command).then(*follows)
    refused = given(*ends).at(last + timedelta(seconds=1)).when(command)
    said = refused.refused(Refusal.MANDATE_ENDED)
    assert (said.article, said.cases, said.residents) == ("Awb 10:8", (stairs,), (bakker,))
    (fact,) = refused.journal.read(after=refused.already)
    assert fact.context.mandate == fast_track


STEPS: dict[str, tuple[dict[str, Any], Refusal]] = {
    "holder": ({"held": False}, Refusal.FUNCTION_NOT_HELD),
    "whose": ({"function": leader}, Refusal.MANDATE_OF_ANOTHER),
    "consent": ({"consent_of": buurtteam}, Refusal.MANDATE_NOT_CONSENTED),
    "day": ({"until": date(2026, 3, 1)}, Refusal.MANDATE_ENDED),
    "scope": ({"laws": (Law.YOUTH,)}, Refusal.MANDATE_NOT_FOR_THIS),
    "decision": ({"limit": Cents(3_949_99)}, Refusal.MANDATE_EXCEEDED),
    "year": ({"limit_per_year": Cents(4_000_00)}, Refusal.MANDATE_YEAR_EXCEEDED),
    "months": ({"most_months": 11}, Refusal.MANDATE_TOO_LONG),
    "second person": ({"conditions": tuple(MandateCondition)}, Refusal.SECOND_PERSON_MISSING),
    "own interest": ({}, Refusal.CONFLICT_OF_INTEREST),
}
"""In the order of domain/decisions/by_mandate.py: what is wrong with it, and what is said then."""
use = Use(
    on=date(2026, 3, 2), act=MandatedAct.GRANT, amount=3_950_00, laws=frozenset({Law.WMO}),
    provision=Provision.STAIR_LIFT, months=12, before={fast_track: 100_00}, provider=buurtteam,
    employers=frozenset({buurtteam}),
)  # fmt: skip


def verdict(wrong: list[str]) -> Refusal | None:
    """What is said of a decision that has these things wrong with it."""
    changes: dict[str, Any] = {}
    for name in wrong:
        changes |= STEPS[name][0]
    held = changes.pop("held", True)
    fact: Fact[MandateGranted] = Fact(1, monday, by_fatima, replace(mandated, **changes))
    office = Office(consultant)
    if held:
        office = office.evolve(Fact(2, monday, by_fatima, fatima_assigned))
    wanted = use if "own interest" in wrong else replace(use, provider=clinic)
    try:
        under_mandate(Mandate(fast_track).evolve(fact), office, by_fatima, wanted)
    except Refused as refused:
        return refused.refusal
    return None


@pytest.mark.requirement("M-09")
@pytest.mark.parametrize("step", STEPS)
def test_every_step_alone_stops_it(step: str) -> None:
    assert verdict([]) is None
    assert verdict([step]) is STEPS[step][1]


@pytest.mark.requirement("M-09")
def test_what_is_asked_first_is_said_first() -> None:
    names = list(STEPS)
    for nth, name in enumerate(names):
        assert verdict(names[nth:]) is STEPS[name][1]


@pytest.mark.requirement("M-11")
@each_act
def test_power_ends_with_the_function(command: AnyCommand, story: Any, follows: Any) -> None:
    ended = FunctionEnded(worker=fatima, function=consultant, since=date(2026, 3, 2))
    given(*story, ended).when(command).refused(Refusal.FUNCTION_NOT_HELD)
    tomorrow = replace(ended, since=date(2026, 3, 3))
    given(*story, tomorrow).when(command).then(*follows)


@pytest.mark.parametrize("command", [asked.spend, asked.refer], ids=["spend", "disclose"])
def test_what_is_spent_or_told_falls_under_a_law_of_the_case(command: AnyCommand) -> None:
    youth = replace(mandated, laws=(Law.YOUTH,))
    story = (*helped, youth, clinic_registered, permitted, *ready_to_spend[-2:])
    given(*story).when(command).refused(Refusal.MANDATE_NOT_FOR_THIS)
    both = replace(opened, laws=(Law.PARTICIPATION, Law.YOUTH))
    answer = given(*story, both).when(command).journal.record(command)
    assert answer.refusal is None


def test_to_refer_takes_a_mandate_for_that() -> None:
    decides = replace(mandated, acts=(MandatedAct.GRANT,))
    given(*helped, decides, clinic_registered, permitted).when(asked.refer).refused(
        Refusal.MANDATE_NOT_FOR_THIS
    )
    told = replace(mandated, kind=MandateKind.ACT, acts=(MandatedAct.REFER,))
    given(*helped, told, clinic_registered, permitted).when(asked.refer).then(referred)


class TestTheYearOfACase:
    """What was granted, and what was spent, in one case under one mandate in a calendar year."""

    limited = replace(mandated, limit_per_year=Cents(5_000_00))
    again = replace(applied, application=second)
    once_more = replace(
        asked.take_decision, application=second, decision=DecisionId(named("second")),
        amount=Cents(1_050_00),
    )  # fmt: skip

    def test_adds_up_to_its_limit_and_no_further(self) -> None:
        history = (*helped, self.limited, applied, granted, self.again)
        given(*history).when(self.once_more).then(
            replace(
                granted, application=second, decision=self.once_more.decision,
                amount=Cents(1_050_00),
            )
        )  # fmt: skip
        cent_more = replace(self.once_more, amount=Cents(1_050_01))
        given(*history).when(cent_more).refused(Refusal.MANDATE_YEAR_EXCEEDED)

    def test_is_one_cases_alone_and_a_refusal_costs_nothing(self) -> None:
        elsewhere = replace(granted, case=CaseId(named("other")))
        history = (*helped, self.limited, elsewhere, self.again)
        cent_more = replace(self.once_more, amount=Cents(1_050_01))
        assert given(*history).when(cent_more).journal.record(cent_more).refusal is None
        refused = replace(granted, outcome=Outcome.REFUSED)
        history = (*helped, self.limited, refused, self.again)
        assert given(*history).when(cent_more).journal.record(cent_more).refusal is None

    def test_begins_anew_on_the_first_of_january_there(self) -> None:
        lasting = replace(self.limited, until=date(2027, 12, 31))
        cent_more = replace(self.once_more, amount=Cents(1_050_01))
        history = (*helped, lasting, applied, granted, self.again)
        last = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
        given(*history).at(last).when(cent_more).refused(Refusal.MANDATE_YEAR_EXCEEDED)
        later = given(*history).at(last + timedelta(seconds=1)).when(cent_more)
        assert later.journal.record(cent_more).refusal is None

    def test_counts_what_is_spent_by_itself_and_no_longer_what_was_booked_back(self) -> None:
        few = replace(mandated, limit_per_year=Cents(100_00))
        history = (*helped, few, granted, *ready_to_spend[-2:], set_apart, paid)
        more: Any = {"spending": SpendingId(named("more")), "reservation": named("more")}
        forty_and_a_cent = replace(asked.spend, **more, amount=Cents(40_01))
        given(*history).when(forty_and_a_cent).refused(Refusal.MANDATE_YEAR_EXCEEDED)
        back = SpendReversed(
            spending=shower_chair, budget=paid.budget, case=stairs, resident=bakker, team=oost,
            mandate=fast_track, amount=paid.amount,
        )  # fmt: skip
        spent = given(*history, back).when(forty_and_a_cent)
        assert spent.journal.record(forty_and_a_cent).refusal is None
        given(*history).when(asked.reverse).then(back)


class TestHowLong:
    """A mandate may say for how long help is granted at most."""

    year = replace(mandated, most_months=12)

    def test_up_to_that_and_no_longer(self) -> None:
        history = (*helped, self.year, applied)
        a_year = replace(asked.take_decision, months=12)
        given(*history).when(a_year).then(replace(granted, months=12))
        given(*history).when(replace(a_year, months=13)).refused(Refusal.MANDATE_TOO_LONG)
        given(*history).when(asked.take_decision).then(granted)

    @pytest.mark.parametrize("months", [0, 1_201])
    def test_a_time_that_nobody_means_is_a_typing_error(self, months: int) -> None:
        given(*helped, self.year, applied).when(
            replace(asked.take_decision, months=months)
        ).malformed("months")


class TestOwnInterest:
    """Nobody grants help by whom they work for (Awb 2:4)."""

    def test_is_refused_and_help_by_another_is_not(self) -> None:
        own = replace(asked.take_decision, provider=buurtteam)
        given(*at_hand).when(own).refused(Refusal.CONFLICT_OF_INTEREST)
        by_the_clinic = replace(own, provider=clinic)
        given(*at_hand).when(by_the_clinic).then(replace(granted, provider=clinic))

    def test_is_that_of_whoever_employs_the_worker_besides(self) -> None:
        beside = WorkerEmployed(worker=fatima, organisation=clinic, since=date(2026, 3, 2))
        by_the_clinic = replace(asked.take_decision, provider=clinic)
        given(*at_hand, beside).when(by_the_clinic).refused(Refusal.CONFLICT_OF_INTEREST)
        from_tomorrow = replace(beside, since=date(2026, 3, 3))
        given(*at_hand, from_tomorrow).when(by_the_clinic).then(replace(granted, provider=clinic))
        over = EmploymentEnded(
            worker=fatima, organisation=clinic, since=beside.since, until=date(2026, 3, 2)
        )
        given(*at_hand, beside, over).when(by_the_clinic).then(replace(granted, provider=clinic))

    def test_is_none_in_what_the_mandator_gives_itself(self) -> None:
        inside = replace(
            asked.take_decision, provider=gemeente, context=acting(pieter, leader, gemeente)
        )
        led = (
            FunctionEstablished(function=leader, organisation=gemeente, role=Role.TEAM_LEADER),
            FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1)),
            replace(mandated, function=leader),
        )
        given(*helped, *led, applied).when(inside).then(replace(granted, provider=gemeente))


class TestASecondPerson:
    """Where the mandate asks for it: somebody else looks along, or signs."""

    asks = replace(mandated, conditions=(MandateCondition.PEER_REVIEW,))
    pieter_too = replace(fatima_assigned, worker=pieter)
    story = (*helped, pieter_too, asks, applied)
    seen = DecisionEndorsed(
        application=lift, case=stairs, resident=bakker, mandate=fast_track,
        condition=MandateCondition.PEER_REVIEW, outcome=Outcome.GRANTED, amount=Cents(3_950_00),
    )  # fmt: skip

    def decided(self, *seen: tuple[AnyCommand, Any], then: AnyCommand) -> Refusal | None:
        begun = given(*self.story, *ready_to_spend[-2:], set_apart).when(then)
        for command, _ in seen:
            assert begun.journal.record(command).refusal is None
        return begun.journal.record(then).refusal

    def test_looks_along_and_then_it_is_decided(self) -> None:
        given(*self.story).when(asked.take_decision).refused(Refusal.SECOND_PERSON_MISSING)
        given(*self.story).when(asked.endorse_decision).then(self.seen)
        pair = (asked.endorse_decision, None)
        assert self.decided(pair, then=asked.take_decision) is None

    @pytest.mark.parametrize(
        "instead",
        [
            {"context": acting()},
            {"amount": Cents(3_949_99)},
            {"outcome": Outcome.REFUSED},
        ],
        ids=["the same person", "a smaller amount", "another outcome"],
    )
    def test_is_somebody_else_who_saw_this_outcome_and_no_less(self, instead: Any) -> None:
        pair = (replace(asked.endorse_decision, **instead), None)
        then = asked.take_decision
        assert self.decided(pair, then=then) is Refusal.SECOND_PERSON_MISSING

    def test_signs_only_who_leads_the_team(self) -> None:
        signature = MandateCondition.SECOND_SIGNATURE
        both = replace(mandated, conditions=(signature,))
        led = (
            FunctionEstablished(function=leader, organisation=buurtteam, role=Role.TEAM_LEADER),
            FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1)),
        )
        sign = replace(asked.endorse_decision, condition=signature)
        given(*helped, self.pieter_too, both, applied).when(sign).refused(Refusal.NOT_AUTHORISED)
        by_the_leader = replace(sign, context=acting(pieter, leader))
        given(*helped, *led, both, applied).when(by_the_leader).then(
            replace(self.seen, condition=signature)
        )

    def test_is_asked_only_what_the_mandate_asks(self) -> None:
        given(*helped, self.pieter_too, mandated, applied).when(asked.endorse_decision).refused(
            Refusal.MANDATE_NOT_FOR_THIS
        )
        given(*self.story, revoked).when(asked.endorse_decision).refused(Refusal.MANDATE_ENDED)
        given(*helped, self.pieter_too, applied).when(asked.endorse_decision).unknown("mandate")
        given(*helped, self.pieter_too, self.asks).when(asked.endorse_decision).unknown(
            "application"
        )
        given(*self.story).when(replace(asked.endorse_decision, amount=Cents(0))).malformed(
            "amount"
        )
        given(*helped, self.asks, applied).when(asked.endorse_decision).refused(
            Refusal.FUNCTION_NOT_HELD
        )

    def test_looks_along_at_a_spending_that_was_set_apart(self) -> None:
        seen = SpendingEndorsed(
            reservation=set_apart.reservation, budget=set_apart.budget, case=stairs,
            resident=bakker, mandate=fast_track,
            condition=MandateCondition.PEER_REVIEW, amount=set_apart.amount,
        )  # fmt: skip
        history = (*self.story, *ready_to_spend[-2:], set_apart)
        given(*history).when(asked.spend).refused(Refusal.SECOND_PERSON_MISSING)
        given(*history).when(asked.endorse_spending).then(seen)
        pair = (asked.endorse_spending, None)
        assert self.decided(pair, then=asked.spend) is None
        given(*self.story, *ready_to_spend[-2:]).when(asked.endorse_spending).unknown("reservation")
        unasked = (*helped, self.pieter_too, mandated, *ready_to_spend[-2:], set_apart)
        given(*unasked).when(asked.endorse_spending).refused(Refusal.MANDATE_NOT_FOR_THIS)
        theirs = replace(set_apart, case=CaseId(named("other")))
        given(*self.story, *ready_to_spend[-2:], theirs).when(asked.endorse_spending).unknown(
            "reservation"
        )

    def test_is_not_asked_to_book_back(self) -> None:
        history = (*self.story, *ready_to_spend[-2:], set_apart, paid)
        assert given(*history).when(asked.reverse).journal.record(asked.reverse).refusal is None


class TestGoingUp:
    """What is above a mandate goes up to another function that may decide it, and is held."""

    above = replace(asked.take_decision, amount=Cents(5_400_00), escalate_to=leader)
    led = FunctionEstablished(function=leader, organisation=gemeente, role=Role.TEAM_LEADER)
    held = FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1))
    larger = replace(
        mandated, mandate=MandateId(named("larger")), function=leader, limit=Cents(10_000_00)
    )
    story = (*helped, mandated, led, applied)

    @pytest.mark.requirement("H-05", "M-09")
    def test_not_to_ones_own_function_whatever_else_it_may(self) -> None:
        own = replace(self.larger, function=consultant)
        to_herself = replace(self.above, escalate_to=consultant)
        given(*self.story, own).when(to_herself).refused(Refusal.ESCALATION_UNFIT)

    @pytest.mark.requirement("H-05", "M-09")
    @pytest.mark.parametrize(
        "instead",
        [
            (),
            (FunctionEnded(worker=pieter, function=leader, since=date(2026, 3, 2)),),
            (MandateRevoked(mandate=larger.mandate, functions=(leader,)),),
        ],
        ids=["it does", "nobody holds it", "revoked"],
    )
    def test_to_a_function_that_somebody_holds_with_a_mandate_that_stands(
        self, instead: tuple[Any, ...]
    ) -> None:
        begun = given(*self.story, self.held, self.larger, *instead).when(self.above)
        if instead:
            begun.refused(Refusal.ESCALATION_UNFIT)
        else:
            assert begun.journal.record(self.above).refusal is None

    @pytest.mark.parametrize(
        "instead",
        [
            {"limit": Cents(5_399_99)},
            {"laws": (Law.DEBT,)},
            {"provisions": ()},
            {"acts": (MandatedAct.REFUSE,)},
            {"until": date(2026, 3, 1)},
            {"consent_of": buurtteam},
        ],
        ids=["limit", "law", "provision", "act", "day", "consent"],
    )
    def test_whose_mandate_is_large_enough_and_for_this(self, instead: dict[str, Any]) -> None:
        smaller = replace(self.larger, **instead)
        given(*self.story, self.held, smaller).when(self.above).refused(Refusal.ESCALATION_UNFIT)
        given(*self.story, self.held).when(self.above).refused(Refusal.ESCALATION_UNFIT)

    def test_also_what_is_too_long_or_too_much_in_a_year(self) -> None:
        for less, said in (
            ({"most_months": 1}, {"months": 2}),
            ({"limit_per_year": Cents(1_00)}, {}),
        ):
            small: Any = replace(mandated, **less)
            command = replace(asked.take_decision, escalate_to=leader, **said)  # type: ignore[arg-type]
            begun = given(*helped, small, self.led, self.held, self.larger, applied).when(command)
            (fact,) = begun.journal.record(command).facts
            assert type(fact.event).__name__ == "DecisionEscalated"


def test_the_application_is_the_cases_own() -> None:
    other = replace(asked.take_decision, case=CaseId(named("other")))
    others = tuple(replace(e, case=other.case) for e in (reported, clarified, opened))
    given(*at_hand, *others).when(other).unknown("application")


def test_a_budget_is_no_mandate() -> None:
    without = tuple(each for each in spends if each is not mandated)
    assert allotted in without
    given(*without).when(asked.spend).unknown("mandate")
