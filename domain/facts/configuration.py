"""What a municipality sets for itself: dated, published, versioned, and never below the law."""

from dataclasses import replace
from datetime import date
from typing import Self

from domain.codes import Channel, Law, LimitCode, ProviderModel, Role, Step, TermCode, TermUnit
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.awareness import ClientSupportOffered, ResidentInformed
from domain.facts.case import CoordinatorAssigned
from domain.facts.intake import NotificationReceived, QuestionClarified, SignalReceived
from domain.terms import CaseId, Cents, OrganisationId, Publication, ResidentId


class ConfigurationPublished(Event):
    """Configuratie bekendgemaakt: a whole version; what it does not name is as the law has it."""

    organisation: OrganisationId
    version: int
    """1, 2, 3 …"""
    since: date
    """The first day on which it holds."""
    laws: tuple[Law, ...]
    """The laws that the teams work under here."""
    terms: tuple[TermCode, ...]
    """Terms adopted in place of those of the law; how long each is, at the same place below."""
    lengths: tuple[int, ...]
    units: tuple[TermUnit, ...]
    publication: Publication
    most_spent: Cents | None = None
    """The most that a team spends at once without going up (maatwerkbudget)."""
    spenders: tuple[Role, ...] = ()
    """The functions that may spend; none named: every one that has a mandate."""
    roles: tuple[Role, ...] = ()
    """The functions that are in use here; none named: all."""
    channels: tuple[Channel, ...] = ()
    """How residents are written to from here; none named: every way there is."""
    steps: tuple[Step, ...] = ()
    """What has gone before a plan is agreed, in this order, besides what the law puts before it."""
    provider_model: ProviderModel | None = None
    """Whose the teams are; None: a team may be of any organisation."""
    limits: tuple[LimitCode, ...] = ()
    """Limits adopted in place of those of the law; how much each is, at the same place below."""
    mosts: tuple[int, ...] = ()

    def adopted(self, code: TermCode) -> tuple[int, TermUnit] | None:
        """The term adopted for that code, in its unit; None: as the law has it."""
        listed = zip(self.terms, self.lengths, self.units, strict=False)
        return next(((length, unit) for term, length, unit in listed if term is code), None)

    def most(self, code: LimitCode) -> int | None:
        """The limit adopted for that code; None: as the law has it."""
        listed = zip(self.limits, self.mosts, strict=False)
        return next((most for limit, most in listed if limit is code), None)


class Configuration(Knowledge):
    """The versions that a municipality published, in order."""

    organisation: OrganisationId
    versions: tuple[ConfigurationPublished, ...] = ()

    def evolve(self, fact: Fact[ConfigurationPublished]) -> Self:
        return replace(self, versions=(*self.versions, fact.event))

    def on(self, day: date) -> ConfigurationPublished | None:
        """The version that holds on that day: the newest of those that have begun by then."""
        begun = [each for each in self.versions if each.since <= day]
        return max(begun, key=lambda each: each.version, default=None)


class StepsTaken(Knowledge):
    """Which steps were taken in a case, in order; the same one again right after, once. What is
    done for somebody else who is written about in it is no step."""

    case: CaseId
    resident: ResidentId | None = None
    taken: tuple[Step, ...] = ()

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | QuestionClarified
            | ResidentInformed
            | ClientSupportOffered
            | CoordinatorAssigned
        ],
    ) -> Self:
        match fact.event:
            case SignalReceived() | NotificationReceived() as came_in:
                return replace(self, resident=came_in.resident)
            case QuestionClarified(with_resident=with_resident):
                step = Step.QUESTION_CLARIFIED if with_resident else None
            case ResidentInformed(resident=told):
                step = Step.RESIDENT_INFORMED if told == self.resident else None
            case ClientSupportOffered():
                step = Step.CLIENT_SUPPORT_OFFERED
            case CoordinatorAssigned():
                step = Step.COORDINATOR_ASSIGNED
        if step is None or self.taken[-1:] == (step,):
            return self
        return replace(self, taken=(*self.taken, step))
