"""Who does not know, who was told late, and what was done behind a back (M-03, M-05, M-07)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.breaches.raw import Breach, Raw, a_month_after, there

ALOUD = {"phone", "counter", "home-visit"}
FOR_SAFETY = {"WMO-VT-MELD", "WMO-VT-TAAK", "VITAAL", "JW-RAAD", "WVGGZ-MELD"}
LATE = timedelta(days=3)


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
        who = found.get((fact.event.get("case", ""), whom(fact)))
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
            if who.due is None or there(fact.recorded_at) <= who.due:
                who.due = who.waits_until
        case "ResidentInformed" | "MessageDelivered" if untold and tells(fact):
            late = fact.recorded_at - datetime.fromisoformat(fact.context["occurred_at"]) > LATE
            who.told = there(fact.recorded_at) if late else fact.on
        case _ if spoken_to(fact) and who.due is not None:
            who.by(fact.on)


def tells(fact: Raw) -> bool:
    if fact.kind == "MessageDelivered":
        return fact.event["template"] == "privacy-notice" or in_her_place(fact)
    return "message" not in fact.event or fact.event["channel"] in ALOUD


def in_her_place(fact: Raw) -> bool:
    """Whether it is the letter that others got about a person who gets none herself."""
    of_another = fact.event.get("template") == "privacy-notice-of-another"
    return of_another and fact.event.get("about") is not None


def whom(fact: Raw) -> str:
    return str(fact.event.get("about" if in_her_place(fact) else "resident", ""))


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
    """M-03: a disclosure, a question to others or a plan, about somebody who did not know: what
    keeps somebody safe aside, they are refused."""
    told: set[tuple[str, str]] = set()
    for fact in facts:
        if fact.kind in ("ResidentInformed", "MessageDelivered") and tells(fact):
            told.add((fact.event.get("case", ""), whom(fact)))
        elif fact.kind in ("DisclosureMade", "ThirdPartyAsked", "PlanAgreed", "ReferralMade"):
            basis, to = fact.context["basis"], fact.event.get("recipient_class")
            safe = basis == "VITAAL" or (basis in FOR_SAFETY and to == "statutory-chain")
            if fact.about not in told and not safe:
                planned = fact.kind == "PlanAgreed"
                yield Breach("planned-unaware" if planned else "behind-a-back", *fact.about)
