"""Beginning, meeting and extending terms that nothing else here begins."""

from collections.abc import Sequence
from datetime import date

from domain.calendar import on_from
from domain.codes import Channel, Template, TermCode
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import resident_of
from domain.decisions.telling import SENT_FROM_HERE, told
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.statutory_term import (
    BY_HAND,
    StatutoryTermCompleted,
    StatutoryTermExtended,
    StatutoryTerms,
    StatutoryTermStarted,
)
from domain.law import NotInForce, Rules
from domain.law.due import until
from domain.law.rows import Deadline, Extension
from domain.refusal import Refusal
from domain.terms import CaseId, day

AFTER_THE_OBJECTION_TERM = frozenset(
    {TermCode.OBJECTION_DECISION, TermCode.OBJECTION_DECISION_COMMITTEE}
)
"""Counted from the last day on which one may still object: that may lie ahead (Awb 7:10)."""


class StartStatutoryTerm(Command[Case, StatutoryTerms]):
    """Write down that something came in from which the law counts, and from which day.

    Also when the case is closed: complaints and objections come afterwards.
    """

    case: CaseId
    term: TermCode
    since: date

    def needs(self) -> tuple[Case, StatutoryTerms]:
        return Case(self.case), StatutoryTerms(self.case)

    def decide(self, case: Case, terms: StatutoryTerms) -> Sequence[Event]:
        if self.term not in BY_HAND:
            raise Malformed("term: one that nothing else begins")
        if self.since > day(self.at) and self.term not in AFTER_THE_OBJECTION_TERM:
            raise Malformed("since: not after today")
        try:
            Rules.of(self.context.rules).deadline(self.term, self.since)
        except NotInForce:
            raise Malformed("since: a day on which there was such a term") from None
        resident = resident_of(case)
        if terms.of(self.term) is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            StatutoryTermStarted(
                case=self.case,
                resident=resident,
                term=self.term,
                since=self.since,
                team=case.team,
            )
        ]


class CompleteStatutoryTerm(Command[Case, StatutoryTerms]):
    """Write down that what had to happen within the term was done. When, is on record as well."""

    case: CaseId
    term: TermCode

    def needs(self) -> tuple[Case, StatutoryTerms]:
        return Case(self.case), StatutoryTerms(self.case)

    def decide(self, case: Case, terms: StatutoryTerms) -> Sequence[Event]:
        resident = resident_of(case)
        if terms.of(self.term) is None:
            raise Unknown("running term")
        return [StatutoryTermCompleted(case=self.case, resident=resident, term=self.term)]


class ExtendStatutoryTerm(Command[Case, StatutoryTerms]):
    """Take longer, where and as far as the law itself says so; once, in time, and told in writing
    (AVG 12(3), Awb 7:10, 9:11)."""

    case: CaseId
    term: TermCode
    until: date
    channel: Channel = Channel.LETTER

    def needs(self) -> tuple[Case, StatutoryTerms]:
        return Case(self.case), StatutoryTerms(self.case)

    def decide(self, case: Case, terms: StatutoryTerms) -> Sequence[Event]:
        if self.channel not in SENT_FROM_HERE:
            raise Malformed("channel: in writing: letter or e-mail")
        resident = resident_of(case)
        run = terms.of(self.term)
        if run is None:
            raise Unknown("running term")
        rules = Rules.of(run.edition)
        row = rules.deadline(self.term, run.since)
        if row.extension is not Extension.IN_LAW:
            raise Refused(Refusal.TERM_NOT_EXTENDABLE)
        if run.extended:
            raise Refused(Refusal.ALREADY_DONE)
        if day(self.at) > until(row, run.since, run.counted_to, rules).on:
            raise Refused(Refusal.TERM_ENDED)
        if self.until <= run.counted_to:
            raise Malformed("until: after the day on which it ends now")
        if self.until > furthest(row, run.counted_to, rules):
            raise Refused(Refusal.EXTENSION_TOO_LONG)
        return [
            StatutoryTermExtended(
                case=self.case, resident=resident, term=self.term, until=self.until
            ),
            told(
                self.context, Template.STATUTORY_TERM_EXTENDED, resident=resident, case=self.case,
                channel=self.channel,
            ),
        ]  # fmt: skip


def furthest(row: Deadline, counted_to: date, rules: Rules) -> date:
    """The last day to which the law lets it take."""
    return on_from(counted_to, row.extra, row.unit, rules.holiday)
