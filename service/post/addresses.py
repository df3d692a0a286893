"""Where somebody is reached: residents out of the register, others out of the operator's list."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from domain.facts.message import MessageOrdered
from domain.terms import ResidentId
from service.post.letter import Address


class AddressesUnreadable(RuntimeError):
    """The operator's list of addresses cannot be read; the message says where it is wrong."""


class Residents(Protocol):
    """What the register of residents says of where they are reached."""

    def address_of(self, resident: ResidentId, read: int) -> Address | None:
        """Opened on the strength of the fact at position `read`; None where nothing is known."""


@dataclass(frozen=True)
class Invented:
    """In a simulated journal nobody exists, and everybody has an address."""

    register: Residents

    def address_of(self, resident: ResidentId, read: int) -> Address | None:
        made_up = Address(f"inwoner {resident[:8]}", ("Verzonnenstraat 1", "0000 XX Nergens"))
        return self.register.address_of(resident, read) or made_up


@dataclass(frozen=True)
class AddressBook:
    """All recipients. `others` is a TOML file, a table for each function, worker or organisation:

    ["function:<id>"]
    name = "Teamleider Oost"
    email = "teamleider.oost@example.org"
    lines = ["Postbus 1", "1234 AB Voorbeeld"]
    """

    residents: Residents
    others: Path

    def address_of(self, ordered: MessageOrdered, read: int) -> Address | None:
        """Where this message goes. Raises AddressesUnreadable."""
        if ordered.resident is not None:
            return self.residents.address_of(ordered.resident, read)
        for noun in ("function", "worker", "organisation"):
            if (identity := getattr(ordered, noun)) is not None:
                return self._listed(f"{noun}:{identity}")
        return None

    def _listed(self, tag: str) -> Address | None:
        try:
            table = tomllib.loads(self.others.read_text("utf-8")).get(tag)
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise AddressesUnreadable(
                f"{self.others} cannot be read ({type(error).__name__}): correct it"
            ) from None
        return None if table is None else _address(table, self.others)


def _address(table: Mapping[str, Any], where: Path) -> Address:
    name, lines, email = table.get("name", ""), table.get("lines", []), table.get("email")
    texts = [name, *lines] if isinstance(lines, list) else [None]
    if not all(isinstance(text, str) for text in texts) or not isinstance(email, str | None):
        raise AddressesUnreadable(f"{where}: name and email are texts, and lines a list of texts")
    return Address(name, tuple(lines), email)
