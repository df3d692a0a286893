"""Does a change of the database's set-up show in the journal?"""

from dataclasses import replace
from typing import Any

import pytest

from domain.facts.state import SystemStateRecorded
from domain.refusal import Refusal
from domain.terms import Digest, Incarnation
from tests import asked
from tests.people import administrator, by_fatima, town
from tests.scenario import given

recorded = SystemStateRecorded(
    function=administrator, fingerprint=asked.record_state.fingerprint, migrations=8,
    unexpected=False, release=asked.record_state.release,
    incarnation=asked.record_state.incarnation, signed=5, elsewhere=False,
)  # fmt: skip
other = Digest("e" * 64)


def test_how_the_database_is_set_up_goes_on_record() -> None:
    given(*town).when(asked.record_state).then(recorded)
    given(*town, recorded).when(asked.record_state).then(recorded)


def test_a_change_that_no_migration_made_is_unexpected() -> None:
    before = replace(recorded, fingerprint=other)
    given(*town, before).when(asked.record_state).then(replace(recorded, unexpected=True))


def test_a_change_that_a_migration_made_is_not() -> None:
    before = replace(recorded, fingerprint=other, migrations=7)
    given(*town, before).when(asked.record_state).then(recorded)


def test_what_was_said_last_counts() -> None:
    history = (*town, replace(recorded, fingerprint=other), replace(recorded, unexpected=True))
    given(*history).when(asked.record_state).then(recorded)


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize(
    "before",
    [
        {"incarnation": Incarnation("7300000000000000001-1-16384-16400")},
        {"incarnation": Incarnation("7300000000000000001-2-16384-16385")},
        {"signed": 6},
    ],
    ids=["restored", "from an archive", "the signer lost its memory"],
)
def test_attack_03_a_database_that_was_put_back_shows(before: dict[str, Any]) -> None:
    told = replace(recorded, elsewhere=True)
    given(*town, replace(recorded, **before)).when(asked.record_state).then(told)
    silent = replace(recorded, incarnation=None, signed=None)  # of before, or with the signer away
    given(*town, replace(recorded, **before), silent).when(asked.record_state).then(told)


def test_the_same_database_a_little_later_is_no_other() -> None:
    for before in ({"signed": 4}, {"signed": None}, {"incarnation": None, "elsewhere": None}):
        given(*town, replace(recorded, **before)).when(asked.record_state).then(recorded)
    away = replace(recorded, signed=None)
    given(*town, recorded).when(replace(asked.record_state, signed=None)).then(away)


def test_only_the_service_says_it() -> None:
    by_a_worker = replace(asked.record_state, context=by_fatima)
    given(*town).when(by_a_worker).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.parametrize("migrations", [0, -1])
def test_a_database_without_migrations_is_none(migrations: int) -> None:
    given(*town).when(replace(asked.record_state, migrations=migrations)).malformed("migrations")
