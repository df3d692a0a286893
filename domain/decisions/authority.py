"""Writing down gezag and representation: what they were established from must be able to say so."""

from collections.abc import Sequence
from datetime import date

from domain.codes import AuthorityKind, AuthoritySource, RepresentativeKind, Tie
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import of_a_team_that_helps
from domain.fact import Event
from domain.facts.authority import (
    Authority,
    AuthorityEnded,
    AuthorityRecorded,
    Representation,
    RepresentationEnded,
    RepresentativeAppointed,
)
from domain.facts.municipality import Office
from domain.facts.register import HelpedBy
from domain.facts.resident import Registration
from domain.facts.ties import Ties
from domain.refusal import Refusal
from domain.terms import ResidentId, day

_COURT = frozenset({AuthoritySource.COURT, AuthoritySource.PROTECTION_REGISTER})
SAYS_WHO_REPRESENTS: dict[RepresentativeKind, frozenset[AuthoritySource]] = {
    RepresentativeKind.CURATOR: _COURT,  # BW 1:378
    RepresentativeKind.MENTOR: _COURT,  # BW 1:450
    RepresentativeKind.ADMINISTRATOR_OF_PROPERTY: _COURT,  # BW 1:431
    RepresentativeKind.AUTHORISED: frozenset({AuthoritySource.OWN_MANDATE}),  # BW 3:60
    RepresentativeKind.PARTNER: frozenset({AuthoritySource.BY_LAW}),  # Jw 7.3.15 lid 3
    RepresentativeKind.CLOSE_RELATIVE: frozenset({AuthoritySource.BY_LAW}),
}
"""From what each kind of representation follows."""
SAYS_WHO_HAS_AUTHORITY = frozenset(
    {
        AuthoritySource.POPULATION_REGISTER,
        AuthoritySource.AUTHORITY_REGISTER,
        AuthoritySource.COURT,
    }
)
"""From what gezag is established (BW 1:244): never from what a parent says."""


class RecordAuthority(Command[Registration, Registration, Authority, Ties, HelpedBy, Office]):
    """Write down who has authority over a child, from a source that can say so.

    In a team that helps the child: whoever decides for a child may read about it.
    """

    child: ResidentId
    parent: ResidentId
    kind: AuthorityKind
    since: date
    source: AuthoritySource
    until: date | None = None

    def needs(self) -> tuple[Registration, Registration, Authority, Ties, HelpedBy, Office]:
        return (
            Registration(self.child),
            Registration(self.parent),
            Authority(self.child),
            Ties(self.context.actor),
            HelpedBy(self.child),
            Office(self.context.function),
        )

    def decide(
        self,
        child: Registration,
        parent: Registration,
        authority: Authority,
        ties: Ties,
        helped: HelpedBy,
        office: Office,
    ) -> Sequence[Event]:
        another(self.child, self.parent)
        in_order(self.since, self.until)
        registered(child)
        registered(parent)
        at_a_distance(ties, self.child, self.parent)
        of_a_team_that_helps(helped, office, self.context, day(self.at))
        if self.source not in SAYS_WHO_HAS_AUTHORITY:
            raise Refused(Refusal.SOURCE_INSUFFICIENT)
        if any(say.by == self.parent and say.valid(self.since) for say in authority.said):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            AuthorityRecorded(
                child=self.child,
                parent=self.parent,
                kind=self.kind,
                since=self.since,
                source=self.source,
                until=self.until,
            )
        ]


class EndAuthority(Command[Authority, Ties, HelpedBy, Office]):
    """Write down that somebody no longer has authority over a child, from a day on.

    In a team that helps the child.
    """

    child: ResidentId
    parent: ResidentId
    since: date
    source: AuthoritySource

    def needs(self) -> tuple[Authority, Ties, HelpedBy, Office]:
        return (
            Authority(self.child),
            Ties(self.context.actor),
            HelpedBy(self.child),
            Office(self.context.function),
        )

    def decide(
        self, authority: Authority, ties: Ties, helped: HelpedBy, office: Office
    ) -> Sequence[Event]:
        if all(say.by != self.parent for say in authority.said):
            raise Unknown("authority over this child")
        at_a_distance(ties, self.child, self.parent)
        of_a_team_that_helps(helped, office, self.context, day(self.at))
        if self.source not in SAYS_WHO_HAS_AUTHORITY:
            raise Refused(Refusal.SOURCE_INSUFFICIENT)
        if all(say.by != self.parent or say.until < self.since for say in authority.said):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            AuthorityEnded(
                child=self.child, parent=self.parent, since=self.since, source=self.source
            )
        ]


