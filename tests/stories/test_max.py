"""Story 3, without his knowledge: nothing about meneer Max until he knows; and then all of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import Law, OrganisationKind, Role
from domain.facts.municipality import FunctionAssigned, FunctionEstablished, OrganisationRegistered
from domain.terms import FunctionId, MandateId, OrganisationId, WorkerId
from service.database import Database
from tests.asked.disclosure import mandated_to_disclose
from tests.http import token
from tests.people import (
    clinic,
    fatima_assigned,
    gemeente,
    letter,
    named,
    oost,
    pieter,
    residents,
    vera,
    watcher,
    watches,
)
from tests.scenario import put
from tests.stories.teller import Teller, by_clinic, telling

school, shop, practice = (OrganisationId(named(n)) for n in ("school", "corner shop", "practice"))
ex_wife = named("ex-wife")
sharing = MandateId(named("may disclose in any law"))
clerk, council = WorkerId(named("clerk")), FunctionId(named("council"))
by_pieter, by_watcher = token(pieter), token(vera, watcher, gemeente)
by_council = token(clerk, council, gemeente)
AROUND = (
    replace(fatima_assigned, worker=pieter), *watches,
    FunctionEstablished(function=council, organisation=gemeente, role=Role.COUNCIL),
    FunctionAssigned(worker=clerk, function=council, since=date(2026, 1, 1)),
    OrganisationRegistered(organisation=school, kind=OrganisationKind.BUSINESS, name="De School"),
    OrganisationRegistered(organisation=shop, kind=OrganisationKind.BUSINESS, name="De Winkel"),
    OrganisationRegistered(
        organisation=practice, kind=OrganisationKind.HEALTH_CARE, name="De Huisarts"
    ),
    replace(mandated_to_disclose, mandate=sharing, laws=tuple(Law)),
)  # fmt: skip
NEGLECT = "Hij verwaarloost zichzelf."
HIS_WORDS = "Ik was ziek. Ik verwaarloos mij niet."
RIGHT = "Hij was drie weken ziek."


@pytest.mark.requirement(
    "M-01", "M-02", "M-03", "M-04", "M-05", "M-07", "M-14", "M-15", "M-19", "M-21", "M-25", "M-27",
    "M-28", "M-39", "X-11",
)  # fmt: skip
def test_without_his_knowledge(database: Database) -> None:
    with telling(database) as story:
        put(story.api.journal, *AROUND)
        case, max_ = _signalled(story)
        _nothing_goes_about_him(story, case)
        _it_waits_and_lapses(story, case, max_)
        _he_is_told_late(story, case)
        first = _written_down_and_shared(story, case)
        _he_contests_and_it_is_put_right(story, case, max_, first)
        _his_no_holds(story, case)
        _he_sees_it_all(story, case, max_)


def _signalled(story: Teller) -> tuple[str, str]:
    """A neighbour and a landlord tell something; nobody has spoken to him."""
    signal = {"team": oost, "urgency": "ordinary"}
    first = story.done(
        "/signals", source="informal-network", content="De buurman hoort niets.", **signal
    )
    case, max_ = first["ids"]["case"], first["ids"]["resident"]
    story.done(
        "/signals", case=case, resident=max_, source="landlord-utility",
        content="De buurman zegt dat hij niet opendoet.", **signal,
    )  # fmt: skip
    last = story.done(f"/cases/{case}/openings", team=oost, laws=["wmo"])
    row = story.row("unaware-persons", last["position"], case=case)
    assert (row["resident"], row["dueOn"], row["knows"]) == (max_, "2026-04-02", False)
    return case, max_


def _asked(of: dict[str, str], function: str) -> dict[str, Any]:
    return {
        "purpose": "referral", "recipientFunction": function, "mandate": sharing,
        "wanted": ["help"], "toWhom": "", "whyNecessary": "Wij horen niets van hem.",
        "whyNotLess": "Niemand anders weet het.", "text": "Kent u meneer Max?", **of,
    }  # fmt: skip


INFORMAL: tuple[tuple[dict[str, str], str], ...] = (
    ({"organisation": school}, "teacher"),
    ({"organisation": shop}, "shopkeeper"),
    ({"recipient": ex_wife}, "ex-partner"),
)


def _nothing_goes_about_him(story: Teller, case: str) -> None:
    """A plan, a finding, and asking around: refused, each with an article and a next step."""
    plan = {"goals": "Huur op tijd betalen.", "reviewOn": "2026-09-01"}
    finding = {"topic": "loneliness", "finding": "Bij de winkel gevraagd hoe het gaat."}
    for path, body in (("plans", plan), ("findings", finding), ("help-agreements", {})):
        no = story.refused("RESIDENT_NOT_INFORMED", f"/cases/{case}/{path}", **body)
        assert (no["article"], no["nextStep"]) == ("AVG 14", "inform-the-resident")
    for of, function in INFORMAL:
        story.refused(
            "RESIDENT_NOT_INFORMED", f"/cases/{case}/third-party-questions", **_asked(of, function)
        )


def _it_waits_and_lapses(story: Teller, case: str, max_: str) -> None:
    """Telling him waits for thirty days, as two decide; then nobody does anything."""
    proposal = {"ground": "UAVG-41-1-i", "reasoning": "Eerst naar de veiligheid van zijn moeder."}
    proposals, decisions = f"/cases/{case}/postponement-proposals", f"/cases/{case}/postponements"
    story.refused("POSTPONEMENT_TOO_LONG", proposals, reviewOn="2026-04-02", **proposal)
    story.done(proposals, reviewOn="2026-04-01", **proposal)
    story.refused("SECOND_READER_MISSING", decisions)
    decided = story.done(decisions, by=by_pieter)
    story.refused("RESIDENT_NOT_INFORMED", f"/cases/{case}/plans", goals="x", reviewOn="2026-09-01")
    assert _numbers(story, by_watcher, decided["position"]) == (0, 1, 0)
    head = story.api.journal.head()
    story.later(days=31)
    # Nobody said that it is overdue: the day did.
    assert _numbers(story, by_watcher, head) == (0, 0, 1)
    assert _numbers(story, by_council, head) == (0, 0, None)
    row = story.row("unaware-persons", head, by=by_watcher, case=case)
    assert (row["ground"], row["dueOn"]) == ("UAVG-41-1-i", "2026-04-01")


def _numbers(story: Teller, by: str, position: int) -> tuple[int | None, ...]:
    story.api.get(f"/unaware-persons?waitForPosition={position}", by=by_watcher)
    answer = story.api.get("/unaware-persons/counts", by=by)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return found["unknown"], found["postponed"], found["overdue"]


def _he_is_told_late(story: Teller, case: str) -> None:
    notice = {
        "channel": "home-visit", "language": "nl", "text": letter,
        "note": "Wie wat over hem zei, en wat wij opschrijven.",
    }  # fmt: skip
    path = f"/cases/{case}/information-notices"
    story.refused("LATE_WITHOUT_REASON", path, **notice)
    late = story.done(path, lateReason="postponed-too-long", **notice)
    assert "LateNoticeExplained" in [each["type"] for each in late["facts"]]
    story.done(
        f"/cases/{case}/clarifications", withResident=True, topics=["loneliness"],
        question="Ik wil met rust gelaten worden.",
    )  # fmt: skip
    # What is no recipient with a task stays shut: he opened it to nobody.
    for of, function in INFORMAL:
        story.refused(
            "INFORMAL_RECIPIENT", f"/cases/{case}/third-party-questions", **_asked(of, function)
        )


def _written_down_and_shared(story: Teller, case: str) -> str:
    """An opinion that rests on one origin, however often it was said; two recipients get it."""
    told = {"topic": "loneliness", "kind": "told-by-other"}
    heard = _said(story, case, source="informal-network", text="De buurman ruikt vuilnis.", **told)
    again = _said(
        story, case, source="landlord-utility", text="De verhuurder hoorde dat van de buurman.",
        repeats=heard, **told,
    )  # fmt: skip
    opinion = _said(
        story, case, topic="loneliness", kind="judgement", source="reasoning", text=NEGLECT,
        restsOn=[heard, again],
    )  # fmt: skip
    head = story.api.journal.head()
    found = story.api.get(f"/cases/{case}/provenance?waitForPosition={head}").json()["items"]
    rows = {row["statement"]: row for row in found}
    assert (rows[opinion]["sources"], rows[again]["origin"]) == (1, heard)
    assert (rows[heard]["repeats"], rows[heard]["restedOn"]) == (1, 1)
    for of, function in ((clinic, "care-professional"), (practice, "general-practitioner")):
        story.done(
            f"/cases/{case}/disclosures", purpose="referral", organisation=of, mandate=sharing,
            recipientFunction=function, categories=["help"], statements=[opinion],
            toWhom="", whyNecessary="Zij komen bij hem over de vloer.",
            whyNotLess="Zonder dit weten zij niet waarop te letten.", text=NEGLECT,
        )  # fmt: skip
    return opinion


def _said(story: Teller, case: str, **what: Any) -> str:
    return str(story.done(f"/cases/{case}/statements", **what)["ids"]["statement"])


def _by(max_: str) -> str:
    return token(WorkerId(max_), residents, gemeente)


def _he_contests_and_it_is_put_right(story: Teller, case: str, max_: str, opinion: str) -> None:
    """His words stand beside it wherever it is shown; who had it is told, and answers or is not
    forgotten."""
    story.done(f"/residents/{max_}/statements/{opinion}/contests", by=_by(max_), words=HIS_WORDS)
    shown = story.api.get(f"/cases/{case}/statements/{opinion}")
    assert NEGLECT in shown.text and HIS_WORDS in shown.text
    told = story.done(
        f"/cases/{case}/statements/{opinion}/corrections", reason="inaccurate", text=RIGHT
    )
    assert [each["type"] for each in told["facts"]].count("RecipientNotified") == 2
    path = f"/corrections?case={case}&waitForPosition={told['position']}"
    rows = {row["organisation"]: row for row in story.api.get(path).json()["items"]}
    assert set(rows) == {clinic, practice}
    story.done(
        f"/notices/{rows[clinic]['notice']}/acknowledgements", by=by_clinic, answer="carried-out"
    )
    story.later(days=15)
    path = f"/corrections?case={case}&waitForPosition={story.api.journal.head()}"
    late = [
        row["organisation"] for row in story.api.get(path).json()["items"]
        if row["acknowledgedOn"] is None and row["dueOn"] < str(story.now.date())
    ]  # fmt: skip
    assert late == [practice]


def _his_no_holds(story: Teller, case: str) -> None:
    """He refuses help: nobody comes without a new ground, and that alone escalates nothing."""
    visit: dict[str, Any] = {
        "channel": "home-visit",
        "reached": True,
        "initiative": "team",
        "wanted": False,
    }
    story.done(f"/cases/{case}/help-refusals", channel="home-visit", words="Laat mij met rust.")
    story.refused("HELP_REFUSED", f"/cases/{case}/contacts", **visit)
    up: dict[str, Any] = {
        "to": "safety-house", "lighter": ["waiting"], "view": "Hij wil geen hulp.",
        "endsWhen": "Als hij weer buiten komt.",
    }  # fmt: skip
    story.refused(
        "REFUSAL_IS_NO_GROUND", f"/cases/{case}/escalations", grounds=["help-refused"], **up
    )


def _he_sees_it_all(story: Teller, case: str, max_: str) -> None:
    """Every attempt, reader and recipient; that it was late, and why; his own words beside it."""
    told = story.api.get(f"/residents/{max_}/record", by=_by(max_)).json()["items"]
    kinds = [line["type"] for line in told]
    assert kinds.count("AttemptRefused") >= 14
    assert {"NoticePostponed", "ResidentInformed", "HelpRefused"} <= set(kinds)
    assert kinds.count("SignalReceived") >= 2
    assert "De buurman hoort niets." not in str(told), "that and by what kind of source, not how"
    (late,) = (line for line in told if line["type"] == "LateNoticeExplained")
    assert "1 april 2026" in late["sentence"] and "uitstel" in late["sentence"]
    got = story.api.get(f"/residents/{max_}/recipients", by=_by(max_))
    assert [line["type"] for line in got.json()["items"]].count("DisclosureMade") == 2
    assert HIS_WORDS in str(told)
    reads = story.api.get(f"/residents/{max_}/reads", by=_by(max_)).json()["items"]
    assert "RecordRead" in {line["type"] for line in reads}
