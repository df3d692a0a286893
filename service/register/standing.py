"""Which row of the register stands: the one that the journal's last fact about a resident names."""

from collections.abc import Iterable

from domain.facts.resident import Registration
from domain.terms import ResidentId
from service.codec import decode
from service.journal import Journal
from service.register.entry import Entry
from service.sealing import WordsTampered
from service.warm import Question, with_tags

PAGE = 500


def registrations(
    journal: Journal, residents: Iterable[ResidentId]
) -> dict[ResidentId, Registration]:
    """What the journal knows of these residents now. Raises StoreUnavailable."""
    asked = [Question(Registration(each)) for each in dict.fromkeys(residents)]
    known: dict[ResidentId, Registration] = {}
    for start in range(0, len(asked), PAGE):
        some = asked[start : start + PAGE]
        page = journal.store.read([each.since(0) for each in some])
        facts = with_tags(decode(stored) for stored in page.facts)
        for each in some:
            fold = each.fold((each.need, 0), facts)
            assert isinstance(fold, Registration)
            known[fold.resident] = fold
    return known


def standing(entries: Iterable[Entry], registration: Registration) -> Entry | None:
    """The row that stands; None where nothing is registered.

    Raises WordsTampered where the row that was recorded is gone, or is not as it was.
    """
    if registration.pt_commit is None:
        return None
    for entry in entries:
        if (entry.resident, entry.pt_commit) == (registration.resident, registration.pt_commit):
            if not entry.intact():
                raise WordsTampered("a row of the register is not the one that was recorded")
            return entry
    raise WordsTampered("a row of the register that was recorded is gone")


def last_record(journal: Journal, found: Iterable[ResidentId]) -> dict[ResidentId, ResidentId]:
    """For each of these records the one that it is read under now, after all mergers."""
    ends = {resident: resident for resident in found}
    onward = set(ends)
    while onward:  # a record that is read under another is merged into none: this ends
        known = registrations(journal, onward)
        moved = {who: each.merged_into for who, each in known.items() if each.merged_into}
        ends = {who: moved.get(end, end) for who, end in ends.items()}
        onward = set(moved.values())
    return ends
