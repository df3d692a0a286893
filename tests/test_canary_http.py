"""A canary in every field for words about people: it sings nowhere but where words are opened."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from psycopg import sql

from domain.terms import WorkerId, day, quarter
from service.app import application
from service.database import Database
from service.documents import document
from service.follow import Follower
from service.keys import FileKeys
from tests.asked.disclosure import mandated_to_disclose, may_disclose
from tests.http import Api, logging_as_in_production, new, serving, token
from tests.people import (
    admin,
    administrator,
    allotted,
    bakker,
    buurtteam,
    clinic,
    clinic_registered,
    established,
    fast_track,
    fatima_assigned,
    first_quarter,
    gemeente,
    leader,
    leads,
    letter,
    mandated,
    oost,
    opened_journal,
    registered,
    residents,
    samira,
    team_formed,
    wit,
    year_set,
)
from tests.scenario import put

BSN = "999990019"
SONG = f"kanarie {BSN}"
BY_ADMIN = token(admin, administrator, opened_journal.organisation)
WORDS = "^[^\\u0000]*$"


class Singer:
    """A client that puts a canary in every field for words, and keeps all that it is told."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.sung: set[tuple[str, str]] = set()
        self.heard: list[str] = []

    def post(self, template: str, body: Any, by: str | None = None, **ids: str) -> Any:
        """A command; its `SONG` texts are made one of a kind. Also wrong, and as another's."""
        songs = {n: f"{SONG} {template} {n}" for n, value in body.items() if value is SONG}
        self.sung |= {(template, name) for name in songs}
        path, key = template.format(**ids), new()
        said = {**body, **songs}
        answer = self.api.post(path, said, key=key, by=by)
        assert answer.status_code == 201, (template, answer.text)
        self._hear(answer)
        self._hear(self.api.post(path, said, key=key, by=by))
        self._hear(self.api.post(path, {**said, "occurredAt": "2026-01-01T00:00:00Z"}, key, by))
        self._hear(self.api.post(path, {**said, SONG: SONG, "team": SONG}, by=by))
        self._hear(self.api.post(path, {**said, **dict.fromkeys(songs, SONG + "\0")}, by=by))
        self._hear(self.api.post(path, [SONG], by=by))
        self._hear(self.api.post(path, said, by=token(organisation=clinic)))
        self._hear(self.api.post(path, said, key=SONG, by=by))
        self._hear(self.api.get(f"/commands/{key}", by=by))
        return answer.json()

    def get(self, path: str, by: str | None = None) -> None:
        self._hear(self.api.get(path, by=by))

    def _hear(self, answer: Any) -> None:
        assert answer.status_code < 500, answer.text
        self.heard += [answer.text, str(answer.headers)]


def agree(sing: Singer, case: str, other: dict[str, str]) -> None:
    """Help is agreed to, by the resident and by who speaks for her."""
    about = "/cases/{case}/help-agreements"
    sing.post(about, {}, case=case)
    sing.post("/residents", other)
    speaks = {
        "representative": wit, "kind": "gemachtigde", "since": "2020-01-01",
        "source": "own-mandate",
    }  # fmt: skip
    sing.post("/residents/{resident}/representatives", speaks, resident=bakker)
    for_her = {"giver": wit, "capacity": "gemachtigde", "exemption": "unable", "why": SONG}
    sing.post(about, for_her, case=case)


