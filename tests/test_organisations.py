"""The register of organisations: who employs, who pays, who steers, asked as of any day (N-04)."""

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from rich.console import Console

from domain.codes import Role, Stream
from domain.facts.intake import CaseRedirected
from domain.facts.municipality import FunctionEstablished
from domain.facts.organisation import (
    EmploymentEnded,
    FundingEnded,
    OrganisationFunded,
    SteeringEnded,
    TeamSteered,
    WorkerEmployed,
)
from domain.facts.team import CaseMoved, TeamAreaEnded, TeamAreaSet, TeamRenamed, TeamsMerged
from domain.terms import Neighbourhood
from projections.view import as_of
from projections.views.organisations import employments, teams
from service.commands.organisations import organisations
from service.database import Database
from service.moving import waiting
from service.opening import Opened
from service.organisations import as_of_day
from service.settings import Settings
from service.simulated import make_simulated
from tests.happened import story
from tests.http import is_a_problem, new, serving, token
from tests.people import (
    admin,
    administrator,
    buurtteam,
    carer,
    clinic,
    clinic_registered,
    fatima,
    gemeente,
    kim,
    monday,
    oost,
    pieter,
    town,
    zuid,
    zuid_formed,
)
from tests.scenario import Clock, in_memory, put

new_year, march, may = date(2026, 1, 1), date(2026, 3, 2), date(2026, 5, 1)
buurt, other_buurt = Neighbourhood("BU03920103"), Neighbourhood("BU03920104")
employed = WorkerEmployed(worker=fatima, organisation=buurtteam, since=new_year)
left = EmploymentEnded(worker=fatima, organisation=buurtteam, since=new_year, until=may)
back = WorkerEmployed(worker=fatima, organisation=clinic, since=may)
funded = OrganisationFunded(organisation=buurtteam, by=gemeente, stream=Stream.WMO, since=new_year)
funding_ended = FundingEnded(
    organisation=buurtteam, by=gemeente, stream=Stream.WMO, since=new_year, until=may
)
steered = TeamSteered(team=oost, by=gemeente, since=new_year)
steering_ended = SteeringEnded(team=oost, by=gemeente, since=new_year, until=may)
steered_by_itself = TeamSteered(team=oost, by=buurtteam, since=may)
area = TeamAreaSet(team=oost, neighbourhoods=(buurt, other_buurt), since=new_year)
area_ended = TeamAreaEnded(team=oost, neighbourhoods=area.neighbourhoods, since=new_year, until=may)
smaller = TeamAreaSet(team=oost, neighbourhoods=(buurt,), since=may)
renamed = TeamRenamed(team=oost, name="Amsterdamse Poort", since=may)
merged = TeamsMerged(teams=(oost,), into=zuid, since=date(2026, 9, 1))
history = (
    *town, clinic_registered, zuid_formed, employed, funded, steered, area, left, back,
    funding_ended, steering_ended, steered_by_itself, area_ended, smaller, renamed, merged,
)  # fmt: skip


@pytest.mark.requirement("N-04")
def test_asked_as_of_a_past_day_it_shows_the_relations_of_that_day() -> None:
    journal = in_memory()
    put(journal, *history)
    before, after = as_of_day(journal, date(2026, 4, 30)), as_of_day(journal, may)
    assert [(row.worker, row.organisation) for row in before.employs] == [(fatima, buurtteam)]
    assert [(row.worker, row.organisation) for row in after.employs] == [(fatima, clinic)]
    assert [(row.organisation, row.by, row.stream) for row in before.pays] == [
        (buurtteam, gemeente, Stream.WMO)
    ]
    assert after.pays == ()
    assert [row.by for row in before.steers] == [gemeente]
    assert [row.by for row in after.steers] == [buurtteam]
    assert before.neighbourhoods(oost) == [buurt, other_buurt]
    assert after.neighbourhoods(oost) == [buurt]
    assert (before.names[oost], after.names[oost]) == ("Oost", "Amsterdamse Poort")
    assert before.organisations[clinic] == "De Kliniek"


@pytest.mark.requirement("N-04")
def test_a_day_before_any_and_a_day_after_all_show_what_held_then() -> None:
    journal = in_memory()
    put(journal, *history)
    never = as_of_day(journal, date(2025, 12, 31))
    assert (never.employs, never.pays, never.steers, never.teams) == ((), (), (), ())
    later = as_of_day(journal, date(2026, 9, 1))
    assert [row.team for row in later.teams] == [zuid], "Oost has merged into it"
    assert [row.team for row in as_of_day(journal, march).teams] == sorted([oost, zuid])


@pytest.mark.requirement("N-04")
def test_what_was_known_at_a_moment_is_kept_apart_from_what_held_on_a_day() -> None:
    clock = Clock()
    journal = in_memory(clock)
    put(journal, *history[: history.index(left)])
    clock.pass_by(days=3)
    put(journal, *history[history.index(left) :])
    then, now = (as_of_day(journal, may, at) for at in (monday + timedelta(days=1), None))
    assert [row.organisation for row in then.employs] == [buurtteam]
    assert then.names[oost] == "Oost"
    assert [row.organisation for row in now.employs] == [clinic]


def test_a_worker_who_left_and_came_back_has_two_rows() -> None:
    again = replace(employed, since=date(2026, 6, 1))
    rows = as_of(employments, story(*town, employed, left, again))
    assert [(row.since, row.until) for row in rows.values()] == [
        (new_year, may), (date(2026, 6, 1), None),
    ]  # fmt: skip


def test_a_team_that_merged_says_into_which_one() -> None:
    rows = as_of(teams, story(*history))
    assert {row.team: row.merged_into for row in rows.values()} == {oost: zuid, zuid: None}


