"""Every role at every address, in its own case, another's, one it left and one that is shut to it.

What a route shows is asked over HTTP here, of the whole service. What a route records is asked in
`test_access_matrix.py`: of each such route the command, and of each command the verdict for every
role in every situation. A route or role that stands in no table fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from fastapi.routing import APIRoute

from domain.access import acts
from domain.access.fields import fields
from domain.access.register import sees
from domain.codes import CaseRole, LegalBasis, Part, ReadingRoute, Relation, RestrictionGround, Role
from domain.fact import Event
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.facts.participation import ParticipationEnded, ParticipationStarted, RestrictionSet
from domain.refusal import Refusal
from domain.terms import CaseId, FunctionId, ResidentId, TeamId, WorkerId
from service.app import NOUNS
from service.database import Database
from tests.http import new, token
from tests.people import (
    applied,
    buurtteam,
    by_fatima,
    clinic,
    clinic_registered,
    fast_track,
    granted,
    helped,
    lift_granted,
    mandated,
    named,
    oost,
    opened,
    permitted,
    referred,
    reported,
    stairs,
    to_clinic,
    zuid,
    zuid_formed,
)
from tests.reading import Place, read_from
from tests.scenario import put
from tests.test_access_matrix_reading import Situation, wanted

SITUATIONS = (Situation.OWN, Situation.OTHER, Situation.TOOK_PART, Situation.SHUT)


@dataclass(frozen=True)
class InCase:
    """A read of a case by that way, of whoever sees that part there."""

    part: Part | None = None
    way: ReadingRoute = ReadingRoute.CASE

    def wanted(self, role: Role, situation: Situation) -> Refusal | None:
        row = fields().reads.get((role, self.way))
        if row is not None and self.part is not None and self.part not in row.parts:
            return Refusal.NOT_AUTHORISED
        return wanted(role, self.way, situation)


@dataclass(frozen=True)
class Listed:
    """A list of that name: of the own team, which everybody here has, or wider."""

    view: str

    def wanted(self, role: Role, situation: Situation) -> Refusal | None:
        sees_it = (role, self.view) in fields().lists and may("ReadList", role)
        return None if sees_it else Refusal.NOT_AUTHORISED


@dataclass(frozen=True)
class Asked:
    """Of whoever may give that command. What it names here is not there: that they are told."""

    command: str

    def wanted(self, role: Role, situation: Situation) -> Refusal | None:
        return None if may(self.command, role) else Refusal.NOT_AUTHORISED


@dataclass(frozen=True)
class OfOneself:
    """Her own record: nobody reads it in a function."""

    def wanted(self, role: Role, situation: Situation) -> Refusal | None:
        return Refusal.NOT_YOURS


@dataclass(frozen=True)
class Explained:
    """Why it was decided so: who oversees by one way, whoever helps by the other."""

    def wanted(self, role: Role, situation: Situation) -> Refusal | None:
        oversees = (role, ReadingRoute.AUDIT) in fields().reads
        way = ReadingRoute.AUDIT if oversees else ReadingRoute.CASE
        return InCase(Part.DECISIONS, way).wanted(role, Situation.OWN)


@dataclass(frozen=True)
class OfReferral:
    """What an organisation was asked; the function of every partner here is that one's."""

    def wanted(self, role: Role, situation: Situation) -> Refusal | None:
        asked = (role, ReadingRoute.REFERRAL) in fields().reads and may("ReadReferral", role)
        return None if asked else Refusal.NOT_AUTHORISED


@dataclass(frozen=True)
class Registered:
    """Who somebody is: for the teams that help, and who oversees."""

    def wanted(self, role: Role, situation: Situation) -> Refusal | None:
        row = sees().get(role)
        if row is None or not may("ReadRegister", role):
            return Refusal.NOT_AUTHORISED
        if Relation.OVERSIGHT in row.relations or situation is Situation.OWN:
            return None
        return Refusal.RESTRICTED_CASE if situation is Situation.SHUT else Refusal.NOT_INVOLVED


