"""Files sealed beside the journal, a piece at a time, under a key that their fact holds.

piece  = AES-256-GCM(key, nonce, 64 KiB of the file, aad)
nonce  = u96 number of the piece, from 0: the key is of this file alone, and used once
aad    = attachment (16 bytes) ‖ u64 size of the file
sealed = SHA-256 over all pieces in order

With the size in every piece none can be left out at the end, and none is another file's.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from uuid import UUID

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import sql

from domain.codes import MediaType
from domain.facts.attachment import AttachmentStored
from domain.terms import AttachmentId, Commitment
from service.database import Database
from service.records import StoreUnavailable
from service.sealing import WordsTampered

PIECE = 65_536
BEGINS = {
    MediaType.PDF: (b"%PDF-",),
    MediaType.PNG: (b"\x89PNG\r\n\x1a\n",),
    MediaType.JPEG: (b"\xff\xd8\xff",),
}
"""What a file of that kind begins with; a text is told by being one."""


@dataclass(frozen=True)
class SealedFile:
    """A file, sealed: its pieces, and what the fact says of it."""

    pieces: tuple[bytes, ...]
    sealed: Commitment
    sha256: str
    file_key: str


def is_what_it_says(content: bytes, media: MediaType) -> bool:
    """Whether the bytes are of that kind of file."""
    if media is not MediaType.PLAIN_TEXT:
        return content.startswith(BEGINS[media])
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def seal_file(content: bytes, attachment: AttachmentId) -> SealedFile:
    """Sealed under a new key."""
    key = os.urandom(32)
    box, aad = AESGCM(key), _aad(attachment, len(content))
    pieces = tuple(
        box.encrypt(_nonce(n), content[at : at + PIECE], aad)
        for n, at in enumerate(range(0, len(content), PIECE))
    )
    sealed = Commitment(hashlib.sha256(b"".join(pieces)).hexdigest())
    return SealedFile(pieces, sealed, hashlib.sha256(content).hexdigest(), key.hex())


def open_file(stored: AttachmentStored, pieces: Iterator[bytes]) -> bytes:
    """The file, once it proves to be the one that was recorded. Raises WordsTampered."""
    boxes = list(pieces)
    if hashlib.sha256(b"".join(boxes)).hexdigest() != stored.sealed:
        raise WordsTampered("the sealed file is not the one that was recorded")
    box, aad = AESGCM(bytes.fromhex(stored.file_key)), _aad(stored.attachment, stored.size)
    try:
        content = b"".join(box.decrypt(_nonce(n), each, aad) for n, each in enumerate(boxes))
    except InvalidTag:
        raise WordsTampered("the sealed file does not belong to this fact and key") from None
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise WordsTampered("the file is not the one that was recorded")
    return content


class Files:
    """Where sealed files lie."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = sql.Identifier(database.schema, "attachment")

    def put(self, file: SealedFile) -> None:
        """Raises StoreUnavailable."""
        statement = sql.SQL("INSERT INTO {} VALUES (%s, %s, %s)").format(self._table)
        rows = [(file.sealed, n, piece) for n, piece in enumerate(file.pieces)]
        try:
            with closing(self._database.connect("writer")) as connection, connection:
                connection.cursor().executemany(statement, rows)
        except psycopg.OperationalError as error:
            raise StoreUnavailable("the database cannot be reached") from error

    def drop(self, attachment: AttachmentId, file: SealedFile) -> None:
        """Take away what came to nothing; what is on record stays. Raises StoreUnavailable."""
        statement = sql.SQL("SELECT {}.drop_unfiled(%s, %s)").format(
            sql.Identifier(self._database.schema)
        )
        try:
            with closing(self._database.connect("writer", autocommit=True)) as connection:
                connection.execute(statement, [attachment, file.sealed])
        except psycopg.OperationalError as error:
            raise StoreUnavailable("the database cannot be reached") from error

    def pieces(self, sealed: Commitment) -> Iterator[bytes]:
        """In order. Raises StoreUnavailable."""
        statement = sql.SQL("SELECT box FROM {} WHERE sealed = %s ORDER BY piece").format(
            self._table
        )
        try:
            with closing(self._database.connect("reader", autocommit=True)) as connection:
                for (box,) in connection.execute(statement, [sealed]):
                    yield bytes(box)
        except psycopg.OperationalError as error:
            raise StoreUnavailable("the database cannot be reached") from error


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _aad(attachment: AttachmentId, size: int) -> bytes:
    return UUID(attachment).bytes + size.to_bytes(8, "big")
