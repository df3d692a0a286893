"""On what ground: a legal basis that is in force that day, and only for its own purposes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import LegalBasis, Purpose
from domain.command import Refused
from domain.decisions.grounds import grounded
from domain.facts.case import FindingRecorded
from domain.law import EDITION
from domain.refusal import Refusal
from tests import asked
from tests.people import bakker, helped, monday, stairs
from tests.scenario import given

found = FindingRecorded(
    case=stairs, resident=bakker, topic=asked.record_finding.topic,
    finding=asked.record_finding.finding,
)  # fmt: skip


def on(basis: LegalBasis, purpose: Purpose = Purpose.SUPPORT) -> Any:
    context = replace(asked.record_finding.context, basis=basis, purpose=purpose)
    return replace(asked.record_finding, context=context)


@pytest.mark.requirement("Z-14")
def test_what_is_done_rests_on_a_basis_that_is_in_force_and_for_this() -> None:
    answer = given(*helped).when(on(LegalBasis.WMO_INVESTIGATION)).then(found)
    assert answer.facts[0].context.rules == EDITION
    given(*helped).when(on(LegalBasis.VITAL_INTEREST)).then(found)


@pytest.mark.parametrize("basis", [LegalBasis.COMBINED_PROBLEMS, LegalBasis.RISK_INDEX])
def test_law_that_is_not_known_to_be_in_force_is_no_ground(basis: LegalBasis) -> None:
    refused = given(*helped).when(on(basis)).refused(Refusal.BASIS_NOT_IN_FORCE)
    assert (refused.article, refused.cases, refused.residents) == (
        "AVG 6(1)", (stairs,), (bakker,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "purpose"),
    [
        (LegalBasis.EARLY_WARNING, Purpose.SUPPORT),  # one offer, and nothing else
        (LegalBasis.PERMISSION, Purpose.SUPPORT),  # never for access to help
        (LegalBasis.GOVERNANCE, Purpose.SUPPORT),
        (LegalBasis.OMBUDSMAN, Purpose.DECISION),
        (LegalBasis.NO_PERSONAL_DATA, Purpose.PAYMENT),
    ],
)
def test_a_basis_is_for_its_own_purposes(basis: LegalBasis, purpose: Purpose) -> None:
    refused = given(*helped).when(on(basis, purpose)).refused(Refusal.BASIS_NOT_FOR_THIS)
    assert refused.article == "AVG 5(1)(b)"


def test_before_a_law_began_it_is_no_ground() -> None:
    """The law on partnerships (WGS) is of March 2025: a day earlier nobody could rest on it."""
    referring = on(LegalBasis.JOINT_TABLE, Purpose.REFERRAL)
    given(*helped).when(referring).then(found)
    grounded(referring.context, date(2025, 3, 1))
    with pytest.raises(Refused, match="BASIS_NOT_IN_FORCE"):
        grounded(referring.context, date(2025, 2, 28))


@pytest.mark.requirement("Z-29")
def test_a_decision_is_looked_at_again_under_the_edition_that_it_was_made_under() -> None:
    context = replace(asked.record_finding.context, rules=1)
    grounded(context, monday.date())
    old = replace(context, rules=None)
    grounded(old, monday.date())
