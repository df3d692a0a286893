"""What may leave the team, to whom, and what of it is on record?"""

from dataclasses import replace

import pytest

from domain.codes import OrganisationKind, RecipientClass, RecipientFunction
from domain.facts.disclosure import NoticeAcknowledged
from domain.refusal import Refusal
from domain.terms import RecipientId
from tests import asked
from tests.asked.disclosure import clinic_notified, disclosed, mandated_to_disclose
from tests.people import (
    bakker,
    cares,
    clinic,
    clinic_registered,
    helped,
    named,
    oost,
    opened,
    permitted,
    reported,
    stairs,
    town,
)
from tests.scenario import given

story = (*helped, mandated_to_disclose, *cares)
acknowledged = NoticeAcknowledged(
    notice=clinic_notified.notice, disclosure=disclosed.disclosure, case=stairs, resident=bakker,
    team=oost, answer=asked.acknowledge_notice.answer, organisation=clinic,
)  # fmt: skip


@pytest.mark.requirement("M-24")
def test_a_disclosure_says_to_whom_what_why_and_why_not_less() -> None:
    given(*story).when(asked.disclose).then(disclosed)


@pytest.mark.requirement("M-03")
def test_nothing_is_disclosed_about_somebody_who_does_not_know() -> None:
    unaware = (*town, reported, opened, mandated_to_disclose, *cares)
    given(*unaware).when(asked.disclose).refused(Refusal.RESIDENT_NOT_INFORMED)


@pytest.mark.requirement("M-25")
def test_a_shop_is_told_nothing_unless_the_resident_opened_it_to_that_shop() -> None:
    shop = (
        *helped,
        mandated_to_disclose,
        replace(clinic_registered, kind=OrganisationKind.BUSINESS),
    )
    given(*shop).when(asked.disclose).refused(Refusal.INFORMAL_RECIPIENT)
    by_name = replace(asked.disclose, permission=permitted.permission)
    opened_up = replace(
        disclosed, permission=permitted.permission, recipient_class=RecipientClass.INFORMAL
    )
    given(*shop).when(by_name).refused(Refusal.INFORMAL_RECIPIENT)
    given(*shop, permitted).when(by_name).then(opened_up)


def test_a_recipient_is_an_organisation_or_a_person_in_a_function_that_fits() -> None:
    nobody = replace(asked.disclose, organisation=None)
    given(*story).when(nobody).malformed("recipient")
    ex = replace(asked.disclose, recipient_function=RecipientFunction.EX_PARTNER)
    given(*story).when(ex).malformed("recipient_function")
    person = replace(ex, organisation=None, recipient=RecipientId(named("ex")))
    given(*story).when(person).refused(Refusal.INFORMAL_RECIPIENT)


@pytest.mark.requirement("M-28")
def test_a_recipient_says_once_what_it_did_with_what_it_was_told() -> None:
    told = (*story, disclosed, clinic_notified)
    given(*told).when(asked.acknowledge_notice).then(acknowledged)
    given(*told, acknowledged).when(asked.acknowledge_notice).refused(Refusal.ALREADY_DONE)
    given(*story, disclosed).when(asked.acknowledge_notice).unknown("notice")
