"""What a parent is shown of a child: not what it confided, nor what is done for its safety."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.codes import LegalBasis, MaskReason
from domain.facts.awareness import NoticePostponed, NoticePostponementProposed
from domain.facts.concern import ClassificationEndorsed, ConcernClassified
from domain.facts.confidence import Confidences
from domain.facts.contact import ContactAttempted, ContactHeld
from domain.facts.disclosure import AcuteSharingJudged
from domain.facts.meldcode import MeldcodeStepTaken, VtReported, WithholdingLifted
from domain.facts.refused import AttemptRefused
from domain.filing import identities
from domain.terms import ResidentId, tag
from service.codec import Stored, decode
from service.journal import Journal
from service.own_record import record_told
from service.persons import moved_here
from service.reading import Seen
from service.records import Item
from service.replay import Line, shown_in

FOLLOWED = ("statement:", "note:")
"""What was written down and is told of again: corrected, contested, reused."""
FOR_SAFETY = (
    MeldcodeStepTaken, VtReported, WithholdingLifted, ConcernClassified, ClassificationEndorsed,
    NoticePostponementProposed, NoticePostponed, AcuteSharingJudged,
)  # fmt: skip
ATTEMPTS = frozenset(
    {
        "TakeMeldcodeStep", "ReportToSafeAtHome", "LiftWithholding", "ClassifyConcern",
        "EndorseClassification", "ProposePostponement", "PostponeNotice", "JudgeAcuteSharing",
    }
)  # fmt: skip
GROUNDS = frozenset(
    {
        LegalBasis.SAFE_AT_HOME_REPORT, LegalBasis.SAFE_AT_HOME_TASK, LegalBasis.CHILD_PROTECTION,
        LegalBasis.VITAL_INTEREST,
    }
)  # fmt: skip
"""Who fears for a child tells its parents so in a talk (step 3 of the meldcode), or first somebody
else: they do not find it in the record (our own reading of Jw 7.3.10 and UAVG 41(1)(i))."""


def child_told(
    journal: Journal,
    child: ResidentId,
    seen: Seen,
    known_at: datetime | None,
    language: str,
) -> tuple[list[Line], Mapping[MaskReason, int]]:
    """What is shown on the strength of that read, and how much was left out and why: as confided to
    somebody (Jw 7.3.10), or as done for the child's safety. Raises as `replay` does.

    What was confided is hidden now, also where it was not yet at the moment that is asked about.
    """
    kinds = tuple(seen.only) or shown_in(seen.parts)
    own = journal.store.read([Item(kinds, (tag("resident", child),))]).facts
    here = [each for each in moved_here(journal, (child,), known_at) if each.kind in kinds]
    found = [*own, *here]
    confided = _confided(found, _kept(journal, child, here))
    unsafe = {each.position for each in found if _for_safety(each)} - confided
    lines = record_told(
        journal, (child,), known_at, language, read=seen.position, parts=seen.parts,
        only=seen.only, hidden=confided | unsafe,
    )  # fmt: skip
    masked = {
        MaskReason.CHILDS_CONFIDENCE: len(confided), MaskReason.CHILDS_SAFETY: len(unsafe)
    }  # fmt: skip
    return lines, masked


def _kept(journal: Journal, child: ResidentId, here: Sequence[Stored]) -> frozenset[int]:
    """What was confided: also what was said to be so before it was moved to this child."""
    noun = tag("resident", "")
    named = {name for each in here for name in identities(decode(each).event)}
    filed = {ResidentId(name.removeprefix(noun)) for name in named if name.startswith(noun)}
    known = journal.known_now(*(Confidences(each) for each in sorted({child, *filed})))
    return frozenset().union(*(each.kept for each in known))


def _confided(found: Sequence[Stored], kept: frozenset[int]) -> set[int]:
    """The positions of what was confided, and of what repeats it."""
    named = {each.position: identities(decode(each).event) for each in found}
    confided = {position for position in named if position in kept}
    repeated = {name for at in confided for name in named[at] if name.startswith(FOLLOWED)}
    return confided | {at for at, names in named.items() if names & repeated}


def _for_safety(stored: Stored) -> bool:
    fact = decode(stored)
    event = fact.event
    if isinstance(event, AttemptRefused):
        told = event.attempted in ATTEMPTS
    elif isinstance(event, ContactHeld | ContactAttempted):
        told = event.safety
    else:
        told = isinstance(event, FOR_SAFETY)
    return told or fact.context.basis in GROUNDS