@dataclass(frozen=True)
class OfAll:
    """For everybody with a function, but these."""

    but: tuple[Role, ...] = ()

    def wanted(self, role: Role, situation: Situation) -> str | None:
        return "NOT_YOURS_TO_READ" if role in self.but else None


Gate = InCase | Listed | Asked | OfOneself | Explained | OfReferral | Registered | OfAll
GATES: Mapping[str, Gate] = {
    "/cases/{case}/history": InCase(),
    "/cases/{case}/money": InCase(way=ReadingRoute.MONEY),
    "/cases/{case}/audit-trail": InCase(way=ReadingRoute.AUDIT),
    "/cases/{case}/reads": InCase(Part.READING),
    "/cases/{case}/recipients": InCase(Part.COURSE),
    "/cases/{case}/messages": InCase(Part.MESSAGES),
    "/cases/{case}/case-agreements": InCase(Part.HELP),
    "/cases/{case}/help-agreements": InCase(Part.HELP),
    "/cases/{case}/permissions/{permission}/proofs": InCase(Part.HELP),
    "/cases/{case}/provenance": InCase(Part.WORDS),
    "/cases/{case}/reports/{report}": InCase(Part.WORDS),
    "/cases/{case}/statements/{statement}": InCase(Part.WORDS),
    "/cases/{case}/statements/{statement}/attachments/{attachment}": InCase(Part.WORDS),
    "/decisions/{decision}/explanations": Explained(),
    "/inquiries/{inquiry}/cases/{case}/history": Asked("ReadForInquiry"),
    "/disclosures/{disclosure}": Asked("ReadDisclosure"),
    "/referrals/{referral}/history": OfReferral(),
    "/residents/{resident}": Registered(),
    "/residents/{resident}/record": OfOneself(),
    "/residents/{resident}/exports": OfOneself(),
    "/residents/{resident}/copies": OfOneself(),
    "/residents/{resident}/reads": OfOneself(),
    "/residents/{resident}/recipients": OfOneself(),
    "/residents/{resident}/attachments": OfOneself(),
    "/residents/{resident}/attachments/{attachment}": OfOneself(),
    "/residents/{resident}/reports/{report}": OfOneself(),
    "/residents/{resident}/facts-for-parents": OfOneself(),
    "/workers": Asked("ReadStaffNames"),
    "/notes": OfAll(),  # one's own alone: nobody here has any
    "/commands/{command}": OfAll(),  # one's own alone: of another's it is said that there is none
    "/commands/{command}/receipts": OfAll(),  # likewise
    "/organisations": OfAll(but=(Role.RESIDENT, Role.REPRESENTATIVE)),
    "/accountability": Listed("accountability"),
    "/break-glass": Listed("break_glass"),
    "/budgets": Listed("budgets"),
    "/caseload": Listed("caseload"),
    "/corrections": Listed("corrections"),
    "/due-notice-letters": Listed("awareness"),
    "/help-agreements": Listed("help_agreements"),
    "/involvement": Listed("involvement"),
    "/mandates": Listed("mandates"),
    "/mandates/{mandate}/dependents": Listed("mandate_dependents"),
    "/messages": Listed("messages"),
    "/obligations": Listed("obligations"),
    "/participations": Listed("participations"),
    "/powers": Listed("powers"),
    "/reads": Listed("reads"),
    "/reached-recipients": Listed("reach"),
    "/received-statements": Listed("received"),
    "/recipients": Listed("recipients"),
    "/referrals": Listed("referrals"),
    "/refusals": Listed("refusals"),
    "/rights": Listed("by_what_right"),
    "/unasked-contacts": Listed("unasked"),
    "/unaware-persons": Listed("awareness"),
    "/unaware-persons/counts": Listed("unaware_counts"),
    "/waiting-times": Listed("waiting"),
}
"""By address what it is asked by; what that says, stands in the tables of `domain/access`."""


def may(command: str, role: Role) -> bool:
    return any(role in act.roles for act in acts(command))


def case_of(situation: Situation) -> CaseId:
    return stairs if situation is Situation.OWN else CaseId(named(f"case: {situation.name}"))


def resident_of(situation: Situation) -> ResidentId:
    return ResidentId(named(f"resident: {situation.name}"))