class AppointRepresentative(
    Command[Registration, Registration, Representation, Ties, HelpedBy, Office]
):
    """Write down who speaks for a resident, and by what right: in a team that helps them.

    Whoever represents a resident reads the whole record.
    """

    resident: ResidentId
    representative: ResidentId
    kind: RepresentativeKind
    since: date
    source: AuthoritySource
    until: date | None = None

    def needs(
        self,
    ) -> tuple[Registration, Registration, Representation, Ties, HelpedBy, Office]:
        return (
            Registration(self.resident),
            Registration(self.representative),
            Representation(self.resident),
            Ties(self.context.actor),
            HelpedBy(self.resident),
            Office(self.context.function),
        )

    def decide(
        self,
        resident: Registration,
        representative: Registration,
        representation: Representation,
        ties: Ties,
        helped: HelpedBy,
        office: Office,
    ) -> Sequence[Event]:
        another(self.resident, self.representative)
        in_order(self.since, self.until)
        registered(resident)
        registered(representative)
        at_a_distance(ties, self.resident, self.representative)
        of_a_team_that_helps(helped, office, self.context, day(self.at))
        if self.source not in SAYS_WHO_REPRESENTS[self.kind]:
            raise Refused(Refusal.SOURCE_INSUFFICIENT)
        if any(
            (say.by, say.kind) == (self.representative, self.kind) and say.valid(self.since)
            for say in representation.said
        ):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            RepresentativeAppointed(
                resident=self.resident,
                representative=self.representative,
                kind=self.kind,
                since=self.since,
                source=self.source,
                until=self.until,
            )
        ]


class EndRepresentation(Command[Representation, Ties, HelpedBy, Office]):
    """Write down that somebody no longer speaks for a resident. A mandate of one's own, at once.

    In a team that helps them.
    """

    resident: ResidentId
    representative: ResidentId
    kind: RepresentativeKind
    since: date
    source: AuthoritySource

    def needs(self) -> tuple[Representation, Ties, HelpedBy, Office]:
        return (
            Representation(self.resident),
            Ties(self.context.actor),
            HelpedBy(self.resident),
            Office(self.context.function),
        )

    def decide(
        self, representation: Representation, ties: Ties, helped: HelpedBy, office: Office
    ) -> Sequence[Event]:
        whose = [
            s for s in representation.said if (s.by, s.kind) == (self.representative, self.kind)
        ]
        if not whose:
            raise Unknown("representation of this resident")
        at_a_distance(ties, self.resident, self.representative)
        of_a_team_that_helps(helped, office, self.context, day(self.at))
        if self.source not in SAYS_WHO_REPRESENTS[self.kind]:
            raise Refused(Refusal.SOURCE_INSUFFICIENT)
        if all(say.until < self.since for say in whose):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            RepresentationEnded(
                resident=self.resident,
                representative=self.representative,
                kind=self.kind,
                since=self.since,
                source=self.source,
            )
        ]


def another(one: ResidentId, other: ResidentId) -> None:
    """Nobody has authority over, or represents, themselves. Raises Malformed."""
    if one == other:
        raise Malformed("resident: two different people")


def in_order(since: date, until: date | None) -> None:
    """A period begins before it ends. Raises Malformed."""
    if until is not None and until < since:
        raise Malformed("until: not before since")


def registered(person: Registration) -> None:
    """Somebody whose name and birth date are in the register. Raises Unknown."""
    if person.pt_commit is None:
        raise Unknown("resident in the register")


def at_a_distance(ties: Ties, *people: ResidentId) -> None:
    """Nobody writes down who has a say for themselves or who they live with (Awb 2:4).

    Raises Refused.
    """
    if any(ties.with_(each) & {Tie.SELF, Tie.HOUSEHOLD} for each in people):
        raise Refused(Refusal.OWN_CASE)
