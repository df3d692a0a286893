"""Workers: the staff register, and the keys that they sign their decisions with.

Workers are data subjects too: names go in bodies alone, and are shown to administrator and team
leader, after it is on record that they looked.
"""

from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from domain import terms
from domain.codes import LegalBasis, Purpose
from domain.decisions.staff import MOST_NAMES, EndSigningKey, ReadStaffNames, RegisterSigningKey
from service.asking import AskedNow
from service.entrance import routes_about
from service.identity.signed import LONGEST_SUBJECT
from service.reading import reader_of
from service.routes.documented import COMMAND, READ
from service.routes.fields import Body, PublicKey, Text, WorkerId
from service.routes.organisations import WHY
from service.staff.entry import Login, Member
from service.wiring import json_response, service_of

router = routes_about("workers")

_Said = Annotated[str, Field(min_length=1, max_length=LONGEST_SUBJECT, pattern="^[^\\u0000]*$")]


class SignsIn(BaseModel):
    """How somebody signs in: as the provider says it (claims `iss` and `sub`)."""

    issuer: _Said
    subject: _Said


class MemberBody(Body):
    name: Text
    login: SignsIn | None = Field(None, description="Left out: this worker signs in nowhere.")

    def member(self) -> Member:
        """What is sealed."""
        login = Login(self.login.issuer, self.login.subject) if self.login else None
        return Member(self.name, login)


class NewMember(MemberBody):
    worker: WorkerId | None = Field(None, description="The pseudonym. Left out: a new one.")


class Nothing(Body):
    """Nothing needs to be said."""


class SigningKey(Body):
    key: PublicKey


class Named(BaseModel):
    """A worker and what she is called."""

    worker: str
    name: str


class Names(BaseModel):
    """Names of workers, and where it is on record that they were read."""

    items: list[Named]
    read: int


@router.post("/workers", **COMMAND)
def register_worker(body: NewMember, asked: AskedNow, request: Request) -> Response:
    """Medewerker inschrijven: a name and a login, sealed; in the journal a pseudonym."""
    worker = terms.WorkerId(asked.new("worker", body.worker))
    staff, context = service_of(request).staff, asked.context(*WHY, body)
    return asked.done(
        "RegisterWorker", context, lambda: staff.register(context, worker, body.member()),
        body, worker=worker,
    )  # fmt: skip


@router.post("/workers/{worker}/changes", **COMMAND)
def change_worker(
    worker: WorkerId, body: MemberBody, asked: AskedNow, request: Request
) -> Response:
    """Medewerkergegevens wijzigen: this takes the place of what there was."""
    staff, context = service_of(request).staff, asked.context(*WHY, body)
    return asked.done(
        "ChangeWorker", context, lambda: staff.change(context, worker, body.member()), body
    )


@router.post("/workers/{worker}/removals", **COMMAND)
def remove_worker(worker: WorkerId, body: Nothing, asked: AskedNow, request: Request) -> Response:
    """Medewerker uitschrijven: the login opens nothing any more, and the name is gone."""
    staff, context = service_of(request).staff, asked.context(*WHY, body)
    return asked.done("RemoveWorker", context, lambda: staff.remove(context, worker), body)


@router.get("/workers", response_model=Names, **READ)
def get_workers(
    request: Request,
    worker: Annotated[list[WorkerId], Query(min_length=1, max_length=MOST_NAMES)],
) -> Response:
    """Namen van medewerkers, for administrator and team leader; that it was read is on record."""
    reader = reader_of(request)
    workers = tuple(dict.fromkeys(worker))
    context = reader.context(Purpose.GOVERNANCE, LegalBasis.GOVERNANCE)
    seen = reader.record(ReadStaffNames(context=context, workers=workers))
    names = service_of(request).staff.names(workers, seen.position)
    items = [{"worker": each, "name": names[each]} for each in workers if each in names]
    return json_response({"items": items, "read": seen.position})


@router.post("/signing-keys", **COMMAND)
def register_signing_key(body: SigningKey, asked: AskedNow) -> Response:
    """Handtekeningsleutel inschrijven: from now on one's own decisions stand only signed."""
    command = RegisterSigningKey(context=asked.context(*WHY, body), key=body.key)
    return asked.record(command, body)


@router.post("/workers/{worker}/signing-key-endings", **COMMAND)
def end_signing_key(worker: WorkerId, body: Nothing, asked: AskedNow) -> Response:
    """Handtekeningsleutel intrekken, where it was lost or its worker left."""
    command = EndSigningKey(context=asked.context(*WHY, body), worker=worker)
    return asked.record(command, body)