def who(role: Role) -> tuple[WorkerId, FunctionId]:
    return WorkerId(named(f"at the door as {role}")), FunctionId(named(f"door function {role}"))


def everybody() -> Iterator[Event]:
    """A case in each situation, and of each role somebody who stands in all four to them."""
    yield from (*helped, clinic_registered, zuid_formed, mandated, applied, permitted, referred)
    for situation in SITUATIONS:
        team = oost if situation in (Situation.OWN, Situation.SHUT) else zuid
        about: dict[str, Any] = {"case": case_of(situation), "resident": resident_of(situation)}
        if situation is not Situation.OWN:
            yield replace(reported, **about, team=team)
            yield replace(opened, **about, team=team)
        else:
            yield replace(reported, case=CaseId(named("her other case")),
                          resident=resident_of(situation))  # fmt: skip
    for role in Role:
        worker, function = who(role)
        of = clinic if role is Role.PROVIDER else buurtteam
        left = case_of(Situation.TOOK_PART), resident_of(Situation.TOOK_PART)
        yield FunctionEstablished(function=function, organisation=of, role=role)
        yield FunctionAssigned(
            worker=worker, function=function, team=TeamId(oost), since=date(2026, 1, 1)
        )
        yield ParticipationStarted(
            case=left[0], resident=left[1], team=zuid, organisation=of, function=function,
            role=CaseRole.SECOND_WORKER, since=date(2026, 1, 1), until=date(2099, 12, 31),
            basis=LegalBasis.WMO_PROVISION,
        )  # fmt: skip
        yield ParticipationEnded(case=left[0], resident=left[1], organisation=of, function=function)
    yield RestrictionSet(
        case=case_of(Situation.SHUT), resident=resident_of(Situation.SHUT), functions=(),
        ground=RestrictionGround.SAFETY,
    )  # fmt: skip


def address(path: str, situation: Situation) -> str:
    """That address in that situation; whatever else it names is not there."""
    given = {
        "case": case_of(situation), "resident": resident_of(situation), "referral": to_clinic,
        "decision": lift_granted, "mandate": fast_track,
    }  # fmt: skip
    parts = (
        str(given.get(part[1:-1], new())) if part.startswith("{") else part
        for part in path.split("/")
    )
    return "/".join(parts) + (f"?worker={new()}" if path == "/workers" else "")


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with read_from(database, *everybody()) as place:
        put(place.api.journal, granted, context=replace(by_fatima, mandate=fast_track))
        yield place


@pytest.mark.requirement("Z-15", "M-38", "C-12", "X-09")
def test_every_role_is_shown_what_the_tables_say_and_nothing_else(place: Place) -> None:
    wrong = []
    for path, gate in GATES.items():
        about_somebody = "{case}" in path or "{resident}" in path
        for situation in SITUATIONS if about_somebody else SITUATIONS[:1]:
            for role in Role:
                worker, function = who(role)
                of = clinic if role is Role.PROVIDER else buurtteam
                answer = place.api.get(address(path, situation), by=token(worker, function, of))
                assert answer.status_code in (200, 403, 404), (path, role, answer.text)
                refused = answer.json()["code"] if answer.status_code == 403 else None
                if refused != (wanted_there := gate.wanted(role, situation)):
                    wrong.append((path, role.value, situation.name, refused, wanted_there))
    assert not wrong, "\n".join(map(str, wrong))


def routes(method: str) -> list[APIRoute]:
    return [
        route
        for noun in NOUNS
        for route in noun.router.routes
        if isinstance(route, APIRoute)
        and method in (route.methods or ())
        and route.path.startswith("/v1/")
    ]


def test_every_address_that_shows_something_stands_in_the_table() -> None:
    assert {route.path.removeprefix("/v1") for route in routes("GET")} == set(GATES)


@pytest.mark.requirement("Z-15")
def test_nobody_comes_in_anywhere_without_saying_who_they_are(place: Place) -> None:
    for method in ("GET", "POST"):
        for route in routes(method):
            answer = place.api.client.request(method, address(route.path, Situation.OWN))
            assert (answer.status_code, answer.json()["code"]) == (401, "NOT_IDENTIFIED")
