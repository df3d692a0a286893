"""What is on record: read, folded, and told on the strength of a read."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import tag
from service.codec import Stored, decode, open_words, promised_keys
from service.keys import KeyService
from service.outcome import Answer, told_before
from service.records import Item, Store
from service.warm import Kept, Questions, WarmFolds, question, with_tags

PAGE = 5000


class Known:
    """The facts of one municipality, to look at."""

    def __init__(self, store: Store, keys: KeyService) -> None:
        self.store = store
        self.keys = keys
        self._warm = WarmFolds()

    def read(
        self, *about: str, after: int = 0, until: int | None = None, words: int | None = None
    ) -> Iterator[Fact[Event]]:
        """The facts that name all of these tags, oldest first; without tags every fact.

        `after` and `until` are positions: until a position is what was known at that moment.
        `words` is the position of the committed read on the strength of which sealed words are
        opened: raises ReadRequired where that is none, or one of something else, and WordsTampered
        for words that are not what was recorded.
        """
        items = [Item(tags=tuple(sorted(about)))] if about else []
        while True:
            page = self.store.read(items, after=after, limit=PAGE)
            found = [s for s in page.facts if until is None or s.position <= until]
            yield from map(decode, found) if words is None else self.told(found, words)
            if len(page.facts) < PAGE or len(found) < len(page.facts):
                return
            after = page.facts[-1].position

    def known(self, *needs: Knowledge) -> Sequence[Any]:
        """These folds, as far as is known: to look around with, and never to decide on."""
        asked = [question(need) for need in needs]
        kept = self._warm.recall(asked)
        if not all(position for _, position in kept):
            kept = self.caught_up(asked, kept)
        return [state for state, _ in kept]

    def known_now(self, *needs: Knowledge) -> Sequence[Any]:
        """These folds, with all that is on record by now. Raises StoreUnavailable."""
        asked = [question(need) for need in needs]
        return [state for state, _ in self.caught_up(asked, self._warm.recall(asked))]

    def head(self) -> int:
        """The position of the last fact."""
        return self.store.read(limit=0).head

    def now(self) -> datetime:
        """What time it is for this journal, aware UTC."""
        return self.store.read(limit=0).now

    def known_at(self, moment: datetime) -> int:
        """The last position recorded at or before that moment: what was known then is up to it."""
        return bisect_right(range(1, self.head() + 1), moment, key=self.store.recorded_at)

    def answer(self, command: str) -> Answer | None:
        """What came of the command with this id, or None where there is none on record."""
        page = self.store.read([Item(tags=(tag("command", command),))])
        return told_before(page.facts) if page.facts else None

    def told(self, found: Sequence[Stored], read: int) -> Iterator[Fact[Event]]:
        """These facts with their words, on the strength of the committed read at that position.

        Raises ReadRequired, WordsTampered, StoreUnavailable.
        """
        segments = self.store.words([stored.position for stored in found])
        keys = self.keys.open((key for each in found for key in promised_keys(each)), read)
        for stored in found:
            yield decode(stored, open_words(stored, segments.get(stored.position, ()), keys))

    def close(self) -> None:
        """Finish what was accepted."""
        self.store.close()

    def caught_up(self, asked: Questions, kept: Sequence[Kept]) -> list[Kept]:
        """What is known now."""
        page = self.store.read(since(asked, kept))
        facts = with_tags(decode(stored) for stored in page.facts)
        known = [(q.fold(each, facts), page.head) for q, each in zip(asked, kept, strict=True)]
        self._warm.learn(asked, known)
        return known


def since(asked: Questions, known: Sequence[Kept]) -> list[Item]:
    """What could have become known meanwhile. Questions about the same identities since the same
    position are one: a type that several folds learn from is looked for once."""
    types: dict[tuple[tuple[str, ...], int], dict[str, None]] = {}
    for each, (_, after) in zip(asked, known, strict=True):
        types.setdefault((each.tags, after), {}).update(dict.fromkeys(each.types))
    return [Item(tuple(kinds), tags, after) for (tags, after), kinds in types.items()]
