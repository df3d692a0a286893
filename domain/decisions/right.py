"""By what right: who may ask for this at all, in that function, in that case, on that day.

Asked of every command before it decides, out of the table `domain/access/acts.toml`, and within the
same boundary: what is known here is known at the position that the decision stands on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.access import ABOUT_A_CASE, ABOUT_A_DOOR, EDITION, Act, Demand, acts
from domain.codes import Tie
from domain.command import Command, Knowledge, Refused
from domain.fact import Context, Event
from domain.facts.application import Application
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
from domain.facts.municipality import Function, Office
from domain.facts.participation import Participations, Restriction
from domain.facts.ties import Ties
from domain.refusal import Refusal
from domain.terms import CaseId, OrganisationId, ResidentId, TeamId, day

AnyCommand = Command[*tuple[Any, ...]]


@dataclass(frozen=True)
class Intent:
    """What somebody means to do in a case, before they do: which command, and who asks."""

    command: str
    context: Context
    at: datetime
    case: CaseId
    team: TeamId | None = None
    """Which team is to take it on, where it is about that."""


Asking = AnyCommand | Intent
CLOSE = frozenset({Tie.SELF, Tie.HOUSEHOLD})
"""Ties with which nobody does anything in a case; an acquaintance does not decide in it."""
NAMED = ("resident", "into", "other", "child", "parent", "representative", "giver")
"""As what a command names residents. Where one of these is no resident, nobody is close to it."""


@dataclass(frozen=True)
class Standing:
    """What is known of who asks, and of the case that it is about, if it is about one."""

    function: Function
    office: Office
    ties: Ties
    case: Case | None = None
    participations: Participations | None = None
    restriction: Restriction | None = None
    door: FrontDoor | None = None


def needs(command: Asking, case: CaseId | None) -> tuple[Knowledge, ...]:
    """What must be known besides: the folds of a `Standing`, in its order."""
    if any(act.demand in (Demand.GENESIS, Demand.RESIDENT) for act in _acts(command)):
        return ()
    context = command.context
    own = (Function(context.function), Office(context.function), Ties(context.actor))
    if case is None:
        return own
    about = (*own, Case(case), Participations(case), Restriction(case))
    waits = any(act.demand in ABOUT_A_DOOR for act in _acts(command))
    return (*about, FrontDoor(case)) if waits else about


def named_case(command: Asking) -> CaseId | None:
    """The case that a command names itself."""
    case: CaseId | None = getattr(command, "case", None)
    return case


def asks_for_its_case(command: Asking) -> bool:
    """Whether it depends on a case that the command does not name: on that of its application,
    referral or spending."""
    about = any(act.demand in ABOUT_A_CASE for act in _acts(command))
    return named_case(command) is None and (about or hasattr(command, "referral"))


def case_in(known: Iterable[Knowledge]) -> CaseId | None:
    """The case of the application, referral or spending that is known; it never is another's."""
    return next((case for case in _held(known, "case") if case is not None), None)


def allowed(command: Asking, known: Sequence[Knowledge], right: Sequence[Any]) -> None:
    """Whether who asks may ask this. `known` is what the command itself needs; `right`, `needs`.

    Asked in this order: is the function held, on that day, and for that organisation (Awb 10:3);
    is it one that may do this (Awb 10:5); is it about somebody close (Awb 2:4); is the case shut to
    this function (AVG 18); has it to do with the case (AVG 5(1)(f)). Raises Refused.
    """
    if not right:
        return
    who, on = Standing(*right), day(command.at)
    in_function(who, command, on)
    mine = [act for act in _acts(command) if who.function.role in act.roles]
    if not mine:
        raise Refused(Refusal.NOT_AUTHORISED)
    if not any(act.demand is Demand.SELF for act in mine):
        at_a_distance(who, command, impartial=any(act.impartial for act in mine))
    if not any(act.while_restricted for act in mine):
        not_shut_out(who, command)
    said = [_missing(act, who, command, known, on) for act in mine]
    if None not in said:
        raise Refused(next(refusal for refusal in said if refusal is not None))


def in_function(who: Standing, command: Asking, on: date) -> None:
    """The function is that organisation's, and held on that day (Awb 10:3). Raises Refused."""
    if who.function.organisation != command.context.organisation:
        raise Refused(Refusal.FUNCTION_NOT_HELD)
    if not who.office.holds(command.context.actor, on):
        raise Refused(Refusal.FUNCTION_NOT_HELD)


