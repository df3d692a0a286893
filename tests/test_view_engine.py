"""The fold behind every view: what a row may hold, which facts change it, and when it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any, Self

import pytest

from domain.codes import Topic
from domain.fact import Event, Fact
from domain.facts.case import CaseClosed, CaseOpened, FindingRecorded
from domain.facts.refused import AttemptRefused
from domain.refusal import NextStep, Refusal
from domain.terms import Article, CaseId, Cents, CommandName, Personal, ResidentId, TeamId
from projections.view import Key, View, as_of, but, digest
from projections.views import VIEWS
from tests.people import (
    bakker,
    by_fatima,
    closed,
    helped,
    max_,
    monday,
    oost,
    opened,
    reported,
    signals,
    stairs,
)


@dataclass(frozen=True)
class Count:
    """How many open cases a team has; a team without any is not shown."""

    team: TeamId
    cases: int = 0
    since: datetime | None = None

    def evolve(self, fact: Fact[CaseOpened | CaseClosed]) -> Self | None:
        if isinstance(fact.event, CaseOpened):
            return but(self, cases=self.cases + 1, since=self.since or fact.recorded_at)
        return but(self, cases=self.cases - 1) if self.cases > 1 else None


def both(fact: Fact[Any]) -> Sequence[Key]:
    return [(case,) for case in fact.event.cases]


@dataclass(frozen=True)
class Told:
    """How often something was refused in a case."""

    case: CaseId
    times: int = 0

    def evolve(self, fact: Fact[AttemptRefused]) -> Self | None:
        return but(self, times=self.times + 1)


count, told = View("count", Count), View("told", Told, both)


def facts(*events: Event) -> list[Fact[Any]]:
    return [
        Fact(position, monday + timedelta(seconds=position), by_fatima, event)
        for position, event in enumerate(events, 1)
    ]


def test_columns_and_key_and_events_are_read_from_the_row() -> None:
    assert [(c.name, c.sql, c.optional) for c in count.columns] == [
        ("team", "text", False), ("cases", "bigint", False), ("since", "timestamptz", True),
    ]  # fmt: skip
    assert count.key == ("team",)
    assert count.folds == {CaseOpened, CaseClosed}
    assert told.folds == {AttemptRefused}


def test_a_row_appears_changes_and_goes() -> None:
    other = but_case(opened, signals)
    assert as_of(count, facts(opened))[oost,] == Count(oost, 1, monday + timedelta(seconds=1))
    assert as_of(count, facts(opened, other))[oost,].cases == 2
    assert as_of(count, facts(opened, other, closed))[oost,].cases == 1
    assert as_of(count, facts(opened, closed)) == {}


def test_facts_of_other_types_are_passed_by() -> None:
    (row,) = as_of(count, facts(reported, *helped)).values()
    assert row.cases == 1


def test_one_fact_may_change_several_rows() -> None:
    refused = AttemptRefused(
        attempted=CommandName("CloseCase"), code=Refusal.APPLICATION_OPEN,
        article=Article("Awb 4:13"), next_step=NextStep.DECIDE_OR_WITHDRAW,
        cases=(stairs, signals), residents=(bakker, max_),
    )  # fmt: skip
    rows = as_of(told, facts(refused, refused))
    assert rows == {(stairs,): Told(stairs, 2), (signals,): Told(signals, 2)}


def test_a_fold_that_fails_changes_none_of_its_rows() -> None:
    @dataclass(frozen=True)
    class Breaks:
        case: CaseId
        times: int = 0

        def evolve(self, fact: Fact[AttemptRefused]) -> Self | None:
            if self.case == signals:
                raise ValueError("a mistake in a fold")
            return but(self, times=self.times + 1)

    refused = AttemptRefused(
        attempted=CommandName("CloseCase"), code=Refusal.APPLICATION_OPEN,
        article=Article("Awb 4:13"), next_step=NextStep.DECIDE_OR_WITHDRAW,
        cases=(stairs, signals), residents=(),
    )  # fmt: skip
    rows: dict[Key, Breaks] = {}
    with pytest.raises(ValueError, match="a mistake"):
        View("breaks", Breaks, both).step(facts(refused)[0], rows)
    assert rows == {}


def test_a_row_holds_no_words_and_nothing_that_is_not_exact() -> None:
    @dataclass(frozen=True)
    class Text:
        case: CaseId
        note: str = ""

        def evolve(self, fact: Fact[CaseOpened]) -> Self | None:
            return self

    @dataclass(frozen=True)
    class Words:
        resident: ResidentId
        finding: Annotated[str, Personal("resident")] = ""

        def evolve(self, fact: Fact[FindingRecorded]) -> Self | None:
            return self

    @dataclass(frozen=True)
    class Ratio:
        case: CaseId
        share: float = 0.0

        def evolve(self, fact: Fact[CaseOpened]) -> Self | None:
            return self

    @dataclass(frozen=True)
    class Several:
        case: CaseId
        topics: tuple[Topic, ...] = ()

        def evolve(self, fact: Fact[CaseOpened]) -> Self | None:
            return self

    for row, column in ((Text, "note"), (Words, "finding"), (Ratio, "share"), (Several, "topics")):
        with pytest.raises(TypeError, match=rf"bad\.{column}: a row holds identities"):
            View("bad", row)


def test_a_view_needs_a_key_that_is_never_empty() -> None:
    @dataclass(frozen=True)
    class NoKey:
        cases: int = 0

        def evolve(self, fact: Fact[CaseOpened]) -> Self | None:
            return self

    @dataclass(frozen=True)
    class MaybeKey:
        team: TeamId | None
        cases: int = 0

        def evolve(self, fact: Fact[CaseOpened]) -> Self | None:
            return self

    with pytest.raises(TypeError, match="needs a key"):
        View("bad", NoKey)
    with pytest.raises(TypeError, match="never empty"):
        View("bad", MaybeKey)


def test_the_same_rows_have_the_same_digest_in_any_order_and_any_time_zone() -> None:
    here, there = Count(oost, 1, monday), Count(TeamId("b"), 2, monday)
    summer = timezone(timedelta(hours=2))
    moved = Count(oost, 1, monday.astimezone(summer))
    assert digest(count, [here, there]) == digest(count, [there, moved])
    assert digest(count, [here]) != digest(count, [but(here, since=None)])
    assert digest(count, [here]) != digest(count, [but(here, cases=2)])
    assert monday.tzinfo is UTC


def test_but_changes_columns_and_knows_no_others() -> None:
    assert but(Count(oost), cases=3) == Count(oost, 3)
    with pytest.raises(TypeError, match="no such column"):
        but(Count(oost), case=3)


def test_another_definition_has_another_fingerprint() -> None:
    @dataclass(frozen=True)
    class Wider:
        team: TeamId
        cases: int = 0
        on: date | None = None
        spent: Cents = Cents(0)  # noqa: RUF009

        def evolve(self, fact: Fact[CaseOpened | CaseClosed]) -> Self | None:
            return self

    assert View("count", Wider).fingerprint != count.fingerprint
    assert len({view.fingerprint for view in VIEWS.values()}) == len(VIEWS)


def but_case(event: CaseOpened, case: CaseId) -> CaseOpened:
    return CaseOpened(case=case, resident=event.resident, team=event.team, laws=event.laws)
