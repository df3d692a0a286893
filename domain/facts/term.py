"""Terms that run: suspended, resumed and extended, and those that a municipality adopted."""

from dataclasses import replace
from datetime import date
from typing import Self

from domain.codes import Channel, Law, SuspensionGround, TermCode, TermUnit
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.application import ApplicationReceived
from domain.facts.intake import NotificationReceived
from domain.law import NotInForce, Rules
from domain.law.due import Adopted, Run, due
from domain.terms import ApplicationId, CaseId, ResidentId, day

TERM_OF: dict[Law, TermCode] = {
    Law.WMO: TermCode.WMO_DECISION,
    Law.PARTICIPATION: TermCode.PARTICIPATION_DECISION,
    Law.YOUTH: TermCode.YOUTH_DECISION,
}
"""Within which term an application under that law is decided. Debt help counts from a talk."""
OF_A_CASE = frozenset(
    {
        TermCode.RECEIPT,
        TermCode.INVESTIGATION,
        TermCode.NOTIFICATION_TO_DECISION,
        TermCode.URGENT_HELP,
        TermCode.NOTICE,
        TermCode.DEBT_FIRST_TALK,
        TermCode.DEBT_THREAT_TALK,
        TermCode.DEBT_DECISION,
        TermCode.REVIEW,
        TermCode.CLARIFY_AFTER_URGENT,
        TermCode.CASE_REVIEW,
        TermCode.CASE_REVIEW_LEADER,
        TermCode.INACTIVITY,
        TermCode.INACTIVITY_LEADER,
    }
)
"""The terms that a case runs on from the front door, where a municipality adopted its own."""


class TermsAdopted(Event):
    """Termijnen toegezegd: in this case these run, as the municipality's configuration had them
    when it came in; all others as the law has them."""

    case: CaseId
    resident: ResidentId
    version: int
    """Of the configuration."""
    terms: tuple[TermCode, ...]
    lengths: tuple[int, ...]
    units: tuple[TermUnit, ...]

    def adopted(self, code: TermCode) -> Adopted | None:
        """The term adopted for that code; None: as the law has it."""
        listed = zip(self.terms, self.lengths, self.units, strict=False)
        return next(((length, unit) for term, length, unit in listed if term is code), None)


class DecisionTermAdopted(Event):
    """Beslistermijn toegezegd: this application is decided within the municipality's own term."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId
    version: int
    """Of the configuration."""
    term: TermCode
    length: int
    unit: TermUnit


class TermSuspended(Event):
    """Beslistermijn opgeschort (Awb 4:15): it stands still from the day after this."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId
    ground: SuspensionGround
    until: date | None = None
    """The last day of standing still, where one was set; else until it is resumed."""


class TermResumed(Event):
    """Beslistermijn loopt weer: what it waited for is there, from this day on."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId


class TermExtended(Event):
    """Beslistermijn verdaagd (Awb 4:14): the applicant was told so in writing, and until when."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId
    until: date
    """The day by which it is decided now."""


class InvestigationExtensionAgreed(Event):
    """Langer onderzoek afgesproken: the resident agrees that it takes until then (Wmo 2.3.2)."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    """By what way the resident agreed."""
    until: date


class DecisionTerm(Knowledge):
    """How far the term for deciding on an application runs."""

    application: ApplicationId
    code: TermCode | None = None
    began: date | None = None
    edition: int | None = None
    """Of the rules that it began under."""
    run: Run | None = None
    extended: bool = False

    def evolve(
        self,
        fact: Fact[
            ApplicationReceived | DecisionTermAdopted | TermSuspended | TermResumed | TermExtended
        ],
    ) -> Self:
        on = day(fact.context.occurred_at)
        match fact.event:
            case ApplicationReceived(law=law):
                code = TERM_OF.get(law)
                run = None if code is None else begun(code, fact)
                return replace(self, code=code, began=on, edition=fact.context.rules, run=run)
            case DecisionTermAdopted() as event:
                return replace(self, run=begun(event.term, fact, (event.length, event.unit)))
            case TermSuspended(until=until) if self.run is not None:
                return replace(self, run=self.run.suspended(on, until))
            case TermResumed() if self.run is not None:
                return replace(self, run=self.run.resumed(on))
            case TermExtended(until=until) if self.run is not None:
                return replace(self, run=self.run.extended(until), extended=True)
            case _:
                return self


class Investigation(Knowledge):
    """How far the term for the investigation (onderzoek) runs: from the first notification on."""

    case: CaseId
    began: date | None = None
    edition: int | None = None
    run: Run | None = None

    def evolve(
        self, fact: Fact[NotificationReceived | TermsAdopted | InvestigationExtensionAgreed]
    ) -> Self:
        match fact.event:
            case NotificationReceived() if self.began is None:
                return replace(
                    self,
                    began=day(fact.context.occurred_at),
                    edition=fact.context.rules,
                    run=begun(TermCode.INVESTIGATION, fact),
                )
            case TermsAdopted() as event if self.began is not None:
                adopted = event.adopted(TermCode.INVESTIGATION)
                run = begun(TermCode.INVESTIGATION, fact, adopted) if adopted else self.run
                return replace(self, run=run)
            case InvestigationExtensionAgreed(until=until) if self.run is not None:
                return replace(self, run=self.run.extended(until))
            case _:
                return self


def begun(code: TermCode, fact: Fact[Event], adopted: Adopted | None = None) -> Run | None:
    """How far a term runs that this fact began, under the rules of that fact; None: no such rule
    was in force then."""
    try:
        ends = due(code, fact.context.occurred_at, Rules.of(fact.context.rules), adopted)
    except NotInForce:
        return None
    return Run(ends.counted_to)
