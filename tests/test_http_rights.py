"""By what right, over HTTP and on the command line: granted, used, explained and revoked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from domain.codes import MandateCondition, Role
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.terms import BudgetId, FunctionId, MandateId, WorkerId, day, quarter
from service.commands.explain import explain, mandate, mandates
from service.commands.views import NotThere
from service.database import Database
from service.follow import Follower
from service.opening import Opened
from service.settings import Settings
from tests.http import Api, is_a_problem, new, serving, token
from tests.people import (
    admin,
    administrator,
    allotted,
    applied,
    buurtteam,
    consultant,
    fast_track,
    first_quarter,
    gemeente,
    helped,
    leader,
    lift,
    mandated,
    named,
    oost,
    pieter,
    ready_to_spend,
    stairs,
)
from tests.scenario import put

directing, nadia = FunctionId(named("directing")), WorkerId(named("nadia"))
auditing, ines = FunctionId(named("auditing")), WorkerId(named("ines"))
people = (
    FunctionEstablished(function=directing, organisation=buurtteam, role=Role.DIRECTOR),
    FunctionAssigned(worker=nadia, function=directing, team=oost, since=date(2026, 1, 1)),
    FunctionEstablished(function=leader, organisation=buurtteam, role=Role.TEAM_LEADER),
    FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1)),
    FunctionEstablished(function=auditing, organisation=gemeente, role=Role.AUDITOR),
    FunctionAssigned(worker=ines, function=auditing, team=oost, since=date(2026, 1, 1)),
)
by_admin = token(admin, administrator, gemeente)
by_nadia, by_pieter = token(nadia, directing), token(pieter, leader)
by_ines = token(ines, auditing, gemeente)
lasting = replace(mandated, since=date(2020, 1, 1), until=date(2099, 12, 31))
MANDATE: dict[str, Any] = {
    "grantee": leader, "organisation": gemeente, "kind": "mandaat", "laws": ["wmo"],
    "acts": ["grant", "refuse", "spend"], "provisions": ["stair-lift"], "limit": 1_000_000,
    "since": "2020-01-01", "until": "2099-12-31", "publication": "gmb-2026-77",
    "limitPerYear": 2_000_000, "mostMonths": 12, "subMandate": True, "body": "college",
    "decidedOn": "2025-12-16", "conditions": ["peer-review"],
}  # fmt: skip
DECISION = {"mandate": fast_track, "outcome": "granted", "amount": 100_00, "reasons": "Nodig."}


@contextmanager
def begun(database: Database, *more: Any) -> Iterator[Api]:
    with serving(database) as api:
        put(api.journal, *helped, *people, lasting, *ready_to_spend[-2:], *more)
        yield api


def done(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def test_a_mandate_is_granted_agreed_to_passed_on_and_taken_back(database: Database) -> None:
    with begun(database) as api:
        told = done(api.post("/mandates", MANDATE, by=by_admin))
        granted = told["ids"]["mandate"]
        assert told["facts"][0]["fields"]["consentOf"] == buurtteam
        sub = {k: v for k, v in MANDATE.items() if k not in ("organisation", "kind", "body")}
        sub = {**sub, "grantee": consultant, "limit": 1_000_00}
        del sub["decidedOn"]
        early = api.post(f"/mandates/{granted}/sub-mandates", sub, by=by_pieter)
        is_a_problem(early, 403, "MANDATE_NOT_CONSENTED")
        done(api.post(f"/mandates/{granted}/consents", by=by_pieter))
        done(api.post(f"/mandates/{granted}/consents", by=by_nadia))
        again = api.post(f"/mandates/{granted}/consents", by=by_nadia)
        is_a_problem(again, 409, "ALREADY_DONE")
        wide = api.post(
            f"/mandates/{granted}/sub-mandates", {**sub, "limit": 1_000_001}, by=by_pieter
        )
        is_a_problem(wide, 403, "SUB_MANDATE_TOO_WIDE")
        passed = done(api.post(f"/mandates/{granted}/sub-mandates", sub, by=by_pieter))
        below = passed["ids"]["mandate"]
        hangs = done(api.get(f"/mandates/{granted}/dependents", by=by_admin))
        assert (hangs["stands"], hangs["subMandates"]) == (True, [below])
        ended = done(api.post(f"/mandates/{granted}/revocations", by=by_admin))
        assert ended["facts"][0]["fields"]["below"] == [below]
        after = done(api.get(f"/mandates/{below}/dependents", by=by_admin))
        assert not after["stands"]


def test_a_machtiging_to_decide_is_no_mandate_that_can_be_given(database: Database) -> None:
    with begun(database) as api:
        answer = api.post("/mandates", {**MANDATE, "kind": "machtiging"}, by=by_admin)
        is_a_problem(answer, 422, "NOT_VALID")
        assert answer.json()["errors"][0]["field"] == "body.acts"


@pytest.mark.requirement("M-10", "Z-29")
def test_a_decision_is_explained_to_who_may_read_it_and_that_is_on_record(
    database: Database,
) -> None:
    with begun(database, applied) as api:
        decision = done(api.post(f"/applications/{lift}/decisions", DECISION))["ids"]["decision"]
        done(api.post(f"/mandates/{fast_track}/revocations", by=by_admin))
        for by in (None, by_ines):
            told = done(api.get(f"/decisions/{decision}/explanations", by=by))
            (one,) = told["items"]
            assert one["upheld"] and one["complete"]
            assert one["then"] == {
                "facts": ["DecisionTaken"], "refusal": None, "unsaid": None, "article": None,
            }  # fmt: skip
            assert (one["now"]["refusal"], one["now"]["article"]) == ("MANDATE_ENDED", "Awb 10:8")
            assert one["mandates"][0]["publication"] == mandated.publication
            assert "Nodig." not in str(told)
            (read,) = api.journal.read(after=told["read"] - 1, until=told["read"])
            assert type(read.event).__name__ == "RecordRead"
        is_a_problem(
            api.get(f"/decisions/{decision}/explanations", by=by_nadia), 403, "NOT_AUTHORISED"
        )
        is_a_problem(api.get(f"/decisions/{new()}/explanations"), 404, "UNKNOWN")


@pytest.mark.requirement("E-15")
def test_powers_are_compared_on_a_day(database: Database) -> None:
    with begun(database) as api:
        told = done(api.get("/powers?on=2026-03-02"))
        lifts = [
            row for row in told["items"]
            if (row["provision"], row["act"]) == ("stair-lift", "grant")
        ]  # fmt: skip
        assert [holder["organisation"] for holder in lifts[0]["holders"]] == [buurtteam]
        assert any(row["gap"] for row in told["items"])
        none = done(api.get("/powers?on=2019-12-31"))
        assert all(row["gap"] for row in none["items"])
        assert all(
            row["gap"] for row in done(api.get("/powers?knownAt=2020-01-01T00:00:00Z"))["items"]
        )


@pytest.mark.requirement("M-10")
def test_mandates_and_what_was_done_under_them_are_listed(database: Database) -> None:
    with begun(database, applied) as api:
        follower = Follower(database)
        follower.start()
        try:
            position = done(api.post(f"/applications/{lift}/decisions", DECISION))["position"]
            (row,) = done(api.get(f"/mandates?waitForPosition={position}"))["items"]
            assert (row["mandate"], row["decisions"]) == (fast_track, 1)
            waited = f"/rights?mandate={fast_track}&waitForPosition={position}"
            (right,) = done(api.get(waited, by=by_ines))["items"]
            assert (right["kind"], right["case"]) == ("DecisionTaken", stairs)
            (hidden,) = done(api.get(waited, by=by_admin))["items"]
            assert (hidden["case"], hidden["amount"]) == (None, 100_00)
            is_a_problem(api.get("/rights"), 403, "NOT_AUTHORISED")
        finally:
            follower.stop()


def test_what_hangs_on_a_mandate_is_shown_before_it_is_revoked(database: Database) -> None:
    with begun(database, applied) as api:
        held = done(
            api.post(f"/cases/{stairs}/reservations", {"budget": first_quarter, "amount": 10_00})
        )["ids"]["reservation"]
        told = done(api.get(f"/mandates/{fast_track}/dependents", by=by_ines))
        assert [a["application"] for a in told["applications"]] == [lift]
        assert [(r["reservation"], r["case"]) for r in told["reservations"]] == [(held, stairs)]
        hidden = done(api.get(f"/mandates/{fast_track}/dependents", by=by_admin))
        assert [r["case"] for r in hidden["reservations"]] == [None]
        is_a_problem(api.get(f"/mandates/{fast_track}/dependents"), 403, "NOT_AUTHORISED")
        is_a_problem(api.get(f"/mandates/{new()}/dependents", by=by_ines), 404, "UNKNOWN")


@pytest.mark.requirement("E-16")
def test_who_promised_what_is_shown_and_whether_it_still_binds(database: Database) -> None:
    with begun(database) as api:
        path = f"/cases/{stairs}/case-agreements"
        made = done(api.post(path, {"until": "2099-01-01", "aim": "Thuis blijven wonen."}))
        agreement = made["ids"]["agreement"]
        line = {"act": "grant", "law": "wmo", "amount": 100_00, "promise": "De lift."}
        bound = {**line, "mandate": fast_track, "provision": "stair-lift"}
        first = done(api.post(f"{path}/{agreement}/lines", bound))
        assert first["facts"][0]["fields"]["binding"] is True
        second = done(api.post(f"{path}/{agreement}/lines", line, by=by_pieter))
        assert second["facts"][0]["fields"]["whyNot"] == "MANDATE_NOT_FOR_THIS"
        (shown,) = done(api.get(path))["items"]
        assert [(one["binding"], one["stands"]) for one in shown["lines"]] == [
            (True, True), (False, False),
        ]  # fmt: skip
        assert "Thuis blijven" not in str(shown)
        done(api.post(f"/mandates/{fast_track}/revocations", by=by_admin))
        (shown,) = done(api.get(path))["items"]
        first_line = shown["lines"][0]
        assert (first_line["binding"], first_line["stands"]) == (True, False)
        done(api.post(f"{path}/{agreement}/endings"))
        (shown,) = done(api.get(path))["items"]
        assert shown["ended"]
        is_a_problem(api.get(path, by=by_nadia), 403, "NOT_AUTHORISED")


def test_a_second_person_looks_along_over_http(database: Database) -> None:
    asks = replace(
        lasting, mandate=MandateId(named("asks")), conditions=(MandateCondition.PEER_REVIEW,)
    )
    with begun(database, asks, applied) as api:
        decision = {**DECISION, "mandate": asks.mandate, "months": 12, "provider": gemeente}
        alone = api.post(f"/applications/{lift}/decisions", decision)
        is_a_problem(alone, 403, "SECOND_PERSON_MISSING")
        seen = {"mandate": asks.mandate, "condition": "peer-review", "outcome": "granted"}
        path = f"/applications/{lift}/endorsements"
        done(api.post(path, {**seen, "amount": 100_00}, by=by_pieter))
        done(api.post(f"/applications/{lift}/decisions", decision))
        on = day(api.journal.now())
        purse = BudgetId(named("this quarter"))
        put(api.journal, replace(allotted, budget=purse, year=on.year, quarter=quarter(on)))
        money = {"budget": purse, "amount": 10_00}
        held = done(api.post(f"/cases/{stairs}/reservations", money))["ids"]["reservation"]
        along = {**seen, "budget": purse, "case": stairs}
        del along["outcome"]
        done(api.post(f"/reservations/{held}/endorsements", along, by=by_pieter))
        spend = {**money, "mandate": asks.mandate, "reservation": held, "reason": "Een stoel."}
        done(api.post(f"/cases/{stairs}/spendings", spend))
        nothing = api.post(f"/applications/{new()}/decisions", decision)
        is_a_problem(nothing, 404, "UNKNOWN")


def test_the_command_line_explains_compares_and_lists(database: Database, tmp_path: Path) -> None:
    with begun(database, applied) as api:
        decision = done(api.post(f"/applications/{lift}/decisions", DECISION))["ids"]["decision"]
        done(api.post(f"/cases/{stairs}/reservations", {"budget": first_quarter, "amount": 10_00}))
        opened = Opened(Settings(municipality=database.schema), database, api.journal)

        def printed(show: Any, *asked: Any, **more: Any) -> str:
            console = Console(width=160, record=True, quiet=False, file=(tmp_path / "o").open("w"))
            show(opened, console, *asked, **more)
            return console.export_text()

        for language in ("nl", "en"):
            told = printed(explain, decision, language)
            assert "as is on record" in told
            assert mandated.publication in told
            assert "Nodig." not in told
        assert "of nobody" in printed(mandates)
        assert "stair-lift" in printed(mandates, everything=True)
        assert "reservation" in printed(mandate, fast_track)
        for wrong in ("x", new()):
            with pytest.raises(NotThere):
                printed(explain, wrong)
            with pytest.raises(NotThere):
                printed(mandate, wrong)
        with pytest.raises(NotThere):
            printed(explain, decision, "fr")
