"""What the register holds of a person, part by part, and how each part is written to be sealed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

import orjson

from domain.bsn import CitizenServiceNumber
from domain.codes import Channel, Language, Need, RegisterPart


@dataclass(frozen=True)
class Names:
    """Namen: given names as they are said, prefix (tussenvoegsel) and family name."""

    family: str
    given: str = ""
    prefix: str = ""

    def whole(self) -> str:
        """As on a letter: given names, prefix, family name."""
        return " ".join(part for part in (self.given, self.prefix, self.family) if part)


@dataclass(frozen=True)
class Contact:
    """Adres en bereikbaarheid."""

    address: str = ""
    """Street and number."""
    postal_code: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Preferences:
    """Voorkeuren: in which language, by what way, and what somebody needs to be reached (Z-25)."""

    language: Language = Language.DUTCH
    channel: Channel = Channel.LETTER
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Person:
    """A person, or as much of one as was asked for: what is None is not there, or not shown."""

    names: Names | None = None
    birth_date: date | None = None
    number: CitizenServiceNumber | None = None
    contact: Contact | None = None
    preferences: Preferences | None = None

    def parts(self) -> tuple[RegisterPart, ...]:
        """Which parts it has, in the order of the code list."""
        return tuple(part for part in RegisterPart if getattr(self, FIELD[part]) is not None)

    def texts(self) -> dict[RegisterPart, str]:
        """Each part as canonical JSON: what is sealed."""
        return {part: _written(getattr(self, FIELD[part])) for part in self.parts()}


FIELD: Mapping[RegisterPart, str] = {
    RegisterPart.NAMES: "names",
    RegisterPart.BIRTH_DATE: "birth_date",
    RegisterPart.CITIZEN_SERVICE_NUMBER: "number",
    RegisterPart.CONTACT: "contact",
    RegisterPart.PREFERENCES: "preferences",
}
assert set(FIELD.values()) == {field.name for field in fields(Person)}


def person(texts: Mapping[RegisterPart, str]) -> Person:
    """The person that these texts, once opened, tell of."""
    return Person(**{FIELD[part]: _read(part, orjson.loads(text)) for part, text in texts.items()})


def _written(value: Any) -> str:
    said = value if isinstance(value, str | date) else asdict(value)
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS).decode()


def _read(part: RegisterPart, said: Any) -> Any:
    match part:
        case RegisterPart.NAMES:
            return Names(**said)
        case RegisterPart.BIRTH_DATE:
            return date.fromisoformat(said)
        case RegisterPart.CITIZEN_SERVICE_NUMBER:
            return CitizenServiceNumber(said)
        case RegisterPart.CONTACT:
            return Contact(**said)
        case RegisterPart.PREFERENCES:
            return Preferences(
                Language(said["language"]),
                Channel(said["channel"]),
                tuple(map(Need, said["needs"])),
            )
