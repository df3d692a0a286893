"""Reports (verslagen): which were shown before they were fixed, and what residents make of them."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from domain.codes import ResidentView, SignedFor
from domain.fact import Fact
from domain.facts.report import ReportAnswered, ReportDrafted, ReportEstablished, ReportShared
from domain.facts.statement import StatementStruck
from domain.terms import CaseId, ReportId, ResidentId, day
from projections.view import View, but


@dataclass(frozen=True)
class ReportState:
    """How far a report has come; one that was not shared is a draft that nobody discussed."""

    report: ReportId
    case: CaseId | None = None
    resident: ResidentId | None = None
    lines: int = 0
    needed: int = 0
    """Of these, those that the resident cannot strike."""
    struck: int = 0
    drafted_on: date | None = None
    shared_on: date | None = None
    view: ResidentView | None = None
    """What the resident makes of it; empty: not asked."""
    signed_for: SignedFor | None = None
    established_on: date | None = None

    def evolve(
        self,
        fact: Fact[
            ReportDrafted | ReportShared | StatementStruck | ReportAnswered | ReportEstablished
        ],
    ) -> Self | None:
        on = day(fact.recorded_at)
        match fact.event:
            case ReportDrafted() as event:
                return but(
                    self, case=event.case, resident=event.resident, lines=len(event.statements),
                    needed=len(event.needed), drafted_on=on,
                )  # fmt: skip
            case ReportShared():
                return but(self, shared_on=on)
            case StatementStruck():
                return but(self, struck=self.struck + 1)
            case ReportAnswered() as event:
                return but(self, view=event.view, signed_for=event.signed_for)
            case ReportEstablished():
                return but(self, established_on=on)


reports = View("reports", ReportState)
