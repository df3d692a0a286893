"""What somebody told in confidence is not shown to who reads the record for them."""

from typing import Any

import pytest

from domain.codes import AuthoritySource, RepresentativeKind
from domain.facts.authority import RepresentativeAppointed
from domain.terms import WorkerId
from service.database import Database
from tests.http import Api, is_a_problem, token
from tests.people import bakker, gemeente, max_, monday, residents, stairs
from tests.scenario import put
from tests.test_http_attachments import PDF, send
from tests.test_http_statements import by_herself, done, helping, reported_on, said, shown

pytestmark = pytest.mark.requirement("Z-08")

by_mentor = token(WorkerId(max_), residents, gemeente)
TOLD, KEPT = "Zij vertelde iets over haar broer.", "Zij is bang voor haar mentor."
mentor = RepresentativeAppointed(
    resident=bakker,
    representative=max_,
    kind=RepresentativeKind.MENTOR,
    since=monday.date(),
    source=AuthoritySource.COURT,
)


def sentences(api: Api, path: str, by: str) -> tuple[str, dict[str, int]]:
    page = shown(api, f"/residents/{bakker}/{path}", by)
    masked = {each["reason"]: each["count"] for each in page.get("masked") or ()}
    return " ".join(line["sentence"] for line in page["items"]), masked


def confide(api: Api, statement: str) -> None:
    (at,) = (
        fact.position
        for fact in api.journal.read()
        if getattr(fact.event, "statement", None) == statement
        and type(fact.event).__name__ == "StatementRecorded"
    )
    done(api, f"/cases/{stairs}/confidences", {"position": at})


def test_what_she_confided_is_kept_from_who_represents_her_and_counted(database: Database) -> None:
    with helping(database) as api:
        put(api.journal, mentor)
        told, kept = said(api, text=TOLD), said(api, text=KEPT)
        report = reported_on(api, told, kept)
        done(api, f"/cases/{stairs}/reports/{report}/sharings", {"channel": "home-visit"})
        put_right = {"reason": "inaccurate", "text": f"{KEPT} Soms."}
        done(api, f"/cases/{stairs}/statements/{kept}/corrections", put_right)
        files = [
            send(api, f"/cases/{stairs}/statements/{each}/attachments", PDF, "application/pdf")
            for each in (told, kept)
        ]
        before, _ = sentences(api, "record", by_mentor)
        assert TOLD in before and KEPT in before
        confide(api, kept)
        for by, sees in ((by_herself, True), (by_mentor, False)):
            record, masked = sentences(api, "record", by)
            page: Any = shown(api, f"/residents/{bakker}/reports/{report}", by)
            listed = shown(api, f"/residents/{bakker}/attachments", by)["items"]
            assert TOLD in record and (KEPT in record) == sees
            assert TOLD in page["text"] and (KEPT in page["text"]) == sees
            assert (KEPT in str(page["teamVersion"])) == sees
            assert len(listed) == (2 if sees else 1)
            assert (masked.get("childs-confidence", 0) == 0) == sees
        _, of_it = (made.json()["ids"]["attachment"] for made in files)
        hidden = api.get(f"/residents/{bakker}/attachments/{of_it}", by=by_mentor)
        is_a_problem(hidden, 404, "UNKNOWN")
