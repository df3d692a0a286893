"""Breaking the glass, as rules: a reason, a few hours, somebody told, somebody else judging."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.codes import Channel, GlassVerdict, Relation, RestrictionGround, Role, Template, Tie
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.municipality import FunctionAssigned
from domain.facts.participation import RestrictionSet, TieDeclared
from domain.facts.reading import BreakGlassReviewed, GlassBroken
from domain.refusal import Refusal
from domain.terms import GlassId, WorkerId
from projections.views.break_glass import break_glass as view
from projections.views.reads import reads
from tests.asked import break_glass, read_record, review_break_glass
from tests.happened import only, story
from tests.people import (
    acting,
    admin,
    administrator,
    at_the_door,
    bakker,
    broken_glass,
    by_admin,
    by_pieter,
    by_watcher,
    consultant,
    helped,
    leader,
    leads,
    monday,
    named,
    oost,
    pieter,
    samira,
    stairs,
    town,
    watcher,
    watches,
    zuid,
    zuid_formed,
)
from tests.scenario import given
from tests.test_reading import read_by_team

in_zuid = (
    zuid_formed,
    FunctionAssigned(worker=pieter, function=consultant, team=zuid, since=date(2026, 1, 1)),
)
there = (*helped, *leads, *in_zuid)
broken = GlassBroken(
    glass=broken_glass, case=stairs, resident=bakker, worker=pieter, role=Role.WORKER,
    reason=break_glass.reason, ends_at=monday + timedelta(minutes=60), told=leader, team=oost,
    explanation=break_glass.explanation,
)  # fmt: skip
judged = BreakGlassReviewed(
    glass=broken_glass, case=stairs, resident=bakker, worker=pieter, reviewer=samira,
    verdict=GlassVerdict.JUSTIFIED, findings=review_break_glass.findings,
)  # fmt: skip
through_the_glass = replace(
    read_by_team, reader=pieter, relation=Relation.BREAK_GLASS, glass=broken_glass
)
pieter_reads = replace(read_record, context=by_pieter)


def letters(to: GlassBroken) -> list[Event]:
    """What the second person is told, at once: that it was broken, and to judge it."""
    return [
        told(
            break_glass.context,
            each,
            function=to.told,
            case=to.case,
            about=to.resident,
            channel=Channel.EMAIL,
        )
        for each in (Template.BREAK_GLASS, Template.BREAK_GLASS_REVIEW)
    ]


@pytest.mark.requirement("Z-16", "M-33")
def test_the_glass_is_broken_with_a_reason_and_somebody_is_told_at_once() -> None:
    given(*there).when(break_glass).then(broken, *letters(broken))


@pytest.mark.requirement("Z-16")
def test_whoever_broke_it_reads_and_every_read_says_so() -> None:
    given(*there, broken).when(pieter_reads).then(through_the_glass)
    given(*there).when(pieter_reads).refused(Refusal.NOT_INVOLVED)


@pytest.mark.requirement("Z-16")
def test_it_ends_by_itself() -> None:
    last = monday + timedelta(minutes=60) - timedelta(microseconds=1)
    given(*there, broken).at(last).when(pieter_reads).then(through_the_glass)
    given(*there, broken).at(monday + timedelta(minutes=60)).when(pieter_reads).refused(
        Refusal.NOT_INVOLVED
    )


@pytest.mark.requirement("Z-16")
@pytest.mark.parametrize("minutes", [0, 241])
def test_it_lasts_four_hours_at_most(minutes: int) -> None:
    given(*there).when(replace(break_glass, minutes=minutes)).malformed("minutes")
    longest = replace(broken, ends_at=monday + timedelta(hours=4))
    given(*there).when(replace(break_glass, minutes=240)).then(longest, *letters(longest))


@pytest.mark.requirement("Z-16", "M-33")
def test_without_a_reason_in_words_it_is_not_broken() -> None:
    given(*there).when(replace(break_glass, explanation=" \n")).malformed("explanation")


@pytest.mark.requirement("Z-16")
def test_it_is_nobody_elses_glass() -> None:
    another = replace(broken, worker=WorkerId(named("another")))
    given(*there, another).when(pieter_reads).refused(Refusal.NOT_INVOLVED)


@pytest.mark.requirement("Z-16")
def test_who_is_told_is_somebody_else_who_leads_that_team_or_watches_over_privacy() -> None:
    alone = replace(break_glass, context=acting(samira, consultant))
    samira_in_zuid = FunctionAssigned(
        worker=samira, function=consultant, team=zuid, since=date(2026, 1, 1)
    )
    given(*there, samira_in_zuid).when(alone).refused(Refusal.SECOND_PERSON_MISSING)
    other_team = FunctionAssigned(worker=samira, function=leader, team=zuid, since=date(2026, 1, 1))
    given(*helped, leads[0], *in_zuid, other_team).when(break_glass).refused(
        Refusal.SECOND_PERSON_MISSING
    )
    given(*helped, leads[0], *in_zuid).when(break_glass).refused(Refusal.SECOND_PERSON_MISSING)
    given(*there).when(replace(break_glass, tell=consultant)).refused(Refusal.SECOND_PERSON_MISSING)
    given(*helped, *in_zuid).when(break_glass).unknown("function to tell")
    to_vera = replace(broken, told=watcher)
    given(*there, *watches).when(replace(break_glass, tell=watcher)).then(
        to_vera, *letters(to_vera)
    )
    nobody = watches[:1]
    given(*there, *nobody).when(replace(break_glass, tell=watcher)).refused(
        Refusal.SECOND_PERSON_MISSING
    )


@pytest.mark.requirement("Z-16")
def test_at_the_door_the_leader_of_that_team_is_told() -> None:
    given(*at_the_door, *leads, *in_zuid).when(break_glass).then(broken, *letters(broken))
    given(*town, *leads, *in_zuid).when(break_glass).unknown("case")


@pytest.mark.requirement("Z-16")
def test_not_every_function_may() -> None:
    asks = replace(break_glass, context=by_admin)
    given(*there).when(asks).refused(Refusal.NOT_AUTHORISED)
    assert (by_admin.actor, by_admin.function) == (admin, administrator)
    by_watcher_herself = replace(break_glass, context=by_watcher)
    given(*there, *watches).when(by_watcher_herself).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.requirement("Z-16")
@pytest.mark.parametrize("tie", [Tie.SELF, Tie.HOUSEHOLD])
def test_never_for_oneself_or_the_own_household(tie: Tie) -> None:
    close = TieDeclared(worker=pieter, resident=bakker, tie=tie)
    given(*there, close).when(break_glass).refused(Refusal.OWN_CASE)
    given(*there, broken, close).when(pieter_reads).refused(Refusal.OWN_CASE)


@pytest.mark.requirement("Z-16")
def test_one_glass_at_a_time() -> None:
    again = replace(break_glass, glass=GlassId(named("another glass")))
    given(*there, broken).when(again).refused(Refusal.ALREADY_DONE)
    later = monday + timedelta(hours=2)
    anew = replace(broken, glass=again.glass, ends_at=later + timedelta(minutes=60))
    given(*there, broken).at(later).when(again).then(anew, *letters(anew))


@pytest.mark.requirement("Z-16")
def test_a_case_that_is_shut_opens_for_an_emergency_and_says_so() -> None:
    shut = RestrictionSet(
        case=stairs, resident=bakker, functions=(), ground=RestrictionGround.SAFETY
    )
    given(*there, shut, broken).when(pieter_reads).then(through_the_glass)


@pytest.mark.requirement("Z-16")
def test_somebody_else_judges_it_and_then_it_is_shut() -> None:
    given(*there, broken).when(review_break_glass).then(judged)
    given(*there, broken, judged).when(pieter_reads).refused(Refusal.NOT_INVOLVED)
    given(*there, *watches, broken).when(replace(review_break_glass, context=by_watcher)).then(
        replace(judged, reviewer=by_watcher.actor)
    )


@pytest.mark.requirement("Z-16")
def test_nobody_judges_their_own() -> None:
    own = replace(broken, worker=samira)
    given(*there, own).when(review_break_glass).refused(Refusal.CONFLICT_OF_INTEREST)


@pytest.mark.requirement("Z-16")
def test_who_judges_leads_that_team_and_judges_once() -> None:
    by_worker = replace(review_break_glass, context=acting())
    given(*there, broken).when(by_worker).refused(Refusal.NOT_AUTHORISED)
    elsewhere = replace(broken, team=zuid)
    given(*there, elsewhere).when(review_break_glass).refused(Refusal.NOT_INVOLVED)
    given(*there, broken, judged).when(review_break_glass).refused(Refusal.ALREADY_DONE)
    given(*there).when(review_break_glass).unknown("broken glass")


@pytest.mark.requirement("Z-16")
def test_what_waits_for_a_judgement_has_its_day() -> None:
    """Broken on Monday 2 March: five working days on is Monday 9 March."""
    facts = story(broken, through_the_glass, read_by_team)
    row = only(view, facts)
    assert (row.review_by, row.reviewed_at, row.reads) == (date(2026, 3, 9), None, 1)
    row = only(view, story(broken, (2, judged)))
    assert (row.verdict, row.reviewer) == (GlassVerdict.JUSTIFIED, samira)


@pytest.mark.requirement("Z-16")
def test_days_that_are_free_do_not_count() -> None:
    """Broken on Thursday 2 April 2026: Good Friday and Easter Monday are no working days."""
    row = only(view, story((31, broken)))
    assert row.review_by == date(2026, 4, 13)


@pytest.mark.requirement("M-33")
def test_reads_are_counted_by_case_and_reader() -> None:
    row = only(reads, story(through_the_glass, (1, through_the_glass)))
    assert (row.reads, row.through_glass, row.reader, row.team) == (2, 2, pieter, oost)
    assert (row.first_at, row.last_at) == (monday, monday + timedelta(days=1))
