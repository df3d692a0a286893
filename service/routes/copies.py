"""A copy of one's own record to take away: sealed, with its proof, and to read.

What left the house cannot be kept back any more: what is about safety is in neither.
"""

from dataclasses import replace

from fastapi import Request
from starlette.responses import PlainTextResponse, Response

from domain.codes import Part
from domain.terms import tag
from service.confided import kept_from_who_speaks
from service.entrance import routes_about
from service.fixing.exporting import as_stored, own_export
from service.fixing.place import NotaryUnusable
from service.for_safety import Follows
from service.notary.lines import parse_lines
from service.notary.signer import SignerAway, SignerRefused
from service.opening import begun
from service.own_record import record_told, who_looked, who_received
from service.readable_copy import Copied, readable_copy
from service.reading import Seen, reader_of
from service.routes.documented import READ
from service.routes.fields import ResidentId
from service.routes.histories import InWhichLanguage
from service.routes.log import TEXT, nobody_signs
from service.wiring import language_of, service_of
from service.withheld import kept_for_safety

router = routes_about("copies")


@router.get("/residents/{resident}/exports", response_class=PlainTextResponse, **READ)
def get_own_export(resident: ResidentId, request: Request) -> Response:
    """Verzegeld afschrift (AVG 15, 20): all facts about oneself, each with its proof; to be checked
    offline, by anybody, against a checkpoint that outsiders witnessed."""
    seen, kept = _to_take_away(request, resident)
    said = 'attachment; filename="afschrift.jsonl"'
    content = _sealed(request, seen, kept)
    return Response(content, media_type=TEXT, headers={"Content-Disposition": said})


@router.get("/residents/{resident}/copies", response_class=Response, **READ)
def get_own_copy(
    resident: ResidentId, request: Request, language: InWhichLanguage = None
) -> Response:
    """Afschrift om te lezen (AVG 15): all that is written about oneself in plain sentences, who
    received something and who looked, as PDF/A with the sealed export inside it."""
    seen, kept = _to_take_away(request, resident)
    service, speaks = service_of(request), language or language_of(request)
    journal, read = service.journal, seen.position
    export = _sealed(request, seen, kept)
    facts = [line for line in parse_lines(export) if "nth" in line]
    abouts = [tag("resident", each) for each in seen.residents]
    copied = Copied(
        begun(journal).event.name,
        service.now(),
        record_told(
            journal,
            seen.residents,
            None,
            speaks,
            read=read,
            parts=seen.parts,
            hidden=kept.positions,
        ),
        who_received(journal, abouts, seen.residents, speaks, read, kept.positions),
        who_looked(journal, abouts, speaks, read, kept),
        export,
        len(facts),
        sum("withheld" in line for line in facts),
    )
    headers = {"Content-Disposition": 'attachment; filename="afschrift.pdf"'}
    content = readable_copy(copied, speaks)
    return Response(content, media_type="application/pdf", headers=headers)


def _to_take_away(request: Request, resident: ResidentId) -> tuple[Seen, Follows]:
    """A read on record, without what may not leave; and what is kept back."""
    seen = reader_of(request).own_record(resident)
    journal = service_of(request).journal
    kept = kept_for_safety(journal, seen.residents)
    left_out = {Part.SAFETY, Part.REFUSALS} if kept.positions else {Part.SAFETY}
    told = kept_from_who_speaks(journal, seen)
    kept = kept._replace(positions=kept.positions | told)
    return replace(seen, parts=seen.parts - left_out), kept


def _sealed(request: Request, seen: Seen, kept: Follows) -> bytes:
    service = service_of(request)
    try:
        with as_stored(service.database) as stored:
            return own_export(
                service.journal, stored, service.notary, seen.residents, seen.position,
                seen.parts, kept.positions,
            )  # fmt: skip
    except (NotaryUnusable, SignerAway, SignerRefused):
        raise nobody_signs() from None
