"""The same breaches, as the views show them: to be held against what is found in the facts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from domain.codes import AwarenessState, LegalBasis, RecipientClass, TermCode
from domain.fact import Event, Fact
from domain.facts.notice import Clock
from domain.terms import day
from projections.unaware import Group, counted
from projections.view import View, as_of
from projections.views.awareness import PersonInCase, awareness
from projections.views.corrections import corrections
from projections.views.obligations import obligations
from projections.views.provenance import provenance
from projections.views.reach import reach
from projections.views.received import received
from projections.views.recipients import recipients
from projections.views.unasked import unasked
from projections.views.waiting import waiting
from tests.breaches.raw import Breach

SAFE = {
    LegalBasis.SAFE_AT_HOME_REPORT, LegalBasis.SAFE_AT_HOME_TASK, LegalBasis.VITAL_INTEREST,
    LegalBasis.CHILD_PROTECTION, LegalBasis.MENTAL_HEALTH_REPORT,
}  # fmt: skip
REVIEWS = {
    TermCode.REVIEW: "plan-review", TermCode.CASE_REVIEW: "case-review",
    TermCode.PRESSURE_REVIEW: "pressure-review",
}  # fmt: skip
LATELY, MOST = timedelta(days=30), 5


class Seen:
    """What the views show at the end of a day."""

    def __init__(self, facts: Iterable[Fact[Event]], on: date) -> None:
        self._facts = [fact for fact in facts if day(fact.recorded_at) <= on]
        self.on = on

    def rows(self, view: View[Any]) -> Sequence[Any]:
        return list(as_of(view, self._facts).values())

    def breaches(self) -> set[Breach]:
        """All that a privacy officer reads in them as wrong."""
        finders = (self._people, self._behind_backs, self._contact, self._reviews, self._told,
                   self._too_many, self._statements)  # fmt: skip
        return {breach for finds in finders for breach in finds()}

    def numbers(self) -> dict[AwarenessState, int]:
        """How many do not know, by state: what the council sees the sum of."""
        groups = (
            Group(row.team, row.due_on, row.review_on, 1)
            for row in self.rows(awareness)
            if not row.knows
        )
        teams = counted(groups, self.on).values()
        return {state: sum(team[state] for team in teams) for state in AwarenessState}

    def _people(self) -> Iterator[Breach]:
        for row in self.rows(awareness):
            if not row.knows:
                yield Breach("unaware", row.case, row.resident)
                clock = Clock(due_on=row.due_on, review_on=row.review_on)
                if clock.state(self.on) is AwarenessState.OVERDUE:
                    yield Breach("overdue", row.case, row.resident)
            elif row.due_on is not None and row.told_on is not None and row.due_on < row.told_on:
                yield Breach("told-late", row.case, row.resident)

    def _behind_backs(self) -> Iterator[Breach]:
        people: dict[tuple[str, str], PersonInCase] = {
            (row.case, row.resident): row for row in self.rows(awareness)
        }
        planned = {row.case: row.planned_on for row in self.rows(waiting)}
        for row in self.rows(recipients):
            chain = row.recipient_class is RecipientClass.STATUTORY_CHAIN
            safe = row.basis is LegalBasis.VITAL_INTEREST or (row.basis in SAFE and chain)
            if not safe and _before(row.recorded_on, people.get((row.case, row.resident))):
                yield Breach("behind-a-back", row.case, row.resident)
        for person in people.values():
            on = planned.get(person.case) if person.relation is None else None
            if on is not None and _before(on, person):
                yield Breach("planned-unaware", person.case, person.resident)

    def _contact(self) -> Iterator[Breach]:
        for row in self.rows(unasked):
            if row.after_no:
                yield Breach("after-no", row.resident, str(row.after_no))
            if row.past_cap:
                yield Breach("past-cap", row.resident, str(row.past_cap))

    def _reviews(self) -> Iterator[Breach]:
        for row in self.rows(obligations):
            open_ = row.started_on is not None and row.met_on is None and row.void_on is None
            if row.code in REVIEWS and open_ and row.due_on < self.on:
                yield Breach(REVIEWS[row.code], row.case, row.resident)

    def _told(self) -> Iterator[Breach]:
        for row in self.rows(corrections):
            if row.waiting and row.due_on < self.on:
                yield Breach("not-acknowledged", row.case, row.notice)
        said = {row.statement: row for row in self.rows(provenance)}
        rows = {(row.statement, row.organisation or row.recipient): row
                for row in self.rows(received)}  # fmt: skip
        for (statement, whom), row in rows.items():
            at = said[statement].corrected_at if statement in said else None
            had = at is not None and row.received_at is not None and row.received_at <= at
            first = rows.get((said[statement].origin, whom)) if had else None
            heard = [each.told_at for each in (row, first) if each and each.told_at]
            if had and (not heard or max(heard) < at):
                yield Breach("not-told", statement, whom)

    def _too_many(self) -> Iterator[Breach]:
        cases: dict[str, list[Any]] = {}
        for row in self.rows(reach):
            cases.setdefault(row.case, []).append(row)
        for case, rows in cases.items():
            lately = [row.last_on for row in rows if row.last_on and self.on - LATELY < row.last_on]
            (most, until), *_ = [(row.most, row.until) for row in rows if row.until] or [(0, None)]
            beyond = len(lately) > MOST
            if beyond and (len(lately) > most or until is None or max(lately) > until):
                yield Breach("too-many", case, str(len(lately)))

    def _statements(self) -> Iterator[Breach]:
        for row in self.rows(provenance):
            if row.contest_left_out:
                yield Breach("without-own-words", row.statement, str(row.contest_left_out))
            if row.used_after_expiry:
                yield Breach("used-too-late", row.statement, str(row.used_after_expiry))


def _before(on: date, person: PersonInCase | None) -> bool:
    """Whether that person was not told yet by then."""
    return person is None or person.told_on is None or on < person.told_on