def a_whole_case(sing: Singer) -> str:
    """Every command that carries words, from the front door to the last euro; the case."""
    sing.post("/organisations", {"kind": "welfare", "name": SONG}, by=BY_ADMIN)
    team = sing.post("/teams", {"organisation": buurtteam, "name": SONG}, by=BY_ADMIN)["ids"][
        "team"
    ]
    sing.post("/teams/{team}/names", {"name": SONG, "since": "2999-01-01"}, BY_ADMIN, team=team)
    worker = sing.post("/workers", {"name": SONG}, by=BY_ADMIN)["ids"]["worker"]
    sing.post("/workers/{worker}/changes", {"name": SONG}, by=BY_ADMIN, worker=worker)
    named = dict.fromkeys(("givenNames", "prefix", "familyName"), SONG)
    reached = dict.fromkeys(("address", "postalCode", "town", "phone", "email"), SONG)
    person = {**named, **reached, "birthDate": "1941-05-06"}
    sing.post("/residents", {**person, "resident": bakker, "citizenServiceNumber": BSN})
    sing.post("/residents/{resident}/changes", person, resident=bakker)
    sing.post("/resident-searches", {"familyName": SONG, "birthDate": "1941-05-06"})
    sing.get(f"/residents/{BSN}")
    come_in = {"team": oost, "urgency": "ordinary", "resident": bakker}
    sing.post("/signals", {**come_in, "source": "police", "content": SONG})
    told = sing.post("/notifications", {**come_in, "channel": "phone", "question": SONG})
    case = told["ids"]["case"]
    about = "/cases/{case}"
    soon = day(sing.api.journal.now()) + timedelta(days=7)
    topics = {"withResident": True, "topics": ["mobility"]}
    sing.post(f"{about}/clarifications", {**topics, "question": SONG}, case=case)
    waits = {"ground": "UAVG-41-1-i", "reviewOn": str(soon), "reasoning": SONG}
    sing.post(f"{about}/postponement-proposals", waits, case=case)
    informed = {"channel": "phone", "language": "nl", "text": letter, "note": SONG}
    sing.post(f"{about}/information-notices", informed, case=case)
    sing.post(f"{about}/openings", {"team": oost, "laws": ["wmo"]}, case=case)
    sing.post(
        f"{about}/findings", {"topic": "mobility", "finding": SONG, "outside": SONG}, case=case
    )
    agree(sing, case, {**person, "resident": wit, "birthDate": "1970-01-01"})
    sing.post(f"{about}/plans", {"goals": SONG, "reviewOn": "2099-01-01"}, case=case)
    permission = {
        "organisation": clinic, "kind": "secrecy-waiver", "purpose": "referral",
        "text": letter, "exceptions": SONG,
    }  # fmt: skip
    sing.post(f"{about}/permissions", permission, case=case)
    referred = {"organisation": clinic, "need": SONG, "mandate": fast_track}
    sing.post(f"{about}/referrals", referred, case=case)
    applied = {"law": "wmo", "provision": "stair-lift", "amount": 100}
    made = sing.post(f"{about}/applications", applied, case=case)
    decided = {"mandate": fast_track, "outcome": "granted", "amount": 100, "reasons": SONG}
    application = made["ids"]["application"]
    sing.post("/applications/{application}/decisions", decided, application=application)
    spent = {"mandate": fast_track, "budget": first_quarter, "amount": 100, "reason": SONG}
    sing.post(f"{about}/spendings", spent, case=case)
    agreements = f"{about}/case-agreements"
    proposed = sing.post(agreements, {"until": "2099-01-01", "aim": SONG}, case=case)
    promise = {"act": "spend", "law": "wmo", "amount": 0, "promise": SONG, "mandate": fast_track}
    agreement = proposed["ids"]["agreement"]
    sing.post(f"{agreements}/{{agreement}}/lines", promise, case=case, agreement=agreement)
    emergency = {"reason": "other", "tell": leader, "explanation": SONG}
    glass = sing.post(f"{about}/break-glass", emergency, case=case)["ids"]["glass"]
    review = {"verdict": "justified", "findings": SONG}
    judge = token(samira, leader)
    sing.post(f"{about}/break-glass/{{glass}}/reviews", review, by=judge, case=case, glass=glass)
    return str(case)


def what_is_said_of_her(sing: Singer, case: str) -> None:
    """Statements, what she says of them, a report, and a note."""
    about, hers = "/cases/{case}", "/residents/{resident}"
    by_herself = token(WorkerId(bakker), residents, gemeente)
    judged = {"topic": "mobility", "kind": "judgement", "source": "reasoning"}
    made = sing.post(f"{about}/statements", {**judged, "text": SONG, "outside": SONG}, case=case)
    of = {"case": case, "statement": made["ids"]["statement"]}
    corrected = {"reason": "inaccurate", "text": SONG}
    sing.post(f"{about}/statements/{{statement}}/corrections", corrected, **of)
    sing.post(f"{about}/statements/{{statement}}/contests", {"words": SONG}, **of)
    own = {"resident": bakker, "statement": of["statement"]}
    contests = f"{hers}/statements/{{statement}}/contests"
    sing.post(contests, {"words": SONG}, by=by_herself, **own)
    checks = f"{about}/reuse-checks/{{statement}}"
    sing.post(checks, {"why": SONG}, by=token(samira, leader), **of)
    made = sing.post(f"{about}/reports", {"statements": [of["statement"]]}, case=case)
    report = made["ids"]["report"]
    reports = f"{about}/reports/{{report}}"
    sing.post(f"{reports}/sharings", {"channel": "letter"}, case=case, report=report)
    answer = {"view": "disagreed", "words": SONG}
    sing.post(f"{reports}/answers", answer, case=case, report=report)
    answers = f"{hers}/reports/{{report}}/answers"
    sing.post(answers, answer, by=by_herself, resident=bakker, report=report)
    sing.post(f"{about}/notes", {"text": SONG}, case=case)
    what_leaves(sing, case)


