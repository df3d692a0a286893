"""A fact as it lies in the table, and what a breach is: no line of the house's own."""

import calendar
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


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


def months_after(on: date, months: int) -> date:
    """So many months on; a day that is not in that month becomes its last."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def a_month_after(on: date) -> date:
    return months_after(on, 1)
