"""Processes that register and change residents are killed at random: row and fact never differ.

What died in between is never shown, and the same command goes on where it was cut off.
"""

import os
import random
import signal
import time
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4, uuid5

import pytest

from domain.bsn import checked, passes_eleven_test
from domain.codes import RegisterPart
from domain.decisions.register import ReadRegister
from domain.facts.resident import ResidentRegistered
from domain.terms import CommandId, ResidentId
from service.database import Database
from service.keys import FileKeys, root_key
from service.register.check import Fault, check, sweep
from service.register.person import Contact, Names, Person
from service.register.register import Register
from tests.people import acting
from tests.processes import begin
from tests.register import anew, register_on

NUMBERS = [n for n in (f"{999_900_000 + k}" for k in range(99_999)) if passes_eleven_test(n)]


def registering(database: Database, root: str, seed: str) -> None:
    """One resident after the other, and each moves house: until somebody kills this."""
    keys = FileKeys(root_key(Path(root)), database)
    with register_on(database, keys) as register:
        for n in range(len(NUMBERS)):
            step(register, seed, n)


def step(register: Register, seed: str, n: int) -> None:
    """The nth resident, under ids that are the same whoever asks."""
    draw = UUID(seed)
    resident = ResidentId(str(uuid5(draw, f"resident {n}")))
    number = checked(NUMBERS[n], real=False)
    who = Person(Names(f"Verzonnen{n}"), date(1950, 1, 1), number)
    moved = Person(contact=Contact(f"Straat {n}"))
    context = acting()
    first, second = (CommandId(str(uuid5(draw, f"{noun} {n}"))) for noun in ("in", "moved"))
    register.register(replace(context, command=first), resident, who)
    register.change(replace(context, command=second), resident, moved)


def kill_while_registering(database: Database, folder: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    draw, root = str(uuid4()), folder / "root.key"
    with (
        closing(FileKeys(root_key(root), database)) as keys,
        register_on(database, keys) as register,
    ):
        for _ in range(times):
            before = register.rows.count()
            process = begin(registering, database, str(root), draw)
            while register.rows.count() <= before and process.is_alive():
                time.sleep(0.005)  # it is starting
            time.sleep(chance.uniform(0.0, 0.15))  # the moment is chance
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            _never_differs(register)
        _goes_on(register, draw)


def _never_differs(register: Register) -> None:
    """At most a row that no fact names, or one that was just superseded: neither is shown."""
    faults = {each.fault for each in check(register).differences}
    assert faults <= {Fault.NOT_RECORDED, Fault.LEFT_BEHIND}, faults


def _goes_on(register: Register, draw: str) -> None:
    """Whoever asks the same commands again gets everything done once."""
    done = max(1, register.rows.count() // 2)
    for n in range(done + 1):
        step(register, draw, n)
    left = check(register).differences
    assert {each.fault for each in left} <= {Fault.LEFT_BEHIND}
    sweep(register, left, age=-timedelta(hours=1))
    assert check(register).differences == ()
    events = [fact.event for fact in register.journal.read()]
    people = [event.resident for event in events if isinstance(event, ResidentRegistered)]
    assert len(set(people)) == len(people) >= done
    resident = people[-1]
    parts = (RegisterPart.NAMES, RegisterPart.CONTACT)
    asked = ReadRegister(context=anew(), resident=resident, parts=parts)
    shown = register.shown(resident, parts, register.journal.record(asked).position)
    assert shown.contact is not None and shown.contact.address.startswith("Straat ")


def test_killed_at_any_moment_row_and_fact_never_differ(database: Database, tmp_path: Path) -> None:
    kill_while_registering(database, tmp_path, times=6, seed=1)


@pytest.mark.long
def test_killed_a_hundred_times(database: Database, tmp_path: Path, seed: int) -> None:
    kill_while_registering(database, tmp_path, 100, seed)
