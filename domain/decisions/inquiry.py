"""Letting ombudsman and auditors in: per inquiry, per case, and until a day."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.codes import Role
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import resident_of
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.inquiry import Inquiry, InquiryClosed, InquiryOpened
from domain.facts.municipality import Function
from domain.refusal import Refusal
from domain.terms import CaseId, FunctionId, InquiryId, InquiryReference, day

INQUIRE = frozenset({Role.OMBUDSMAN, Role.AUDITOR})
LONGEST = timedelta(days=366)
"""An inquiry that takes longer is opened anew (our own rule)."""


class OpenInquiry(Command[Case, Function, Inquiry]):
    """Let an ombudsman or auditor read a case, under their reference, until a day (Awb 9:31).

    Under the same inquiry and reference for every case that it is about.
    """

    inquiry: InquiryId
    case: CaseId
    function: FunctionId
    reference: InquiryReference
    until: date

    def needs(self) -> tuple[Case, Function, Inquiry]:
        return Case(self.case), Function(self.function), Inquiry(self.inquiry)

    def decide(self, case: Case, function: Function, inquiry: Inquiry) -> Sequence[Event]:
        if not day(self.at) <= self.until <= day(self.at) + LONGEST:
            raise Malformed("until: from today on, and within a year")
        resident = resident_of(case)
        if function.role is None:
            raise Unknown("function")
        if function.role not in INQUIRE:
            raise Malformed("function: an ombudsman's or an auditor's")
        if inquiry.closed or self.case in inquiry.days:
            raise Refused(Refusal.ALREADY_DONE)
        if inquiry.function is not None and (inquiry.function, inquiry.reference) != (
            self.function, self.reference,
        ):  # fmt: skip
            raise Refused(Refusal.ALREADY_DONE)
        return [
            InquiryOpened(
                inquiry=self.inquiry,
                case=self.case,
                resident=resident,
                function=self.function,
                reference=self.reference,
                until=self.until,
            )
        ]


class CloseInquiry(Command[Inquiry]):
    """Let nobody read for it any more, from this instant."""

    inquiry: InquiryId

    def needs(self) -> tuple[Inquiry]:
        return (Inquiry(self.inquiry),)

    def decide(self, inquiry: Inquiry) -> Sequence[Event]:
        if inquiry.function is None:
            raise Unknown("inquiry")
        if inquiry.closed:
            raise Refused(Refusal.ALREADY_DONE)
        cases, residents = tuple(sorted(inquiry.days)), tuple(sorted(inquiry.residents))
        return [InquiryClosed(inquiry=self.inquiry, cases=cases, residents=residents)]
