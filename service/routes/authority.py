"""Who has a say for whom: gezag over a child, and who represents a resident."""

from pydantic import Field
from starlette.responses import Response

from domain.codes import (
    AuthorityKind,
    AuthoritySource,
    LegalBasis,
    Purpose,
    RepresentativeKind,
)
from domain.decisions.authority import (
    AppointRepresentative,
    EndAuthority,
    EndRepresentation,
    RecordAuthority,
)
from domain.decisions.parenthood import RecordParenthood
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import Body, Day, ResidentId

router = routes_about("authority")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION
LastDay = Field(None, description="The last day, if that is known: not before since.")


class Authority(Body):
    parent: ResidentId = Field(description="Somebody else than the child.")
    kind: AuthorityKind
    since: Day
    source: AuthoritySource
    until: Day | None = LastDay


class AuthorityEnd(Body):
    parent: ResidentId
    since: Day = Field(description="From this day on no longer.")
    source: AuthoritySource


class Parenthood(Body):
    parent: ResidentId = Field(description="Somebody else than the child.")
    source: AuthoritySource


class Representative(Body):
    representative: ResidentId = Field(description="Somebody else than the resident.")
    kind: RepresentativeKind
    since: Day
    source: AuthoritySource
    until: Day | None = LastDay


class RepresentativeEnd(Body):
    representative: ResidentId
    kind: RepresentativeKind
    since: Day = Field(description="From this day on no longer.")
    source: AuthoritySource


@router.post("/residents/{child}/authorities", **COMMAND)
def record_authority(child: ResidentId, body: Authority, asked: AskedNow) -> Response:
    """Gezag vastleggen (BW 1:245): from a register or a ruling, never from what a parent says."""
    command = RecordAuthority(
        context=asked.context(*WHY, body), child=child, parent=body.parent, kind=body.kind,
        since=body.since, source=body.source, until=body.until,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/residents/{child}/authority-ends", **COMMAND)
def end_authority(child: ResidentId, body: AuthorityEnd, asked: AskedNow) -> Response:
    """Gezag beëindigen: from a day on."""
    command = EndAuthority(
        context=asked.context(*WHY, body), child=child, parent=body.parent, since=body.since,
        source=body.source,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/residents/{child}/parents", **COMMAND)
def record_parenthood(child: ResidentId, body: Parenthood, asked: AskedNow) -> Response:
    """Ouderschap vastleggen (BW 1:377c): with gezag or without, from a register or a ruling."""
    command = RecordParenthood(
        context=asked.context(*WHY, body), child=child, parent=body.parent, source=body.source
    )
    return asked.record(command, body)


@router.post("/residents/{resident}/representatives", **COMMAND)
def appoint_representative(resident: ResidentId, body: Representative, asked: AskedNow) -> Response:
    """Vertegenwoordiger vastleggen (Jw 7.3.15): and by what right."""
    command = AppointRepresentative(
        context=asked.context(*WHY, body), resident=resident, representative=body.representative,
        kind=body.kind, since=body.since, source=body.source, until=body.until,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/residents/{resident}/representation-ends", **COMMAND)
def end_representation(resident: ResidentId, body: RepresentativeEnd, asked: AskedNow) -> Response:
    """Vertegenwoordiging beëindigen: from a day on."""
    command = EndRepresentation(
        context=asked.context(*WHY, body), resident=resident, representative=body.representative,
        kind=body.kind, since=body.since, source=body.source,
    )  # fmt: skip
    return asked.record(command, body)
