"""Does no machine judge anybody (Z-26)?"""

import re
from dataclasses import fields

import pytest

from domain.access import ABOUT_A_CASE, ACTS
from domain.codes import Role
from domain.fact import Context
from domain.filing import fields_of
from domain.terms import IDENTITIES
from tests.strategies import COMMANDS, KINDS

MACHINE = {"score", "risk", "profile", "fraud", "rating", "rank", "probability", "likelihood"}


@pytest.mark.requirement("Z-26")
def test_no_event_holds_a_score_of_anybody() -> None:
    for event in KINDS:
        words = {word for f in fields(event) for word in f.name.split("_")}  # type: ignore[arg-type]
        assert not words & MACHINE, event.__name__
        named = {word.lower() for word in re.findall("[A-Z][a-z]+", event.__name__)}
        assert not MACHINE & named, event.__name__


@pytest.mark.requirement("Z-26")
def test_no_fraction_or_percentage_stands_in_any_event() -> None:
    assert all(field.kind is not float for event in KINDS for field in fields_of(event))


@pytest.mark.requirement("Z-26")
def test_every_fact_is_on_the_word_of_a_person_in_a_function() -> None:
    """There is no role for a machine, and no context without a worker."""
    assert not {"system", "machine", "model", "robot", "service"} & {role.value for role in Role}
    who = {field.name: field for field in fields_of(Context)}
    assert not who["actor"].optional
    assert IDENTITIES[who["actor"].kind] == "worker"
    assert not who["function"].optional


@pytest.mark.requirement("Z-26")
def test_what_the_service_does_by_itself_decides_about_nobody() -> None:
    """It sends letters and keeps clocks in the function that administers it."""
    rows = [act for act in ACTS if Role.ADMINISTRATOR in act.roles]
    assert rows
    assert not {act.demand for act in rows} & ABOUT_A_CASE
    decides = {"outcome", "finding", "goals", "topic"}
    for command in COMMANDS:
        if command.__name__ in {act.command for act in rows}:
            assert not decides & {field.name for field in fields(command)}, command.__name__
