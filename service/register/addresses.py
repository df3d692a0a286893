"""Where residents are reached, for whoever sends them letters: names, contact, preferred way."""

from domain.codes import RegisterPart
from domain.command import Unknown
from domain.terms import ResidentId
from service.post.letter import Address
from service.register.register import Register

PARTS = (RegisterPart.NAMES, RegisterPart.CONTACT, RegisterPart.PREFERENCES)


class RegisterAddresses:
    """See `service.post.addresses.Residents`."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def address_of(self, resident: ResidentId, read: int) -> Address | None:
        """Opened on the strength of the fact at position `read`; None where nobody is registered.

        Raises WordsTampered, and what `KeyService.open` raises.
        """
        try:
            who = self._register.shown(resident, PARTS, read)
        except Unknown:
            return None
        if who.names is None:
            return None  # its key is gone
        where, prefers = who.contact, who.preferences.channel if who.preferences else None
        if where is None:
            return Address(who.names.whole())
        town = " ".join(part for part in (where.postal_code, where.town) if part)
        lines = tuple(line for line in (where.address, town) if line)
        return Address(who.names.whole(), lines, where.email or None, prefers)
