"""Who may grant a mandate, to whom, who must agree to it, and who takes it back?"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import (
    ConsentOf,
    MandateCondition,
    MandatedAct,
    MandateKind,
    MandatingBody,
    Role,
)
from domain.facts.mandate import MandateConsented
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.refusal import Refusal
from domain.terms import Cents, FunctionId, OrganisationId, WorkerId
from tests import asked
from tests.people import (
    acting,
    applied,
    buurtteam,
    by_admin,
    consultant,
    fast_track,
    fatima,
    gemeente,
    granted,
    helped,
    mandated,
    named,
    oost,
    revoked,
    town,
)
from tests.scenario import given

outside = replace(mandated, consent_of=buurtteam)
"""The consultant works for the foundation, and the mandate is the municipality's."""
directing, nadia = FunctionId(named("directing")), WorkerId(named("nadia"))
directed = (
    FunctionEstablished(function=directing, organisation=buurtteam, role=Role.DIRECTOR),
    FunctionAssigned(worker=nadia, function=directing, team=oost, since=date(2026, 1, 1)),
)
by_nadia = acting(nadia, directing)
mandatee_agrees = MandateConsented(
    mandate=fast_track, function=consultant, consent=ConsentOf.MANDATEE
)
superior_agrees = replace(mandatee_agrees, consent=ConsentOf.SUPERIOR)
inside = FunctionId(named("counter"))
counter = FunctionEstablished(function=inside, organisation=gemeente, role=Role.WORKER)


def test_a_mandate_is_granted_to_a_function_as_published() -> None:
    given(*town).when(asked.grant_mandate).then(outside)


@pytest.mark.requirement("M-10")
def test_it_says_which_body_decided_when_and_all_that_it_asks() -> None:
    whole: dict[str, Any] = {
        "limit_per_year": Cents(8_000_00), "most_months": 24, "sub_mandate": True,
        "conditions": (MandateCondition.PEER_REVIEW,), "body": MandatingBody.COLLEGE,
        "decided_on": date(2025, 12, 16), "acts": (MandatedAct.GRANT,),
    }  # fmt: skip
    given(*town).when(replace(asked.grant_mandate, **whole)).then(replace(outside, **whole))


def test_a_mandate_ends_no_earlier_than_it_begins() -> None:
    backwards = replace(asked.grant_mandate, until=date(2025, 12, 31))
    given(*town).when(backwards).malformed("until")
    one_day = replace(asked.grant_mandate, until=asked.grant_mandate.since)
    given(*town).when(one_day).then(replace(outside, until=mandated.since))


@pytest.mark.requirement("M-09")
@pytest.mark.parametrize("kind", [MandateKind.ACT, MandateKind.CONTRACT])
@pytest.mark.parametrize("act", [MandatedAct.GRANT, MandatedAct.REFUSE])
def test_a_volmacht_or_machtiging_gives_no_power_to_decide(
    kind: MandateKind, act: MandatedAct
) -> None:
    given(*town).when(replace(asked.grant_mandate, kind=kind, acts=(act,))).malformed("acts")
    pays: dict[str, Any] = {"kind": kind, "acts": (MandatedAct.SPEND,)}
    given(*town).when(replace(asked.grant_mandate, **pays)).then(replace(outside, **pays))


@pytest.mark.parametrize(
    ("field", "value"),
    [("limit_per_year", Cents(0)), ("most_months", 0), ("most_months", 1_201)],
)
def test_a_limit_of_nothing_is_a_typing_error(field: str, value: int) -> None:
    changed: dict[str, Any] = {field: value}
    said = "amount" if field == "limit_per_year" else field
    given(*town).when(replace(asked.grant_mandate, **changed)).malformed(said)


def test_a_second_person_is_asked_for_where_one_can_be_had() -> None:
    refers = replace(asked.grant_mandate, conditions=(MandateCondition.PEER_REVIEW,))
    given(*town).when(refers).malformed("conditions")


def test_a_mandate_is_granted_to_a_function_that_there_is() -> None:
    given(*town).when(replace(asked.grant_mandate, grantee=FunctionId(named("nobody")))).unknown(
        "function"
    )


def test_a_mandate_is_granted_on_behalf_of_an_organisation_that_there_is() -> None:
    given(*town).when(
        replace(asked.grant_mandate, organisation=OrganisationId(named("nobody")))
    ).unknown("organisation")


