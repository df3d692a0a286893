"""Who is a child's parent is written down from a source, by somebody at a distance."""

from dataclasses import replace

import pytest

from domain.codes import AuthoritySource, Tie
from domain.facts.authority import ParenthoodRecorded
from domain.facts.participation import TieDeclared
from domain.facts.resident import ResidentRegistered
from domain.refusal import Refusal
from domain.terms import ResidentId
from tests import asked
from tests.people import (
    bakker,
    fatima,
    first_row,
    max_,
    reported,
    town,
    wit,
    zuid,
    zuid_formed,
)
from tests.scenario import given

known = tuple(
    ResidentRegistered(
        resident=who, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
    )
    for who in (bakker, max_)
)
story = (*town, *known)
recorded = ParenthoodRecorded(child=max_, parent=bakker, source=AuthoritySource.POPULATION_REGISTER)


def test_who_is_a_parent_is_written_down_once() -> None:
    given(*story).when(asked.record_parenthood).then(recorded)
    given(*story, recorded).when(asked.record_parenthood).refused(Refusal.ALREADY_DONE)
    others = replace(recorded, parent=wit)
    given(*story, others).when(asked.record_parenthood).then(recorded)
    own = replace(recorded, child=bakker, parent=max_)
    given(*story, own).when(asked.record_parenthood).then(recorded)


def test_it_is_somebody_else_and_both_are_in_the_register() -> None:
    given(*story).when(replace(asked.record_parenthood, parent=max_)).malformed("resident")
    for missing in (0, 1):
        given(*town, known[missing]).when(asked.record_parenthood).unknown(
            "resident in the register"
        )


@pytest.mark.parametrize(
    "source",
    [AuthoritySource.OWN_MANDATE, AuthoritySource.BY_LAW, AuthoritySource.PROTECTION_REGISTER],
)
def test_it_is_never_taken_from_what_somebody_says(source: AuthoritySource) -> None:
    said = replace(asked.record_parenthood, source=source)
    given(*story).when(said).refused(Refusal.SOURCE_INSUFFICIENT)


@pytest.mark.parametrize("whose", [bakker, max_])
def test_it_is_not_written_down_by_who_lives_with_them(whose: ResidentId) -> None:
    close = TieDeclared(worker=fatima, resident=whose, tie=Tie.HOUSEHOLD)
    given(*story, close).when(asked.record_parenthood).refused(Refusal.OWN_CASE)


def test_it_is_written_down_in_a_team_that_helps_the_child() -> None:
    elsewhere = replace(reported, resident=max_, team=zuid)
    given(*story, zuid_formed, elsewhere).when(asked.record_parenthood).refused(
        Refusal.NOT_INVOLVED
    )
