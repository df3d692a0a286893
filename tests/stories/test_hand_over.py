"""Story 10, first part: the coordinator goes on leave; who coordinates, and who may, then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import Role
from domain.facts.case import CaseClosed, CoordinatorAssigned, CoordinatorHandedOver
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.terms import FunctionId, WorkerId
from service.database import Database
from tests.http import token
from tests.people import (
    admin,
    administrator,
    buurtteam,
    consultant,
    fatima,
    fatima_assigned,
    gemeente,
    inquires,
    letter,
    named,
    ombudsman,
    oost,
    otto,
    pieter,
    vera,
    watcher,
    watches,
    zuid,
    zuid_formed,
)
from tests.scenario import put
from tests.stories.teller import Teller, by_leader, telling

noor, of_zuid = WorkerId(named("noor")), FunctionId(named("consultant of zuid"))
by_pieter = token(pieter, consultant)
by_noor = token(noor, of_zuid)
by_admin = token(admin, administrator, gemeente)
by_vera = token(vera, watcher, gemeente)
by_otto = token(otto, ombudsman, gemeente)


@pytest.fixture
def story(database: Database) -> Iterator[Teller]:
    with telling(database) as story:
        put(
            story.api.journal, zuid_formed, *watches, *inquires,
            replace(fatima_assigned, worker=pieter),
            FunctionEstablished(function=of_zuid, organisation=buurtteam, role=Role.WORKER),
            FunctionAssigned(worker=noor, function=of_zuid, team=zuid, since=date(2026, 1, 1)),
        )  # fmt: skip
        yield story


def taken_on(story: Teller) -> str:
    """A case of team Oost, of somebody who knows of it."""
    came_in = story.done(
        "/notifications", team=oost, channel="phone", urgency="ordinary",
        question="Ik durf niet meer alleen naar buiten.",
    )  # fmt: skip
    case: str = came_in["ids"]["case"]
    story.done(
        f"/cases/{case}/information-notices", channel="phone", language="nl", text=letter,
        note="Wat wij opschrijven, en wie dat ziet.",
    )  # fmt: skip
    story.done(
        f"/cases/{case}/clarifications", withResident=True, topics=["loneliness"],
        question="Ik wil weer naar de markt.",
    )  # fmt: skip
    story.done(f"/cases/{case}/openings", team=oost, laws=["wmo"])
    return case


def coordinators(story: Teller, case: str) -> list[WorkerId]:
    """Who coordinated, one after the other: of two events none may leave a gap or a second."""
    held: list[WorkerId] = []
    for fact in story.api.journal.read(f"case:{case}"):
        match fact.event:
            case CoordinatorAssigned(coordinator=first):
                assert not held, "two at once"
                held.append(first)
            case CoordinatorHandedOver(previous=previous, coordinator=following):
                assert held[-1] == previous, "the wrong one handed over"
                held.append(following)
            case CaseClosed():
                pytest.fail("closed with somebody coordinating still")
            case _:
                pass
    return held


@pytest.mark.requirement("E-14")
def test_the_hand_over(story: Teller) -> None:
    case = taken_on(story)
    to_fatima, to_pieter = {"coordinator": fatima}, {"coordinator": pieter}
    story.done(f"/cases/{case}/coordinators", **to_fatima)

    # Never two: another one is not assigned beside her, and nobody takes it out of her hands.
    story.refused("COORDINATOR_ALREADY", f"/cases/{case}/coordinators", **to_pieter)
    hand_over = f"/cases/{case}/coordinator-handovers"
    no = story.refused("NOT_COORDINATOR", hand_over, by=by_pieter, **to_pieter)
    assert no["nextStep"] == "ask-the-holder"
    story.refused("NOT_INVOLVED", hand_over, by=by_noor, coordinator=noor)

    # She goes on leave. In one instant it is Pieter, and from then on no longer hers to give.
    story.later(days=3)
    over = story.done(hand_over, **to_pieter)
    story.refused("NOT_COORDINATOR", hand_over, **to_fatima)
    assert coordinators(story, case) == [fatima, pieter]
    row = story.row("caseload", over["position"], by=by_leader, team=oost)
    assert row["coordinator"] == pieter

    # Her function ends that evening: nothing more is done in her name.
    finding: dict[str, Any] = {"topic": "loneliness", "finding": "Zij loopt tot de hoek."}
    story.done(f"/cases/{case}/findings", **finding)
    story.done(
        f"/functions/{consultant}/holder-endings", by=by_admin, worker=fatima, since="2026-03-05"
    )
    story.refused("FUNCTION_NOT_HELD", f"/cases/{case}/findings", **finding)
    story.done(f"/cases/{case}/findings", by=by_pieter, **finding)

    # Pieter falls ill: his team leader hands over, and it is never nobody's.
    story.done(
        f"/functions/{consultant}/holders", by=by_admin, worker=fatima, team=oost,
        since="2026-03-05",
    )  # fmt: skip
    story.done(hand_over, by=by_leader, **to_fatima)
    assert coordinators(story, case) == [fatima, pieter, fatima]


@pytest.mark.requirement("M-38")
def test_a_second_worker_of_another_team(story: Teller) -> None:
    case = taken_on(story)
    finding: dict[str, Any] = {"topic": "loneliness", "finding": "Zij loopt tot de hoek."}
    findings, history = f"/cases/{case}/findings", f"/cases/{case}/history"
    story.refused("NOT_INVOLVED", findings, by=by_noor, **finding)
    assert story.api.get(history, by=by_noor).status_code == 403

    part = {
        "function": of_zuid, "role": "second-worker", "since": "2026-03-02",
        "until": "2026-06-30", "basis": "WMO-ONDERZOEK",
    }  # fmt: skip
    begun = story.done(f"/cases/{case}/participations", by=by_leader, **part)
    story.refused("ALREADY_DONE", f"/cases/{case}/participations", by=by_leader, **part)
    story.done(findings, by=by_noor, **finding)
    assert story.api.get(history, by=by_noor).status_code == 200
    chain = {"case": case, "link": "takes-part"}
    row = story.row("participations", begun["position"], by=by_leader, **chain)
    assert (row["organisation"], row["role"], row["going"]) == (buurtteam, "second-worker", 1)
    assert (row["since"], row["until"], row["basis"]) == (
        "2026-03-02", "2026-06-30", "WMO-ONDERZOEK",
    )  # fmt: skip

    # It ends: on her very next request she gets at nothing any more.
    ended = story.done(f"/cases/{case}/participation-endings", by=by_leader, function=of_zuid)
    assert story.api.get(history, by=by_noor).status_code == 403
    story.refused("NOT_INVOLVED", findings, by=by_noor, **finding)
    over = story.row("participations", ended["position"], by=by_leader, **chain)
    assert (over["going"], over["endedOn"]) == (0, "2026-03-02")


@pytest.mark.requirement("Z-17")
def test_the_ombudsman_reads_until_a_day_and_writes_nothing(story: Teller) -> None:
    case = taken_on(story)
    inquiry: dict[str, Any] = {
        "function": ombudsman, "reference": "ombudsman-2026-123", "until": "2026-03-31",
    }  # fmt: skip
    no = story.refused("NOT_AUTHORISED", f"/cases/{case}/inquiries", by=by_otto, **inquiry)
    assert no["nextStep"] == "ask-the-administrator"
    opened = story.done(f"/cases/{case}/inquiries", by=by_vera, **inquiry)
    place = f"/inquiries/{opened['ids']['inquiry']}"
    assert story.api.get(f"{place}/cases/{case}/history", by=by_otto).status_code == 200
    finding: dict[str, Any] = {"topic": "loneliness", "finding": "Hij schrijft erbij."}
    story.refused("NOT_AUTHORISED", f"/cases/{case}/findings", by=by_otto, **finding)
    story.later(days=29)  # it is the last day still, and then it is not
    assert story.api.get(f"{place}/cases/{case}/history", by=by_otto).status_code == 200
    story.later(days=1)
    assert story.api.get(f"{place}/cases/{case}/history", by=by_otto).status_code == 403


def test_a_case_of_an_employee_is_shut_to_all_but_some(story: Teller) -> None:
    case = taken_on(story)
    only: dict[str, Any] = {"functions": [watcher, of_zuid], "ground": "employee"}
    story.done(f"/cases/{case}/restrictions", by=by_vera, **only)
    finding: dict[str, Any] = {"topic": "loneliness", "finding": "Zij werkt bij de gemeente."}
    no = story.refused("RESTRICTED_CASE", f"/cases/{case}/findings", **finding)
    assert no["article"] == "AVG 18(1)"
    assert story.api.get(f"/cases/{case}/history").status_code == 403
    story.done(f"/cases/{case}/restriction-liftings", by=by_vera)
    story.done(f"/cases/{case}/findings", **finding)


def test_who_lives_with_her_says_so_and_keeps_out(story: Teller) -> None:
    came_in = story.done(
        "/notifications", team=oost, channel="phone", urgency="ordinary", question="Mijn vrouw."
    )
    case, resident = came_in["ids"]["case"], came_in["ids"]["resident"]
    story.done("/ties", resident=resident, tie="household")
    no = story.refused("OWN_CASE", f"/cases/{case}/openings", team=oost, laws=["wmo"])
    assert (no["article"], no["nextStep"]) == ("Awb 2:4", "let-a-colleague")
    story.done(f"/cases/{case}/openings", by=by_pieter, team=oost, laws=["wmo"])
    ending = {"worker": fatima, "resident": resident, "tie": "household"}
    story.refused("NOT_AUTHORISED", "/tie-endings", **ending)
    story.done("/tie-endings", by=by_leader, **ending)
