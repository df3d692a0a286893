"""Who may destroy words, when a hold forbids it, and that it takes two people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.codes import DestructionGround
from domain.decisions.destruction import MOST
from domain.fact import Event, Fact
from domain.facts.destruction import (
    DestructionApproved,
    DestructionProposed,
    HoldPlaced,
    HoldReleased,
    Holds,
    WordsDestroyed,
)
from domain.facts.inquiry import InquiryClosed, InquiryOpened
from domain.refusal import Refusal
from domain.terms import CaseId, CommandId, Digest, HoldId, InquiryId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    admin,
    bakker,
    by_admin,
    by_fatima,
    by_leader,
    by_watcher,
    closed,
    helped,
    inquest,
    inquires,
    leads,
    monday,
    named,
    ombudsman,
    opened,
    reported,
    signalled,
    signals,
    stairs,
    town,
    under_reference,
    vera,
    watches,
)
from tests.scenario import given

story = (*town, *watches, reported, signalled)
placed = HoldPlaced(
    hold=asked.place_hold.hold, case=stairs, resident=bakker,
    reason=asked.place_hold.reason, until=asked.place_hold.until,
)  # fmt: skip
released = HoldReleased(hold=placed.hold, case=stairs, resident=bakker)
proposed = DestructionProposed(
    destruction=asked.propose_destruction.destruction, case=stairs, resident=bakker,
    ground=DestructionGround.ERASURE_REQUEST, positions=(6,),
)  # fmt: skip
approved = DestructionApproved(destruction=proposed.destruction, case=stairs, resident=bakker)
another = HoldId(named("another hold"))
the_last_day = monday.replace(month=9, day=1)
"""Of the hold; in Amsterdam and in UTC alike."""
deciding = (asked.propose_destruction, asked.approve_destruction)


def kind(command: AnyCommand) -> str:
    return type(command).__name__


def test_a_hold_is_placed_and_lifted() -> None:
    given(*story).when(asked.place_hold).then(placed)
    given(*story, placed).when(asked.release_hold).then(released)


def test_a_team_leader_may_place_one_and_not_lift_it() -> None:
    given(*story, *leads).when(replace(asked.place_hold, context=by_leader)).then(placed)
    given(*story, *leads, placed).when(replace(asked.release_hold, context=by_leader)).refused(
        Refusal.NOT_AUTHORISED
    )


def test_a_hold_is_placed_once_and_lifted_once() -> None:
    given(*story, placed).when(asked.place_hold).refused(Refusal.ALREADY_DONE)
    given(*story, placed, released).when(asked.place_hold).refused(Refusal.ALREADY_DONE)
    given(*story, placed, released).when(asked.release_hold).refused(Refusal.ALREADY_DONE)


def test_a_hold_that_was_never_placed_is_not_lifted() -> None:
    given(*story).when(asked.release_hold).unknown("hold")
    given(*story, placed).when(replace(asked.release_hold, hold=another)).unknown("hold")


def test_a_hold_ends_within_five_years() -> None:
    given(*story).when(replace(asked.place_hold, until=date(2026, 3, 1))).malformed("until")
    given(*story).when(replace(asked.place_hold, until=date(2032, 3, 2))).malformed("until")
    today = replace(asked.place_hold, until=date(2026, 3, 2))
    given(*story).when(today).then(replace(placed, until=date(2026, 3, 2)))


@pytest.mark.parametrize("command", [asked.place_hold, asked.release_hold, *deciding], ids=kind)
class TestEvery:
    def test_is_about_a_case_that_came_in(self, command: AnyCommand) -> None:
        given(*town, *watches).when(command).unknown("case")

    def test_takes_a_function_that_may(self, command: AnyCommand) -> None:
        by_a_worker = replace(command, context=by_fatima)
        given(*story, opened, placed, proposed).when(by_a_worker).refused(Refusal.NOT_AUTHORISED)


def test_one_proposes_and_another_approves() -> None:
    given(*story).when(asked.propose_destruction).then(proposed)
    given(*story, proposed).when(asked.approve_destruction).then(approved)


def test_who_proposed_it_does_not_approve_it() -> None:
    stage = given(*story).when(asked.propose_destruction)
    stage.then(proposed)
    a_new_request = replace(by_admin, command=CommandId(named("her own approval")))
    own = replace(asked.approve_destruction, context=a_new_request)
    refused = stage.journal.record(own)
    assert refused.refusal is Refusal.SECOND_PERSON_MISSING
    again = stage.journal.record(asked.approve_destruction)
    assert [fact.event for fact in again.facts] == [approved]


def test_a_closed_case_is_destroyed_like_any_other() -> None:
    history = (*helped, *watches, closed)
    given(*history).when(asked.propose_destruction).then(proposed)
    given(*history, placed, proposed).when(asked.approve_destruction).refused(Refusal.LEGAL_HOLD)


@pytest.mark.requirement("Z-07")
@pytest.mark.parametrize("command", deciding, ids=kind)
class TestAHold:
    history = (*story, proposed)

    def known(self, command: AnyCommand) -> tuple[Event, ...]:
        return story if command is asked.propose_destruction else self.history

    def test_forbids_destruction_up_to_its_last_day(self, command: AnyCommand) -> None:
        history: tuple[Event, ...] = (*self.known(command), placed)
        for day in (monday, the_last_day, the_last_day.replace(hour=21, minute=59)):
            given(*history).at(day).when(command).refused(Refusal.LEGAL_HOLD)
        answer = given(*history).at(the_last_day.replace(hour=22)).when(command)
        assert answer.journal.record(command).refusal is None

    def test_that_was_lifted_forbids_nothing(self, command: AnyCommand) -> None:
        stage = given(*self.known(command), placed, released).when(command)
        assert stage.journal.record(command).refusal is None

    def test_of_two_the_other_still_stands(self, command: AnyCommand) -> None:
        both = (placed, replace(placed, hold=another), released)
        given(*self.known(command), *both).when(command).refused(Refusal.LEGAL_HOLD)

    def test_of_another_case_forbids_nothing(self, command: AnyCommand) -> None:
        elsewhere = replace(placed, case=signals)
        stage = given(*self.known(command), elsewhere).when(command)
        assert stage.journal.record(command).refusal is None

    def test_is_also_an_inquiry_until_the_day_it_was_opened_for(self, command: AnyCommand) -> None:
        inquiry = InquiryOpened(
            inquiry=inquest, case=stairs, resident=bakker, function=ombudsman,
            reference=under_reference, until=placed.until,
        )  # fmt: skip
        history = (*self.known(command), *inquires, inquiry)
        given(*history).at(the_last_day).when(command).refused(Refusal.LEGAL_HOLD)
        stage = given(*history).at(the_last_day + timedelta(days=1)).when(command)
        assert stage.journal.record(command).refusal is None
        closed = InquiryClosed(inquiry=inquest, cases=(stairs,), residents=(bakker,))
        stage = given(*history, closed).at(the_last_day).when(command)
        assert stage.journal.record(command).refusal is None, "and no longer than it runs"
        another_one = replace(closed, inquiry=InquiryId(named("another inquiry")))
        given(*history, another_one).at(the_last_day).when(command).refused(Refusal.LEGAL_HOLD)


def test_of_several_inquiries_the_longest_counts() -> None:
    inquiry = InquiryOpened(
        inquiry=inquest, case=stairs, resident=bakker, function=ombudsman,
        reference=under_reference, until=date(2026, 9, 1),
    )  # fmt: skip
    other = InquiryId(named("another inquiry"))
    shorter = replace(inquiry, inquiry=other, until=date(2026, 5, 1))
    for order in ((inquiry, shorter), (shorter, inquiry)):
        holds = Holds(stairs)
        for event in order:
            holds = holds.evolve(Fact(1, monday, by_admin, event))
        assert holds.stand_on(date(2026, 9, 1)) and not holds.stand_on(date(2026, 9, 2))


def test_a_destruction_is_proposed_and_approved_once() -> None:
    given(*story, proposed).when(asked.propose_destruction).refused(Refusal.ALREADY_DONE)
    given(*story, proposed, approved).when(asked.approve_destruction).refused(Refusal.ALREADY_DONE)


def test_what_nobody_proposed_is_not_approved() -> None:
    given(*story).when(asked.approve_destruction).unknown("destruction")
    elsewhere = replace(asked.approve_destruction, case=CaseId(signals))
    given(*story, proposed).when(elsewhere).unknown("destruction")


@pytest.mark.parametrize(
    "positions", [(), (0,), (2, 1), (3, 3), tuple(range(1, MOST + 2))], ids=len
)
def test_positions_are_in_order_and_not_too_many(positions: tuple[int, ...]) -> None:
    command = replace(asked.propose_destruction, positions=positions)
    given(*story).when(command).malformed("positions")


def test_that_words_were_destroyed_says_on_whose_decision() -> None:
    said = WordsDestroyed(
        destruction=proposed.destruction, case=stairs, resident=bakker, ground=proposed.ground,
        positions=(6,), proposed_by=admin, approved_by=vera, keys=1, receipt=Digest("0" * 64),
    )  # fmt: skip
    given(*story, proposed, approved, said).when(
        replace(asked.approve_destruction, context=by_watcher)
    ).refused(Refusal.ALREADY_DONE)
