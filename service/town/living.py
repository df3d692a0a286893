"""A town as it lives: tick by tick, every life that is due sends its commands, side by side.

The same seed gives the same facts: every id and every chance comes from a seeded source of one
case, and no two lives of a tick can change what comes of each other's commands.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count, repeat
from random import Random

from domain.terms import AMSTERDAM
from service.deciding import AnyCommand
from service.outcome import Answer, Contended
from service.town.faults import REFUSED_AS, Fault
from service.town.front_door import consult, turned_away
from service.town.hours import PER_DAY, Tick, months_on, ticks, year_weight
from service.town.life import Attempt, Life, Pause, Script
from service.town.setting import Town
from service.town.support import helped, long_helped

CASES_A_YEAR = 0.0456
"""Per inhabitant: what Utrecht's neighbourhood teams counted in 2018."""
CONSULTS_A_YEAR = 0.08
LONG = 0.01
STOCK_DAYS, STOCK_MONTHS = 10, 2
"""In its first days of work a town also writes down the cases that it has already."""
THREADS = 8


@dataclass
class Lived:
    """What came of it: facts recorded, and what was planted."""

    facts: int = 0
    commands: int = 0
    refused: int = 0
    cases: int = 0
    faults: list[Fault] = field(default_factory=list)
    surprises: Counter[str] = field(default_factory=Counter)
    """Commands that came out otherwise than the plan said. There should be none."""


@dataclass(frozen=True)
class Going:
    """A life and its script, as far as it has got."""

    life: Life
    script: Script


class Woken:
    """What one life did in one tick, and for how long it pauses then (None: it has ended)."""

    def __init__(self) -> None:
        self.pause: Pause | None = None
        self.facts = self.commands = self.refused = 0
        self.faults: list[Fault] = []
        self.surprises: list[str] = []

    def send(self, record: Callable[[AnyCommand], Answer], step: Attempt) -> Answer:
        """Send a command, and hold what came of it against what was planned."""
        answer = record(step.command)
        self.facts += len(answer.facts)
        self.commands += 1
        self.refused += answer.refusal is not None
        if step.fault is not None:
            self.faults.append(step.fault)
        if answer.refusal is not (REFUSED_AS.get(step.fault.kind) if step.fault else None):
            said = answer.refusal or "accepted"
            self.surprises.append(f"{type(step.command).__name__}: {said}")
        return answer


class Living:
    """A town, the journal it writes to, and the clock it moves."""

    def __init__(
        self,
        town: Town,
        record: Callable[[AnyCommand], Answer],
        set_clock: Callable[[datetime], None],
    ) -> None:
        self._town, self._record, self._set_clock = town, record, set_clock
        self._due: defaultdict[int, list[Going]] = defaultdict(list)
        self._number = count()
        self.lived = Lived()

    def live(self, start: date, months: int, tell: Callable[[Lived, float], None]) -> Lived:
        """From the start of `start`, so many months; `tell` hears how far it is, of 1.

        Done before, in whole or in part, with the same seed, it adds what is missing.
        """
        until = months_on(start, months)
        days = (until - start).days
        year = 0
        with ThreadPoolExecutor(THREADS, thread_name_prefix="town") as pool:
            for tick in ticks(start, until):
                self._set_clock(tick.moment)
                if tick.number == 0:
                    self._govern(self._town.founding(tick.moment))
                if tick.moment.year != year:
                    year = tick.moment.year
                    self._govern(self._town.new_year(year, tick.moment))
                going = [*self._due.pop(tick.number, ()), *self._arrivals(tick)]
                # All have ended their tick before the clock moves on.
                all_woken = pool.map(self._wake, going, repeat(tick))
                for one, woken in zip(going, all_woken, strict=True):
                    self._woken(woken)
                    if woken.pause is not None:
                        self._due[_next(tick, woken.pause, one.life.rng)].append(one)
                tell(self.lived, (tick.moment.date() - start).days / days)
        self._set_clock(datetime.combine(until, time(), AMSTERDAM).astimezone(UTC))
        tell(self.lived, 1)
        return self.lived

    def _govern(self, commands: Iterator[AnyCommand]) -> None:
        for command in commands:
            woken = Woken()
            woken.send(self._sent, Attempt(command))
            self._woken(woken)

    def _wake(self, going: Going, tick: Tick) -> Woken:
        """Go on until this life pauses, or has ended."""
        woken, answer = Woken(), None
        going.life.now = tick.moment
        while True:
            try:
                step = going.script.send(answer)
            except StopIteration:
                step = None
            if step is None or isinstance(step, Pause):
                # Whose life goes on is in the list as well: it may outlast what is simulated.
                woken.pause, woken.faults = step, [*woken.faults, *going.life.faults]
                going.life.faults.clear()
                return woken
            answer = woken.send(self._sent, step)

    def _sent(self, command: AnyCommand) -> Answer:
        while True:
            try:
                return self._record(command)
            except Contended:
                continue  # the same command again: its id makes it once-only

    def _woken(self, woken: Woken) -> None:
        lived = self.lived
        lived.facts += woken.facts
        lived.commands += woken.commands
        lived.refused += woken.refused
        lived.faults += woken.faults
        lived.surprises.update(woken.surprises)

    def _arrivals(self, tick: Tick) -> list[Going]:
        """Who comes to the door in this half hour."""
        rng = Random(f"{self._town.seed}/tick/{tick.number}")
        share = tick.weight / year_weight(tick.moment.year)
        a_year = CASES_A_YEAR * self._town.inhabitants
        stock = STOCK_MONTHS / (12 + STOCK_MONTHS)
        ordinary = _poisson(rng, a_year * (12 / (12 + STOCK_MONTHS) - LONG) * share)
        if tick.number < STOCK_DAYS * PER_DAY:
            ordinary += _poisson(rng, a_year * stock / (STOCK_DAYS * PER_DAY))
        long = (
            _poisson(rng, a_year * LONG / (STOCK_DAYS * PER_DAY))
            if tick.number < STOCK_DAYS * PER_DAY else 0
        )  # fmt: skip
        consults = _poisson(rng, CONSULTS_A_YEAR * self._town.inhabitants * share)
        self.lived.cases += ordinary + long
        return [
            *(self._begin(rng, self._case_script) for _ in range(ordinary)),
            *(self._begin(rng, long_helped) for _ in range(long)),
            *(self._begin(rng, consult) for _ in range(consults)),
        ]

    def _begin(self, rng: Random, script: Callable[[Life], Script]) -> Going:
        life = Life(self._town, f"life/{next(self._number)}")
        return Going(life, script(life))

    def _case_script(self, life: Life) -> Script:
        kind = life.rng.random()
        if kind < 0.25:
            return turned_away(life)
        if kind < 0.80:
            return helped(life, life.rng.randint(5, 11))
        return helped(life, life.rng.randint(14, 24))


def _next(tick: Tick, pause: Pause, rng: Random) -> int:
    """In which tick a life goes on: some half hour of that day, mornings more often."""
    nth = min(rng.randrange(PER_DAY), rng.randrange(PER_DAY))
    today = tick.number - tick.number % PER_DAY
    return max(tick.number + 1, today + pause.days * PER_DAY + nth)


def _poisson(rng: Random, mean: float) -> int:
    """How many of something rare come, on average `mean` (Knuth)."""
    if mean > 30:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    limit, product, n = 2.718281828459045**-mean, rng.random(), 0
    while product > limit:
        product *= rng.random()
        n += 1
    return n
