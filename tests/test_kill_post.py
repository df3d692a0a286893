"""kill -9 of the sender at random moments: every letter goes, none goes twice, all is on record."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.codes import Template
from domain.decisions.telling import told
from domain.facts.message import MessageDelivered, MessageOrdered, SendingStarted
from service.database import Database
from service.settings import PROJECT
from tests.people import acting, leader, opened_journal, stairs, town
from tests.post import OTHERS
from tests.processes import journal_of
from tests.scenario import put

SEND = (
    "from service.opening import opened; from service.post.wiring import sender_of;"
    "from service.settings import load_settings\n"
    "with opened(load_settings()) as it: sender_of(it).run()"
)


def kill_while_sending(database: Database, home: Path, letters: int, kills: int, seed: int) -> None:
    """Two senders at a time; one of them is killed when some more letters lie in the queue."""
    random.seed(seed)
    (home / "secret").write_bytes(database.secret)
    (home / "secret").chmod(0o600)
    (home / "addresses.toml").write_text(f'["function:{leader}"]\n{OTHERS}')
    environment = {
        **os.environ, "DATABASE_URL": database.administrator, "WIJKBOEK_HOME": str(home),
        "WIJKBOEK_MUNICIPALITY": database.schema,
    }  # fmt: skip
    ready = home / "post" / database.schema / "ready"
    with journal_of(database, home) as journal:
        put(journal, replace(opened_journal, simulated=False), *town[1:])
        orders = [told(acting(), Template.BREAK_GLASS, function=leader, case=stairs)
                  for _ in range(letters)]  # fmt: skip
        put(journal, *orders)
        printed: list[str] = []
        senders = [_sender(environment) for _ in range(2)]
        try:
            for _ in range(kills):
                enough = len(printed) + random.randint(1, max(letters // (2 * kills), 1))
                while len(printed) < enough and len(printed) < letters:
                    printed += _taken(ready, senders)
                victim = random.randrange(2)
                senders[victim].send_signal(signal.SIGKILL)
                senders[victim].wait()
                senders[victim] = _sender(environment)
            while len(printed) < letters:
                printed += _taken(ready, senders)
            delivered = 0
            while delivered < letters:
                _taken(ready, senders)
                delivered = len(_of(journal, MessageDelivered))
        finally:
            for sender in senders:
                sender.kill()
                sender.communicate()
        printed += _taken(ready, ())
        assert sorted(printed) == sorted(f"{order.message}.txt" for order in orders)
        assert set(_of(journal, MessageDelivered).values()) == {1}
        started, ordered = _of(journal, SendingStarted), _of(journal, MessageOrdered)
        assert set(started) == set(ordered) == {order.message for order in orders}


def _sender(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", SEND], cwd=PROJECT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _taken(ready: Path, senders: Any) -> list[str]:
    """A printer takes what lies there away."""
    assert all(sender.poll() is None for sender in senders), "a sender ended by itself"
    names = []
    for each in sorted(ready.glob("*")):
        assert "Teamleider" in each.read_text("utf-8")
        each.unlink()
        names.append(each.name)
    return names


def _of(journal: Any, kind: Any) -> Counter[str]:
    """How many facts of that kind there are, by message."""
    found = (fact.event for fact in journal.read())
    return Counter(event.message for event in found if isinstance(event, kind))


def test_killed_while_it_sends_every_letter_goes_once(database: Database, tmp_path: Path) -> None:
    kill_while_sending(database, tmp_path, letters=60, kills=4, seed=1)


@pytest.mark.long
def test_killed_a_hundred_times(database: Database, tmp_path: Path, seed: int) -> None:
    kill_while_sending(database, tmp_path, letters=3000, kills=100, seed=seed)
