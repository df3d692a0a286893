"""The notary in the demo: a signer and three witnesses, each a process with a memory of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import Connection
from rich.console import Console
from rich.markup import escape

from service.fixing.place import Place, place_of
from service.fixing.setting_up import notary_of
from service.fixing.stored import Stored
from service.notary.findings import Report
from service.notary.journal import verify_rows
from service.notary.note import COSIGNATURE, Key
from service.notary.signing import key_of
from service.opening import Opened
from service.secret_file import secret_file
from service.settings import PROJECT, Settings

NAMES = ("ombudsman.example/witness", "rekenkamer.example/witness", "rtv.example/witness")
"""An ombudsman, a court of audit, a newsroom: whoever a municipality does not command."""


@contextmanager
def notarised(open_: Opened, console: Console) -> Iterator[None]:
    """Fix all facts, have three witnesses see it, and show what an edit comes to.

    Signer and witnesses run while the context is open.
    """
    place = place_of(open_.settings)
    with outsiders(open_.settings, place):
        _show(open_, place, console)
        yield


@contextmanager
def outsiders(settings: Settings, place: Place) -> Iterator[None]:
    """A signer and three witnesses on this machine, of a log that begins here if it has not."""
    witnesses = place.folder / "witnesses"
    if not place.begun():
        place.begin("wijkboek.invalid/demo", [_witness(witnesses, who) for who in NAMES])
    urls = list(place.policy().urls.values())
    with ExitStack() as running:
        running.enter_context(_process(settings, "notary", "signer"))
        for who, url in zip(NAMES, urls, strict=True):
            running.enter_context(
                _process(
                    settings, "witness", str(_folder(witnesses, who)), "--name", who,
                    "--policy", str(place.policy_file), "--port", url.rpartition(":")[2],
                )
            )  # fmt: skip
        yield


def _show(open_: Opened, place: Place, console: Console) -> None:
    notary = notary_of(open_.database, place)
    with open_.database.connect("notary", autocommit=True) as connection:
        fixed = notary.step(connection)
        cosigned = notary.witnessing.witness(connection)
        head = notary.tree.head(connection)
    console.print(
        f"  {fixed:,} facts fixed now, {head.size:,} in all; {cosigned} witnesses cosigned the root"
        f" {head.root.hex()[:16]}…",
        highlight=False,
    )
    with open_.database.connect() as administrator:
        said = "as it is stored now"
        for change in ("", f"UPDATE {open_.database.schema}.fact SET envelope = envelope || ' '"):
            if change:
                administrator.execute("SET session_replication_role = replica")
                administrator.execute(f"{change} WHERE position = 17".encode())
                said = "with one byte more in fact 17, by an administrator past every trigger"
            report = _verified(administrator, open_, place)
            found = ", ".join(map(str, report.findings)) or "all is as it was recorded"
            console.print(f"  {said}: {escape(found)}", highlight=False, soft_wrap=True)
        administrator.rollback()


def _verified(connection: Connection[tuple[object, ...]], open_: Opened, place: Place) -> Report:
    stored = Stored(connection, open_.database.schema)
    return verify_rows(stored.placed(), stored.checkpoints(), place.policy())


def _folder(witnesses: Path, who: str) -> Path:
    return witnesses / who.partition("/")[0]


def _witness(witnesses: Path, who: str) -> tuple[Key, str]:
    """Its key, made now, and an address on this machine that nobody has."""
    seed = secret_file(_folder(witnesses, who) / "witness.key", lambda: os.urandom(32))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return key_of(who, private, COSIGNATURE), f"http://127.0.0.1:{port}"


@contextmanager
def _process(settings: Settings, *arguments: str) -> Iterator[None]:
    """A command that runs meanwhile; goes on once it has said that it is there."""
    environment = {
        **os.environ,
        "WIJKBOEK_HOME": str(settings.home),
        "WIJKBOEK_MUNICIPALITY": settings.municipality,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "service.cli", *arguments], cwd=PROJECT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.terminate()