def what_leaves(sing: Singer, case: str) -> None:
    """A disclosure, a question to somebody else and the answer, and that more may receive."""
    about = "/cases/{case}"
    leaves = {
        "purpose": "referral", "legalBasis": "WMO-ONDERZOEK", "organisation": clinic,
        "recipientFunction": "care-professional", "mandate": may_disclose,
        **dict.fromkeys(("toWhom", "whyNecessary", "whyNotLess", "text"), SONG),
    }  # fmt: skip
    made = sing.post(f"{about}/disclosures", {**leaves, "categories": ["help"]}, case=case)
    read = sing.api.get(f"/disclosures/{made['ids']['disclosure']}")
    assert SONG in read.text, "who may read what left, reads it word for word"
    questions = f"{about}/third-party-questions"
    asked = sing.post(questions, {**leaves, "wanted": ["help"]}, case=case)
    answer = {
        "topic": "mobility", "source": "professional", "text": SONG, "outside": SONG,
        "observedOn": str(day(sing.api.journal.now())),
    }  # fmt: skip
    question = asked["ids"]["question"]
    sing.post(f"{questions}/{{question}}/answers", answer, case=case, question=question)
    until = str(day(sing.api.journal.now()) + timedelta(days=7))
    approved = {"most": 8, "until": until, "why": SONG}
    sing.post(f"{about}/sharing-approvals", approved, by=token(samira, leader), case=case)
    acute = {**leaves, "legalBasis": "VITAAL", "categories": ["health"]}
    left = sing.post(f"{about}/disclosures", acute, case=case)
    judged = {"position": left["position"], "verdict": "justified", "findings": SONG}
    path = f"{about}/acute-sharing-judgements"
    sing.post(path, judged, by=token(samira, leader), case=case)


def how_far_the_team_goes(sing: Singer, case: str) -> None:
    """Her no, and why the team goes on or escalates all the same."""
    about, soon = "/cases/{case}", (day(sing.api.journal.now()) + timedelta(days=30)).isoformat()
    going_on = {"reason": SONG, "view": SONG, "reviewOn": soon}
    sing.post(f"{about}/continuations", going_on, by=token(samira, leader), case=case)
    escalation = {"to": "mayor", "grounds": ["danger-grew"], "view": SONG, "endsWhen": SONG}
    sing.post(f"{about}/escalations", escalation, case=case)
    sing.post(f"{about}/help-refusals", {"channel": "phone", "words": SONG}, case=case)


def fields_for_words() -> set[tuple[str, str]]:
    """Of every operation, the fields that take words: from the OpenAPI document."""
    made = document(application())
    found = set()
    for path, operations in made["paths"].items():
        for operation in operations.values():
            text = str(operation.get("requestBody", ""))
            for name in re.findall(r"#/components/schemas/([\w-]+)", text):
                for field, schema in made["components"]["schemas"][name]["properties"].items():
                    if any(k.get("pattern") == WORDS for k in (schema, *schema.get("anyOf", ()))):
                        found.add((path.removeprefix("/v1"), field))
    return found


def everything_in(database: Database) -> Iterator[str]:
    """Every row of every table of this municipality, as text (bytes in hex)."""
    with closing(database.connect(autocommit=True)) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname LIKE %s",
            [f"{database.schema}%"],
        ).fetchall()
        assert {"fact", "fact_tag", "words", "bookmark", "caseload"} <= {t for _, t in tables}
        for schema, table in tables:
            name = sql.Identifier(schema, table)
            for (row,) in connection.execute(sql.SQL("SELECT t::text FROM {} t").format(name)):
                yield row


@contextmanager
def following(database: Database) -> Iterator[None]:
    follower = Follower(database)
    follower.start()
    try:
        yield
    finally:
        follower.stop()


def silent(text: str) -> bool:
    """Neither the canary nor the number is in it: plain, in hex, or hashed without a secret."""
    forms = [SONG.partition(" ")[0], BSN, BSN.encode().hex(), SONG.encode().hex()]
    forms += [hashlib.sha256(said.encode()).hexdigest() for said in (BSN, SONG)]
    return not any(form in text for form in forms)


@pytest.mark.requirement("Z-24")
def test_words_about_people_show_up_nowhere(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        logging_as_in_production(),
        closing(FileKeys(bytes(32), database)) as keys,
        serving(database, keys=keys) as api,
    ):
        today = day(api.journal.now())
        now = replace(allotted, year=today.year, quarter=quarter(today))
        until = replace(mandated, until=date(2999, 12, 31))
        put(
            api.journal, opened_journal, registered, clinic_registered, team_formed,
            established, fatima_assigned, *leads, until, year_set, now,
            replace(mandated_to_disclose, until=until.until),
        )  # fmt: skip
        sing = Singer(api)
        with following(database):
            case = a_whole_case(sing)
            what_is_said_of_her(sing, case)
            how_far_the_team_goes(sing, case)
            assert sing.sung == fields_for_words(), "every field for words has its canary"
            head = api.journal.head()
            for name in ("caseload", "accountability", "waiting-times", "referrals", "budgets"):
                sing.get(f"/{name}?waitForPosition={head}")
        sing.get("/refusals")
        for wrong in (f"/caseload?team={BSN}", f"/{BSN}", f"/cases/{BSN}/history"):
            sing.get(wrong)
        metrics = api.client.get("/metrics").text
        history = api.get(f"/cases/{case}/history")
    rows = list(everything_in(database))
    assert history.text.count("kanarie") >= 8, "where words are opened, they are all there"
    for heard in [*sing.heard, metrics, *rows]:
        assert silent(heard), heard
    logged = capfd.readouterr()
    assert '"event": "request"' in logged.err
    assert silent(logged.out + logged.err)
