"""Finding somebody without storing who: keyed blind indexes, under a pepper of the key service.

The SHA-256 of every possible citizen service number takes a minute on one core, so an index
without a secret would be the number itself. The pepper is never in the database.
"""

import unicodedata
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.bsn import CitizenServiceNumber
from service.register.person import Person


class BlindKind(StrEnum):
    """By what somebody can be found."""

    NUMBER = "citizen-service-number"
    NAME_AND_BIRTH = "name-and-birth-date"


class Blinding(Protocol):
    """What is needed of a key service here."""

    def blind(self, kind: str, value: bytes) -> bytes:
        """HMAC-SHA256 (32 bytes) under the pepper of that kind: the same for the same value."""


def by_number(keys: Blinding, number: CitizenServiceNumber) -> bytes:
    """Where a citizen service number is found."""
    return keys.blind(BlindKind.NUMBER, number.encode())


def by_name(keys: Blinding, family: str, birth: date) -> bytes:
    """Where a family name with a birth date is found, however it is spelt: see `plain`."""
    return keys.blind(BlindKind.NAME_AND_BIRTH, f"{birth.isoformat()}\n{plain(family)}".encode())


def blinds(keys: Blinding, person: Person) -> dict[BlindKind, bytes]:
    """Every index under which this person is to be found."""
    found = {}
    if person.number is not None:
        found[BlindKind.NUMBER] = by_number(keys, person.number)
    if person.names is not None and person.birth_date is not None:
        found[BlindKind.NAME_AND_BIRTH] = by_name(keys, person.names.family, person.birth_date)
    return found


def plain(name: str) -> str:
    """A family name for comparing: letters and digits alone, without case and accents."""
    apart = unicodedata.normalize("NFKD", name.replace("ĳ", "ij").casefold())
    return "".join(sign for sign in apart if sign.isalnum())
