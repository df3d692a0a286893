"""What holds for every event, command, fold and refusal that there is, now and later."""

import ast
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.command import Command, Knowledge
from domain.decisions.decision import TakeDecision
from domain.fact import Context, Event
from domain.facts.mandate import Mandate
from domain.facts.refused import AttemptRefused
from domain.filing import Field, fields_of, identities, may_stand_in_an_envelope, subject
from domain.refusal import RULES, NextStep, Refusal
from domain.terms import (
    IDENTITIES,
    PATTERNS,
    Article,
    CaseId,
    ResidentId,
    day,
    quarter,
)
from tests import asked
from tests.people import monday, opened_journal
from tests.scenario import Clock, in_memory, put
from tests.strategies import COMMANDS, KINDS

DOMAIN = Path(__file__).resolve().parent.parent / "domain"
FOLDS = sorted(
    (kind for kind in Knowledge.__subclasses__() if kind.__module__.startswith("domain.")),
    key=lambda kind: kind.__name__,
)


def name(kind: type) -> str:
    return kind.__name__


def example(kind: type) -> Any:
    found = next((each for each in vars(asked).values() if type(each) is kind), None)
    assert found is not None, f"give tests/asked/ a {kind.__name__}"
    return found


@pytest.mark.requirement("Z-24")
@pytest.mark.parametrize("kind", [*KINDS, Context], ids=name)
def test_no_envelope_holds_a_free_text(kind: type) -> None:
    assert [f.name for f in fields_of(kind) if not may_stand_in_an_envelope(f)] == []


@pytest.mark.parametrize("kind", [str, float, bytes, dict, list, object, Any, complex])
def test_what_is_no_code_amount_date_or_identity_is_kept_out(kind: Any) -> None:
    assert not may_stand_in_an_envelope(Field("said", kind, False, False, None))


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=lambda pattern: pattern.pattern[:20])
def test_no_pattern_of_a_code_lets_a_sentence_or_a_citizen_service_number_through(
    pattern: re.Pattern[str],
) -> None:
    for text in ("999912345", "mevrouw Bakker belde", "Bakker", "x" * 200, "a b", "Awb 1 Bakker"):
        assert not pattern.fullmatch(text) or text == "Bakker"  # CommandName: see below


def test_the_name_of_an_attempted_command_is_that_of_a_command() -> None:
    """CommandName's pattern takes a word: the journal fills it in, from the command's class."""
    (attempted,) = (f for f in fields_of(AttemptRefused) if f.name == "attempted")
    assert PATTERNS[attempted.kind].fullmatch("TakeDecision")
    filled_in = (DOMAIN.parent / "service").rglob("*.py")
    places = [p.name for p in filled_in if "AttemptRefused(" in p.read_text(encoding="utf-8")]
    assert len(places) == 1


@pytest.mark.parametrize("kind", [*KINDS, *COMMANDS], ids=name)
def test_words_are_about_whom_an_identity_of_the_same_event_names(kind: type) -> None:
    named = {field.name: field for field in fields_of(kind)}
    for field in named.values():
        if field.about is not None:
            about = named[field.about]
            assert about.kind in IDENTITIES and not about.many and not about.optional


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_every_event_that_names_a_case_names_its_resident(kind: type) -> None:
    kinds = {field.kind for field in fields_of(kind)}
    assert CaseId not in kinds or ResidentId in kinds


@pytest.mark.parametrize("kind", KINDS, ids=name)
def test_every_event_is_in_the_past_tense_and_says_what_it_is_in_dutch(kind: type[Event]) -> None:
    said = (kind.__doc__ or "").rstrip()
    assert said.endswith(".")
    dutch, colon, _ = re.split(r"([:.,])", re.sub(r"\([^)]*\)", "", said), maxsplit=1)[0:3]
    assert colon and dutch, "Begin with the Dutch term: 'Melding (Wmo 2.3.2): …'"
    assert not re.match(r"(The|A|An|Whether|What|Who|That|It)\b", dutch), dutch
    assert re.search(
        r"(ed|Held|Taken|Sent|Given|Withdrawn|Made|Set|Over|Spent|Split|Read|Broken|Bound|Struck|Written)$",
        name(kind),
    )


@pytest.mark.parametrize("kind", [*KINDS, *COMMANDS, *FOLDS], ids=name)
def test_money_is_whole_cents_and_time_and_dates_are_just_that(kind: type) -> None:
    assert not {f.kind for f in fields_of(kind)} & {float, complex}
    moments = {f.name for f in fields_of(kind) if f.kind is datetime}
    assert all(name == "at" or name.endswith("_at") for name in moments)
    assert all(f.kind is date for f in fields_of(kind) if f.name in ("since", "until"))


