"""Who may do what: every role, every command, in every relation to the case, out of one table."""

import inspect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Any

import pytest
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_pascal

from domain.access import ABOUT_A_CASE, ACTS, EDITION, Act, Demand, acts
from domain.codes import CaseRole, Role, Tie
from domain.command import Command, Refused
from domain.decisions.right import (
    AnyCommand,
    allowed,
    asks_for_its_case,
    case_in,
    named_case,
)
from domain.fact import Event, Fact
from domain.facts.case import Case
from domain.facts.municipality import FunctionAssigned, FunctionEnded, FunctionEstablished
from domain.facts.participation import ParticipationEnded, ParticipationStarted, TieDeclared
from domain.refusal import Refusal
from domain.terms import FunctionId, WorkerId
from service.app import NOUNS
from service.deciding import boundary
from service.warm import Question, with_tags
from tests import asked
from tests.asked.disclosure import clinic_notified, disclosed
from tests.people import (
    acting,
    applied,
    bakker,
    buurtteam,
    cares,
    clinic,
    consultant,
    gemeente,
    helped,
    mandated,
    monday,
    named,
    oost,
    paid,
    receipt_ordered,
    referred,
    set_apart,
    stairs,
    zuid,
    zuid_formed,
)
from tests.strategies import COMMANDS
from tests.test_participation import shut, takes_part


class Situation(Enum):
    """What the caller is to the case of the stairs."""

    OWN = auto()
    OTHER = auto()
    TAKES_PART = auto()
    PART_ENDED = auto()
    RESTRICTED = auto()
    HOUSEHOLD = auto()
    ACQUAINTANCE = auto()
    NO_LONGER = auto()
    NOT_THERE = auto()


IN_A_TEAM = {Role.WORKER, Role.COORDINATOR, Role.TEAM_LEADER, Role.FRONT_DOOR}
HAVING_TO_DO_WITH_IT = {
    Situation.OWN, Situation.RESTRICTED, Situation.HOUSEHOLD, Situation.ACQUAINTANCE,
}  # fmt: skip
"""In these the case is the caller's own team's."""
EXAMPLES: list[AnyCommand] = [c for c in vars(asked).values() if isinstance(c, Command)]
GOVERNED = {Demand.GENESIS, Demand.RESIDENT}
"""What nobody does in a function."""


@dataclass(frozen=True)
class Caller:
    """Somebody in a function of that role."""

    role: Role

    @property
    def worker(self) -> WorkerId:
        return WorkerId(named(f"somebody who is {self.role}"))

    @property
    def function(self) -> FunctionId:
        return FunctionId(named(f"function of {self.role}"))

    def history(self, situation: Situation) -> list[Event]:
        """How the caller came to stand there."""
        team = zuid if situation not in HAVING_TO_DO_WITH_IT else oost
        of = clinic if self.role is Role.PROVIDER else buurtteam
        events: list[Event] = [
            *helped, *cares, zuid_formed, mandated, applied, referred, set_apart, paid,
            receipt_ordered, disclosed, clinic_notified,
            FunctionEstablished(function=self.function, organisation=of, role=self.role),
            FunctionAssigned(
                worker=self.worker, function=self.function, since=date(2026, 1, 1),
                team=team if self.role in IN_A_TEAM else None,
            ),
        ]  # fmt: skip
        part = ParticipationStarted(
            **{**vars(takes_part), "function": self.function, "organisation": of,
               "role": CaseRole.SECOND_WORKER}
        )  # fmt: skip
        match situation:
            case Situation.TAKES_PART:
                events.append(part)
            case Situation.PART_ENDED:
                ended = ParticipationEnded(
                    case=stairs, resident=bakker, organisation=of, function=self.function
                )
                events += [part, ended]
            case Situation.RESTRICTED:
                events.append(replace(shut, functions=(consultant,)))
            case Situation.HOUSEHOLD | Situation.ACQUAINTANCE:
                tie = Tie[situation.name]
                events.append(TieDeclared(worker=self.worker, resident=bakker, tie=tie))
            case Situation.NO_LONGER:
                events.append(
                    FunctionEnded(
                        worker=self.worker, function=self.function, since=date(2026, 3, 2)
                    )
                )
            case _:
                pass
        return events

    def asks(self, command: AnyCommand, situation: Situation) -> AnyCommand:
        of = clinic if self.role is Role.PROVIDER else buurtteam
        if situation is Situation.NOT_THERE:
            of = gemeente
        context = acting(self.worker, self.function, of)
        return replace(command, context=context, at=monday)


