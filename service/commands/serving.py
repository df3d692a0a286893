"""`wijkboek serve` and `wijkboek token`: the HTTP service, and who may call it while developing."""

from rich.console import Console

from domain.terms import FunctionId, OrganisationId, WorkerId
from service.app import serve as serve_http
from service.identity import Caller, issue
from service.identity.setting_up import DEVELOPMENT, providers_of
from service.opening import Opened, begun
from service.simulated import LABEL


class TokenRefused(ValueError):
    """A token for nobody: the message says what is wrong with whom it is for."""


def serve(
    opened: Opened,
    console: Console,
    *,
    host: str | None = None,
    port: int | None = None,
    follow: bool = False,
) -> None:
    """Serve until stopped; with `follow`, a thread keeps the views caught up. Raises NotBegun."""
    first = begun(opened.journal)
    settings = opened.settings
    where = f"http://{host or settings.host}:{settings.port if port is None else port}"
    label = f"[bold red]{LABEL}[/] " if first.event.simulated else ""
    console.print(f"{label}{settings.municipality} at {where}. Stop with Ctrl-C.", highlight=False)
    if not providers_of(settings).each():
        console.print(f"[yellow]{DEVELOPMENT}[/]", highlight=False)
    serve_http(opened, host, port, follow=follow)


def token(
    opened: Opened,
    console: Console,
    worker: str | None,
    function: str | None,
    organisation: str | None,
    hours: int,
) -> None:
    """Print a token that says who calls. Raises NotBegun, TokenRefused."""
    if providers_of(opened.settings).each():
        raise TokenRefused(
            "An OIDC provider says who is calling here (WIJKBOEK_OIDC_ISSUER): no development"
            " token is taken. Ask that provider for one."
        )
    event = begun(opened.journal).event
    caller = Caller(
        WorkerId(worker or event.worker),
        FunctionId(function or event.function),
        OrganisationId(organisation or event.organisation),
    )
    try:
        made = issue(opened.settings.home, opened.settings.municipality, caller, hours * 3600)
    except ValueError as error:
        raise TokenRefused(f"--{error}") from None
    console.print(made, soft_wrap=True, highlight=False)
