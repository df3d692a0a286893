"""What a parent is shown of a child: not what it confided, nor what is done for its safety."""

from collections.abc import Mapping
from datetime import datetime

from domain.codes import MaskReason
from domain.fact import Event, Fact
from domain.facts.awareness import NoticePostponed, NoticePostponementProposed
from domain.facts.concern import ClassificationEndorsed, ConcernClassified
from domain.facts.contact import ContactAttempted, ContactHeld
from domain.facts.disclosure import AcuteSharingJudged
from domain.facts.meldcode import MeldcodeStepTaken, VtReported, WithholdingLifted
from domain.facts.refused import AttemptRefused
from domain.terms import ResidentId, tag
from service.codec import decode
from service.confided import confided, marked
from service.for_safety import ABOUT_SAFETY, POSTPONING, ground_of, what_follows
from service.journal import Journal
from service.own_record import record_told
from service.persons import moved_here
from service.reading import Seen
from service.records import Item
from service.replay import Line, shown_in

FOR_SAFETY = (
    MeldcodeStepTaken, VtReported, WithholdingLifted, ConcernClassified, ClassificationEndorsed,
    NoticePostponementProposed, NoticePostponed, AcuteSharingJudged,
)  # fmt: skip
ATTEMPTS = ABOUT_SAFETY | POSTPONING | {
    "ClassifyConcern", "EndorseClassification", "JudgeAcuteSharing",
}  # fmt: skip
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
    own = journal.store.read([Item(tags=(tag("resident", child),))]).facts
    here = moved_here(journal, (child,), known_at)
    record = {each.position: each for each in (*own, *here)}
    facts = [decode(record[position]) for position in sorted(record)]
    for_safety = {each.position for each in facts if _for_safety(each)}
    kept = what_follows(facts, for_safety).positions
    found = [each for each in record.values() if not kinds or each.kind in kinds]
    told = confided([*record.values()], marked(journal, (child,), here))
    told &= {each.position for each in found}
    unsafe = {each.position for each in found if each.position in kept} - told
    lines = record_told(
        journal, (child,), known_at, language, read=seen.position, parts=seen.parts,
        only=seen.only, hidden=told | unsafe,
    )  # fmt: skip
    masked = {
        MaskReason.CHILDS_CONFIDENCE: len(told), MaskReason.CHILDS_SAFETY: len(unsafe)
    }  # fmt: skip
    return lines, masked


def _for_safety(fact: Fact[Event]) -> bool:
    event = fact.event
    if isinstance(event, AttemptRefused):
        told = event.attempted in ATTEMPTS
    elif isinstance(event, ContactHeld | ContactAttempted):
        told = event.safety
    else:
        told = isinstance(event, FOR_SAFETY)
    return told or ground_of(fact) is not None
