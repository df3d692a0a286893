"""Everything that is stored, worked out anew: the tree, the filing, the views, the register.

Facts are read as the auditor, in one snapshot; whoever writes meanwhile is not held up.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from psycopg import Connection

from domain.facts.destruction import WordsDestroyed
from domain.facts.note import NoteDestroyed
from domain.facts.statement import StruckWordsDestroyed
from projections.store import ViewStore
from projections.view import View, as_of
from projections.views.by_what_right import orphans
from service.codec import decode
from service.fixing.stored import Stored
from service.journal import Journal
from service.keys.receipts import FOLDER, proven
from service.notary.merkle import root_of
from service.notary.tiles import WIDTH, split
from service.records import Item
from service.views import view_store


def wrong_tiles(stored: Stored) -> Iterator[str]:
    """Which tiles above the leaves do not follow from the level below (tlog-tiles, Merkle Tree)."""
    level, count = 1, stored.size() // WIDTH
    while count:
        for index in range((count + WIDTH - 1) // WIDTH):
            wide = min(WIDTH, count - index * WIDTH)
            below = [stored.tile(level - 1, index * WIDTH + n) or bytes(32) for n in range(wide)]
            made = b"".join(root_of(split(each)) for each in below)
            if stored.tile(level, index) != made:
                yield f"tile {index} of level {level} does not follow from those below it"
        level, count = level + 1, count // WIDTH


def wrong_rows(journal: Journal, connection: Connection[Any], schema: str) -> Iterator[str]:
    """Which rows of views are not what the facts make of them. `connection` is the auditor's."""
    store = view_store(schema)
    for name, mark in store.bookmarks(connection).items():
        view = store.views.get(name)
        if view is not None and mark.error is None and mark.fingerprint == view.fingerprint:
            yield from _compared(journal, connection, store, view, mark.position)


def without_right(journal: Journal) -> Iterator[str]:
    """What takes a mandate, and has no whole chain from a function to a publication (M-10)."""
    for each in orphans(journal.read()):
        yield f"position {each.position}: {each.kind} has no {each.missing}"


def wrong_receipts(journal: Journal, home: Path, municipality: str) -> Iterator[str]:
    """Of which destruction the key service's receipt is not there, or says something else."""
    folder = home / FOLDER / municipality
    there = {
        hashlib.sha256(receipt).hexdigest(): receipt
        for receipt in (file.read_bytes() for file in folder.glob("*.json"))
    }
    kinds = tuple(each.__name__ for each in (WordsDestroyed, StruckWordsDestroyed, NoteDestroyed))
    for stored in journal.store.read([Item(kinds)]).facts:
        event: Any = decode(stored).event
        receipt = there.get(event.receipt)
        if receipt is None:
            yield f"position {stored.position}: the receipt of what was destroyed is not there"
            continue
        try:
            says_so = proven(receipt)["keys"] == event.keys
        except InvalidSignature:
            says_so = False
        if not says_so:
            yield f"position {stored.position}: the receipt says something else, or is not signed"


def _compared(
    journal: Journal, connection: Connection[Any], store: ViewStore, view: View[Any], until: int
) -> Iterator[str]:
    kinds = tuple(sorted(kind.__name__ for kind in view.folds))
    found = journal.store.read([Item(kinds)]).facts
    wanted = as_of(view, (decode(each) for each in found if each.position <= until))
    there = {
        tuple(getattr(row, name) for name in view.key): row
        for row in store.tables[view.name].rows(connection)
    }
    for key in sorted(wanted.keys() | there.keys(), key=str):
        if there.get(key) != wanted.get(key):
            yield f"view {view.name}, row {', '.join(map(str, key))}: not what the facts make of it"
