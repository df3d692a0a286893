"""On what ground: a legal basis that is in force, and that carries what it is used for."""

from collections.abc import Sequence
from datetime import date

from domain.codes import DataCategory, Subject
from domain.command import Refused
from domain.fact import Context
from domain.law import NotInForce, Rules
from domain.law.rows import Sharing
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


def lets_go(
    context: Context, categories: Sequence[DataCategory], about: Subject, on: date
) -> Sharing:
    """What the ground lets out for that purpose: unknown combinations, nothing. Raises Refused."""
    try:
        lets = Rules.of(context.rules).sharing(context.basis, context.purpose, on)
    except NotInForce:
        raise Refused(Refusal.DATA_NOT_FOR_THIS) from None
    if about not in lets.about or not set(categories) <= set(lets.categories):
        raise Refused(Refusal.DATA_NOT_FOR_THIS)
    return lets
