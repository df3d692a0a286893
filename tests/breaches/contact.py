"""Who came after a resident's no, and who came unasked too often (M-18, M-19)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tests.breaches.raw import Breach, Raw, there

ASKS_HERSELF = ("HelpAgreed", "NotificationReceived")
CONTACTS = ("ContactHeld", "ContactAttempted")


@dataclass
class Her:
    """One resident: her no, and the outreach that was decided on."""

    no: datetime | None = None
    begun: date | None = None
    until: date | None = None
    most: int = 0
    made: int = 0
    after_no: int = 0
    past_cap: int = 0


def who_came_past_a_no_or_the_cap(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """Both hold for a resident, whichever case it is; how often, is in the breach."""
    all_: dict[str, Her] = {}
    for fact in facts:
        her = all_.setdefault(fact.event.get("resident") or "", Her())
        at = datetime.fromisoformat(fact.context["occurred_at"])
        if fact.kind == "HelpRefused":
            her.no, her.until = max(at, her.no or at), None
        elif fact.kind in ASKS_HERSELF and her.no is not None and her.no < at:
            her.no = None
        elif fact.kind == "OutreachStarted":
            her.most, her.made = fact.event["attempts"], 0
            her.begun = there(fact.recorded_at)
            her.until = date.fromisoformat(fact.event["until"])
        elif fact.kind == "OutreachExtended":
            her.most += fact.event["attempts"]
            her.until = date.fromisoformat(fact.event["until"])
        elif fact.kind in CONTACTS and bounded(fact):
            came(her, fact)
    for resident, her in all_.items():
        if her.after_no:
            yield Breach("after-no", resident, str(her.after_no))
        if her.past_cap:
            yield Breach("past-cap", resident, str(her.past_cap))


def bounded(fact: Raw) -> bool:
    """Neither asked for by her, nor on a decision of who may coerce, nor for safety."""
    said = fact.event
    own = said["initiative"] == "resident"
    return not own and said["character"] != "coerced" and not said["safety"]


def came(her: Her, fact: Raw) -> None:
    wanted = fact.event["wanted"]
    if her.no is not None and (wanted or her.until is None):
        her.after_no += 1
    if not wanted:
        early = her.begun is not None and fact.on < her.begun
        her.past_cap += her.until is None or early or fact.on > her.until or her.made >= her.most
        her.made += 1
