"""Exports of a case, the journal as it is stored, receipts over HTTP: proved to outsiders."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from domain.codes import Part
from domain.facts.reading import ListRead
from domain.terms import WorkerId, tag
from service.database import Database
from service.fixing.exporting import as_stored, case_export, dumped
from service.fixing.place import NotaryUnusable
from service.fixing.stored import Stored
from service.notary.export import verify_export
from service.notary.findings import Report
from service.notary.journal import verify_journal, verify_rows
from service.notary.lines import parse_lines
from service.notary.merkle import leaf_hash
from service.notary.promise import verify_promise, verify_proof
from service.notary.proof import parse_proof
from service.notary.tiles import path
from tests.attacks.erased import HERS, Erased, a_case
from tests.http import new, serving, token
from tests.notary.fixing import Fixed, added, fixed
from tests.opened import a_read_of, recorded
from tests.people import bakker, gemeente, helped, max_, reported, residents, stairs, town
from tests.reading import NEAR, by_auditor, by_leader, by_ombudsman, by_purse_holder, by_watcher
from tests.scenario import put
from tests.test_http import QUESTION

ALL = frozenset(Part)


@contextmanager
def both(database: Database, folder: Path) -> Iterator[tuple[Erased, Fixed]]:
    """A case with words, and three witnesses who saw it."""
    with (
        a_case(database, folder) as case,
        fixed(database, folder / "fixed", witnessed=True) as place,
    ):
        place.step()
        assert place.witness() == 3
        yield case, place


@pytest.fixture
def made(database: Database, tmp_path: Path) -> Iterator[tuple[Erased, Fixed]]:
    with both(database, tmp_path) as both_:
        yield both_


def exported(case: Erased, place: Fixed, parts: frozenset[Part] = ALL) -> bytes:
    read = recorded(case.journal, a_read_of(stairs, bakker))
    with as_stored(place.database) as stored:
        return case_export(case.journal, stored, place.place, stairs, read, parts)


def audited(place: Fixed) -> Report:
    with as_stored(place.database) as stored:
        return verify_rows(stored.placed(), stored.checkpoints(), place.policy)


@pytest.mark.requirement("M-34")
def test_a_case_leaves_the_house_with_all_its_facts_and_its_words(
    made: tuple[Erased, Fixed],
) -> None:
    case, place = made
    data = exported(case, place)
    report = verify_export(data, place.policy)
    assert report.findings == [] and report.about == tag("case", stairs)
    lines = list(parse_lines(data))[2:]
    said = [text for line in lines for _, text in line.get("words", {}).values()]
    assert [*map(str, said)] == HERS
    assert report.facts == len(lines) == sum(1 for _ in case.journal.read(tag("case", stairs))) - 1


def test_what_its_reader_may_not_see_is_there_and_withheld(made: tuple[Erased, Fixed]) -> None:
    case, place = made
    for parts in (frozenset({Part.PEOPLE}), frozenset(), ALL - {Part.WORDS}, ALL - {Part.AMOUNTS}):
        data = exported(case, place, parts)
        assert verify_export(data, place.policy).findings == []
        hidden = [text for text in HERS if text.encode() in data]
        assert not hidden or Part.WORDS in parts
        assert len(list(parse_lines(data))) == len(list(parse_lines(exported(case, place))))
    assert b'"withheld":"part-not-shown"' in exported(case, place, frozenset())
    assert b'"words-not-shown"' in exported(case, place, ALL - {Part.WORDS})


@pytest.mark.requirement("M-31")
def test_destroyed_words_leave_a_journal_that_verifies(made: tuple[Erased, Fixed]) -> None:
    case, place = made
    before = place.notary.tree.head(place.connection)
    assert audited(place).findings == []
    case.destroy()
    place.step()
    assert place.notary.tree.root(place.connection, before.size) == before.root
    assert place.witness() == 3
    assert audited(place).findings == []
    data = exported(case, place)
    assert verify_export(data, place.policy).findings == []
    assert b'"destroyed"' in data and not [text for text in HERS if text.encode() in data]


def test_attack_19_words_deleted_by_hand_are_missed(made: tuple[Erased, Fixed]) -> None:
    _, place = made
    last = "(SELECT max(position) FROM haarlem.words)"
    place.as_superuser(f"DELETE FROM haarlem.words WHERE position = {last}")
    report = audited(place)
    assert [each.code for each in report.findings] == ["MISSING"]
    assert "words went" in report.findings[0].message


CHANGES = {
    "UPDATE haarlem.fact SET envelope = envelope || ' ' WHERE position = 3": "EDITED",
    "UPDATE haarlem.fact SET id = gen_random_uuid() WHERE position = 3": "EDITED",
    "UPDATE haarlem.fact_tag SET salt = substr(sha256('x'), 1, 16) WHERE position = 3": "EDITED",
    "UPDATE haarlem.fact_tag SET nth = nth + 1000 WHERE position = 3": "MISSING",
    "DELETE FROM haarlem.fact_tag WHERE position = 3": "EDITED",
    "UPDATE haarlem.words SET ciphertext = ciphertext || '\\x00'": "EDITED",
    "UPDATE haarlem.words SET segment = segment || 'x'": "EDITED",
    "UPDATE haarlem.words SET key_id = gen_random_uuid()": "EDITED",
    "UPDATE haarlem.tile SET hashes = sha256('x') || substr(hashes, 33) WHERE level = 0": "EDITED",
    "UPDATE haarlem.checkpoint SET note = translate(note, 'ABCDEFGHIJ', 'BCDEFGHIJA')": "EDITED",
    "UPDATE haarlem.cosignature SET line = replace(line, 'A', 'B')": "EDITED",
    "DELETE FROM haarlem.fact WHERE position = 3": "MISSING",
    "DELETE FROM haarlem.fact WHERE position >= 5": "TRUNCATED",
    "UPDATE haarlem.fact SET envelope = NULL WHERE position = 3": "MISSING",
    "UPDATE haarlem.fact SET recorded_at = recorded_at - interval '1 day'": "EDITED",
}


@pytest.mark.requirement("M-31")
def test_attack_01_whatever_the_database_holds_of_a_fact_is_held_against_the_tree(
    made: tuple[Erased, Fixed],
) -> None:
    _, place = made
    for change, code in CHANGES.items():
        with place.database.connect() as superuser:
            superuser.execute("SET session_replication_role = replica")
            assert superuser.execute(change.encode()).rowcount
            stored = Stored(superuser, "haarlem")
            report = verify_rows(stored.placed(), stored.checkpoints(), place.policy)
            superuser.rollback()
        assert code in {each.code.value for each in report.findings}, change
    assert audited(place).findings == []


def test_the_whole_journal_in_a_file_says_the_same(made: tuple[Erased, Fixed]) -> None:
    _, place = made
    with as_stored(place.database) as stored:
        lines = list(dumped(stored, place.place))
    report = verify_journal(iter(lines), place.policy)
    assert report.findings == [] and report.facts == audited(place).facts > 20
    assert not [text for text in HERS if text.encode() in b"".join(lines)]


def test_before_witnesses_saw_it_there_is_no_export(database: Database, tmp_path: Path) -> None:
    with (
        a_case(database, tmp_path) as case,
        fixed(database, tmp_path / "f", witnessed=True) as place,
    ):
        place.step()
        with pytest.raises(NotaryUnusable, match="No checkpoint was signed and cosigned"):
            exported(case, place)


@pytest.mark.requirement("M-31")
def test_an_auditor_gets_what_the_leaves_are_hashes_of(database: Database, tmp_path: Path) -> None:
    with fixed(database, tmp_path, witnessed=True) as place, serving(database) as api:
        api.app.state.service.notary = place.place
        put(api.journal, *NEAR)
        added(place.store, 300)
        place.as_superuser("UPDATE haarlem.fact SET envelope = NULL WHERE position = 100")
        place.step()
        place.witness()
        size = place.notary._public.size()
        for name, width in (("000", 256), (f"001.p/{size - 256}", size - 256), ("001.p/3", 3)):
            answer = api.get(f"/log/tile/entries/{name}", by=by_auditor)
            assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
            data = answer.content
            assert len(data) == 66 * width
            pieces = [data[at : at + 66] for at in range(0, len(data), 66)]
            assert {piece[:2] for piece in pieces} == {b"\x00\x40"}
            published = name if width == 256 else f"001.p/{size - 256}"
            tile = api.client.get(f"/v1/log/tile/0/{published}").content
            assert b"".join(leaf_hash(piece[2:]) for piece in pieces) == tile[: 32 * width]
            (read,) = api.journal.read(after=api.journal.head() - 1)
            assert isinstance(read.event, ListRead)
            assert (read.event.view, read.event.rows) == ("log_entries", width)
        for nowhere in ("001", f"001.p/{size - 255}", "002", "0", "00", "000.p/256", "x000/000"):
            answer = api.get(f"/log/tile/entries/{nowhere}", by=by_auditor)
            assert answer.status_code == 404, nowhere
        head = api.journal.head()
        for by in (None, by_leader, by_purse_holder, by_watcher, by_ombudsman):
            answer = api.get("/log/tile/entries/000", by=by)
            assert (answer.status_code, answer.json()["code"]) == (403, "NOT_AUTHORISED")
        assert api.journal.head() == head + 5  # each refusal is on record
        assert api.client.get("/v1/log/tile/entries/000").status_code == 401


def test_a_caller_who_prefers_to_wait_gets_the_proof_itself(
    database: Database, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        place = stack.enter_context(fixed(database, tmp_path, witnessed=True))
        api = stack.enter_context(serving(database))
        api.app.state.service.notary = place.place
        put(api.journal, *town)
        place.step()
        place.witness()  # from here on what is published was witnessed
        key = new()
        assert api.post("/notifications", QUESTION, key=key).status_code == 201
        url = f"/v1/commands/{key}/receipts"
        for prefer, applied in (("wait=1", "wait=1"), ("wait=0", None), ("respond-async", None)):
            headers = {"Authorization": f"Bearer {token()}", "Prefer": prefer}
            answer = api.client.get(url, headers=headers)
            assert answer.headers.get("Preference-Applied") == applied
            assert answer.content.startswith(b"wijkboek/promise/v1\n")  # nobody signs meanwhile
        place.step()
        with ThreadPoolExecutor(1) as aside:
            headers = {"Authorization": f"Bearer {token()}", "Prefer": "wait=1"}
            waiting = aside.submit(api.client.get, url, headers=headers)
            place.witness()
            proof = parse_proof(waiting.result().content)
        assert verify_proof(proof, place.policy).findings == []


@pytest.mark.requirement("M-31")
def test_attack_11_a_caller_gets_a_promise_and_then_a_proof(
    database: Database, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        place = stack.enter_context(fixed(database, tmp_path, witnessed=True))
        api = stack.enter_context(serving(database))
        service = api.app.state.service
        put(api.journal, *town)
        key = new()
        assert api.get(f"/commands/{key}/receipts").status_code == 404
        assert api.post("/notifications", QUESTION, key=key).status_code == 201
        away = api.get(f"/commands/{key}/receipts")
        assert (away.status_code, away.json()["code"]) == (503, "UNAVAILABLE")
        service.notary = place.place
        promise = api.get(f"/commands/{key}/receipts").content
        assert promise.startswith(b"wijkboek/promise/v1\n")
        assert api.client.get("/v1/log/checkpoint").status_code == 404
        place.step()
        place.witness()
        receipt = api.get(f"/commands/{key}/receipts")
        proof = parse_proof(receipt.content)
        assert verify_proof(proof, place.policy).findings == []
        kept = verify_promise(promise, proof, place.policy)
        assert (kept.findings, kept.facts) == ([], 1)
        published = api.client.get("/v1/log/checkpoint")
        assert published.content == proof.checkpoint
        assert published.headers["cache-control"] == "max-age=2"
        tile = api.client.get(f"/v1/log/{path(0, 0, api.journal.head())}")
        assert len(tile.content) == 32 * api.journal.head()
        assert "immutable" in tile.headers["cache-control"]
        for nowhere in ("tile/0/000", "tile/0/0", "tile/entries", "log.key", "../policy"):
            assert api.client.get(f"/v1/log/{nowhere}").status_code == 404


@pytest.mark.requirement("M-34")
def test_a_resident_takes_away_her_own_record_with_its_proof(
    database: Database, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        place = stack.enter_context(fixed(database, tmp_path, witnessed=True))
        api = stack.enter_context(serving(database))
        put(api.journal, *helped)
        own = f"/residents/{bakker}/exports"
        by_herself = token(WorkerId(bakker), residents, gemeente)
        assert api.get(own, by=by_herself).status_code == 503
        api.app.state.service.notary = place.place
        place.step()
        place.witness()
        for by in (None, token(WorkerId(max_), residents, gemeente)):
            assert api.get(own, by=by).status_code == 403
        data = api.get(own, by=by_herself)
        assert data.status_code == 200, data.text
        report = verify_export(data.content, place.policy)
        assert (report.findings, report.about) == ([], tag("resident", bakker))
        told = [line for line in parse_lines(data.content) if "nth" in line]
        said = [text for line in told for _, text in line.get("words", {}).values()]
        assert reported.question in said
        assert len(told) == report.facts >= 3
        spoilt = data.content.replace(reported.question.encode(), b"Niets aan de hand.")
        assert verify_export(spoilt, place.policy).status == 1
