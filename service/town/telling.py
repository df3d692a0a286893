"""Telling the stories of a simulated town to its journal, day by day after the month before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from domain.codes import Channel, Language, Law
from domain.fact import Context
from domain.refusal import Refusal
from domain.terms import AMSTERDAM, CaseId, ResidentId
from service.deciding import AnyCommand
from service.outcome import Answer
from service.register.person import Person
from service.town.children import children, turns_sixteen
from service.town.faults import REFUSED_AS
from service.town.hand_over import hand_over
from service.town.insider import insider
from service.town.last_euro import Raced, last_euro
from service.town.life import Attempt, Enrolment, Life, Pause, Story
from service.town.setting import Town
from service.town.stair_lift import stair_lift
from service.town.unsafe_to_tell import unsafe_to_tell
from service.town.without_his_knowledge import without_his_knowledge

Record = Callable[[AnyCommand], Answer]
Register = Callable[[Context, ResidentId, Person], Answer]
STORIES: tuple[tuple[str, str, Law, Callable[[Life], Story]], ...] = (
    ("The stair lift", "mevrouw Bakker", Law.WMO, stair_lift),
    ("Without his knowledge", "meneer Max", Law.DEBT, without_his_knowledge),
    ("The hand-over", "mevrouw Yildiz", Law.WMO, hand_over),
    ("Children", "een jongen van dertien", Law.YOUTH, children),
    ("Sixteen", "een meisje van vijftien", Law.YOUTH, turns_sixteen),
    ("The insider", "mevrouw De Wit", Law.WMO, insider),
    ("Unsafe to tell", "mevrouw Jansen", Law.WMO, unsafe_to_tell),
)


@dataclass
class Told:
    """What came of the stories."""

    cases: dict[str, CaseId] = field(default_factory=dict)
    refused: dict[str, list[Refusal]] = field(default_factory=dict)
    raced: Raced | None = None
    surprises: list[str] = field(default_factory=list)


def tell(
    town: Town,
    record: Record,
    register: Register,
    set_clock: Callable[[datetime], None],
    start: date,
    pairs: int = 25,
) -> Told:
    """Every story, from that day on. Told before, the same commands give the same answers."""
    told = Told()
    start += timedelta(days=-start.weekday() % 7)  # on a Monday
    for name, who, law, story in STORIES:
        life = Life(town, f"story/{name}")
        life.team, life.worker = town.teams[0], town.teams[0].workers[0]
        life.who, life.law, life.jitter = who, law, 0
        life.language, life.channel = Language.DUTCH, Channel.PHONE
        life.now = _morning(start)
        told.cases[name], told.refused[name] = life.case, []
        _tell(name, life, story(life), record, register, set_clock, told)
        # The next story begins where this one ends: a clock never runs backwards.
        start = life.now.date() + timedelta(days=7 - life.now.weekday())
    set_clock(_morning(start))
    told.raced = last_euro(town, record, _morning(start), pairs)
    return told


def _tell(
    name: str,
    life: Life,
    script: Story,
    record: Record,
    register: Register,
    set_clock: Callable[[datetime], None],
    told: Told,
) -> None:
    set_clock(life.now)
    answer: Answer | None = None
    while True:
        try:
            step = script.send(answer)
        except StopIteration:
            return
        answer = None
        if isinstance(step, Pause):
            life.now += timedelta(days=step.days)
            continue
        set_clock(life.now)
        if isinstance(step, Enrolment):
            no = register(step.context, step.resident, step.who).refusal
            told.surprises += [f"{name}: Enrolment: {no}"] if no else []
            continue
        answer = record(step.command)
        refusal = answer.refusal
        if refusal is not None:
            told.refused[name].append(refusal)
        if refusal is not (REFUSED_AS.get(step.fault.kind) if step.fault else None):
            told.surprises.append(f"{name}: {_what(step)}: {refusal or 'accepted'}")
        life.now += timedelta(minutes=10)


def _what(step: Attempt) -> str:
    return type(step.command).__name__


def _morning(on: date) -> datetime:
    return datetime.combine(on, time(9), AMSTERDAM).astimezone(UTC)
