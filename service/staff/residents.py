"""Which resident a provider's subject is: DigiD says a citizen service number, found blind."""

import re

from domain.bsn import CitizenServiceNumber
from domain.terms import ResidentId
from service.identity.bearer import ResidentOf
from service.register.blind import BlindKind
from service.register.blind import by_number as where
from service.register.register import Register

_SUBJECT = re.compile(r"(?:s00000000:|urn:[a-z0-9:.-]{1,80}:)?(\d{9})", re.ASCII)
"""A number, as it is or with what SAML brokers of DigiD put before it (from knowledge)."""


def by_number(register: Register) -> ResidentOf:
    """Looks a subject up in the register of residents; None for no number, none there, or two."""

    def resident_of(issuer: str, subject: str) -> ResidentId | None:
        number = _SUBJECT.fullmatch(subject)
        if number is None:
            return None
        blind = where(register.keys, CitizenServiceNumber(number[1]))
        found = register.found({BlindKind.NUMBER: blind})[BlindKind.NUMBER]
        return found[0] if len(found) == 1 else None

    return resident_of
