"""The one sequence of facts, and the only way to add to it.

`record` decides on all that is known and puts it on record only if nothing more became known in
between. A refusal is recorded under the same condition. The client's command id makes every
command once-only: asked again, it gives the first answer again.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import domain.decisions  # noqa: F401  (so that every command is known)
from domain import access, law
from domain.command import LOOKED_UP, Knowledge, Malformed, Unknown
from domain.decisions.right import asks_for_its_case, case_in, named_case
from domain.fact import Event, Fact
from domain.facts.refused import AttemptRefused
from domain.terms import tag
from service.codec import (
    Stored,
    content,
    decode,
    encode,
    open_words,
    promised_keys,
    without_words,
)
from service.deciding import (
    AnyCommand,
    Boundary,
    as_configured,
    boundary,
    decide,
    midnight,
)
from service.keys import KeyService
from service.lines import Lines
from service.outcome import Answer, Contended, answered, first_answer, told_before
from service.records import Append, Item, Store, StoreUnavailable
from service.warm import Kept, Questions, WarmFolds, question, with_tags

Remembered = tuple[datetime, Sequence[Kept]]
RULES = max(law.EDITION, access.EDITION)
"""The edition of law and of who may do what that is decided under: one numbering for both."""
IN_LINE = 3
"""Tries beside others; from then on nobody else records until this one is decided."""
ATTEMPTS = 2 * IN_LINE
PAGE = 5000


class Journal:
    """The facts of one municipality."""

    def __init__(self, store: Store, keys: KeyService) -> None:
        self.store = store
        self.keys = keys
        self._lines = Lines()
        self._warm = WarmFolds()

    def record(self, command: AnyCommand) -> Answer:
        """Decide, and put on record what follows.

        Raises Unknown, Malformed and codec.NotStorable for what makes no sense, of which nothing
        is recorded; OtherCommand; Contended; StoreUnavailable (ask again with the same id).
        A refusal is recorded and answered, not raised: see `Answer.refusal`.
        """
        command = _pinned(command)
        fingerprint = self.keys.fingerprint(_said_by(command))
        for attempt in range(1, ATTEMPTS + 1):
            try:
                asked = self._boundary(command)
                with self._turn(command, asked.questions, attempt):
                    remembered = self._remembered(command, asked) if attempt == 1 else None
                    if remembered is not None:
                        answer = self._from_memory(command, asked, remembered, fingerprint)
                    else:
                        answer = self._after_reading(command, asked, fingerprint)
            except StoreUnavailable:
                # It may or may not have been recorded. Its id tells, once the database is back,
                # and what comes back may be an older journal than the one we remember.
                self._warm.forget()
                if attempt > 2:
                    raise
                continue
            if answer is not None:
                return replace(answer, tries=attempt)
        raise Contended

    def _boundary(self, command: AnyCommand) -> Boundary:
        """What is asked about this command. Where it names an application, a referral or a
        spending, what is known of that says which case it is about, for good."""
        own = [question(need) for need in command.needs()]
        if not asks_for_its_case(command):
            return boundary(command, own, named_case(command))
        kept = self._warm.recall(own)
        if (case := case_in(state for state, _ in kept)) is None:
            kept = self._caught_up(own, kept)
            case = case_in(state for state, _ in kept)
        return boundary(command, own, case)

    def _caught_up(self, asked: Questions, kept: Sequence[Kept]) -> list[Kept]:
        """What is known now."""
        page = self.store.read(_since(asked, kept))
        facts = with_tags(decode(stored) for stored in page.facts)
        known = [(q.fold(each, facts), page.head) for q, each in zip(asked, kept, strict=True)]
        self._warm.learn(asked, known)
        return known

    def _remembered(self, command: AnyCommand, asked: Boundary) -> Remembered | None:
        """What is known already and what time it is, if that is enough to decide on."""
        now, kept = self.store.heard(), self._warm.recall(asked.questions)
        return (now, kept) if now and self._warm.suffices(type(command), kept) else None

    def _from_memory(
        self, command: AnyCommand, asked: Boundary, remembered: Remembered, fingerprint: str
    ) -> Answer | None:
        """Decide without reading: the append's condition checks that what is remembered is still
        all there is to know. None where it is not, or where nothing came of it."""
        now, kept = remembered
        try:
            answer = self._decide(replace(command, at=now), asked, kept, fingerprint)
        except (Unknown, Malformed):
            return None  # by now it may be there: that is not said without having looked
        return answer if answer and answer.facts else None

    def _after_reading(
        self, command: AnyCommand, around: Boundary, fingerprint: str
    ) -> Answer | None:
        """Decide on all that is known now. None where more became known in between."""
        asked = around.questions
        kept = self._warm.recall(asked)
        page = self.store.read([*_since(asked, kept), _once(command)])
        if any(after > page.head for _, after in kept):
            self._warm.forget()  # the journal went back (a failover, a restore): so did all we know
            return None
        if first := first_answer(page, command, partial(self.keys.recognises, _said_by(command))):
            return first
        facts = with_tags(decode(stored) for stored in page.facts)
        known = [(q.fold(each, facts), page.head) for q, each in zip(asked, kept, strict=True)]
        self._warm.learn(asked, known)
        self._warm.notice(type(command), asked, known)
        return self._decide(replace(command, at=page.now), around, known, fingerprint)

    def _decide(
        self, command: AnyCommand, around: Boundary, known: Sequence[Kept], fingerprint: str
    ) -> Answer | None:
        """What follows, on record; None where more became known in between."""
        asked, states = around.questions, [state for state, _ in known]
        if asks_for_its_case(command) and case_in(states[: around.own]) != around.case:
            return None  # only now it is known which case that is: by what right, is asked anew
        command = as_configured(command, states)
        decided = decide(command, around, states)
        if not decided:
            return Answer(())
        drafts = [encode(event, command.context, fingerprint, self.keys) for event in decided]
        if (members := command.members()) and not isinstance(decided[0], AttemptRefused):
            drafts[0] = replace(drafts[0], members=members)
        placed = self.store.append(
            Append(drafts, _since(asked, known), never=_once(command), before=midnight(command.at))
        )
        if placed is None:
            return None
        answer = answered(command, decided, placed)
        facts = with_tags(map(without_words, answer.facts))  # words do not outlive their keys here
        now = [(q.fold(each, facts), placed.last) for q, each in zip(asked, known, strict=True)]
        self._warm.learn(asked, now)
        self._lines.learn(
            type(command), [old[0] != new[0] for old, new in zip(known, now, strict=True)]
        )
        return answer

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

    def would(self, command: AnyCommand) -> Sequence[Event]:
        """What would come of it as far as is known now. Nothing is recorded, and nothing promised.

        Raises Unknown, Malformed, StoreUnavailable.
        """
        command = _pinned(command)
        asked = self._boundary(command)
        kept = self._caught_up(asked.questions, self._warm.recall(asked.questions))
        return decide(replace(command, at=self.now()), asked, [state for state, _ in kept])

    def known(self, *needs: Knowledge) -> Sequence[Any]:
        """These folds, as far as is known: to look around with, and never to decide on."""
        asked = [question(need) for need in needs]
        kept = self._warm.recall(asked)
        if not all(position for _, position in kept):
            kept = self._caught_up(asked, kept)
        return [state for state, _ in kept]

    def known_now(self, *needs: Knowledge) -> Sequence[Any]:
        """These folds, with all that is on record by now. Raises StoreUnavailable."""
        asked = [question(need) for need in needs]
        return [state for state, _ in self._caught_up(asked, self._warm.recall(asked))]

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

    def _turn(
        self, command: AnyCommand, asked: Questions, attempt: int
    ) -> AbstractContextManager[object]:
        """Contenders wait for each other rather than undo each other's work: in line within this
        process, from the second try on with every other process too, and at last all wait for one:
        who comes first every time overtakes nobody for ever."""
        with ExitStack() as stack:
            if attempt == 1:
                changing = self._lines.likely_to_change(type(command))
                likely = {t for i in changing if i < len(asked) for t in asked[i].tags}
                stack.enter_context(self._lines.stand_in(likely))
            else:
                own = tag("command", command.context.command)
                everything = {own}.union(*(q.tags for q in asked))
                stack.enter_context(self._lines.stand_in(everything))
                stack.enter_context(self.store.turn(everything))
            if attempt > IN_LINE:
                stack.enter_context(self.store.alone())
            return stack.pop_all()  # where the second is not to be had, the first is let go of


def _since(asked: Questions, known: Sequence[Kept]) -> list[Item]:
    """What could have become known meanwhile. Questions about the same identities since the same
    position are one: a type that several folds learn from is looked for once."""
    types: dict[tuple[tuple[str, ...], int], dict[str, None]] = {}
    for each, (_, after) in zip(asked, known, strict=True):
        types.setdefault((each.tags, after), {}).update(dict.fromkeys(each.types))
    return [Item(tuple(kinds), tags, after) for (tags, after), kinds in types.items()]


def _pinned(command: AnyCommand) -> AnyCommand:
    """The same, its context saying under which mandate and rules it is decided."""
    context = replace(command.context, mandate=command.cites(), rules=RULES)
    return replace(command, context=context)


def _said_by(command: AnyCommand) -> bytes:
    """What makes a command the same one again: what is asked, and by whom. How old somebody is, is
    looked up at every try, and not said."""
    made_or_found = ("context", "at", "sealed", "file_key", *LOOKED_UP)
    asked = content(command, leave_out=made_or_found)
    return f"{type(command).__name__}\n{command.context.actor}\n".encode() + asked


def _once(command: AnyCommand) -> Item:
    return Item(tags=(tag("command", command.context.command),))