def verdict(caller: Caller, command: AnyCommand, situation: Situation) -> Refusal | None:
    """What the table says; None where it lets the caller through, to the rules themselves."""
    rows = acts(type(command).__name__)
    if {row.demand for row in rows} & GOVERNED:
        return None
    if situation in (Situation.NO_LONGER, Situation.NOT_THERE):
        return Refusal.FUNCTION_NOT_HELD
    mine = [row for row in rows if caller.role in row.roles]
    if not mine:
        return Refusal.NOT_AUTHORISED
    if about_her(command) and not any(row.demand is Demand.SELF for row in mine):
        if situation is Situation.HOUSEHOLD:
            return Refusal.OWN_CASE
        if situation is Situation.ACQUAINTANCE and any(row.impartial for row in mine):
            return Refusal.OWN_CASE
    shut_out = situation is Situation.RESTRICTED and about_the_case(command)
    if shut_out and not any(row.while_restricted for row in mine):
        return Refusal.RESTRICTED_CASE
    said = [demanded(row, caller, command, situation) for row in mine]
    return None if None in said else said[0]


def demanded(row: Act, caller: Caller, command: AnyCommand, situation: Situation) -> Refusal | None:
    involved = caller.role in IN_A_TEAM and situation in HAVING_TO_DO_WITH_IT
    takes_part_as = {CaseRole.SECOND_WORKER} if situation is Situation.TAKES_PART else set()
    fields: Any = command
    match row.demand:
        case Demand.AT_DOOR | Demand.TEAM | Demand.COORDINATOR if about_the_case(command):
            return None if involved or takes_part_as & row.case_roles else Refusal.NOT_INVOLVED
        case Demand.ROUTED:
            own = caller.role in IN_A_TEAM and situation in HAVING_TO_DO_WITH_IT
            return None if own and fields.team == oost else Refusal.NOT_INVOLVED
        case Demand.ESCALATED:
            return Refusal.NOT_INVOLVED
        case Demand.ORGANISATION:
            return None if caller.role is Role.PROVIDER else Refusal.NOT_YOURS
        case Demand.SELF:
            return Refusal.NOT_AUTHORISED
        case _:
            return None


def about_the_case(command: AnyCommand) -> bool:
    return named_case(command) == stairs or asks_for_its_case(command)


def about_her(command: AnyCommand) -> bool:
    as_whom = ("resident", "into", "other", "child", "parent", "representative")
    return bakker in {getattr(command, each, None) for each in as_whom} or about_the_case(command)


def said(command: AnyCommand, history: Sequence[Event]) -> Refusal | None:
    """What the right to it comes to, over the folds of this history."""
    facts = with_tags(
        Fact(position, monday, command.context, event) for position, event in enumerate(history, 1)
    )

    def known(questions: Sequence[Question]) -> list[Any]:
        return [question.fold((question.need, 0), facts) for question in questions]

    own = [Question(need) for need in command.needs()]
    case = named_case(command)
    if asks_for_its_case(command):
        case = case_in(known(own))
        assert case == stairs, f"the history lacks what {kind(command)} is about"
    around = boundary(command, own, case)
    states = known(around.questions)
    try:
        allowed(command, states[: around.own], [states[place] for place in around.right])
    except Refused as refused:
        return refused.refusal
    return None


def kind(command: AnyCommand) -> str:
    return type(command).__name__


