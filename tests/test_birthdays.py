"""A child turns 12, 16 and 18 in the middle of a case: from midnight on others decide (Z-09)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.codes import Relation, Template
from domain.facts.agreement import PlanAgreed
from domain.facts.register import RegisterRead
from domain.templates import current
from domain.terms import ResidentId
from service.database import Database
from tests.people import clinic, named, oost
from tests.stories.teller import Teller, telling

child, mother = ResidentId(named("a girl")), ResidentId(named("her mother"))
BORN = date(2014, 6, 15)
hers = {"giver": mother, "capacity": "gezag"}


def midnight(age: int) -> datetime:
    """When the birthday begins in Amsterdam, where it is summer."""
    return datetime(BORN.year + age, BORN.month, BORN.day - 1, 22, tzinfo=UTC)


def begin(story: Teller) -> str:
    """A girl of eleven, whose mother alone has gezag, is helped: where her case is."""
    for who, born in ((child, BORN), (mother, date(1984, 1, 2))):
        story.done("/residents", resident=who, familyName="Verzonnen", birthDate=str(born))
    story.done(
        f"/residents/{child}/authorities", parent=mother, kind="ouderlijk-gezag",
        since="2020-01-01", source="brp",
    )  # fmt: skip
    came = story.done(
        "/notifications", resident=child, team=oost, channel="counter", urgency="urgent",
        question="Zij durft niet naar school.",
    )  # fmt: skip
    about = f"/cases/{came['ids']['case']}"
    story.done(f"{about}/openings", team=oost, laws=["jeugdwet"])
    story.done(
        f"{about}/information-notices", channel="counter", language="nl", text="0" * 64,
        note="Wat wij opschrijven, en wie dat ziet.",
    )  # fmt: skip
    story.done(f"{about}/help-agreements", **hers)
    return about


def plans(story: Teller, about: str, at: datetime) -> Any:
    """What comes of a plan at that moment: the refusal's code, or None."""
    story.on(at)
    answer = story.api.post(
        f"{about}/plans", {"goals": "Weer naar school.", "reviewOn": str(at.date().replace(day=28))}
    )
    return answer.json().get("code")


@pytest.mark.requirement("Z-09")
def test_from_the_birthday_on_others_must_agree(database: Database) -> None:
    with telling(database) as story:
        about = begin(story)
        assert plans(story, about, midnight(12).replace(hour=21)) is None
        assert plans(story, about, midnight(12)) == "HELP_AGREEMENT_PENDING"
        state = story.api.get(f"{about}/help-agreements").json()
        assert state["state"] == "pending"
        assert [[yes["giver"] for yes in group] for group in state["missing"]] == [[child]]
        story.done(f"{about}/help-agreements")
        assert plans(story, about, midnight(12).replace(hour=23)) is None
        # At sixteen she alone decides, and her mother's no changes nothing.
        assert plans(story, about, midnight(16)) is None
        story.done(f"{about}/help-agreement-withdrawals", giver=mother)
        assert plans(story, about, midnight(16).replace(hour=23)) is None
        # At eighteen she is an adult; nobody gives a permission for her.
        assert plans(story, about, midnight(18)) is None
        permission = {
            "organisation": clinic, "kind": "secrecy-waiver", "purpose": "referral",
            "text": current(Template.PERMISSION_INFORMATION).digest,
        }  # fmt: skip
        answer = story.api.post(f"{about}/permissions", {**permission, **hers})
        assert answer.json()["code"] == "ANOTHER_DECIDES"
        story.done(f"{about}/permissions", **permission)
        ages = [
            fact.event.age
            for fact in story.api.journal.read(about.removeprefix("/").replace("cases/", "case:"))
            if isinstance(fact.event, PlanAgreed)
        ]
        assert ages == ["under-12", "from-12", "from-16", "from-16", "adult"]


@pytest.mark.requirement("Z-09")
def test_who_must_be_asked_is_listed_before_anything_is_refused(database: Database) -> None:
    with telling(database) as story:
        about = begin(story)

        def listed(**days: int) -> Any:
            head = story.api.journal.head()
            ahead = "".join(f"&ahead={each}" for each in days.values())
            return story.api.get(f"/help-agreements?waitForPosition={head}{ahead}").json()["items"]

        story.on(midnight(12).replace(day=10))
        assert listed() == []
        (case,) = listed(ahead=7)
        assert (case["case"], case["resident"]) == (about.removeprefix("/cases/"), child)
        assert [[yes["giver"] for yes in group] for group in case["missing"]] == [[child]]
        story.on(midnight(12))
        assert [case] == listed()
        looked = [fact.event for fact in story.api.journal.read(f"resident:{child}")][-1]
        assert isinstance(looked, RegisterRead) and looked.relation is Relation.AGE
        story.done(f"{about}/help-agreements")
        assert listed() == []


@pytest.mark.requirement("Z-09")
def test_a_birth_date_that_is_put_right_changes_nothing_that_was_decided(
    database: Database,
) -> None:
    with telling(database) as story:
        about = begin(story)
        before = list(story.api.journal.read())
        assert plans(story, about, story.now) is None
        older = {"familyName": "Verzonnen", "birthDate": "2012-06-15"}
        story.done(f"/residents/{child}/changes", **older)
        assert list(story.api.journal.read())[: len(before)] == before
        assert plans(story, about, story.now) == "HELP_AGREEMENT_PENDING"
        record = [fact.event for fact in story.api.journal.read(f"resident:{child}")]
        assert not any("2014" in str(event) or "2012" in str(event) for event in record)
