"""What belongs to whom after records were merged and split and facts were moved."""

from collections.abc import Sequence

from hypothesis import given as any_
from hypothesis import strategies as st

from domain.codes import RefilingReason
from domain.fact import Event, Fact
from domain.facts.record import FactRefiled, RecordsMerged, RecordSplit
from domain.terms import ResidentId, tag
from projections.persons import Persons
from service.own_record import record_told
from service.persons import persons_about, stands_with
from service.replay import told_again
from tests.people import (
    bakker,
    by_fatima,
    fatima,
    max_,
    monday,
    named,
    reported,
    signalled,
    town,
    wit,
)
from tests.scenario import Clock, in_memory, put


def learnt(*events: Event) -> Persons:
    return Persons().learn(Fact(n, monday, by_fatima, event) for n, event in enumerate(events, 1))


def merged(one: ResidentId, into: ResidentId) -> RecordsMerged:
    return RecordsMerged(resident=one, into=into, proposed_by=fatima)


def split(one: ResidentId, other: ResidentId, *positions: int) -> RecordSplit:
    return RecordSplit(resident=one, other=other, positions=positions, proposed_by=fatima)


def moved(position: int, one: ResidentId, into: ResidentId) -> FactRefiled:
    return FactRefiled(
        position=position, resident=one, into=into, reason=RefilingReason.WRONG_PERSON
    )


def test_a_record_of_which_nothing_is_said_is_its_own() -> None:
    persons = learnt()
    assert persons.also_known_as(bakker) == {bakker}
    assert persons.belongs_to(3, bakker) == bakker
    assert persons.moved_to(bakker) == {}


def test_mergers_add_up() -> None:
    persons = learnt(merged(max_, bakker), merged(bakker, wit))
    for each in (max_, bakker, wit):
        assert persons.also_known_as(each) == {max_, bakker, wit}
        assert persons.record_of(each) == persons.belongs_to(1, each) == wit


def test_a_split_takes_back_a_merger_and_moves_the_facts_that_it_names() -> None:
    persons = learnt(merged(max_, bakker), split(bakker, max_, 7))
    assert persons.also_known_as(bakker) == {bakker}
    assert persons.belongs_to(7, bakker) == max_
    assert persons.belongs_to(8, bakker) == bakker
    assert persons.moved_to(max_) == {7: bakker}


def test_a_split_from_a_third_does_not_undo_a_merger() -> None:
    persons = learnt(merged(max_, bakker), split(wit, max_))
    assert persons.also_known_as(bakker) == {bakker, max_}


def test_a_fact_goes_where_it_was_put_last() -> None:
    there = learnt(moved(7, bakker, max_))
    assert there.belongs_to(7, bakker) == max_
    on = learnt(moved(7, bakker, max_), moved(7, max_, wit))
    assert on.belongs_to(7, bakker) == wit
    back = learnt(moved(7, bakker, max_), moved(7, max_, bakker))
    assert back.belongs_to(7, bakker) == bakker


def test_a_fact_follows_the_record_that_it_was_put_under() -> None:
    persons = learnt(moved(7, bakker, max_), merged(max_, wit))
    assert persons.belongs_to(7, bakker) == wit
    assert persons.moved_to(wit) == {7: bakker}


def test_a_fact_that_was_moved_between_two_who_are_one_is_that_ones() -> None:
    persons = learnt(moved(7, bakker, max_), merged(max_, bakker))
    assert persons.belongs_to(7, bakker) == bakker
    assert persons.belongs_to(7, max_) == bakker
    assert persons.moved_to(bakker) == {}


PEOPLE = [ResidentId(named(name)) for name in "abcde"]
two = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)
sayings = st.one_of(
    two.map(lambda p: moved(1, *p)),
    two.map(lambda p: split(p[0], p[1], 1)),
    two.map(lambda p: split(p[0], p[1])),
    two.map(lambda p: merged(*p)),
)


def allowed(said: Sequence[Event]) -> list[Event]:
    """Of mergers only those that a decision allows: between records that stand."""
    persons = Persons()
    kept: list[Event] = []
    for event in said:
        if isinstance(event, RecordsMerged) and (
            event.resident in persons.merged or event.into in persons.merged
        ):
            continue
        persons.learn([Fact(1, monday, by_fatima, event)])
        kept.append(event)
    return kept


histories = st.lists(sayings, max_size=12).map(allowed)


@any_(histories)
def test_whatever_was_said_a_fact_belongs_to_one_record_that_stands(said: list[Event]) -> None:
    persons = learnt(*said)
    for each in PEOPLE:
        owner = persons.belongs_to(1, each)
        assert owner not in persons.merged
        assert persons.belongs_to(2, each) == persons.record_of(each)
        assert each in persons.also_known_as(each)
        assert all(persons.record_of(a) == persons.record_of(each)
                   for a in persons.also_known_as(each))  # fmt: skip


def test_it_is_read_from_the_journal_as_of_any_position() -> None:
    journal = in_memory()
    put(journal, reported, signalled)
    put(journal, merged(max_, bakker), moved(1, bakker, wit), merged(wit, ResidentId(named("x"))))
    now = persons_about(journal, bakker)
    assert now.also_known_as(max_) == {bakker, max_}
    assert now.belongs_to(1, bakker) == named("x"), "also where it is read now"
    then = persons_about(journal, bakker, until=2)
    assert then.also_known_as(bakker) == {bakker}
    assert stands_with(journal, 2, bakker), "filed under Max, whose record is read with hers"
    assert stands_with(journal, 2, max_)
    assert not stands_with(journal, 1, bakker)
    assert stands_with(journal, 1, wit)
    assert not stands_with(journal, 99, bakker)
    assert not stands_with(journal, 0, bakker)


def test_a_record_is_told_without_what_was_about_somebody_else() -> None:
    clock = Clock()
    journal = in_memory(clock)
    put(journal, *town, reported)
    position = journal.head()
    clock.pass_by(hours=1)
    put(journal, moved(position, bakker, max_))
    hers = [(line.position, line.kind) for line in record_told(journal, [bakker])]
    assert hers == [(position + 1, "FactRefiled")]
    his = [(line.position, line.kind) for line in record_told(journal, [max_])]
    assert his == [(position, "NotificationReceived"), *hers], "and with him it is told"
    then = record_told(journal, [bakker], known_at=monday)
    assert [line.position for line in then] == [position], "as it was known before"
    of_case = told_again(journal, tag("case", reported.case))
    assert position in [line.position for line in of_case], "in the case it stays where it was"
