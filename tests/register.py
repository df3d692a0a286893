"""A register under test: people who do not exist, in a database that does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from psycopg import sql

from domain.bsn import checked
from domain.codes import Channel, Language, Need
from domain.fact import Context
from domain.terms import CommandId, ResidentId
from service.database import Database
from service.journal import Journal
from service.keys import KeyService, MemoryKeys
from service.register.person import Contact, Names, Person, Preferences
from service.register.register import Register
from service.register.rows import Rows
from service.store import PostgresStore
from tests.people import acting, bakker, max_, town, watches, wit
from tests.scenario import put

mevrouw_bakker = Person(
    Names("Bakker", "Johanna", "de"),
    date(1941, 5, 6),
    checked("999990019", real=False),
    Contact("Kerkstraat 1", "2011 AA", "Haarlem", "023-5550101", "j.bakker@example.org"),
    Preferences(Language.DUTCH, Channel.LETTER, (Need.LARGE_PRINT,)),
)
meneer_max = Person(Names("Jansen", "Max"), date(1988, 2, 29), checked("999990020", real=False))
meneer_de_wit = Person(Names("Wit", "Jan", "de"), date(1970, 1, 1))
THEM = {bakker: mevrouw_bakker, max_: meneer_max, wit: meneer_de_wit}


def anew(context: Context | None = None) -> Context:
    """Fatima, under a command id of its own."""
    return replace(context or acting(), command=CommandId(str(uuid4())))


@contextmanager
def register_on(database: Database, keys: KeyService | None = None) -> Iterator[Register]:
    """An empty register beside a journal in which the town exists."""
    journal = Journal(PostgresStore(database), keys or MemoryKeys())
    try:
        with Rows(database) as rows:
            if not journal.head():
                put(journal, *town, *watches)
            yield Register(journal, rows)
    finally:
        journal.close()


def registered(register: Register, *residents: ResidentId) -> None:
    """These of the cast, in the register."""
    for resident in residents:
        answer = register.register(anew(), resident, THEM[resident])
        assert answer.refusal is None, answer.refusal


def as_superuser(database: Database, statement: str, *values: Any) -> int:
    """What an administrator of the database can do by hand; how many rows it hit."""
    ready = sql.SQL(statement).format(
        r=sql.Identifier(f"{database.schema}_register"),
        k=sql.Identifier(f"{database.schema}_keys"),
        s=sql.Identifier(database.schema),
    )
    with database.connect(autocommit=True) as connection:
        return connection.execute(ready, values or None).rowcount
