"""Teams come and go: a new name, a merger, another area; and what was stays as it was (H-12)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.facts.team import (
    CaseMoved,
    TeamAreaEnded,
    TeamAreaSet,
    TeamDissolved,
    TeamRenamed,
    TeamsMerged,
)
from domain.refusal import Refusal
from domain.terms import Neighbourhood, TeamId
from projections.narrative import tell
from projections.narrative.names import Names
from projections.view import as_of
from projections.views.caseload import caseload
from service.deciding import AnyCommand
from tests import asked
from tests.happened import story
from tests.people import (
    acting,
    agreed,
    bakker,
    by_fatima,
    closed,
    fatima,
    fatima_assigned,
    helped,
    named,
    oost,
    opened,
    reported,
    stairs,
    team_formed,
    town,
    zuid,
    zuid_formed,
)
from tests.scenario import given

march, april = date(2026, 3, 2), date(2026, 4, 1)
noord = TeamId(named("noord"))
noord_formed = replace(team_formed, team=noord, name="Noord")
renamed = TeamRenamed(team=oost, name="Amsterdamse Poort", since=march)
merged = TeamsMerged(teams=(oost,), into=zuid, since=march)
dissolved = TeamDissolved(team=oost, since=march)
area = TeamAreaSet(team=oost, neighbourhoods=(Neighbourhood("BU03920103"),), since=date(2026, 1, 1))
moved = CaseMoved(case=stairs, resident=bakker, previous=oost, team=zuid)
both = (*town, zuid_formed)
helped_by_oost = (*helped, zuid_formed)


def test_a_team_gets_another_name() -> None:
    given(*town).when(asked.rename_team).then(renamed)
    given(*town, renamed).when(replace(asked.rename_team, name="Oost")).then(
        replace(renamed, name="Oost")
    )


def test_teams_merge_into_one_that_goes_on() -> None:
    given(*both).when(asked.merge_teams).then(merged)
    three = replace(asked.merge_teams, teams=(oost, noord))
    given(*both, noord_formed).when(three).then(replace(merged, teams=(oost, noord)))


def test_a_team_is_dissolved() -> None:
    given(*town).when(asked.dissolve_team).then(dissolved)


def test_an_area_holds_until_the_next_one() -> None:
    given(*town).when(asked.set_area).then(area)
    other = (Neighbourhood("BU03920104"), Neighbourhood("BU03920105"))
    redrawn = replace(asked.set_area, neighbourhoods=other, since=april)
    given(*town, area).when(redrawn).then(
        TeamAreaEnded(team=oost, neighbourhoods=area.neighbourhoods, since=area.since, until=april),
        TeamAreaSet(team=oost, neighbourhoods=other, since=april),
    )
    given(*town, area).when(asked.set_area).malformed("since")


@pytest.mark.parametrize(
    "command",
    [
        asked.rename_team, asked.dissolve_team, asked.merge_teams,
        replace(asked.merge_teams, teams=(zuid,), into=oost),
        replace(asked.set_area, since=april), replace(asked.assign_function, since=april),
        asked.hold_consult, asked.receive_notification, asked.receive_signal,
    ],
    ids=lambda command: type(command).__name__,
)  # fmt: skip
@pytest.mark.parametrize("ended", [merged, dissolved], ids=["merged", "dissolved"])
def test_a_team_that_is_no_more_takes_nothing_on(
    command: AnyCommand, ended: TeamsMerged | TeamDissolved
) -> None:
    given(*both, ended).when(command).refused(Refusal.TEAM_ENDED)


def test_a_team_that_is_no_more_opens_no_case() -> None:
    given(*both, reported, merged).when(asked.open_case).refused(Refusal.TEAM_ENDED)


def test_until_that_day_the_team_goes_on() -> None:
    later = replace(merged, since=april)
    when = given(*both, later).when(asked.hold_consult)
    assert when.journal.record(when.command).refusal is None


@pytest.mark.parametrize(
    ("command", "noun"),
    [
        (replace(asked.rename_team, team=TeamId(named("?"))), "team"),
        (replace(asked.dissolve_team, team=TeamId(named("?"))), "team"),
        (replace(asked.set_area, team=TeamId(named("?"))), "team"),
        (replace(asked.merge_teams, into=TeamId(named("?"))), "team"),
        (replace(asked.merge_teams, teams=(TeamId(named("?")),)), "team"),
    ],
)
def test_a_team_that_is_not_there_is_unknown(command: AnyCommand, noun: str) -> None:
    given(*both).when(command).unknown(noun)


@pytest.mark.parametrize(
    "teams",
    [(), (zuid,), (oost, zuid), (oost, oost), tuple(TeamId(named(f"t{n}")) for n in range(21))],
    ids=["none", "itself", "itself too", "twice", "too many"],
)
def test_what_merges_is_a_few_other_teams(teams: tuple[TeamId, ...]) -> None:
    given(*both).when(replace(asked.merge_teams, teams=teams)).malformed("teams")


@pytest.mark.parametrize("count", [0, 201])
def test_an_area_is_some_neighbourhoods(count: int) -> None:
    many = tuple(Neighbourhood(f"BU{n:08}") for n in range(count))
    given(*town).when(replace(asked.set_area, neighbourhoods=many)).malformed("neighbourhoods")
    twice = (Neighbourhood("BU03920103"),) * 2
    given(*town).when(replace(asked.set_area, neighbourhoods=twice)).malformed("neighbourhoods")


def test_an_open_case_goes_over_to_the_team_that_goes_on() -> None:
    given(*helped_by_oost, merged).when(asked.move_case).then(moved)
    given(*helped_by_oost, merged, moved).when(asked.move_case).refused(Refusal.ALREADY_DONE)


def test_a_case_of_a_dissolved_team_goes_to_any_team() -> None:
    given(*helped_by_oost, dissolved).when(asked.move_case).then(moved)


def test_a_case_stays_with_a_team_that_stands() -> None:
    given(*helped_by_oost).when(asked.move_case).refused(Refusal.TEAM_STANDS)
    later = replace(merged, since=april)
    given(*helped_by_oost, later).when(asked.move_case).refused(Refusal.TEAM_STANDS)


def test_a_case_goes_to_no_other_team_than_the_one_that_its_own_merged_into() -> None:
    history = (*helped_by_oost, noord_formed, merged)
    to_noord = replace(asked.move_case, team=noord)
    given(*history).when(to_noord).refused(Refusal.NOT_THAT_TEAM)
    not_its_own = replace(asked.move_case, previous=noord)
    given(*history).when(not_its_own).refused(Refusal.NOT_THAT_TEAM)
    given(*helped_by_oost, dissolved, replace(dissolved, team=zuid)).when(asked.move_case).refused(
        Refusal.TEAM_ENDED
    )


def test_a_case_follows_its_team_through_one_merger_after_another() -> None:
    zuid_merged = replace(merged, teams=(zuid,), into=noord)
    history = (*helped_by_oost, noord_formed, merged, zuid_merged)
    given(*history).when(asked.move_case).then(moved)
    on = replace(asked.move_case, previous=zuid, team=noord)
    given(*history, moved).when(on).then(replace(moved, previous=zuid, team=noord))


def test_a_closed_case_stays_where_it_was() -> None:
    given(*helped_by_oost, closed, merged).when(asked.move_case).refused(Refusal.CASE_CLOSED)


def test_what_is_moved_must_be_there() -> None:
    given(*both, merged).when(asked.move_case).unknown("case")
    nowhere = replace(asked.move_case, previous=TeamId(named("?")))
    given(*helped_by_oost, merged).when(nowhere).unknown("team")
    to_nowhere = replace(asked.move_case, team=TeamId(named("?")))
    given(*helped_by_oost, dissolved).when(to_nowhere).unknown("team")


@pytest.mark.parametrize(
    "command",
    [asked.rename_team, asked.merge_teams, asked.dissolve_team, asked.set_area, asked.move_case],
    ids=lambda command: type(command).__name__,
)
def test_only_the_administrator_does_this(command: AnyCommand) -> None:
    history = (*helped_by_oost, *([merged] if command is asked.move_case else []))
    by_another = replace(command, context=replace(by_fatima, command=command.context.command))
    given(*history).when(by_another).refused(Refusal.NOT_AUTHORISED)
    not_hers = replace(command, context=replace(command.context, actor=fatima))
    given(*history).when(not_hers).refused(Refusal.FUNCTION_NOT_HELD)


@pytest.mark.requirement("H-12")
def test_a_case_of_then_is_told_with_the_teams_name_of_then() -> None:
    """2016: team Oost; 2018: renamed; 2026: merged. Each is told as it was called on its day."""
    in_2016 = acting(at=datetime(2016, 3, 2, 9, tzinfo=UTC))
    in_2019 = acting(at=datetime(2019, 3, 2, 9, tzinfo=UTC))
    new_name = replace(renamed, since=date(2018, 1, 1))
    facts = story(*both, new_name, opened)
    names = Names().learn(facts)
    then = replace(facts[-1], recorded_at=in_2016.occurred_at, context=in_2016)
    now = replace(facts[-1], recorded_at=in_2019.occurred_at, context=in_2019)
    assert "wijkteam Oost" in tell(then, names)
    assert "Amsterdamse Poort" not in tell(then, names)
    assert "wijkteam Amsterdamse Poort" in tell(now, names)
    assert "team Oost" in tell(then, names, "en")


def test_names_put_on_record_late_or_twice_are_those_of_their_day() -> None:
    last = replace(renamed, name="Poort", since=march)
    before = replace(renamed, name="Vroeger", since=date(2020, 1, 1))
    names = Names().learn(story(team_formed, renamed, last, before))
    assert names.teams[oost] == "Poort"
    assert names.then(date(2026, 3, 1)).teams[oost] == "Vroeger"
    assert names.then(date(2019, 12, 31)).teams[oost] == "Oost"
    assert names.then(march).teams[oost] == "Poort"


@pytest.mark.requirement("H-12")
def test_the_caseload_shows_an_open_case_at_the_team_that_goes_on() -> None:
    before = story(*helped_by_oost, agreed)
    after = story(*helped_by_oost, agreed, merged, moved)
    assert [row.team for row in as_of(caseload, before).values()] == [oost]
    (row,) = as_of(caseload, after).values()
    assert (row.team, row.resident) == (zuid, bakker)
    assert as_of(caseload, after[: len(before)]) == as_of(caseload, before), "then it was Oost's"


def test_whoever_takes_the_case_on_goes_on_in_it() -> None:
    """The case's own rules know the new team: closing it is a fact of that team's."""
    history = (*helped_by_oost, merged, moved)
    there = replace(fatima_assigned, team=zuid)
    given(*history, there).when(asked.close_case).then(replace(closed, team=zuid))
