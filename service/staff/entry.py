"""A row of the staff register: sealed, found by its login, and what the journal commits to.

login      = blind index (HMAC-SHA256, keyed by the key service) of u16 length ‖ issuer ‖ subject
commitment = SHA-256("wijkboek/staff/v1" ‖ 00 ‖ worker (16) ‖ key id (16) ‖ SHA-256(ciphertext)
                     ‖ pt_commit (32) ‖ login (32, or zeros))

As in the register of residents: no part can be edited or given to another worker unnoticed.
"""

import hashlib
import struct
from dataclasses import asdict, dataclass
from uuid import UUID

import orjson

from domain.terms import Commitment, WorkerId
from service.keys import KeyService, NewKey
from service.sealing import Segment, seal, unseal

SCHEMA = 1
SEGMENT = "staff"
_COMMIT = b"wijkboek/staff/v1\x00"
_KIND = "worker-login"


@dataclass(frozen=True)
class Login:
    """How somebody signs in: whom the provider says it is (OpenID Connect Core, 2: `sub`)."""

    issuer: str
    subject: str


@dataclass(frozen=True)
class Member:
    """A worker (medewerker): what is sealed."""

    name: str
    login: Login | None = None

    def text(self) -> str:
        """As it is sealed."""
        return orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS).decode()


def member_in(text: str) -> Member:
    """The worker that this text tells of."""
    said = orjson.loads(text)
    login = said["login"]
    return Member(said["name"], Login(**login) if login else None)


@dataclass(frozen=True)
class Row:
    """As one command wrote it; without a key once it was superseded or removed."""

    command: UUID
    worker: WorkerId
    pt_commit: Commitment
    said: str
    built_on: Commitment | None
    taken: bool
    login: bytes | None
    key_id: UUID | None
    text_commit: bytes | None
    ciphertext: bytes | None

    def intact(self) -> bool:
        """Whether what lies there is what was committed to."""
        return (
            self.key_id is not None
            and self.text_commit is not None
            and self.ciphertext is not None
            and self.pt_commit == _commitment(
                self.worker, self.key_id, self.ciphertext, self.text_commit, self.login
            )
        )  # fmt: skip


def sealed_row(
    command: str, worker: WorkerId, member: Member, keys: KeyService, said: str,
    built_on: Commitment | None, taken: bool,
) -> tuple[Row, NewKey]:  # fmt: skip
    """A row with a key of its own. Raises TooLong."""
    key = keys.create()
    segment, _, text_commit = seal(member.text(), UUID(worker), SEGMENT, SCHEMA, key)
    login = login_index(keys, member.login) if member.login else None
    row = Row(
        UUID(command), worker,
        _commitment(worker, key.key_id, segment.ciphertext, bytes.fromhex(text_commit), login),
        said, built_on, taken, login, key.key_id, bytes.fromhex(text_commit), segment.ciphertext,
    )  # fmt: skip
    return row, key


def opened_row(row: Row, key: bytes) -> Member:
    """What the row says. Raises WordsTampered."""
    assert row.key_id and row.ciphertext and row.text_commit
    segment = Segment(SEGMENT, row.key_id, row.ciphertext)
    box = hashlib.sha256(row.ciphertext).hexdigest()
    return member_in(unseal(segment, UUID(row.worker), SCHEMA, key, box, row.text_commit.hex()))


def login_index(keys: KeyService, login: Login) -> bytes:
    """Where that login is found."""
    issuer = login.issuer.encode()
    return keys.blind(_KIND, struct.pack(">H", len(issuer)) + issuer + login.subject.encode())


def _commitment(
    worker: WorkerId, key_id: UUID, ciphertext: bytes, text_commit: bytes, login: bytes | None
) -> Commitment:
    said = (
        _COMMIT, UUID(worker).bytes, key_id.bytes, hashlib.sha256(ciphertext).digest(),
        text_commit, login or bytes(32),
    )  # fmt: skip
    return Commitment(hashlib.sha256(b"".join(said)).hexdigest())
