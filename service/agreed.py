"""How it stands with agreeing to help in a case: who said yes, and whose yes is missing now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.codes import AgreementState, Capacity
from domain.decisions.deciders import Group, Speaking
from domain.facts.agreement import HelpAgreement
from domain.facts.authority import Authority, Representation
from domain.facts.case import Case
from domain.law import Rules
from domain.terms import CaseId, CommandId, ResidentId, day
from service.ages import age_of
from service.wiring import Service


@dataclass(frozen=True)
class Agreed:
    """The agreement to help of a case's resident, on a day."""

    state: AgreementState
    given: Sequence[tuple[ResidentId, Capacity]]
    missing: Sequence[Group]
    """Of each of these groups one must still say yes; an empty one: nobody is known who can."""


def agreed(service: Service, case: CaseId, command: CommandId, ahead: int = 0) -> Agreed:
    """By the age, gezag and representation of now, or of so many days ahead; an age is looked up,
    on record and under an id that follows from that command, where others must agree as well.
    Raises StoreUnavailable."""
    journal = service.journal
    on = day(journal.now()) + timedelta(days=ahead)
    about, agreement = journal.known_now(Case(case), HelpAgreement(case))
    resident = about.resident
    said = agreement.of(resident)
    given = [(by, each.capacity) for by, each in said.items()]
    if not said:
        stands = resident in agreement.agreed
        own = [(resident, Capacity.SELF)] if stands else []
        state = AgreementState.AGREED if stands else AgreementState.NOT_AGREED
        return Agreed(state, own, ())
    age = age_of(service.residents, resident, command, service.genesis(), on)
    authority, representation = journal.known_now(Authority(resident), Representation(resident))
    if age is None:
        return Agreed(AgreementState.PENDING, given, ())
    now = Speaking(resident, age, authority, representation, Rules(), on)
    if resident in agreement.agreed and now.agree_still(said):
        return Agreed(AgreementState.AGREED, given, ())
    missing = [group for group in now.agree().groups if not group.keys() & said.keys()]
    return Agreed(AgreementState.PENDING, given, missing)
