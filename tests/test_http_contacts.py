"""Contact and pressure over HTTP: every step of it, and her no before all else (M-19)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.codes import Role
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.terms import FunctionId, WorkerId, day
from service.database import Database
from service.follow import Follower
from service.replay import replay
from tests.http import Api, is_a_problem, serving, token
from tests.people import (
    applied,
    buurtteam,
    helped,
    inquires,
    leader,
    leads,
    mandated,
    named,
    oost,
    pieter,
    samira,
    stairs,
    watches,
)
from tests.scenario import put
from tests.test_contact import another_case, elsewhere, second, told_of_urging
from tests.test_http_rights import by_ines, people

at_the_desk, noor = FunctionId(named("desk")), WorkerId(named("noor"))
desk = (
    FunctionEstablished(function=at_the_desk, organisation=buurtteam, role=Role.FRONT_DOOR),
    FunctionAssigned(worker=noor, function=at_the_desk, team=oost, since=date(2026, 1, 1)),
)
by_pieter, by_samira, by_noor = token(pieter), token(samira, leader), token(noor, at_the_desk)
CASE = f"/cases/{stairs}"
UNASKED = {"channel": "home-visit", "reached": False, "initiative": "team", "wanted": False}
WORDS = "Laat mij met rust."
NO = {"channel": "phone", "words": WORDS}


@contextmanager
def begun(database: Database) -> Iterator[Api]:
    with serving(database) as api:
        lasting = replace(mandated, since=date(2020, 1, 1), until=date(2099, 12, 31))
        put(
            api.journal,
            *helped,
            lasting,
            applied,
            second,
            *leads,
            *people,
            *watches,
            *inquires,
            *desk,
        )
        yield api


def ahead(api: Api, days: int) -> str:
    return (day(api.journal.now()) + timedelta(days=days)).isoformat()


def done(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


@pytest.mark.requirement("M-18", "M-20")
def test_unasked_three_times_and_a_fourth_as_a_second_person_decides(database: Database) -> None:
    with begun(database) as api:
        is_a_problem(api.post(f"{CASE}/contacts", UNASKED), 409, "OUTREACH_NOT_DECIDED")
        decided = {"ground": "self-neglect", "attempts": 3, "until": ahead(api, 60)}
        done(api.post(f"{CASE}/outreach", decided))
        for _ in range(3):
            done(api.post(f"{CASE}/contacts", UNASKED))
        is_a_problem(api.post(f"{CASE}/contacts", UNASKED), 409, "OUTREACH_ENDED")
        more = {"attempts": 1, "until": ahead(api, 30)}
        own = api.post(f"{CASE}/outreach-extensions", more)
        is_a_problem(own, 403, "SECOND_PERSON_MISSING")
        done(api.post(f"{CASE}/outreach-extensions", more, by=by_pieter))
        done(api.post(f"{CASE}/contacts", {**UNASKED, "reached": True}))
        coerced = api.post(f"{CASE}/contacts", {**UNASKED, "character": "coerced"})
        is_a_problem(coerced, 409, "NO_POWER_TO_COERCE")
        pressed = {
            "ground": "housing-at-risk", "consulted": pieter, "consequences": ["nothing"],
            "reviewOn": ahead(api, 30),
        }  # fmt: skip
        is_a_problem(api.post(f"{CASE}/pressure", pressed), 409, "CONSULTATION_NOT_CONFIRMED")
        thought_along = {"ground": "housing-at-risk"}
        done(api.post(f"{CASE}/consultations", thought_along, by=by_pieter))
        done(api.post(f"{CASE}/pressure", pressed))
        urged = {**UNASKED, "wanted": True, "character": "urged"}
        is_a_problem(api.post(f"{CASE}/contacts", urged), 409, "PRESSURE_NOT_TOLD")
        put(api.journal, told_of_urging)
        done(api.post(f"{CASE}/contacts", urged))
        done(api.post(f"{CASE}/pressure-endings"))
        is_a_problem(api.post(f"{CASE}/contacts", urged), 409, "PRESSURE_NOT_DECIDED")


@pytest.mark.requirement("M-19")
def test_her_no_is_what_everybody_who_opens_the_case_is_shown_first(database: Database) -> None:
    with begun(database) as api:
        assert "first" not in done(api.get(f"{CASE}/history"))
        no = done(api.post(f"{CASE}/help-refusals", NO))
        ways = {
            token(): f"{CASE}/history", by_samira: f"{CASE}/history", by_noor: f"{CASE}/history",
            by_ines: f"{CASE}/audit-trail",
        }  # fmt: skip
        for by, path in ways.items():
            told = done(api.get(path, by=by))
            (first,) = told["first"]
            assert next(iter(told)) == "first"
            assert first["type"] == "HelpRefused"
            assert first["position"] == no["facts"][0]["position"]
            # Her words are for who helps her: not for the desk, and not for the auditor.
            assert (WORDS in first["sentence"]) is (by not in (by_noor, by_ines)), path
        line = next(x for x in replay(api.journal, stairs) if x.kind == "HelpRefused")
        assert "nee tegen de hulp" in line.sentence
        before = done(api.get(f"{CASE}/history?knownAt=2020-01-01T00:00:00Z"))
        assert "first" not in before
        is_a_problem(api.post(f"{CASE}/contacts", {**UNASKED, "wanted": True}), 409, "HELP_REFUSED")
        put(api.journal, *another_case)
        (first,) = done(api.get(f"/cases/{elsewhere}/history"))["first"]
        assert first["position"] == no["facts"][0]["position"]
        assert WORDS not in first["sentence"]  # she said them in another case
        done(api.post(f"{CASE}/help-agreements"))
        assert "first" not in done(api.get(f"{CASE}/history"))
        done(api.post(f"{CASE}/contacts", {**UNASKED, "wanted": True}))


@pytest.mark.requirement("M-21", "M-22", "M-36")
def test_how_far_a_team_goes(database: Database) -> None:
    with begun(database) as api:
        came = {"resident": applied.resident, "team": oost, "urgency": "ordinary",
                "source": "police", "content": "Er was ruzie.", "case": stairs}  # fmt: skip
        signal = done(api.post("/signals", came))["facts"][0]["position"]
        level = {"level": "serious", "cited": signal}
        is_a_problem(api.post(f"{CASE}/concern-levels", level), 403, "SECOND_PERSON_MISSING")
        done(api.post(f"{CASE}/concern-endorsements", level, by=by_pieter))
        done(api.post(f"{CASE}/concern-levels", level))
        again = api.post(f"{CASE}/concern-levels", {**level, "level": "acute"})
        is_a_problem(again, 409, "NO_NEW_FACT")
        done(api.post(f"{CASE}/meldcode-steps", {"step": "1-signs", "acute": True}))
        done(api.post(f"{CASE}/safe-at-home-reports"))
        refusal = {"to": "mayor", "grounds": ["help-refused"], "view": "Nee.", "endsWhen": "Rust."}
        is_a_problem(api.post(f"{CASE}/escalations", refusal), 409, "REFUSAL_IS_NO_GROUND")
        done(api.post(f"{CASE}/escalations", {**refusal, "grounds": ["danger-grew"]}))
        on = {"reason": "Het loopt nog.", "view": "", "reviewOn": ahead(api, 90)}
        unheard = api.post(f"{CASE}/continuations", on, by=by_samira)
        is_a_problem(unheard, 409, "RESIDENT_VIEW_MISSING")
        done(api.post(f"{CASE}/continuations", {**on, "view": "Goed zo."}, by=by_samira))
        refused = {"mandate": mandated.mandate, "outcome": "refused", "amount": 0,
                   "reasons": "Zij werkt niet mee.", "grounds": ["help-refused"]}  # fmt: skip
        path = f"/applications/{applied.application}/decisions"
        is_a_problem(api.post(path, refused), 409, "REFUSAL_IS_NO_GROUND")
        done(api.post(path, {**refused, "grounds": ["wmo-2.3.8-3"]}))


@pytest.mark.requirement("M-23")
def test_how_long_and_how_often_is_a_list_for_the_team_and_who_oversees(
    database: Database,
) -> None:
    with begun(database) as api:
        done(api.post(f"{CASE}/contacts", {**UNASKED, "wanted": True, "reached": True}))
        head = done(api.post(f"{CASE}/help-refusals", NO))["position"]
        follower = Follower(database)
        follower.start()
        try:
            for by in (token(), by_samira, by_ines):
                path = f"/involvement?case={stairs}&waitForPosition={head}"
                (row,) = done(api.get(path, by=by))["items"]
                assert (row["wanted"], row["byTeam"], row["refusals"]) == (1, 1, 1)
        finally:
            follower.stop()
        is_a_problem(api.get("/involvement", by=by_noor), 403, "NOT_AUTHORISED")
