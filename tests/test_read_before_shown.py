"""On record before it is shown (Z-03): over HTTP, with the key service's own log beside it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.codes import Part
from domain.facts.reading import OwnRecordRead, RecordRead
from domain.facts.record import RecordsMerged, RecordSplit
from domain.facts.refused import AttemptRefused
from domain.terms import CaseId, ResidentId
from service.database import Database
from service.keys import ReadRequired
from tests.http import is_a_problem, new
from tests.opened import a_read_of
from tests.people import bakker, fatima, max_, reported, stairs, to_clinic
from tests.reading import (
    Place,
    by_auditor,
    by_carer,
    by_leader,
    by_ombudsman,
    by_purse_holder,
    by_stranger,
    by_watcher,
    herself,
    read_from,
)
from tests.scenario import put

HISTORY = f"/cases/{stairs}/history"
QUESTION = reported.question


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with read_from(database) as place:
        yield place


@pytest.mark.requirement("Z-03", "M-33")
def test_a_read_is_on_record_and_opens_on_the_strength_of_that(place: Place) -> None:
    answer = place.api.get(HISTORY)
    assert answer.status_code == 200
    assert QUESTION in answer.text
    read = place.events(f"case:{stairs}")[-1]
    assert isinstance(read, RecordRead)
    assert place.events("resident:" + bakker)[-1] == read
    assert place.events("worker:" + read.reader)[-1] == read
    position = answer.json()["read"]
    (fact,) = place.api.journal.read(after=position - 1)
    assert fact.event == read
    assert fact.context.purpose == "support"  # by the way that was taken: nobody was asked
    openings = place.openings()
    assert openings[-1][0] == position


@pytest.mark.requirement("Z-03")
def test_when_nothing_can_be_written_nothing_is_shown(place: Place) -> None:
    assert place.api.get(HISTORY).status_code == 200
    before = place.openings()
    place.rows(
        "CREATE FUNCTION {s}.no_room() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$"
    )
    place.rows("CREATE TRIGGER no_room BEFORE INSERT ON {s}.fact EXECUTE FUNCTION {s}.no_room()")
    for path in (HISTORY, f"/cases/{stairs}/reads", f"/residents/{bakker}/record", "/caseload"):
        answer = place.api.get(path, by=herself() if "residents" in path else None)
        is_a_problem(answer, 503, "UNAVAILABLE")
        assert QUESTION not in answer.text
        assert stairs not in answer.text
    assert place.openings() == before
    place.rows("DROP TRIGGER no_room ON {s}.fact")
    assert place.api.get(HISTORY).status_code == 200


@pytest.mark.requirement("Z-03")
def test_a_refused_read_is_on_record_and_opens_nothing(place: Place) -> None:
    before = place.openings()
    answer = place.api.get(HISTORY, by=by_stranger)
    is_a_problem(answer, 403, "NOT_INVOLVED")
    refused = place.events(f"case:{stairs}")[-1]
    assert isinstance(refused, AttemptRefused)
    assert (refused.attempted, refused.residents) == ("ReadRecord", (bakker,))
    assert place.openings() == before


@pytest.mark.requirement("Z-03")
def test_keys_open_on_no_read_and_on_none_of_something_else(place: Place) -> None:
    journal = place.api.journal
    position = place.api.get(f"/residents/{max_}/reads", by=herself(max_)).json()["read"]
    for read in (position, 2, journal.head() + 7):
        with pytest.raises(ReadRequired):
            list(journal.read(f"case:{stairs}", words=read))
    mine = place.api.get(HISTORY).json()["read"]
    assert QUESTION in str(list(journal.read(f"case:{stairs}", until=mine, words=mine)))


@pytest.mark.requirement("Z-15", "X-09", "Z-17")
@pytest.mark.parametrize(
    ("path", "by", "status", "words"),
    [
        (HISTORY, None, 200, True),
        (HISTORY, by_leader, 200, True),
        (HISTORY, by_watcher, 200, True),
        (HISTORY, by_stranger, 403, False),
        (HISTORY, by_carer, 403, False),
        (HISTORY, by_purse_holder, 403, False),
        (HISTORY, by_auditor, 403, False),
        (HISTORY, by_ombudsman, 403, False),
        (HISTORY, herself(), 403, False),
        (f"/cases/{stairs}/audit-trail", by_auditor, 200, False),
        (f"/cases/{stairs}/audit-trail", by_watcher, 200, False),
        (f"/cases/{stairs}/audit-trail", None, 403, False),
        (f"/cases/{stairs}/money", by_purse_holder, 200, False),
        (f"/cases/{stairs}/money", by_auditor, 403, False),
        (f"/residents/{bakker}/record", herself(), 200, True),
        (f"/residents/{bakker}/record", None, 403, False),
        (f"/residents/{bakker}/record", herself(max_), 403, False),
        (f"/referrals/{to_clinic}/history", by_carer, 404, False),
    ],
)
def test_each_sees_what_the_table_says(
    place: Place, path: str, by: str | None, status: int, words: bool
) -> None:
    answer = place.api.get(path, by=by)
    assert answer.status_code == status, answer.text
    assert (QUESTION in answer.text) is words


@pytest.mark.requirement("Z-15")
def test_her_own_record_is_whole_after_records_were_merged(place: Place) -> None:
    journal, first = place.api.journal, ResidentId(new())
    earlier = CaseId(new())
    put(
        journal,
        replace(reported, case=earlier, resident=first, question="Eerder vroeg ik dit."),
        a_read_of(earlier, first),
    )
    path = f"/residents/{bakker}/record"
    assert "Eerder vroeg ik dit." not in place.api.get(path, by=herself()).text
    put(journal, RecordsMerged(resident=first, into=bakker, proposed_by=fatima))
    for who in (bakker, first):
        own = place.api.get(f"/residents/{who}/record", by=herself(who))
        assert own.status_code == 200, own.text
        assert QUESTION in own.text
        assert "Eerder vroeg ik dit." in own.text
    looked = place.api.get(f"/residents/{bakker}/reads", by=herself()).json()["items"]
    assert looked[-1]["who"] == "een inwoner", "she is no worker"
    assert "RecordRead" in [line["type"] for line in looked], "in the record that was merged"
    read = place.events(f"resident:{first}")[-1]
    assert isinstance(read, OwnRecordRead)
    assert (read.resident, read.together) == (bakker, (first,))
    put(journal, RecordSplit(resident=bakker, other=first, positions=(), proposed_by=fatima))
    assert "Eerder vroeg ik dit." not in place.api.get(path, by=herself()).text


@pytest.mark.requirement("Z-15")
def test_a_resident_sees_who_looked_and_why_in_plain_sentences(place: Place) -> None:
    place.api.get(HISTORY)
    assert place.caught_up("/caseload").status_code == 200
    seen = place.api.get(f"/residents/{bakker}/reads", by=herself())
    told = [(line["type"], line["sentence"]) for line in seen.json()["items"]]
    assert [kind for kind, _ in told] == ["RecordRead", "ListRead", "OwnRecordRead"]
    assert "het wijkteam van de medewerker helpt de inwoner" in told[0][1]
    assert told[1][1] == (
        "De wijkteammedewerker van wijkteam Oost keek in een lijst met 1 mensen of zaken."
    )
    own = place.events(f"resident:{bakker}")[-1]
    assert isinstance(own, OwnRecordRead)
    assert Part.READING in own.parts


def test_a_case_as_it_was_known_is_asked_for_and_that_is_on_record(place: Place) -> None:
    answer = place.api.get(f"{HISTORY}?knownAt=2020-01-01T00:00:00Z")
    assert answer.json()["items"] == []
    read = place.events(f"case:{stairs}")[-1]
    assert isinstance(read, RecordRead)
    assert read.known_at is not None


def test_purpose_is_no_form(place: Place) -> None:
    is_a_problem(place.api.get(f"{HISTORY}?purpose=payment"), 422, "NOT_VALID")
