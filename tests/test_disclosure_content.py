"""What of a record may go outside, and who is told when it turns out to be wrong?"""

from dataclasses import replace

import pytest

from domain.codes import (
    Channel,
    NoticeCause,
    PersonRelation,
    Source,
    StatementKind,
    StatementSource,
    Topic,
)
from domain.decisions.content import MOST_CITED
from domain.decisions.recipient_notice import notice
from domain.fact import Event
from domain.facts.awareness import PersonInvolved
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked
from domain.facts.report import ReportDrafted, ReportEstablished, ReportShared
from domain.facts.statement import (
    ReuseChecked,
    StatementContested,
    StatementCorrected,
    StatementRecorded,
    StatementStruck,
)
from domain.refusal import Refusal
from domain.terms import CaseId, DisclosureId, OrganisationId, ReportId, StatementId
from tests import asked
from tests.asked.disclosure import disclosed
from tests.asked.statement import account, fell, steep
from tests.people import (
    bakker,
    by_fatima,
    clinic,
    consultant,
    informed,
    max_,
    monday,
    named,
    oost,
    stairs,
)
from tests.scenario import given
from tests.test_disclosure import reported_there, safe_at_home, safety, story

recorded = StatementRecorded(
    statement=steep, case=stairs, resident=bakker, topic=Topic.MOBILITY,
    kind=StatementKind.OWN_OBSERVATION, source=StatementSource.OBSERVATION, observer=consultant,
    observed_on=monday.date(), text="De trap is steil.",
)  # fmt: skip
contested = StatementContested(
    statement=steep, case=stairs, resident=bakker, words="Zo steil is hij niet."
)
corrected = StatementCorrected(
    statement=steep, case=stairs, resident=bakker, reason=asked.correct_statement.reason,
    text=asked.correct_statement.text,
)  # fmt: skip
drafted = ReportDrafted(
    report=account, case=stairs, resident=bakker, statements=(steep, fell), needed=()
)
shared = ReportShared(report=account, case=stairs, resident=bakker, channel=Channel.HOME_VISIT)
struck = StatementStruck(statement=fell, report=account, case=stairs, resident=bakker)
established = ReportEstablished(report=account, case=stairs, resident=bakker, statements=(steep,))
told = (*story, recorded)
citing = replace(asked.disclose, statements=(steep,))
cited = replace(disclosed, statements=(steep,))
reporting = replace(citing, reports=(account,))


@pytest.mark.requirement("M-14")
def test_a_contested_statement_goes_with_its_contest() -> None:
    given(*told).when(citing).then(cited)
    given(*told, contested).when(citing).then(replace(cited, contested=(steep,)))


def test_what_is_not_in_the_record_or_was_struck_is_not_shown() -> None:
    given(*story).when(citing).unknown("statement")
    given(*story, replace(recorded, statement=fell), struck).when(
        replace(citing, statements=(fell,))
    ).unknown("statement")
    given(*told).when(replace(citing, statements=(steep, steep))).malformed("statements")
    many = tuple(StatementId(named(f"statement {n}")) for n in range(MOST_CITED + 1))
    given(*told).when(replace(citing, statements=many)).malformed("statements")


@pytest.mark.requirement("M-17")
def test_a_statement_of_another_case_is_shown_only_where_its_use_was_looked_at() -> None:
    foreign = replace(recorded, case=CaseId(named("another case")))
    looked_at = ReuseChecked(statement=steep, case=stairs, resident=bakker, why="Dezelfde trap.")
    given(*story, foreign).when(citing).refused(Refusal.REUSE_NOT_CHECKED)
    given(*story, foreign, looked_at).when(citing).then(cited)


aside = PersonInvolved(
    case=stairs, resident=max_, team=oost, relation=PersonRelation.CHILD, source=Source.POLICE
)
his = replace(recorded, resident=max_)
his_looked_at = ReuseChecked(statement=steep, case=stairs, resident=bakker, why="Haar zoon.")
he_knows = replace(informed, resident=max_)


@pytest.mark.requirement("M-01", "M-03", "M-24")
def test_whoever_is_written_about_in_it_knows_of_it_in_this_case() -> None:
    for unaware in ((), (aside,), (aside, replace(he_knows, case=CaseId(named("elsewhere"))))):
        given(*story, his, his_looked_at, *unaware).when(citing).refused(
            Refusal.RESIDENT_NOT_INFORMED
        )
    given(*story, his, his_looked_at, aside, he_knows).when(citing).then(cited)


