"""Obligations: what must happen, by whom, by when and on what ground, from the notification on.

A row is one obligation (or, where it says so, a term of the resident's own) of one case, and of one
person in it: whoever is written about is to be told. By when,
follows from the first fact that called for it, under the rules and the configuration of that day:
a later fact moves it only where the law lets it, by suspension, extension or first contact. There
is no "overdue" here: who asks compares the day with the calendar.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from domain.calendar import on_from
from domain.codes import Law, Role, TermCode, TermUnit
from domain.fact import Fact
from domain.facts import awareness, notice
from domain.facts.application import (
    ApplicationWithdrawn,
)
from domain.facts.awareness import whom
from domain.facts.case import CaseClosed, CaseOpened
from domain.facts.intake import (
    CaseNotOpened,
    CaseRedirected,
    NotificationReceived,
)
from domain.facts.message import MessageDelivered
from domain.facts.notice import Clock
from domain.facts.recipient_notice import RecipientNotified
from domain.facts.statement import StruckWordsDestroyed
from domain.facts.statutory_term import (
    StatutoryTermExtended,
    StatutoryTermStarted,
)
from domain.facts.team import CaseMoved
from domain.facts.term import (
    DecisionTermAdopted,
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermsAdopted,
    TermSuspended,
)
from domain.law import FIRST, NotInForce, Rules
from domain.law.due import Adopted, Run, due, until
from domain.terms import (
    ApplicationId,
    Article,
    CaseId,
    NoticeId,
    ResidentId,
    StatementId,
    TeamId,
    day,
    noon,
)
from projections import activity, duties
from projections.activity import Activity, NoticeMatter
from projections.duties import (
    ABOUT_DEBT,
    CASE_REVIEWS,
    COMES_BACK,
    INACTIVE,
    OF_AN_APPLICATION,
    OF_THE_WMO,
    OUTLIVES_THE_CASE,
    WAITS_FOR_ITS_START,
    T,
)
from projections.view import Key, View, but


@dataclass(frozen=True)
class Obligation:
    """An obligation of a case (verplichting), with its term."""

    case: CaseId
    code: TermCode
    application: ApplicationId
    """The application that it is about; empty where it is about the case as a whole."""
    resident: ResidentId
    """Empty where it is about the case itself, whomever of it something is about."""
    notice: NoticeId
    """What a recipient was told and has to answer; empty where it is about no such thing."""
    statement: StatementId
    """The struck line that is to be destroyed; empty likewise."""
    team: TeamId | None = None
    role: Role | None = None
    """Whose duty it is; empty for the resident's own term."""
    ground: Article | None = None
    called_for: bool = False
    """Whether it is called for; another row waits for what would do so."""
    started_at: datetime | None = None
    started_on: date | None = None
    due_on: date | None = None
    """The last day; empty while nobody can say, as it stands still without an end."""
    due_at: datetime | None = None
    """The moment, of a term in hours."""
    met_on: date | None = None
    void_on: date | None = None
    """No longer called for: withdrawn, or the case ended."""
    suspended_on: date | None = None
    suspended_until: date | None = None
    extended: bool = False
    times_met: int = 0
    """Of what comes back (the review of a plan): how often it was done before."""
    counted_to: date | None = None
    """Where the term itself ends, before weekends and holidays moved it."""
    rules: int = FIRST
    """The edition of the law that it runs under."""
    configuration: int | None = None
    """The version of the configuration that made it shorter."""
    length: int | None = None
    unit: TermUnit | None = None
    """As adopted; empty: as the law has it."""

    def evolve(
        self,
        fact: Fact[
            Activity
            | NoticeMatter
            | CaseRedirected
            | MessageDelivered
            | StruckWordsDestroyed
            | TermsAdopted
            | DecisionTermAdopted
        ],
    ) -> Self | None:
        on = day(fact.context.occurred_at)
        if self.code in INACTIVE:
            return self._stays_open(fact, on)
        match fact.event:
            case TermsAdopted() as event:
                return self._adopted(event.version, event.adopted(self.code))
            case DecisionTermAdopted() as event:
                return self._adopted(event.version, (event.length, event.unit))
            case TermSuspended(until=back):
                return self._runs(lambda run: run.suspended(on, back))
            case TermResumed():
                return self._runs(lambda run: run.resumed(on))
            case TermExtended(until=last) | StatutoryTermExtended(until=last):
                return self._runs(lambda run: run.extended(last), extended=True)
            case InvestigationExtensionAgreed(until=last):
                return self._investigated_until(last)
            case CaseNotOpened() | CaseClosed():
                return self._void(on)
            case ApplicationWithdrawn() if self.code is not T.WITHDRAWN_APPLICATION:
                return self._void(on)
            case CaseOpened(team=team, laws=laws) if self.code not in CASE_REVIEWS:
                return self._opened(team, laws, on)
            case CaseMoved(team=team) | CaseRedirected(team=team):
                return but(self, team=team) if self.started_on or self.team else None
            case _:
                return self._happened(fact, on)

    def _stays_open(self, fact: Fact[Any], on: date) -> Self | None:
        """Of a case in which nothing happens: whatever does, counts from there on."""
        match fact.event:
            case TermsAdopted() as event:
                return self._adopted(event.version, event.adopted(self.code))
            case CaseNotOpened() | CaseClosed():
                return self._void(on)
            case CaseOpened():
                return self._started(fact)
            case _ if self.started_on is None:
                return self if self.length else None
            case CaseMoved(team=team) | CaseRedirected(team=team):
                return but(self, team=team)
            case _:
                return self if self.void_on or on <= self.started_on else self._started(fact)

    def _happened(self, fact: Fact[Any], on: date) -> Self | None:
        """After something that may call for it, or meet it."""
        if self.code is T.NOTICE:
            return self._noticed(fact, on)
        event, begun = fact.event, self.started_on is not None
        if duties.calls_for(event, self.code) and (
            self.code in COMES_BACK or not (begun or self.met_on)
        ):
            return self._started(fact)
        if duties.meets(event, self.code):
            return but(self, met_on=self.met_on or on)
        row = self
        if isinstance(event, NotificationReceived):
            row = but(self, void_on=None)  # it came back, and is as old as it was
        return row if begun or self.met_on or self.team or self.length else None

    def _noticed(self, fact: Fact[Any], on: date) -> Self | None:
        """After something that starts, moves or stops the clock of telling this person."""
        clock = Clock(
            since=on, started_at=self.started_at, rules=self.rules, due_on=self.due_on,
            told_on=self.met_on, adopted=self._promised(),
        ).after(fact)  # fmt: skip
        row = but(self, due_on=clock.due_on, met_on=clock.told_on)
        if self.called_for or clock.due_on is None:
            return row if self.called_for or row.met_on or self.team or self.length else None
        rules = Rules.of(fact.context.rules)
        try:
            law = rules.deadline(T.NOTICE, on)
        except NotInForce:
            return None
        return but(
            row, called_for=True, role=law.by, ground=law.article, rules=rules.edition,
            team=getattr(fact.event, "team", self.team), started_on=on,
            started_at=clock.started_at or fact.context.occurred_at, counted_to=clock.due_on,
        )  # fmt: skip

    def _started(self, fact: Fact[Any]) -> Self | None:
        """Called for by this fact: from here on nothing re-dates it but the law."""
        event, at = fact.event, fact.context.occurred_at
        if isinstance(event, StatutoryTermStarted):
            at = noon(event.since)
        if isinstance(event, RecipientNotified):
            at = fact.recorded_at  # whoever has to answer heard of it no earlier
        rules = Rules.of(fact.context.rules)
        try:
            row = rules.deadline(self.code, day(at))
            ends = due(self.code, at, rules, self._promised())
        except NotInForce:
            return None
        chosen = getattr(event, "review_on", ends.on) if self.code in COMES_BACK else ends.on
        return but(
            self, team=getattr(event, "team", self.team), role=row.by, ground=row.article,
            started_at=at, started_on=day(at), due_on=min(ends.on, chosen), due_at=ends.at,
            counted_to=ends.counted_to, rules=rules.edition, met_on=None, void_on=None,
            times_met=self.times_met + (self.started_on is not None and self.code in COMES_BACK),
            called_for=self.code not in ABOUT_DEBT or self.team is not None,
        )  # fmt: skip

    def _promised(self) -> Adopted | None:
        """The municipality's own term; None: as the law has it."""
        return None if self.length is None or self.unit is None else (self.length, self.unit)

    def _void(self, on: date) -> Self | None:
        """No longer called for; what was done stays done. What never was, is forgotten."""
        if self.started_on is None:
            return None
        if self.met_on or self.code in OUTLIVES_THE_CASE or not self.called_for:
            return self
        return but(self, void_on=on)

    def _opened(self, team: TeamId, laws: Sequence[Law], on: date) -> Self | None:
        """The team took it on, under these laws."""
        if self.started_on is None and self.code not in WAITS_FOR_ITS_START:
            return None
        if self.code in ABOUT_DEBT:
            begun = self.started_on is not None
            return but(self, team=team, called_for=begun) if Law.DEBT in laws else None
        if self.code in OF_THE_WMO and Law.WMO not in laws:
            return self._void(on)
        return but(self, team=team, void_on=None)

    def _adopted(self, version: int, adopted: Adopted | None) -> Self:
        """The municipality promised a shorter term, in the same breath as it began."""
        if adopted is None:
            return self
        row = but(self, configuration=version, length=adopted[0], unit=adopted[1])
        if self.started_at is None:
            return row
        ends = due(self.code, self.started_at, Rules.of(self.rules), adopted)
        return but(row, due_on=ends.on, due_at=ends.at, counted_to=ends.counted_to)

    def _runs(self, change: Callable[[Run], Run], extended: bool = False) -> Self | None:
        """After the term was suspended, resumed or extended."""
        if self.counted_to is None or self.started_on is None:
            return None
        run = change(Run(self.counted_to, self.suspended_on, self.suspended_until))
        rules = Rules.of(self.rules)
        row = rules.deadline(self.code, self.started_on)
        ends = until(row, self.started_on, run.counted_to, rules)
        open_ended = run.suspended_on is not None and run.suspended_until is None
        return but(
            self, counted_to=run.counted_to, due_on=None if open_ended else ends.on,
            suspended_on=run.suspended_on, suspended_until=run.suspended_until,
            extended=self.extended or extended,
        )  # fmt: skip

    def _investigated_until(self, last: date) -> Self | None:
        """The resident agreed that it takes longer: the decision comes two weeks after it."""
        if self.code is T.NOTIFICATION_TO_DECISION and self.started_on is not None:
            rules = Rules.of(self.rules)
            row = rules.deadline(T.WMO_DECISION, self.started_on)
            last = on_from(last, row.length, row.unit, rules.holiday)
        return self._runs(lambda run: run.extended(last), extended=True)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    event, about = fact.event, getattr(fact.event, "application", "")
    own = [
        (
            event.case,
            code,
            about if code in OF_AN_APPLICATION else "",
            whom(event) if code not in INACTIVE else "",
            event.notice if code is T.ACKNOWLEDGEMENT else "",
            event.statement if code is T.STRUCK_LINE else "",
        )
        for code in duties.touched(event)
    ]
    others = [(event.case, T.NOTICE, "", each, "", "") for each in getattr(event, "others", ())]
    return [*own, *others]


obligations = View("obligations", Obligation, keys, leans_on=(duties, awareness, notice, activity))
