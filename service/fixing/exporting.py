"""What leaves the house with its proof: sealed exports, and a file of the whole journal."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import psycopg

from domain.access.fields import fields
from domain.codes import Part
from domain.terms import EPOCH, CaseId, ResidentId, tag
from service.codec import Stored as StoredFact
from service.codec import promised_keys
from service.database import Database
from service.fixing.place import NotaryUnusable, Place
from service.fixing.stored import Stored
from service.journal import Journal
from service.notary.checkpoint import parse_checkpoint
from service.notary.dumping import line_of_row
from service.notary.entries import parse_envelope
from service.notary.exporting import Shown, make_export
from service.notary.lines import line_of
from service.notary.note import SignatureInvalid, parse_note
from service.notary.policy import Policy, QuorumMissing
from service.notary.rows import Row
from service.notary.signer import SignerClient
from service.notary.strict import Malformed
from service.persons import not_anothers, words_of_others
from service.records import Item
from service.sealing import Segment, unseal_salted

OTHER_PART = "part-not-shown"
SEALED = "words-not-shown"
DESTROYED = "destroyed"


@contextmanager
def as_stored(database: Database) -> Iterator[Stored]:
    """The journal and its tree, in one snapshot. Raises DatabaseUnreachable."""
    with database.connect("auditor") as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        yield Stored(connection, database.schema)


def witnessed(stored: Stored, policy: Policy) -> bytes:
    """The last checkpoint that the policy takes. Raises NotaryUnusable where there is none."""
    for note in reversed(stored.checkpoints()):
        try:
            policy.open(note)
        except (Malformed, SignatureInvalid, QuorumMissing):
            continue
        return note
    raise NotaryUnusable(
        "No checkpoint was signed and cosigned yet by as many as the policy asks for: see"
        " wijkboek notary status"
    )


def case_export(
    journal: Journal, stored: Stored, place: Place, case: CaseId, read: int, parts: Collection[Part]
) -> bytes:
    """All facts of a case that were fixed by now; what is in these parts is shown.

    `read` is the position of the committed read that this is on the strength of. Raises
    NotaryUnusable, SignerAway, SignerRefused, ReadRequired, WordsTampered.
    """

    def shown(row: Row) -> bool:
        return fields().part_of.get(row.kind) in parts

    opening = read if Part.WORDS in parts else None
    return _export(journal, stored, place, tag("case", case), opening, shown)


def own_export(
    journal: Journal,
    stored: Stored,
    place: Place,
    residents: Sequence[ResidentId],
    read: int,
    parts: Collection[Part],
    hidden: Collection[int],
) -> bytes:
    """All facts under the first of these residents; what is hers is shown. What turned out to be
    about somebody else is withheld, as are the `hidden` positions, and words about another stay
    sealed. Raises as `case_export`.
    """
    identity = tag("resident", residents[0])
    journal.keys.refile([tag("resident", each) for each in residents])
    found = journal.store.read([Item(tags=(identity,))]).facts
    own = {each.position for each in not_anothers(journal, found, residents)}.difference(hidden)
    others = words_of_others(journal, found, residents)

    def shown(row: Row) -> bool:
        return row.position in own and fields().part_of.get(row.kind) in parts

    opening = read if Part.WORDS in parts else None
    return _export(journal, stored, place, identity, opening, shown, others)


def _export(
    journal: Journal,
    stored: Stored,
    place: Place,
    identity: str,
    read: int | None,
    shown: Callable[[Row], bool],
    sealed: Collection[int] = (),
) -> bytes:
    """`sealed` are positions whose words are not opened; without `read` none are."""
    note = witnessed(stored, place.policy())
    rows = stored.under(identity, parse_checkpoint(parse_note(note).text).size)
    open_ = [row for row in rows if row.envelope and shown(row)]
    told = [row for row in open_ if row.position not in sealed]
    words = {} if read is None else _opened(journal, told, read)
    facts = [_shown(row, row in open_, words.get(row.position)) for row in rows]
    signer = SignerClient(place.socket, place.log())
    try:
        return make_export(
            identity, facts, note, place.policy_file.read_bytes(), stored.node(), signer.statement
        )
    finally:
        signer.close()


Words = Mapping[str, tuple[bytes, str]]


def _shown(row: Row, open_: bool, words: Words | None) -> Shown:
    if row.envelope is None or not open_:
        return Shown(row, {}, {}, "removed" if row.envelope is None else OTHER_PART)
    promised = parse_envelope(row.envelope)["words"]
    why = SEALED if words is None else DESTROYED
    opened = words or {}
    return Shown(row, opened, {name: why for name in promised if name not in opened})


def _opened(journal: Journal, rows: Collection[Row], read: int) -> dict[int, Words]:
    """The words of these facts whose keys still exist, each with its salt."""
    segments = journal.store.words([row.position for row in rows])
    keys = journal.keys.open((key for row in rows for key in promised_keys(_stored(row))), read)
    return {row.position: _of(row, segments.get(row.position, ()), keys) for row in rows}


def _of(row: Row, segments: Collection[Segment], keys: Mapping[UUID, bytes]) -> Words:
    said = parse_envelope(row.envelope or b"")
    return {
        each.name: unseal_salted(
            each, UUID(row.fact_id), said["schema"], keys[each.key_id],
            said["words"][each.name]["ct_hash"], said["words"][each.name]["pt_commit"],
        )
        for each in segments
        if each.key_id in keys
    }  # fmt: skip


def _stored(row: Row) -> StoredFact:
    at = EPOCH + timedelta(microseconds=row.recorded_at)
    return StoredFact(row.position, at, row.kind, row.envelope or b"")


def dumped(stored: Stored, place: Place) -> Iterator[bytes]:
    """The whole journal as lines: see `notary.rows`. Words stay sealed. Raises NotaryUnusable."""
    place.policy()
    yield line_of({
        "checkpoints": [note.decode() for note in stored.checkpoints()],
        "policy": place.policy_file.read_text(encoding="utf-8"),
        "wijkboek": "journal/v1",
    })  # fmt: skip
    for row, leaf in stored.placed():
        yield line_of(line_of_row(row, leaf))
