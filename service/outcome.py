"""What came of a command: the answer, once and for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.fact import Event, Fact
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from service.codec import Stored, decode, fingerprint_of
from service.deciding import AnyCommand
from service.records import Appended, Page


class Contended(Exception):
    """Others kept deciding about the same things first: try again in a moment."""


class OtherCommand(Exception):
    """This command id was used before, for something else."""


@dataclass(frozen=True)
class Answer:
    """What came of a command."""

    facts: Sequence[Fact[Event]]
    """What happened, in order. A repeated command's words stay sealed."""
    repeated: bool = False
    """Whether this command was answered before, and this is that answer."""
    refusal: Refusal | None = None
    """The rule that said no; then the one fact is `AttemptRefused`."""
    tries: int = 1

    @property
    def position(self) -> int:
        """Where the last of it stands: wait for this to read your own writes. 0 for nothing."""
        return self.facts[-1].position if self.facts else 0


def answered(command: AnyCommand, decided: Sequence[Event], placed: Appended) -> Answer:
    """The answer to a command of which this has just been recorded."""
    facts = [
        Fact(position, placed.recorded_at, command.context, event)
        for position, event in enumerate(decided, placed.first)
    ]
    return Answer(facts, refusal=_code(decided[0]))


def first_answer(
    page: Page, command: AnyCommand, recognises: Callable[[str], bool | None]
) -> Answer | None:
    """The answer that this command got before, or None. Raises OtherCommand.

    `recognises` says whether a fingerprint is this command's. Once the key of that fingerprint was
    destroyed nobody can say: then it is enough that the same person asks, and nothing is done twice
    all the same.
    """
    mine = f'"command":"{command.context.command}"'.encode()
    found = [stored for stored in page.facts if mine in stored.envelope]
    if not found:
        return None
    same = recognises(fingerprint_of(found[0]))
    if same is None:
        same = decode(found[0]).context.actor == command.context.actor
    if not same:
        raise OtherCommand("this command id was used before, for something else")
    return told_before(found)


def told_before(found: Sequence[Stored]) -> Answer:
    """The answer again, from the facts that it left. Their words stay sealed."""
    facts = [decode(stored) for stored in found]
    return Answer(facts, repeated=True, refusal=_code(facts[0].event))


def _code(event: Event) -> Refusal | None:
    return event.code if isinstance(event, AttemptRefused) else None
