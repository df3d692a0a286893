"""Registering, changing, removing and finding residents: a row, and then the fact that names it.

The row is written first, under the command's id and in a transaction of its own; the fact follows
with the commitment to it. Whatever dies in between leaves a row that no fact names: it is not
shown, the same command finds it again and records the fact, and the next change or the check
sweeps it. There is no moment at which a fact names a row that is not there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from domain.codes import RegisterPart, RemovalGround
from domain.command import Malformed, Unknown
from domain.decisions.resident import ChangeResident, RegisterResident, RemoveResident
from domain.fact import Context
from domain.terms import ResidentId
from service.codec import NotStorable, canonical
from service.deciding import AnyCommand
from service.journal import Journal
from service.keys import KeyService
from service.outcome import Answer, OtherCommand
from service.register.blind import BlindKind, blinds
from service.register.entry import Entry, Sealed, commitment, opened, sealed_parts
from service.register.person import Person, person
from service.register.rows import Rows
from service.register.standing import registrations, standing


def _nowhere(keys: Iterable[UUID]) -> None:
    """No backup is made of this register."""


class Register:
    """The residents of one municipality."""

    def __init__(
        self, journal: Journal, rows: Rows, remember: Callable[[Iterable[UUID]], None] = _nowhere
    ) -> None:
        """`remember` keeps tombstones of keys that no restore may bring back."""
        self.journal = journal
        self.rows = rows
        self._remember = remember

    @property
    def keys(self) -> KeyService:
        return self.journal.keys

    def register(
        self,
        context: Context,
        resident: ResidentId,
        who: Person,
        not_the_same_as: Sequence[ResidentId] = (),
    ) -> Answer:
        """Put a person in the register. Raises TooLong, OtherCommand, WordsTampered and what
        `Journal.record` raises. Refused where somebody of the same number is there, or somebody
        alike of whom nobody says that it is another person."""
        where = blinds(self.keys, who)
        said = _said(context, resident, who.texts(), not_the_same_as)
        with self.rows.turn(resident, where.values()):
            entry = self._before(context, said)
            if entry is None:
                entry = self._write(context, resident, said, who.texts(), where)
            return self._record(
                entry,
                RegisterResident(
                    context=context,
                    resident=resident,
                    parts=who.parts(),
                    pt_commit=entry.pt_commit,
                    same_number=entry.same_number,
                    alike=entry.alike,
                    not_the_same_as=tuple(not_the_same_as),
                ),
            )

    def change(self, context: Context, resident: ResidentId, to: Person) -> Answer:
        """Change these parts of a row; the others stay as they are, sealed.

        Raises Malformed for names without a birth date or the other way round: by both together
        somebody is found. Else as `register`.
        """
        if (to.names is None) != (to.birth_date is None):
            raise Malformed("birth_date: names and birth date together, or neither")
        where = blinds(self.keys, to)
        said = _said(context, resident, to.texts(), ())
        with self.rows.turn(resident, where.values()):
            entry = self._before(context, said)
            if entry is None:
                now = self.standing(resident)
                if now is None:
                    raise Unknown("resident in the register")
                entry = self._write(context, resident, said, to.texts(), where, now)
            assert entry.built_on is not None
            return self._record(
                entry,
                ChangeResident(
                    context=context,
                    resident=resident,
                    parts=to.parts(),
                    before=entry.built_on,
                    pt_commit=entry.pt_commit,
                    same_number=entry.same_number,
                ),
            )

    def remove(self, context: Context, resident: ResidentId, ground: RemovalGround) -> Answer:
        """Take a row out for good, with its keys. Raises what `Journal.record` raises."""
        with self.rows.turn(resident, ()):
            answer = self.journal.record(
                RemoveResident(context=context, resident=resident, ground=ground)
            )
            if answer.refusal is None and self.standing(resident) is None:
                self.take_away(self.rows.of_residents([resident]))
        return answer

    def standing(self, resident: ResidentId) -> Entry | None:
        """The row that stands. Raises WordsTampered where it is not the one that was recorded."""
        known = registrations(self.journal, [resident])[resident]
        return standing(self.rows.of_residents([resident]), known)

    def found(self, where: Mapping[BlindKind, bytes]) -> dict[BlindKind, tuple[ResidentId, ...]]:
        """Who stands in the register under these indexes. Raises WordsTampered."""
        entries = self.rows.found_by(where)
        known = registrations(self.journal, [entry.resident for entry in entries])
        there = [entry for entry in entries if known[entry.resident].pt_commit == entry.pt_commit]
        for entry in there:
            standing([entry], known[entry.resident])
        return {
            kind: tuple(e.resident for e in there if e.blinds.get(kind) == value)
            for kind, value in where.items()
        }

    def shown(self, resident: ResidentId, parts: Iterable[RegisterPart], read: int) -> Person:
        """These parts of a person, on the strength of the read at that position.

        Raises Unknown, WordsTampered, and what `KeyService.open` raises.
        """
        entry = self.standing(resident)
        if entry is None:
            raise Unknown("resident in the register")
        return person(opened(entry, frozenset(parts), self.keys, read))

    def take_away(self, gone: Sequence[Entry], kept: Sequence[Entry] = ()) -> None:
        """These rows, and the keys that only they were sealed with. Where others of the resident
        are kept, what their commands said is kept as well, for who asks again."""
        needed = {key for entry in kept for key in entry.key_ids()}
        keys = {key for entry in gone for key in entry.key_ids()} - needed
        if not kept:
            self._remember(keys)
        self.keys.destroy(keys)
        commands = [entry.command for entry in gone]
        if kept:
            self.rows.empty(commands)
        else:
            self.rows.remove(commands)

    def _before(self, context: Context, said: bytes) -> Entry | None:
        """What this command wrote when it was asked before. Raises OtherCommand."""
        entry = self.rows.of_command(context.command)
        if entry is not None and self.keys.recognises(said, entry.said) is False:
            raise OtherCommand("this command id was used before, for something else")
        return entry

    def _write(
        self,
        context: Context,
        resident: ResidentId,
        said: bytes,
        texts: Mapping[RegisterPart, str],
        where: Mapping[BlindKind, bytes],
        now: Entry | None = None,
    ) -> Entry:
        others = {
            kind: tuple(each for each in found if each != resident)
            for kind, found in self.found(where).items()
        }
        fresh, made = sealed_parts(resident, texts, self.keys)
        parts: dict[RegisterPart, Sealed] = {**(now.parts if now else {}), **fresh}
        indexes = {**(now.blinds if now else {}), **where}
        entry = Entry(
            UUID(context.command), resident, commitment(resident, parts, indexes),
            self.keys.fingerprint(said), now.pt_commit if now else None,
            others.get(BlindKind.NUMBER, ()), others.get(BlindKind.NAME_AND_BIRTH, ()),
            parts, indexes,
        )  # fmt: skip
        self.rows.write(entry, made)
        return entry

    def _record(self, entry: Entry, command: AnyCommand) -> Answer:
        try:
            answer = self.journal.record(command)
        except (Unknown, Malformed, NotStorable, OtherCommand):
            # Nothing was recorded, and nothing will be: what was written for it goes again.
            self._clear(entry)
            self.rows.remove([entry.command])
            raise
        if answer.refusal is not None:
            self._clear(entry)
        elif not answer.repeated:
            others = self.rows.of_residents([entry.resident])
            self.take_away([e for e in others if e.command != entry.command], kept=[entry])
        return answer

    def _clear(self, entry: Entry) -> None:
        """Takes away what one command wrote in vain, but not what it took over from before."""
        others = self.rows.of_residents([entry.resident])
        needed = {k for e in others if e.command != entry.command for k in e.key_ids()}
        self.keys.destroy(entry.key_ids() - needed)
        self.rows.empty([entry.command])


def _said(
    context: Context,
    resident: ResidentId,
    texts: Mapping[RegisterPart, str],
    not_the_same_as: Sequence[ResidentId],
) -> bytes:
    """What a command asks, and by whom: of this a keyed fingerprint is kept."""
    return canonical(
        {
            "actor": context.actor,
            "notTheSameAs": sorted(not_the_same_as),
            "parts": {part.value: text for part, text in texts.items()},
            "resident": resident,
        }
    )
