"""A journal, opened with its database and its keys: what every command of the CLI begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from psycopg_pool import PoolTimeout

from domain.codes import LegalBasis, Purpose
from domain.decisions.municipality import OpenJournal
from domain.fact import Context, Fact
from domain.facts.municipality import JournalOpened
from domain.terms import CommandId, FunctionId, OrganisationId, Publication, WorkerId, tag
from service.codec import decode
from service.database import Database, DatabaseUnreachable, migrate, open_database
from service.fixing.place import place_of
from service.journal import Journal
from service.keys import FileKeys
from service.keys.choosing import root_of
from service.outcome import Answer
from service.settings import Settings
from service.simulated import is_simulated
from service.store import PostgresStore
from service.tombstones import bury, destroyed_epochs

log = structlog.get_logger()


@dataclass(frozen=True)
class Opened:
    """What works together while a journal is open."""

    settings: Settings
    database: Database
    journal: Journal


class NotBegun(RuntimeError):
    """There is no first fact yet: nobody has said whose journal this is."""

    def __init__(self) -> None:
        super().__init__("This journal has not begun. Begin it: wijkboek init")


class OriginChanged(RuntimeError):
    """The first fact says one thing about the clock, and the database another."""


@contextmanager
def opened(settings: Settings, *, durable: bool = True) -> Iterator[Opened]:
    """The settings' journal, its schema up to date.

    Keys that were destroyed before a backup was put back are destroyed again first. What the log
    signed for and is not there any more makes it read-only. `durable` is
    EmbeddedPostgres's. Raises DatabaseUnreachable, MigrationError, KeysUnusable, OriginChanged.
    """
    with open_database(settings, durable=durable) as database:
        migrate(database)
        bury(database, settings.home)
        keys = _keys(settings, database)
        try:
            journal = Journal(PostgresStore(database), keys)
            try:
                _check_origin(database, journal)
                _check_signed(settings, journal)
                yield Opened(settings, database, journal)
            finally:
                journal.close()
        finally:
            keys.close()


def _check_origin(database: Database, journal: Journal) -> None:
    """A journal that began as real has no clock to set, and a simulated one never loses it."""
    first = genesis(journal)
    if first is not None and first.event.simulated is not is_simulated(database):
        began = "simulated" if first.event.simulated else "real"
        raise OriginChanged(
            f"This journal began as {began}, and its clock is not: somebody changed the database."
            " Restore a backup, and find out who."
        )


def _check_signed(settings: Settings, journal: Journal) -> None:
    """Where the log signed for more facts than there are, nothing is recorded, by no command."""
    signed, head = place_of(settings).signed_at_least(), journal.head()
    if signed > head:
        journal.store.read_only = True
        log.critical("facts_are_gone", signed=signed, facts=head)


def _keys(settings: Settings, database: Database) -> FileKeys:
    root = root_of(settings)
    gone = destroyed_epochs(settings.home, settings.municipality)
    try:
        return FileKeys(root, database, gone)
    except PoolTimeout:
        raise DatabaseUnreachable(
            f"The database does not let {database.schema}_keys in. Give it the password that this"
            " machine uses, or set WIJKBOEK_KEYS_URL."
        ) from None


def begin(
    journal: Journal,
    *,
    organisation: OrganisationId,
    function: FunctionId,
    worker: WorkerId,
    command: CommandId,
    simulated: bool,
    publication: Publication,
    name: str,
) -> Answer:
    """The first fact: whose journal this is, who administers it, and on what council decision.

    Refused (Answer.refusal is ALREADY_DONE) where the journal has begun. Raises NotStorable for a
    publication that is none.
    """
    context = Context(
        command=command,
        actor=worker,
        function=function,
        organisation=organisation,
        purpose=Purpose.GOVERNANCE,
        basis=LegalBasis.GOVERNANCE,
        funding_responsible=organisation,
        content_responsible=organisation,
        occurred_at=journal.now(),
    )
    return journal.record(
        OpenJournal(
            context=context,
            organisation=organisation,
            function=function,
            worker=worker,
            simulated=simulated,
            publication=publication,
            name=name,
        )
    )


def genesis(journal: Journal) -> Fact[JournalOpened] | None:
    """The first fact, its words opened, or None in a journal that has not begun.

    The name of a municipality is no secret: it opens on the strength of the first fact itself.
    """
    first = journal.store.read(limit=1).facts
    if not first or first[0].kind != JournalOpened.__name__:
        return None
    command = decode(first[0]).context.command
    (told,) = journal.read(tag("command", command), words=first[0].position)
    assert isinstance(told.event, JournalOpened)
    return Fact(told.position, told.recorded_at, told.context, told.event)


def begun(journal: Journal) -> Fact[JournalOpened]:
    """The first fact, its words opened. Raises NotBegun."""
    fact = genesis(journal)
    if fact is None:
        raise NotBegun
    return fact
