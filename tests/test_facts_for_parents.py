"""What is left out of what a parent reads: what the child confided, and what keeps it safe."""

from dataclasses import replace
from datetime import date

import pytest

from domain.access.fields import fields
from domain.codes import (
    ConcernLevel,
    LegalBasis,
    MaskReason,
    MeldcodeStep,
    NoticeGround,
    Part,
    ReadingRoute,
    RefilingReason,
    Role,
    Topic,
)
from domain.command import Command
from domain.fact import Context, Event
from domain.facts.awareness import NoticePostponed, NoticePostponementProposed
from domain.facts.case import FindingRecorded
from domain.facts.concern import ClassificationEndorsed, ConcernClassified
from domain.facts.confidence import ConfidenceMarked
from domain.facts.meldcode import MeldcodeStepTaken, VtReported
from domain.facts.record import FactRefiled
from domain.facts.refused import AttemptRefused
from domain.refusal import RULES, Refusal
from domain.terms import CommandName
from service.children import ATTEMPTS, child_told
from service.journal import Journal
from service.reading import Seen
from tests.asked.disclosure import disclosed
from tests.people import bakker, by_fatima, fatima, max_, oost, stairs
from tests.scenario import a_stage, put
from tests.test_contact import held
from tests.test_disclosure_content import contested, recorded
from tests.test_repetition import repeated

child = max_
said = FindingRecorded(
    case=stairs, resident=child, topic=Topic.UPBRINGING, finding="Hij is bang als zij ruziemaken."
)
parts = fields().reads[Role.REPRESENTATIVE, ReadingRoute.CHILD_RECORD].parts
rule = RULES[Refusal.MELDCODE_OUT_OF_ORDER]
for_his_safety: tuple[Event, ...] = (
    MeldcodeStepTaken(
        case=stairs, resident=child, team=oost, step=MeldcodeStep.SIGNS, acute=False
    ),
    VtReported(case=stairs, resident=child, team=oost),
    ConcernClassified(case=stairs, resident=child, level=ConcernLevel.SERIOUS, cited=1),
    ClassificationEndorsed(case=stairs, resident=child, level=ConcernLevel.SERIOUS, cited=1),
    NoticePostponementProposed(
        case=stairs, resident=child, ground=NoticeGround.PROTECTION_OF_PERSONS,
        review_on=date(2026, 3, 20), reasoning="Het is thuis niet veilig.",
    ),
    NoticePostponed(
        case=stairs, resident=child, ground=NoticeGround.PROTECTION_OF_PERSONS,
        review_on=date(2026, 3, 20), proposed_by=fatima,
    ),
    replace(held, resident=child, safety=True),
)  # fmt: skip


def read(
    journal: Journal, shown: frozenset[Part] = parts
) -> tuple[list[int], dict[MaskReason, int]]:
    lines, masked = child_told(journal, child, Seen(journal.head(), shown), None, "nl")
    return [line.position for line in lines], dict(masked)


def after(*facts: Event, context: Context = by_fatima) -> Journal:
    journal = a_stage().journal
    put(journal, *facts, context=context)
    return journal


@pytest.mark.requirement("Z-08", "Z-09")
@pytest.mark.parametrize("fact", for_his_safety, ids=lambda fact: type(fact).__name__)
def test_what_is_done_for_a_childs_safety_is_counted_and_not_shown(fact: Event) -> None:
    assert read(after(said, fact)) == (
        [1], {MaskReason.CHILDS_CONFIDENCE: 0, MaskReason.CHILDS_SAFETY: 1}
    )  # fmt: skip


@pytest.mark.requirement("Z-08", "Z-09")
def test_nor_is_what_leaves_for_it_or_that_somebody_tried() -> None:
    told = replace(disclosed, resident=child)
    assert read(after(told))[0] == [1]
    report = replace(by_fatima, basis=LegalBasis.SAFE_AT_HOME_REPORT)
    assert read(after(told, context=report))[0] == []
    ordinary = replace(held, resident=child)
    assert read(after(ordinary))[0] == [1]
    tried = AttemptRefused(
        attempted=CommandName("ReportToSafeAtHome"), code=Refusal.MELDCODE_OUT_OF_ORDER,
        article=rule.article, next_step=rule.next_step, cases=(stairs,), residents=(child,),
    )  # fmt: skip
    with_refusals = parts | {Part.REFUSALS}
    assert read(after(tried), with_refusals)[0] == []
    other = replace(tried, attempted=CommandName("AgreePlan"))
    assert read(after(other), with_refusals)[0] == [1]
    assert Command.kinds.keys() >= ATTEMPTS


@pytest.mark.requirement("Z-08")
@pytest.mark.parametrize("confided_by", [child, bakker], ids=["afterwards", "before"])
def test_what_was_confided_stays_so_where_it_was_moved_to_the_child(confided_by: object) -> None:
    """And whether it was said to be so before it was moved, or afterwards."""
    moved = FactRefiled(
        position=1, resident=bakker, into=child, reason=RefilingReason.WRONG_PERSON
    )  # fmt: skip
    theirs = replace(said, resident=bakker)
    assert read(after(theirs, moved))[0] == [1]
    mark = ConfidenceMarked(case=stairs, resident=child, position=1)
    marked = replace(mark, resident=confided_by)  # type: ignore[arg-type]
    assert read(after(theirs, moved, marked)) == (
        [], {MaskReason.CHILDS_CONFIDENCE: 1, MaskReason.CHILDS_SAFETY: 0}
    )  # fmt: skip


@pytest.mark.requirement("Z-08", "Z-09")
def test_what_becomes_of_a_repetition_of_it_is_as_confidential() -> None:
    told, repetition = replace(recorded, resident=child), replace(repeated, resident=child)
    aside = replace(contested, statement=repetition.statement, resident=child)
    shown = frozenset(Part)
    assert read(after(told, repetition, aside), shown)[0] == [1, 2, 3]
    mark = ConfidenceMarked(
        case=stairs, resident=child, position=1, statement=told.statement,
        again=(repetition.statement,),
    )  # fmt: skip
    lines, masked = read(after(told, repetition, aside, mark), shown)
    assert not {1, 2, 3} & {*lines}
    assert masked[MaskReason.CHILDS_CONFIDENCE] == 4
