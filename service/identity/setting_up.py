"""Who tells callers here: the providers that were set, or development tokens where none was."""

from dataclasses import dataclass

from pydantic import SecretStr

from service.identity.bearer import Bearer, Callers
from service.identity.callers import Identify
from service.identity.development import tokens_of
from service.identity.provider import Asking, Provider
from service.settings import Settings

DEVELOPMENT = (
    "Development tokens say who is calling: whoever has this machine may call as anybody."
    " In production set WIJKBOEK_OIDC_ISSUER; from then on none of them is taken."
)


@dataclass(frozen=True)
class Providers:
    """Of workers and of residents, each where it was set."""

    workers: Asking | None = None
    residents: Asking | None = None

    def each(self) -> list[Asking]:
        """Those that were set."""
        return [asking for asking in (self.workers, self.residents) if asking is not None]


def providers_of(settings: Settings) -> Providers:
    """The providers that the settings name; nobody is asked anything yet."""
    own = f"wijkboek:{settings.municipality}"
    workers = residents = None
    if settings.oidc_issuer:
        workers = Provider(
            issuer=settings.oidc_issuer,
            audience=settings.oidc_audience or own,
            jwks_url=settings.oidc_jwks_url,
            acr=frozenset(settings.oidc_acr.split()),
            client_id=settings.oidc_client_id,
            client_secret=_said(settings.oidc_client_secret),
        )
    if settings.residents_issuer:
        residents = Provider(
            issuer=settings.residents_issuer,
            audience=settings.residents_audience or f"{own}:inwoners",
            jwks_url=settings.residents_jwks_url,
            residents=True,
            client_id=settings.residents_client_id,
            client_secret=_said(settings.residents_client_secret),
        )
    return Providers(
        None if workers is None else Asking(workers),
        None if residents is None else Asking(residents),
    )


def identify_by(settings: Settings, providers: Providers, callers: Callers) -> Identify:
    """Who tells callers of the API. Raises OSError."""
    askings = providers.each()
    if askings:
        return Bearer(askings, callers)
    return tokens_of(settings.home, settings.municipality)


def _said(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None
