"""A service with its keys in the database, and people who read: for tests of reading over HTTP."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg import sql

from domain.codes import Role
from domain.fact import Event
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.terms import FunctionId, ResidentId
from service.database import Database
from service.follow import Follower
from service.identity import of_resident
from service.keys import FileKeys
from tests.http import Api, serving, token, tokens
from tests.people import (
    bakker,
    carer,
    cares,
    clinic,
    consultant,
    gemeente,
    helped,
    inquires,
    kim,
    leader,
    leads,
    named,
    ombudsman,
    oost,
    otto,
    pieter,
    purse,
    purse_holder,
    samira,
    vera,
    watcher,
    watches,
    zuid,
    zuid_formed,
)
from tests.scenario import put

examiner = FunctionId(named("examiner"))
NEAR = (
    *helped, *leads, *cares, *watches, *inquires, *purse, zuid_formed,
    FunctionAssigned(worker=pieter, function=consultant, team=zuid, since=date(2026, 1, 1)),
    FunctionEstablished(function=examiner, organisation=gemeente, role=Role.AUDITOR),
    FunctionAssigned(worker=otto, function=examiner, team=oost, since=date(2026, 1, 1)),
)  # fmt: skip
"""Mevrouw Bakker's case, and everybody around it."""
by_stranger = token(pieter, consultant)
"""A worker of another team."""
by_leader = token(samira, leader)
by_carer = token(kim, carer, clinic)
by_watcher = token(vera, watcher, gemeente)
by_purse_holder = token(pieter, purse_holder, gemeente)
by_auditor = token(otto, examiner, gemeente)
by_ombudsman = token(otto, ombudsman, gemeente)


def herself(resident: ResidentId = bakker) -> str:
    """The token of a resident, who calls for herself."""
    return tokens.issue(of_resident(resident, gemeente, None))


@dataclass
class Place:
    """A service that is read from, and what its key service wrote down."""

    api: Api
    database: Database
    follower: Follower

    def openings(self) -> list[tuple[int, int]]:
        """Of every opening, on which read and how many keys were opened."""
        return self.rows("SELECT read, opened FROM {k}.opening ORDER BY at")

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """What an administrator of the database sees."""
        ready = sql.SQL(statement).format(
            s=sql.Identifier(self.database.schema), k=sql.Identifier(f"{self.database.schema}_keys")
        )
        with closing(self.database.connect(autocommit=True)) as connection:
            found = connection.execute(ready, values or None)
            return found.fetchall() if found.description else []

    def events(self, *about: str) -> list[Event]:
        """What is on record about that."""
        return [fact.event for fact in self.api.journal.read(*about)]

    def caught_up(self, path: str, by: str | None = None) -> Any:
        """A list, as far as the journal goes."""
        mark = "&" if "?" in path else "?"
        head = self.api.journal.head()
        return self.api.get(f"{path}{mark}waitForPosition={head}", by=by)


@contextmanager
def read_from(database: Database, *history: Event) -> Iterator[Place]:
    """The service over that database, with everybody in it; nobody has read yet."""
    with closing(FileKeys(os.urandom(32), database)) as keys, serving(database, keys=keys) as api:
        put(api.journal, *(history or NEAR))
        follower = Follower(database)
        follower.start()
        try:
            yield Place(api, database, follower)
        finally:
            follower.stop()
