"""May somebody read or do this? The decision point, in the shape of AuthZEN Authorization API 1.0.

{subject, action, resource, context} -> {decision, context: {reason}}. It asks what the read itself
will ask, out of the same table and the same facts; the read asks it again, in one boundary with
its own recording. An evaluation shows nothing, so it is no read, and promises nothing. Of an act it
says by what right it may be asked at all; what the rules say to it, is found out by asking it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.access import Demand, acts
from domain.codes import LegalBasis, Purpose, ReadingRoute
from domain.command import Command, Refused, Unknown
from domain.decisions.reading import ReadForInquiry, ReadOwnRecord, ReadRecord
from domain.decisions.right import Intent, allowed, needs
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
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
    return reader.referral(ReferralId(asked.id))


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
        return _of_act(reader, asked)
    try:
        first = reader.service.journal.would(reading(reader, asked))[0]
    except Unknown:
        return Evaluation(decision=False, reason=Refusal.NOT_INVOLVED)
    if isinstance(first, AttemptRefused):
        return Evaluation(decision=False, reason=first.code)
    return Evaluation(decision=True)


BY_THEMSELVES = frozenset({Demand.GENESIS, Demand.RESIDENT, Demand.ITSELF, Demand.ORGANISATION})
"""What the case alone does not tell."""


def _of_act(reader: Reader, asked: Question) -> Evaluation:
    """Whether this caller may ask that command in a case: `spend-budget` is SpendBudget."""
    name = asked.action.title().replace("-", "")
    kind, demands = Command.kinds.get(name), {act.demand for act in acts(name)}
    about_a_case = kind is not None and "case" in kind.__dataclass_fields__
    if asked.kind != "case" or not about_a_case or demands & BY_THEMSELVES:
        return Evaluation(decision=False, reason=Refusal.NOT_AUTHORISED)
    journal, about = reader.service.journal, CaseId(asked.id)
    case, door = journal.known_now(Case(about), FrontDoor(about))
    intent = Intent(
        name, reader.context(Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION), journal.now(), about,
        team=door.team,
    )  # fmt: skip
    try:
        allowed(intent, (), journal.known_now(*needs(intent, about)))
    except Refused as refused:
        return Evaluation(decision=False, reason=refused.refusal)
    if case.resident is None:
        return Evaluation(decision=False, reason=Refusal.NOT_INVOLVED)
    return Evaluation(decision=True)