@pytest.mark.parametrize("kind", COMMANDS, ids=name)
def test_a_command_that_needs_a_mandate_to_decide_cites_it(kind: type) -> None:
    command = example(kind)
    mandated = [need for need in command.needs() if isinstance(need, Mandate)]
    about = kind.__name__ in ("GrantMandate", "RevokeMandate")
    assert command.cites() == (mandated[0].mandate if mandated and not about else None)


@pytest.mark.parametrize("kind", COMMANDS, ids=name)
def test_every_command_asks_about_something_and_only_about_what_it_names(kind: type) -> None:
    command = example(kind)
    assert command.needs()
    told = {str(getattr(command, field.name)) for field in fields_of(kind)}
    told |= {str(v) for f in fields_of(kind) if f.many for v in getattr(command, f.name) or ()}
    told |= {command.context.function, command.context.actor, command.context.organisation}
    told.add(command.context.funding_responsible)  # whose configuration holds
    for need in command.needs():
        assert {about.partition(":")[2] for about in subject(need)} <= told


@pytest.mark.parametrize("kind", COMMANDS, ids=name)
def test_every_command_has_a_docstring_and_reads_no_clock(kind: type) -> None:
    assert (kind.__doc__ or "").rstrip().endswith(".")
    source = (DOMAIN.parent / f"{kind.__module__.replace('.', '/')}.py").read_text("utf-8")
    assert not re.search(r"\b(now|utcnow|today|uuid4|random|urandom|time)\(", source)


@pytest.mark.parametrize("kind", FOLDS, ids=name)
def test_a_fold_starts_out_ignorant_and_learns_from_events_that_bear_its_subject(
    kind: type[Knowledge],
) -> None:
    asked_by = {
        type(need): need
        for command in vars(asked).values()
        if isinstance(command, Command)
        for need in command.needs()
    }
    assert kind in asked_by, "no decision asks this: take the fold out"
    nouns = {about.partition(":")[0] for about in subject(asked_by[kind])}
    for event in kind.learns_from:
        assert nouns <= {field.noun for field in fields_of(event)}


@pytest.mark.requirement("X-11")
@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_rests_on_an_article_names_a_next_step_and_is_raised(
    refusal: Refusal,
) -> None:
    rule = RULES[refusal]
    assert PATTERNS[Article].fullmatch(rule.article)
    assert rule.next_step in NextStep
    raised = {
        node.attr
        for path in (DOMAIN / "decisions").glob("*.py")
        for raised in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(raised, ast.Raise | ast.Return)
        for node in ast.walk(raised)
        if isinstance(node, ast.Attribute)
    }
    assert refusal.name in raised, "no rule says this: take the code out"


@pytest.mark.requirement("X-11")
def test_every_next_step_is_that_of_some_refusal() -> None:
    assert {rule.next_step for rule in RULES.values()} == set(NextStep)


def test_a_fact_is_filed_under_everything_that_it_names() -> None:
    refused = AttemptRefused(
        attempted=example(TakeDecision).__class__.__name__, code=Refusal.NO_PLAN,
        article=RULES[Refusal.NO_PLAN].article, next_step=NextStep.AGREE_ON_A_PLAN,
        cases=(CaseId("1"), CaseId("2")), residents=(),
    )  # fmt: skip
    assert identities(refused) == {"case:1", "case:2"}
    assert identities(asked.take_decision) == {
        f"application:{asked.take_decision.application}",
        f"case:{asked.take_decision.case}",
        f"decision:{asked.take_decision.decision}",
        f"mandate:{asked.take_decision.mandate}",
    }


@pytest.mark.requirement("M-32")
def test_what_was_known_at_a_moment_is_what_was_recorded_by_then() -> None:
    clock = Clock()
    journal = in_memory(clock)
    assert journal.known_at(monday) == 0
    put(journal, opened_journal)
    assert journal.known_at(monday) == 1
    assert journal.known_at(monday.replace(hour=8)) == 0
    clock.pass_by(hours=3)
    put(journal, opened_journal, opened_journal)
    assert journal.known_at(monday.replace(hour=11)) == 1
    assert journal.known_at(monday.replace(hour=12)) == 3
    before, after = (list(journal.read(until=n)) for n in (1, 3))
    assert after[:1] == before


def test_a_day_and_its_quarter_are_those_of_the_netherlands() -> None:
    assert day(monday.replace(month=12, day=31, hour=22, minute=59)) == date(2026, 12, 31)
    assert day(monday.replace(month=12, day=31, hour=23)) == date(2027, 1, 1)
    assert day(monday.replace(month=6, day=30, hour=22)) == date(2026, 7, 1)
    quarters = [quarter(date(2026, month, 1)) for month in range(1, 13)]
    assert quarters == [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3