def test_over_http_the_administrator_writes_it_down_and_everybody_in_function_may_ask(
    database: Database,
) -> None:
    make_simulated(database, monday)
    by = token(admin, administrator, gemeente)
    with serving(database) as api:
        put(api.journal, *town, zuid_formed)
        for path, body in (
            (f"/workers/{fatima}/employments", {"organisation": buurtteam, "since": "2026-01-01"}),
            (f"/organisations/{buurtteam}/fundings",
             {"by": gemeente, "stream": "wmo", "since": "2026-01-01"}),
            (f"/teams/{oost}/steerings", {"by": gemeente, "since": "2026-01-01"}),
            (f"/teams/{oost}/areas", {"neighbourhoods": [buurt], "since": "2026-01-01"}),
            (f"/teams/{oost}/names", {"name": "Amsterdamse Poort", "since": "2026-03-01"}),
        ):  # fmt: skip
            assert api.post(path, body).status_code == 403, "Fatima does not"
            answer = api.post(path, body, by=by)
            assert answer.status_code == 201, answer.text
        shown = api.get("/organisations?on=2026-02-28").json()
        assert shown["on"] == "2026-02-28"
        assert [row["worker"] for row in shown["employs"]] == [fatima]
        assert shown["employs"][0]["until"] is None
        assert [(row["by"], row["stream"]) for row in shown["pays"]] == [(gemeente, "wmo")]
        assert [row["by"] for row in shown["steers"]] == [gemeente]
        now = api.get("/organisations").json()
        (poort,) = [row for row in now["teams"] if row["team"] == oost]
        assert (poort["name"], poort["neighbourhoods"]) == ("Amsterdamse Poort", [buurt])
        ended = api.post(
            f"/workers/{fatima}/employment-endings",
            {"organisation": buurtteam, "until": "2026-03-01"}, by=by,
        )  # fmt: skip
        assert ended.status_code == 201, ended.text
        ended = api.post(
            f"/organisations/{buurtteam}/funding-endings",
            {"by": gemeente, "stream": "wmo", "until": "2026-03-01"}, by=by,
        )  # fmt: skip
        assert ended.status_code == 201, ended.text
        assert api.get("/organisations").json()["employs"] == []
        known = api.get("/organisations?on=2026-02-01&knownAt=2026-03-01T00:00:00Z").json()
        assert known["employs"] == []


def test_who_holds_no_function_does_not_see_the_register(database: Database) -> None:
    with serving(database) as api:
        carer_established = FunctionEstablished(
            function=carer, organisation=clinic, role=Role.PROVIDER
        )
        put(api.journal, *town, clinic_registered, carer_established)
        for caller in (token(worker=pieter), token(kim, carer, clinic)):
            is_a_problem(api.get("/organisations", by=caller), 403, "NOT_YOURS_TO_READ")
        is_a_problem(api.get("/organisations?on=yesterday"), 422, "NOT_VALID")


def test_open_cases_go_over_one_by_one_after_a_merger(database: Database) -> None:
    make_simulated(database, monday)
    by = token(admin, administrator, gemeente)
    with serving(database) as api:
        put(api.journal, *town, zuid_formed)
        question = {"team": oost, "channel": "phone", "urgency": "ordinary", "question": "De trap."}
        case = api.post("/notifications", question).json()["ids"]["case"]
        other = api.post("/notifications", question).json()["ids"]["case"]
        for each in (case, other):
            opening = api.post(f"/cases/{each}/openings", {"team": oost, "laws": ["wmo"]})
            assert opening.status_code == 201, opening.text
        closing = api.post(f"/cases/{other}/closures", {"reason": "moved-away"})
        assert closing.status_code == 201, closing.text
        waits = api.post("/notifications", question).json()["ids"]["case"]
        sent_away = api.post("/notifications", question).json()["ids"]["case"]
        away = api.post(f"/cases/{sent_away}/dismissals", {"reason": "not-for-us"})
        assert away.status_code == 201, away.text
        stays = {"previous": oost, "team": zuid}
        assert api.post(f"/cases/{case}/moves", stays, by=by).json()["code"] == "TEAM_STANDS"
        merging = {"teams": [oost], "since": "2026-03-02"}
        key = new()
        for _ in range(2):
            assert api.post(f"/teams/{zuid}/mergers", merging, key, by).status_code == 201
        moved = [fact.event for fact in api.journal.read() if isinstance(fact.event, CaseMoved)]
        assert [(event.case, event.previous, event.team) for event in moved] == [(case, oost, zuid)]
        passed = [
            fact.event for fact in api.journal.read() if isinstance(fact.event, CaseRedirected)
        ]
        assert [(event.case, event.previous, event.team) for event in passed] == [
            (waits, oost, zuid)
        ]
        assert list(waiting(api.journal)) == []
        refused = api.post("/notifications", {**question}, key=new())
        assert (refused.status_code, refused.json()["code"]) == (409, "TEAM_ENDED")
        gone = api.post(f"/teams/{oost}/dissolutions", {"since": "2026-03-02"}, by=by)
        assert gone.json()["code"] == "TEAM_ENDED"


def test_the_command_line_shows_it_too(database: Database) -> None:
    make_simulated(database, monday)
    with serving(database) as api:
        put(api.journal, *history)
        opened = Opened(Settings(municipality=database.schema), database, api.journal)
        said = StringIO()
        console = Console(file=said, width=200)
        organisations(opened, console, date(2026, 4, 30), None)
        text = said.getvalue()
        assert "SIMULATED" in text and "On 2026-04-30" in text
        for name in ("Stichting Buurtteam", "Oost", fatima, str(buurt)):
            assert name in text
        assert "Amsterdamse Poort" not in text
