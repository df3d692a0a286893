"""Attack 35: nobody signs any more. Facts wait, no more are taken in, and reading goes on."""

from datetime import timedelta
from pathlib import Path

import pytest

from service.database import Database
from service.simulated import make_simulated, set_clock
from tests.http import Api, is_a_problem, new, serving
from tests.notary.fixing import fixed
from tests.people import monday, oost, opened, reported, stairs, town
from tests.scenario import put

CONSULT = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}


def consult(api: Api, key: str | None = None) -> int:
    return int(api.post("/consults", CONSULT, key=key).status_code)


@pytest.mark.requirement("M-31")
def test_attack_35_where_facts_wait_too_long_no_more_are_taken_in_and_reading_goes_on(
    database: Database, tmp_path: Path
) -> None:
    make_simulated(database, monday)
    with (
        fixed(database, tmp_path) as place,
        serving(database, notary_folder=place.place.folder) as api,
    ):
        api.app.state.service.backlog.every = 0.0  # looks each time
        put(api.journal, *town, reported, opened)
        assert consult(api) == 201, "a log that has signed nothing yet has all of it to do"
        place.step()
        assert consult(api) == 201
        # From here on the signer is away.
        set_clock(database, monday + timedelta(seconds=60))
        answered = new()
        first = api.post("/consults", CONSULT, key=answered)
        assert first.status_code == 201
        assert "wijkboek_unsigned_seconds 60.0" in api.client.get("/metrics").text
        set_clock(database, monday + timedelta(seconds=61))
        before, key = api.journal.head(), new()
        refused = api.post("/consults", CONSULT, key=key)
        is_a_problem(refused, 503, "NOT_SIGNED")
        assert int(refused.headers["Retry-After"]) > 0
        assert api.journal.head() == before
        assert api.get(f"/commands/{key}").status_code == 404, "nothing of it is on record"
        again = api.post("/consults", CONSULT, key=answered)
        assert (again.status_code, again.content) == (201, first.content), "that is on record"
        assert api.journal.head() == before
        assert api.get(f"/cases/{stairs}/history").status_code == 200
        assert api.journal.head() == before + 1, "and that is on record, as ever"
        place.step()
        assert consult(api, key) == 201


def test_attack_35_an_operator_can_say_that_whatever_waits_is_no_reason(
    database: Database, tmp_path: Path
) -> None:
    make_simulated(database, monday)
    with (
        fixed(database, tmp_path) as place,
        serving(database, notary_folder=place.place.folder, notary_backlog=0) as api,
    ):
        put(api.journal, *town)
        place.step()
        assert consult(api) == 201
        set_clock(database, monday + timedelta(days=1))
        assert consult(api) == 201
