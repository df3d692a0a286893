"""Holding the register against the journal: every row is the one that was last recorded, or named.

No key is opened for it: the commitment is over what lies there. Facts and rows are looked at one
after the other while people go on working, so whatever differs is looked at once more, in line
with everybody else, before it is said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from domain.facts.resident import (
    Registration,
    ResidentChanged,
    ResidentRegistered,
    ResidentRemoved,
)
from domain.terms import Commitment, ResidentId, tag
from service.codec import decode
from service.journal import Journal
from service.records import Item
from service.register.entry import Entry, commitment
from service.register.register import Register
from service.register.standing import registrations

_TYPES = tuple(kind.__name__ for kind in (ResidentRegistered, ResidentChanged, ResidentRemoved))


class Fault(StrEnum):
    """In what way a row differs from what was recorded."""

    GONE = "gone"
    """The row that the last fact names is not there."""
    EDITED = "edited"
    """Something in it was changed."""
    SWAPPED = "swapped"
    """What lies there was recorded of another resident."""
    NOT_RECORDED = "not-recorded"
    """No fact names it: somebody put it there, or it was left by a process that died."""
    LEFT_BEHIND = "left-behind"
    """It was superseded or removed, and still lies there."""


SWEPT = frozenset({Fault.NOT_RECORDED, Fault.LEFT_BEHIND})
"""What nobody is shown, and what may go."""
YOUNG = timedelta(minutes=15)
"""For so long a row that no fact names may be one that is being recorded."""


@dataclass(frozen=True)
class Difference:
    """One row that is not as it was recorded. `other` is whose its content is, where known."""

    resident: ResidentId
    fault: Fault
    command: str | None = None
    other: ResidentId | None = None


@dataclass(frozen=True)
class Checked:
    """What a check came to."""

    residents: int
    """How many stand in the register by the journal."""
    differences: tuple[Difference, ...]


def check(register: Register, seen: Callable[[int], None] = lambda _: None) -> Checked:
    """Compare every row with the last fact about its resident. `seen` is told how many more rows.

    Raises StoreUnavailable.
    """
    recorded = _recorded(register.journal)
    stands: set[ResidentId] = set()
    suspect: set[ResidentId] = set()
    for page in register.rows.pages():
        for entry in page:
            if recorded.last.get(entry.resident) == entry.pt_commit and entry.intact():
                stands.add(entry.resident)
            elif entry.parts or entry.pt_commit not in recorded.ever:
                suspect.add(entry.resident)
        seen(len(page))
    suspect |= recorded.last.keys() - stands
    found = [each for resident in sorted(suspect) for each in _looked_at(register, resident)]
    return Checked(len(recorded.last), tuple(_whose(register, found)))


@dataclass(frozen=True)
class _Recorded:
    last: Mapping[ResidentId, Commitment]
    ever: frozenset[Commitment]


def _recorded(journal: Journal) -> _Recorded:
    """What the journal says: the commitment that stands of each resident, and every one before."""
    last: dict[ResidentId, Commitment] = {}
    ever: set[Commitment] = set()
    for stored in journal.store.read([Item(_TYPES)]).facts:
        match decode(stored).event:
            case (
                ResidentRegistered(resident=who, pt_commit=commit)
                | ResidentChanged(resident=who, pt_commit=commit)
            ):
                last[who] = commit
                ever.add(commit)
            case ResidentRemoved(resident=who):
                last.pop(who, None)
    return _Recorded(last, frozenset(ever))


def _looked_at(register: Register, resident: ResidentId) -> list[Difference]:
    """What is wrong with the rows of one resident, looked at while nobody else works on them."""
    with register.rows.turn(resident, ()):
        return list(_faults(register, resident))


def _faults(register: Register, resident: ResidentId) -> Iterator[Difference]:
    known = registrations(register.journal, [resident])[resident]
    ever, standing = _ever(register.journal, resident), False
    for entry in register.rows.of_residents([resident]):
        command = str(entry.command)
        if entry.pt_commit == known.pt_commit:
            standing = True
            if not entry.intact():
                yield Difference(resident, Fault.EDITED, command)
        elif entry.pt_commit not in ever:
            if entry.parts or not _refused(register.journal, command):
                yield Difference(resident, Fault.NOT_RECORDED, command)
        elif entry.parts or known.pt_commit is None:
            yield Difference(resident, Fault.LEFT_BEHIND, command)
    if known.pt_commit is not None and not standing:
        yield Difference(resident, Fault.GONE)


def _ever(journal: Journal, resident: ResidentId) -> frozenset[Commitment]:
    """Every commitment that was recorded of one resident."""
    page = journal.store.read([Item(_TYPES, (tag("resident", resident),))])
    events = (decode(stored).event for stored in page.facts)
    return frozenset(
        event.pt_commit
        for event in events
        if isinstance(event, ResidentRegistered | ResidentChanged)
    )


def _refused(journal: Journal, command: str) -> bool:
    """Whether that command was refused: then what it said remains, without any part."""
    answer = journal.answer(command)
    return answer is not None and answer.refusal is not None


def _whose(register: Register, found: Sequence[Difference]) -> Iterator[Difference]:
    """The same, saying whose it is what lies in the place of somebody's row, where that shows."""
    missing = sorted({d.resident for d in found if d.fault in (Fault.EDITED, Fault.GONE)})
    known = registrations(register.journal, missing)
    rows = {str(entry.command): entry for entry in register.rows.of_residents(missing)}
    swapped: dict[Difference, ResidentId] = {}
    for each in found:
        entry = rows.get(each.command or "")
        if entry is not None and each.fault in (Fault.EDITED, Fault.NOT_RECORDED):
            for other in missing:
                if other != each.resident and _is_of(entry, known[other], rows.values()):
                    swapped[each] = other
    told = {each.resident for each in swapped}
    for each in found:
        if each in swapped:
            yield replace(each, fault=Fault.SWAPPED, other=swapped[each])
        elif each.fault is not Fault.GONE or each.resident not in told:
            yield each


def _is_of(entry: Entry, other: Registration, rows: Iterable[Entry]) -> bool:
    """Whether what lies in this row was recorded of that resident, found where they are or not."""
    where = [entry.blinds, *(row.blinds for row in rows if row.resident == other.resident)]
    contents = {commitment(other.resident, entry.parts, blinds) for blinds in where}
    return other.pt_commit in {entry.pt_commit, *contents}


def sweep(register: Register, differences: Iterable[Difference], age: timedelta = YOUNG) -> int:
    """Take away what no fact names and what was left behind, with its keys; how many rows.

    Not what is younger than `age`: its command may yet be asked again. What is gone, edited or
    swapped stays as it is, for who looks into it.
    """
    swept, before = 0, datetime.now(UTC) - age
    for resident in sorted({d.resident for d in differences if d.fault in SWEPT}):
        with register.rows.turn(resident, ()):
            wrong = {d.command: d.fault for d in _faults(register, resident) if d.fault in SWEPT}
            entries = register.rows.of_residents([resident])
            gone = [e for e in entries if str(e.command) in wrong and e.written_at < before]
            register.take_away(gone, kept=[e for e in entries if e not in gone])
            register.rows.remove(
                e.command for e in gone if wrong[str(e.command)] is Fault.NOT_RECORDED
            )
            swept += len(gone)
    return swept
