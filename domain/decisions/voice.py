"""In one's own voice: a resident speaks for herself, or somebody who may speak for her."""

from datetime import date

from domain.codes import RepresentativeKind, Role
from domain.command import Refused
from domain.fact import Context
from domain.facts.authority import Representation
from domain.facts.municipality import Function
from domain.facts.ties import OnePerson
from domain.refusal import Refusal
from domain.terms import ResidentId

SPEAKS_FOR = frozenset(
    {RepresentativeKind.CURATOR, RepresentativeKind.MENTOR, RepresentativeKind.AUTHORISED}
)
"""Who reads a whole record for somebody else, and speaks on it: not who looks after the money
alone, nor a relative by that alone (our own reading of Jw 7.3.15 and BW 1:381, 1:453)."""


def in_own_voice(
    context: Context,
    function: Function,
    on: date,
    *records: Representation,
    person: OnePerson | None = None,
) -> Role:
    """As what somebody speaks who holds no function: the person whose records these are, under
    whichever of them or of what was merged with them, or for her. Raises Refused."""
    if function.role is not None:
        # Whoever calls in a function is a worker, even one registered under a resident's id.
        raise Refused(Refusal.NOT_YOURS)
    who = ResidentId(context.actor)
    own = {each.resident for each in records}
    if who in (own if person is None else own | person.records):
        return Role.RESIDENT
    said = (say for each in records for say in each.of(on))
    if who not in {say.by for say in said if say.kind in SPEAKS_FOR}:
        raise Refused(Refusal.NOT_YOURS)
    return Role.REPRESENTATIVE
