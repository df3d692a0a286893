"""What a child told in confidence is marked, once, and shown again when they agree."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import StatementKind, StatementSource
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked
from domain.facts.statement import Statement
from domain.refusal import Refusal
from tests import asked
from tests.asked.statement import steep
from tests.people import bakker, closed, helped, max_, stairs
from tests.scenario import a_stage, given, put
from tests.test_disclosure_content import recorded
from tests.test_repetition import again, repeated
from tests.test_statement import here, saying

marked = ConfidenceMarked(case=stairs, resident=bakker, position=7)
lifted = ConfidenceLifted(case=stairs, resident=bakker, position=7)


@pytest.mark.requirement("Z-08")
def test_something_is_told_in_confidence_until_who_told_it_agrees_that_it_is_shown() -> None:
    given(*helped).when(asked.mark_confidence).then(marked)
    given(*helped, marked).when(asked.lift_confidence).then(lifted)
    given(*helped, marked, lifted).when(asked.mark_confidence).then(marked)
    given(*helped, closed).when(asked.mark_confidence).then(marked)


@pytest.mark.requirement("M-24")
def test_a_statement_that_was_confided_is_so_with_all_that_says_it_again() -> None:
    marking = replace(asked.mark_confidence, statement=steep)
    confided = replace(marked, statement=steep, again=(again,))
    given(*helped, recorded, repeated).when(marking).then(confided)
    given(*helped, recorded, repeated, confided).when(asked.lift_confidence).then(
        replace(lifted, statement=steep, again=(again,))
    )


@pytest.mark.requirement("M-24")
def test_what_was_confided_is_not_said_again() -> None:
    says = saying(repeated, repeats=steep)
    confided = replace(marked, statement=steep)
    given(*here, recorded, confided).when(says).refused(Refusal.TOLD_IN_CONFIDENCE)
    shown = replace(lifted, statement=steep)
    given(*here, recorded, confided, shown).when(says).then(repeated)


@pytest.mark.requirement("M-24")
@pytest.mark.parametrize("how", [{"rests_on": (steep,)}, {"confirms": steep}], ids=str)
def test_nor_does_anything_rest_on_it_or_bear_it_out(how: Any) -> None:
    supposed = replace(
        recorded, kind=StatementKind.HYPOTHESIS, source=StatementSource.PROFESSIONAL,
        expires_on=date(2026, 4, 1),
    )  # fmt: skip
    fact = replace(recorded, statement=again, kind=StatementKind.FACT)
    says = saying(fact, **how)
    confided = replace(marked, statement=steep)
    given(*here, supposed, confided).when(says).refused(Refusal.TOLD_IN_CONFIDENCE)
    shown = replace(lifted, statement=steep)
    answer = given(*here, supposed, confided, shown).when(says).journal.record(says)
    assert answer.refusal is None


@pytest.mark.requirement("M-24")
@pytest.mark.parametrize("first", ["original", "repetition"])
def test_lifting_one_confidence_frees_nothing_that_was_confided_otherwise(first: str) -> None:
    marks = {
        "original": ConfidenceMarked(
            case=stairs, resident=bakker, position=7, statement=steep, again=(again,)
        ),
        "repetition": ConfidenceMarked(
            case=stairs, resident=bakker, position=8, statement=again
        ),
    }  # fmt: skip
    both = sorted(marks.values(), key=lambda mark: mark is not marks[first])
    for name, mark in marks.items():
        journal = a_stage().journal
        lifting = ConfidenceLifted(
            case=stairs, resident=bakker, position=mark.position, statement=mark.statement,
            again=mark.again,
        )  # fmt: skip
        put(journal, recorded, repeated, *both, lifting)
        original, repetition = journal.known(Statement(steep), Statement(again))
        assert original.confided is (name == "repetition")
        assert repetition.confided


@pytest.mark.requirement("Z-08")
def test_once_is_enough() -> None:
    given(*helped, marked).when(asked.mark_confidence).refused(Refusal.ALREADY_DONE)
    given(*helped).when(asked.lift_confidence).refused(Refusal.ALREADY_DONE)
    given(*helped, marked, lifted).when(asked.lift_confidence).refused(Refusal.ALREADY_DONE)


@pytest.mark.requirement("Z-08")
@pytest.mark.parametrize("command", [asked.mark_confidence, asked.lift_confidence])
def test_it_is_of_the_resident_of_the_case(command: Any) -> None:
    others = replace(command, resident=max_)
    given(*helped, replace(marked, resident=max_)).when(others).refused(Refusal.OTHER_RESIDENT)
