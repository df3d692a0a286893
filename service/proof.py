"""Proof of a permission at a moment (AVG 7(1)): what was shown, who gave it, did it stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.fact import Fact
from domain.facts.permission import PermissionGiven, PermissionWithdrawn
from domain.templates import Text, by_digest
from domain.terms import CaseId, PermissionId, day, tag
from service.journal import Journal


@dataclass(frozen=True)
class Proof:
    """A permission as it was known at a moment."""

    given: Fact[PermissionGiven]
    withdrawn: Fact[PermissionWithdrawn] | None
    stood: bool
    """Whether it held at that moment."""

    @property
    def text(self) -> Text | None:
        """What was shown, word for word; None where that was a text of somebody else's."""
        return by_digest(self.given.event.text)


def proof(
    journal: Journal, case: CaseId, permission: PermissionId, at: datetime, read: int | None = None
) -> Proof | None:
    """What is on record of this permission at that moment (aware), its words opened on that read.

    None where it was not given by then. Raises StoreUnavailable, ReadRequired, WordsTampered.
    """
    known = journal.known_at(at)
    given: Fact[Any] | None = None
    withdrawn: Fact[Any] | None = None
    named = (tag("case", case), tag("permission", permission))
    for fact in journal.read(*named, until=known, words=read):
        if isinstance(fact.event, PermissionGiven):
            given = fact
        elif isinstance(fact.event, PermissionWithdrawn):
            withdrawn = fact
    if given is None:
        return None
    return Proof(given, withdrawn, withdrawn is None and given.event.stands(day(at)))
