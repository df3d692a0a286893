"""Going on with a case takes a reason and her view; escalating takes more than her no."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.codes import EscalationGround, Role, TermCode, TermUnit
from domain.facts.case import CoordinatorAssigned
from domain.facts.review import CaseContinued, EscalationDecided
from domain.facts.term import TermsAdopted
from domain.law import EDITION
from domain.refusal import Refusal
from projections.view import as_of
from projections.views.obligations import Obligation, obligations
from tests import asked
from tests.happened import day, reserved
from tests.happened import story as dated
from tests.people import (
    bakker,
    clarified,
    closed,
    helped,
    monday,
    oost,
    opened,
    pieter,
    planned,
    reported,
    stairs,
    town,
)
from tests.scenario import given
from tests.test_configuration import first
from tests.test_contact import refused_help, second, story

continued = CaseContinued(
    case=stairs, resident=bakker, team=oost, reason="De lift komt pas in mei.",
    view="Zij wil graag dat wij blijven komen.", review_on=date(2026, 8, 1),
)  # fmt: skip
escalated = EscalationDecided(
    case=stairs, resident=bakker, to=asked.decide_escalation.to,
    grounds=asked.decide_escalation.grounds, lighter=asked.decide_escalation.lighter,
    view="Zij vindt het te veel.", ends_when="Als zij weer zelf naar buiten gaat.",
)  # fmt: skip


@pytest.mark.requirement("M-22")
class TestGoingOn:
    def test_takes_a_reason_and_what_the_resident_thinks_of_it(self) -> None:
        given(*story).when(asked.continue_case).then(continued)
        for nothing in ("", "  "):
            given(*story).when(replace(asked.continue_case, view=nothing)).refused(
                Refusal.RESIDENT_VIEW_MISSING
            )
            given(*story).when(replace(asked.continue_case, reason=nothing)).refused(
                Refusal.REASON_MISSING
            )

    def test_is_for_six_months_at_most(self) -> None:
        last = date(2026, 9, 2)
        command = replace(asked.continue_case, review_on=last)
        given(*story).when(command).then(replace(continued, review_on=last))
        given(*story).when(replace(command, review_on=last + timedelta(days=1))).refused(
            Refusal.LIMIT_EXCEEDED
        )
        given(*story).when(replace(command, review_on=monday.date())).malformed("review_on")

    @pytest.mark.requirement("N-02")
    def test_is_for_less_where_the_municipality_says_so(self) -> None:
        sooner = replace(
            first, terms=(TermCode.CASE_REVIEW,), lengths=(3,), units=(TermUnit.MONTHS,)
        )
        given(*story, sooner).when(asked.continue_case).refused(Refusal.LIMIT_EXCEEDED)

    def test_is_of_an_open_case_with_somebody_who_knows(self) -> None:
        given(*town).when(asked.continue_case).unknown("case")
        given(*town, reported).when(asked.continue_case).refused(Refusal.CASE_NOT_OPEN)
        given(*helped, closed).when(asked.continue_case).refused(Refusal.CASE_CLOSED)
        given(*town, reported, clarified, opened).when(asked.continue_case).refused(
            Refusal.RESIDENT_NOT_INFORMED
        )

    def test_is_for_who_coordinates(self) -> None:
        another = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=pieter)
        given(*story, second, another).when(asked.continue_case).refused(Refusal.NOT_COORDINATOR)


def due(*events: Any) -> dict[TermCode, Obligation]:
    """What a case asks of whom, by code; decided under today's rules."""
    facts = [replace(fact, context=replace(fact.context, rules=EDITION)) for fact in dated(*events)]
    return {key[1]: row for key, row in as_of(obligations, facts).items()}


BOTH = {TermCode.CASE_REVIEW: Role.COORDINATOR, TermCode.CASE_REVIEW_LEADER: Role.TEAM_LEADER}
SILENT = {TermCode.INACTIVITY: Role.COORDINATOR, TermCode.INACTIVITY_LEADER: Role.TEAM_LEADER}


