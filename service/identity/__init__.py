"""Who is calling, told by an OIDC provider's token or, while developing, by one made here."""

from service.identity.assurance import FOR_RESIDENTS, Assurance
from service.identity.callers import (
    Caller,
    Identify,
    NotIdentified,
    ProviderAway,
    of_resident,
)
from service.identity.development import Tokens, issue, tokens_of

__all__ = [
    "FOR_RESIDENTS",
    "Assurance",
    "Caller",
    "Identify",
    "NotIdentified",
    "ProviderAway",
    "Tokens",
    "issue",
    "of_resident",
    "tokens_of",
]
