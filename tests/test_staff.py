"""Workers are pseudonyms in the journal; names are sealed, and looking at them is on record."""

from dataclasses import replace

import pytest

from domain.codes import Role
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.facts.staff import StaffNamesRead, WorkerChanged, WorkerRegistered, WorkerRemoved
from domain.refusal import Refusal
from domain.terms import Commitment, WorkerId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    acting,
    admin,
    buurtteam,
    by_admin,
    by_fatima,
    fatima,
    leader,
    named,
    oost,
    pieter,
    town,
)
from tests.scenario import given

one, two = Commitment("1" * 64), Commitment("2" * 64)
registered = WorkerRegistered(worker=pieter, pt_commit=one)
changed = WorkerChanged(worker=pieter, pt_commit=two)
removed = WorkerRemoved(worker=pieter)
read = StaffNamesRead(workers=(fatima, pieter), reader=admin)


def test_a_worker_is_registered_changed_and_removed() -> None:
    given(*town).when(asked.register_worker).then(registered)
    given(*town, registered).when(asked.change_worker).then(changed)
    given(*town, registered, changed).when(asked.remove_worker).then(removed)
    given(*town, registered, removed).when(asked.register_worker).then(registered)


def test_a_worker_is_registered_once_and_one_login_is_one_workers() -> None:
    given(*town, registered).when(asked.register_worker).refused(Refusal.ALREADY_DONE)
    taken = replace(asked.register_worker, taken=True)
    given(*town).when(taken).refused(Refusal.LOGIN_TAKEN)
    taken_over = replace(asked.change_worker, taken=True)
    given(*town, registered).when(taken_over).refused(Refusal.LOGIN_TAKEN)


def test_a_change_is_of_what_stands() -> None:
    given(*town, registered, changed).when(asked.change_worker).refused(Refusal.CHANGED_MEANWHILE)


@pytest.mark.parametrize("command", [asked.change_worker, asked.remove_worker])
def test_who_is_not_registered_is_unknown(command: AnyCommand) -> None:
    given(*town).when(command).unknown("worker in the staff register")
    given(*town, registered, removed).when(command).unknown("worker in the staff register")


@pytest.mark.parametrize(
    "command",
    [asked.register_worker, asked.change_worker, asked.remove_worker, asked.read_staff_names],
    ids=lambda command: type(command).__name__,
)
def test_names_are_for_who_administers(command: AnyCommand) -> None:
    history = (*town, registered) if command is not asked.register_worker else town
    hers = replace(command, context=replace(by_fatima, command=command.context.command))
    given(*history).when(hers).refused(Refusal.NOT_AUTHORISED)
    nobodys = replace(command, context=replace(by_admin, actor=fatima))
    given(*history).when(nobodys).refused(Refusal.FUNCTION_NOT_HELD)


def test_reading_names_is_on_record_before_a_name_is_shown() -> None:
    given(*town).when(asked.read_staff_names).then(read)
    for workers in ((), (fatima, fatima), tuple(WorkerId(named(str(n))) for n in range(101))):
        given(*town).when(replace(asked.read_staff_names, workers=workers)).malformed("workers")


def test_a_team_leader_may_see_names_too() -> None:
    established = FunctionEstablished(
        function=leader, organisation=buurtteam, role=Role.TEAM_LEADER
    )
    assigned = FunctionAssigned(
        worker=pieter, function=leader, team=oost, since=by_fatima.occurred_at.date()
    )
    hers = replace(asked.read_staff_names, context=acting(pieter, leader, buurtteam))
    given(*town, established, assigned).when(hers).then(replace(read, reader=pieter))
