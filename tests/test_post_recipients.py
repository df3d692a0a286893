"""Letters to who receives something of a resident say how it stands when they are sent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from domain.codes import Channel, CorrectionReason, DataCategory, LegalBasis, Undelivered
from domain.facts.confidence import ConfidenceMarked
from domain.facts.message import MessageFailed, MessageOrdered
from domain.facts.statement import ReuseChecked
from domain.terms import CaseId, CommandId, DisclosureId, StatementId
from service.database import Database
from tests import asked
from tests.asked.disclosure import mandated_to_disclose
from tests.people import (
    bakker,
    cares,
    clarified,
    clinic,
    helped,
    informed,
    named,
    opened,
    reported,
    stairs,
    town,
)
from tests.post import OTHERS, PostOffice, post_office
from tests.scenario import put
from tests.test_disclosure_content import recorded
from tests.test_repetition import again, repeated

pytestmark = pytest.mark.requirement("M-14", "M-15")

elsewhere = CaseId(named("another case"))
FIRST, LAST = "Zij houdt zich met één hand vast.", "Zij houdt zich niet vast."
HER_WORDS = "Ik houd mij nooit vast."
citing = replace(
    asked.disclose, statements=(recorded.statement,), channel=Channel.EMAIL,
    text="Mevrouw houdt zich met twee handen vast.",
)  # fmt: skip
correct = asked.correct_statement
correct_again = replace(correct, text=LAST, reason=CorrectionReason.INCOMPLETE)


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(database, tmp_path) as office:
        put(office.journal, *cares, *helped[len(town) :], mandated_to_disclose, recorded)
        (tmp_path / "addresses.toml").write_text(f'["organisation:{clinic}"]\n{OTHERS}')
        yield office


def done(office: PostOffice, *commands: Any) -> None:
    for command in commands:
        fresh = replace(command.context, command=CommandId(str(uuid4())))
        assert office.journal.record(replace(command, context=fresh)).refusal is None


def sent(office: PostOffice) -> list[str]:
    """The letters, in the order in which they were ordered."""
    office.sender().send_due()
    ordered = [
        fact.event.message
        for fact in office.journal.read()
        if isinstance(fact.event, MessageOrdered)
    ]
    return [text for each in ordered for name, text in office.letters().items() if each in name]


def test_a_letter_that_waits_says_what_was_contested_and_corrected_meanwhile(
    office: PostOffice,
) -> None:
    done(office, citing, correct, asked.take_down_contest)
    shared, corrected = sent(office)
    assert citing.text in shared
    assert f"Het moet zijn: “{FIRST}”" in shared
    for letter in (shared, corrected):
        assert f"De inwoner zegt hierover zelf: “{HER_WORDS}”" in letter
    assert f"Nu staat er:\n\n{FIRST}" in corrected


def test_what_was_corrected_before_it_left_is_not_said_to_be_corrected_since(
    office: PostOffice,
) -> None:
    done(office, correct, replace(citing, as_corrected=citing.statements))
    (shared,) = sent(office)
    assert "Sindsdien" not in shared


def test_of_two_corrections_while_it_waits_every_letter_says_the_last(office: PostOffice) -> None:
    done(office, citing, correct, correct_again)
    letters = sent(office)
    assert len(letters) == 3
    assert all(LAST in letter and FIRST not in letter for letter in letters)


def test_what_leaves_as_a_repetition_is_put_right_in_the_letter_too(office: PostOffice) -> None:
    put(office.journal, repeated)
    done(office, replace(citing, statements=(again,)), asked.take_down_contest, correct)
    shared, corrected = sent(office)
    for letter in (shared, corrected):
        assert FIRST in letter and HER_WORDS in letter


def test_out_of_another_case_it_is_corrected_in_the_words_of_the_notice(
    office: PostOffice,
) -> None:
    """No read of the one case opens the words of the other."""
    there = [replace(each, case=elsewhere) for each in (reported, clarified, opened, informed)]
    needed = ReuseChecked(
        statement=recorded.statement, case=elsewhere, resident=bakker, why="Dezelfde trap."
    )
    copied = replace(repeated, case=elsewhere, statement=StatementId(named("said there")))
    put(office.journal, *there, needed, copied)
    of_both = (recorded.statement, copied.statement)
    done(
        office,
        replace(citing, case=elsewhere, statements=of_both),
        replace(citing, disclosure=DisclosureId(named("here too")), statements=()),
        correct,
    )  # fmt: skip
    shared, nothing_of_it, corrected = sent(office)
    assert FIRST in shared and FIRST in corrected and str(elsewhere) in corrected
    assert FIRST not in nothing_of_it


@pytest.mark.requirement("M-24", "Z-08")
@pytest.mark.parametrize("safety", [False, True], ids=["other ground", "for safety"])
def test_no_letter_goes_once_its_words_were_confided_unless_it_is_for_safety(
    office: PostOffice, safety: bool
) -> None:
    basis = LegalBasis.VITAL_INTEREST if safety else citing.context.basis
    left = replace(
        citing, context=replace(citing.context, basis=basis), categories=(DataCategory.HEALTH,)
    )
    done(office, left, correct)
    put(
        office.journal,
        ConfidenceMarked(
            case=stairs, resident=bakker, position=1, statement=recorded.statement
        ),
    )  # fmt: skip
    letters = sent(office)
    assert len(letters) == (2 if safety else 0)
    failed = [f.event for f in office.journal.read() if isinstance(f.event, MessageFailed)]
    assert {(each.reason, each.for_good) for each in failed} == (
        set() if safety else {(Undelivered.WITHDRAWN, True)}
    )


@pytest.mark.requirement("C-03")
def test_what_was_struck_for_her_she_reads_what_it_was_about_and_none_of_its_words(
    office: PostOffice,
) -> None:
    again_of_it = (StatementId(named("again")),)
    put(office.journal, replace(recorded, statement=again_of_it[0], origin=recorded.statement))
    drafted = replace(asked.draft_report, statements=(recorded.statement, *again_of_it))
    strikes = replace(asked.take_down_strike, repeats=again_of_it)
    done(office, drafted, asked.share_report, strikes)
    (letter,) = sent(office)
    assert "Mevrouw A. Bakker" in letter
    about = "bewegen en reizen, 2 maart 2026"
    assert f"Wat is er geschrapt?\n{about}; {about}." in letter
    assert recorded.text not in letter
