"""What tells a story: the service, a town that has begun, and a clock that the story sets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.codes import Law, MandatedAct, MandateKind, Role
from domain.facts.budget import QuarterAllotted
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.terms import BudgetId, Cents, MandateId, WorkerId
from service.database import Database
from service.follow import Follower
from service.simulated import make_simulated, set_clock
from tests.http import Api, serving, token
from tests.people import (
    allotted,
    buurtteam,
    carer,
    clinic,
    clinic_registered,
    leader,
    mandated,
    monday,
    named,
    oost,
    town,
    year_2026,
    year_set,
)
from tests.scenario import put

samira, dokter = WorkerId(named("samira")), WorkerId(named("dokter"))
by_leader = token(samira, leader)
by_clinic = token(dokter, carer, clinic)
leader_mandate = MandateId(named("leader's mandate"))
referring = MandateId(named("to refer"))
lift_money = BudgetId(named("2026-1, for lifts"))
THE_TOWN = (
    *town, mandated, clinic_registered,
    FunctionEstablished(function=leader, organisation=buurtteam, role=Role.TEAM_LEADER),
    FunctionAssigned(worker=samira, function=leader, team=oost, since=date(2026, 1, 1)),
    FunctionEstablished(function=carer, organisation=clinic, role=Role.PROVIDER),
    FunctionAssigned(worker=dokter, function=carer, since=date(2026, 1, 1)),
    replace(
        mandated, mandate=referring, kind=MandateKind.ACT, laws=tuple(Law),
        acts=(MandatedAct.REFER,),
    ),
    replace(mandated, mandate=leader_mandate, function=leader, limit=Cents(25_000_00)),
    year_set, allotted,
    QuarterAllotted(
        budget=lift_money, within=year_2026, team=oost, year=2026, quarter=1,
        amount=Cents(20_000_00),
    ),
)  # fmt: skip


@dataclass
class Teller:
    """A story, as it is told."""

    api: Api
    database: Database
    now: datetime = monday

    def on(self, moment: datetime) -> None:
        """So much later."""
        self.now = moment
        set_clock(self.database, moment)

    def later(self, **time: float) -> None:
        """After so many days, hours or minutes."""
        self.on(self.now + timedelta(**time))

    def done(self, path: str, by: str | None = None, **body: Any) -> dict[str, Any]:
        """Somebody asks it, and it is done: the answer."""
        response = self.api.post(path, body, by=by)
        assert response.status_code == 201, response.text
        answer: dict[str, Any] = response.json()
        self.later(minutes=5)
        return answer

    def refused(self, code: str, path: str, by: str | None = None, **body: Any) -> dict[str, Any]:
        """Somebody asks it, and is told no: by which article, and what to do next. That is on
        record."""
        before = self.api.journal.head()
        response = self.api.post(path, body, by=by)
        assert response.status_code in {403, 409}, response.text
        assert response.headers["content-type"] == "application/problem+json"
        problem: dict[str, Any] = response.json()
        assert problem["code"] == code
        assert problem["article"]
        assert problem["nextStep"]
        assert self.api.journal.head() == before + 1
        return problem

    def history(self, case: str, **asked: str) -> list[dict[str, Any]]:
        """The case, told again in plain sentences."""
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        response = self.api.get(f"/cases/{case}/history?{query}")
        assert response.status_code == 200, response.text
        items: list[dict[str, Any]] = response.json()["items"]
        return items

    def row(self, view: str, position: int, by: str | None = None, **wanted: str) -> dict[str, Any]:
        """The one row of a view that has these values, once it has come as far as `position`."""
        query = "&".join(f"{name}={value}" for name, value in wanted.items())
        response = self.api.get(f"/{view}?{query}&waitForPosition={position}", by=by)
        assert response.status_code == 200, response.text
        (row,) = response.json()["items"]
        found: dict[str, Any] = row
        return found


@contextmanager
def telling(database: Database) -> Iterator[Teller]:
    """A simulated journal in which the town has begun, on the first Monday of March."""
    make_simulated(database, monday)
    with serving(database) as api:
        put(api.journal, *THE_TOWN)
        follower = Follower(database)
        follower.start()
        try:
            yield Teller(api, database)
        finally:
            follower.stop()