def at_a_distance(who: Standing, command: Asking, *, impartial: bool) -> None:
    """Nobody acts in a case of their own or of who they live with (Awb 2:4). Raises Refused.

    `impartial`: nor do they about somebody whom they know privately.
    """
    ties = {tie for each in _residents(who, command) for tie in who.ties.with_(each)}
    if ties & CLOSE or (impartial and ties):
        raise Refused(Refusal.OWN_CASE)


def not_shut_out(who: Standing, command: Asking) -> None:
    """A case that was shut is open to the functions named then alone (AVG 18). Raises Refused."""
    if who.restriction is not None and who.restriction.shuts_out(command.context.function):
        raise Refused(Refusal.RESTRICTED_CASE)


def involved(act: Act, who: Standing, command: Asking, on: date) -> bool:
    """Whether the function is held in the team that helps in this case, or takes part in it in a
    role in which that row allows it."""
    context = command.context
    if who.case is not None and who.case.team in who.office.teams(context.actor, on):
        return True
    part = who.participations and who.participations.role_of(context.function, on)
    return part in act.case_roles


def at_own_door(who: Standing, command: Asking, on: date) -> bool:
    """Whether the case does not wait at the door of a team, or does at the caller's: who is of that
    team, or wrote it down there."""
    door, context = who.door, command.context
    if door is None or door.team is None or (who.case is not None and who.case.team is not None):
        return True
    own = door.team in who.office.teams(context.actor, on)
    return own or door.brought_in_by == context.actor


def _missing(
    act: Act, who: Standing, command: Asking, known: Sequence[Knowledge], on: date
) -> Refusal | None:
    """What this row demands and the caller is not; None where the row allows it."""
    context, case = command.context, who.case
    match act.demand:
        case Demand.ANYONE | Demand.ITSELF:
            return None
        case Demand.SELF:
            return None if _worker(command) == context.actor else Refusal.NOT_AUTHORISED
        case Demand.ANOTHER:
            return None if _worker(command) != context.actor else Refusal.OWN_CASE
        case Demand.TAKING:
            taking = getattr(command, "team", None) in who.office.teams(context.actor, on)
            return None if taking else Refusal.NOT_INVOLVED
        case Demand.ROUTED:
            team = getattr(command, "team", None)
            routed = who.door is None or who.door.team in (None, team)
            own = team in who.office.teams(context.actor, on)
            return None if own and routed else Refusal.NOT_INVOLVED
        case Demand.ORGANISATION:
            asked = set(_organisations(known)) <= {context.organisation}
            return None if asked else Refusal.NOT_YOURS
        case Demand.ESCALATED:
            up = any(isinstance(k, Application) and k.escalated_to == context.function
                     for k in known)  # fmt: skip
            return None if up else Refusal.NOT_INVOLVED
        case Demand.AT_DOOR if not at_own_door(who, command, on):
            return Refusal.NOT_INVOLVED
        case _ if case is None or case.team is None:
            # There is no such case, or nobody has taken it on: at the door all may come in,
            # and what takes a team waits for one (Unknown, CASE_NOT_OPEN).
            return None
        case _ if not involved(act, who, command, on):
            return Refusal.NOT_INVOLVED
        case Demand.COORDINATOR:
            own = case.coordinator in (None, context.actor)
            return None if own else Refusal.NOT_COORDINATOR
        case _:
            return None


def _acts(command: Asking) -> tuple[Act, ...]:
    """The rows for this command, in the edition that it is decided under."""
    name = command.command if isinstance(command, Intent) else type(command).__name__
    return acts(name, command.context.rules or EDITION)


def _worker(command: Asking) -> Any:
    return getattr(command, "worker", None)


def _residents(who: Standing, command: Asking) -> Iterable[ResidentId]:
    """Whom it is about: all whom the command names, and whom the case is about."""
    named = [getattr(command, name, None) for name in NAMED]
    named.append(who.case.resident if who.case else None)
    return (each for each in named if each is not None)


def _organisations(known: Iterable[Knowledge]) -> Iterable[OrganisationId]:
    return (each for each in _held(known, "organisation") if each is not None)


def _held(known: Iterable[Knowledge], name: str) -> Iterable[Any]:
    """That field of every event that a fold holds as a whole."""
    events = (each for fold in known for each in vars(fold).values() if isinstance(each, Event))
    return (getattr(event, name, None) for event in events)
