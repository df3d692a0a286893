"""Story 5, unsafe to tell: what nobody writes down, what she strikes, what a partner sees."""

from pathlib import Path

import pytest

from domain.facts.statement import StruckWordsDestroyed
from domain.terms import WorkerId
from projections.narrative.nl.statements import HEADINGS
from service.database import Database
from service.lapsing import lapsed, let_lapse
from tests.http import is_a_problem, token
from tests.people import clinic, gemeente, letter, oost, residents
from tests.stories.teller import Teller, by_clinic, referring, telling

STRUCK = "Haar dochter belt nooit meer."


@pytest.mark.requirement("C-01", "C-02", "C-03", "C-12")
def test_unsafe_to_tell(database: Database, tmp_path: Path) -> None:
    with telling(database) as story:
        consult = {"team": oost, "topic": "loneliness", "neighbourhood": "BU03920101"}
        position = story.done("/consults", minutes=25, **consult)["position"]
        (fact,) = story.api.journal.read(after=position - 1, until=position)
        assert set(vars(fact.event)) == {"team", "topic", "neighbourhood", "minutes"}

        came_in = story.done(
            "/notifications", team=oost, channel="counter", urgency="ordinary",
            question="Ik kom de deur niet meer uit.",
        )["ids"]  # fmt: skip
        case, jansen = came_in["case"], came_in["resident"]
        by_jansen = token(WorkerId(jansen), residents, gemeente)
        story.done(
            f"/cases/{case}/information-notices", channel="home-visit", language="nl", text=letter,
            note="Wat wij opschrijven, en dat zij het eerst ziet.",
        )  # fmt: skip
        story.done(
            f"/cases/{case}/clarifications", withResident=True, topics=["loneliness"],
            question="Ik wil weer onder de mensen.",
        )  # fmt: skip
        # Where youth help asks for a file she is told so beforehand: then not all can be left out.
        youth = {"legalBasis": "JW-HULP"}
        story.done(f"/cases/{case}/file-duty-explanations", channel="home-visit", **youth)
        no = story.refused("FILE_DUTY", f"/cases/{case}/off-record-requests", **youth)
        assert (no["article"], no["nextStep"]) == ("Jw 7.3.8", "tell-beforehand")
        left = story.done(f"/cases/{case}/off-record-requests")
        assert [each["type"] for each in left["facts"]] == ["LeftUnrecorded"]

        story.done(f"/cases/{case}/openings", team=oost, laws=["wmo"])
        says = {"topic": "loneliness", "source": "resident", "kind": "fact"}
        alone = _said(story, case, text="Zij komt al een half jaar niet buiten.", **says)
        daughter = _said(story, case, text=STRUCK, **says)
        drafted = story.done(
            f"/cases/{case}/reports", statements=[alone, daughter], needed=[alone]
        )  # fmt: skip
        report = drafted["ids"]["report"]
        path, own = f"/cases/{case}/reports/{report}", f"/residents/{jansen}/reports/{report}"
        story.refused("REPORT_NOT_SHARED", f"{path}/establishments")
        draft = story.api.get(path).json()
        assert draft["label"] == HEADINGS["draft"] and STRUCK in draft["text"]
        is_a_problem(story.api.get(own, by=by_jansen), 404, "UNKNOWN")
        story.done(f"{path}/sharings", channel="home-visit")
        assert STRUCK in story.api.get(own, by=by_jansen).json()["text"]
        story.refused("LINE_NEEDED", f"{own}/strikes", by=by_jansen, statement=alone)
        story.done(f"{own}/strikes", by=by_jansen, statement=daughter)
        story.done(f"{own}/answers", by=by_jansen, view="agreed", signedFor="seen")
        story.done(f"{path}/establishments")
        fixed = story.api.get(path).json()
        assert (fixed["label"], fixed["view"]) == (HEADINGS["fixed"], "agreed")
        assert STRUCK not in fixed["text"]

        (line,) = lapsed(story.api.journal)
        done = let_lapse(story.api.journal, database, tmp_path, line)
        (gone,) = story.api.journal.read(after=done.position - 1, until=done.position)
        assert isinstance(gone.event, StruckWordsDestroyed)
        told = story.api.get(f"/cases/{case}/history").text
        assert STRUCK not in told and "vernietigd" in told

        _a_partner_sees_its_own_referral(story, case)


def _said(story: Teller, case: str, **what: str) -> str:
    return str(story.done(f"/cases/{case}/statements", **what)["ids"]["statement"])


def _a_partner_sees_its_own_referral(story: Teller, case: str) -> None:
    """And nothing of the record (C-12)."""
    story.done(f"/cases/{case}/help-agreements")
    story.done(f"/cases/{case}/plans", goals="Weer onder de mensen.", reviewOn="2026-09-01")
    story.done(
        f"/cases/{case}/permissions", organisation=clinic, kind="secrecy-waiver",
        purpose="referral", until="2026-12-31", text=letter, exceptions="",
    )  # fmt: skip
    referral = story.done(
        f"/cases/{case}/referrals", organisation=clinic, mandate=referring, need="Een maatje."
    )["ids"]["referral"]
    seen = story.api.get(f"/referrals/{referral}/history", by=by_clinic)
    assert "Een maatje." in seen.text and "half jaar" not in seen.text
    is_a_problem(story.api.get(f"/cases/{case}/history", by=by_clinic), 403, "NOT_INVOLVED")
