"""A case told again: as it was on a day, and as it was known at a moment."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.codes import Purpose, Topic
from domain.fact import Event, Fact
from domain.facts.case import FindingRecorded
from domain.facts.permission import Permissions, PermissionWithdrawn
from domain.terms import DESTROYED, CaseId, day
from service.database import Database
from service.journal import Journal
from service.keys import MemoryKeys
from service.memory import MemoryStore
from service.replay import Line
from service.replay import replay as replayed
from tests.people import (
    acting,
    agreed,
    bakker,
    clinic,
    clinic_registered,
    helped,
    informed,
    may_refer,
    monday,
    permitted,
    signalled,
    signals,
    stairs,
    town,
)
from tests.scenario import Clock, put
from tests.views import journal_on

READ = 1
"""Keys in memory ask for no read: `tests/test_reading.py` is about what a read must be."""


def replay(journal: Journal, case: CaseId, **asked: Any) -> list[Line]:
    return replayed(journal, case, read=READ, **asked)


class Told:
    """A journal whose clock the test sets, and whose keys it can destroy."""

    def __init__(self) -> None:
        self.clock, self.keys = Clock(), MemoryKeys()
        self.journal = Journal(MemoryStore(self.clock), self.keys)

    def on(self, days: int, *events: Event, happened: int | None = None) -> None:
        """Recorded that many days after Monday; it happened then, or on another day."""
        self.clock.now = monday + timedelta(days=days)
        at = monday + timedelta(days=days if happened is None else happened)
        put(self.journal, *events, context=acting(at=at))


@pytest.fixture
def told() -> Iterator[Told]:
    story = Told()
    story.on(0, *town, clinic_registered)
    yield story


def after(days: float) -> datetime:
    return monday + timedelta(days=days)


def test_a_case_is_told_from_the_front_door_on(told: Told) -> None:
    told.on(0, *helped[len(town) :])
    lines = replay(told.journal, stairs)
    assert [line.kind for line in lines] == [type(e).__name__ for e in helped[len(town) :]]
    assert lines[0].sentence == (
        "De inwoner vroeg wijkteam Oost via de telefoon om hulp (zonder spoed): “Ik kom de trap "
        "niet meer op.”"
    )
    assert lines[0].who == "de wijkteammedewerker van wijkteam Oost"
    assert (lines[0].purpose, lines[0].mandate) == (Purpose.SUPPORT, None)
    assert "asked team Oost for help" in replay(told.journal, stairs, language="en")[0].sentence


def test_another_case_and_a_case_that_is_not_there_are_left_out(told: Told) -> None:
    told.on(0, signalled, *helped[len(town) :])
    assert [line.kind for line in replay(told.journal, signals)] == ["SignalReceived"]
    assert replay(told.journal, permitted.case, known_at=after(-1)) == []
    assert replay(told.journal, type(stairs)("00000000-0000-4000-8000-000000000000")) == []


@pytest.mark.requirement("M-32")
def test_the_replays_just_before_and_just_after_a_fact_differ_by_that_fact_alone(
    told: Told,
) -> None:
    told.on(0, *helped[len(town) :])
    finding = FindingRecorded(
        case=stairs, resident=bakker, topic=Topic.MOBILITY, finding="Zij valt soms."
    )
    told.on(4, finding)
    told.on(6, agreed)
    before = replay(told.journal, stairs, known_at=after(4) - timedelta(microseconds=1))
    upto = replay(told.journal, stairs, known_at=after(4))
    assert upto[:-1] == before
    assert "Zij valt soms." in upto[-1].sentence
    assert len(replay(told.journal, stairs)) == len(upto) + 1


@pytest.mark.requirement("Z-02")
def test_valid_on_a_day_and_known_on_a_day_are_two_questions(told: Told) -> None:
    """A permission withdrawn on Tuesday, and written down on Friday."""
    told.on(0, *helped[len(town) :], permitted)
    withdrawn = PermissionWithdrawn(
        permission=may_refer, case=stairs, resident=bakker, organisation=clinic
    )
    told.on(4, withdrawn, happened=1)

    def holds(valid_at: datetime, known_at: datetime) -> bool:
        lines = replay(told.journal, stairs, valid_at=valid_at, known_at=known_at)
        shown = {line.position for line in lines}
        permissions = Permissions(stairs)
        facts: Iterator[Fact[Any]] = told.journal.read(f"case:{stairs}")
        for fact in facts:
            if fact.position in shown and isinstance(
                fact.event, type(permitted) | PermissionWithdrawn
            ):
                permissions = permissions.evolve(fact)
        return any(permissions.to(clinic, bakker, permitted.kind, day(valid_at)))

    assert holds(valid_at=after(2), known_at=after(3))
    assert not holds(valid_at=after(2), known_at=after(5))
    assert holds(valid_at=after(0), known_at=after(5))


@pytest.mark.requirement("M-07")
def test_what_was_written_down_late_is_shown_as_late_and_stays_so(told: Told) -> None:
    told.on(0, *helped[len(town) :])
    told.on(5, informed, happened=0)
    *others, late = replay(told.journal, stairs)
    assert late.late
    assert late.sentence.endswith("(Later opgeschreven: op 7 maart 2026.)")
    assert (late.occurred_at, late.recorded_at) == (after(0), after(5))
    assert not any(line.late for line in others)


def test_destroyed_words_are_told_as_destroyed(told: Told) -> None:
    told.on(0, *helped[len(town) :])
    first = replay(told.journal, stairs)[0]
    segments = told.journal.store.words([first.position])[first.position]
    told.keys.destroy(segment.key_id for segment in segments)
    sentence = replay(told.journal, stairs)[0].sentence
    assert sentence.endswith("(deze woorden zijn vernietigd)")
    assert DESTROYED not in sentence


def test_a_case_of_a_hundred_facts_is_told_alike_from_postgresql(database: Database) -> None:
    finding = FindingRecorded(
        case=stairs, resident=bakker, topic=Topic.MOBILITY, finding="Zij valt soms."
    )
    with journal_on(database) as journal:
        put(journal, *helped, *[finding] * (100 - len(helped) + len(town)))
        lines = replay(journal, stairs, known_at=datetime.now(UTC))
        assert len(lines) == 100
        assert lines[0].sentence.startswith("De inwoner vroeg wijkteam Oost")
