"""What went wrong, found in the raw facts: their envelopes alone, and no line of the house's own.

It says once more, in the plainest way, what `docs/requirements.md` asks, so that a mistake in the
rules or the views shows: they must come to the same. A further kind of breach is a function more.
"""

import calendar
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ALOUD = {"phone", "counter", "home-visit"}
FOR_SAFETY = {"WMO-VT-MELD", "WMO-VT-TAAK", "VITAAL", "JW-RAAD", "WVGGZ-MELD"}
LATE = timedelta(days=3)
A_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True)
class Raw:
    """A fact as it lies in the table: what kind, when it was recorded, and its envelope."""

    position: int
    kind: str
    recorded_at: datetime
    event: dict[str, Any]
    context: dict[str, Any]

    @property
    def on(self) -> date:
        """The day in the Netherlands on which it happened."""
        return there(datetime.fromisoformat(self.context["occurred_at"]))

    @property
    def about(self) -> tuple[str, str]:
        """The case and the person."""
        return self.event["case"], self.event["resident"]


def raw(position: int, kind: str, recorded_at: datetime, envelope: bytes) -> Raw:
    """A row of the table."""
    said = json.loads(envelope)
    return Raw(position, kind, recorded_at, said["event"], said["context"])


@dataclass(frozen=True, order=True)
class Breach:
    """What went wrong, in which case, and about whom or what."""

    kind: str
    case: str
    about: str


def there(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()


def a_month_after(on: date) -> date:
    year, month = on.year + on.month // 12, on.month % 12 + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


def breaches(facts: Iterable[Raw], on: date) -> set[Breach]:
    """Every breach that there is at the end of that day."""
    known = [fact for fact in facts if there(fact.recorded_at) <= on]
    return {breach for finds in FINDERS for breach in finds(known, on)}


@dataclass
class Person:
    """What is known about telling one person."""

    due: date | None = None
    waits_until: date | None = None
    told: date | None = None

    def by(self, on: date) -> None:
        self.due = on if self.due is None else min(self.due, on)


def persons(facts: Sequence[Raw]) -> dict[tuple[str, str], Person]:
    """Everybody who stands in a case, fact by fact."""
    found: dict[tuple[str, str], Person] = {}
    for fact in facts:
        if fact.kind in ("SignalReceived", "NotificationReceived", "PersonInvolved"):
            found.setdefault(fact.about, Person())
        who = found.get((fact.event.get("case", ""), fact.event.get("resident", "")))
        if who is not None:
            hear(who, fact)
    return found


def hear(who: Person, fact: Raw) -> None:
    untold = who.told is None
    match fact.kind:
        case "SignalReceived" | "PersonInvolved" if who.due is None and untold:
            who.by(a_month_after(fact.on))
        case "ConversationHeld" if fact.event["with_resident"] and untold:
            who.by(fact.on)
        case "ContactHeld" if untold:
            who.by(fact.on)
        case "DisclosurePlanned":
            who.by(date.fromisoformat(fact.event["planned_on"]))
        case "DisclosureMade" | "ThirdPartyAsked":
            who.by(fact.on)
        case "NoticePostponed":
            who.waits_until = date.fromisoformat(fact.event["review_on"])
            if who.due is None or fact.on <= who.due:
                who.due = who.waits_until
        case "ResidentInformed" | "MessageDelivered" if untold and tells(fact):
            late = fact.recorded_at - datetime.fromisoformat(fact.context["occurred_at"]) > LATE
            who.told = there(fact.recorded_at) if late else fact.on
        case _ if spoken_to(fact) and who.due is not None:
            who.by(fact.on)


def tells(fact: Raw) -> bool:
    if fact.kind == "MessageDelivered":
        return bool(fact.event["template"] == "privacy-notice")
    return "message" not in fact.event or fact.event["channel"] in ALOUD


def spoken_to(fact: Raw) -> bool:
    match fact.kind:
        case "NotificationReceived" | "ReceiptConfirmed" | "ClientSupportOffered" | "ContactHeld":
            return True
        case "ContactHeld" | "HelpRefused":
            return True
        case "QuestionClarified" | "ConversationHeld":
            return bool(fact.event["with_resident"])
        case "MessageDelivered":
            return bool(fact.event["template"] == "receipt")
        case _:
            return False


def who_does_not_know(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-05: everybody who is written about and was not told."""
    for (case, person), who in persons(facts).items():
        if who.told is None:
            yield Breach("unaware", case, person)
            waits = who.waits_until is not None and on <= who.waits_until
            past = who.waits_until is not None or (who.due is not None and who.due < on)
            if past and not waits:
                yield Breach("overdue", case, person)


def who_was_told_late(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-07: told after the day by which it should have been."""
    for (case, person), who in persons(facts).items():
        if who.told is not None and who.due is not None and who.due < who.told:
            yield Breach("told-late", case, person)


def what_left_about_the_unaware(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-03: a disclosure, a question to others or a plan, about somebody who did not know. There
    are none: what keeps somebody safe aside, they are refused."""
    told: set[tuple[str, str]] = set()
    for fact in facts:
        if fact.kind in ("ResidentInformed", "MessageDelivered") and tells(fact):
            told.add((fact.event.get("case", ""), fact.event.get("resident", "")))
        elif fact.kind in ("DisclosureMade", "ThirdPartyAsked", "PlanAgreed", "ReferralMade"):
            basis, to = fact.context["basis"], fact.event.get("recipient_class")
            safe = basis == "VITAAL" or (basis in FOR_SAFETY and to == "statutory-chain")
            if fact.about not in told and not safe:
                yield Breach("behind-a-back", *fact.about)


def what_was_not_acknowledged(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-28: a recipient who was told two weeks ago and did not say that it was put right."""
    open_: dict[str, Raw] = {}
    for fact in facts:
        if fact.kind == "RecipientNotified":
            open_[fact.event["notice"]] = fact
        elif fact.kind == "RecipientAcknowledged":
            open_.pop(fact.event["notice"], None)
    for notice, fact in open_.items():
        if fact.on + A_FORTNIGHT < on:
            yield Breach("not-acknowledged", fact.event["case"], notice)


FINDERS: tuple[Callable[[Sequence[Raw], date], Iterator[Breach]], ...] = (
    who_does_not_know,
    who_was_told_late,
    what_left_about_the_unaware,
    what_was_not_acknowledged,
)
"""One for each kind of breach."""