def test_a_mandate_is_granted_once() -> None:
    given(*town, mandated).when(asked.grant_mandate).refused(Refusal.ALREADY_DONE)
    given(*town, mandated, revoked).when(asked.grant_mandate).refused(Refusal.ALREADY_DONE)


def test_a_mandate_is_taken_back_once() -> None:
    given(*town).when(asked.revoke_mandate).unknown("mandate")
    given(*town, mandated).when(asked.revoke_mandate).then(revoked)
    given(*town, mandated, revoked).when(asked.revoke_mandate).refused(Refusal.ALREADY_DONE)


class TestConsent:
    """Of whoever is not under the mandator: the mandatee and who leads them (Awb 10:4)."""

    story = (*helped, *directed, applied)

    def test_of_a_function_of_the_mandator_itself_is_not_asked(self) -> None:
        to_the_counter = replace(asked.grant_mandate, grantee=inside)
        own = replace(mandated, function=inside)
        given(*town, counter).when(to_the_counter).then(own)
        agree = replace(
            asked.consent_to_mandate, context=acting(function=inside, organisation=gemeente)
        )
        assigned = FunctionAssigned(
            worker=agree.context.actor, function=inside, team=oost, since=date(2026, 1, 1)
        )
        given(*town, counter, assigned, own).when(agree).refused(Refusal.ALREADY_DONE)

    @pytest.mark.requirement("M-09")
    def test_of_both_makes_it_stand_and_of_one_does_not(self) -> None:
        for some in ((), (mandatee_agrees,), (superior_agrees,)):
            given(*self.story, outside, *some).when(asked.take_decision).refused(
                Refusal.MANDATE_NOT_CONSENTED
            )
        given(*self.story, outside, mandatee_agrees, superior_agrees).when(
            asked.take_decision
        ).then(granted)

    def test_is_given_by_who_gets_it_and_by_who_leads_them_once_each(self) -> None:
        given(*self.story, outside).when(asked.consent_to_mandate).then(mandatee_agrees)
        by_the_director = replace(asked.consent_to_mandate, context=by_nadia)
        given(*self.story, outside).when(by_the_director).then(superior_agrees)
        for command, said in (
            (asked.consent_to_mandate, mandatee_agrees), (by_the_director, superior_agrees),
        ):  # fmt: skip
            given(*self.story, outside, said).when(command).refused(Refusal.ALREADY_DONE)

    @pytest.mark.requirement("M-09")
    def test_is_given_by_two_people_whatever_functions_one_of_them_holds(self) -> None:
        both = replace(directed[1], worker=fatima)
        history = (*self.story, both, outside)
        mine = asked.consent_to_mandate
        as_director = replace(mine, context=acting(fatima, directing))
        given(*history, mandatee_agrees).when(as_director).refused(Refusal.SECOND_PERSON_MISSING)
        given(*history, superior_agrees).when(mine).refused(Refusal.SECOND_PERSON_MISSING)
        by_another = replace(mine, context=by_nadia)
        given(*history, mandatee_agrees).when(by_another).then(superior_agrees)

    def test_is_given_by_nobody_else(self) -> None:
        by_the_municipality = replace(asked.consent_to_mandate, context=by_admin)
        given(*self.story, outside).when(by_the_municipality).refused(Refusal.NOT_AUTHORISED)
        leading = replace(directed[0], role=Role.TEAM_LEADER)
        given(*helped, leading, directed[1], outside).when(
            replace(asked.consent_to_mandate, context=by_nadia)
        ).refused(Refusal.NOT_AUTHORISED)
        elsewhere = replace(directed[0], organisation=gemeente)
        given(*helped, elsewhere, directed[1], outside).when(
            replace(asked.consent_to_mandate, context=acting(nadia, directing, gemeente))
        ).refused(Refusal.NOT_AUTHORISED)

    def test_is_given_to_a_mandate_that_there_is_and_that_stands(self) -> None:
        given(*self.story).when(asked.consent_to_mandate).unknown("mandate")
        given(*self.story, outside, revoked).when(asked.consent_to_mandate).refused(
            Refusal.MANDATE_ENDED
        )

    def test_is_given_by_who_holds_the_function(self) -> None:
        stranger = replace(asked.consent_to_mandate, context=acting(nadia))
        given(*self.story, outside).when(stranger).refused(Refusal.FUNCTION_NOT_HELD)
