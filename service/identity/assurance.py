"""How surely somebody is known: the levels of DigiD and eIDAS, under the names providers use."""

from enum import StrEnum

_URN = "urn:oasis:names:tc:SAML:2.0:ac:classes"


class Assurance(StrEnum):
    """Betrouwbaarheidsniveau, from the lowest to the highest (`at_least` compares)."""

    BASIS = "basis"
    MIDDEN = "midden"
    SUBSTANTIEEL = "substantieel"
    HOOG = "hoog"

    def at_least(self, other: "Assurance") -> bool:
        """Whether this is as sure as the other, or surer."""
        order = list(Assurance)
        return order.index(self) >= order.index(other)


FOR_RESIDENTS = Assurance.SUBSTANTIEEL
"""What a resident needs at least, to see what is written about her (inzage)."""

NAMES: dict[str, Assurance] = {
    **{level.value: level for level in Assurance},
    # DigiD's own, as its SAML interface and brokers over OIDC say them (from knowledge).
    f"{_URN}:PasswordProtectedTransport": Assurance.BASIS,
    f"{_URN}:MobileTwoFactorContract": Assurance.MIDDEN,
    f"{_URN}:Smartcard": Assurance.SUBSTANTIEEL,
    f"{_URN}:SmartcardPKI": Assurance.HOOG,
    # eIDAS, Implementing Regulation 2015/1502 (from knowledge).
    "http://eidas.europa.eu/LoA/low": Assurance.BASIS,
    "http://eidas.europa.eu/LoA/substantial": Assurance.SUBSTANTIEEL,
    "http://eidas.europa.eu/LoA/high": Assurance.HOOG,
}
"""By the value of the claim `acr` (OpenID Connect Core 1.0, 2)."""


def assurance_of(acr: object) -> Assurance | None:
    """The level that a claim `acr` says; None for one that is not known: then it is none at all."""
    return NAMES.get(acr) if isinstance(acr, str) else None
