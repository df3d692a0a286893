"""A report (verslag, Wmo 2.3.2 lid 8): drafted out of statements, shown, struck in, established.

A line of it is a statement, and no copy of one: so its kind, source, contest and correction come
along, however many reports it stands in.
"""

from dataclasses import replace
from typing import Annotated, Self

from domain.codes import Channel, ResidentView, SignedFor
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.disclosure import DisclosureMade
from domain.facts.statement import StatementRecorded, StatementStruck
from domain.terms import CaseId, Personal, ReportId, ResidentId, StatementId, TeamId


class ReportDrafted(Event):
    """Concept van een verslag: what the team would put into it, and what of that it needs."""

    report: ReportId
    case: CaseId
    resident: ResidentId
    statements: tuple[StatementId, ...]
    """In the order in which they are read."""
    needed: tuple[StatementId, ...]
    """Those that the resident cannot strike, as the question cannot be answered without them."""
    team: TeamId | None = None
    """Whose case it is."""


class ReportShared(Event):
    """Concept met de inwoner besproken (M-08): shown to the resident, before anything is fixed."""

    report: ReportId
    case: CaseId
    resident: ResidentId
    channel: Channel


class ReportAnswered(Event):
    """Reactie op het verslag (M-30): what the resident makes of it, of equal weight."""

    report: ReportId
    case: CaseId
    resident: ResidentId
    view: ResidentView
    words: Annotated[str, Personal("resident")]
    """The resident's own version; may be empty where they agree."""
    signed_for: SignedFor | None = None
    """What the signature means, where there is one."""


class ReportEstablished(Event):
    """Verslag vastgesteld: after it was shown, without what was struck."""

    report: ReportId
    case: CaseId
    resident: ResidentId
    statements: tuple[StatementId, ...]


class Report(Knowledge):
    """How far a report has come."""

    report: ReportId
    drafted: ReportDrafted | None = None
    shared: bool = False
    answered: ReportAnswered | None = None
    established: bool = False
    lines: tuple[StatementId, ...] = ()
    """Of what was established: what stands in it."""

    def evolve(
        self,
        fact: Fact[ReportDrafted | ReportShared | ReportAnswered | ReportEstablished],
    ) -> Self:
        match fact.event:
            case ReportDrafted() as event:
                return replace(self, drafted=event)
            case ReportShared():
                return replace(self, shared=True)
            case ReportAnswered() as event:
                return replace(self, answered=event)
            case ReportEstablished(statements=lines):
                return replace(self, established=True, lines=lines)


class Use(Knowledge):
    """Where a statement went: into reports that were established, or out of the team by itself.
    What did is struck no more, and whoever received it hears of its correction. Or into other
    statements, that say it again."""

    statement: StatementId
    reports: frozenset[ReportId] = frozenset()
    disclosed: bool = False
    repeated: frozenset[StatementId] = frozenset()

    def evolve(self, fact: Fact[ReportEstablished | DisclosureMade | StatementRecorded]) -> Self:
        match fact.event:
            case ReportEstablished(report=report):
                return replace(self, reports=self.reports | {report})
            case DisclosureMade():
                return replace(self, disclosed=True)
            case StatementRecorded(statement=again, origin=origin) if origin == self.statement:
                return replace(self, repeated=self.repeated | {again})
            case StatementRecorded():  # itself, or what rests on it
                return self

    @property
    def gone_out(self) -> bool:
        """Whether others rely on it by now."""
        return bool(self.reports) or self.disclosed


class Struck(Knowledge):
    """What was struck in a case, in whichever report: it is in no report that comes after."""

    case: CaseId
    statements: frozenset[StatementId] = frozenset()

    def evolve(self, fact: Fact[StatementStruck]) -> Self:
        return replace(self, statements=self.statements | {fact.event.statement})
