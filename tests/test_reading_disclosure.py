"""What was disclosed is read by whom it went to, and by the team that says it."""

from dataclasses import replace
from typing import Any

import pytest

from domain.codes import (
    LegalBasis,
    OrganisationKind,
    Part,
    Purpose,
    ReadingRoute,
    RecipientClass,
    RecipientFunction,
    Relation,
    Role,
)
from domain.facts.confidence import ConfidenceMarked
from domain.facts.permission import PermissionWithdrawn
from domain.facts.reading import RecordRead
from domain.refusal import Refusal
from domain.terms import PermissionId, RecipientId
from tests import asked
from tests.asked.disclosure import disclosed, mandated_to_disclose, to_the_clinic
from tests.asked.statement import steep
from tests.people import (
    bakker,
    buurtteam,
    by_clinic,
    by_fatima,
    by_watcher,
    cares,
    clinic,
    fatima,
    helped,
    kim,
    may_refer,
    named,
    oost,
    permitted,
    signals,
    stairs,
    watches,
)
from tests.scenario import given
from tests.test_disclosure_content import recorded

pytestmark = pytest.mark.requirement("M-24", "C-12")
story = (*helped, *cares, mandated_to_disclose)
by_the_clinic = RecordRead(
    case=stairs, resident=bakker, reader=kim, role=Role.PROVIDER, route=ReadingRoute.DISCLOSURE,
    relation=Relation.RECIPIENT, parts=(Part.WORDS,), disclosure=to_the_clinic, team=oost,
)  # fmt: skip


def test_whom_it_went_to_reads_it_and_so_does_the_team() -> None:
    answer = (
        given(*story, disclosed).when(asked.read_disclosure).journal.record(asked.read_disclosure)
    )
    (read,) = (fact.event for fact in answer.facts)
    assert isinstance(read, RecordRead)
    assert replace(read, parts=by_the_clinic.parts) == by_the_clinic
    by_the_team = replace(asked.read_disclosure, context=by_fatima)
    answer = given(*story, disclosed).when(by_the_team).journal.record(by_the_team)
    (read,) = (fact.event for fact in answer.facts)
    assert isinstance(read, RecordRead)
    assert (read.reader, read.role, read.case) == (fatima, Role.WORKER, stairs)


def test_what_went_to_somebody_else_is_not_the_clinics_to_read() -> None:
    elsewhere = replace(disclosed, organisation=buurtteam)
    given(*story, elsewhere).when(asked.read_disclosure).refused(Refusal.NOT_YOURS)
    to_her_sister = replace(
        disclosed, organisation=None, recipient=RecipientId(named("sister")),
        recipient_function=RecipientFunction.FAMILY, recipient_class=RecipientClass.INFORMAL,
    )  # fmt: skip
    given(*story, to_her_sister).when(asked.read_disclosure).refused(Refusal.NOT_YOURS)


def test_nobody_else_reads_it_and_what_is_not_there_is_unknown() -> None:
    watching = replace(asked.read_disclosure, context=by_watcher)
    given(*story, *watches, disclosed).when(watching).refused(Refusal.NOT_AUTHORISED)
    given(*story).when(replace(asked.read_disclosure, context=by_clinic)).unknown("disclosure")


@pytest.mark.requirement("Z-10", "M-28")
def test_a_recipient_reads_no_longer_what_was_taken_back_and_the_team_does() -> None:
    under = replace(disclosed, permission=may_refer)
    asks = asked.read_disclosure
    no_longer = PermissionWithdrawn(
        permission=may_refer, case=stairs, resident=bakker, organisation=clinic
    )
    by_the_team = replace(asks, context=by_fatima)
    assert given(*story, permitted, under).when(asks).journal.record(asks).refusal is None
    withdrawn = given(*story, permitted, under, no_longer)
    withdrawn.when(asks).refused(Refusal.NOT_PERMITTED)
    withdrawn.when(replace(asks, case=None)).malformed("case")
    withdrawn.when(replace(asks, case=signals)).malformed("case")
    assert withdrawn.when(by_the_team).journal.record(by_the_team).refusal is None


@pytest.mark.requirement("Z-10")
@pytest.mark.parametrize(
    "exception",
    [
        {"not_to": (clinic,)}, {"not_to_kinds": (OrganisationKind.CARE_PROVIDER,)},
        {"not_to_functions": (disclosed.recipient_function,)},
    ],
    ids=["by name", "by kind", "by function"],
)  # fmt: skip
def test_whom_the_resident_excepts_since_reads_no_more_but_what_was_for_safety(
    exception: Any,
) -> None:
    asks = asked.read_disclosure
    excepting = replace(
        permitted, permission=PermissionId(named("later")), organisation=buurtteam, **exception
    )
    given(*story, disclosed, excepting).when(asks).refused(Refusal.RECIPIENT_EXCEPTED)
    by_the_team = replace(asks, context=by_fatima)
    stage = given(*story, disclosed, excepting).when(by_the_team)
    assert stage.journal.record(by_the_team).refusal is None
    for_safety = replace(
        disclosed, basis=LegalBasis.VITAL_INTEREST, purpose=Purpose.REFERRAL,
        recipient_class=RecipientClass.PROVIDER_WITH_TASK,
    )  # fmt: skip
    assert given(*story, for_safety, excepting).when(asks).journal.record(asks).refusal is None


@pytest.mark.requirement("Z-08")
def test_what_was_confided_since_its_recipient_reads_no_more_but_where_it_was_for_safety() -> None:
    """Its letter goes by the same rule."""
    with_it = replace(disclosed, statements=(steep,))
    asks = replace(asked.read_disclosure, statements=(steep,))
    confided = ConfidenceMarked(case=stairs, resident=bakker, position=1, statement=steep)
    before = (*story, recorded, with_it)
    assert given(*before).when(asks).journal.record(asks).refusal is None
    given(*before, confided).when(asks).refused(Refusal.TOLD_IN_CONFIDENCE)
    given(*before, confided).when(asked.read_disclosure).malformed("statements")
    by_the_team = replace(asks, context=by_fatima)
    for context, left in (
        (by_the_team.context, with_it),
        (asks.context, replace(with_it, basis=LegalBasis.VITAL_INTEREST)),
    ):
        may = replace(asks, context=context)
        stage = given(*story, recorded, left, confided).when(may)
        assert stage.journal.record(may).refusal is None
