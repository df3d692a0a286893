"""What says a statement again: what becomes of it when that turns out to be wrong?"""

from dataclasses import replace

import pytest

from domain.codes import NoticeCause
from domain.decisions.recipient_notice import notice
from domain.facts.statement import Repetitions, Statement, StatementStruck
from domain.refusal import Refusal
from domain.terms import CaseId, DisclosureId, ResidentId, StatementId
from projections.view import as_of
from projections.views.provenance import provenance
from tests import asked
from tests.asked.disclosure import disclosed
from tests.asked.statement import account, steep
from tests.happened import story as happened
from tests.people import by_fatima, clinic, named, oost, stairs, town
from tests.scenario import a_stage, given, put
from tests.test_disclosure_content import citing, corrected, recorded, told
from tests.test_statement import here, saying

pytestmark = pytest.mark.requirement("M-15")

again, further = (StatementId(named(n)) for n in ("steep again", "steep once more"))
repeated = replace(recorded, statement=again, origin=steep)
said_further = replace(repeated, statement=further, through=(again,))
with_again = replace(corrected, again=(again,))
of_again = replace(corrected, statement=again, again=(further,))
citing_again = replace(citing, statements=(again,))
left = replace(disclosed, statements=(again,), origins=(steep,))
elsewhere = CaseId(named("another case"))


def test_a_statement_is_corrected_with_all_that_says_it_again() -> None:
    both = replace(corrected, again=(again, further))
    given(*told, repeated, said_further).when(asked.correct_statement).then(both)
    # What is repeated badly is corrected with what repeats that, and not with where it comes from.
    correct_again = replace(asked.correct_statement, statement=again)
    given(*told, repeated, said_further).when(correct_again).then(of_again)
    journal = a_stage().journal
    put(journal, *told, repeated, said_further, of_again)
    known = journal.known(Statement(steep), Statement(again), Statement(further))
    assert [each.corrected for each in known] == [False, True, True]


def test_what_only_rests_on_it_or_bears_it_out_is_not_corrected_with_it() -> None:
    resting = replace(recorded, statement=again, rests_on=(steep,))
    confirming = replace(recorded, statement=further, confirms=steep)
    given(*told, resting, confirming).when(asked.correct_statement).then(corrected)


def test_in_the_file_of_another_case_or_person_it_is_corrected_in_words_of_its_own() -> None:
    there = replace(repeated, case=elsewhere)
    given(*told, there).when(asked.correct_statement).then(
        corrected, replace(corrected, statement=again, case=elsewhere)
    )
    somebody = ResidentId(named("somebody else"))
    theirs = replace(repeated, resident=somebody)
    given(*told, theirs).when(asked.correct_statement).then(
        corrected, replace(corrected, statement=again, resident=somebody)
    )


@pytest.mark.requirement("M-16")
def test_whoever_received_a_repetition_is_told_as_who_received_what_it_repeats() -> None:
    told_so = notice(
        by_fatima, NoticeCause.CORRECTION, stairs, left.resident, oost, organisation=clinic,
        statement=steep,
    )  # fmt: skip
    given(*told, repeated, left).when(asked.correct_statement).then(with_again, *told_so)
    # And once, who received both.
    both = replace(left, disclosure=DisclosureId(named("both")), statements=(steep, again))
    given(*told, repeated, left, both).when(asked.correct_statement).then(with_again, *told_so)
    # Who received the repetition is not told of what is wrong in another one.
    other = replace(said_further, origin=steep, through=())
    alone = replace(asked.correct_statement, statement=further)
    given(*told, repeated, other, left).when(alone).then(replace(corrected, statement=further))


@pytest.mark.requirement("M-16")
def test_what_leaves_names_what_it_says_again() -> None:
    given(*told, repeated).when(citing_again).then(left)
    given(*told, repeated, said_further).when(replace(citing, statements=(again, further))).then(
        replace(left, statements=(again, further), origins=(steep, again))
    )


def test_a_repetition_of_what_was_corrected_leaves_as_it_was_corrected_or_not() -> None:
    given(*told, repeated, with_again).when(citing_again).refused(Refusal.STATEMENT_CORRECTED)
    given(*told, repeated, with_again).when(replace(citing_again, as_corrected=(again,))).then(
        replace(left, as_corrected=(again,))
    )


def test_who_says_again_what_was_corrected_says_what_it_was_corrected_to() -> None:
    says = saying(repeated, repeats=steep)
    given(*here, recorded, corrected).when(says).refused(Refusal.STATEMENT_CORRECTED)
    right = replace(says, as_corrected=True)
    righted = replace(repeated, as_corrected=True)
    given(*here, recorded, corrected).when(right).then(righted)
    given(*told, corrected, righted).when(citing_again).then(left)
    # Corrected once more, it is corrected with it.
    given(*told, corrected, righted).when(asked.correct_statement).then(with_again)
    once_more = saying(said_further, repeats=again)
    given(*here, recorded, repeated, with_again).when(once_more).refused(
        Refusal.STATEMENT_CORRECTED
    )
    given(*here).when(replace(asked.record_statement, as_corrected=True)).malformed("as_corrected")


def test_a_repetition_names_what_lies_between_its_origin_and_it() -> None:
    given(*here, recorded, repeated).when(saying(said_further, repeats=again)).then(said_further)


def test_what_was_struck_is_corrected_no_more_and_its_repetition_is() -> None:
    struck = StatementStruck(
        statement=steep, report=account, case=stairs, resident=recorded.resident
    )
    given(*told, repeated, struck).when(asked.correct_statement).unknown("statement")


def test_a_statement_is_corrected_in_a_case_that_there_is() -> None:
    given(*town).when(asked.correct_statement).unknown("case")


def test_only_what_repeats_it_is_a_repetition() -> None:
    journal = a_stage().journal
    put(journal, recorded, repeated, replace(said_further, origin=None, through=()))
    (known,) = journal.known(Repetitions(steep))
    assert [each.statement for each in known.these] == [again]


@pytest.mark.requirement("M-16")
def test_where_it_comes_from_shows_that_it_was_corrected() -> None:
    rows = as_of(provenance, happened(recorded, repeated, with_again)).values()
    assert {row.statement: row.corrections for row in rows} == {steep: 1, again: 1}
