"""The log, for anybody: its checkpoint and hashes (tlog-tiles), which tell only how much there is.

And a receipt for who sent a command.
"""

import re
from typing import Annotated

from fastapi import APIRouter, Header, Request
from starlette.responses import PlainTextResponse, Response

from domain.decisions.reading import ReadList
from domain.terms import ViewName
from service.entrance import Route, routes_about
from service.fixing.bundles import bundle as bundle_of
from service.fixing.place import NotaryUnusable
from service.fixing.receipts import Receipts
from service.fixing.standby import StandbyBehind
from service.notary.signer import SignerAway, SignerRefused
from service.notary.strict import Malformed
from service.notary.tiles import parse_path
from service.problems import Problem
from service.reading import reader_of
from service.routes.documented import READ
from service.routes.fields import CommandId
from service.wiring import service_of

TEXT = "text/plain; charset=utf-8"
WAIT = re.compile(r"wait=[1-9][0-9]{0,3}", re.ASCII)
ENTRIES = ViewName("log_entries")
LONGEST = 1.0
"""Seconds that a caller may wait for the proof."""

router = routes_about("receipts")
public = APIRouter(include_in_schema=False)
auditors = APIRouter(prefix="/v1", route_class=Route, include_in_schema=False)


@public.get("/v1/log/checkpoint")
def checkpoint(request: Request) -> Response:
    """The last checkpoint that was published."""
    found = service_of(request).public.checkpoint()
    if found is None:
        raise Problem("NOT_FOUND")
    return Response(found, media_type=TEXT, headers={"Cache-Control": "max-age=2"})


@auditors.get("/log/tile/entries/{bundle:path}")
def entries(bundle: str, request: Request) -> Response:
    """What the leaves of a tile are hashes of (tlog-tiles), for who audits: that is on record."""
    service, reader = service_of(request), reader_of(request)
    with service.lists.pool.connection() as connection:
        schema, size = service.database.schema, service.public.size()
        found = bundle_of(connection, schema, bundle, size)
    context = reader.in_a_list(of_people=False)
    reader.record(ReadList(context=context, view=ENTRIES, rows=len(found)))
    if not found:
        raise Problem("NOT_FOUND")
    headers = {"Cache-Control": "no-store"}
    return Response(b"".join(found), media_type="application/octet-stream", headers=headers)


@public.get("/v1/log/{tile:path}")
def hashes(tile: str, request: Request) -> Response:
    """A tile of hashes: never another once it is there."""
    try:
        found = service_of(request).public.tile(*parse_path(tile))
    except Malformed:
        found = None
    if found is None:
        raise Problem("NOT_FOUND")
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found, media_type="application/octet-stream", headers=headers)


@router.get("/commands/{command}/receipts", response_class=PlainTextResponse, **READ)
def get_receipt(
    command: CommandId,
    request: Request,
    prefer: Annotated[str, Header(description="`wait=1`: rather the proof, within a second.")] = "",
) -> Response:
    """Ontvangstbewijs: proof that what came of one's own command stands in the witnessed tree, or a
    signed promise that it will within ten seconds. Keep it: it can be held against us."""
    service = service_of(request)
    answer = service.journal.answer(command)
    if answer is None or answer.facts[0].context.actor != request.state.caller.worker:
        raise Problem("UNKNOWN", "There is no such command of yours.")
    receipts = Receipts(service.database.schema, service.notary, service.standby)
    position = answer.facts[0].position
    applied = {}
    if WAIT.fullmatch(prefer.strip()):  # RFC 7240 section 4.3
        receipts.wait(position, LONGEST)
        applied = {"Preference-Applied": "wait=1"}
    try:
        with service.lists.pool.connection() as connection:
            found = receipts.of(connection, position)
    except (NotaryUnusable, SignerAway, SignerRefused, StandbyBehind):
        raise nobody_signs() from None
    return Response(found, media_type=TEXT, headers=applied)


def nobody_signs() -> Problem:
    """What is answered where a proof is asked for and the signer is away, or there is none."""
    detail = "Nobody signs here now. What was recorded stands on record all the same."
    return Problem("UNAVAILABLE", detail, headers={"Retry-After": "60"})
