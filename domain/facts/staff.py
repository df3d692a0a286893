"""The staff register, seen from the journal; and the keys that workers sign their decisions with.

Workers are data subjects too: in the journal they are pseudonyms. Names and logins lie sealed in
the register, and each fact commits to the whole row (`pt_commit`), as with residents.
"""

from dataclasses import replace
from typing import Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import Commitment, PublicKey, WorkerId


class WorkerRegistered(Event):
    """Medewerker ingeschreven: the staff register holds a name and a login of this worker."""

    worker: WorkerId
    pt_commit: Commitment


class WorkerChanged(Event):
    """Medewerkergegevens gewijzigd: what they were and are is nobody's here to read."""

    worker: WorkerId
    pt_commit: Commitment


class WorkerRemoved(Event):
    """Medewerker uitgeschreven: the row and its key are gone; what was done stays done."""

    worker: WorkerId


class StaffNamesRead(Event):
    """Inzage in namen van medewerkers: of these workers, before any name was shown."""

    workers: tuple[WorkerId, ...]
    reader: WorkerId


class SigningKeyRegistered(Event):
    """Handtekeningsleutel ingeschreven: from now on this worker's decisions bear a signature."""

    worker: WorkerId
    key: PublicKey


class SigningKeyEnded(Event):
    """Handtekeningsleutel ingetrokken: what was signed with it before stays signed."""

    worker: WorkerId
    key: PublicKey


class StaffMember(Knowledge):
    """Whether the staff register holds somebody, and which row of theirs stands."""

    worker: WorkerId
    pt_commit: Commitment | None = None

    def evolve(self, fact: Fact[WorkerRegistered | WorkerChanged | WorkerRemoved]) -> Self:
        match fact.event:
            case WorkerRegistered(pt_commit=pt_commit) | WorkerChanged(pt_commit=pt_commit):
                return replace(self, pt_commit=pt_commit)
            case WorkerRemoved():
                return replace(self, pt_commit=None)


class Signatory(Knowledge):
    """With which key a worker signs decisions; None: with none."""

    worker: WorkerId
    key: PublicKey | None = None

    def evolve(self, fact: Fact[SigningKeyRegistered | SigningKeyEnded]) -> Self:
        match fact.event:
            case SigningKeyRegistered(key=key):
                return replace(self, key=key)
            case SigningKeyEnded():
                return replace(self, key=None)
