"""Permission to show something of a resident to somebody outside the team."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, Self

from domain.codes import (
    AgeBand,
    Capacity,
    DataCategory,
    Expression,
    Language,
    LanguageLevel,
    OrganisationKind,
    PermissionKind,
    Purpose,
    RecipientFunction,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    CaseId,
    Digest,
    OrganisationId,
    PermissionId,
    Personal,
    RecipientId,
    ResidentId,
    WorkerId,
)


class PermissionGiven(Event):
    """Toestemming gegeven: to show this, to this organisation, for this, until that day."""

    permission: PermissionId
    case: CaseId
    resident: ResidentId
    organisation: OrganisationId | None = None
    """To whom; or to a person whom the giver named (`recipient`)."""
    kind: PermissionKind
    purpose: Purpose
    until: date
    """The last day on which it holds."""
    text: Digest
    """The information that was shown beforehand (AVG 7(1))."""
    exceptions: Annotated[str, Personal("resident")]
    """What the giver excepted, in their own words; may be empty."""
    recipient: RecipientId | None = None
    since: date | None = None
    """The first day; None: at once."""
    giver: ResidentId | None = None
    capacity: Capacity | None = None
    age: AgeBand | None = None
    """Of the resident, that day, where others could have to decide."""
    subjects: tuple[ResidentId, ...] | None = None
    """About whom it is as well, each of whom is asked by themselves; None: the resident alone."""
    categories: tuple[DataCategory, ...] | None = None
    """What may be shown; None: what the purpose needs."""
    not_to: tuple[OrganisationId, ...] | None = None
    """To whom it may not be shown in this case, under whatever permission."""
    not_to_kinds: tuple[OrganisationKind, ...] | None = None
    """To no organisation of these kinds either: “not to school”."""
    not_to_functions: tuple[RecipientFunction, ...] | None = None
    """Nor to anybody in these functions: “not to my ex-husband”."""
    language: Language | None = None
    level: LanguageLevel | None = None
    expression: Expression | None = None
    witness: WorkerId | None = None
    withdrawal_told: bool | None = None
    """Whether it was said beforehand how to withdraw it (AVG 7(3))."""

    def stands(self, on: date) -> bool:
        """Whether it holds on that day, as long as it is not withdrawn."""
        return (self.since or on) <= on <= self.until

    def excepts(
        self,
        whom: OrganisationId | RecipientId,
        kind: OrganisationKind | None,
        function: RecipientFunction | None,
    ) -> bool:
        """Whether it was said with it that nothing goes to this one, or to such."""
        return (
            whom in (self.not_to or ())
            or kind in (self.not_to_kinds or ())
            or function in (self.not_to_functions or ())
        )


class PermissionWithdrawn(Event):
    """Toestemming ingetrokken (AVG 7(3)): from this instant."""

    permission: PermissionId
    case: CaseId
    resident: ResidentId
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    by: ResidentId | None = None
    """Who took it back, where not a worker wrote it down for them."""


NOTHING: Mapping[PermissionId, PermissionGiven] = MappingProxyType({})


class Permissions(Knowledge):
    """What residents allow to be shown of this case, to whom and for what; and what they except."""

    case: CaseId
    given: Mapping[PermissionId, PermissionGiven] = field(default_factory=lambda: NOTHING)
    """What was given and not withdrawn, by its id."""
    said: tuple[PermissionGiven, ...] = ()
    """What was given, withdrawn or not, in order: what was excepted in it outlives it."""

    def evolve(self, fact: Fact[PermissionGiven | PermissionWithdrawn]) -> Self:
        match fact.event:
            case PermissionGiven(permission=permission) as given:
                standing = {**self.given, permission: given}
                return replace(self, given=standing, said=(*self.said, given))
            case PermissionWithdrawn(permission=permission):
                left = {key: given for key, given in self.given.items() if key != permission}
                return replace(self, given=left)

    def to(
        self,
        whom: OrganisationId | RecipientId | None,
        resident: ResidentId,
        kind: PermissionKind,
        on: date,
    ) -> Iterator[PermissionGiven]:
        """What this resident allows of that kind, to that organisation or person, on that day."""
        for each in self.given.values():
            theirs = whom is not None and whom in (each.organisation, each.recipient)
            if theirs and (each.resident, each.kind) == (resident, kind) and each.stands(on):
                yield each

    def excepted(
        self,
        resident: ResidentId,
        whom: OrganisationId | RecipientId,
        kind: OrganisationKind | None,
        function: RecipientFunction | None = None,
    ) -> bool:
        """Whether this resident excepted that recipient, every organisation of its kind, or
        whoever receives in that function.

        Under whatever permission. It lapses neither on the last day of the one that it was said
        with nor with its withdrawal, as taking something back allows nothing: once that is
        withdrawn, a later permission to this very recipient ends it.
        """
        return any(
            each.resident == resident
            and each.excepts(whom, kind, function)
            and (each.permission in self.given or not self._allowed(whom, resident, after))
            for after, each in enumerate(self.said, 1)
        )

    def _allowed(
        self, whom: OrganisationId | RecipientId, resident: ResidentId, after: int
    ) -> bool:
        """Whether something given after so many, and not withdrawn, is to that recipient."""
        return any(
            each.resident == resident
            and whom in (each.organisation, each.recipient)
            and each.permission in self.given
            for each in self.said[after:]
        )
