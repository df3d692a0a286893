"""What a resident is not shown of her own record now, as somebody could be in danger by it."""

from collections.abc import Sequence
from datetime import datetime

from domain.fact import Event, Fact
from domain.facts.meldcode import MeldcodeStepTaken, VtReported, Withheld
from domain.facts.refused import AttemptRefused
from domain.terms import CaseId, ResidentId, tag
from service.codec import decode
from service.journal import Journal
from service.persons import moved_here, not_anothers
from service.records import Item
from service.replay import known_by

ABOUT_SAFETY = frozenset({"TakeMeldcodeStep", "ReportToSafeAtHome", "LiftWithholding"})
"""What was asked in vain says as much as what was done."""
KINDS = (MeldcodeStepTaken.__name__, VtReported.__name__, AttemptRefused.__name__)


def kept_for_safety(
    journal: Journal, residents: Sequence[ResidentId], known_at: datetime | None = None
) -> set[int]:
    """The positions of what is kept back of the first of these records and what is read with it.

    Of what was known at that moment; whether it is kept back, is asked of now. Raises
    StoreUnavailable.
    """
    items = [Item(KINDS, (tag("resident", each),)) for each in residents]
    filed = not_anothers(journal, known_by(journal, items, known_at), residents, known_at)
    own = (*filed, *moved_here(journal, residents, known_at))
    about = [(fact, case) for fact in map(decode, own) for case in _cases(fact.event)]
    cases = sorted({case for _, case in about})
    known = dict(zip(cases, journal.known_now(*map(Withheld, cases)), strict=True))
    return {fact.position for fact, case in about if _kept(known[case], fact)}


def _cases(event: Event) -> tuple[CaseId, ...]:
    """The cases whose safety this is about."""
    if isinstance(event, AttemptRefused):
        return event.cases if event.attempted in ABOUT_SAFETY else ()
    return (event.case,) if isinstance(event, MeldcodeStepTaken | VtReported) else ()


def _kept(withheld: Withheld, fact: Fact[Event]) -> bool:
    if isinstance(fact.event, AttemptRefused):
        return bool(withheld.positions) or not withheld.shown
    return fact.position in withheld.positions
