"""What a parent is shown of a child: by age and gezag, and without what the child confided."""

from collections.abc import Sequence
from datetime import datetime

from domain.facts.confidence import Confidences
from domain.filing import identities
from domain.terms import ResidentId, tag
from service.codec import Stored, decode
from service.journal import Journal
from service.own_record import record_told
from service.reading import Seen
from service.records import Item
from service.replay import Line, shown_in

FOLLOWED = ("statement:", "note:")
"""What was written down and is told of again: corrected, contested, reused."""


def child_told(
    journal: Journal,
    child: ResidentId,
    seen: Seen,
    known_at: datetime | None,
    language: str,
) -> tuple[list[Line], int]:
    """What is shown on the strength of that read, and how much was left out as confided to
    somebody (Jw 7.3.10). Raises as `replay` does.

    What was confided is hidden now, also where it was not yet at the moment that is asked about.
    """
    (confidences,) = journal.known_now(Confidences(child))
    of_the_child = Item(tuple(seen.only) or shown_in(seen.parts), (tag("resident", child),))
    hidden = _hidden(journal.store.read([of_the_child]).facts, confidences)
    lines = record_told(
        journal, (child,), known_at, language, read=seen.position, parts=seen.parts,
        only=seen.only, hidden=hidden,
    )  # fmt: skip
    return lines, len(hidden)


def _hidden(found: Sequence[Stored], confidences: Confidences) -> set[int]:
    """The positions of what was confided, and of what repeats it."""
    named = {each.position: identities(decode(each).event) for each in found}
    confided = {position for position in named if position in confidences.kept}
    repeated = {name for at in confided for name in named[at] if name.startswith(FOLLOWED)}
    return confided | {at for at, names in named.items() if names & repeated}
