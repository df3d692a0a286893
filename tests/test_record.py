"""Two records of one person, one of two, a fact under the wrong one: put right by two people."""

from dataclasses import replace

import pytest

from domain.codes import RefilingReason
from domain.facts.record import (
    FactRefiled,
    MergerProposed,
    RecordsMerged,
    RecordSplit,
    RefilingProposed,
    SplitProposed,
)
from domain.refusal import Refusal
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    acting,
    bakker,
    by_fatima,
    fatima,
    leads,
    max_,
    reported,
    signalled,
    town,
    wit,
)
from tests.scenario import given

story = (*town, *leads, reported, signalled)
merger = MergerProposed(resident=max_, into=bakker)
both = tuple(sorted((bakker, max_)))
merged = RecordsMerged(resident=max_, into=bakker, proposed_by=fatima, together=both)
split = SplitProposed(resident=bakker, other=max_, positions=(6,))
parted = RecordSplit(
    resident=bakker, other=max_, positions=(6,), proposed_by=fatima, together=(bakker,),
    apart=(max_,),
)  # fmt: skip
misfiled = RefilingProposed(
    position=6, resident=bakker, into=max_, reason=RefilingReason.WRONG_PERSON
)
refiled = FactRefiled(**vars(misfiled), proposed_by=fatima)
moving: list[AnyCommand] = [asked.propose_refiling, asked.refile_fact]
everyone: list[AnyCommand] = [
    asked.propose_merger, asked.merge_records, asked.propose_split, asked.split_record,
]  # fmt: skip


def test_two_records_are_merged_when_a_second_person_agrees() -> None:
    given(*story).when(asked.propose_merger).then(merger)
    given(*story, merger).when(asked.merge_records).then(merged)


def test_nobody_merges_alone_or_what_nobody_proposed() -> None:
    given(*story).when(asked.merge_records).refused(Refusal.SECOND_PERSON_MISSING)
    other_way = replace(asked.merge_records, resident=bakker, into=max_)
    given(*story, merger).when(other_way).refused(Refusal.SECOND_PERSON_MISSING)


def test_who_proposed_a_merger_or_a_split_does_not_agree_to_it() -> None:
    same = replace(asked.merge_records.context, actor=fatima)
    held = replace(leads[1], worker=fatima)
    for proposed, command in (
        (merger, asked.merge_records), (split, asked.split_record), (misfiled, asked.refile_fact),
    ):  # fmt: skip
        given(*story, held, proposed).when(replace(command, context=same)).refused(
            Refusal.SECOND_PERSON_MISSING
        )


def test_a_merger_is_proposed_once_and_anew_once_it_was_undone() -> None:
    given(*story, merger).when(asked.propose_merger).refused(Refusal.ALREADY_DONE)
    given(*story, merger, merged, split, parted).when(asked.propose_merger).then(merger)
    given(*story, merger, merged, split, parted).when(asked.merge_records).refused(
        Refusal.SECOND_PERSON_MISSING
    )


@pytest.mark.parametrize(
    "command",
    [
        asked.propose_merger, asked.merge_records,
        replace(asked.propose_merger, resident=bakker, into=max_),
        replace(asked.merge_records, resident=bakker, into=max_),
        replace(asked.propose_merger, resident=wit, into=max_),
        replace(asked.propose_split, resident=max_, other=wit, positions=()),
        replace(asked.split_record, resident=max_, other=wit),
        replace(asked.propose_refiling, into=max_, resident=bakker),
        replace(asked.refile_fact, into=max_, resident=bakker),
    ],
    ids=lambda c: f"{type(c).__name__}",
)  # fmt: skip
def test_a_record_that_is_read_under_another_is_worked_on_there(command: AnyCommand) -> None:
    third = replace(reported, resident=wit)
    given(*story, third, merger, merged).when(command).refused(Refusal.RECORD_MERGED)


def test_a_record_is_split_when_a_second_person_agrees_as_it_was_proposed() -> None:
    given(*story).when(asked.propose_split).then(split)
    given(*story, split).when(asked.split_record).then(parted)
    more = replace(split, positions=(6, 7))
    given(*story, split, more).when(asked.split_record).then(replace(parted, positions=(6, 7)))


def test_nobody_splits_alone_or_what_nobody_proposed() -> None:
    given(*story).when(asked.split_record).refused(Refusal.SECOND_PERSON_MISSING)
    other_way = replace(split, resident=max_, other=bakker)
    given(*story, other_way).when(asked.split_record).refused(Refusal.SECOND_PERSON_MISSING)
    given(*story, split, parted).when(asked.split_record).refused(Refusal.SECOND_PERSON_MISSING)


def test_a_split_is_proposed_once_with_the_same_facts() -> None:
    given(*story, split).when(asked.propose_split).refused(Refusal.ALREADY_DONE)
    more = replace(asked.propose_split, positions=(6, 7))
    given(*story, split).when(more).then(replace(split, positions=(6, 7)))


