"""The rules as one edition of the law tables has them: looked up by code and by day.

A newer row speaks from its first day on, and an older one before it. Under an older edition the
newer row is not there at all: so a decision can be looked at again under the rules that it was
made under, whatever was added since.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TypeVar

from domain.calendar import easter
from domain.codes import (
    AgeBand,
    DataClass,
    DecisionGround,
    Exemption,
    LegalBasis,
    LimitCode,
    Provision,
    Purpose,
    Stream,
    TermCode,
)
from domain.law.reading import newest_edition, tables
from domain.law.rows import (
    Basis,
    CooperationDuty,
    Deadline,
    Deciding,
    Funding,
    Holiday,
    Limit,
    ProvisionType,
    Retention,
    Row,
    Sharing,
)

R = TypeVar("R", bound=Row)

EDITION = newest_edition()
"""The newest edition: what is decided now is decided under it."""
FIRST = 1
"""The edition that facts from before there were editions are read under."""


class NotInForce(LookupError):
    """There is no such rule on that day, or it is off: unknown law does not count."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(f"{code} is not in force on {on}")
        self.code, self.on = code, on


@dataclass(frozen=True)
class Rules:
    """The law tables of one edition. `Rules.of(edition)` keeps them at hand."""

    edition: int = EDITION

    @staticmethod
    def of(edition: int | None) -> "Rules":
        """The rules of that edition; None: of facts from before there were editions."""
        return _of(FIRST if edition is None else edition)

    def rows(self, table: str) -> tuple[Row, ...]:
        """Every row of a table that this edition has, in the order of the file."""
        return tuple(row for row in tables()[table] if row.edition <= self.edition)

    def deadline(self, code: TermCode, on: date) -> Deadline:
        """The term with that code on that day. Raises NotInForce; so do the others."""
        return self._one(Deadline, "deadlines", code, on)

    def limit(self, code: LimitCode, on: date) -> Limit:
        """How often it may be done at most."""
        return self._one(Limit, "limits", code, on)

    def cooperation(self, code: DecisionGround, on: date) -> CooperationDuty:
        """The duty to co-operate that this ground is."""
        return self._one(CooperationDuty, "cooperation", code, on)

    def basis(self, code: LegalBasis, on: date) -> Basis:
        """What the law says of a legal basis (grondslag)."""
        return self._one(Basis, "bases", code, on)

    def retention(self, code: DataClass, on: date) -> Retention:
        """How long that kind of data is kept."""
        return self._one(Retention, "retention", code, on)

    def stream(self, code: Stream, on: date) -> Funding:
        """A funding stream."""
        return self._one(Funding, "streams", code, on)

    def provision(self, code: Provision, on: date) -> ProvisionType:
        """Under which laws a provision falls, and what pays for it."""
        return self._one(ProvisionType, "provisions", code, on)

    def deciding(self, age: AgeBand, exemption: Exemption | None, on: date) -> Deciding:
        """Who decides about help at that age, where it is otherwise for that reason."""
        code = age.value if exemption is None else f"{age.value}/{exemption.value}"
        return self._one(Deciding, "minors", code, on)

    def allowed(self, purpose: Purpose, basis: LegalBasis, on: date) -> bool:
        """Whether that basis is in force on that day and carries that purpose (AVG 5(1)(b))."""
        try:
            return purpose in self.basis(basis, on).purposes
        except NotInForce:
            return False

    def sharing(self, basis: LegalBasis, purpose: Purpose, on: date) -> Sharing:
        """What that basis lets out of the team for that purpose."""
        return self._one(Sharing, "sharing", f"{basis}/{purpose}", on)

    @cached_property
    def unaware(self) -> frozenset[LegalBasis]:
        """The grounds of safety: on which something leaves though its person does not know."""
        return frozenset(
            LegalBasis(row.code.partition("/")[0])
            for row in self.rows("sharing")
            if isinstance(row, Sharing) and row.unaware
        )

    def holiday(self, on: date) -> bool:
        """Whether that day is a public holiday (Algemene termijnenwet 3)."""
        if on.year not in self._holidays:
            self._holidays[on.year] = frozenset(self.holidays(on.year))
        return on in self._holidays[on.year]

    def holidays(self, year: int) -> list[date]:
        """The public holidays of a year, weekends included, in order."""
        codes = dict.fromkeys(row.code for row in self.rows("holidays"))
        days = [_falls(row, year) for code in codes for row in self._of(Holiday, "holidays", code)]
        found = {on for row, on in days if self._speaks(row, on)}
        return sorted(found)

    @cached_property
    def _holidays(self) -> dict[int, frozenset[date]]:
        return {}

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], tuple[Row, ...]]:
        found: dict[tuple[str, str], tuple[Row, ...]] = {}
        for name in tables():
            for row in sorted(self.rows(name), key=lambda row: -row.edition):
                found[name, row.code] = (*found.get((name, row.code), ()), row)
        return found

    def _of(self, kind: type[R], table: str, code: str) -> tuple[R, ...]:
        rows = self._by_code.get((table, code), ())
        return tuple(row for row in rows if isinstance(row, kind))

    def _one(self, kind: type[R], table: str, code: str, on: date) -> R:
        for row in self._by_code.get((table, code), ()):
            if holds(row, on):
                if row.enabled and isinstance(row, kind):
                    return row
                break
        raise NotInForce(code, on)

    def _speaks(self, row: Holiday, on: date) -> bool:
        said = next((r for r in self._of(Holiday, "holidays", row.code) if holds(r, on)), None)
        return said is row and row.enabled


def holds(row: Row, on: date) -> bool:
    """Whether that day is within the days of the row."""
    return row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)


def _falls(row: Holiday, year: int) -> tuple[Holiday, date]:
    if row.month:
        on = date(year, row.month, row.day)
        if on.weekday() == 6:
            on += timedelta(days=row.not_on_sunday)
        return row, on
    return row, easter(year) + timedelta(days=row.easter)


@cache
def _of(edition: int) -> Rules:
    return Rules(edition)
