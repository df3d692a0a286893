"""Story 6: a boy of thirteen and his divorced parents: who must agree, and who reads what."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.terms import ResidentId, WorkerId
from service.database import Database
from tests.http import token
from tests.people import gemeente, letter, named, oost, residents
from tests.stories.teller import Teller, telling

boy, mother, father = (ResidentId(named(n)) for n in ("boy", "his mother", "his father"))
BIRTH = {boy: date(2012, 9, 15), mother: date(1984, 1, 2), father: date(1982, 3, 4)}
by_boy, by_mother, by_father = (
    token(WorkerId(who), residents, gemeente) for who in (boy, mother, father)
)
AS_A_PARENT = f"/residents/{boy}/facts-for-parents"
plan = {"goals": "Weer rustig slapen.", "reviewOn": "2026-09-01"}


@pytest.mark.requirement("Z-08", "Z-09", "Z-10")
def test_children(database: Database) -> None:
    with telling(database) as story:
        family(story)
        about = comes_in(story)
        all_three_agree(story, about)
        he_confides(story, about)
        they_fear_for_him(story, about)
        his_father_loses_gezag(story, about)
        his_mother_takes_it_back(story, about)
        he_is_sixteen(story, about)
        told = story.history(about.removeprefix("/cases/"))
        assert not any("2012" in line["sentence"] for line in told), "no birth date"


def family(story: Teller) -> None:
    """They are in the register, and who has gezag comes from the register of that."""
    for who, born in BIRTH.items():
        story.done("/residents", resident=who, familyName="Verzonnen", birthDate=born.isoformat())
    for parent in (mother, father):
        story.done(f"/residents/{boy}/parents", parent=parent, source="brp")
        story.done(
            f"/residents/{boy}/authorities", parent=parent, kind="gezamenlijk-gezag",
            since="2020-01-01", source="gezagsregister",
        )  # fmt: skip


def comes_in(story: Teller) -> str:
    """He asks for help himself, and is told what is written down: where his case is."""
    came = story.done(
        "/notifications", resident=boy, team=oost, channel="counter", urgency="ordinary",
        question="Ik slaap slecht en het gaat niet op school.",
    )  # fmt: skip
    about = f"/cases/{came['ids']['case']}"
    story.done(
        f"{about}/clarifications", withResident=True, topics=["upbringing", "school"],
        question="Ik wil weer rustig slapen.",
    )  # fmt: skip
    story.done(f"{about}/openings", team=oost, laws=["jeugdwet"])
    story.done(
        f"{about}/information-notices", channel="counter", language="nl", text=letter,
        note="Wat wij opschrijven, en wie dat ziet.",
    )  # fmt: skip
    return about


def all_three_agree(story: Teller, about: str) -> None:
    """His father alone, and with him: his mother has gezag as well, so it is pending."""
    story.done(f"{about}/help-agreements", giver=father, capacity="gezag")
    assert missing(story, about) == ("pending", {boy, mother})
    story.refused("NO_HELP_AGREEMENT", f"{about}/plans", **plan)
    story.done(f"{about}/help-agreements")
    story.refused("NO_HELP_AGREEMENT", f"{about}/plans", **plan)
    agreed = story.done(f"{about}/help-agreements", giver=mother, capacity="gezag")
    assert [fact["type"] for fact in agreed["facts"]] == ["HelpConsentGiven", "HelpAgreed"]
    assert missing(story, about) == ("agreed", set())
    story.done(f"{about}/plans", **plan)


def he_confides(story: Teller, about: str) -> None:
    """What he confides is kept from his parents; that there is something is counted."""
    words = "Hij is bang als zij ruziemaken."
    confided = story.done(f"{about}/findings", topic="upbringing", finding=words)["position"]
    story.done(f"{about}/confidences", position=confided)
    seen = reads(story, by_mother)
    assert confided not in [line["position"] for line in seen["items"]]
    assert seen["masked"] == [{"reason": "childs-confidence", "count": 1}]
    own = story.api.get(f"/residents/{boy}/record", by=by_boy).json()
    assert words in str(own)


def they_fear_for_him(story: Teller, about: str) -> None:
    """What is done for his safety his parents do not find out by reading; he does, once a worker
    says that it does no harm."""
    step = story.done(f"{about}/meldcode-steps", step="1-signs", acute=False)["position"]
    seen = reads(story, by_mother)
    assert step not in [line["position"] for line in seen["items"]]
    assert {"reason": "childs-safety", "count": 1} in seen["masked"]
    own = story.api.get(f"/residents/{boy}/record", by=by_boy).json()
    assert step not in [line["position"] for line in own["items"]]
    assert own["masked"] == [{"reason": "safety", "count": 1}]
    story.done(f"{about}/withholding-liftings")
    own = story.api.get(f"/residents/{boy}/record", by=by_boy).json()
    assert step in [line["position"] for line in own["items"]]
    assert step not in [line["position"] for line in reads(story, by_mother)["items"]]


def his_father_loses_gezag(story: Teller, about: str) -> None:
    """A parent still: he is told the important facts alone, and need not agree."""
    story.later(days=1)
    today = story.now.date().isoformat()
    story.done(f"/residents/{boy}/authority-ends", parent=father, since=today, source="court")
    important = reads(story, by_father)
    kinds = {line["type"] for line in important["items"]}
    assert kinds == {"CaseOpened", "PlanAgreed"}
    assert plan["goals"] not in str(important)
    assert kinds < {line["type"] for line in reads(story, by_mother)["items"]}
    story.done(f"{about}/plans", **plan)


def his_mother_takes_it_back(story: Teller, about: str) -> None:
    """Nothing more is planned, until she says yes again."""
    story.done(f"{about}/own-help-agreement-withdrawals", by=by_mother)
    story.refused("NO_HELP_AGREEMENT", f"{about}/plans", **plan)
    story.done(f"{about}/help-agreements", giver=mother, capacity="gezag")
    story.done(f"{about}/plans", **plan)


def he_is_sixteen(story: Teller, about: str) -> None:
    """He alone decides, also about who reads."""
    story.on(datetime(2028, 9, 14, 21, 50, tzinfo=UTC))
    tomorrow = {**plan, "reviewOn": "2029-01-01"}
    story.done(f"{about}/plans", **tomorrow)
    assert reads(story, by_mother)["items"]
    story.on(datetime(2028, 9, 14, 22, tzinfo=UTC))  # midnight in Amsterdam
    again = {"giver": mother, "capacity": "gezag"}
    assert story.api.post(f"{about}/help-agreements", again).json()["code"] == "ANOTHER_DECIDES"
    story.done(f"{about}/own-help-agreement-withdrawals", by=by_mother)
    story.done(f"{about}/plans", **tomorrow)
    for parent in (by_mother, by_father):
        assert reads(story, parent)["code"] == "ANOTHER_DECIDES"
    story.done(f"{about}/own-help-agreement-withdrawals", by=by_boy)
    story.refused("NO_HELP_AGREEMENT", f"{about}/plans", **tomorrow)


def missing(story: Teller, about: str) -> tuple[str, set[str]]:
    """How it stands with the agreement, and whose yes is missing."""
    now = story.api.get(f"{about}/help-agreements").json()
    return now["state"], {yes["giver"] for group in now["missing"] for yes in group}


def reads(story: Teller, by: str) -> dict[str, Any]:
    """What somebody is shown of the boy as a parent."""
    told: dict[str, Any] = story.api.get(AS_A_PARENT, by=by).json()
    return told
