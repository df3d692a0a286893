"""A case with words in every part, of which the words are destroyed: what the attacks come upon."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from domain.fact import Context, Event
from domain.filing import fields_of
from domain.terms import CommandId, DestructionId, tag
from service.codec import Stored, promised_keys
from service.database import Database, migrate
from service.destroying import Destroyed, carry_out
from service.journal import Journal
from service.keys import FileKeys, RootKey
from service.keys.choosing import root_of
from service.records import Item
from service.settings import Settings
from service.store import PostgresStore
from service.tombstones import bury, destroyed_epochs
from tests import asked
from tests.opened import a_read_of, recorded
from tests.people import (
    applied,
    bakker,
    granted,
    paid,
    ready_to_spend,
    referred,
    set_apart,
    signalled,
    stairs,
    watches,
)
from tests.scenario import put

BSN = "999990019"


def anew(context: Context) -> Context:
    """The same people, under a command id of its own."""
    return replace(context, command=CommandId(str(uuid4())))


def texts_of(event: Event) -> list[str]:
    """The fields of that event that hold words about a resident."""
    return [field.name for field in fields_of(type(event)) if field.about == "resident"]


def sung(event: Event) -> Event:
    """The event, with a canary for every text about a resident; each sings another song."""
    kind = type(event).__name__
    songs = {name: f"De kanarie zingt {name} {kind} {BSN}." for name in texts_of(event)}
    silent: Any = event
    singing: Event = replace(silent, **songs)
    return singing


STORY = tuple(
    map(sung, (*ready_to_spend, *watches, signalled, applied, granted, referred, set_apart, paid))
)
"""What happened; and a signal about somebody else, in a case of his own."""
HERS = [
    str(getattr(event, name))
    for event in STORY for name in texts_of(event) if getattr(event, "case", None) == stairs
]  # fmt: skip
"""What was said about mevrouw Bakker."""


@dataclass
class Erased:
    """A journal on PostgreSQL, its folder of secrets, and the case in it."""

    database: Database
    home: Path
    journal: Journal

    @property
    def root(self) -> RootKey:
        root = root_of(Settings(home=self.home, municipality=self.database.schema))
        assert isinstance(root, RootKey)
        return root

    def words(self) -> list[str]:
        """What mevrouw Bakker's case says in words now, opened on a read of it."""
        read = recorded(self.journal, a_read_of(stairs, bakker))
        return [
            str(getattr(fact.event, name))
            for fact in self.journal.told(self.of_the_case(), read)
            for name in texts_of(fact.event)
        ]

    def of_the_case(self) -> list[Stored]:
        """Her facts with words."""
        found = self.journal.store.read([Item(tags=(tag("case", stairs),))]).facts
        return [stored for stored in found if promised_keys(stored)]

    def destroy(self) -> Destroyed:
        """All words of the case: one proposes, another approves, and it is carried out."""
        destruction = DestructionId(str(uuid4()))
        for command in (
            replace(
                asked.propose_destruction, context=anew(asked.propose_destruction.context),
                destruction=destruction,
                positions=tuple(each.position for each in self.of_the_case()),
            ),
            replace(
                asked.approve_destruction, context=anew(asked.approve_destruction.context),
                destruction=destruction,
            ),
        ):  # fmt: skip
            assert self.journal.record(command).refusal is None
        return carry_out(self.journal, self.database, self.home, destruction)

    def asked_keys(self) -> list[UUID]:
        """The ids of all keys there are, in order."""
        with closing(self.database.connect()) as connection:
            found = connection.execute(
                f"SELECT key_id FROM {self.database.schema}_keys.key ORDER BY key_id"
            )
            return [key for (key,) in found]

    def everything(self) -> dict[str, list[str]]:
        """Every row of every table of this municipality, as text (bytes in hex), by table."""
        with closing(self.database.connect(autocommit=True)) as connection:
            tables = connection.execute(
                "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
                " WHERE schemaname LIKE %s", [f"{self.database.schema}%"],
            ).fetchall()  # fmt: skip
            found = {}
            for (table,) in tables:
                rows = connection.execute(f"SELECT t::text FROM {table} t").fetchall()
                found[table] = [row for (row,) in rows]
            return found


@contextmanager
def opened_in(database: Database, home: Path) -> Iterator[Erased]:
    """As the service opens a journal: migrated, tombstones first."""
    migrate(database)
    bury(database, home)
    settings = Settings(home=home, municipality=database.schema)
    gone = destroyed_epochs(home, database.schema)
    with (
        closing(FileKeys(root_of(settings), database, gone)) as keys,
        closing(Journal(PostgresStore(database), keys)) as journal,
    ):
        yield Erased(database, home, journal)


@contextmanager
def a_case(database: Database, home: Path) -> Iterator[Erased]:
    """The story on record, nothing destroyed yet."""
    with opened_in(database, home) as place:
        put(place.journal, *STORY)
        yield place
