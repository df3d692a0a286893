"""What a municipality sets for itself (configuratie): dated, published, never below the law."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import (
    Channel,
    Law,
    LegalBasis,
    LimitCode,
    ProviderModel,
    Purpose,
    Role,
    Step,
    TermCode,
    TermUnit,
)
from domain.decisions.configuration import PublishConfiguration
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import Body, Cents, Day, OrganisationId, Publication

router = routes_about("configuration")

WHY = Purpose.GOVERNANCE, LegalBasis.GOVERNANCE


class AdoptedTerm(BaseModel):
    """A term in place of the law's: never longer than it."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True)

    term: TermCode
    length: Annotated[int, Field(strict=True, ge=1, le=1000)]
    unit: TermUnit


class AdoptedLimit(BaseModel):
    """A limit in place of the law's: never more than it."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True)

    limit: LimitCode
    most: Annotated[int, Field(strict=True, ge=1, le=1000)]


class Version(Body):
    version: Annotated[int, Field(strict=True, ge=1, le=100_000)] = Field(
        description="The number after that of the version before; 1 for the first."
    )
    since: Day = Field(description="The first day on which it holds: today or later.")
    laws: Annotated[tuple[Law, ...], Field(min_length=1, max_length=len(Law))]
    terms: Annotated[
        tuple[AdoptedTerm, ...], Field(max_length=len(TermCode), description="Each term once.")
    ] = ()
    publication: Publication
    most_spent: Cents | None = Field(
        None, description="The most that a team spends at once without going up, in euro cents."
    )
    spenders: Annotated[tuple[Role, ...], Field(max_length=len(Role))] = Field(
        (), description="The functions that may spend; none: every one that has a mandate."
    )
    roles: Annotated[tuple[Role, ...], Field(max_length=len(Role))] = Field(
        (), description="The functions in use; none: all. Those that the law asks for stay."
    )
    channels: Annotated[tuple[Channel, ...], Field(max_length=len(Channel))] = Field(
        (), description="How residents are written to; none: every way. Never without letters."
    )
    steps: Annotated[tuple[Step, ...], Field(max_length=len(Step))] = Field(
        (), description="What goes before a plan, in this order, besides what the law puts first."
    )
    provider_model: ProviderModel | None = Field(
        None, description="Whose the teams are; left out: of any organisation."
    )
    limits: Annotated[
        tuple[AdoptedLimit, ...], Field(max_length=len(LimitCode), description="Each limit once.")
    ] = ()


@router.post("/organisations/{organisation}/configurations", **COMMAND)
def publish_configuration(organisation: OrganisationId, body: Version, asked: AskedNow) -> Response:
    """Configuratie bekendmaken: a whole version, from a day on."""
    command = PublishConfiguration(
        context=asked.context(*WHY, body), organisation=organisation, version=body.version,
        since=body.since, laws=body.laws, terms=tuple(t.term for t in body.terms),
        lengths=tuple(t.length for t in body.terms), units=tuple(t.unit for t in body.terms),
        publication=body.publication, most_spent=body.most_spent, spenders=body.spenders,
        roles=body.roles, channels=body.channels, steps=body.steps,
        provider_model=body.provider_model, limits=tuple(x.limit for x in body.limits),
        mosts=tuple(x.most for x in body.limits),
    )  # fmt: skip
    return asked.record(command, body)
