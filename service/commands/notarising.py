"""What keeps the tree: the notary, its signer, a witness; each until it is stopped."""

import os
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg import sql
from rich.console import Console

from domain.decisions.log_key import RenewLogKey
from domain.refusal import Refusal
from domain.terms import CommandId, VerifierKey
from service.acting import NobodyActs, acting_for_the_service
from service.fixing.place import NotaryUnusable, place_of
from service.fixing.setting_up import notary_of
from service.fixing.standby import standby_of
from service.notary.note import Key, parse_key
from service.notary.policy import parse_policy
from service.notary.signer import SignerServer
from service.notary.strict import Malformed, name
from service.notary.witness import Witness
from service.notary.witness_server import WitnessServer
from service.opening import Opened, begun
from service.secret_file import secret_file
from service.settings import Settings


def begin(settings: Settings, console: Console, origin: str | None, witnesses: list[str]) -> None:
    """Make the log's key and policy. Raises NotaryUnusable."""
    place = place_of(settings)
    chosen = origin or f"wijkboek.invalid/{settings.municipality}"
    try:
        place.begin(chosen, [_witness(each) for each in witnesses])
    except Malformed as error:
        raise NotaryUnusable(f"--origin or --witness cannot be used: {error}") from None
    console.print(f"The log {chosen} begins. Whom to trust is in {place.policy_file}; give that")
    console.print("file to whoever verifies, and the log's key to each witness:")
    console.print(place.log().vkey(), soft_wrap=True, highlight=False)
    if not witnesses:
        console.print("[yellow]It has no witness yet: its operator can still rewrite it.[/]")


def _witness(said: str) -> tuple[Key, str]:
    vkey, _, url = said.partition(" ")
    return parse_key(vkey), url.strip()


def follow(opened: Opened, console: Console) -> None:
    """Fix facts until stopped. Raises NotaryUnusable."""
    settings = opened.settings
    place = place_of(settings)
    notary = notary_of(opened.database, place, settings.timestamp_url, standby_of(settings))
    console.print(f"Fixing the facts of {place.log().name}. Stop with Ctrl-C.", highlight=False)
    _until_stopped(notary.start, notary.stop)


def sign(settings: Settings, console: Console) -> None:
    """Sign until stopped. Raises NotaryUnusable, SharedSecret."""
    place = place_of(settings)
    server = SignerServer(place.socket, place.signer())
    console.print(f"Signing for {place.log().name} at {place.socket}.", highlight=False)
    _serve(server)


def witness(
    console: Console, folder: Path, policy: Path, called: str, host: str, port: int
) -> None:
    """Be a witness of the logs that a policy names, until stopped. Raises NotaryUnusable."""
    try:
        logs = parse_policy(policy.read_bytes()).logs
        seed = secret_file(folder / "witness.key", lambda: os.urandom(32))
        private = Ed25519PrivateKey.from_private_bytes(seed)
        made = Witness(name(called), private, logs, folder)
        server = WitnessServer((host, port), made)
    except (Malformed, OSError) as error:
        raise NotaryUnusable(f"This witness cannot begin: {error}") from None
    where = f"http://{server.server_address[0]!s}:{server.server_address[1]}"
    console.print(f"{made.key.vkey()} {where}", soft_wrap=True, highlight=False)
    _serve(server)


def renew(opened: Opened, console: Console) -> None:
    """Another key for the log: first as a fact, which the old key still signs; then it is used.

    Raises NotaryUnusable, NotBegun, NobodyActs.
    """
    place, journal = place_of(opened.settings), opened.journal
    old, new = place.renewal()
    context = acting_for_the_service(journal, begun(journal).event, CommandId(str(uuid4())))
    renewed = VerifierKey(old.vkey()), VerifierKey(new.vkey())
    said = journal.record(RenewLogKey(context=context, old=renewed[0], new=renewed[1]))
    if said.refusal not in (None, Refusal.ALREADY_DONE):  # that is of a time that was broken off
        raise NobodyActs
    place.renew()
    console.print(new.vkey(), soft_wrap=True, highlight=False)


def status(opened: Opened, console: Console) -> None:
    """How far the tree is. Raises NotaryUnusable."""
    place = place_of(opened.settings)
    policy = place.policy()
    statement = sql.SQL(
        "SELECT (SELECT coalesce(max(position), 0) FROM {s}.fact),"
        " coalesce((SELECT size FROM {s}.tree), 0),"
        " (SELECT coalesce(max(size), 0) FROM {s}.checkpoint),"
        " (SELECT coalesce(max(size), 0) FROM {s}.cosignature),"
        " (SELECT max(at) FROM {s}.cosignature)"
    ).format(s=sql.Identifier(opened.database.schema))
    with opened.database.connect("auditor") as connection:
        facts, fixed, signed, cosigned, at = connection.execute(statement).fetchone() or (0,) * 5
    console.print(f"{place.log().name}: {facts:,} facts, {fixed:,} fixed, {signed:,} signed.")
    if not policy.urls:
        console.print("[yellow]It has no witness: its operator can still rewrite it.[/]")
    elif at is None:
        console.print("[yellow]No witness has seen it yet.[/]")
    else:
        when = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S} UTC"
        console.print(f"{cosigned:,} cosigned; last seen by a witness at {when}.")


def _serve(server: Any) -> None:
    thread = threading.Thread(target=server.serve_forever, daemon=True)

    def stop() -> None:
        server.shutdown()
        server.server_close()

    _until_stopped(thread.start, stop)


def _until_stopped(start: Any, stop: Any) -> None:
    """Until SIGTERM or SIGINT."""
    asked = threading.Event()

    def ask(signum: int, frame: FrameType | None) -> None:
        asked.set()

    before = {each: signal.signal(each, ask) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        start()
        asked.wait()
        stop()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
