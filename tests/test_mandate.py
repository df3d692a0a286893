"""Who may grant a mandate, to whom, and take it back?"""

from dataclasses import replace
from datetime import date

from domain.refusal import Refusal
from domain.terms import FunctionId, OrganisationId
from tests import asked
from tests.people import mandated, named, revoked, town
from tests.scenario import given


def test_a_mandate_is_granted_to_a_function_as_published() -> None:
    given(*town).when(asked.grant_mandate).then(mandated)


def test_a_mandate_ends_no_earlier_than_it_begins() -> None:
    backwards = replace(asked.grant_mandate, until=date(2025, 12, 31))
    given(*town).when(backwards).malformed("until")
    one_day = replace(asked.grant_mandate, until=asked.grant_mandate.since)
    given(*town).when(one_day).then(replace(mandated, until=mandated.since))


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
