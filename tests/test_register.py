"""Looking somebody up in the register: as one of a team that helps, or while none does."""

from dataclasses import replace

import pytest

from domain.codes import RegisterPart, Relation, RestrictionGround, Role, Tie
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.facts.participation import RestrictionLifted, RestrictionSet, TieDeclared
from domain.facts.register import RegisterRead
from domain.facts.resident import ResidentRegistered
from domain.facts.team import CaseMoved
from domain.refusal import Refusal
from domain.terms import CaseId
from tests import asked
from tests.people import (
    bakker,
    by_clinic,
    by_fatima,
    by_purse_holder,
    by_watcher,
    cares,
    consultant,
    fatima,
    first_row,
    leader,
    named,
    oost,
    purse,
    reported,
    stairs,
    town,
    vera,
    watcher,
    watches,
    zuid,
    zuid_formed,
)
from tests.scenario import given

registered = ResidentRegistered(
    resident=bakker, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
)
seen = RegisterRead(
    resident=bakker, reader=fatima, role=Role.WORKER, relation=Relation.FRONT_DOOR,
    parts=(RegisterPart.NAMES,),
)  # fmt: skip
elsewhere = replace(reported, team=zuid)


@pytest.mark.requirement("Z-15")
def test_who_comes_to_the_door_and_is_helped_by_nobody_yet_may_be_looked_up() -> None:
    given(*town, registered).when(asked.read_register).then(seen)


@pytest.mark.requirement("Z-15")
def test_a_team_looks_up_whom_it_helps_and_nobody_whom_another_helps() -> None:
    given(*town, registered, reported).when(asked.read_register).then(
        replace(seen, relation=Relation.TEAM)
    )
    given(*town, zuid_formed, registered, elsewhere).when(asked.read_register).refused(
        Refusal.NOT_INVOLVED
    )
    moved = CaseMoved(case=stairs, resident=bakker, previous=zuid, team=oost)
    given(*town, zuid_formed, registered, elsewhere, moved).when(asked.read_register).then(
        replace(seen, relation=Relation.TEAM)
    )


shut = RestrictionSet(
    case=stairs, resident=bakker, functions=(leader,), ground=RestrictionGround.SAFETY
)


@pytest.mark.requirement("Z-15")
def test_a_colleague_to_whom_the_case_is_shut_looks_nobody_up_by_it() -> None:
    helping = (*town, registered, reported)
    given(*helping, shut).when(asked.read_register).refused(Refusal.RESTRICTED_CASE)
    by_team = replace(seen, relation=Relation.TEAM)
    open_to_her = replace(shut, functions=(leader, consultant))
    given(*helping, open_to_her).when(asked.read_register).then(by_team)
    lifted = RestrictionLifted(case=stairs, resident=bakker)
    given(*helping, shut, lifted).when(asked.read_register).then(by_team)


@pytest.mark.requirement("Z-15")
def test_another_case_of_hers_that_is_open_still_shows_her() -> None:
    other = CaseId(named("another case of hers"))
    both = (*town, registered, reported, replace(reported, case=other))
    given(*both, shut).when(asked.read_register).then(replace(seen, relation=Relation.TEAM))
    given(*both, shut, replace(shut, case=other)).when(asked.read_register).refused(
        Refusal.RESTRICTED_CASE
    )
    theirs = replace(reported, case=other, team=zuid)
    given(*town, zuid_formed, registered, reported, theirs, shut).when(asked.read_register).refused(
        Refusal.RESTRICTED_CASE
    )


@pytest.mark.requirement("Z-15")
def test_that_a_case_is_shut_is_no_news_for_who_has_nothing_to_do_with_it() -> None:
    given(*town, zuid_formed, registered, elsewhere, shut).when(asked.read_register).refused(
        Refusal.NOT_INVOLVED
    )
    theirs = replace(asked.read_register, context=by_watcher)
    given(*town, *watches, registered, reported, shut).when(theirs).then(
        replace(seen, reader=vera, role=Role.PRIVACY_OFFICER, relation=Relation.OVERSIGHT)
    )


def test_the_privacy_officer_looks_anybody_up() -> None:
    theirs = replace(asked.read_register, context=by_watcher)
    given(*town, *watches, zuid_formed, registered, elsewhere).when(theirs).then(
        replace(seen, reader=vera, role=Role.PRIVACY_OFFICER, relation=Relation.OVERSIGHT)
    )


@pytest.mark.parametrize(
    ("history", "context"), [(cares, by_clinic), (purse, by_purse_holder)], ids=["carer", "purse"]
)
def test_a_function_that_is_in_no_row_of_the_table_sees_nobody(
    history: tuple[object, ...], context: object
) -> None:
    command = replace(asked.read_register, context=context)  # type: ignore[arg-type]
    given(*town, *history, registered).when(command).refused(Refusal.NOT_AUTHORISED)  # type: ignore[arg-type]


def test_no_more_is_seen_than_the_function_may_see() -> None:
    front_door = FunctionEstablished(
        function=by_fatima.function, organisation=by_fatima.organisation, role=Role.FRONT_DOOR
    )
    at_the_door = (*town[:3], front_door, town[4], registered)
    given(*at_the_door).when(asked.read_register).then(replace(seen, role=Role.FRONT_DOOR))
    number = replace(
        asked.read_register, parts=(RegisterPart.NAMES, RegisterPart.CITIZEN_SERVICE_NUMBER)
    )
    given(*at_the_door).when(number).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("tie", [Tie.SELF, Tie.HOUSEHOLD])
def test_nobody_looks_up_themselves_or_who_they_live_with(tie: Tie) -> None:
    close = TieDeclared(worker=fatima, resident=bakker, tie=tie)
    given(*town, registered, close).when(asked.read_register).refused(Refusal.OWN_CASE)


def test_what_is_not_asked_or_not_there_is_not_read() -> None:
    nothing = replace(asked.read_register, parts=())
    given(*town, registered).when(nothing).malformed("parts")
    given(*town).when(asked.read_register).unknown("resident in the register")


def test_the_parts_that_were_read_stand_in_the_order_of_their_list() -> None:
    turned = replace(asked.read_register, parts=(RegisterPart.CONTACT, RegisterPart.NAMES))
    given(*town, registered).when(turned).then(
        replace(seen, parts=(RegisterPart.NAMES, RegisterPart.CONTACT))
    )


def test_a_function_that_nobody_established_sees_nobody() -> None:
    unknown = replace(by_fatima, function=watcher)
    assigned = FunctionAssigned(worker=fatima, function=watcher, since=town[4].since)
    given(*town, assigned, registered).when(replace(asked.read_register, context=unknown)).refused(
        Refusal.FUNCTION_NOT_HELD
    )
