"""How great the concern is: said by a person, on something new, and by two where it jumps."""

from dataclasses import replace

import pytest

from domain.codes import ConcernLevel, StatementKind, StatementSource, Topic
from domain.decisions.concern import LEVELS, ClassifyConcern, EndorseClassification
from domain.fact import Event
from domain.facts.case import FindingRecorded
from domain.facts.concern import ClassificationEndorsed, ConcernClassified
from domain.facts.statement import StatementRecorded
from domain.refusal import Refusal
from domain.terms import StatementId
from service.journal import Journal
from tests import asked
from tests.people import (
    acting,
    bakker,
    closed,
    consultant,
    helped,
    monday,
    named,
    pieter,
    reported,
    stairs,
    town,
)
from tests.scenario import a_stage, given, put
from tests.test_contact import first_step, held, refused_help, second, signal, story

pytestmark = pytest.mark.requirement("M-36")
finding = FindingRecorded(
    case=stairs, resident=bakker, topic=asked.record_finding.topic, finding="Het gas is afgesloten."
)
classified = ConcernClassified(
    case=stairs, resident=bakker, level=ConcernLevel.LIGHT, cited=len(story) + 1
)


def kind(event: Event) -> str:
    return type(event).__name__


def classify(level: ConcernLevel, cited: int) -> ClassifyConcern:
    return replace(asked.classify_concern, level=level, cited=cited)


def test_a_change_cites_something_new() -> None:
    history = (*story, signal)
    given(*history).when(classify(ConcernLevel.LIGHT, len(history))).then(classified)
    cited = len(story) - 1
    given(*story).when(classify(ConcernLevel.LIGHT, cited)).refused(Refusal.NO_NEW_FACT)


observed = StatementRecorded(
    statement=StatementId(named("steep stairs")), case=stairs, resident=bakker,
    topic=Topic.MOBILITY, kind=StatementKind.OWN_OBSERVATION, source=StatementSource.OBSERVATION,
    observer=consultant, observed_on=monday.date(), text="De trap is steil.",
)  # fmt: skip


@pytest.mark.parametrize(
    "new", [signal, reported, finding, first_step, observed], ids=lambda e: type(e).__name__
)
def test_what_somebody_told_found_or_saw_is_new(new: object) -> None:
    history = (*story, new)
    given(*history).when(classify(ConcernLevel.LIGHT, len(history))).then(classified)  # type: ignore[arg-type]


@pytest.mark.requirement("M-39")
def test_what_was_said_before_is_not_new_because_it_is_said_again() -> None:
    again = replace(
        observed, statement=StatementId(named("steep, again")), origin=observed.statement
    )
    history = (*story, observed, again)
    given(*history).when(classify(ConcernLevel.LIGHT, len(history))).refused(Refusal.NO_NEW_FACT)


@pytest.mark.requirement("M-21")
@pytest.mark.parametrize("said", [refused_help, held], ids=kind)
def test_her_no_is_no_news_about_how_she_is_and_nor_is_a_contact(said: Event) -> None:
    history = (*story, said)
    given(*history).when(classify(ConcernLevel.LIGHT, len(history))).refused(Refusal.NO_NEW_FACT)


def test_what_was_cited_once_is_new_no_longer() -> None:
    history = (*story, signal, classified)
    given(*history).when(classify(ConcernLevel.RAISED, classified.cited)).refused(
        Refusal.NO_NEW_FACT
    )
    given(*history, finding).when(classify(ConcernLevel.NONE, len(history) + 1)).then(
        replace(classified, level=ConcernLevel.NONE, cited=len(history) + 1)
    )


def test_nothing_changes_where_the_level_stays() -> None:
    history = (*story, signal, classified, finding)
    for command in (asked.classify_concern, asked.endorse_classification):
        same = replace(command, level=ConcernLevel.LIGHT, cited=len(history), context=acting())
        given(*history).when(same).refused(Refusal.ALREADY_DONE)


def endorse(level: ConcernLevel, cited: int) -> EndorseClassification:
    return replace(asked.endorse_classification, level=level, cited=cited, context=acting(pieter))


def two_people_say(journal: Journal, level: ConcernLevel) -> None:
    """On what was recorded last."""
    cited = journal.head()
    read = ClassificationEndorsed(case=stairs, resident=bakker, level=level, cited=cited)
    put(journal, read, context=acting(pieter))
    put(journal, replace(classified, level=level, cited=cited))


