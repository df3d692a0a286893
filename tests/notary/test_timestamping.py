"""A timestamp authority's opinion on a checkpoint: asked in RFC 3161, verified by openssl."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from service.database import Database
from service.notary.timestamping import NotStamped, Stamper, check, query
from tests.notary.fixing import added, fixed, serving
from tests.notary.signed import SIGNED

AUTHORITY = """
[tsa]
default_tsa = it
[it]
serial = serial
signer_cert = cert.pem
signer_key = key.pem
certs = cert.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[req]
distinguished_name = dn
x509_extensions = ext
prompt = no
[dn]
CN = An authority in a test
[ext]
extendedKeyUsage = critical,timeStamping
"""


def openssl(folder: Path, *arguments: str) -> int:
    """Its exit code. Without openssl this is skipped, and where changes are taken in it fails."""
    if shutil.which("openssl") is None:
        missing = "there is no openssl here, so that nothing verifies what an authority stamped"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return subprocess.run(
        ["openssl", *arguments], cwd=folder, capture_output=True, check=False
    ).returncode


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Its address, and the folder with its certificate."""
    folder = tmp_path / "authority"
    folder.mkdir()
    (folder / "tsa.cnf").write_text(AUTHORITY)
    (folder / "serial").write_text("01\n")
    made = ("-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem")
    assert openssl(folder, "req", "-x509", *made, "-days", "2", "-config", "tsa.cnf") == 0

    class Stamps(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["content-type"] == "application/timestamp-query"
            (folder / "query").write_bytes(self.rfile.read(int(self.headers["content-length"])))
            asked = ("-config", "tsa.cnf", "-queryfile", "query", "-out", "reply")
            assert openssl(folder, "ts", "-reply", *asked) == 0
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "reply").read_bytes())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with serving(HTTPServer(("127.0.0.1", 0), Stamps)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}", folder


def test_without_openssl_this_is_skipped_and_fails_where_changes_are_taken_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    for ci, outcome in (("", pytest.skip.Exception), ("true", pytest.fail.Exception)):
        monkeypatch.setenv("CI", ci)
        with pytest.raises(outcome, match="no openssl"):
            openssl(tmp_path, "version")


def test_a_checkpoint_is_stamped_and_openssl_agrees(
    authority: tuple[str, Path], database: Database, tmp_path: Path
) -> None:
    url, folder = authority
    with fixed(database, tmp_path) as place:
        place.notary.witnessing.stamper = Stamper(url, tmp_path / "timestamps")
        place.notary.witnessing.stamp()  # there is nothing to stamp yet
        added(place.store, 3)
        place.step()
        place.notary.witnessing.stamp()
        data, stamp = tmp_path / "timestamps" / "3.checkpoint", tmp_path / "timestamps" / "3.tsr"
        assert data.read_bytes() == place.notary._public.checkpoint()
        asked = ("ts", "-verify", "-data", str(data), "-in", str(stamp), "-CAfile", "cert.pem")
        assert openssl(folder, *asked) == 0
        data.write_bytes(data.read_bytes().replace(b"\n3\n", b"\n4\n"))
        assert openssl(folder, *asked) != 0


DIGEST, NONCE = bytes(32), b"\x01" * 8
GRANTED = bytes.fromhex("30073005020100") + b"\x04\x20" + DIGEST + b"\x02\x08" + NONCE


@pytest.mark.parametrize(
    "reply",
    [
        b"", b"x", query(DIGEST, NONCE), GRANTED.replace(b"\x02\x01\x00", b"\x02\x01\x02"),
        GRANTED.replace(NONCE, bytes(8)), GRANTED.replace(DIGEST, b"\x01" * 32),
    ],
)  # fmt: skip
def test_what_is_no_answer_to_the_question_is_not_kept(reply: bytes, tmp_path: Path) -> None:
    check(GRANTED, DIGEST, NONCE)
    with pytest.raises(NotStamped):
        check(reply, DIGEST, NONCE)
    with pytest.raises(NotStamped):
        Stamper("http://nobody", tmp_path / "t", lambda url, asked: reply).stamp(SIGNED.data())
    with pytest.raises(NotStamped):
        Stamper("http://nobody", tmp_path / "t", lambda url, asked: None).stamp(SIGNED.data())
    assert not (tmp_path / "t").exists()
