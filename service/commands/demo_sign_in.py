"""A provider to play with in the demo: invented people sign in, with a click and no password.

It is a package for development, which `./run test` installs; without it the demo says so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import uuid4

from pydantic import SecretStr

from domain.terms import CommandId
from service.acting import acting_for_the_service
from service.identity import Caller
from service.identity.bearer import FUNCTION, ORGANISATION
from service.opening import Opened, begun
from service.staff.entry import Login, Member
from service.staff.register import StaffRegister
from service.staff.rows import StaffRows

PACKAGE = "oidc_provider_mock"
SUBJECT = "medewerker"


class NoProvider(RuntimeError):
    """The package that plays a provider is not here."""

    def __init__(self) -> None:
        super().__init__(
            "The provider for the demo is a package for development: run ./run test --help once,"
            " which installs it, or leave --sign-in out."
        )


@contextmanager
def signing_in(opened: Opened, worker: Caller) -> Iterator[tuple[Opened, str]]:
    """The same journal, with a provider at which that worker signs in, and where to begin.

    From then on no development token is taken. Raises NoProvider.
    """
    if find_spec(PACKAGE) is None:
        raise NoProvider
    provider: Any = import_module(PACKAGE)
    claims = {FUNCTION: worker.function, ORGANISATION: worker.organisation}
    user = provider.User(sub=SUBJECT, claims=claims)
    settings = opened.settings
    # The port is part of who the issuer is: the next demo must find the same one.
    with provider.run_server_in_thread(port=settings.port + 2, user_claims=[user]) as server:
        issuer = f"http://localhost:{server.server_port}"
        base = f"http://{settings.host}:{settings.port}"
        changed = settings.model_copy(
            update={
                "oidc_issuer": issuer, "oidc_client_id": "wijkboek", "public_url": base,
                "oidc_client_secret": SecretStr("demo"),
            }
        )  # fmt: skip
        _registered(opened, worker, issuer)
        yield replace(opened, settings=changed), f"{base}/sign-in?to=/session"


def _registered(opened: Opened, worker: Caller, issuer: str) -> None:
    genesis = begun(opened.journal).event
    with StaffRows(opened.database) as rows:
        staff = StaffRegister(opened.journal, rows)
        if staff.worker_of(issuer, SUBJECT) == worker.worker:
            return
        context = acting_for_the_service(opened.journal, genesis, CommandId(str(uuid4())))
        member = Member("Een verzonnen medewerker", Login(issuer, SUBJECT))
        change = staff.change if staff.stands(worker.worker) else staff.register
        change(context, worker.worker, member)