def test_a_merger_is_undone_by_a_split_and_the_record_stands_again() -> None:
    undone = replace(asked.propose_split, positions=())
    given(*story, merger, merged).when(undone).then(replace(split, positions=()))
    given(*story, merger, merged, split, parted).when(
        replace(asked.propose_merger, resident=bakker, into=max_)
    ).then(replace(merger, resident=bakker, into=max_))


def test_who_is_split_off_is_nobody_elses_record() -> None:
    third = replace(reported, resident=wit)
    elsewhere = (*story, third, merger, merged)
    from_third = replace(asked.propose_split, resident=wit, other=max_)
    given(*elsewhere).when(from_third).refused(Refusal.RECORD_MERGED)
    given(*elsewhere).when(replace(asked.split_record, resident=wit, other=max_)).refused(
        Refusal.RECORD_MERGED
    )


def test_a_fact_is_put_with_the_person_whom_it_is_about_when_a_second_person_agrees() -> None:
    given(*story).when(asked.propose_refiling).then(misfiled)
    given(*story, misfiled).when(asked.refile_fact).then(refiled)


def test_nobody_moves_a_fact_alone_or_one_that_nobody_proposed_to_move() -> None:
    given(*story).when(asked.refile_fact).refused(Refusal.SECOND_PERSON_MISSING)
    other_way = replace(misfiled, resident=max_, into=bakker)
    another_fact = replace(misfiled, position=7)
    given(*story, other_way, another_fact).when(asked.refile_fact).refused(
        Refusal.SECOND_PERSON_MISSING
    )


def test_a_fact_is_proposed_to_be_moved_once_for_the_same_reason() -> None:
    given(*story, misfiled).when(asked.propose_refiling).refused(Refusal.ALREADY_DONE)
    alike = replace(asked.propose_refiling, reason=RefilingReason.SAME_NAME)
    given(*story, misfiled).when(alike).then(replace(misfiled, reason=RefilingReason.SAME_NAME))


@pytest.mark.parametrize("command", moving, ids=lambda c: type(c).__name__)
def test_a_fact_is_moved_from_where_it_stands(command: AnyCommand) -> None:
    given(*story, misfiled, refiled).when(command).refused(Refusal.ALREADY_DONE)
    given(*story, split, parted).when(command).refused(Refusal.ALREADY_DONE)


def test_a_fact_that_came_back_or_another_is_moved_anew() -> None:
    back = replace(refiled, resident=max_, into=bakker)
    returned = (*story, misfiled, refiled, back)
    given(*returned).when(asked.refile_fact).refused(Refusal.SECOND_PERSON_MISSING)
    given(*returned, misfiled).when(asked.refile_fact).then(refiled)
    other_fact = replace(asked.propose_refiling, position=7)
    given(*story, misfiled, refiled).when(other_fact).then(replace(misfiled, position=7))


def test_a_fact_that_one_person_moved_once_is_still_read_so() -> None:
    """By one person it could be done before; of those facts nobody is named who proposed it."""
    alone = replace(refiled, proposed_by=None)
    given(*story, alone).when(asked.propose_refiling).refused(Refusal.ALREADY_DONE)


@pytest.mark.parametrize("command", [*everyone, *moving], ids=lambda c: type(c).__name__)
def test_somebody_whom_nobody_knows_has_no_record(command: AnyCommand) -> None:
    given(*town, *leads, reported).when(command).unknown("resident")
    given(*town, *leads, signalled).when(command).unknown("resident")


@pytest.mark.parametrize(
    "command",
    [
        replace(asked.propose_merger, resident=bakker),
        replace(asked.merge_records, resident=bakker),
        replace(asked.propose_split, other=bakker),
        replace(asked.propose_refiling, into=bakker),
        replace(asked.refile_fact, into=bakker),
    ],
    ids=lambda c: type(c).__name__,
)
def test_a_record_is_not_its_own_other(command: AnyCommand) -> None:
    given(*story).when(command).malformed("resident")


@pytest.mark.parametrize("positions", [(6, 6), tuple(range(1001))], ids=["twice", "too many"])
def test_the_facts_of_a_split_are_named_once_and_are_not_too_many(
    positions: tuple[int, ...],
) -> None:
    given(*story).when(replace(asked.propose_split, positions=positions)).malformed("positions")


@pytest.mark.parametrize(
    "command", [asked.merge_records, asked.split_record, asked.refile_fact],
    ids=lambda c: type(c).__name__,
)  # fmt: skip
def test_a_worker_proposes_and_does_not_agree(command: AnyCommand) -> None:
    given(*story, merger, split, misfiled).when(replace(command, context=acting())).refused(
        Refusal.NOT_AUTHORISED
    )
    assert by_fatima.actor == fatima
