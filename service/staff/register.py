"""Registering workers, telling by a login who it is, and showing names on a read that is on record.

The row is written first, under the command's id; the fact follows with the commitment to it. What
dies in between leaves a row that no fact names: nobody signs in by it and nobody sees it.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

from domain.command import Unknown
from domain.decisions.staff import ChangeWorker, RegisterWorker, RemoveWorker
from domain.fact import Context, Fact
from domain.facts.staff import StaffMember, WorkerRegistered
from domain.terms import Commitment, WorkerId, tag
from service.codec import canonical, decode
from service.journal import Journal
from service.keys import KeyService
from service.outcome import Answer, OtherCommand
from service.records import Item
from service.sealing import WordsTampered
from service.staff.entry import Login, Member, Row, login_index, opened_row, sealed_row
from service.staff.rows import StaffRows

REMEMBERED = 60.0
"""Seconds for which it is remembered whose a login is: so long may a removed one still be taken.
What somebody may do is asked of the journal, every time."""
MOST = 10_000


@dataclass(frozen=True)
class Difference:
    """A worker whose row is not the one that the journal says."""

    worker: WorkerId
    what: str


class StaffRegister:
    """The workers of one municipality."""

    def __init__(self, journal: Journal, rows: StaffRows) -> None:
        self.journal = journal
        self.rows = rows
        self._whose: dict[bytes, tuple[float, WorkerId]] = {}

    @property
    def keys(self) -> KeyService:
        return self.journal.keys

    def register(self, context: Context, worker: WorkerId, member: Member) -> Answer:
        """Put a worker there. Raises TooLong, OtherCommand, and what `Journal.record` raises."""
        with self._turn(worker, member):
            row = self._written(context, worker, member, None)
            return self._record(
                row,
                RegisterWorker(
                    context=context, worker=worker, pt_commit=row.pt_commit, taken=row.taken
                ),
            )

    def change(self, context: Context, worker: WorkerId, member: Member) -> Answer:
        """Put this in the place of what stands. Raises Unknown, and else as `register`."""
        with self._turn(worker, member):
            before = self._commit_of(worker)
            if before is None:
                raise Unknown("worker in the staff register")
            row = self._written(context, worker, member, before)
            return self._record(
                row,
                ChangeWorker(
                    context=context, worker=worker, before=row.built_on or before,
                    pt_commit=row.pt_commit, taken=row.taken,
                ),
            )  # fmt: skip

    def stands(self, worker: WorkerId) -> bool:
        """Whether that worker is in the register."""
        return self._commit_of(worker) is not None

    def remove(self, context: Context, worker: WorkerId) -> Answer:
        """Take a worker out, with the keys. Raises what `Journal.record` raises."""
        with self.rows.turn(UUID(worker).bytes):
            answer = self.journal.record(RemoveWorker(context=context, worker=worker))
            if answer.refusal is None:
                self._sweep(self.rows.of_workers([worker]))
        return answer

    def worker_of(self, issuer: str, subject: str) -> WorkerId | None:
        """Who signs in that way; None where nobody does, or more than one. Raises
        StoreUnavailable."""
        login = login_index(self.keys, Login(issuer, subject))
        at, worker = self._whose.get(login, (-REMEMBERED, None))
        if worker is not None and monotonic() - at < REMEMBERED:
            return worker
        found = self._standing_at(login)
        if len(found) != 1:
            self._whose.pop(login, None)
            return None
        if len(self._whose) >= MOST:
            self._whose.clear()
        self._whose[login] = monotonic(), found[0]
        return found[0]

    def names(self, workers: Iterable[WorkerId], read: int) -> Mapping[WorkerId, str]:
        """What these workers are called, on the strength of the read at that position.

        Raises ReadRequired, WordsTampered, StoreUnavailable.
        """
        wanted = set(workers)
        there = [row for row in self.rows.of_workers(wanted) if self._stands(row)]
        for row in there:
            if not row.intact():
                raise WordsTampered("a row of the staff register is not the one that was recorded")
        keys = self.keys.open([row.key_id for row in there if row.key_id], read)
        return {
            row.worker: opened_row(row, keys[row.key_id]).name
            for row in there
            if row.key_id is not None and row.key_id in keys
        }

    def check(self) -> list[Difference]:
        """Every worker whose row is not what the journal's last fact says. Opens nothing."""
        rows: dict[WorkerId, list[Row]] = {}
        for row in self.rows.all():
            rows.setdefault(row.worker, []).append(row)
        found = []
        for worker in sorted({*rows, *self._registered()}):
            named = self._commit_of(worker)
            standing = [row for row in rows.get(worker, ()) if row.pt_commit == named]
            if named is not None and not standing:
                found.append(Difference(worker, "the row that was recorded is not there"))
            elif any(not row.intact() for row in standing):
                found.append(Difference(worker, "the row is not the one that was recorded"))
        return found

    def _registered(self) -> set[WorkerId]:
        page = self.journal.store.read([Item((WorkerRegistered.__name__,))])
        events: list[Any] = [decode(stored).event for stored in page.facts]
        return {event.worker for event in events}

    def _turn(self, worker: WorkerId, member: Member) -> AbstractContextManager[None]:
        login = [login_index(self.keys, member.login)] if member.login else []
        return self.rows.turn(UUID(worker).bytes, *login)

    def _written(
        self, context: Context, worker: WorkerId, member: Member, before: Commitment | None
    ) -> Row:
        """The row of this command, written now or found from before. Raises OtherCommand."""
        asked = canonical({"actor": context.actor, "member": member.text(), "worker": worker})
        row = self.rows.of_command(context.command)
        if row is not None:
            if self.keys.recognises(asked, row.said) is False:
                raise OtherCommand("this command id was used before, for something else")
            return row
        taken = False
        if member.login is not None:
            there = self._standing_at(login_index(self.keys, member.login))
            taken = any(other != worker for other in there)
        said = self.keys.fingerprint(asked)
        row, key = sealed_row(context.command, worker, member, self.keys, said, before, taken)
        self.rows.write(row, key)
        return row

    def _record(self, row: Row, command: RegisterWorker | ChangeWorker) -> Answer:
        answer = self.journal.record(command)
        others = [each for each in self.rows.of_workers([row.worker]) if each.key_id is not None]
        self._sweep([each for each in others if not self._stands(each)])
        if row.login is not None:
            self._whose.pop(row.login, None)
        return answer

    def _sweep(self, rows: Iterable[Row]) -> None:
        """What is sealed in these rows goes, and its keys with it."""
        gone = [row for row in rows if row.key_id is not None]
        self.keys.destroy([row.key_id for row in gone if row.key_id])
        self.rows.empty([row.command for row in gone])
        for row in gone:
            if row.login is not None:
                self._whose.pop(row.login, None)

    def _standing_at(self, login: bytes) -> list[WorkerId]:
        """Of the rows of that login those that stand, and are what was recorded."""
        return [
            row.worker for row in self.rows.by_login(login) if self._stands(row) and row.intact()
        ]

    def _stands(self, row: Row) -> bool:
        return row.pt_commit == self._commit_of(row.worker)

    def _commit_of(self, worker: WorkerId) -> Commitment | None:
        """Which row stands by the journal's last fact: another process may have put it there."""
        member = StaffMember(worker)
        types = tuple(kind.__name__ for kind in StaffMember.learns_from)
        for stored in self.journal.store.read([Item(types, (tag("worker", worker),))]).facts:
            fact: Fact[Any] = decode(stored)
            member = member.evolve(fact)
        return member.pt_commit
