"""May somebody read this? The decision point, in the shape of the AuthZEN Authorization API 1.0.

{subject, action, resource, context} -> {decision, context: {reason}}. It asks what the read itself
will ask, out of the same table and the same facts; the read asks it again, in one boundary with
its own recording. An evaluation shows nothing, so it is no read, and promises nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.codes import ReadingRoute
from domain.command import Unknown
from domain.decisions.reading import ReadForInquiry, ReadOwnRecord, ReadRecord, ReadReferral
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import CaseId, InquiryId, ReferralId, ResidentId
from service.deciding import AnyCommand
from service.reading import Reader


@dataclass(frozen=True)
class Question:
    """Whether the caller may do this (`action`) with that (`kind` and `id`)."""

    action: str
    kind: str
    id: str
    inquiry: str | None = None
    """For which inquiry, where it is for one."""


@dataclass(frozen=True)
class Evaluation:
    """The decision, and where it is no, the rule that says so."""

    decision: bool
    reason: Refusal | None = None


def _of_case(route: ReadingRoute) -> Callable[[Reader, Question], AnyCommand]:
    def command(reader: Reader, asked: Question) -> AnyCommand:
        context = reader.by(route)
        if route is ReadingRoute.INQUIRY:
            inquiry = InquiryId(asked.inquiry or reader.caller.inquiry or asked.id)
            return ReadForInquiry(context=context, inquiry=inquiry, case=CaseId(asked.id))
        return ReadRecord(context=context, case=CaseId(asked.id), route=route)

    return command


def _of_referral(reader: Reader, asked: Question) -> AnyCommand:
    context = reader.by(ReadingRoute.REFERRAL)
    return ReadReferral(context=context, referral=ReferralId(asked.id))


def _of_oneself(reader: Reader, asked: Question) -> AnyCommand:
    context = reader.by(ReadingRoute.OWN_RECORD)
    return ReadOwnRecord(context=context, resident=ResidentId(asked.id))


READINGS: dict[tuple[str, str], Callable[[Reader, Question], AnyCommand]] = {
    ("read-history", "case"): _of_case(ReadingRoute.CASE),
    ("read-money", "case"): _of_case(ReadingRoute.MONEY),
    ("read-audit-trail", "case"): _of_case(ReadingRoute.AUDIT),
    ("read-for-inquiry", "case"): _of_case(ReadingRoute.INQUIRY),
    ("read-history", "referral"): _of_referral,
    ("read-record", "resident"): _of_oneself,
}
"""What can be asked, by action and kind of resource. What is not here is denied."""


def evaluate(reader: Reader, asked: Question) -> Evaluation:
    """Whether this reader may, as far as is known now. Raises StoreUnavailable, Problem.

    Of what is not there it says the same as of what is not the caller's.
    """
    reading = READINGS.get((asked.action, asked.kind))
    if reading is None:
        return Evaluation(decision=False, reason=Refusal.NOT_AUTHORISED)
    try:
        first = reader.service.journal.would(reading(reader, asked))[0]
    except Unknown:
        return Evaluation(decision=False, reason=Refusal.NOT_INVOLVED)
    if isinstance(first, AttemptRefused):
        return Evaluation(decision=False, reason=first.code)
    return Evaluation(decision=True)
