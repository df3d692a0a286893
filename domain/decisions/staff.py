"""Who is in the staff register, whose names were read, and who signs with which key."""

from collections.abc import Sequence

from domain.command import Command, Malformed, Refused, Unknown
from domain.fact import Event
from domain.facts.municipality import Office
from domain.facts.staff import (
    Signatory,
    SigningKeyEnded,
    SigningKeyRegistered,
    StaffMember,
    StaffNamesRead,
    WorkerChanged,
    WorkerRegistered,
    WorkerRemoved,
)
from domain.refusal import Refusal
from domain.terms import Commitment, PublicKey, WorkerId

MOST_NAMES = 100
"""Names read at once."""


class RegisterWorker(Command[StaffMember]):
    """Put a worker in the staff register. `taken`: somebody else signs in that way already."""

    worker: WorkerId
    pt_commit: Commitment
    taken: bool

    def needs(self) -> tuple[StaffMember]:
        return (StaffMember(self.worker),)

    def decide(self, member: StaffMember) -> Sequence[Event]:
        if member.pt_commit is not None:
            raise Refused(Refusal.ALREADY_DONE)
        if self.taken:
            raise Refused(Refusal.LOGIN_TAKEN)
        return [WorkerRegistered(worker=self.worker, pt_commit=self.pt_commit)]


class ChangeWorker(Command[StaffMember]):
    """Change what the staff register holds of a worker: a name, or how somebody signs in."""

    worker: WorkerId
    before: Commitment
    """The row that this was built on."""
    pt_commit: Commitment
    taken: bool

    def needs(self) -> tuple[StaffMember]:
        return (StaffMember(self.worker),)

    def decide(self, member: StaffMember) -> Sequence[Event]:
        if member.pt_commit is None:
            raise Unknown("worker in the staff register")
        if member.pt_commit != self.before:
            raise Refused(Refusal.CHANGED_MEANWHILE)
        if self.taken:
            raise Refused(Refusal.LOGIN_TAKEN)
        return [WorkerChanged(worker=self.worker, pt_commit=self.pt_commit)]


class RemoveWorker(Command[StaffMember]):
    """Take a worker out of the staff register: from then on the login opens nothing."""

    worker: WorkerId

    def needs(self) -> tuple[StaffMember]:
        return (StaffMember(self.worker),)

    def decide(self, member: StaffMember) -> Sequence[Event]:
        if member.pt_commit is None:
            raise Unknown("worker in the staff register")
        return [WorkerRemoved(worker=self.worker)]


class ReadStaffNames(Command[Office]):
    """Read what workers are called: on record before a name is shown."""

    workers: tuple[WorkerId, ...]

    def needs(self) -> tuple[Office]:
        return (Office(self.context.function),)

    def decide(self, office: Office) -> Sequence[Event]:
        if not 0 < len(set(self.workers)) == len(self.workers) <= MOST_NAMES:
            raise Malformed(f"workers: from 1 to {MOST_NAMES}, each once")
        return [StaffNamesRead(workers=self.workers, reader=self.context.actor)]


class RegisterSigningKey(Command[Signatory]):
    """Say with which key one's own decisions are signed. One after another, never two."""

    key: PublicKey

    def needs(self) -> tuple[Signatory]:
        return (Signatory(self.context.actor),)

    def decide(self, signatory: Signatory) -> Sequence[Event]:
        if signatory.key is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [SigningKeyRegistered(worker=self.context.actor, key=self.key)]


class EndSigningKey(Command[Signatory]):
    """End a worker's key: by the administrator, as where it was lost. Others see that it was."""

    worker: WorkerId

    def needs(self) -> tuple[Signatory]:
        return (Signatory(self.worker),)

    def decide(self, signatory: Signatory) -> Sequence[Event]:
        if signatory.key is None:
            raise Unknown("signing key")
        return [SigningKeyEnded(worker=self.worker, key=signatory.key)]
