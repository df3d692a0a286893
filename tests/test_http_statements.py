"""Statements and reports over HTTP: whatever shows one shows what the resident says of it, too."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from domain.facts.statement import StatementStruck
from domain.terms import WorkerId
from projections.narrative.en.statements import HEADINGS as ENGLISH
from projections.narrative.nl.statements import HEADINGS
from service.database import Database
from tests.http import Api, is_a_problem, serving, token
from tests.people import (
    bakker,
    gemeente,
    helped,
    leader,
    leads,
    max_,
    residents,
    samira,
    stairs,
    vera,
    watcher,
    watches,
)
from tests.scenario import put

by_herself = token(WorkerId(bakker), residents, gemeente)
by_another = token(WorkerId(max_), residents, gemeente)
by_leader = token(samira, leader)
by_officer = token(vera, watcher, gemeente)
HER_WORDS = "Dat heb ik nooit gezegd."
SAYS = {
    "topic": "mobility", "kind": "judgement", "source": "reasoning",
    "text": "Zij wil niet geholpen worden.",
}  # fmt: skip


@contextmanager
def helping(database: Database) -> Iterator[Api]:
    with serving(database) as api:
        put(api.journal, *helped, *leads, *watches)
        yield api


def done(api: Api, path: str, body: dict[str, Any] | None = None, by: str | None = None) -> Any:
    response = api.post(path, body, by=by)
    assert response.status_code == 201, response.text
    return response.json().get("ids", {})


def shown(api: Api, path: str, by: str | None = None) -> Any:
    response = api.get(path, by=by)
    assert response.status_code == 200, response.text
    return response.json()


def said(api: Api, **what: Any) -> str:
    return str(done(api, f"/cases/{stairs}/statements", {**SAYS, **what})["statement"])


def reported_on(api: Api, *statements: str, needed: tuple[str, ...] = ()) -> str:
    body = {"statements": list(statements), "needed": list(needed)}
    return str(done(api, f"/cases/{stairs}/reports", body)["report"])


def renderings(api: Api, statement: str, report: str) -> dict[str, str]:
    """Everything that shows the statement, as text."""
    case = f"/cases/{stairs}"
    own = f"/residents/{bakker}"
    return {
        "history": api.get(f"{case}/history").text,
        "history, by the privacy officer": api.get(f"{case}/history", by=by_officer).text,
        "her record": api.get(f"{own}/record", by=by_herself).text,
        "the statement": api.get(f"{case}/statements/{statement}").text,
        "the report": shown(api, f"{case}/reports/{report}")["text"],
        "her report": shown(api, f"{own}/reports/{report}", by_herself)["text"],
        "the report's lines": str(shown(api, f"{case}/reports/{report}")["teamVersion"]),
    }


@pytest.mark.requirement("M-14", "M-15")
def test_what_says_it_again_is_shown_with_what_it_was_corrected_to_and_with_her_words(
    database: Database,
) -> None:
    with helping(database) as api:
        first = said(api)
        again = said(api, repeats=first, text="Zij wil nergens van weten.")
        report = reported_on(api, again)
        done(api, f"/cases/{stairs}/reports/{report}/sharings", {"channel": "home-visit"})
        put_right = {"reason": "inaccurate", "text": "Zij wil erover nadenken."}
        done(api, f"/cases/{stairs}/statements/{first}/corrections", put_right)
        done(api, f"/cases/{stairs}/statements/{first}/contests", {"words": HER_WORDS})
        for where, text in renderings(api, again, report).items():
            assert put_right["text"] in text and HER_WORDS in text, where
        (line,) = shown(api, f"/cases/{stairs}/reports/{report}")["teamVersion"]
        assert line["text"] == put_right["text"]
        assert {"corrected", "contested", "repeated"} <= set(line["marks"])


@pytest.mark.requirement("M-14")
@pytest.mark.parametrize("herself", [True, False])
def test_her_own_words_travel_with_a_statement_in_every_rendering(
    database: Database, herself: bool
) -> None:
    with helping(database) as api:
        statement = said(api)
        report = reported_on(api, statement)
        done(api, f"/cases/{stairs}/reports/{report}/sharings", {"channel": "home-visit"})
        for where, text in renderings(api, statement, report).items():
            assert SAYS["text"] in text and HER_WORDS not in text, where
        whose = f"/residents/{bakker}" if herself else f"/cases/{stairs}"
        contest = f"{whose}/statements/{statement}/contests"
        done(api, contest, {"words": HER_WORDS}, by=by_herself if herself else None)
        for where, text in renderings(api, statement, report).items():
            assert HER_WORDS in text, where
        lines = shown(api, f"/cases/{stairs}/history")["items"]
        (line,) = [each for each in lines if each["type"] == "StatementRecorded"]
        assert HER_WORDS in line["sentence"], "in the very line, not only further on"


def test_nobody_contests_what_is_about_somebody_else(database: Database) -> None:
    with helping(database) as api:
        statement = said(api)
        for whose, by in ((bakker, by_another), (bakker, None)):
            path = f"/residents/{whose}/statements/{statement}/contests"
            is_a_problem(api.post(path, {"words": "Nee."}, by=by), 403, "NOT_YOURS")
        path = f"/residents/{max_}/statements/{statement}/contests"
        is_a_problem(api.post(path, {"words": "Nee."}, by=by_another), 404, "UNKNOWN")


@pytest.mark.requirement("M-08")
def test_a_draft_says_in_every_rendering_that_she_has_not_seen_it(database: Database) -> None:
    with helping(database) as api:
        report = reported_on(api, said(api))
        path = f"/cases/{stairs}/reports/{report}"
        draft = shown(api, path)
        assert HEADINGS["draft"] == "CONCEPT – niet met inwoner besproken"
        assert draft["label"] == HEADINGS["draft"] and draft["text"].startswith(HEADINGS["draft"])
        english = api.client.get(
            f"/v1{path}", headers={"Authorization": f"Bearer {token()}", "Accept-Language": "en"}
        )
        assert english.json()["text"].startswith(ENGLISH["draft"])
        is_a_problem(api.post(f"{path}/establishments"), 409, "REPORT_NOT_SHARED")
        own = f"/residents/{bakker}/reports/{report}"
        is_a_problem(api.get(own, by=by_herself), 404, "UNKNOWN")
        done(api, f"{path}/sharings", {"channel": "counter"})
        assert shown(api, own, by_herself)["label"] == HEADINGS["shown"]
        done(api, f"{path}/establishments")
        fixed = shown(api, path)
        assert (fixed["established"], fixed["label"]) == (True, HEADINGS["fixed"])


@pytest.mark.requirement("M-30")
def test_both_versions_stand_on_the_first_page_with_what_she_makes_of_it(
    database: Database,
) -> None:
    with helping(database) as api:
        report = reported_on(api, said(api))
        path, own = f"/cases/{stairs}/reports/{report}", f"/residents/{bakker}/reports/{report}"
        done(api, f"{path}/sharings", {"channel": "home-visit"})
        asked = shown(api, path)
        assert (asked["view"], asked["signedFor"]) == ("not-asked", None)
        assert f"{HEADINGS['view']}: {HEADINGS['not_asked']}." in asked["text"]
        answer = {"view": "disagreed", "words": "Ik wil wel hulp.", "signedFor": "seen"}
        done(api, f"{own}/answers", answer, by=by_herself)
        told = shown(api, path)
        first, hers, theirs, _ = told["text"].split("\n\n")
        assert first.splitlines()[1:] == [
            "Wat de inwoner vindt: de inwoner is het niet eens met het verslag.",
            "Getekend voor: gezien.",
        ]
        assert hers.splitlines() == [HEADINGS["hers"], "“Ik wil wel hulp.”"]
        assert theirs.startswith(HEADINGS["theirs"]) and SAYS["text"] in theirs
        assert (told["view"], told["residentVersion"]) == ("disagreed", "Ik wil wel hulp.")
        done(api, f"{path}/answers", {"view": "agreed", "signedFor": "as-application"})
        assert shown(api, path)["signedFor"] == "as-application"


@pytest.mark.requirement("C-03")
def test_a_line_that_she_strikes_is_gone_from_what_is_established(database: Database) -> None:
    with helping(database) as api:
        kept, gone = said(api), said(api, text="Zij rookt op het balkon.")
        again = said(api, text="Zij rookt nog steeds.", repeats=gone)
        report = reported_on(api, kept, gone, needed=(kept,))
        path, own = f"/cases/{stairs}/reports/{report}", f"/residents/{bakker}/reports/{report}"
        done(api, f"{path}/sharings", {"channel": "home-visit"})
        assert "rookt" in shown(api, own, by_herself)["text"]
        needed = api.post(f"{own}/strikes", {"statement": kept}, by=by_herself)
        is_a_problem(needed, 409, "LINE_NEEDED")
        done(api, f"{own}/strikes", {"statement": gone}, by=by_herself)
        events = [fact.event for fact in api.journal.read()]
        struck = [each.statement for each in events if isinstance(each, StatementStruck)]
        assert struck == [gone, again], "and what says it again with it"
        done(api, f"{path}/establishments")
        for text in (shown(api, path)["text"], shown(api, own, by_herself)["text"]):
            assert "rookt" not in text and SAYS["text"] in text


@pytest.mark.requirement("M-12", "M-13")
def test_what_a_statement_is_worth_is_said_wherever_it_is_shown(database: Database) -> None:
    with helping(database) as api:
        today = api.journal.now().date()
        judged = said(api)
        supposed = said(
            api, kind="hypothesis", text="Misschien durft zij niet.",
            expiresOn=(today + timedelta(days=1)).isoformat(),
        )  # fmt: skip
        report = reported_on(api, judged, supposed)
        text = shown(api, f"/cases/{stairs}/reports/{report}")["text"]
        assert text.count("(zonder onderbouwing)") == 1 and "nooit bevestigd" not in text
        for where, text in renderings(api, judged, _shared(api, report)).items():
            assert "zonder onderbouwing" in text or "unsupported" in text, where
        fact = {"kind": "fact", "source": "resident", "text": "Ik durf niet.", "confirms": supposed}
        said(api, **fact)
        marks = shown(api, f"/cases/{stairs}/statements/{supposed}")["marks"]
        assert marks == ["confirmed"]


def _shared(api: Api, report: str) -> str:
    done(api, f"/cases/{stairs}/reports/{report}/sharings", {"channel": "home-visit"})
    return report


@pytest.mark.requirement("C-06")
def test_only_her_who_wrote_it_sees_a_note_and_it_is_in_nothing_else(database: Database) -> None:
    with helping(database) as api:
        assert shown(api, "/notes") == {"items": [], "read": None}
        note = done(api, f"/cases/{stairs}/notes", {"text": "Terugbellen om drie uur."})["note"]
        own = shown(api, "/notes")
        assert [each["note"] for each in own["items"]] == [note]
        assert own["items"][0]["text"] == "Terugbellen om drie uur."
        for text in (
            api.get("/notes", by=by_leader).text,
            api.get(f"/cases/{stairs}/history").text,
            api.get(f"/cases/{stairs}/history", by=by_officer).text,
            api.get(f"/cases/{stairs}/audit-trail", by=by_officer).text,
            api.get(f"/residents/{bakker}/record", by=by_herself).text,
        ):
            assert "Terugbellen" not in text and note not in text


@pytest.mark.requirement("C-02")
def test_what_was_told_off_the_record_is_a_fact_without_words(database: Database) -> None:
    with helping(database) as api:
        done(api, f"/cases/{stairs}/off-record-requests")
        history = shown(api, f"/cases/{stairs}/history")["items"]
        assert history[-1]["type"] == "LeftUnrecorded"
        youth = {"legalBasis": "JW-HULP"}
        no = api.post(f"/cases/{stairs}/off-record-requests", youth)
        is_a_problem(no, 409, "FILE_DUTY")
        assert no.json()["article"] == "Jw 7.3.8"
        explained = {"channel": "home-visit", **youth}
        done(api, f"/cases/{stairs}/file-duty-explanations", explained)
