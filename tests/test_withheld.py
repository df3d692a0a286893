"""What was done for safety is kept from the resident's own record while that could do harm."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import LegalBasis, MaskReason, NoticeGround, RefilingReason
from domain.facts.awareness import NoticePostponed, NoticePostponementProposed
from domain.facts.meldcode import WithholdingLifted
from domain.facts.record import FactRefiled
from domain.refusal import Refusal
from service.database import Database
from service.journal import Journal
from service.withheld import kept_for_safety
from tests import asked
from tests.asked.disclosure import disclosed
from tests.http import Api, serving, token
from tests.people import (
    bakker,
    by_fatima,
    closed,
    fatima,
    gemeente,
    helped,
    informed,
    max_,
    residents,
    signalled,
    signals,
    stairs,
    town,
)
from tests.scenario import Clock, given, in_memory, put
from tests.test_meldcode import ASKED, TAKEN, reported_to_vt

proposed_max = NoticePostponementProposed(
    case=signals, resident=max_, ground=NoticeGround.PROTECTION_OF_PERSONS,
    review_on=date(2026, 4, 1), reasoning="Zijn vrouw is dan niet veilig.",
)  # fmt: skip
postponed_max = NoticePostponed(
    case=signals, resident=max_, ground=NoticeGround.PROTECTION_OF_PERSONS,
    review_on=date(2026, 4, 1), proposed_by=fatima,
)  # fmt: skip
told_max = replace(informed, case=signals, resident=max_)
lifted = WithholdingLifted(case=stairs, resident=bakker)
to_report = replace(TAKEN[4], report=True)
HERSELF = token(bakker, residents, gemeente)  # type: ignore[arg-type]


def at_home(*events: Any) -> Journal:
    journal = in_memory(Clock())
    put(journal, *helped, *events)
    return journal


def kept(*events: Any) -> list[str]:
    """What is kept back after this, by the kind of it."""
    journal = at_home(*events)
    places = kept_for_safety(journal, [bakker]).positions
    return [type(f.event).__name__ for f in journal.read() if f.position in places]


@pytest.mark.requirement("Z-08")
def test_the_steps_are_kept_back_while_the_meldcode_runs_and_after_a_report() -> None:
    step = "MeldcodeStepTaken"
    assert kept() == []
    assert kept(*TAKEN[:3]) == [step] * 3
    assert kept(*TAKEN) == [], "it was decided that nobody has to be told"
    assert kept(*TAKEN[:4], to_report) == [step] * 5
    reported = (*TAKEN[:4], to_report, reported_to_vt)
    assert kept(*reported, closed) == [step] * 5 + ["VtReported"]
    assert kept(*reported, *TAKEN) == [step] * 5 + ["VtReported"], "and another run does not end it"
    assert kept(*reported, lifted) == []
    assert kept(*reported, lifted, TAKEN[0]) == [step]


@pytest.mark.requirement("Z-08")
def test_what_was_asked_in_vain_says_no_more_than_what_was_done() -> None:
    for before, out_of_order, back in (
        ((), ASKED[3], 1),
        (TAKEN[:3], ASKED[1], 4),
        (TAKEN, ASKED[1], 0),
        ((TAKEN[0], lifted), ASKED[0], 0),
        ((TAKEN[0], lifted), asked.lift_withholding, 0),
    ):
        journal = at_home(*before)
        assert journal.record(out_of_order).refusal is not None
        assert len(kept_for_safety(journal, [bakker]).positions) == back


@pytest.mark.requirement("Z-08")
def test_what_left_for_veilig_thuis_is_kept_back_as_long() -> None:
    def told(*before: Any, basis: LegalBasis = LegalBasis.SAFE_AT_HOME_REPORT) -> int:
        journal = at_home(*before)
        put(journal, disclosed, context=replace(by_fatima, basis=basis))
        return len(kept_for_safety(journal, [bakker]).positions)

    assert told() == 1
    assert told(TAKEN[0], reported_to_vt) == 3
    assert told(TAKEN[0], lifted) == 0
    assert told(basis=LegalBasis.WMO_INVESTIGATION) == 0


def test_it_goes_along_with_a_step_that_turns_out_to_be_about_somebody_else() -> None:
    journal = at_home(TAKEN[0])
    here = journal.head()
    why = RefilingReason.WRONG_PERSON
    put(journal, FactRefiled(position=here, resident=bakker, into=max_, reason=why))
    assert kept_for_safety(journal, [bakker]).positions == set()
    assert kept_for_safety(journal, [max_]).positions == {here}


@pytest.mark.requirement("Z-08")
def test_a_worker_lifts_it_once_also_when_the_case_is_closed() -> None:
    given(*helped, TAKEN[0]).when(asked.lift_withholding).then(lifted)
    given(*helped, TAKEN[0], reported_to_vt, closed).when(asked.lift_withholding).then(lifted)
    for nothing in (TAKEN, (TAKEN[0], lifted)):
        given(*helped, *nothing).when(asked.lift_withholding).refused(Refusal.ALREADY_DONE)
    given(*town).when(asked.lift_withholding).unknown("case")


@contextmanager
def home(database: Database) -> Iterator[Api]:
    with serving(database) as api:
        put(api.journal, *helped)
        yield api


@pytest.mark.requirement("Z-08")
def test_her_own_record_counts_it_and_says_why_and_the_team_reads_it(database: Database) -> None:
    with home(database) as api:
        step = {"step": "1-signs", "acute": True}
        assert api.post(f"/cases/{stairs}/meldcode-steps", step).status_code == 201
        assert api.post(f"/cases/{stairs}/safe-at-home-reports", {}).status_code == 201

        report = replace(by_fatima, basis=LegalBasis.SAFE_AT_HOME_REPORT)
        put(api.journal, disclosed, context=report)

        def reads(path: str, by: str) -> tuple[set[str], Any]:
            told = api.get(path, by=by).json()
            return {line["type"] for line in told["items"]}, told.get("masked")

        done = {"MeldcodeStepTaken", "VtReported", "DisclosureMade"}
        own, masked = reads(f"/residents/{bakker}/record", HERSELF)
        assert not own & done
        assert masked == [{"reason": MaskReason.SAFETY, "count": 3}]
        assert reads(f"/residents/{bakker}/recipients", HERSELF)[0] == set()
        assert done <= reads(f"/cases/{stairs}/history", token())[0]
        assert api.post(f"/cases/{stairs}/withholding-liftings", {}).status_code == 201
        own, masked = reads(f"/residents/{bakker}/record", HERSELF)
        assert done | {"WithholdingLifted"} <= own
        assert masked == []
        assert reads(f"/residents/{bakker}/recipients", HERSELF)[0] == {"DisclosureMade"}


def since(days: int, *events: Any) -> list[str]:
    """The same, so many days later."""
    clock = Clock()
    journal = in_memory(clock)
    put(journal, *town, *events)
    clock.pass_by(days=days)
    places = kept_for_safety(journal, [max_]).positions
    return [type(f.event).__name__ for f in journal.read() if f.position in places]


@pytest.mark.requirement("M-04", "M-27")
def test_what_others_told_is_hers_to_see_but_while_two_decided_that_telling_waits() -> None:
    signal = "SignalReceived"
    postponed = (proposed_max, postponed_max)
    waits = [signal, "NoticePostponementProposed", "NoticePostponed"]
    assert since(0, signalled) == []
    assert since(0, signalled, proposed_max) == [], "one alone postpones nothing"
    assert since(0, signalled, *postponed) == waits
    assert since(30, signalled, *postponed) == waits
    assert since(31, signalled, *postponed) == [], "it is overdue by itself, and kept back no more"
    assert since(0, signalled, *postponed, told_max) == []


def test_she_reads_that_others_told_something_and_not_their_words(database: Database) -> None:
    herself = token(max_, residents, gemeente)  # type: ignore[arg-type]
    with serving(database) as api:
        put(api.journal, *town, signalled)
        read = api.get(f"/residents/{max_}/record", by=herself)
        assert read.status_code == 200, read.text
        assert "SignalReceived" in {line["type"] for line in read.json()["items"]}
        assert signalled.content not in read.text