@pytest.mark.requirement("M-22")
class TestNothingStaysOpenByItself:
    @pytest.mark.parametrize(("code", "role"), [*BOTH.items(), *SILENT.items()])
    def test_two_functions_see_to_it(self, code: TermCode, role: Role) -> None:
        row = due(reported, (2, opened))[code]
        assert (row.role, row.team, row.started_on) == (role, oost, day(2))
        assert row.called_for

    @pytest.mark.parametrize("code", BOTH)
    def test_every_open_case_has_a_review_date_from_its_opening_on(self, code: TermCode) -> None:
        assert code not in due(reported)
        assert due(reported, opened)[code].due_on == date(2026, 9, 2)

    @pytest.mark.parametrize("code", BOTH)
    def test_going_on_sets_the_next_and_a_plan_does_not(self, code: TermCode) -> None:
        row = due(reported, opened, (20, planned), (30, continued))[code]
        assert (row.due_on, row.times_met, row.met_on) == (continued.review_on, 1, None)

    @pytest.mark.parametrize("code", SILENT)
    def test_a_case_in_which_nothing_happens_is_seen_after_180_days(self, code: TermCode) -> None:
        assert due(reported, opened)[code].due_on == day(180)
        row = due(reported, opened, (40, reserved))[code]
        assert (row.due_on, row.times_met) == (day(220), 0)

    @pytest.mark.parametrize("code", SILENT)
    def test_what_is_written_down_late_does_not_bring_it_forward(self, code: TermCode) -> None:
        assert due(reported, opened, (40, reserved), (30, planned))[code].due_on == day(220)

    @pytest.mark.parametrize("code", [*BOTH, *SILENT])
    def test_when_the_case_is_closed_it_is_over(self, code: TermCode) -> None:
        row = due(reported, opened, (50, closed))[code]
        assert row.void_on == day(50)
        after = due(reported, opened, (50, closed), (60, reserved))[code]
        assert (after.void_on, after.due_on) == (row.void_on, row.due_on)

    @pytest.mark.parametrize("code", [*BOTH, *SILENT])
    @pytest.mark.requirement("N-01")
    def test_a_municipality_looks_sooner(self, code: TermCode) -> None:
        sooner = TermsAdopted(
            case=stairs, resident=bakker, version=1, terms=(code,), lengths=(30,),
            units=(TermUnit.DAYS,),
        )  # fmt: skip
        row = due(reported, sooner, (2, opened))[code]
        assert (row.due_on, row.configuration) == (day(32), 1)


@pytest.mark.requirement("M-21")
class TestEscalating:
    def test_takes_another_ground_than_that_she_refuses(self) -> None:
        given(*story, refused_help).when(asked.decide_escalation).then(escalated)
        only = replace(asked.decide_escalation, grounds=(EscalationGround.HELP_REFUSED,))
        given(*story, refused_help).when(only).refused(Refusal.REFUSAL_IS_NO_GROUND)
        twice = replace(only, grounds=(EscalationGround.HELP_REFUSED,) * 2)
        given(*story).when(twice).refused(Refusal.REFUSAL_IS_NO_GROUND)
        given(*story).when(replace(only, grounds=())).malformed("grounds")

    @pytest.mark.parametrize(
        "ground", [g for g in EscalationGround if g is not EscalationGround.HELP_REFUSED]
    )
    def test_beside_which_it_may_be_named(self, ground: EscalationGround) -> None:
        grounds = (EscalationGround.HELP_REFUSED, ground)
        command = replace(asked.decide_escalation, grounds=grounds)
        given(*story, refused_help).when(command).then(replace(escalated, grounds=grounds))

    def test_is_about_somebody_who_knows_in_an_open_case(self) -> None:
        given(*town).when(asked.decide_escalation).unknown("case")
        given(*town, reported).when(asked.decide_escalation).refused(Refusal.CASE_NOT_OPEN)
        given(*helped, closed).when(asked.decide_escalation).refused(Refusal.CASE_CLOSED)
        given(*town, reported, clarified, opened).when(asked.decide_escalation).refused(
            Refusal.RESIDENT_NOT_INFORMED
        )
