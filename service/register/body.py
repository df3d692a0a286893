"""What is said of a person over HTTP, or on a line of a file that is imported: one flat form."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from domain.bsn import CitizenServiceNumber, NotANumber, checked
from domain.codes import Channel, Language, Need
from domain.command import Malformed
from service.register.person import Contact, Names, Person, Preferences
from service.routes.fields import Body, Day, ResidentId, fits

_TEXT: dict[str, Any] = {"pattern": "^[^\\u0000]*$"}
Short = Annotated[
    str,
    Field(max_length=200, json_schema_extra=_TEXT, description="Sealed in the register."),
    AfterValidator(fits),
]
Some = Annotated[Short, Field(min_length=1)]
Number = Annotated[
    str,
    Field(
        pattern="^[0-9]{9}$", min_length=9, max_length=9,
        description="Burgerservicenummer: nine digits that pass the eleven-test. Outside"
        " production one that begins with 9999. Sealed, and found by a keyed index alone.",
    ),
]  # fmt: skip
Birth = Annotated[Day, Field(description="Not after today.")]
OLDEST = 130
"""Nobody was born longer ago than this, in years: a typing error."""


class PersonBody(Body):
    """A person, or what changed of one: what is left out is not there, or stays as it is."""

    given_names: Short | None = None
    prefix: Short | None = Field(None, description="Tussenvoegsel.")
    family_name: Some | None = Field(None, description="With names, the birth date as well.")
    birth_date: Birth | None = None
    citizen_service_number: Number | None = None
    address: Short | None = Field(None, description="Street and number.")
    postal_code: Short | None = None
    town: Short | None = None
    phone: Short | None = None
    email: Short | None = None
    language: Language | None = None
    channel: Channel | None = Field(None, description="By what way the resident wants to be told.")
    needs: Annotated[tuple[Need, ...], Field(max_length=len(Need))] | None = None


class RegistrationBody(PersonBody):
    """A person who is to be registered."""

    resident: ResidentId | None = Field(None, description="Left out: a new resident.")
    family_name: Some
    birth_date: Birth
    not_the_same_as: Annotated[tuple[ResidentId, ...], Field(max_length=100)] = Field(
        (),
        description="Who has this name and birth date too, was looked at, and is somebody else.",
    )


def person_in(body: PersonBody, *, real: bool, today: date) -> Person:
    """The person that is told of. Raises Malformed, which names fields and no values.

    `real`: whether numbers of real people may be taken here.
    """
    names = contact = preferences = None
    if body.family_name is not None:
        names = Names(body.family_name, body.given_names or "", body.prefix or "")
    elif body.given_names is not None or body.prefix is not None:
        raise Malformed("family_name: with given names or a prefix, the family name as well")
    reached = (body.address, body.postal_code, body.town, body.phone, body.email)
    if any(each is not None for each in reached):
        contact = Contact(*(each or "" for each in reached))
    if (body.language, body.channel, body.needs) != (None, None, None):
        preferences = Preferences(
            body.language or Language.DUTCH, body.channel or Channel.LETTER, body.needs or ()
        )
    if body.birth_date is not None and not (
        today.year - OLDEST <= body.birth_date.year and body.birth_date <= today
    ):
        raise Malformed(f"birth_date: not after today, nor more than {OLDEST} years ago")
    return Person(
        names, body.birth_date, number_in(body.citizen_service_number, real=real), contact,
        preferences,
    )  # fmt: skip


def number_in(digits: str | None, *, real: bool) -> CitizenServiceNumber | None:
    """The citizen service number, if one is given. Raises Malformed, without the number."""
    if digits is None:
        return None
    try:
        return checked(digits, real=real)
    except NotANumber as error:
        raise Malformed(f"citizen_service_number: {error}") from None
