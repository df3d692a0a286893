"""What went wrong, found in the raw facts: their envelopes alone, and no line of the house's own.

It says once more, in the plainest way, what `docs/requirements.md` asks, so that a mistake in the
rules or the views shows: they must come to the same. A further kind of breach is a function more.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from tests.breaches import awareness, contact, reviews, sharing, statements
from tests.breaches.raw import Breach, Raw, there

FINDERS: tuple[Callable[[Sequence[Raw], date], Iterator[Breach]], ...] = (
    awareness.who_does_not_know,
    awareness.who_was_told_late,
    awareness.what_left_about_the_unaware,
    contact.who_came_past_a_no_or_the_cap,
    reviews.what_was_to_be_looked_at_again,
    sharing.what_was_not_acknowledged,
    sharing.who_was_not_told_of_a_correction,
    sharing.what_went_to_too_many,
    statements.what_left_without_their_own_words,
    statements.what_was_used_too_late,
)
"""One for each kind of breach, or for two that go together."""


def breaches(facts: Iterable[Raw], on: date) -> set[Breach]:
    """Every breach that there is at the end of that day."""
    known = [fact for fact in facts if there(fact.recorded_at) <= on]
    return {breach for finds in FINDERS for breach in finds(known, on)}
