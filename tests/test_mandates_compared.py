"""Who may decide what, side by side; and what hangs on a mandate before it is revoked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import Law, MandatedAct, MandateKind, Outcome, Provision, Role
from domain.fact import Event, Fact
from domain.facts.application import ApplicationWithdrawn, DecisionEscalated
from domain.facts.mandate import Mandate, MandateGranted
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.terms import ApplicationId, Cents, FunctionId, MandateId, ReservationId
from projections.mandate_comparison import Compared, Power, compare
from projections.view import as_of
from projections.views.mandates import mandates
from service.journal import Journal
from service.mandates import compared, hanging_on
from tests.happened import story
from tests.people import (
    applied,
    bakker,
    buurtteam,
    by_fatima,
    clinic,
    consultant,
    fast_track,
    gemeente,
    granted,
    leader,
    lift,
    mandated,
    monday,
    named,
    oost,
    paid,
    passed_on,
    pieter,
    published,
    ready_to_spend,
    revoked,
    set_apart,
    stairs,
    zuid,
)
from tests.scenario import in_memory, put
from tests.test_mandate import mandatee_agrees, superior_agrees
from tests.test_sub_mandate import sub

ON = date(2026, 3, 2)
UNDER = {Provision.STAIR_LIFT: frozenset({Law.WMO}), Provision.DEBT_PLAN: frozenset({Law.DEBT})}
lift_granting = Power(Law.WMO, Provision.STAIR_LIFT, MandatedAct.GRANT)
care = FunctionId(named("care"))
of_the_clinic = replace(mandated, mandate=MandateId(named("clinic's")), function=care)
WORKS_FOR = {consultant: buurtteam, leader: buurtteam, care: clinic}


def known(*events: MandateGranted) -> list[Mandate]:
    return [
        Mandate(event.mandate).evolve(Fact(n, monday, by_fatima, event))
        for n, event in enumerate(events, 1)
    ]


def rows(*events: MandateGranted, on: date = ON) -> dict[Power, Compared]:
    return {row.power: row for row in compare(known(*events), WORKS_FOR, UNDER, on)}


class TestSideBySide:
    @pytest.mark.requirement("E-15")
    def test_two_organisations_with_the_same_power_overlap(self) -> None:
        row = rows(mandated, of_the_clinic)[lift_granting]
        assert row.overlap and not row.gap
        assert row.organisations == {buurtteam, clinic}
        alone = rows(mandated)[lift_granting]
        assert not alone.overlap and not alone.gap

    @pytest.mark.requirement("E-15")
    def test_two_functions_of_one_organisation_do_not(self) -> None:
        higher = replace(
            mandated, mandate=MandateId(named("higher")), function=leader, limit=Cents(9_000_00)
        )
        row = rows(mandated, higher)[lift_granting]
        assert not row.overlap
        assert [holder.function for holder in row.holders] == [leader, consultant]
        assert row.most == 9_000_00

    @pytest.mark.requirement("E-15")
    def test_what_nobody_may_is_a_gap(self) -> None:
        gaps = {power for power, row in rows(mandated).items() if row.gap}
        of_debt = {Power(Law.DEBT, Provision.DEBT_PLAN, act) for act in MandatedAct}
        disclosing = Power(Law.WMO, Provision.STAIR_LIFT, MandatedAct.DISCLOSE)
        assert gaps == {*of_debt, disclosing}
        assert all(row.gap and row.most is None for row in rows().values())

    @pytest.mark.parametrize(
        ("change", "on"),
        [
            ({"laws": (Law.DEBT,)}, ON),
            ({"provisions": (Provision.DEBT_PLAN,)}, ON),
            ({"acts": (MandatedAct.REFUSE,)}, ON),
            ({"kind": MandateKind.CONTRACT}, ON),
            ({"consent_of": clinic}, ON),
            ({}, date(2027, 1, 1)),
        ],
        ids=["law", "provision", "act", "volmacht", "no consent", "ended"],
    )
    def test_a_mandate_counts_for_what_it_is_for_while_it_stands(
        self, change: dict[str, Any], on: date
    ) -> None:
        assert rows(replace(mandated, **change), on=on)[lift_granting].gap

    def test_a_volmacht_counts_for_what_takes_no_decision(self) -> None:
        pays = replace(mandated, kind=MandateKind.CONTRACT)
        spending = Power(Law.WMO, Provision.STAIR_LIFT, MandatedAct.SPEND)
        assert not rows(pays)[spending].gap

    @pytest.mark.requirement("E-15")
    def test_it_is_read_from_the_facts_as_known_and_as_valid_then(self) -> None:
        journal = in_memory()
        put(journal, *ready_to_spend)
        now = {row.power: row for row in compared(journal, ON)}
        assert now[lift_granting].organisations == {buurtteam}
        assert any(row.gap for row in now.values())
        assert all(row.gap for row in compared(journal, date(2030, 1, 1)))
        assert all(row.gap for row in compared(journal, ON, monday.replace(year=2025)))


class TestTheRegister:
    """The view of mandates: a row each."""

    def test_says_whose_it_is_and_how_often_it_was_used(self) -> None:
        facts = story(mandated, applied, granted, set_apart, paid, mandatee_agrees, superior_agrees)
        (row,) = as_of(mandates, facts).values()
        assert (row.function, row.organisation, row.publication) == (
            consultant, gemeente, published,
        )  # fmt: skip
        assert (row.decisions, row.spendings, row.referrals, row.reversals) == (1, 1, 0, 0)
        assert row.mandatee_agreed and row.superior_agreed
        assert row.revoked_at is None

    def test_says_of_all_that_end_together_when_that_was(self) -> None:
        both = replace(revoked, below=(passed_on,))
        found = as_of(mandates, story(mandated, sub, (3, both), (5, both)))
        at = found[(fast_track,)].revoked_at
        assert at is not None and (at - monday).days == 3
        assert found[(passed_on,)].revoked_at == at
        assert found[(passed_on,)].parent == fast_track

    @pytest.mark.requirement("M-10")
    def test_shows_what_cites_a_mandate_that_nobody_gave(self) -> None:
        (row,) = as_of(mandates, story(granted)).values()
        assert (row.publication, row.decisions) == (None, 1)


class TestWhatHangsOnIt:
    led = (
        FunctionEstablished(function=leader, organisation=buurtteam, role=Role.TEAM_LEADER),
        FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1)),
    )

    def journal(self, *events: Event) -> Journal:
        journal = in_memory()
        put(journal, *ready_to_spend, *events)
        return journal

    def hanging(self, *events: Event, mandate: MandateId = fast_track) -> Any:
        found = hanging_on(self.journal(*events), mandate, ON)
        assert found is not None
        return found

    def test_is_every_application_that_waits_in_its_teams_within_it(self) -> None:
        assert [each.application for each in self.hanging(applied).applications] == [lift]
        for instead in (
            (applied, granted),
            (applied, ApplicationWithdrawn(application=lift, case=stairs, resident=bakker)),
            (replace(applied, team=zuid),),
            (replace(applied, law=Law.YOUTH),),
            (replace(applied, provision=Provision.GUIDANCE),),
            (replace(applied, amount=Cents(5_000_01)),),
        ):
            assert self.hanging(*instead).applications == []

    def test_is_what_went_up_to_it_whatever_the_amount_and_not_what_went_up_elsewhere(self) -> None:
        large = replace(applied, amount=Cents(9_000_00))
        up = DecisionEscalated(
            application=lift, case=stairs, resident=bakker, team=oost, function=leader,
            amount=large.amount, outcome=Outcome.GRANTED,
        )  # fmt: skip
        leaders = replace(mandated, mandate=MandateId(named("leader's")), function=leader)
        events = (*self.led, leaders, large, up)
        (waiting,) = self.hanging(*events, mandate=leaders.mandate).applications
        assert waiting.escalated
        small = (*self.led, leaders, applied, replace(up, amount=applied.amount))
        assert self.hanging(*small).applications == []

    def test_is_what_another_team_sent_up_to_its_function(self) -> None:
        theirs = replace(applied, team=zuid, application=ApplicationId(named("theirs")))
        up = DecisionEscalated(
            application=theirs.application, case=stairs, resident=bakker, team=zuid,
            function=leader, amount=theirs.amount,
        )  # fmt: skip
        leaders = replace(mandated, mandate=MandateId(named("leader's")), function=leader)
        found = self.hanging(*self.led, leaders, theirs, up, mandate=leaders.mandate)
        assert [each.application for each in found.applications] == [theirs.application]

    def test_is_what_is_set_apart_and_not_yet_spent(self) -> None:
        (held,) = self.hanging(set_apart).reservations
        assert held.amount == set_apart.amount
        (rest,) = self.hanging(set_apart, replace(paid, amount=Cents(45_00))).reservations
        assert rest.amount == 15_00
        assert self.hanging(set_apart, paid).reservations == []
        other = replace(set_apart, team=zuid, reservation=ReservationId(named("other")))
        assert self.hanging(other).reservations == []
        decides = replace(mandated, mandate=MandateId(named("decides")), acts=(MandatedAct.GRANT,))
        assert self.hanging(decides, set_apart, mandate=decides.mandate).reservations == []

    def test_is_what_was_passed_on_out_of_it(self) -> None:
        assert list(self.hanging(*self.led, sub).below) == [passed_on]
        gone = replace(revoked, mandate=passed_on, functions=(leader,))
        assert list(self.hanging(*self.led, sub, gone).below) == []

    def test_another_mandate_of_the_same_function_may_do_instead(self) -> None:
        other = replace(mandated, mandate=MandateId(named("other")))
        assert list(self.hanging(other).instead) == [other.mandate]
        assert list(self.hanging(replace(other, until=date(2026, 3, 1))).instead) == []

    def test_of_no_mandate_there_is_nothing_to_say(self) -> None:
        assert hanging_on(self.journal(), MandateId(named("nobody's")), ON) is None
