"""What do organisations bind themselves to in a case, and what is only meant well?"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.codes import Law, MandatedAct, MandateKind, Provision
from domain.facts.casus_agreement import (
    CaseAgreementBound,
    CaseAgreementEnded,
    CaseAgreementProposed,
)
from domain.refusal import Refusal
from domain.terms import AgreementLineId, CaseAgreementId, CaseId, Cents
from service.deciding import AnyCommand
from service.mandates import agreements_in, hanging_on
from tests import asked
from tests.people import (
    acting,
    bakker,
    buurtteam,
    clarified,
    closed,
    consultant,
    fast_track,
    helped,
    informed,
    leader,
    mandated,
    named,
    oost,
    opened,
    pieter,
    reported,
    revoked,
    stairs,
    the_lift,
    together,
    town,
)
from tests.scenario import given, put

proposed = CaseAgreementProposed(
    agreement=together, case=stairs, resident=bakker, team=oost, until=date(2026, 9, 1),
    aim="Zij kan thuis blijven wonen.",
)  # fmt: skip
bound = CaseAgreementBound(
    agreement=together, line=the_lift, case=stairs, resident=bakker, organisation=buurtteam,
    function=consultant, act=MandatedAct.GRANT, law=Law.WMO, amount=Cents(3_950_00), binding=True,
    promise="De traplift komt er.", mandate=fast_track, provision=Provision.STAIR_LIFT,
)  # fmt: skip
ended = CaseAgreementEnded(agreement=together, case=stairs, resident=bakker)
story = (*helped, mandated, proposed)
elsewhere = CaseId(named("elsewhere"))
others = tuple(replace(e, case=elsewhere) for e in (reported, clarified, informed, opened))


def test_an_agreement_is_proposed_in_an_open_case_of_somebody_who_knows() -> None:
    given(*helped).when(asked.propose_case_agreement).then(proposed)
    given(*town, reported, clarified, opened).when(asked.propose_case_agreement).refused(
        Refusal.RESIDENT_NOT_INFORMED
    )
    given(*story).when(asked.propose_case_agreement).refused(Refusal.ALREADY_DONE)


def test_it_holds_until_a_day_that_has_not_passed() -> None:
    past = replace(asked.propose_case_agreement, until=date(2026, 3, 1))
    given(*helped).when(past).malformed("until")
    today = replace(past, until=date(2026, 3, 2))
    given(*helped).when(today).then(replace(proposed, until=today.until))


@pytest.mark.requirement("E-16")
def test_a_line_within_ones_own_mandate_binds() -> None:
    answer = given(*story).when(asked.bind_to_case_agreement).then(bound)
    assert answer.facts[0].context.mandate == fast_track


@pytest.mark.requirement("E-16")
@pytest.mark.parametrize(
    ("mandate", "lacking"),
    [
        ({"function": leader}, Refusal.MANDATE_OF_ANOTHER),
        ({"until": date(2026, 3, 1)}, Refusal.MANDATE_ENDED),
        ({"consent_of": buurtteam}, Refusal.MANDATE_NOT_CONSENTED),
        ({"laws": (Law.YOUTH,)}, Refusal.MANDATE_NOT_FOR_THIS),
        ({"provisions": ()}, Refusal.MANDATE_NOT_FOR_THIS),
        ({"acts": (MandatedAct.SPEND,)}, Refusal.MANDATE_NOT_FOR_THIS),
        ({"kind": MandateKind.ACT}, Refusal.MANDATE_NOT_FOR_THIS),
        ({"limit": Cents(3_949_99)}, Refusal.MANDATE_EXCEEDED),
    ],
    ids=["function", "day", "consent", "law", "provision", "act", "kind", "limit"],
)
def test_a_line_beyond_it_is_a_good_intention_and_says_so(
    mandate: dict[str, Any], lacking: Refusal
) -> None:
    history = (*helped, replace(mandated, **mandate), proposed)
    given(*history).when(asked.bind_to_case_agreement).then(
        replace(bound, binding=False, why_not=lacking)
    )


@pytest.mark.requirement("E-16")
def test_a_line_without_any_mandate_does_not_bind() -> None:
    without = replace(asked.bind_to_case_agreement, mandate=None)
    given(*story).when(without).then(
        replace(bound, mandate=None, binding=False, why_not=Refusal.MANDATE_NOT_FOR_THIS)
    )


def test_a_line_cites_a_mandate_that_there_is_in_an_agreement_that_there_is() -> None:
    given(*helped, proposed).when(asked.bind_to_case_agreement).unknown("mandate")
    given(*helped, mandated).when(asked.bind_to_case_agreement).unknown("case agreement")
    there = replace(asked.bind_to_case_agreement, case=elsewhere)
    given(*story, *others).when(there).unknown("case agreement")
    negative = replace(asked.bind_to_case_agreement, amount=Cents(-1))
    given(*story).when(negative).malformed("amount")
    words = replace(asked.bind_to_case_agreement, amount=Cents(0))
    given(*story).when(words).then(replace(bound, amount=Cents(0)))


def test_nobody_promises_for_a_function_that_they_do_not_hold() -> None:
    by_another = replace(asked.bind_to_case_agreement, context=acting(pieter))
    given(*story).when(by_another).refused(Refusal.FUNCTION_NOT_HELD)


@pytest.mark.requirement("E-16")
def test_once_it_is_over_nobody_binds_to_it_any_more() -> None:
    last = datetime(2026, 9, 1, 21, 59, tzinfo=UTC)
    given(*story).at(last).when(asked.bind_to_case_agreement).then(bound)
    day_after = datetime(2026, 9, 1, 22, tzinfo=UTC)
    given(*story).at(day_after).when(asked.bind_to_case_agreement).refused(Refusal.AGREEMENT_ENDED)
    given(*story, ended).when(asked.bind_to_case_agreement).refused(Refusal.AGREEMENT_ENDED)
    given(*story, bound).when(asked.bind_to_case_agreement).refused(Refusal.ALREADY_DONE)


def test_an_agreement_is_ended_once() -> None:
    given(*story).when(asked.end_case_agreement).then(ended)
    given(*story, ended).when(asked.end_case_agreement).refused(Refusal.ALREADY_DONE)
    given(*helped).when(asked.end_case_agreement).unknown("case agreement")
    there = replace(asked.end_case_agreement, case=elsewhere)
    given(*story, *others).when(there).unknown("case agreement")


@pytest.mark.parametrize(
    "command",
    [asked.propose_case_agreement, asked.bind_to_case_agreement, asked.end_case_agreement],
    ids=lambda command: type(command).__name__,
)
def test_nothing_is_agreed_in_a_closed_case(command: AnyCommand) -> None:
    given(*story, closed).when(command).refused(Refusal.CASE_CLOSED)


@pytest.mark.requirement("E-16")
def test_what_was_promised_hangs_on_the_mandate_until_the_agreement_is_over() -> None:
    begun = given(*story, bound).when(asked.end_case_agreement)
    on = date(2026, 3, 2)
    found = hanging_on(begun.journal, fast_track, on)
    assert found is not None
    assert [(each.line, each.amount) for each in found.promises] == [(the_lift, 3_950_00)]
    later = hanging_on(begun.journal, fast_track, date(2026, 9, 2))
    assert later is not None and later.promises == []
    (agreement,) = agreements_in(begun.journal, stairs)
    assert agreement.lines[the_lift].binding
    weak = replace(
        bound, line=AgreementLineId(named("weak")), binding=False,
        why_not=Refusal.MANDATE_EXCEEDED,
    )  # fmt: skip
    second = replace(proposed, agreement=CaseAgreementId(named("second")))
    put(begun.journal, weak, second, ended)
    over = hanging_on(begun.journal, fast_track, on)
    assert over is not None and over.promises == []
    assert [each.ended for each in agreements_in(begun.journal, stairs)] == [True, False]
    put(begun.journal, revoked)
    gone = hanging_on(begun.journal, fast_track, on)
    assert gone is not None and not gone.mandate.stands(on)
