"""Who is registered once, changed as last read, and taken out: the rules of the register."""

from dataclasses import replace

import pytest

from domain.codes import RegisterPart, RemovalGround
from domain.facts.resident import ResidentChanged, ResidentRegistered, ResidentRemoved
from domain.refusal import Refusal
from domain.terms import Commitment
from tests import asked
from tests.people import (
    bakker,
    by_clinic,
    by_fatima,
    by_leader,
    cares,
    first_row,
    leads,
    max_,
    second_row,
    town,
    watches,
    wit,
)
from tests.scenario import given

registered = ResidentRegistered(
    resident=bakker, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
)
changed = ResidentChanged(resident=bakker, parts=(RegisterPart.CONTACT,), pt_commit=second_row)
removed = ResidentRemoved(resident=bakker, ground=RemovalGround.RETENTION_ENDED)


def test_a_resident_is_registered_with_a_commitment_to_the_row() -> None:
    given(*town).when(asked.register_resident).then(registered)


def test_nobody_is_registered_twice() -> None:
    given(*town, registered).when(asked.register_resident).refused(Refusal.ALREADY_DONE)


def test_who_was_taken_out_can_be_registered_anew() -> None:
    given(*town, registered, removed).when(asked.register_resident).then(registered)


@pytest.mark.parametrize("missing", [RegisterPart.NAMES, RegisterPart.BIRTH_DATE])
def test_nobody_is_registered_without_a_name_and_a_birth_date(missing: RegisterPart) -> None:
    parts = tuple(part for part in RegisterPart if part is not missing)
    given(*town).when(replace(asked.register_resident, parts=parts)).malformed("parts")


def test_two_people_never_share_a_number_whoever_says_so() -> None:
    taken = replace(asked.register_resident, same_number=(wit,), not_the_same_as=(wit,))
    refused = given(*town).when(taken).refused(Refusal.SAME_NUMBER)
    assert refused.residents == (bakker,), "who has it already is not told"


def test_somebody_alike_is_looked_at_before_a_second_record_is_made() -> None:
    alike = replace(asked.register_resident, alike=(wit, max_))
    given(*town).when(alike).refused(Refusal.POSSIBLY_KNOWN)
    one = replace(alike, not_the_same_as=(wit,))
    given(*town).when(one).refused(Refusal.POSSIBLY_KNOWN)
    both = replace(alike, not_the_same_as=(max_, wit))
    given(*town).when(both).then(replace(registered, alike=True))


def test_a_change_names_the_parts_and_commits_to_the_new_row() -> None:
    given(*town, registered).when(asked.change_resident).then(changed)


def test_a_change_is_made_of_the_row_that_stands() -> None:
    given(*town, registered, changed).when(asked.change_resident).refused(Refusal.CHANGED_MEANWHILE)
    again = replace(asked.change_resident, before=second_row, pt_commit=Commitment("0" * 64))
    given(*town, registered, changed).when(again).then(
        replace(changed, pt_commit=Commitment("0" * 64))
    )


def test_a_change_changes_something_of_somebody() -> None:
    given(*town, registered).when(replace(asked.change_resident, parts=())).malformed("parts")
    given(*town).when(asked.change_resident).unknown("resident in the register")
    given(*town, registered, removed).when(asked.change_resident).unknown(
        "resident in the register"
    )


def test_nobody_takes_over_a_number() -> None:
    taken = replace(asked.change_resident, same_number=(wit,))
    given(*town, registered).when(taken).refused(Refusal.SAME_NUMBER)


def test_the_privacy_officer_takes_a_row_out_and_nobody_else_does() -> None:
    story = (*town, *watches, *leads, registered)
    given(*story).when(asked.remove_resident).then(removed)
    for context in (by_fatima, by_leader):
        given(*story).when(replace(asked.remove_resident, context=context)).refused(
            Refusal.NOT_AUTHORISED
        )


def test_a_row_goes_once() -> None:
    given(*town, *watches).when(asked.remove_resident).unknown("resident in the register")
    given(*town, *watches, registered, removed).when(asked.remove_resident).unknown(
        "resident in the register"
    )


@pytest.mark.parametrize("command", [asked.register_resident, asked.change_resident])
def test_a_provider_registers_nobody(command: object) -> None:
    theirs = replace(command, context=by_clinic)  # type: ignore[type-var]
    given(*town, *cares, registered).when(theirs).refused(Refusal.NOT_AUTHORISED)  # type: ignore[arg-type]
