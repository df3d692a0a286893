"""The HTTP service: every route under /v1, every error a problem, and a server to run it."""

import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from types import FrameType

import uvicorn
from fastapi import FastAPI

from domain.fact import Event, Fact
from domain.facts.message import MessageOrdered
from service.carrying import Carrier
from service.documents import documented
from service.failing import HANDLERS
from service.fixing.apart import NotaryApart
from service.fixing.backlog import Backlog
from service.fixing.place import place_of
from service.fixing.setting_up import notary_of
from service.fixing.standby import standby_of
from service.follow import Follower
from service.identity import Identify
from service.identity.bearer import Callers
from service.identity.pages import pages_of
from service.identity.setting_up import identify_by, providers_of
from service.limits import Limits
from service.lists import Lists
from service.observe import API_VERSION, Metrics, Observed, quiet_logs
from service.opening import Opened, genesis
from service.post.wiring import sender_of
from service.register.register import Register
from service.register.rows import Rows
from service.routes import (
    access,
    agreements,
    applications,
    attachments,
    authority,
    awareness,
    break_glass,
    budgets,
    case_agreements,
    cases,
    commands,
    confidences,
    configuration,
    contacts,
    copies,
    destructions,
    disclosures,
    histories,
    intake,
    log,
    mandates,
    messages,
    notes,
    obligations,
    operations,
    organisations,
    own_attachments,
    participations,
    permissions,
    proofs,
    reads,
    recipients,
    records,
    referrals,
    relations,
    reports,
    residents,
    rights,
    safety,
    sign_in,
    statements,
    teams,
    terms,
    unaware,
    views,
)
from service.routes import (
    staff as workers,
)
from service.staff.register import StaffRegister
from service.staff.residents import by_number
from service.staff.rows import StaffRows
from service.threads import tell_of_ends
from service.tombstones import remember
from service.watching import Watch
from service.wiring import Service

NOUNS = (
    operations,
    log,
    sign_in,
    intake,
    awareness,
    cases,
    agreements,
    permissions,
    proofs,
    referrals,
    disclosures,
    applications,
    budgets,
    mandates,
    rights,
    case_agreements,
    organisations,
    relations,
    teams,
    workers,
    participations,
    residents,
    records,
    authority,
    confidences,
    histories,
    reads,
    break_glass,
    access,
    destructions,
    commands,
    messages,
    configuration,
    terms,
    obligations,
    contacts,
    copies,
    safety,
    unaware,
    recipients,
    statements,
    reports,
    attachments,
    own_attachments,
    notes,
    views,
)

_AUTOCOMMIT = {"autocommit": True}


def create_app(
    opened: Opened, *, identify: Identify | None = None, limits: Limits | None = None
) -> FastAPI:
    """The application for one open journal. `identify` tells who calls (default: tokens)."""
    app = application()
    staff = StaffRegister(opened.journal, StaffRows(opened.database))
    residents = Register(
        opened.journal, Rows(opened.database), partial(remember, opened.settings.home)
    )
    providers = providers_of(opened.settings)
    schema, place = opened.database.schema, place_of(opened.settings)
    readers = opened.database.pool("reader", kwargs=_AUTOCOMMIT)
    callers = Callers(staff.worker_of, by_number(residents), lambda: service.genesis().organisation)
    app.state.service = service = Service(
        journal=opened.journal,
        database=opened.database,
        identify=identify or identify_by(opened.settings, providers, callers),
        body_limit=opened.settings.body_limit,
        limits=limits or Limits(),
        lists=Lists(schema, readers),
        residents=residents,
        staff=staff,
        pages=pages_of(opened.settings, providers, callers),
        notary=place,
        backlog=Backlog(schema, readers, place, opened.settings.notary_backlog),
        standby=standby_of(opened.settings),
        production=opened.settings.production,
        metrics=Metrics(),
    )
    app.add_middleware(Observed, metrics=service.metrics)
    return app


def application() -> FastAPI:
    """The routes and how they fail, without a journal yet: enough for the OpenAPI document."""
    app = FastAPI(
        title="Wijkboek", version=API_VERSION, openapi_url=None, docs_url=None, redoc_url=None,
        redirect_slashes=False, lifespan=_with_pool,
    )  # fmt: skip
    for noun in NOUNS:
        # Flat, and not included: one look for a match, and one place to ask which methods match.
        app.router.routes.extend(noun.router.routes)
    for outside in (log.auditors, log.public):  # of the latter, the last takes any path
        app.router.routes.extend(outside.routes)
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    documented(app)
    return app


@asynccontextmanager
async def _with_pool(app: FastAPI) -> AsyncIterator[None]:
    """The readers' connections, while the application runs."""
    service = app.state.service
    with service.lists.pool, service.residents.rows, service.staff.rows:
        yield


def serve(
    opened: Opened, host: str | None = None, port: int | None = None, *, follow: bool = False
) -> None:
    """Serve until SIGTERM or SIGINT; then finish what was accepted, and close the journal.

    Letters are sent by a thread of this process; with `follow`, another keeps the views caught up.
    Where there is a notary, a process of its own fixes facts in the tree. Where the log signed for
    more facts than there are, nothing is recorded. Raises NotaryUnusable.
    """
    settings = opened.settings
    quiet_logs(settings.log_level)
    tell_of_ends()
    app = create_app(opened)
    follower = Follower(opened.database) if follow else None
    sender = sender_of(opened)
    first = genesis(opened.journal)
    place = place_of(settings)
    watch = Watch(opened.journal, opened.database, first, place.signed_for) if first else None
    notary = None
    if place.begun():
        notary = notary_of(opened.database, place)  # it looks, and has another do the work
        notary.lost = partial(setattr, opened.journal.store, "read_only", True)
        notary.check()
    apart = None if notary is None else NotaryApart(settings, notary)
    working = [each for each in (follower, sender, watch, apart) if each is not None]
    carrier = Carrier(opened)

    def wake(facts: Sequence[Fact[Event]]) -> None:
        if follower is not None:
            follower.wake()
        if sender is not None and any(isinstance(fact.event, MessageOrdered) for fact in facts):
            sender.wake()

    app.state.service.recorded = wake
    app.state.service.approved = carrier.wake
    for each in (*working, carrier):
        each.start()
    app.state.service.threads = {
        type(each).__name__.lower(): each.runs for each in (*working, carrier)
    }
    config = uvicorn.Config(
        app, host=host or settings.host,
        port=settings.port if port is None else port,
        log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=25,
    )  # fmt: skip
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        # uvicorn repeats the signal when it has stopped: `_stop` then ends this in good order.
        uvicorn.Server(config).run()
    finally:
        signal.signal(signal.SIGTERM, before)
        for each in (*working, carrier):
            each.stop()
        opened.journal.close()


def _stop(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)
