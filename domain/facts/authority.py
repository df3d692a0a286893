"""Who has a say for whom: authority over a child (gezag) and representation, dated, with source.

Age bands and the matrix that hangs on them (Jeugdwet 7.3.4, 7.3.5, 7.3.15) read these folds; a
decision that hangs on age or gezag carries what it saw.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple, Self

from domain.codes import AgeBand, AuthorityKind, AuthoritySource, RepresentativeKind
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import ResidentId


class AuthorityRecorded(Event):
    """Gezag vastgelegd: this person has it over this child, from and until these days."""

    child: ResidentId
    parent: ResidentId
    kind: AuthorityKind
    since: date
    source: AuthoritySource
    until: date | None = None
    """The last day, where that is known already."""


class AuthorityEnded(Event):
    """Gezag beëindigd: from this day on this person no longer has it."""

    child: ResidentId
    parent: ResidentId
    since: date
    source: AuthoritySource


class ParenthoodRecorded(Event):
    """Ouderschap vastgelegd: a parent by law, with gezag or without (BW 1:377c)."""

    child: ResidentId
    parent: ResidentId
    source: AuthoritySource


class RepresentativeAppointed(Event):
    """Vertegenwoordiger vastgelegd (Jw 7.3.15): this person speaks for that one."""

    resident: ResidentId
    representative: ResidentId
    kind: RepresentativeKind
    since: date
    source: AuthoritySource
    until: date | None = None
    """The last day, where that is known already."""


class RepresentationEnded(Event):
    """Vertegenwoordiging beëindigd: from this day on."""

    resident: ResidentId
    representative: ResidentId
    kind: RepresentativeKind
    since: date
    source: AuthoritySource


class Say(NamedTuple):
    """Somebody's say for another: of what kind, from and until which day (that day included)."""

    by: ResidentId
    kind: AuthorityKind | RepresentativeKind
    since: date
    until: date
    source: AuthoritySource

    def valid(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.since <= on <= self.until


class Authority(Knowledge):
    """Who has authority over a child (gezag), by day."""

    child: ResidentId
    said: tuple[Say, ...] = ()

    def evolve(self, fact: Fact[AuthorityRecorded | AuthorityEnded]) -> Self:
        event = fact.event
        if event.child != self.child:  # about a child of this person's own
            return self
        match event:
            case AuthorityRecorded(parent=by, kind=kind, since=since, source=source, until=until):
                say = Say(by, kind, since, until or date.max, source)
                return replace(self, said=(*self.said, say))
            case AuthorityEnded(parent=by, since=since):
                return replace(self, said=_ended(self.said, by, None, since))

    def of(self, on: date) -> tuple[Say, ...]:
        """Whose it is on that day."""
        return tuple(say for say in self.said if say.valid(on))


class Parenthood(Knowledge):
    """Who is a child's parent by law: whether or not they have authority, or ever had."""

    child: ResidentId
    parents: frozenset[ResidentId] = frozenset()

    def evolve(self, fact: Fact[ParenthoodRecorded]) -> Self:
        event = fact.event
        if event.child != self.child:  # about a child of this person's own
            return self
        return replace(self, parents=self.parents | {event.parent})


class Representation(Knowledge):
    """Who speaks for somebody (vertegenwoordiging), by day."""

    resident: ResidentId
    said: tuple[Say, ...] = ()

    def evolve(self, fact: Fact[RepresentativeAppointed | RepresentationEnded]) -> Self:
        event = fact.event
        if event.resident != self.resident:  # whom this person speaks for
            return self
        match event:
            case RepresentativeAppointed(
                representative=by, kind=kind, since=since, source=source, until=until
            ):
                say = Say(by, kind, since, until or date.max, source)
                return replace(self, said=(*self.said, say))
            case RepresentationEnded(representative=by, kind=kind, since=since):
                return replace(self, said=_ended(self.said, by, kind, since))

    def of(self, on: date) -> tuple[Say, ...]:
        """Who may speak on that day, in the order of Jeugdwet 7.3.15 lid 3."""
        return tuple(sorted((s for s in self.said if s.valid(on)), key=lambda s: _ORDER[s.kind]))


_ORDER = {kind: place for place, kind in enumerate((*RepresentativeKind, *AuthorityKind))}


def _ended(
    said: tuple[Say, ...], by: ResidentId, kind: RepresentativeKind | None, since: date
) -> tuple[Say, ...]:
    """What is left when somebody's say ends on the day before that one."""
    last = date.fromordinal(max(since.toordinal() - 1, date.min.toordinal()))
    return tuple(
        say._replace(until=min(say.until, last))
        if say.by == by and kind in (None, say.kind)
        else say
        for say in said
    )


def age(birth: date, on: date) -> int:
    """Whole years on that day. Born on 29 February, in other years one is older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def age_band(birth: date, on: date) -> AgeBand:
    """In which row of the matrix somebody falls on that day. Raises ValueError before birth."""
    years = age(birth, on)
    if years < 0:
        raise ValueError("that day lies before this birth")
    if years < 12:
        return AgeBand.UNDER_12
    if years < 16:
        return AgeBand.FROM_12
    return AgeBand.FROM_16 if years < 18 else AgeBand.ADULT
