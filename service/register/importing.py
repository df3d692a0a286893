"""Bringing residents in from a file: one JSON object a line, as POST /v1/residents takes it.

First every line is read, and nothing is done unless all of them make sense; then each is one
command, by the administrator. Its id follows from the line under the journal's own key, so that a
file that is given again, in whole or in part, does nothing twice.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

from pydantic import ValidationError

from domain.command import Malformed, Unknown
from domain.facts.municipality import JournalOpened
from domain.refusal import Refusal
from domain.terms import CommandId, ResidentId, day
from service.acting import acting_for_the_service
from service.codec import canonical
from service.limits import parse
from service.outcome import OtherCommand
from service.problems import Problem
from service.register.body import RegistrationBody, person_in
from service.register.person import Person
from service.register.register import Register

MOST_FAULTS = 20
AT_ONCE = 8
"""How many are brought in side by side: their facts are recorded in one batch."""
LONGEST = 64 * 1024


class FileUnusable(RuntimeError):
    """The file cannot be brought in; the message says which lines are wrong, and never what was
    in them."""


@dataclass(frozen=True)
class Line:
    """Somebody who is to be registered: on which line, under which ids."""

    number: int
    command: CommandId
    resident: ResidentId
    person: Person
    not_the_same_as: tuple[ResidentId, ...]


@dataclass(frozen=True)
class Brought:
    """What came of one line."""

    number: int
    refusal: Refusal | None = None
    repeated: bool = False


def read_lines(file: Path, register: Register, *, real: bool) -> list[Line]:
    """Everybody in the file. Raises FileUnusable, with the first wrong lines by number."""
    lines, faults = [], []
    today = day(register.journal.now())
    for number, text in _numbered(file):
        try:
            body = RegistrationBody.model_validate(parse(text))
            person = person_in(body, real=real, today=today)
        except (ValidationError, Malformed, Problem) as error:
            faults.append(f"line {number}: {_said(error)}")
            continue
        digest = register.keys.blind("import", canonical(body.model_dump(mode="json")))
        command = UUID(bytes=digest[:16], version=4)
        resident = ResidentId(body.resident or str(uuid5(command, "resident")))
        lines.append(Line(number, CommandId(str(command)), resident, person, body.not_the_same_as))
    if faults:
        more = f"; and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise FileUnusable(
            f"{file}: nothing was brought in. Correct {'; '.join(faults[:MOST_FAULTS])}{more}."
        )
    return lines


def bring_in(
    register: Register, genesis: JournalOpened, lines: list[Line], seen: Callable[[], None]
) -> Iterator[Brought]:
    """Registers everybody, some side by side; what came of each. `seen` is called for each.

    Raises what `Register.register` raises for what is no fault of a line.
    """

    def one(line: Line) -> Brought:
        context = acting_for_the_service(register.journal, genesis, line.command)
        try:
            answer = register.register(context, line.resident, line.person, line.not_the_same_as)
        except (OtherCommand, Unknown):
            return Brought(line.number, Refusal.ALREADY_DONE)
        return Brought(line.number, answer.refusal, answer.repeated)

    waiting = iter(lines)
    with ThreadPoolExecutor(AT_ONCE) as hands:
        while some := list(islice(waiting, 10 * AT_ONCE)):
            for brought in hands.map(one, some):
                seen()
                yield brought


def _numbered(file: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, from 1. Raises FileUnusable."""
    try:
        with file.open("rb") as opened:
            for number, text in enumerate(opened, 1):
                if len(text) > LONGEST:
                    raise FileUnusable(f"{file}: line {number} is longer than {LONGEST} bytes.")
                if text.strip():
                    yield number, text
    except OSError as error:
        raise FileUnusable(f"{file} cannot be read: {error.strerror or error}.") from None


def _said(error: ValidationError | Malformed | Problem) -> str:
    """What is wrong, by field; never what was in it."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        unknown = first["type"] == "extra_forbidden"
        field = "a field" if unknown else ".".join(map(str, first["loc"]))
        return f"{field}: {first['msg'].removeprefix('Value error, ')}"
    return str(error) if isinstance(error, Malformed) else "no JSON object in UTF-8"
