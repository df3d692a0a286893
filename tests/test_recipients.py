"""Who received what, who was asked, and who has not said yet what was done with a correction?"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from psycopg import sql

from domain.codes import LegalBasis, NoticeAnswer, RecipientClass
from domain.fact import Fact
from domain.facts.disclosure import DisclosureMade
from domain.facts.message import MessageOrdered
from domain.facts.recipient_notice import RecipientAcknowledged
from projections.view import as_of
from projections.views.corrections import corrections
from projections.views.participations import ChainRole, participations
from projections.views.recipients import LeftBy, recipients
from service.database import Database
from service.follow import Follower
from tests import asked
from tests.asked.disclosure import (
    clinic_asked,
    clinic_notified,
    disclosed,
    mandated_to_disclose,
    may_disclose,
    to_the_clinic,
)
from tests.happened import day, only, referred, story
from tests.http import Api, is_a_problem, serving, token
from tests.people import (
    bakker,
    buurtteam,
    carer,
    cares,
    clinic,
    consultant,
    gemeente,
    helped,
    kim,
    named,
    oost,
    pieter,
    residents,
    stairs,
    vera,
    watcher,
    watches,
)
from tests.scenario import put
from tests.test_disclosure_content import contested, recorded

BY_CLINIC = token(kim, carer, clinic)
BY_WATCHER = token(vera, watcher, gemeente)
HERSELF = token(bakker, residents, gemeente)  # type: ignore[arg-type]
LEAVES = (DisclosureMade, MessageOrdered)
RECEIVED = (stairs, clinic, ChainRole.RECEIVED)


@pytest.mark.requirement("M-27")
def test_each_disclosure_question_and_referral_shows_with_its_ground() -> None:
    rows = as_of(recipients, story(disclosed, (1, clinic_asked), (2, referred))).values()
    assert [row.left_by for row in rows] == [LeftBy.DISCLOSURE, LeftBy.QUESTION, LeftBy.REFERRAL]
    assert {(row.case, row.resident, row.team, row.organisation) for row in rows} == {
        (stairs, bakker, oost, clinic)
    }
    assert [row.recorded_on for row in rows] == [day(0), day(1), day(2)]
    first = next(iter(rows))
    assert (first.recipient_class, first.basis) == (
        RecipientClass.PROVIDER_WITH_TASK, LegalBasis.WMO_INVESTIGATION,
    )  # fmt: skip


@pytest.mark.requirement("M-37")
def test_one_function_of_one_organisation_answers_for_whatever_left() -> None:
    for row in as_of(recipients, story(disclosed, clinic_asked, referred)).values():
        assert (row.accountable, row.accountable_organisation) == (consultant, buurtteam)


@pytest.mark.requirement("M-28")
def test_who_was_told_has_fourteen_days_and_is_seen_not_to_have_answered() -> None:
    waiting = only(corrections, story(clinic_notified))
    assert (waiting.notified_on, waiting.due_on, waiting.acknowledged_on, waiting.waiting) == (
        day(0), day(14), None, True,
    )  # fmt: skip
    acknowledged = RecipientAcknowledged(
        notice=clinic_notified.notice, case=stairs, resident=bakker,
        answer=NoticeAnswer.NOTHING_HELD, organisation=clinic,
    )  # fmt: skip
    done = only(corrections, story(clinic_notified, (20, acknowledged)))
    assert (done.acknowledged_on, done.answer) == (day(20), NoticeAnswer.NOTHING_HELD)
    assert (done.due_on, done.waiting) == (day(14), False)


@pytest.mark.requirement("M-28")
def test_it_shows_whether_the_recipient_answered_or_who_told_it_did_so_for_it() -> None:
    said = RecipientAcknowledged(
        notice=clinic_notified.notice, case=stairs, resident=bakker,
        answer=NoticeAnswer.CARRIED_OUT, organisation=clinic,
    )  # fmt: skip
    told, for_it = story(clinic_notified, said)
    assert only(corrections, [told]).answered_by_recipient is None
    assert only(corrections, [told, for_it]).answered_by_recipient is False
    context = replace(for_it.context, organisation=clinic)
    by_itself = Fact(for_it.position, for_it.recorded_at, context, said)
    assert only(corrections, [told, by_itself]).answered_by_recipient is True
    to_her_sister = replace(clinic_notified, organisation=None, recipient=named("sister"))  # type: ignore[arg-type]
    answered = replace(said, organisation=None, recipient=named("sister"))  # type: ignore[arg-type]
    assert only(corrections, story(to_her_sister, answered)).answered_by_recipient is False


@pytest.mark.requirement("M-38")
def test_the_chain_of_a_case_shows_who_received_something_and_may_read_nothing_by_that() -> None:
    row = as_of(participations, story(disclosed, (3, clinic_asked)))[RECEIVED]
    assert (row.since, row.until, row.basis, row.going) == (day(0), day(3), disclosed.basis, 0)
    person = replace(disclosed, organisation=None, recipient=named("sister"))  # type: ignore[arg-type]
    assert not as_of(participations, story(person))


@contextmanager
def followed(database: Database) -> Iterator[Api]:
    with serving(database) as api:
        put(
            api.journal, *helped, mandated_to_disclose, *cares, *watches, recorded, contested,
        )  # fmt: skip
        follower = Follower(database)
        follower.start()
        try:
            yield api
        finally:
            follower.stop()


SAID = {
    "purpose": "referral", "legalBasis": "WMO-ONDERZOEK", "organisation": clinic,
    "recipientFunction": "care-professional", "toWhom": "De fysiotherapeut",
    "mandate": may_disclose, "whyNecessary": "Zij oefent met haar.",
    "whyNotLess": "Zonder dit weet zij niet wat er al is.", "text": "De trap is steil.",
}  # fmt: skip


@pytest.mark.requirement("M-24", "M-14")
def test_what_leaves_is_read_from_the_fact_by_its_recipient_with_the_residents_own_words(
    database: Database,
) -> None:
    with followed(database) as api:
        path = f"/disclosures/{to_the_clinic}"
        is_a_problem(api.get(path, by=BY_CLINIC), 404, "UNKNOWN")
        body = {
            **SAID, "disclosure": to_the_clinic, "categories": ["help"],
            "statements": [recorded.statement],
        }  # fmt: skip
        done = api.post(f"/cases/{stairs}/disclosures", body)
        assert done.status_code == 201, done.text
        assert "steil" not in done.text
        for by in (BY_CLINIC, token()):
            read = api.get(path, by=by)
            assert read.status_code == 200, read.text
            assert read.json()["text"] == SAID["text"]
            assert read.json()["contests"] == [contested.words]
            assert read.json()["read"] == api.journal.head()
        is_a_problem(api.get(path, by=BY_WATCHER), 403, "NOT_AUTHORISED")
        # Having received something opens nothing of the case.
        is_a_problem(api.get(f"/cases/{stairs}/history", by=BY_CLINIC), 403, "NOT_INVOLVED")
        is_a_problem(api.get(path, by=token(pieter)), 403, "FUNCTION_NOT_HELD")


@pytest.mark.requirement("M-24")
def test_when_it_cannot_be_put_on_record_nothing_leaves(database: Database) -> None:
    with followed(database) as api, closing(database.connect(autocommit=True)) as connection:
        before = api.journal.head()
        schema = sql.Identifier(database.schema)
        for said in (
            "CREATE FUNCTION {s}.no_room() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER no_room BEFORE INSERT ON {s}.fact EXECUTE FUNCTION {s}.no_room()",
        ):
            connection.execute(sql.SQL(said).format(s=schema))
        body = {**SAID, "disclosure": to_the_clinic, "categories": ["help"], "channel": "e-mail"}
        is_a_problem(api.post(f"/cases/{stairs}/disclosures", body), 503, "UNAVAILABLE")
        connection.execute(sql.SQL("DROP TRIGGER no_room ON {s}.fact").format(s=schema))
        is_a_problem(api.get(f"/disclosures/{to_the_clinic}", by=BY_CLINIC), 404, "UNKNOWN")
        assert not [f for f in api.journal.read(after=before) if isinstance(f.event, LEAVES)]


@pytest.mark.requirement("M-27")
def test_a_resident_sees_who_received_what_and_who_was_asked(database: Database) -> None:
    with followed(database) as api:
        body = {**SAID, "categories": ["help"]}
        assert api.post(f"/cases/{stairs}/disclosures", body).status_code == 201
        question = {**SAID, "wanted": ["help"], "text": "Komt mevrouw bij u?"}
        assert api.post(f"/cases/{stairs}/third-party-questions", question).status_code == 201
        for path, by in ((f"/residents/{bakker}", HERSELF), (f"/cases/{stairs}", token())):
            told = api.get(f"{path}/recipients", by=by)
            assert told.status_code == 200, told.text
            lines = told.json()["items"]
            assert [line["type"] for line in lines] == ["DisclosureMade", "ThirdPartyAsked"]
            gave, asked_ = (line["sentence"] for line in lines)
            assert "De Kliniek" in gave and "De trap is steil." in gave
            assert "vroeg aan een zorgverlener van De Kliniek" in asked_
        head = api.journal.head()
        listed = api.get(f"/recipients?waitForPosition={head}&leftBy=question", by=BY_WATCHER)
        assert [row["organisation"] for row in listed.json()["items"]] == [clinic]


@pytest.mark.requirement("M-28")
def test_a_partner_sees_what_it_has_to_answer_and_answers_it(database: Database) -> None:
    with followed(database) as api:
        body = {**SAID, "categories": ["help"], "statements": [recorded.statement]}
        assert api.post(f"/cases/{stairs}/disclosures", body).status_code == 201
        api.journal.record(replace(asked.correct_statement, statement=recorded.statement))
        page = f"/corrections?waiting=yes&waitForPosition={api.journal.head()}"
        (row,) = api.get(page, by=BY_CLINIC).json()["items"]
        assert (row["organisation"], row["resident"], row["acknowledgedOn"]) == (clinic, None, None)
        done = api.post(
            f"/notices/{row['notice']}/acknowledgements", {"answer": "carried-out"}, by=BY_CLINIC
        )
        assert done.status_code == 201, done.text
        page = f"/corrections?waitForPosition={api.journal.head()}"
        (row,) = api.get(page, by=BY_CLINIC).json()["items"]
        assert row["answer"] == "carried-out"
