"""Her no: it holds in every case of hers, until she takes it back or a signal opens it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.codes import Initiative
from domain.facts.agreement import HelpAgreed
from domain.refusal import Refusal
from domain.terms import WorkerId
from service.deciding import AnyCommand
from service.journal import Journal
from tests import asked
from tests.people import (
    acting,
    bakker,
    fatima,
    helped,
    monday,
    pieter,
    reported,
    stairs,
    town,
    withdrawn,
)
from tests.scenario import a_stage, given, put
from tests.test_contact import (
    another_case,
    elsewhere,
    outreach,
    refused_help,
    second,
    signal,
    story,
    unasked,
)


def at(moment: datetime, *events: Any) -> Journal:
    """A journal of the story, and of these at that moment."""
    stage = a_stage()
    put(stage.journal, *story)
    later(stage.journal, moment, *events)
    return stage.journal


def later(journal: Journal, moment: datetime, *events: Any) -> None:
    put(journal, *events, context=acting(at=moment))


def said(journal: Journal, command: AnyCommand, who: WorkerId = fatima) -> Refusal | None:
    return journal.record(replace(command, context=acting(who))).refusal


@pytest.mark.requirement("M-19")
class TestHerNo:
    def test_is_a_fact_in_her_own_words(self) -> None:
        given(*story).when(asked.refuse_help).then(refused_help)
        given(*town, reported).when(asked.refuse_help).then(refused_help)

    def test_ends_what_she_had_agreed_to(self) -> None:
        given(*helped).when(asked.refuse_help).then(refused_help, withdrawn)

    @pytest.mark.parametrize("wanted", [True, False])
    def test_holds_whoever_says_that_she_wants_it(self, wanted: bool) -> None:
        command = replace(asked.record_contact, wanted=wanted)
        given(*story, outreach, refused_help).when(command).refused(Refusal.HELP_REFUSED)
        by_others = replace(command, initiative=Initiative.OTHER)
        given(*story, refused_help).when(by_others).refused(Refusal.HELP_REFUSED)

    def test_holds_in_whichever_case_of_hers(self) -> None:
        both = (*story, *another_case, refused_help)
        for wanted in (True, False):
            there = replace(asked.record_contact, case=elsewhere, wanted=wanted)
            given(*both).when(there).refused(Refusal.HELP_REFUSED)
        begin = replace(asked.start_outreach, case=elsewhere)
        given(*both).when(begin).refused(Refusal.HELP_REFUSED)
        begun = replace(outreach, case=elsewhere)
        there = replace(unasked, case=elsewhere)
        given(*both[:-1], outreach, begun, refused_help).when(there).refused(Refusal.HELP_REFUSED)
        given(*both, begun).when(unasked).refused(Refusal.HELP_REFUSED)

    def test_is_hers_to_take_back(self) -> None:
        after = monday + timedelta(days=1)
        for hers in (HelpAgreed(case=stairs, resident=bakker), reported):
            journal = at(monday, refused_help)
            later(journal, after, hers)
            assert said(journal, asked.record_contact) is None

    def test_is_not_taken_back_by_what_was_before_it(self) -> None:
        """However late that is written down."""
        for before in (HelpAgreed(case=stairs, resident=bakker), reported, signal):
            journal = at(monday, refused_help)
            later(journal, monday - timedelta(days=1), before)
            assert said(journal, asked.record_contact) is Refusal.HELP_REFUSED
            assert said(journal, asked.start_outreach) is Refusal.HELP_REFUSED

    def test_is_not_undone_by_another_that_is_said_to_be_of_before_it(self) -> None:
        """Or what lies between the two would take it back."""
        journal = at(monday, refused_help)
        later(journal, monday - timedelta(days=2), refused_help)
        for between in (HelpAgreed(case=stairs, resident=bakker), reported, signal):
            later(journal, monday - timedelta(days=1), between)
            assert said(journal, asked.record_contact) is Refusal.HELP_REFUSED
            assert said(journal, asked.start_outreach) is Refusal.HELP_REFUSED

    def test_is_reopened_by_a_new_signal_through_outreach_decided_on_it(self) -> None:
        journal = at(monday, second, outreach, refused_help)
        later(journal, monday + timedelta(days=1), signal)
        assert said(journal, unasked) is Refusal.HELP_REFUSED
        assert said(journal, asked.start_outreach, pieter) is None
        assert said(journal, unasked) is None
        assert said(journal, asked.record_contact) is Refusal.HELP_REFUSED  # she wants nothing

    def test_once_more_closes_it_once_more(self) -> None:
        journal = at(monday, second, refused_help)
        later(journal, monday + timedelta(days=1), signal)
        assert said(journal, asked.start_outreach, pieter) is None
        later(journal, monday + timedelta(days=2), refused_help)
        assert said(journal, unasked) is Refusal.HELP_REFUSED
        assert said(journal, asked.start_outreach, pieter) is Refusal.HELP_REFUSED

    def test_is_not_reopened_by_who_wants_to_come(self) -> None:
        """Nor does it let those begin anew who came before it."""
        journal = at(monday, second, refused_help)
        later(journal, monday + timedelta(days=1), signal)
        assert said(journal, asked.start_outreach) is Refusal.SECOND_PERSON_MISSING
        by_another = acting(pieter, at=monday + timedelta(days=1))
        put(journal, signal, context=by_another)
        assert said(journal, asked.start_outreach) is None
        journal = at(monday, second, outreach, refused_help)
        put(journal, signal, context=by_another)
        assert said(journal, asked.start_outreach) is Refusal.SECOND_PERSON_MISSING

    def test_counts_against_a_signal_from_when_it_was_written_down(self) -> None:
        """Or a no that is said to be of Monday would make Tuesday's signal new on Saturday."""
        stage = a_stage()
        put(stage.journal, *story, second)
        stage.it_is(monday + timedelta(days=5))
        later(stage.journal, monday, refused_help)
        later(stage.journal, monday + timedelta(days=1), signal)
        by_him = replace(asked.start_outreach, context=acting(pieter))
        assert stage.journal.record(by_him).refusal is Refusal.HELP_REFUSED
        stage.it_is(monday + timedelta(days=7))
        later(stage.journal, monday + timedelta(days=6), signal)
        assert said(stage.journal, asked.start_outreach, pieter) is None
