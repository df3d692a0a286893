"""What a resident is not shown of her own record now, as somebody could be in danger by it."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from domain.codes import AwarenessState, LegalBasis
from domain.fact import Event, Fact
from domain.facts.awareness import Awareness, NoticePostponed, NoticePostponementProposed
from domain.facts.contact import ContactAttempted, ContactHeld
from domain.facts.intake import SignalReceived
from domain.facts.meldcode import MeldcodeStepTaken, VtReported, Withheld
from domain.facts.refused import AttemptRefused
from domain.terms import CaseId, ResidentId, day, tag
from service.codec import decode
from service.for_safety import (
    ABOUT_SAFETY,
    LEFT,
    POSTPONING,
    Follows,
    ground_of,
    what_follows,
)
from service.journal import Journal
from service.persons import moved_here, not_anothers
from service.records import Item
from service.replay import known_by

TOLD_LATER = SignalReceived | NoticePostponementProposed | NoticePostponed
"""What somebody does not know yet for whom two decided that telling waits (AVG 14(5), UAVG 41)."""
CONTACT = ContactHeld | ContactAttempted
DONE = MeldcodeStepTaken | VtReported
JUDGING = frozenset({"JudgeAcuteSharing"})
KINDS = tuple(
    kind.__name__
    for some in (DONE, CONTACT, TOLD_LATER, LEFT)
    for kind in (AttemptRefused, *get_args(some))
)


def kept_for_safety(
    journal: Journal, residents: Sequence[ResidentId], known_at: datetime | None = None
) -> Follows:
    """What is kept back of the first of these records and what is read with it, and of whom it is
    not said that they received something.

    Of what was known at that moment; whether it is kept back, is asked of now. Raises
    StoreUnavailable.
    """
    about = [(f, case) for f in _own(journal, residents, known_at, KINDS) for case in _cases(f)]
    cases = sorted({case for _, case in about})
    folds = journal.known_now(*map(Withheld, cases), *map(Awareness, cases))
    known = dict(zip(cases, folds[: len(cases)], strict=True))
    aware = dict(zip(cases, folds[len(cases) :], strict=True))
    on = day(journal.now())
    waits = {
        case
        for case in cases
        if any(aware[case].state(each, on) is AwarenessState.POSTPONED for each in residents)
    }
    kept = {fact.position: fact for fact, case in about if _kept(known[case], case in waits, fact)}
    left = any(isinstance(fact.event, LEFT) for fact in kept.values())
    return what_follows(_own(journal, residents, known_at) if left else (), kept)


def _own(
    journal: Journal,
    residents: Sequence[ResidentId],
    known_at: datetime | None,
    kinds: tuple[str, ...] = (),
) -> list[Fact[Event]]:
    items = [Item(kinds, (tag("resident", each),)) for each in residents]
    filed = not_anothers(journal, known_by(journal, items, known_at), residents, known_at)
    here = moved_here(journal, residents, known_at)
    stored = {each.position: each for each in (*filed, *here) if not kinds or each.kind in kinds}
    return [decode(stored[position]) for position in sorted(stored)]


def _cases(fact: Fact[Event]) -> tuple[CaseId, ...]:
    """The cases whose safety this is about, or in which telling may wait."""
    event, left = fact.event, ground_of(fact) is not None
    if isinstance(event, AttemptRefused):
        told = event.attempted in ABOUT_SAFETY | POSTPONING | JUDGING
        return event.cases if left or told else ()
    if isinstance(event, LEFT):
        return (event.case,) if left and event.case else ()
    if isinstance(event, CONTACT):
        return (event.case,) if event.safety else ()
    return (event.case,) if isinstance(event, DONE | TOLD_LATER) else ()


def _kept(withheld: Withheld, waits: bool, fact: Fact[Event]) -> bool:
    event = fact.event
    if isinstance(event, DONE):
        return fact.position in withheld.positions
    attempted = event.attempted if isinstance(event, AttemptRefused) else ""
    if attempted in POSTPONING or isinstance(event, TOLD_LATER):
        return waits
    if attempted in JUDGING or ground_of(fact) is LegalBasis.VITAL_INTEREST:
        # Somebody else judges it, and she reads that: unless it would give away what is kept back.
        return bool(withheld.positions)
    return not withheld.lifted
