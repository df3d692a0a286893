"""The one sequence of facts, and the only way to add to it.

`record` decides on all that is known and puts it on record only if nothing more became known in
between. A refusal is recorded under the same condition. The client's command id makes every
command once-only: asked again, it gives the first answer again.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial

import domain.decisions  # noqa: F401  (so that every command is known)
from domain import access, law
from domain.command import LOOKED_UP, Malformed, Unknown
from domain.decisions.right import asks_for_its_case, case_in, named_case
from domain.fact import Event
from domain.facts.refused import AttemptRefused
from domain.terms import tag
from service.codec import (
    content,
    decode,
    encode,
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
from service.known import Known, since
from service.lines import Lines
from service.outcome import Answer, Contended, answered, first_answer
from service.records import Append, Item, Store, StoreUnavailable
from service.warm import Kept, Questions, question, with_tags

Remembered = tuple[datetime, Sequence[Kept]]
RULES = max(law.EDITION, access.EDITION)
"""The edition of law and of who may do what that is decided under: one numbering for both."""
IN_LINE = 3
"""Tries beside others; from then on nobody else records until this one is decided."""
ATTEMPTS = 2 * IN_LINE


class Journal(Known):
    """The facts of one municipality, to look at and to add to."""

    def __init__(self, store: Store, keys: KeyService) -> None:
        super().__init__(store, keys)
        self._lines = Lines()

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
            kept = self.caught_up(own, kept)
            case = case_in(state for state, _ in kept)
        return boundary(command, own, case)

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
        page = self.store.read([*since(asked, kept), _once(command)])
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
            Append(drafts, since(asked, known), never=_once(command), before=midnight(command.at))
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

    def would(self, command: AnyCommand) -> Sequence[Event]:
        """What would come of it as far as is known now. Nothing is recorded, and nothing promised.

        Raises Unknown, Malformed, StoreUnavailable.
        """
        command = _pinned(command)
        asked = self._boundary(command)
        kept = self.caught_up(asked.questions, self._warm.recall(asked.questions))
        return decide(replace(command, at=self.now()), asked, [state for state, _ in kept])

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
