"""Whether keys and words are as the record says: what was destroyed is gone, the rest opens.

Asked as the database's administrator: no role of the service may look at all keys.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from psycopg import Connection, sql

from service.database import Database
from service.keys.root import Root
from service.keys.rotation import PAGE, Where
from service.tombstones import destroyed_epochs, tombstones

# What is wrong, and how often; none of it names a person, a key or a word.
QUESTIONS = {
    "facts are on record as destroyed and still have words: find out who recorded that": (
        "SELECT count(DISTINCT w.position) FROM {s}.words w JOIN ("
        " SELECT p::bigint AS position FROM {s}.fact f JOIN {s}.fact_type t ON t.id = f.type,"
        " jsonb_array_elements_text("
        "  convert_from(f.envelope, 'UTF8')::jsonb -> 'event' -> 'positions') p"
        " WHERE t.name IN ('WordsDestroyed', 'StruckWordsDestroyed', 'NoteDestroyed')) gone"
        " USING (position) WHERE w.ciphertext IS NOT NULL"
    ),
    "sealed words have no key: they were destroyed after this backup was made, which must be"
    " decided anew (propose, approve) so that the record says so": (
        "SELECT count(*) FROM {s}.words w WHERE w.ciphertext IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM {k}.key k WHERE k.key_id = w.key_id)"
    ),
    "openings name no read that is on record": (
        "SELECT count(*) FROM {k}.opening o WHERE NOT EXISTS ("
        " SELECT FROM {s}.fact f JOIN {s}.fact_type t ON t.id = f.type WHERE f.position = o.read"
        " AND (t.name = 'JournalOpened' OR t.name IN (SELECT name FROM {k}.read_type)))"
    ),
}


def check(
    database: Database,
    root: Root,
    home: Path,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[str]:
    """What is not as it should be, a line each. Raises KeysUnusable, DatabaseUnreachable."""
    with closing(database.connect(autocommit=True)) as connection:
        where = Where(connection, database.schema)
        gone = destroyed_epochs(home, database.schema)
        live = [e for e in where.epochs() if e.wrapped is not None and e.number not in gone]
        keks = {e.number: root.unwrap(e.number, e.wrapped) for e in live if e.wrapped}
        wrong = [f"{many:,} {what}." for what, many in _asked(connection, database.schema) if many]
        buried = set(tombstones(home))
        risen = damaged = lost = done = 0
        of = sum(where.live().values())
        for page in _keys(connection, database.schema):
            for key_id, epoch, wrapped in page:
                risen += key_id in buried
                if epoch not in keks:
                    lost += 1
                    continue
                try:
                    aes_key_unwrap(keks[epoch], bytes(wrapped))
                except InvalidUnwrap:
                    damaged += 1
            done += len(page)
            progress(done, of)
        for many, what in (
            (risen, "keys that were destroyed are back: open the journal, which deletes them"),
            (damaged, "keys do not open: put them back from a backup"),
            (lost, "keys are of an epoch that was destroyed: what they sealed is gone for good"),
        ):
            wrong += [f"{many:,} {what}."] if many else []
        return wrong


def _asked(connection: Connection[Any], schema: str) -> Iterator[tuple[str, int]]:
    names = {"s": sql.Identifier(schema), "k": sql.Identifier(f"{schema}_keys")}
    for what, question in QUESTIONS.items():
        row = connection.execute(sql.SQL(question).format(**names)).fetchone()
        yield what, int(row[0]) if row else 0


def _keys(connection: Connection[Any], schema: str) -> Iterator[list[Any]]:
    after = UUID(int=0)
    statement = sql.SQL(
        "SELECT key_id, epoch, wrapped FROM {}.key WHERE key_id > %s ORDER BY key_id LIMIT %s"
    ).format(sql.Identifier(f"{schema}_keys"))
    while page := connection.execute(statement, [after, PAGE]).fetchall():
        yield page
        after = page[-1][0]