@pytest.mark.requirement("M-24")
def test_what_was_told_in_confidence_does_not_leave() -> None:
    confided = ConfidenceMarked(case=stairs, resident=bakker, position=1, statement=steep)
    given(*told, confided).when(citing).refused(Refusal.TOLD_IN_CONFIDENCE)
    lifted = ConfidenceLifted(case=stairs, resident=bakker, position=1, statement=steep)
    given(*told, confided, lifted).when(citing).then(cited)
    again = StatementId(named("said again"))
    repeated = replace(recorded, statement=again, origin=steep)
    given(*told, repeated, replace(confided, again=(again,))).when(
        replace(citing, statements=(again,))
    ).refused(Refusal.TOLD_IN_CONFIDENCE)


@pytest.mark.requirement("M-03", "M-24")
def test_for_somebodys_safety_neither_keeps_it_back() -> None:
    """Jw 7.3.11(4), Wmo 5.2.6: what Veilig Thuis must know is told."""
    confided = ConfidenceMarked(case=stairs, resident=bakker, position=1, statement=steep)
    there = (*told, safe_at_home)
    safe = replace(safety, statements=(steep,))
    reported = replace(reported_there, statements=(steep,))
    given(*there, confided).when(safe).then(reported)
    given(*story, his, his_looked_at, safe_at_home).when(safe).then(reported)


@pytest.mark.requirement("M-08")
@pytest.mark.parametrize("so_far", [(drafted,), (drafted, shared)], ids=["drafted", "shared"])
def test_a_report_that_is_a_draft_is_not_disclosed(so_far: tuple[Event, ...]) -> None:
    given(*told, *so_far).when(reporting).refused(Refusal.REPORT_NOT_ESTABLISHED)


@pytest.mark.requirement("M-08")
def test_an_established_report_is_disclosed_with_every_line_of_it_named() -> None:
    done = (*told, drafted, shared, struck, established)
    given(*done).when(reporting).then(replace(cited, reports=(account,)))
    given(*done).when(replace(reporting, statements=())).malformed("statements")
    given(*told).when(reporting).unknown("report")
    elsewhere = replace(drafted, case=CaseId(named("another case")))
    given(*told, elsewhere, shared, established).when(reporting).unknown("report")
    another = replace(reporting, reports=(ReportId(named("another")),))
    given(*done).when(another).unknown("report")


@pytest.mark.requirement("M-15")
def test_what_was_corrected_leaves_as_it_was_corrected_or_not() -> None:
    given(*told, corrected).when(citing).refused(Refusal.STATEMENT_CORRECTED)
    given(*told, corrected).when(replace(citing, as_corrected=(steep,))).then(
        replace(cited, as_corrected=(steep,))
    )


def received(organisation: OrganisationId, name: str) -> Event:
    return replace(cited, disclosure=DisclosureId(named(name)), organisation=organisation)


@pytest.mark.requirement("M-15", "M-28")
def test_a_correction_tells_each_recipient_of_the_old_text_once() -> None:
    others = [OrganisationId(named(f"recipient {n}")) for n in range(3)]
    history = (
        *told, *(received(each, f"to {each}") for each in others), received(others[0], "again"),
        replace(disclosed, disclosure=DisclosureId(named("of something else"))),
    )  # fmt: skip
    notices = [
        event
        for each in others
        for event in notice(
            by_fatima, NoticeCause.CORRECTION, stairs, bakker, oost, organisation=each,
            statement=steep,
        )
    ]  # fmt: skip
    assert len(notices) == 2 * len(others)
    given(*history).when(asked.correct_statement).then(corrected, *notices)


@pytest.mark.requirement("M-15", "M-24")
def test_what_was_confided_since_it_went_is_corrected_there_without_its_words() -> None:
    confided = ConfidenceMarked(case=stairs, resident=bakker, position=1, statement=steep)
    told_of_it, letter = notice(
        by_fatima, NoticeCause.CORRECTION, stairs, bakker, oost, organisation=clinic,
        statement=steep,
    )  # fmt: skip
    corrects = asked.correct_statement
    given(*told, cited, confided).when(corrects).then(corrected, told_of_it)
    for_safety = replace(reported_there, statements=(steep,))
    given(*told, for_safety, confided).when(corrects).then(corrected, told_of_it, letter)


@pytest.mark.requirement("M-15")
def test_where_nobody_received_it_nobody_is_told() -> None:
    other = replace(disclosed, organisation=clinic)
    given(*told, other).when(asked.correct_statement).then(corrected)


@pytest.mark.requirement("M-15", "M-17")
def test_who_received_it_out_of_another_case_is_told_as_well() -> None:
    elsewhere = CaseId(named("another case"))
    looked_at = ReuseChecked(statement=steep, case=elsewhere, resident=bakker, why="Dezelfde trap.")
    reused = replace(cited, case=elsewhere)
    told_there = notice(
        by_fatima, NoticeCause.CORRECTION, elsewhere, bakker, oost, organisation=clinic,
        statement=steep, text=asked.correct_statement.text,
    )  # fmt: skip
    given(*told, looked_at, reused).when(asked.correct_statement).then(corrected, *told_there)
