"""Inquiries by ombudsman, court of audit or accountant: under a reference, and until a day."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType
from typing import Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, FunctionId, InquiryId, InquiryReference, ResidentId


class InquiryOpened(Event):
    """Onderzoek geopend (Awb 9:18, 9:31): this function may read this case, until that day.

    One inquiry may be about several cases: a fact each.
    """

    inquiry: InquiryId
    case: CaseId
    resident: ResidentId
    function: FunctionId
    """Of the ombudsman or auditor who inquires."""
    reference: InquiryReference
    until: date
    """The last day on which it holds."""


class InquiryClosed(Event):
    """Onderzoek gesloten: from this instant nothing more is read for it."""

    inquiry: InquiryId
    cases: tuple[CaseId, ...] | None = None
    """All that it was about; None where it was closed before this was kept."""
    residents: tuple[ResidentId, ...] | None = None


NONE: Mapping[CaseId, date] = MappingProxyType({})


class Inquiry(Knowledge):
    """What an inquiry is about, whose it is, and whether it still runs."""

    inquiry: InquiryId
    function: FunctionId | None = None
    reference: InquiryReference | None = None
    days: Mapping[CaseId, date] = field(default_factory=lambda: NONE)
    """Per case the last day on which it may be read."""
    residents: frozenset[ResidentId] = frozenset()
    closed: bool = False

    def evolve(self, fact: Fact[InquiryOpened | InquiryClosed]) -> Self:
        match fact.event:
            case InquiryOpened() as event:
                return replace(
                    self, function=event.function, reference=event.reference,
                    days={**self.days, event.case: event.until},
                    residents=self.residents | {event.resident},
                )  # fmt: skip
            case InquiryClosed():
                return replace(self, closed=True)

    def covers(self, case: CaseId, function: FunctionId, on: date) -> bool:
        """Whether that function may read this case for it on that day."""
        until = self.days.get(case)
        mine = not self.closed and function == self.function
        return mine and until is not None and on <= until
