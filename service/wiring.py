"""What the routes work with: one journal and all that is kept beside it while it is served."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import orjson
from fastapi import Request
from starlette.responses import Response

from domain.fact import Event, Fact
from domain.facts.municipality import JournalOpened
from service.codec import decode
from service.database import Database
from service.fixing.backlog import Backlog
from service.fixing.place import Place
from service.fixing.publishing import Public
from service.fixing.standby import Standby
from service.identity import Identify
from service.identity.pages import Pages
from service.journal import Journal
from service.limits import Limits, Pace
from service.lists import Lists
from service.observe import Metrics
from service.problems import Problem
from service.register.register import Register
from service.staff.register import StaffRegister
from service.threads import Running

JSON = "application/json"


def _nobody(facts: Sequence[Fact[Event]] = ()) -> None:
    """Nobody waits in this process."""


@dataclass
class Service:
    """What the routes work with."""

    journal: Journal
    database: Database
    identify: Identify
    body_limit: int
    limits: Limits
    lists: Lists
    residents: Register
    staff: StaffRegister
    pages: Pages
    notary: Place
    backlog: Backlog
    standby: Standby | None = None
    """Who must have a fact on its disk before it is promised."""
    production: bool = False
    metrics: Metrics = field(default_factory=Metrics)
    recorded: Callable[[Sequence[Fact[Event]]], None] = _nobody
    """Told what was recorded: a follower in this process need not look by itself."""

    approved: Callable[[], None] = _nobody
    """Told that a destruction was approved: whoever carries it out looks now."""

    threads: Running = field(default_factory=dict)
    """The threads of this process that must run for it to be ready."""

    def __post_init__(self) -> None:
        self.requests = Pace(self.limits.requests, "TOO_MANY_REQUESTS")
        self.refusals = Pace(self.limits.refusals, "TOO_MANY_REFUSALS")
        self._genesis: JournalOpened | None = None

    @property
    def public(self) -> Public:
        """What anybody may see of the tree."""
        return Public(self.notary.public)

    def genesis(self) -> JournalOpened:
        """The first fact: whose journal this is, and whether its clock is real. Raises Problem."""
        if self._genesis is None:
            first = self.journal.store.read(limit=1).facts
            event = decode(first[0]).event if first else None
            if not isinstance(event, JournalOpened):
                raise Problem("NOT_OPENED", headers={"Retry-After": "60"})
            self._genesis = event
        return self._genesis

    def simulated(self) -> bool:
        """Whether this journal is simulated, as far as it has begun. Raises StoreUnavailable."""
        try:
            return self.genesis().simulated
        except Problem:
            return False

    @property
    def real_numbers(self) -> bool:
        """Whether citizen service numbers of people who exist may be taken here. Raises Problem."""
        return self.production and not self.genesis().simulated

    def settled(self) -> None:
        """That a standby has what is on record, before that is answered once more: nobody may have
        waited for it, where a server was stopped in between. Raises StandbyBehind."""
        if self.standby is not None and self.notary.begun():
            with self.lists.pool.connection() as connection:
                self.standby.wait(connection)

    def now(self) -> datetime:
        """What time it is, aware UTC: in a simulated journal the time that it walks through."""
        return self.journal.now() if self.genesis().simulated else datetime.now(UTC)


def service_of(request: Request) -> Service:
    return cast("Service", request.app.state.service)


def language_of(request: Request) -> str:
    """Dutch, unless the caller would rather have English (Accept-Language)."""
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "en" if wanted.startswith("en") else "nl"


def json_response(
    body: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(body), status, headers, JSON)
