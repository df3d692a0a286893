"""Her no: it holds in every case of hers, until she takes it back or a signal opens it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.codes import Initiative
from domain.decisions.contact import RecordContact
from domain.facts.agreement import HelpAgreed
from domain.facts.meldcode import VtReported
from domain.refusal import Refusal
from service.deciding import AnyCommand
from service.journal import Journal
from tests import asked
from tests.people import (
    acting,
    bakker,
    helped,
    monday,
    oost,
    reported,
    stairs,
    town,
    withdrawn,
)
from tests.scenario import a_stage, given, put
from tests.test_contact import (
    another_case,
    consulted,
    elsewhere,
    first_step,
    held,
    outreach,
    refused_help,
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


def said(journal: Journal, command: AnyCommand) -> Refusal | None:
    return journal.record(replace(command, context=acting())).refusal


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
        journal = at(monday, outreach, refused_help)
        later(journal, monday + timedelta(days=1), signal)
        assert said(journal, unasked) is Refusal.HELP_REFUSED
        assert said(journal, asked.start_outreach) is None
        assert said(journal, unasked) is None
        assert said(journal, asked.record_contact) is Refusal.HELP_REFUSED  # she wants nothing

    def test_once_more_closes_it_once_more(self) -> None:
        journal = at(monday, refused_help)
        later(journal, monday + timedelta(days=1), signal)
        assert said(journal, asked.start_outreach) is None
        later(journal, monday + timedelta(days=2), refused_help)
        assert said(journal, unasked) is Refusal.HELP_REFUSED
        assert said(journal, asked.start_outreach) is Refusal.HELP_REFUSED

    def test_does_not_stop_what_safety_asks(self) -> None:
        safe: RecordContact = replace(unasked, safety=True)
        expected = replace(held, wanted=False, safety=True)
        given(*story, refused_help).when(safe).refused(Refusal.NO_SAFETY_GROUND)
        given(*story, refused_help, first_step).when(safe).then(expected)
        done = VtReported(case=stairs, resident=bakker, team=oost)
        given(*story, refused_help, first_step, done).when(safe).refused(Refusal.NO_SAFETY_GROUND)

    def test_does_not_stop_it_for_longer_than_a_step_of_the_meldcode_holds(self) -> None:
        """A meldcode that was begun and left lying opens nothing: the next step does."""
        safe: RecordContact = replace(unasked, safety=True)
        expected = replace(held, wanted=False, safety=True)
        last = monday + timedelta(days=14)
        begun = given(*story, refused_help, first_step)
        begun.at(last).when(safe).then(expected)
        begun.at(last + timedelta(days=1)).when(safe).refused(Refusal.NO_SAFETY_GROUND)
        stage = begun.at(last + timedelta(days=1)).when(safe)
        later(stage.journal, last + timedelta(days=1), consulted)
        assert stage.journal.record(safe).refusal is None
