"""By what day is somebody told, and does it stand so? Person by person, from the facts alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.codes import (
    AwarenessState,
    Channel,
    Character,
    Initiative,
    NoticeGround,
    Participant,
    PersonRelation,
    Source,
    Template,
    TermCode,
    TermUnit,
    Undelivered,
)
from domain.fact import Event, Fact
from domain.facts.awareness import (
    Awareness,
    ClientSupportOffered,
    ConversationHeld,
    DisclosurePlanned,
    NoticePostponed,
    PersonInvolved,
    ResidentInformed,
)
from domain.facts.contact import ContactHeld
from domain.facts.intake import CaseRedirected
from domain.facts.message import MessageDelivered, MessageFailed
from domain.facts.notice import Clock, Notices
from domain.facts.team import CaseMoved
from domain.facts.term import TermsAdopted
from domain.terms import MessageId, Proof, ResidentId
from projections.view import as_of
from projections.views.awareness import PersonInCase, awareness
from projections.views.obligations import Obligation, obligations
from tests.happened import Dated, day, story
from tests.people import (
    acting,
    bakker,
    clarified,
    fatima,
    informed,
    letter,
    max_,
    monday,
    named,
    oost,
    opened,
    reported,
    signalled,
    signals,
    stairs,
    wit,
    zuid,
)

S = AwarenessState
boy = ResidentId(named("child"))
asked = replace(reported, case=signals, resident=max_)
asked_really = replace(clarified, case=signals, resident=max_)
partner = PersonInvolved(
    case=stairs, resident=wit, team=oost, relation=PersonRelation.PARTNER,
    source=Source.INFORMAL_NETWORK,
)  # fmt: skip
child = replace(partner, resident=boy, relation=PersonRelation.CHILD)
told_max = replace(informed, case=signals, resident=max_)
by_letter = ResidentInformed(
    case=signals, resident=max_, channel=Channel.LETTER, language=informed.language, text=letter,
    message=MessageId(named("notice")),
)  # fmt: skip
arrived = MessageDelivered(
    message=MessageId(named("notice")), template=Template.PRIVACY_NOTICE, case=signals,
    channel=Channel.LETTER, proof=Proof("0" * 64), resident=max_,
)  # fmt: skip
spoken = ConversationHeld(
    case=signals, resident=max_, channel=Channel.HOME_VISIT,
    participants=(Participant.RESIDENT,), with_resident=True,
)  # fmt: skip
met = ContactHeld(
    case=signals, resident=max_, channel=Channel.HOME_VISIT, initiative=Initiative.TEAM,
    wanted=False,
    character=Character.VOLUNTARY, safety=False,
)  # fmt: skip
planned = DisclosurePlanned(case=signals, resident=max_, planned_on=day(8))
waits = NoticePostponed(
    case=signals, resident=max_, ground=NoticeGround.PROTECTION_OF_PERSONS, review_on=day(40),
    proposed_by=fatima,
)  # fmt: skip


def clocks(*events: Dated) -> Mapping[ResidentId, Clock]:
    known = Notices(signals)
    for fact in story(*events):
        known = known.evolve(fact)
    return known.clocks


def clock(*events: Dated) -> Clock:
    return clocks(*events)[max_]


def people(*events: Dated) -> dict[ResidentId, PersonInCase]:
    return {row.resident: row for row in as_of(awareness, story(*events)).values()}


def duty(*events: Dated, of: ResidentId = max_) -> Obligation:
    """The obligation to tell that person."""
    rows = as_of(obligations, story(*events)).values()
    (found,) = (r for r in rows if r.code is TermCode.NOTICE and r.resident == of)
    return found


@pytest.mark.requirement("M-01")
def test_of_three_in_a_household_each_has_a_state_of_their_own() -> None:
    household = (reported, partner, child)
    known = Awareness(stairs)
    for fact in story(*household):
        known = known.evolve(fact)
    assert set(known.persons) == {bakker, wit, boy}
    assert {known.state(each, day(0)) for each in known.persons} == {S.UNKNOWN}
    (last,) = story(informed)
    known = known.evolve(last)
    assert [known.state(each, day(0)) for each in (bakker, wit, boy)] == [
        S.INFORMED, S.UNKNOWN, S.UNKNOWN,
    ]  # fmt: skip
    shown = people(*household, informed)
    assert {who: row.knows for who, row in shown.items()} == {bakker: True, wit: False, boy: False}


@pytest.mark.requirement("M-01")
def test_nobody_is_without_a_state() -> None:
    assert Awareness(stairs).state(bakker, day(0)) is S.UNKNOWN
    assert Clock().state(day(0)) is S.UNKNOWN


@pytest.mark.requirement("M-02")
@pytest.mark.parametrize("year, due", [(2026, date(2026, 2, 28)), (2028, date(2028, 2, 29))])
def test_a_signal_of_31_january_is_told_by_the_last_day_of_february(year: int, due: date) -> None:
    at = datetime(year, 1, 31, 10, tzinfo=UTC)
    fact = Fact(1, at, acting(at=at), signalled)
    assert Notices(signals).evolve(fact).clocks[max_].due_on == due
    (row,) = as_of(obligations, [fact]).values()
    assert row.due_on == due


@pytest.mark.requirement("M-02")
def test_it_is_earlier_at_the_first_contact_and_before_the_first_disclosure() -> None:
    assert clock(signalled).due_on == date(2026, 4, 2)
    offered = ClientSupportOffered(case=signals, resident=max_, channel=Channel.PHONE)
    for contact in (offered, spoken, met, asked, asked_really):
        assert clock(signalled, (5, contact)).due_on == day(5)
    without_him = replace(asked_really, with_resident=False)
    assert clock(signalled, (5, without_him)).due_on == date(2026, 4, 2)
    assert clock(signalled, (5, planned)).due_on == day(8)
    later = replace(planned, planned_on=day(20))
    assert clock(signalled, (5, planned), (6, later)).due_on == day(8)
    too_late = replace(planned, planned_on=day(80))
    assert clock(signalled, (70, too_late), (70, spoken)).due_on == date(2026, 4, 2)


@pytest.mark.requirement("M-02")
def test_each_person_has_a_day_of_their_own() -> None:
    found = (reported, partner, (10, child), (12, informed))
    assert duty(*found, of=wit).due_on == date(2026, 4, 2)
    assert duty(*found, of=boy).due_on == date(2026, 4, 12)
    told_child = (14, replace(informed, resident=boy))
    assert duty(*found, told_child, of=boy).met_on == day(14)
    assert duty(*found, told_child, of=wit).met_on is None
    assert (duty(*found, of=wit).team, duty(*found, of=wit).called_for) == (oost, True)


@pytest.mark.requirement("M-02")
def test_the_duty_goes_with_the_case_for_everybody_in_it() -> None:
    moved = CaseMoved(case=stairs, resident=bakker, previous=oost, team=zuid, others=(wit,))
    assert duty(reported, partner, moved, of=wit).team == zuid
    assert people(reported, partner, moved)[wit].team == zuid
    passed_on = CaseRedirected(
        case=stairs, resident=bakker, previous=oost, team=zuid, others=(wit,)
    )
    assert duty(reported, partner, passed_on, of=wit).team == zuid
    assert people(reported, partner, passed_on)[wit].team == zuid
    taken_on = replace(opened, team=zuid, others=(wit,))
    assert people(reported, partner, taken_on)[wit].team == zuid


@pytest.mark.requirement("M-02")
def test_a_shorter_term_that_was_promised_holds_and_does_not_forget_a_contact() -> None:
    shorter = TermsAdopted(
        case=signals, resident=max_, version=1, terms=(TermCode.NOTICE,), lengths=(14,),
        units=(TermUnit.DAYS,),
    )  # fmt: skip
    assert clock(signalled, shorter).due_on == day(14)
    assert clock(asked, shorter, (3, signalled)).due_on == day(17)
    assert duty(asked, shorter, (3, signalled)).due_on == day(17)


@pytest.mark.requirement("C-05")
def test_a_conversation_with_somebody_who_was_told_nothing_leaves_an_obligation() -> None:
    duty_now = duty(asked, (2, spoken))
    assert (duty_now.called_for, duty_now.due_on, duty_now.met_on) == (True, day(2), None)
    assert duty(asked, (2, met)).due_on == day(2)
    assert duty(asked, (2, spoken), (4, told_max)).met_on == day(4)
    rows = as_of(obligations, story(asked, told_max, (2, spoken))).values()
    assert not [row for row in rows if row.code is TermCode.NOTICE and row.called_for]


@pytest.mark.requirement("M-04")
def test_a_postponement_that_ran_out_is_overdue_by_itself() -> None:
    once = clock(signalled, (5, waits))
    assert once.state(day(40)) is S.POSTPONED
    assert once.state(day(41)) is S.OVERDUE
    assert once.due_on == day(40)
    known = Awareness(signals)
    for fact in story(signalled, (5, waits)):
        known = known.evolve(fact)
    assert [known.state(max_, day(n)) for n in (40, 41)] == [S.POSTPONED, S.OVERDUE]
    renewed = (39, replace(waits, review_on=day(60)))
    assert clock(signalled, (5, waits), renewed).due_on == day(60)
    assert duty(signalled, (5, waits), renewed).due_on == day(60)
    assert clock(signalled, (5, waits), (9, spoken)).due_on == day(9), "contact comes first"


@pytest.mark.requirement("M-04")
def test_a_postponement_mends_nothing_backwards() -> None:
    too_late = clock(signalled, (35, replace(waits, review_on=day(60))))
    assert too_late.state(day(50)) is S.POSTPONED
    assert too_late.due_on == date(2026, 4, 2)
    lapsed = clock(signalled, (5, waits), (45, replace(waits, review_on=day(60))))
    assert lapsed.due_on == day(40)


@pytest.mark.requirement("M-01", "M-02")
def test_without_a_word_of_anybody_it_becomes_overdue_the_day_after() -> None:
    assert [clock(signalled).state(day(n)) for n in (31, 32)] == [S.UNKNOWN, S.OVERDUE]
    assert clock(signalled, (40, told_max)).state(day(99)) is S.INFORMED


@pytest.mark.requirement("M-06")
def test_a_letter_tells_nobody_anything_until_it_is_delivered() -> None:
    failed = MessageFailed(
        message=arrived.message, template=Template.PRIVACY_NOTICE, attempt=6,
        reason=Undelivered.NO_ADDRESS, for_good=True, resident=max_, case=signals,
    )  # fmt: skip
    known = Awareness(signals)
    for fact in story(signalled, by_letter):
        known = known.evolve(fact)
    assert known.state(max_, day(0)) is S.UNKNOWN
    assert type(failed) not in Awareness.learns_from
    assert clock(signalled, by_letter).told_on is None
    assert duty(signalled, by_letter).met_on is None
    (delivered,) = story((9, arrived))
    assert known.evolve(delivered).state(max_, day(9)) is S.INFORMED
    assert clock(signalled, by_letter, (9, arrived)).told_on == day(9)
    assert duty(signalled, by_letter, (9, arrived)).met_on == day(9)
    receipt = replace(arrived, template=Template.RECEIPT)
    assert clock(signalled, by_letter, (9, receipt)).told_on is None


@pytest.mark.requirement("M-06")
def test_after_telling_aloud_the_letter_stays_due_until_it_is_delivered() -> None:
    aloud = replace(told_max, message=arrived.message)
    row = people(signalled, (3, aloud))[max_]
    assert (row.knows, row.told_on, row.letter_due) == (True, day(3), True)
    assert not people(signalled, (3, aloud), (5, arrived))[max_].letter_due
    receipt = replace(arrived, template=Template.RECEIPT)
    assert people(signalled, (3, aloud), (5, receipt))[max_].letter_due
    assert not people(signalled, (3, by_letter))[max_].letter_due


@pytest.mark.requirement("M-07")
def test_telling_does_not_count_from_an_earlier_day_than_it_was_written_down_near() -> None:
    def told(late: int) -> Clock:
        (signal,) = story(signalled)
        at = signal.recorded_at + timedelta(days=20)
        fact: Fact[Any] = Fact(2, at + timedelta(days=late), acting(at=at), told_max)
        return Notices(signals).evolve(signal).evolve(fact).clocks[max_]

    assert [told(late).told_on for late in (0, 3, 4)] == [day(20), day(20), day(24)]


def test_who_is_written_to_does_not_stand_in_the_case_by_that() -> None:
    to_another = replace(arrived, resident=wit)
    assert set(clocks(signalled, to_another)) == {max_}
    assert set(people(signalled, to_another)) == {max_}
    assert not clocks(replace(arrived, resident=None))
    assert not people(replace(arrived, resident=None))


EVENTS: list[Event] = [
    signalled, spoken, met, planned, waits, told_max, by_letter, arrived, asked, asked_really,
    ClientSupportOffered(case=signals, resident=max_, channel=Channel.PHONE),
]  # fmt: skip


@for_all(
    st.sampled_from([signalled, asked]),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(EVENTS)), max_size=8),
)
def test_what_is_decided_by_and_what_is_shown_are_the_same_days(
    begun: Event, events: list[tuple[int, Event]]
) -> None:
    told: list[Dated] = [begun, *sorted(events, key=lambda each: each[0])]
    decided_by = clocks(*told).get(max_, Clock())
    shown = people(*told).get(max_)
    rows = as_of(obligations, story(*told)).values()
    owed = next((r for r in rows if r.code is TermCode.NOTICE), None)
    assert (shown and (shown.due_on, shown.told_on)) == (
        (decided_by.due_on, decided_by.told_on) if decided_by.since else None
    )
    if owed is not None:
        assert (owed.due_on, owed.met_on) == (decided_by.due_on, decided_by.told_on)
    else:
        assert decided_by.due_on is None


@pytest.mark.requirement("M-06", "M-07")
def test_who_is_told_through_others_is_told_on_the_day_that_these_have_it() -> None:
    """The clock, the list of who does not know, and the duty to tell them say so alike."""
    through = MessageId(named("to the mother"))
    ordered = replace(by_letter, message=through)
    arrives = replace(
        arrived, message=through, template=Template.PRIVACY_NOTICE_OF_ANOTHER, resident=boy,
        about=max_,
    )  # fmt: skip
    waiting, had = (signalled, (3, ordered)), (signalled, (3, ordered), (8, arrives))
    assert (
        clock(*waiting).told_on is people(*waiting)[max_].told_on is duty(*waiting).met_on is None
    )
    assert {clock(*had).told_on, people(*had)[max_].told_on, duty(*had).met_on} == {day(8)}
    beside = (signalled, (3, ordered), (8, replace(arrives, about=None)))
    assert clock(*beside).told_on is people(*beside)[max_].told_on is duty(*beside).met_on is None
    a_parent = replace(child, case=signals)
    for letter_to_her in (arrives, replace(arrives, about=None)):  # it says nothing of herself
        with_her = (signalled, (1, a_parent), (3, ordered), (8, letter_to_her))
        assert clocks(*with_her)[boy].told_on is people(*with_her)[boy].told_on is None
    aloud = replace(told_max, message=through)
    assert people(signalled, (3, aloud))[max_].letter_due
    assert not people(signalled, (3, aloud), (8, arrives))[max_].letter_due


@pytest.mark.requirement("M-04", "M-07")
def test_a_postponement_of_an_earlier_day_mends_no_lateness() -> None:
    """What is decided after the due day is late, whatever day it is said to be of."""
    signal, postponed = story(signalled, (39, waits))
    back = replace(postponed.context, occurred_at=monday + timedelta(days=29))
    backdated = replace(postponed, context=back)
    known = Notices(signals).evolve(signal).evolve(backdated).clocks[max_]
    (row,) = as_of(awareness, [signal, backdated]).values()
    assert known.due_on == row.due_on == clock(signalled).due_on