@pytest.mark.parametrize("low", LEVELS)
@pytest.mark.parametrize("high", LEVELS)
def test_from_two_levels_on_up_or_down_a_second_person_reads_along(
    low: ConcernLevel, high: ConcernLevel
) -> None:
    if low is high:
        return
    stage = a_stage()
    put(stage.journal, *story, second, signal)
    two_people_say(stage.journal, low)
    put(stage.journal, finding)
    cited = stage.journal.head()
    command = classify(high, cited)
    jump = abs(LEVELS.index(low) - LEVELS.index(high)) >= 2
    if low is not ConcernLevel.NONE or not jump:
        alone = stage.journal.record(replace(command, context=acting())).refusal
        assert alone is (Refusal.SECOND_PERSON_MISSING if jump else None)
    if jump:
        assert stage.journal.record(endorse(high, cited)).refusal is None
        assert stage.journal.record(replace(command, context=acting())).refusal is None


@pytest.mark.parametrize("others", [ConcernLevel.NONE, ConcernLevel.ACUTE])
def test_two_small_steps_are_a_jump_as_well(others: ConcernLevel) -> None:
    """Counted from where two people last saw it, and not from where one put it since."""
    stage = a_stage()
    put(stage.journal, *story, second, signal)
    two_people_say(stage.journal, others)
    one, two, back = (
        (ConcernLevel.LIGHT, ConcernLevel.RAISED, ConcernLevel.NONE)
        if others is ConcernLevel.NONE
        else (ConcernLevel.SERIOUS, ConcernLevel.RAISED, ConcernLevel.ACUTE)
    )
    for level, refusal in ((one, None), (two, Refusal.SECOND_PERSON_MISSING), (back, None),
                           (one, None), (two, Refusal.SECOND_PERSON_MISSING)):  # fmt: skip
        put(stage.journal, finding)
        command = replace(classify(level, stage.journal.head()), context=acting())
        assert stage.journal.record(command).refusal is refusal
    cited = stage.journal.head() - 1  # the finding, before that refusal
    assert stage.journal.record(endorse(two, cited)).refusal is None
    command = replace(classify(two, cited), context=acting())
    assert stage.journal.record(command).refusal is None


def test_who_read_along_at_another_level_before_did_not_read_this() -> None:
    """What was read and then left does not count as where two people saw it."""
    stage = a_stage()
    put(stage.journal, *story, second, signal)
    cited = stage.journal.head()
    for command in (endorse(ConcernLevel.RAISED, cited), classify(ConcernLevel.LIGHT, cited)):
        assert stage.journal.record(command).refusal is None
    put(stage.journal, finding)
    command = replace(classify(ConcernLevel.RAISED, stage.journal.head()), context=acting())
    assert stage.journal.record(command).refusal is Refusal.SECOND_PERSON_MISSING


def test_who_reads_along_is_somebody_else_about_the_same_fact_and_level() -> None:
    for level, cited, by in (
        (ConcernLevel.ACUTE, 0, acting(pieter)),
        (ConcernLevel.SERIOUS, 1, acting(pieter)),
        (ConcernLevel.ACUTE, 1, acting()),
    ):
        stage = a_stage()
        put(stage.journal, *story, second, signal, finding)
        head = stage.journal.head()
        reading = replace(endorse(level, head - 1 + cited), context=by)
        assert stage.journal.record(reading).refusal is None
        alone = replace(classify(ConcernLevel.ACUTE, head), context=acting())
        assert stage.journal.record(alone).refusal is Refusal.SECOND_PERSON_MISSING


def test_reading_along_is_on_record_and_about_something_new_too() -> None:
    history = (*story, second, signal)
    endorsed = ClassificationEndorsed(
        case=stairs, resident=bakker, level=ConcernLevel.ACUTE, cited=len(history)
    )
    given(*history).when(endorse(ConcernLevel.ACUTE, len(history))).then(endorsed)
    given(*history).when(endorse(ConcernLevel.ACUTE, 1)).refused(Refusal.NO_NEW_FACT)


def test_it_is_of_an_open_case() -> None:
    for command in (asked.classify_concern, endorse(ConcernLevel.LIGHT, 1)):
        given(*town, second).when(command).unknown("case")
        given(*town, second, reported).when(command).refused(Refusal.CASE_NOT_OPEN)
        given(*helped, second, closed).when(command).refused(Refusal.CASE_CLOSED)
