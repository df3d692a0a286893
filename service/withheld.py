"""What a resident is not shown of her own record now, as somebody could be in danger by it."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from domain.codes import AwarenessState, LegalBasis
from domain.fact import Event, Fact
from domain.facts.awareness import Awareness, NoticePostponed, NoticePostponementProposed
from domain.facts.disclosure import DisclosureMade
from domain.facts.intake import SignalReceived
from domain.facts.meldcode import MeldcodeStepTaken, VtReported, Withheld
from domain.facts.message import MessageOrdered
from domain.facts.refused import AttemptRefused
from domain.facts.third_party import ThirdPartyAsked
from domain.terms import CaseId, ResidentId, day, tag
from service.codec import decode
from service.journal import Journal
from service.persons import moved_here, not_anothers
from service.records import Item
from service.replay import known_by

ABOUT_SAFETY = frozenset({"TakeMeldcodeStep", "ReportToSafeAtHome", "LiftWithholding"})
"""What was asked in vain says as much as what was done."""
POSTPONING = frozenset({"ProposePostponement", "PostponeNotice"})
TOLD_LATER = SignalReceived | NoticePostponementProposed | NoticePostponed
"""What somebody does not know yet for whom two decided that telling waits (AVG 14(5), UAVG 41)."""
ON_SUCH_A_GROUND = frozenset({LegalBasis.SAFE_AT_HOME_REPORT, LegalBasis.SAFE_AT_HOME_TASK})
"""On which something leaves the team for Veilig Thuis, or is asked of it."""
LEFT = DisclosureMade | ThirdPartyAsked | MessageOrdered
DONE = MeldcodeStepTaken | VtReported
KINDS = tuple(
    kind.__name__
    for kind in (AttemptRefused, *get_args(DONE), *get_args(TOLD_LATER), *get_args(LEFT))
)


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
    about = [(fact, case) for fact in map(decode, own) for case in _cases(fact)]
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
    return {fact.position for fact, case in about if _kept(known[case], case in waits, fact)}


def _cases(fact: Fact[Event]) -> tuple[CaseId, ...]:
    """The cases whose safety this is about, or in which telling may wait."""
    event, left = fact.event, fact.context.basis in ON_SUCH_A_GROUND
    if isinstance(event, AttemptRefused):
        return event.cases if left or event.attempted in ABOUT_SAFETY | POSTPONING else ()
    if isinstance(event, LEFT):
        return (event.case,) if left and event.case else ()
    return (event.case,) if isinstance(event, DONE | TOLD_LATER) else ()


def _kept(withheld: Withheld, waits: bool, fact: Fact[Event]) -> bool:
    event = fact.event
    if isinstance(event, DONE):
        return fact.position in withheld.positions
    postponing = isinstance(event, AttemptRefused) and event.attempted in POSTPONING
    if postponing or isinstance(event, TOLD_LATER):
        return waits
    return not withheld.lifted
