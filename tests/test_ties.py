"""A tie is with a person: it follows when records are merged, and is right again after a split."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import Tie
from domain.decisions.record import MergeRecords, ProposeMerger, ProposeSplit, SplitRecord
from domain.facts.municipality import FunctionAssigned
from domain.facts.participation import TieDeclared, TieEnded
from domain.facts.ties import Ties
from domain.refusal import Refusal
from domain.terms import ResidentId
from service.deciding import AnyCommand
from service.journal import Journal
from tests import asked
from tests.people import (
    acting,
    bakker,
    by_leader,
    consultant,
    fatima,
    helped,
    kim,
    leads,
    max_,
    oost,
    pieter,
    reported,
    signalled,
    wit,
)
from tests.scenario import a_stage, put

stood_in = FunctionAssigned(worker=pieter, function=consultant, team=oost, since=date(2026, 1, 1))
story = (*helped, *leads, stood_in, signalled, replace(reported, resident=wit, case=signalled.case))
close = TieDeclared(worker=fatima, resident=max_, tie=Tie.HOUSEHOLD)
by_pieter = acting(pieter)


@pytest.fixture
def journal() -> Journal:
    journal = a_stage().journal
    put(journal, *story)
    return journal


def said(journal: Journal, command: AnyCommand) -> Refusal | None:
    """What comes of it, asked anew."""
    context = replace(command.context, command=acting().command)
    return journal.record(replace(command, context=context)).refusal


def merge(journal: Journal, one: ResidentId, into: ResidentId) -> None:
    for kind, context in ((ProposeMerger, by_pieter), (MergeRecords, by_leader)):
        command: Any = kind(context=context, resident=one, into=into)
        assert said(journal, command) is None


def split(journal: Journal, one: ResidentId, other: ResidentId) -> None:
    parted: Any = {"resident": one, "other": other}
    assert said(journal, ProposeSplit(context=by_pieter, **parted, positions=())) is None
    assert said(journal, SplitRecord(context=by_leader, **parted)) is None


def declare(journal: Journal, resident: ResidentId) -> Refusal | None:
    return said(journal, replace(asked.declare_tie, worker=fatima, resident=resident,
                                 tie=Tie.HOUSEHOLD))  # fmt: skip


def shut_out(journal: Journal) -> bool:
    """Whether Fatima does not get at the case of mevrouw Bakker: she may neither read nor act."""
    found = {said(journal, asked.read_record), said(journal, asked.record_finding)}
    assert found in ({Refusal.OWN_CASE}, {None}), found
    return found == {Refusal.OWN_CASE}


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("into", ["hers", "his"])
def test_a_tie_with_one_record_is_with_the_person_once_they_are_merged(
    journal: Journal, into: str
) -> None:
    put(journal, close)
    assert not shut_out(journal)
    merge(journal, *((max_, bakker) if into == "hers" else (bakker, max_)))
    assert shut_out(journal)


@pytest.mark.requirement("Z-15")
def test_it_is_right_again_after_a_split(journal: Journal) -> None:
    put(journal, close)
    merge(journal, max_, bakker)
    split(journal, bakker, max_)
    assert not shut_out(journal)
    (ties,) = journal.known_now(Ties(fatima))
    assert (ties.with_(max_), ties.with_(bakker)) == ({Tie.HOUSEHOLD}, frozenset())
    merge(journal, max_, bakker)
    assert shut_out(journal), "and follows anew"


@pytest.mark.requirement("Z-15")
def test_a_tie_is_declared_with_the_person_whichever_record_is_named(journal: Journal) -> None:
    merge(journal, max_, bakker)
    assert declare(journal, max_) is None
    assert shut_out(journal)
    assert declare(journal, bakker) is Refusal.ALREADY_DONE, "it is the same person"
    split(journal, bakker, max_)
    assert not shut_out(journal)
    assert declare(journal, bakker) is None


@pytest.mark.requirement("Z-15")
def test_it_follows_along_a_row_of_mergers_and_comes_back_with_what_it_was_merged_with(
    journal: Journal,
) -> None:
    put(journal, close)
    merge(journal, max_, wit)
    merge(journal, wit, bakker)
    assert shut_out(journal)
    split(journal, bakker, wit)
    assert not shut_out(journal)
    (ties,) = journal.known_now(Ties(fatima))
    assert ties.with_(wit) == ties.with_(max_) == {Tie.HOUSEHOLD}, "these are still one"


def test_it_follows_what_is_said_of_a_record_that_was_merged_long_before(journal: Journal) -> None:
    merge(journal, max_, wit)
    assert declare(journal, max_) is None
    merge(journal, wit, bakker)
    assert shut_out(journal)


def test_it_is_over_for_the_person_when_somebody_says_so_of_either_record(journal: Journal) -> None:
    put(journal, close)
    merge(journal, max_, bakker)
    over = replace(asked.end_tie, context=by_leader, worker=fatima, tie=Tie.HOUSEHOLD)
    assert said(journal, replace(over, resident=bakker)) is None
    assert not shut_out(journal)
    ended = [fact.event for fact in journal.read() if isinstance(fact.event, TieEnded)]
    assert [event.resident for event in ended] == [bakker]
    split(journal, bakker, max_)
    (ties,) = journal.known_now(Ties(fatima))
    assert ties.with_(max_) == frozenset()


def test_the_ties_of_one_worker_are_nobody_elses(journal: Journal) -> None:
    put(journal, close, replace(close, worker=kim, resident=wit))
    merge(journal, max_, wit)
    merge(journal, wit, bakker)
    fatimas, kims = journal.known_now(Ties(fatima), Ties(kim))
    for ties, own in ((fatimas, max_), (kims, wit)):
        assert set(ties.to) == {own}
        assert all(ties.with_(each) == {Tie.HOUSEHOLD} for each in (max_, wit, bakker))
