"""The register of residents: who is registered, changed and found, and what is shown of whom.

A citizen service number and a name are only ever in a body, never in an address.
"""

from typing import Annotated, Any

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain import terms
from domain.codes import LegalBasis, Purpose, RegisterPart, RemovalGround
from domain.command import Malformed
from domain.decisions.reading import ReadList
from domain.decisions.register import ReadRegister
from domain.terms import ViewName, day
from service.asking import AskedNow
from service.entrance import routes_about
from service.reading import reader_of
from service.register.blind import BlindKind, by_name, by_number
from service.register.body import (
    Birth,
    Number,
    PersonBody,
    RegistrationBody,
    Some,
    number_in,
    person_in,
)
from service.register.person import Person
from service.register.standing import last_record
from service.routes.documented import COMMAND, READ
from service.routes.fields import Body, ResidentId
from service.wiring import Service, json_response, service_of

router = routes_about("residents")

DOOR = Purpose.FRONT_DOOR, LegalBasis.WMO_INVESTIGATION
VIEW = ViewName("residents")


class Removal(Body):
    ground: RemovalGround


class Search(Body):
    """By number, or by family name and birth date."""

    citizen_service_number: Number | None = None
    family_name: Some | None = Field(None, description="With the birth date.")
    birth_date: Birth | None = None


class Found(BaseModel):
    """Somebody who was found: a pseudonym, and by what."""

    resident: str
    by: list[BlindKind]


class SearchResult(BaseModel):
    """Who stands in the register, under the record that is read now."""

    items: list[Found]
    read: int = Field(description="Where this search is on record.")


class RegisteredPerson(BaseModel):
    """What the register holds about a resident, as far as it was asked and may be shown."""

    model_config = ConfigDict(alias_generator=to_camel)

    resident: str
    read: int = Field(description="Where this read is on record.")
    given_names: str | None = None
    prefix: str | None = None
    family_name: str | None = None
    birth_date: str | None = Field(None, json_schema_extra={"format": "date"})
    citizen_service_number: str | None = None
    address: str | None = None
    postal_code: str | None = None
    town: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    channel: str | None = None
    needs: list[str] | None = None


@router.post("/residents", **COMMAND)
def register_resident(body: RegistrationBody, asked: AskedNow, request: Request) -> Response:
    """Inwoner inschrijven: once. Somebody alike in the register is asked about first."""
    service = service_of(request)
    resident = terms.ResidentId(asked.new("resident", body.resident))
    context, who = asked.context(*DOOR, body), _person(service, body)
    return asked.done(
        "RegisterResident", context,
        lambda: service.residents.register(context, resident, who, body.not_the_same_as),
        body, resident=resident,
    )  # fmt: skip


@router.post("/residents/{resident}/changes", **COMMAND)
def change_resident(
    resident: ResidentId, body: PersonBody, asked: AskedNow, request: Request
) -> Response:
    """Inwonergegevens wijzigen: the parts that are given; the others stay as they are."""
    service = service_of(request)
    context, to = asked.context(*DOOR, body), _person(service, body)
    return asked.done(
        "ChangeResident", context, lambda: service.residents.change(context, resident, to), body
    )


@router.post("/residents/{resident}/removals", **COMMAND)
def remove_resident(
    resident: ResidentId, body: Removal, asked: AskedNow, request: Request
) -> Response:
    """Inwoner uitschrijven (AVG 17): the row and its keys go, for good."""
    service = service_of(request)
    context = asked.context(Purpose.GOVERNANCE, LegalBasis.RIGHTS_REQUEST, body)
    return asked.done(
        "RemoveResident", context,
        lambda: service.residents.remove(context, resident, body.ground), body,
    )  # fmt: skip


@router.post("/resident-searches", **{**COMMAND, "response_model": SearchResult})
def search_residents(body: Search, asked: AskedNow, request: Request) -> Response:
    """Inwoner opzoeken, by number or by name and birth date: pseudonyms, and it is on record."""
    service, reader = service_of(request), reader_of(request)
    where = _where(service, body)
    found = service.residents.found(where)
    ends = last_record(service.journal, {each for some in found.values() for each in some})
    by = {end: [k for k, some in found.items() if {ends[r] for r in some} >= {end}]
          for end in sorted(set(ends.values()))}  # fmt: skip
    people = tuple(by)
    # A read of its own, under whatever key it is asked: numbers tried under one key would otherwise
    # be on record once where nobody is found, and not at all where somebody is.
    seen = reader.record(
        ReadList(context=reader.context(*DOOR), view=VIEW, rows=len(people), residents=people)
    )
    items = [{"resident": each, "by": kinds} for each, kinds in by.items()]
    return json_response({"items": items, "read": seen.position}, 201)


@router.get("/residents/{resident}", **{**READ, "response_model": RegisteredPerson})
def get_resident(
    resident: ResidentId,
    request: Request,
    part: Annotated[
        list[RegisterPart] | None,
        Query(description="What is asked for; left out: names and birth date.", max_length=5),
    ] = None,
) -> Response:
    """Inwoner inzien: as one of a team that helps, or at the door while none does."""
    service, reader = service_of(request), reader_of(request)
    parts = tuple(part or (RegisterPart.NAMES, RegisterPart.BIRTH_DATE))
    seen = reader.record(
        ReadRegister(context=reader.context(*DOOR), resident=resident, parts=parts)
    )
    who = service.residents.shown(resident, parts, seen.position)
    return json_response({"resident": resident, "read": seen.position, **_told(who)})


def _person(service: Service, body: PersonBody) -> Person:
    return person_in(body, real=service.real_numbers, today=day(service.now()))


def _where(service: Service, body: Search) -> dict[BlindKind, bytes]:
    """By what is searched. Raises Malformed."""
    keys, number = service.journal.keys, body.citizen_service_number
    if (body.family_name is None) != (body.birth_date is None):
        raise Malformed("birth_date: family name and birth date together, or neither")
    where = {}
    if (checked := number_in(number, real=service.real_numbers)) is not None:
        where[BlindKind.NUMBER] = by_number(keys, checked)
    if body.family_name is not None and body.birth_date is not None:
        where[BlindKind.NAME_AND_BIRTH] = by_name(keys, body.family_name, body.birth_date)
    if not where:
        raise Malformed("citizen_service_number: a number, or family name and birth date")
    return where


def _told(who: Person) -> dict[str, Any]:
    """What was opened, flat; what was not asked for, or is not there, is left out."""
    said: dict[str, Any] = {}
    if who.names is not None:
        said |= {"givenNames": who.names.given, "prefix": who.names.prefix}
        said["familyName"] = who.names.family
    if who.birth_date is not None:
        said["birthDate"] = who.birth_date
    if who.number is not None:
        said["citizenServiceNumber"] = who.number
    if who.contact is not None:
        said |= {to_camel(name): text for name, text in vars(who.contact).items()}
    if who.preferences is not None:
        said |= vars(who.preferences)
    return said
