"""Story 3, as far as its happy path: nothing about meneer Max until he knows; then, late, help."""

from datetime import timedelta

import pytest

from domain.codes import Purpose
from service.database import Database
from tests.people import clinic, letter, oost
from tests.stories.teller import by_clinic, referring, telling


@pytest.mark.requirement("M-07", "X-11")
def test_without_his_knowledge(database: Database) -> None:
    with telling(database) as story:
        signal = {"team": oost, "urgency": "ordinary"}
        first = story.done(
            "/signals", source="informal-network", content="De buurman hoort niets.", **signal
        )
        case, max_ = first["ids"]["case"], first["ids"]["resident"]
        story.done(
            "/signals", case=case, resident=max_, source="landlord-utility",
            content="Twee maanden huurachterstand.", **signal,
        )  # fmt: skip
        story.done(f"/cases/{case}/openings", team=oost, laws=["wgs"])
        plan = {"goals": "Huur op tijd betalen.", "reviewOn": "2026-09-01"}
        permission = {
            "organisation": clinic, "kind": "secrecy-waiver", "purpose": Purpose.REFERRAL,
            "until": "2026-12-31", "text": letter, "exceptions": "Niets over mijn zus.",
        }  # fmt: skip
        need = {
            "organisation": clinic, "mandate": referring,
            "need": "Een uur administratie in de week.",
        }  # fmt: skip
        finding = {"topic": "debt", "finding": "Elf ongeopende brieven."}
        for path, body in (
            ("plans", plan), ("permissions", permission), ("referrals", need),
            ("findings", finding), ("help-agreements", {}),
        ):  # fmt: skip
            no = story.refused("RESIDENT_NOT_INFORMED", f"/cases/{case}/{path}", **body)
            assert no["article"] == "AVG 14"

        story.later(days=40)
        notice = {"channel": "home-visit", "language": "nl", "text": letter, "note": "Wie wat zei."}
        notices = f"/cases/{case}/information-notices"
        story.refused("LATE_WITHOUT_REASON", notices, **notice)
        story.done(notices, lateReason="overlooked", **notice)
        story.done(
            f"/cases/{case}/clarifications", withResident=True, topics=["debt"],
            question="Ik wil de post weer durven openmaken.",
        )  # fmt: skip
        visited = (story.now - timedelta(days=7)).isoformat()
        story.done(f"/cases/{case}/findings", occurredAt=visited, **finding)
        story.done(f"/cases/{case}/help-agreements")
        story.done(f"/cases/{case}/plans", **plan)
        story.refused("NOT_PERMITTED", f"/cases/{case}/referrals", **need)
        story.done(f"/cases/{case}/permissions", **permission)
        declined = story.done(f"/cases/{case}/referrals", **need)["ids"]["referral"]
        story.done(f"/referrals/{declined}/declines", by=by_clinic, reason="no-capacity")
        accepted = story.done(f"/cases/{case}/referrals", **need)["ids"]["referral"]
        story.refused("NOT_AUTHORISED", f"/referrals/{accepted}/acceptances", startsOn="2026-05-01")
        story.done(f"/referrals/{accepted}/acceptances", by=by_clinic, startsOn="2026-05-01")
        last = story.done(f"/cases/{case}/closures", reason="goal-reached")

        told = story.history(case)
        late = [line for line in told if line["late"]]
        assert [line["type"] for line in late] == ["FindingRecorded"]
        assert "Later opgeschreven" in late[0]["sentence"]
        assert sum(line["type"] == "AttemptRefused" for line in told) == 8
        row = story.row("referrals", last["position"], case=case, outcome="accepted")
        assert row["referral"] == accepted
