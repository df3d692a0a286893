"""Carrying out a destruction that two people decided on: tombstones, keys, receipt, words.

Each step may be cut off and is done again: a tombstone is on the disk before its key goes, a key is
gone before the receipt says so, and the sealed words go in the transaction that appends
`WordsDestroyed`, by a function of the owner that looks the two people up itself.
"""

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid5

import psycopg
from psycopg import sql

from domain.fact import Context
from domain.facts.destruction import (
    Destruction,
    DestructionApproved,
    DestructionProposed,
    Holds,
    WordsDestroyed,
)
from domain.facts.note import NoteDestroyed
from domain.facts.statement import StruckWordsDestroyed
from domain.terms import CommandId, DestructionId, Digest, WorkerId, day, tag
from service.arrays import know_arrays
from service.batch import Batch
from service.codec import Stored, decode, encode, promised_keys
from service.database import Database
from service.journal import Journal
from service.keys.receipts import Receipts
from service.records import Append, Item, ReadOnly, StoreUnavailable
from service.tombstones import remember
from service.writer import ARGUMENTS


class NotCarriedOut(Exception):
    """A destruction that cannot be carried out (now); the message says why, and names no person."""


@dataclass(frozen=True)
class Destroyed:
    """What was destroyed: the fact's position, how many keys and sealed texts, and the receipt."""

    position: int
    keys: int
    texts: int
    receipt: bytes


def approved(journal: Journal) -> list[DestructionId]:
    """What was approved and not carried out yet, oldest first."""
    kinds = (DestructionApproved.__name__, WordsDestroyed.__name__)
    facts = [decode(stored) for stored in journal.store.read([Item(types=kinds)]).facts]
    done = {fact.event.destruction for fact in facts if isinstance(fact.event, WordsDestroyed)}
    waiting = [f.event.destruction for f in facts if isinstance(f.event, DestructionApproved)]
    return [destruction for destruction in waiting if destruction not in done]


def carry_out(
    journal: Journal,
    database: Database,
    home: Path,
    destruction: DestructionId,
    step: Callable[[str], None] = lambda done: None,
) -> Destroyed:
    """Destroy what was approved. Carried out before: NotCarriedOut, and nothing is done again.

    `step` is told what was done: tombstones, keys, receipt, words. Raises NotCarriedOut,
    KeysUnusable, StoreUnavailable.
    """
    proposed, by, context = _decided(journal, destruction)
    stored = _facts(journal, proposed)
    ids = [key for each in stored for key in promised_keys(each)]
    remember(home, ids)
    step("tombstones")
    journal.keys.destroy(ids)
    step("keys")
    receipt = Receipts(home, database.schema).write(
        destruction, proposed.ground, ids, journal.now()
    )
    step("receipt")
    event = WordsDestroyed(
        destruction=destruction, case=proposed.case, resident=proposed.resident,
        ground=proposed.ground, positions=proposed.positions, proposed_by=by,
        approved_by=context.actor, keys=len(ids),
        receipt=Digest(hashlib.sha256(receipt).hexdigest()),
    )  # fmt: skip
    once = Item((WordsDestroyed.__name__,), (tag("destruction", destruction),))
    position, texts = erase(journal, database, event, context, once, "erase_words")
    step("words")
    return Destroyed(position, len(ids), texts, receipt)


def _decided(
    journal: Journal, destruction: DestructionId
) -> tuple[DestructionProposed, WorkerId, Context]:
    """What was decided, by whom, and on whose word it is carried out."""
    (known,) = journal.known(Destruction(destruction))
    if known.proposed is None or known.approved_by is None or known.proposed_by is None:
        raise NotCarriedOut("Two people must have decided on this first, and have not.")
    if known.done:
        raise NotCarriedOut("This was carried out before.")
    (holds,) = journal.known(Holds(known.proposed.case))
    if holds.stand_on(day(journal.now())):
        raise NotCarriedOut("A hold was placed since it was approved: it waits for that to end.")
    item = Item((DestructionApproved.__name__,), (tag("destruction", destruction),))
    context = decode(journal.store.read([item]).facts[0]).context
    own = CommandId(str(uuid5(UUID(context.command), "destroyed")))
    return known.proposed, known.proposed_by, replace(context, command=own)


def _facts(journal: Journal, proposed: DestructionProposed) -> list[Stored]:
    """The facts that it is about. Raises NotCarriedOut where one is not of that case."""
    wanted = set(proposed.positions)
    of_the_case = journal.store.read([Item(tags=(tag("case", proposed.case),))]).facts
    found = [stored for stored in of_the_case if stored.position in wanted]
    if len(found) != len(wanted):
        raise NotCarriedOut("It names facts that are not of that case: propose it anew.")
    return found


def erase(
    journal: Journal,
    database: Database,
    event: WordsDestroyed | StruckWordsDestroyed | NoteDestroyed,
    context: Context,
    once: Item,
    function: str,
) -> tuple[int, int]:
    """Append the fact, once, and let that function of the owner's delete the sealed words that it
    names, in one transaction: where it stands, and how many texts went.

    Raises NotCarriedOut, StoreUnavailable, ReadOnly.
    """
    if journal.store.read_only:  # this connection goes round the store
        raise ReadOnly
    draft = encode(event, context, journal.keys.fingerprint(event.receipt.encode()), journal.keys)
    schema = sql.Identifier(database.schema)
    with closing(database.connect("writer")) as connection:
        know_arrays(connection)
        numbers: dict[str, int] = dict(
            connection.execute(
                sql.SQL("SELECT name, id FROM {}.register_types(%s)").format(schema),
                [[*once.types]],
            ).fetchall()
        )
        connection.commit()
        batch = Batch(numbers.__getitem__)
        batch.add(0, Append([draft], never=once))
        try:
            with connection.transaction():
                placed = connection.execute(
                    sql.SQL("SELECT last FROM {}.append_batch({})").format(
                        schema, sql.SQL(", ").join([sql.Placeholder()] * ARGUMENTS)
                    ),
                    batch.columns(),
                ).fetchone()
                if placed is None:
                    raise NotCarriedOut("This was carried out before.")
                erased = connection.execute(
                    sql.SQL("SELECT {}.{}(%s)").format(schema, sql.Identifier(function)),
                    [placed[0]],
                ).fetchone()
        except psycopg.OperationalError as error:
            raise StoreUnavailable("the database cannot be reached") from error
    assert erased is not None
    return int(placed[0]), int(erased[0])
