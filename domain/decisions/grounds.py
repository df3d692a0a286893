"""On what ground: a legal basis that is in force, and that carries what it is used for."""

from datetime import date

from domain.command import Refused
from domain.fact import Context
from domain.law import NotInForce, Rules
from domain.refusal import Refusal


def grounded(context: Context, on: date) -> None:
    """A basis (grondslag) counts from the day it is in force, and only for its own purposes
    (doelbinding, AVG 5(1)(b), 6(1)): what is not in the table is refused. Raises Refused."""
    try:
        basis = Rules.of(context.rules).basis(context.basis, on)
    except NotInForce:
        raise Refused(Refusal.BASIS_NOT_IN_FORCE) from None
    if context.purpose not in basis.purposes:
        raise Refused(Refusal.BASIS_NOT_FOR_THIS)
