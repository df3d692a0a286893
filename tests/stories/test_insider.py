"""Story 9, second half: a worker opens the file of her neighbour, and it does not stay unseen."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.facts.message import MessageOrdered
from domain.facts.municipality import FunctionAssigned
from service.database import Database
from service.identity import of_resident
from tests.http import token, tokens
from tests.people import consultant, gemeente, leader, monday, oost, pieter, zuid, zuid_formed
from tests.scenario import put
from tests.stories.teller import Teller, by_leader, telling

by_pieter = token(pieter, consultant)
WHY = "Haar deur staat open en zij doet niet open."


@pytest.fixture
def story(database: Database) -> Iterator[Teller]:
    with telling(database) as story:
        in_zuid = FunctionAssigned(
            worker=pieter, function=consultant, team=zuid, since=monday.date()
        )
        put(story.api.journal, zuid_formed, in_zuid)
        yield story


def came_in(story: Teller) -> tuple[str, str]:
    """The neighbour's question at team Oost: her case, and her."""
    asked = story.done(
        "/notifications", team=oost, channel="phone", urgency="ordinary",
        question="Ik kom de trap niet meer op.",
    )  # fmt: skip
    return asked["ids"]["case"], asked["ids"]["resident"]


@pytest.mark.requirement("M-33", "Z-03", "Z-15", "Z-16")
def test_the_insider(story: Teller) -> None:
    case, neighbour = came_in(story)
    path = f"/cases/{case}/history"
    no = story.api.get(path, by=by_pieter)
    assert no.status_code == 403
    assert no.json()["code"] == "NOT_INVOLVED"
    assert no.json()["article"] == "AVG 5(1)(f)"
    assert no.json()["nextStep"] == "ask-the-team"
    assert "trap" not in no.text

    # There is no button that reads without a reason.
    emergency = {"reason": "acute-danger", "tell": leader}
    assert story.api.post(f"/cases/{case}/break-glass", emergency, by=by_pieter).status_code == 422
    glass = story.done(f"/cases/{case}/break-glass", by=by_pieter, explanation=WHY, **emergency)
    ordered = [
        fact.event
        for fact in story.api.journal.read(f"case:{case}")
        if isinstance(fact.event, MessageOrdered) and fact.event.function == leader
    ]
    assert [each.template for each in ordered] == ["break-glass", "break-glass-review"]
    read = story.api.get(path, by=by_pieter)
    assert read.status_code == 200
    assert "Ik kom de trap niet meer op." in read.text

    # She sees it herself, at once: who, why, and that he was refused before.
    own = tokens.issue(of_resident(neighbour, gemeente, None))  # type: ignore[arg-type]
    looked = story.api.get(f"/residents/{neighbour}/reads", by=own).json()["items"]
    assert [line["type"] for line in looked] == ["GlassBroken", "RecordRead", "OwnRecordRead"]
    assert WHY in looked[0]["sentence"]
    assert "het was een noodgeval" in looked[1]["sentence"]
    told = story.api.get(f"/residents/{neighbour}/record", by=own).json()["items"]
    (attempt,) = (line for line in told if line["type"] == "AttemptRefused")
    assert "wilde in de zaak lezen" in attempt["sentence"]

    # It waits for somebody else's judgement, by a day.
    waits = story.row("break-glass", glass["position"], by=by_leader, team=oost)
    assert (waits["reviewedAt"], waits["reviewBy"], waits["worker"]) == (None, "2026-03-09", pieter)
    review = {"verdict": "not-justified", "findings": "Zij was boodschappen doen."}
    place = f"/cases/{case}/break-glass/{glass['ids']['glass']}/reviews"
    judged = story.done(place, by=by_leader, **review)
    done = story.row("break-glass", judged["position"], by=by_leader, team=oost)
    assert done["verdict"] == "not-justified"
    assert story.api.get(path, by=by_pieter).status_code == 403


@pytest.mark.requirement("Z-16")
def test_it_ends_by_itself(story: Teller) -> None:
    case, _ = came_in(story)
    emergency = {"reason": "acute-danger", "tell": leader, "explanation": WHY}
    story.done(f"/cases/{case}/break-glass", by=by_pieter, minutes=30, **emergency)
    assert story.api.get(f"/cases/{case}/history", by=by_pieter).status_code == 200
    story.on(story.now + timedelta(minutes=30))
    assert story.api.get(f"/cases/{case}/history", by=by_pieter).status_code == 403


def test_her_own_record_has_all_parts_but_the_words_of_who_told_something(story: Teller) -> None:
    signal = story.done(
        "/signals", team=oost, urgency="ordinary", source="informal-network",
        content="Zij zegt dat niemand dit mag weten.",
    )  # fmt: skip
    resident = signal["ids"]["resident"]
    own = tokens.issue(of_resident(resident, gemeente, None))
    record = story.api.get(f"/residents/{resident}/record", by=own)
    assert record.status_code == 200
    assert "SignalReceived" in {line["type"] for line in record.json()["items"]}
    assert "niemand dit mag weten" not in record.text
    assert story.api.get(f"/residents/{pieter}/record", by=own).status_code == 403
