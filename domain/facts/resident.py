"""The register of residents, seen from the journal: that a row was made, changed or removed.

What is in a row is sealed outside the journal. Each fact commits to the whole row as it then was
(`pt_commit`), so a row that somebody edits or swaps differs from the last fact about it.
"""

from dataclasses import replace
from typing import Self

from domain.codes import RegisterPart, RemovalGround
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.intake import NotificationReceived, SignalReceived
from domain.facts.record import RecordsMerged, RecordSplit
from domain.terms import Commitment, ResidentId


class ResidentRegistered(Event):
    """Inwoner ingeschreven: the register now holds these parts about this person."""

    resident: ResidentId
    parts: tuple[RegisterPart, ...]
    pt_commit: Commitment
    alike: bool
    """Whether the register knew somebody alike, who was looked at and is another person."""


class ResidentChanged(Event):
    """Inwonergegevens gewijzigd: which parts; what they were and are is nobody's here to read."""

    resident: ResidentId
    parts: tuple[RegisterPart, ...]
    pt_commit: Commitment


class ResidentRemoved(Event):
    """Inwoner uitgeschreven: the row and its keys are gone (AVG 17); what happened stays."""

    resident: ResidentId
    ground: RemovalGround


class Registration(Knowledge):
    """Whether a person is known, what the register holds about them, and under whom they stand."""

    resident: ResidentId
    known: bool = False
    """Somebody under this pseudonym came in at the front door, or was registered."""
    pt_commit: Commitment | None = None
    """Of the row that stands; None where there is none."""
    merged_into: ResidentId | None = None

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | ResidentRegistered
            | ResidentChanged
            | ResidentRemoved
            | RecordsMerged
            | RecordSplit
        ],
    ) -> Self:
        match fact.event:
            case SignalReceived() | NotificationReceived():
                return replace(self, known=True)
            case ResidentRegistered(pt_commit=commit) | ResidentChanged(pt_commit=commit):
                return replace(self, known=True, pt_commit=commit)
            case ResidentRemoved():
                return replace(self, pt_commit=None)
            case RecordsMerged(resident=merged, into=into) if merged == self.resident:
                return replace(self, merged_into=into)
            case RecordSplit(resident=kept, other=other) if (
                other == self.resident and kept == self.merged_into
            ):
                return replace(self, merged_into=None)
            case _:  # about the other of the two
                return self
