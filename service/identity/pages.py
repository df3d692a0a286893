"""What pages need to know who looks at them: sessions, and with whom people sign in."""

import os
from dataclasses import dataclass

from service.identity.bearer import Callers
from service.identity.provider import Asking
from service.identity.sessions import Seal, Sessions, seal_of
from service.identity.setting_up import Providers
from service.identity.signing_in import SigningIn
from service.settings import Settings


@dataclass(frozen=True)
class Pages:
    """Of one service: its own address as browsers see it, its sessions, its providers."""

    public_url: str
    sessions: Sessions
    workers: SigningIn | None
    residents: SigningIn | None

    def of(self, *, resident: bool) -> SigningIn | None:
        """With whom a resident, or else a worker, signs in; None where that is not set."""
        return self.residents if resident else self.workers


def pages_of(settings: Settings, providers: Providers, callers: Callers) -> Pages:
    """As the settings say. Raises OSError."""
    url = settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    # Where nobody can sign in, nothing is kept: not even the key.
    there = any(asking.provider.client_id for asking in providers.each())
    seal = seal_of(settings.home, settings.municipality) if there else Seal(os.urandom(32))
    # A cookie of that prefix is taken by browsers from this very host alone, over https.
    host = "__Host-" if url.startswith("https:") else ""
    secure = "__Secure-" if host else ""

    def signing_in(asking: Asking | None, path: str, name: str) -> SigningIn | None:
        if asking is None or not asking.provider.client_id:
            return None
        return SigningIn(asking, callers, seal, f"{url}/sign-in/callback{path}", f"{secure}{name}")

    return Pages(
        public_url=url,
        sessions=Sessions(seal, f"{host}wijkboek-session"),
        workers=signing_in(providers.workers, "", "wijkboek-worker"),
        residents=signing_in(providers.residents, "/resident", "wijkboek-resident"),
    )
