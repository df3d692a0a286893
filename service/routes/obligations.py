"""Obligations (verplichtingen): what must happen, by whom, by when and on what ground."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from domain.codes import Role, TermCode
from projections.views.obligations import obligations
from service.entrance import routes_about
from service.routes.fields import ApplicationId, CaseId, TeamId
from service.routes.views import LookNow, page_of

router = routes_about("views")


@router.get("/obligations", **page_of(obligations))
def get_obligations(
    look: LookNow,
    team: TeamId | None = None,
    case: CaseId | None = None,
    application: ApplicationId | None = None,
    code: TermCode | None = None,
    role: Role | None = None,
    called_for: Annotated[
        Literal["yes", "no"],
        Query(alias="calledFor", description="No: what may yet be called for, instead."),
    ] = "yes",
) -> Response:
    """Verplichtingen: due days follow from facts, law and configuration. Whether one is past, says
    the calendar of who asks."""
    return look.at(
        obligations, team=team, case=case, application=application, code=code, role=role,
        called_for=called_for == "yes",
    )  # fmt: skip
