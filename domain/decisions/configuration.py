"""Publishing what a municipality sets for itself: stricter than the law, never looser (N-02)."""

from collections.abc import Sequence
from datetime import date

from domain.codes import Channel, Law, LimitCode, ProviderModel, Role, Step, TermCode, TermUnit
from domain.command import Command, Malformed, Refused
from domain.decisions.guards import some_money
from domain.decisions.telling import SENT_FROM_HERE
from domain.fact import Event
from domain.facts.configuration import Configuration, ConfigurationPublished
from domain.law import EDITION, NotInForce, Rules
from domain.law.due import Adopted, tightens
from domain.refusal import Refusal
from domain.terms import Cents, OrganisationId, Publication, day

NEVER_LEFT_OUT = frozenset({Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.OMBUDSMAN, Role.AUDITOR})
"""Functions that the law asks for (AVG 37, Awb 9:17, Gemeentewet 213)."""


class PublishConfiguration(Command[Configuration]):
    """Publish a whole version, from a day on: today or later. A gap is filled by the law."""

    organisation: OrganisationId
    version: int
    since: date
    laws: tuple[Law, ...]
    terms: tuple[TermCode, ...]
    lengths: tuple[int, ...]
    units: tuple[TermUnit, ...]
    publication: Publication
    most_spent: Cents | None = None
    spenders: tuple[Role, ...] = ()
    roles: tuple[Role, ...] = ()
    channels: tuple[Channel, ...] = ()
    steps: tuple[Step, ...] = ()
    provider_model: ProviderModel | None = None
    limits: tuple[LimitCode, ...] = ()
    mosts: tuple[int, ...] = ()

    def needs(self) -> tuple[Configuration]:
        return (Configuration(self.organisation),)

    def decide(self, configuration: Configuration) -> Sequence[Event]:
        today = day(self.at)
        if not len(self.terms) == len(self.lengths) == len(self.units):
            raise Malformed("terms: each with one length and one unit")
        if len(set(self.terms)) < len(self.terms):
            raise Malformed("terms: each once")
        if not self.laws:
            raise Malformed("laws: at least one")
        if len(set(self.steps)) < len(self.steps):
            raise Malformed("steps: each once")
        if not SENT_FROM_HERE.issuperset(self.channels):
            raise Malformed("channels: those by which messages are sent from here")
        if self.since < today:
            raise Malformed("since: not before today")
        if self.most_spent is not None:
            some_money(self.most_spent)
        if self.organisation != self.context.funding_responsible:
            raise Refused(Refusal.NOT_YOURS)
        if self.version != len(configuration.versions) + 1:
            raise Refused(Refusal.ALREADY_DONE)
        for term, length, unit in zip(self.terms, self.lengths, self.units, strict=True):
            within_the_law(term, (length, unit), self.since)
        nobody_left_out(self.roles, self.channels)
        within_the_limits(self.limits, self.mosts, self.since)
        return [
            ConfigurationPublished(
                organisation=self.organisation,
                version=self.version,
                since=self.since,
                laws=self.laws,
                terms=self.terms,
                lengths=self.lengths,
                units=self.units,
                publication=self.publication,
                most_spent=self.most_spent,
                spenders=self.spenders,
                roles=self.roles,
                channels=self.channels,
                steps=self.steps,
                provider_model=self.provider_model,
                limits=self.limits,
                mosts=self.mosts,
            )
        ]


def within_the_law(term: TermCode, adopted: Adopted, since: date) -> None:
    """A municipality may shorten its own terms; it may not lengthen them, drop them, or touch
    those of others (Gemeentewet 121). Raises Refused."""
    try:
        may = tightens(term, adopted, since, Rules(EDITION))
    except NotInForce:
        may = False
    if not may:
        raise Refused(Refusal.CONFIGURATION_BELOW_FLOOR)


def nobody_left_out(roles: Sequence[Role], channels: Sequence[Channel]) -> None:
    """Who must be there stays, and who has no e-mail is written to (Awb 2:14). Raises Refused."""
    if roles and not set(roles) >= NEVER_LEFT_OUT:
        raise Refused(Refusal.CONFIGURATION_BELOW_FLOOR)
    if channels and Channel.LETTER not in channels:
        raise Refused(Refusal.CONFIGURATION_BELOW_FLOOR)


def within_the_limits(limits: Sequence[LimitCode], mosts: Sequence[int], since: date) -> None:
    """A municipality may allow less than the law tables, and at least one. Raises Malformed,
    Refused."""
    if len(limits) != len(mosts):
        raise Malformed("limits: each with one number")
    if len(set(limits)) < len(limits):
        raise Malformed("limits: each once")
    rules = Rules(EDITION)
    listed = zip(limits, mosts, strict=True)
    if not all(1 <= most <= rules.limit(limit, since).most for limit, most in listed):
        raise Refused(Refusal.CONFIGURATION_BELOW_FLOOR)
