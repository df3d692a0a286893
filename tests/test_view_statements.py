"""What is seen of statements and reports: where they come from and went, what they are worth."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.codes import ResidentView, SignedFor, StatementKind, StatementMark, StatementSource
from domain.facts.report import ReportEstablished
from domain.facts.statement import (
    StatementContested,
    StatementCorrected,
    StruckWordsDestroyed,
)
from domain.terms import Digest, ReportId, StatementId
from projections.beside import beside
from projections.narrative import SPEECHES, word
from projections.view import as_of
from projections.views.provenance import Provenance, provenance
from projections.views.reports import reports
from tests import asked
from tests.asked.statement import account, fell, steep, unsafe
from tests.happened import day, only, story
from tests.people import bakker, fatima, monday, named, stairs
from tests.test_report import agreed, disagreed, drafted, established, shared
from tests.test_statement import recorded, struck, supposed, told

school = replace(told, statement=StatementId(named("school")), origin=fell)
judged = replace(
    recorded, statement=unsafe, kind=StatementKind.JUDGEMENT, source=StatementSource.REASONING,
    rests_on=(fell, school.statement), sources=1,
)  # fmt: skip
contested = StatementContested(statement=fell, case=stairs, resident=bakker, words="Nee.")
corrected = StatementCorrected(
    statement=fell, case=stairs, resident=bakker, reason=asked.correct_statement.reason, text="Ja."
)
gone = StruckWordsDestroyed(
    statement=steep, case=stairs, resident=bakker, positions=(1,), struck_by=fatima, keys=1,
    receipt=Digest("0" * 64),
)  # fmt: skip


def rows(*events: object) -> dict[str, Provenance]:
    found = as_of(provenance, story(*events))  # type: ignore[arg-type]
    return {row.statement: row for row in found.values()}


@pytest.mark.requirement("M-16")
def test_a_statement_in_three_reports_is_one_origin() -> None:
    three = [
        ReportEstablished(
            report=ReportId(named(f"report {n}")), case=stairs, resident=bakker,
            statements=(fell,),
        )
        for n in range(3)
    ]  # fmt: skip
    (row,) = rows(told, *three).values()
    assert (row.statement, row.reports, row.origin, row.repeats) == (fell, 3, None, 0)
    assert (row.source, row.observed_on) == (told.source, told.observed_on)


@pytest.mark.requirement("M-16", "M-39")
def test_who_repeats_it_is_linked_to_it_and_is_no_source_of_its_own() -> None:
    found = rows(told, school, judged)
    assert (found[fell].repeats, found[fell].rested_on, found[fell].origin) == (1, 1, None)
    assert found[school.statement].origin == fell
    assert (found[unsafe].sources, found[unsafe].unsupported) == (1, False)
    assert rows(replace(judged, rests_on=()))[unsafe].unsupported


@pytest.mark.requirement("C-03")
def test_what_was_struck_has_a_day_by_which_it_must_be_gone() -> None:
    row = rows(recorded, (1, struck), (2, gone))[steep]
    assert (row.struck_on, row.destroy_by, row.destroyed_on) == (day(1), day(14), day(2))
    assert rows(recorded, (1, struck))[steep].destroyed_on is None


@pytest.mark.requirement("M-13")
def test_a_hypothesis_that_nobody_bore_out_was_never_confirmed() -> None:
    borne_out = replace(recorded, kind=StatementKind.FACT, confirms=unsafe)
    assert rows(supposed)[unsafe].expires_on == date(2026, 6, 2)
    assert rows(supposed, (3, borne_out))[unsafe].confirmed_on == day(3)
    last = supposed.expires_on
    assert last is not None
    assert beside(supposed, [], last).marks == ()
    after = beside(supposed, [], last + timedelta(days=1))
    assert after.marks == (StatementMark.NEVER_CONFIRMED,)
    assert word(StatementMark.NEVER_CONFIRMED) == "nooit bevestigd"
    assert beside(supposed, story(borne_out), last + timedelta(days=1)).marks == (
        StatementMark.CONFIRMED,
    )


@pytest.mark.requirement("M-12")
def test_a_judgement_without_what_it_rests_on_is_said_to_be_unsupported() -> None:
    assert beside(judged, [], monday.date()).marks == ()
    alone = replace(judged, rests_on=())
    assert beside(alone, [], monday.date()).marks == (StatementMark.UNSUPPORTED,)
    assert all(StatementMark in speech.codes for speech in SPEECHES.values())


@pytest.mark.requirement("M-14", "M-15")
def test_what_was_said_of_it_stands_beside_it_in_order() -> None:
    facts = story(told, contested, corrected)
    stands = beside(told, facts, monday.date())
    assert stands.marks == (StatementMark.CONTESTED, StatementMark.CORRECTED)
    assert [fact.event for fact in stands.said] == [contested, corrected]
    row = rows(told, contested, corrected)[fell]
    assert (row.contests, row.corrections) == (1, 1)


@pytest.mark.requirement("M-30", "M-08")
def test_a_report_shows_whether_it_was_shown_and_what_she_makes_of_it() -> None:
    row = only(reports, story(drafted))
    assert (row.lines, row.needed, row.drafted_on, row.shared_on) == (2, 1, day(0), None)
    assert (row.view, row.established_on) == (None, None)
    row = only(reports, story(drafted, (1, shared), struck, (2, disagreed)))
    assert (row.shared_on, row.struck, row.view) == (day(1), 1, ResidentView.DISAGREED)
    row = only(reports, story(drafted, shared, agreed, (4, established)))
    assert (row.view, row.signed_for) == (ResidentView.AGREED, SignedFor.SEEN)
    assert (row.report, row.established_on) == (account, day(4))
