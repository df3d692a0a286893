"""Story 1, the stair lift: decided the same day by who visited her, with no back office."""

from typing import Any

import pytest

from domain.codes import Law
from service.database import Database
from tests.people import fast_track, leader, letter, oost
from tests.stories.teller import Teller, by_leader, leader_mandate, lift_money, telling


def applied(story: Teller, case: str, provision: str, amount: int) -> str:
    answer = story.done(
        f"/cases/{case}/applications", law=Law.WMO, provision=provision, amount=amount
    )
    application: str = answer["ids"]["application"]
    return application


@pytest.mark.requirement("E-09", "H-05", "X-11")
def test_the_stair_lift(database: Database) -> None:
    with telling(database) as story:
        came_in = story.done(
            "/notifications", team=oost, channel="phone", urgency="ordinary",
            question="Ik kom de trap niet meer op.",
        )  # fmt: skip
        case = came_in["ids"]["case"]
        story.done(f"/cases/{case}/receipt-confirmations", channel="letter", text=letter)
        story.done(f"/cases/{case}/client-support-offers", channel="phone")
        story.done(f"/cases/{case}/client-support-answers", wanted=False)
        story.done(
            f"/cases/{case}/information-notices", channel="phone", language="nl", text=letter,
            note="Wat wij opschrijven, en wie dat ziet.",
        )  # fmt: skip
        story.done(f"/cases/{case}/openings", team=oost, laws=["wmo"])
        lift: dict[str, Any] = {"law": "wmo", "provision": "stair-lift", "amount": 3_950_00}
        # No solution before the question is clear, in her words.
        story.refused("QUESTION_NOT_CLARIFIED", f"/cases/{case}/applications", **lift)
        story.done(
            f"/cases/{case}/clarifications", withResident=True, topics=["mobility", "housing"],
            question="Ik wil weer in mijn eigen bed slapen.",
        )  # fmt: skip
        # Debts have nothing to do with a stair lift.
        debts: dict[str, Any] = {"topic": "debt", "finding": "Gevraagd naar schulden."}
        no = story.refused("NOT_NECESSARY", f"/cases/{case}/findings", **debts)
        assert no["article"] == "AVG 5(1)(c)"

        story.done(f"/cases/{case}/help-agreements")
        story.done(f"/cases/{case}/plans", goals="Boven slapen.", reviewOn="2026-09-01")
        application = applied(story, case, "stair-lift", 3_950_00)
        decision: dict[str, Any] = {
            "outcome": "granted",
            "reasons": "Zij kan niet meer boven slapen.",
        }
        decided = story.done(
            f"/applications/{application}/decisions", mandate=fast_track, amount=3_950_00,
            **decision,
        )  # fmt: skip
        assert [fact["type"] for fact in decided["facts"]] == ["DecisionTaken"]
        story.done(f"/applications/{application}/dispatches", channel="letter", text=letter)
        spent = story.done(
            f"/cases/{case}/spendings", mandate=fast_track, budget=lift_money, amount=3_950_00,
            reason="De traplift.",
        )  # fmt: skip
        assert [fact["type"] for fact in spent["facts"]] == ["BudgetReserved", "BudgetSpent"]

        # € 5,400 is above her mandate: one step up, to the leader alone.
        story.later(days=1)
        chair = applied(story, case, "wheelchair", 5_400_00)
        above: dict[str, Any] = {"amount": 5_400_00, "mandate": fast_track, **decision}
        story.refused("MANDATE_EXCEEDED", f"/applications/{chair}/decisions", **above)
        up = story.done(f"/applications/{chair}/decisions", escalateTo=leader, **above)
        assert [fact["type"] for fact in up["facts"]] == ["DecisionEscalated"]
        story.refused("MANDATE_OF_ANOTHER", f"/applications/{chair}/decisions", **above)
        story.later(days=2)
        by_her: dict[str, Any] = {**above, "mandate": leader_mandate}
        story.done(f"/applications/{chair}/decisions", by=by_leader, **by_her)
        last = story.done(f"/applications/{chair}/dispatches", channel="letter", text=letter)

        # Every step, escalation and waiting day; the days add up.
        row = story.row("waiting-times", last["position"], case=case)
        assert row["escalations"] == 1
        days = {name: value for name, value in row.items() if name.startswith("daysTo")}
        assert sum(days.values()) == row["daysInAll"]
        account = story.row("accountability", last["position"], mandate=fast_track)
        assert (account["granted"], account["grantedAmount"]) == (1, 3_950_00)
        assert account["spent"] == 3_950_00

        told = story.history(case)
        begins = ["NotificationReceived", "MessageOrdered", "ReceiptConfirmed"]
        assert [line["type"] for line in told][:3] == begins
        assert "Ik kom de trap niet meer op." in told[0]["sentence"]
        assert sum(line["type"] == "AttemptRefused" for line in told) == 4
        before = story.history(case, knownAt="2026-03-02T09:01:00Z", language="en")
        assert [line["type"] for line in before] == ["NotificationReceived", "MessageOrdered"]
