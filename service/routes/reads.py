"""Who looked (wie heeft gekeken): at a case, and at whatever is written about oneself, and why."""

from fastapi import Request
from starlette.responses import Response

from domain.codes import Part, ReadingRoute
from domain.decisions.reading import ReadRecord
from domain.terms import tag
from service.entrance import routes_about
from service.for_safety import NOTHING, Follows
from service.own_record import who_looked
from service.reading import Seen, reader_of
from service.routes.fields import CaseId, ResidentId
from service.routes.histories import HISTORY, InWhichLanguage, shown
from service.wiring import language_of, service_of
from service.withheld import kept_for_safety

router = routes_about("reads")

LOOKED = (Part.READING, Part.WORDS, Part.PEOPLE, Part.DATES)


@router.get("/cases/{case}/reads", **HISTORY)
def get_reads(case: CaseId, request: Request, language: InWhichLanguage = None) -> Response:
    """Wie keek in de zaak: every read, every list it stood in, every glass broken, and why."""
    reader = reader_of(request)
    command = ReadRecord(
        context=reader.by(ReadingRoute.CASE), case=case, parts=LOOKED, needed=Part.READING
    )
    return _looked(request, [tag("case", case)], reader.record(command), language)


@router.get("/residents/{resident}/reads", **HISTORY)
def get_reads_of_own_record(
    resident: ResidentId, request: Request, language: InWhichLanguage = None
) -> Response:
    """Wie keek in mijn dossier, en waarom: for a resident, in plain sentences."""
    seen = reader_of(request).own_record(resident)
    abouts = [tag("resident", each) for each in seen.residents]
    kept = kept_for_safety(service_of(request).journal, seen.residents)
    return _looked(request, abouts, seen, language, kept)


def _looked(
    request: Request, abouts: list[str], seen: Seen, language: str | None, kept: Follows = NOTHING
) -> Response:
    journal = service_of(request).journal
    told = who_looked(journal, abouts, language or language_of(request), seen.position, kept)
    return shown(told, seen)
