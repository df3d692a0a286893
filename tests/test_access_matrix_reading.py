"""Who may read what: every role, every way of reading, every relation to the case, one table.

The other half, who may do what, is `test_access_matrix.py`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

import pytest
from fastapi.routing import APIRoute

from domain.access import acts
from domain.access.fields import fields
from domain.codes import (
    CaseRole,
    GlassReason,
    LegalBasis,
    ReadingRoute,
    Relation,
    RestrictionGround,
    Role,
    Tie,
)
from domain.decisions.reading import ReadRecord
from domain.fact import Event
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.facts.participation import (
    ParticipationEnded,
    ParticipationStarted,
    RestrictionSet,
    TieDeclared,
)
from domain.facts.reading import GlassBroken, RecordRead
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import FunctionId, TeamId, WorkerId
from service.app import NOUNS
from tests.people import (
    acting,
    bakker,
    broken_glass,
    buurtteam,
    helped,
    leader,
    monday,
    named,
    oost,
    stairs,
    zuid,
    zuid_formed,
)
from tests.scenario import a_stage, put

who, function = WorkerId(named("who asks")), FunctionId(named("in what function"))
CASE_WAYS = (ReadingRoute.CASE, ReadingRoute.MONEY, ReadingRoute.AUDIT)
"""The ways that `ReadRecord` goes; the others have a command, and tests, of their own."""


class Situation(Enum):
    """How who asks stands to the case."""

    OWN = "of the case's team"
    OTHER = "of another team"
    TAKES_PART = "takes part"
    TOOK_PART = "took part, until that ended"
    SHUT = "of the case's team, and it is shut to them"
    GLASS = "broke the glass"
    CLOSE = "lives with the resident"


def history(role: Role, situation: Situation) -> Iterator[Event]:
    """The case, and how who asks stands to it."""
    team = oost if situation in (Situation.OWN, Situation.SHUT, Situation.CLOSE) else zuid
    yield from (*helped, zuid_formed)
    yield FunctionEstablished(function=function, organisation=buurtteam, role=role)
    yield FunctionAssigned(worker=who, function=function, team=TeamId(team), since=date(2026, 1, 1))
    if situation in (Situation.TAKES_PART, Situation.TOOK_PART):
        yield ParticipationStarted(
            case=stairs, resident=bakker, team=oost, organisation=buurtteam, function=function,
            role=CaseRole.SECOND_WORKER, since=date(2026, 1, 1), until=date(2026, 12, 31),
            basis=LegalBasis.WMO_PROVISION,
        )  # fmt: skip
    if situation is Situation.TOOK_PART:
        yield ParticipationEnded(
            case=stairs, resident=bakker, organisation=buurtteam, function=function
        )
    if situation is Situation.SHUT:
        yield RestrictionSet(
            case=stairs, resident=bakker, functions=(), ground=RestrictionGround.SAFETY
        )
    if situation is Situation.GLASS:
        yield GlassBroken(
            glass=broken_glass, case=stairs, resident=bakker, worker=who, role=role,
            reason=GlassReason.ACUTE_DANGER, ends_at=monday + timedelta(hours=1), told=leader,
            team=oost, explanation="Zij roept.",
        )  # fmt: skip
    if situation is Situation.CLOSE:
        yield TieDeclared(worker=who, resident=bakker, tie=Tie.HOUSEHOLD)


RELATES = {
    Situation.OWN: Relation.TEAM,
    Situation.TAKES_PART: Relation.PARTICIPATION,
    Situation.GLASS: Relation.BREAK_GLASS,
}


def wanted(role: Role, way: ReadingRoute, situation: Situation) -> Refusal | None:
    """What the table says: None is yes."""
    if not any(role in act.roles for act in acts(ReadRecord.__name__)):
        return Refusal.NOT_AUTHORISED
    if situation is Situation.CLOSE:
        return Refusal.OWN_CASE
    row = fields().reads.get((role, way))
    if row is None:
        return Refusal.NOT_AUTHORISED
    if {Relation.OVERSIGHT, RELATES.get(situation)} & row.relations:
        return None
    shut = situation is Situation.SHUT and Relation.TEAM in row.relations
    return Refusal.RESTRICTED_CASE if shut else Refusal.NOT_INVOLVED


@pytest.mark.requirement("Z-15", "M-38", "C-12", "X-09")
@pytest.mark.parametrize("situation", Situation, ids=lambda each: each.name.lower())
@pytest.mark.parametrize("way", CASE_WAYS)
@pytest.mark.parametrize("role", Role)
def test_the_verdict_is_the_table_s(role: Role, way: ReadingRoute, situation: Situation) -> None:
    stage = a_stage()
    put(stage.journal, *history(role, situation))
    on = fields().ways[way]
    context = acting(who, function, buurtteam, on.purpose, on.basis)
    answer = stage.journal.record(
        ReadRecord(context=replace(context, funding_responsible=buurtteam), case=stairs, route=way)
    )
    assert answer.refusal is wanted(role, way, situation)
    (fact,) = answer.facts
    assert isinstance(fact.event, AttemptRefused if answer.refusal else RecordRead)


READS = {
    "/v1/cases/{case}/history", "/v1/cases/{case}/money", "/v1/cases/{case}/audit-trail",
    "/v1/cases/{case}/reads", "/v1/inquiries/{inquiry}/cases/{case}/history",
    "/v1/referrals/{referral}/history", "/v1/residents/{resident}/record",
    "/v1/residents/{resident}/reads", "/v1/residents/{resident}/facts-for-parents",
}  # fmt: skip
"""Every address at which a record is read: each has its rules in `test_reading.py`, and what a
parent reads in `test_reading_child.py`."""


def test_every_way_of_reading_a_record_is_known_here() -> None:
    ours = {"histories", "reads"}
    found = {
        route.path
        for noun in NOUNS
        for route in noun.router.routes
        if isinstance(route, APIRoute) and noun.__name__.rpartition(".")[2] in ours
    }
    assert found == READS


def test_a_role_that_the_table_does_not_name_reads_nothing() -> None:
    named_there = {role for role, _ in fields().reads} | {role for role, _ in fields().lists}
    assert set(Role) - named_there <= {Role.RESIDENT, Role.REPRESENTATIVE}
