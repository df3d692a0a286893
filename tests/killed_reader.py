"""A process that reads a case again and again, until it kills itself or is killed."""

import os
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from domain.terms import CommandId
from service.database import Database
from service.journal import Journal
from service.replay import replay
from tests.asked import read_record
from tests.people import reported, stairs
from tests.processes import journal_of

STEPS = (
    "before it is recorded", "after it is recorded", "before the words are fetched",
    "after the words are fetched", "before the keys are opened", "after the keys are opened",
    "before it is answered", "after it is answered",
)  # fmt: skip
"""Between every two of these it dies, where it is not killed from outside."""


def read_until_killed(database: Database, root: Path, answers: Path, seed: int) -> None:
    """Read, and write down where the read that was answered stands, time and again."""
    chance = random.Random(seed)
    step, turn = chance.choice([*STEPS, None]), chance.randint(1, 4)
    with journal_of(database, root) as journal:
        dies = Dying(step, turn)
        dies.around(journal.store, "append", STEPS[0], STEPS[1])
        dies.around(journal.store, "words", STEPS[2], STEPS[3])
        dies.around(journal.keys, "open", STEPS[4], STEPS[5])
        file = os.open(answers, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        while True:
            position, text = read_once(journal)
            dies.here(STEPS[6])
            assert reported.question in text
            os.write(file, f"{position}\n".encode())
            dies.here(STEPS[7])


def read_once(journal: Journal) -> tuple[int, str]:
    """One read, from its decision to its words."""
    context = replace(read_record.context, command=CommandId(str(uuid4())))
    answer = journal.record(replace(read_record, context=context))
    lines = replay(journal, stairs, read=answer.position)
    return answer.position, " ".join(line.sentence for line in lines)


class Dying:
    """Ends this process, without a word, at the n-th time that it comes to one step."""

    def __init__(self, step: str | None, turn: int) -> None:
        self._step, self._left = step, turn

    def here(self, step: str) -> None:
        """This step is reached."""
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, thing: Any, name: str, before: str, after: str) -> None:
        """These steps are reached before and after that is called."""
        call: Callable[..., Any] = getattr(thing, name)

        def called(*given: Any, **named: Any) -> Any:
            self.here(before)
            found = call(*given, **named)
            self.here(after)
            return found

        setattr(thing, name, called)
