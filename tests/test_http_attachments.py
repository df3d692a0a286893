"""Files over HTTP: sent as they are, sealed, shown on a read on record, and gone as words go."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from domain.codes import MediaType
from domain.decisions.attachment import MOST_BYTES
from domain.facts.attachment import AttachmentStored
from domain.terms import AttachmentId, Commitment
from service.attachments import Files, is_what_it_says, open_file, seal_file
from service.database import Database
from service.lapsing import lapsed, let_lapse
from service.sealing import WordsTampered
from tests.asked.statement import photo
from tests.attacks.erased import Erased, opened_in
from tests.http import Api, is_a_problem, new, token
from tests.people import (
    admin,
    administrator,
    bakker,
    gemeente,
    helped,
    max_,
    named,
    stairs,
)
from tests.scenario import put
from tests.test_attachment import kept
from tests.test_http_statements import by_another, by_herself, by_officer, helping, said
from tests.test_report import drafted, shared
from tests.test_statement import recorded, struck

by_nobody = token(admin, administrator, gemeente)

PDF = b"%PDF-1.7\n" + b"De trap is 83 cm breed. " * 6_000
A_FILE = {
    MediaType.PDF: PDF,
    MediaType.PNG: b"\x89PNG\r\n\x1a\n....",
    MediaType.JPEG: b"\xff\xd8\xff\xe0....",
    MediaType.PLAIN_TEXT: "Zij is één keer gevallen.".encode(),
}


def test_a_file_is_told_by_what_it_begins_with() -> None:
    for media, content in A_FILE.items():
        for another in MediaType:
            text = another is MediaType.PLAIN_TEXT and media is MediaType.PDF
            assert is_what_it_says(content, another) == (another is media or text)
    assert not is_what_it_says(b"\xff", MediaType.PLAIN_TEXT)
    assert not is_what_it_says(b"a\0b", MediaType.PLAIN_TEXT)


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 200_000])
def test_a_sealed_file_opens_to_what_it_was_and_to_nothing_else(size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    file = seal_file(content, photo)
    fact = replace(kept, size=size, sealed=file.sealed, sha256=file.sha256, file_key=file.file_key)
    assert open_file(fact, iter(file.pieces)) == content
    other = AttachmentId(named("another photo"))
    for wrong in (
        replace(fact, size=size + 1), replace(fact, attachment=other),
        replace(fact, file_key="0" * 64), replace(fact, sha256="0" * 64),
        replace(fact, sealed=Commitment("0" * 64)),
    ):  # fmt: skip
        with pytest.raises(WordsTampered):
            open_file(wrong, iter(file.pieces))
    with pytest.raises(WordsTampered):
        open_file(fact, iter(file.pieces[1:]))


def send(
    api: Api, path: str, content: bytes, kind: str, key: str | None = None, by: str | None = None
) -> Any:
    headers = {
        "Authorization": f"Bearer {by or token()}", "Idempotency-Key": key or new(),
        "Content-Type": kind,
    }  # fmt: skip
    return api.client.post(f"/v1{path}", content=content, headers=headers)


@pytest.mark.parametrize("media", MediaType)
def test_what_was_sent_is_shown_on_a_read_that_is_on_record(
    database: Database, media: MediaType
) -> None:
    with helping(database) as api:
        path = f"/cases/{stairs}/statements/{said(api)}/attachments"
        sent = send(api, path, A_FILE[media], media.value)
        assert sent.status_code == 201, sent.text
        head = api.journal.head()
        shown = api.get(f"{path}/{sent.json()['ids']['attachment']}")
        assert (shown.status_code, shown.content) == (200, A_FILE[media])
        assert shown.headers["content-type"].startswith(media.value)
        assert shown.headers["x-content-type-options"] == "nosniff"
        (read,) = api.journal.read(after=head)
        assert type(read.event).__name__ == "RecordRead"
        unread = api.get(f"{path}/{sent.json()['ids']['attachment']}", by=by_nobody)
        assert unread.status_code == 403


def test_sent_again_it_is_kept_once(database: Database) -> None:
    with helping(database) as api:
        path, key = f"/cases/{stairs}/statements/{said(api)}/attachments", new()
        first = send(api, path, PDF, "application/pdf", key)
        again = send(api, path, PDF, "application/pdf", key)
        assert first.json()["ids"] == again.json()["ids"]
        assert again.headers["Idempotent-Replayed"] == "true"
        assert _pieces(database) == 3
        other = send(api, path, PDF + b"x", "application/pdf", key)
        is_a_problem(other, 409, "OTHER_REQUEST")
        assert _pieces(database) == 3


def test_what_is_refused_leaves_nothing_behind(database: Database) -> None:
    with helping(database) as api:
        path = f"/cases/{stairs}/statements/{named('no such')}/attachments"
        is_a_problem(send(api, path, PDF, "application/pdf"), 404, "UNKNOWN")
        path = f"/cases/{stairs}/statements/{said(api)}/attachments"
        for content, kind in (
            (PDF, "image/png"), (b"", "text/plain"), (b"GIF89a", "image/jpeg"),
        ):  # fmt: skip
            is_a_problem(send(api, path, content, kind), 422, "NOT_VALID")
        is_a_problem(send(api, path, b"<html>", "text/html"), 415, "NOT_A_FILE")
        much = send(api, path, bytes(MOST_BYTES + 1), "text/plain")
        is_a_problem(much, 413, "TOO_LARGE")
        assert _pieces(database) == 0
        missing = api.get(f"{path}/{named('no such')}", by=by_officer)
        is_a_problem(missing, 404, "UNKNOWN")


@pytest.mark.requirement("M-14")
def test_a_resident_sends_a_file_of_her_own_and_reads_what_is_kept_about_her(
    database: Database,
) -> None:
    own = f"/residents/{bakker}"
    with helping(database) as api:
        about = said(api)
        teams = send(api, f"/cases/{stairs}/statements/{about}/attachments", PDF, "application/pdf")
        path = f"{own}/statements/{about}/attachments"
        sent = send(api, path, b"Zo is het niet.", "text/plain", by=by_herself)
        assert sent.status_code == 201, sent.text
        wrong = send(api, path, PDF, "image/png", by=by_herself)
        is_a_problem(wrong, 422, "NOT_VALID")
        for another in (by_another, token()):
            refused = send(api, path, PDF, "application/pdf", by=another)
            is_a_problem(refused, 403, "NOT_YOURS")
        assert _pieces(database) == 4
        listed = api.get(f"{own}/attachments", by=by_herself).json()["items"]
        assert [(each["own"], each["media"], each["statement"]) for each in listed] == [
            (False, "application/pdf", about), (True, "text/plain", about),
        ]  # fmt: skip
        for made, content in ((teams, PDF), (sent, b"Zo is het niet.")):
            file = f"attachments/{made.json()['ids']['attachment']}"
            assert api.get(f"{own}/{file}", by=by_herself).content == content
            assert type(list(api.journal.read())[-1].event).__name__ == "OwnRecordRead"
            assert api.get(f"/cases/{stairs}/statements/{about}/{file}").content == content
            is_a_problem(api.get(f"{own}/{file}", by=by_another), 403, "NOT_YOURS")
            theirs = api.get(f"/residents/{max_}/{file}", by=by_another)
            is_a_problem(theirs, 404, "UNKNOWN")


def _pieces(database: Database) -> int:
    with closing(database.connect("reader")) as connection:
        row = connection.execute(f"SELECT count(*) FROM {database.schema}.attachment").fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Erased]:
    with opened_in(database, tmp_path) as made:
        file = seal_file(PDF, photo)
        Files(database).put(file)
        fact = replace(
            kept, media=MediaType.PDF, size=len(PDF), sealed=file.sealed, sha256=file.sha256,
            file_key=file.file_key,
        )  # fmt: skip
        put(made.journal, *helped, recorded, fact, drafted, shared)
        yield made


@pytest.mark.requirement("C-03")
def test_the_file_of_a_line_that_was_struck_goes_with_it(place: Erased) -> None:
    assert _pieces(place.database) == 3
    put(place.journal, struck)
    (line,) = lapsed(place.journal)
    done = let_lapse(place.journal, place.database, place.home, line)
    assert (done.keys, _pieces(place.database)) == (3, 0)


def test_nobody_takes_away_a_file_that_is_on_record(place: Erased) -> None:
    stored = next(f.event for f in place.journal.read() if isinstance(f.event, AttachmentStored))
    schema = place.database.schema
    for statement in (
        f"DELETE FROM {schema}.attachment",
        f"UPDATE {schema}.attachment SET piece = piece",
        f"SELECT {schema}.drop_unfiled('{photo}', '{stored.sealed}')",
    ):
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege),
            closing(place.database.connect("writer")) as connection,
        ):
            connection.execute(statement)