@pytest.mark.requirement("Z-15", "C-12", "X-09")
@pytest.mark.parametrize("role", Role, ids=str)
def test_every_role_may_do_what_the_table_says_and_nothing_else(role: Role) -> None:
    caller = Caller(role)
    for situation in Situation:
        history = caller.history(situation)
        for command in EXAMPLES:
            theirs = caller.asks(command, situation)
            expected = verdict(caller, theirs, situation)
            assert said(theirs, history) == expected, (kind(command), situation)


@pytest.mark.requirement("Z-15")
def test_every_command_stands_in_the_table_and_every_row_is_a_commands() -> None:
    assert {kind.__name__ for kind in COMMANDS} == {act.command for act in ACTS}


def test_a_command_in_no_row_is_nobodys() -> None:
    assert acts("MarkAsFraudster") == ()


def test_rows_are_only_added_and_the_newest_edition_holds() -> None:
    assert {act.edition for act in ACTS} == set(range(1, EDITION + 1))
    for command in {act.command for act in ACTS}:
        assert acts(command, 0) == ()
        newest = acts(command)
        assert len({act.edition for act in newest}) == 1
        assert newest[0].edition == max(act.edition for act in ACTS if act.command == command)


def test_a_row_says_where_it_stands_and_how_sure_that_is() -> None:
    assert {act.mark for act in ACTS} <= {"confirmed", "from-knowledge", "own"}
    assert all(act.source for act in ACTS)


def routes() -> Iterator[tuple[str, APIRoute]]:
    """Every route that records, with the name of its endpoint."""
    for noun in NOUNS:
        for route in noun.router.routes:
            if isinstance(route, APIRoute) and "POST" in (route.methods or ()):
                if not route.path.startswith("/v1") or route.name == "evaluate_access":
                    continue  # a sign-in is no act, and whoever asks whether they may does nothing
                yield f"{noun.__name__.rpartition('.')[2]}.{route.name}", route


NAMES = re.compile(r"\b([A-Z][A-Za-z]+)\(")


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize(("name", "route"), routes(), ids=lambda value: str(value)[:60])
def test_every_route_that_records_asks_a_command_of_the_table(name: str, route: APIRoute) -> None:
    called = {*NAMES.findall(inspect.getsource(route.endpoint)), to_pascal(route.name)}
    assert called & {act.command for act in ACTS}, name


@pytest.mark.requirement("Z-17")
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OMBUDSMAN], ids=str)
def test_whoever_inquires_records_nothing_but_reads(role: Role) -> None:
    for act in ACTS:
        if role in act.roles:
            assert act.command.startswith("Read"), act.command


@pytest.mark.requirement("C-12")
def test_a_partner_answers_its_own_referral_and_touches_no_record() -> None:
    may = {act.command: act.demand for act in ACTS if Role.PROVIDER in act.roles}
    in_cases = {name: demand for name, demand in may.items() if demand in ABOUT_A_CASE}
    assert in_cases.pop("BindToCaseAgreement", Demand.TEAM) is Demand.TEAM
    assert set(in_cases.values()) == {Demand.ORGANISATION}
    assert set(in_cases) == {
        "AcceptReferral", "DeclineReferral", "AcknowledgeNotice", "ReadDisclosure",
    }  # fmt: skip


@pytest.mark.requirement("X-09")
def test_who_keeps_the_purse_does_nothing_in_a_case() -> None:
    in_cases = {a.command for a in ACTS if Role.BUDGET_HOLDER in a.roles} & {
        kind.__name__ for kind in COMMANDS if "case" in kind.__dataclass_fields__
    }
    assert all(command.startswith("Read") for command in in_cases), in_cases


def test_a_case_is_asked_about_wherever_a_row_demands_something_of_it() -> None:
    """Otherwise a row could demand what nobody looked up, and let everybody through."""
    for command in EXAMPLES:
        if {row.demand for row in acts(kind(command))} & ABOUT_A_CASE:
            assert named_case(command) or asks_for_its_case(command), kind(command)
            questions = boundary(command, [], stairs).questions
            assert any(isinstance(question.need, Case) for question in questions)
