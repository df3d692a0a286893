"""Attack 16: after an erasure somebody tries every possible value against the hashes that stayed.

The attacker has all of the database, and a list of what is true: every citizen service number and
every text there was. A digest of one of them, without a secret, would be as good as the text.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

from service.database import Database
from service.programs import database_name, run
from service.register.register import Register
from service.register.rows import Rows
from tests.attacks.erased import BSN, HERS, a_case
from tests.people import bakker, max_
from tests.register import THEM, registered

HASHES = ("sha256", "sha1", "md5", "sha512", "sha3_256", "blake2b")
LABELS = (b"", b"wijkboek/words/v1\x00", b"wijkboek/blind/v1/", b"\x00")
"""What our own formats put before what they hash, without the secret that follows it."""


def true_values() -> set[bytes]:
    """All that the attacker is after: what was said, and who they are."""
    said = {*HERS, BSN, str(int(BSN)), bakker, max_}
    for person in (THEM[bakker], THEM[max_]):
        for text in person.texts().values():
            said.add(text)
            said |= {
                part for part in text.replace('"', " ").replace(",", " ").split() if len(part) > 3
            }
        if person.number is not None:
            said.add(str(person.number))
        if person.birth_date is not None:
            said |= {person.birth_date.isoformat(), person.birth_date.strftime("%d-%m-%Y")}
    spelt = {form for text in said for form in (text, text.lower(), text.upper(), text.rstrip("."))}
    return {text.encode() for text in spelt} - {bakker.encode(), max_.encode()}


def digests(value: bytes) -> Iterator[bytes]:
    """Every digest of it that takes no secret."""
    for label in LABELS:
        for name in HASHES:
            yield hashlib.new(name, label + value).digest()
        for name in ("sha256", "sha1", "md5"):
            yield hmac.digest(b"", label + value, name)
            yield hmac.digest(bytes(32), label + value, name)
    yield hashlib.sha256(hashlib.sha256(value).digest()).digest()


def test_attack_16_no_digest_in_a_full_dump_is_one_of_any_true_value(
    database: Database, tmp_path: Path
) -> None:
    with a_case(database, tmp_path) as place, Rows(database) as rows:
        registered(Register(place.journal, rows), bakker, max_)
        before = dumped(database)
        place.destroy()
        after = dumped(database)
    values = true_values()
    assert len(values) > 60
    for found in (before, after):  # and it was so before the erasure, too
        assert "DestructionProposed" in after and len(found) > 50_000
        whole, plain = found.lower(), found.encode()
        matches = [
            value
            for value in values
            for digest in digests(value)
            if digest.hex() in whole
            or digest.hex()[:32] in whole
            or base64.b64encode(digest) in plain
            or base64.urlsafe_b64encode(digest).rstrip(b"=") in plain
        ]
        assert matches == []
        # Nor the values as they are, or in hexadecimal: dates and codes may well be in an envelope.
        telling = [value for value in values if BSN.encode() in value or b"kanarie" in value]
        assert telling
        assert not any(value in plain or value.hex() in whole for value in telling)


def test_attack_16_the_search_finds_a_digest_where_there_is_one() -> None:
    """So that the test above cannot pass because it looks in the wrong way."""
    for value in true_values():
        table = f"({hashlib.sha256(value).hexdigest()})"
        assert any(digest.hex() in table for digest in digests(value))


def dumped(database: Database) -> str:
    """All of the database, as text: rows, bytes in hexadecimal, and what is said of them."""
    text = run(database, "pg_dump", "--inserts", f"--dbname={database_name(database)}")
    return text + "\n" + unescaped(text)


def unescaped(text: str) -> str:
    """The envelopes in it, which are JSON in hexadecimal, as the JSON that they are."""
    found = (piece.partition("'")[0] for piece in text.split("'\\x")[1:])
    return "\n".join(bytes.fromhex(each).decode("latin-1") for each in found if len(each) % 2 == 0)
