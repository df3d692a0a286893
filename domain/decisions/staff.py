"""Who is in the staff register, who may read names there, and who signs with which key."""

from collections.abc import Sequence

from domain.codes import Role
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import acts_as, holds_function
from domain.fact import Event
from domain.facts.municipality import Function, Office
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
from domain.terms import Commitment, PublicKey, WorkerId, day

MOST_NAMES = 100
"""Names read at once."""
NAME_READERS = frozenset({Role.ADMINISTRATOR, Role.TEAM_LEADER})
"""Who may see what a worker is called: never a resident, and no other function."""


class RegisterWorker(Command[Function, Office, StaffMember]):
    """Put a worker in the staff register. `taken`: somebody else signs in that way already."""

    worker: WorkerId
    pt_commit: Commitment
    taken: bool

    def needs(self) -> tuple[Function, Office, StaffMember]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            StaffMember(self.worker),
        )

    def decide(self, function: Function, office: Office, member: StaffMember) -> Sequence[Event]:
        acts_as(Role.ADMINISTRATOR, function, office, self.context, day(self.at))
        if member.pt_commit is not None:
            raise Refused(Refusal.ALREADY_DONE)
        if self.taken:
            raise Refused(Refusal.LOGIN_TAKEN)
        return [WorkerRegistered(worker=self.worker, pt_commit=self.pt_commit)]


class ChangeWorker(Command[Function, Office, StaffMember]):
    """Change what the staff register holds of a worker: a name, or how somebody signs in."""

    worker: WorkerId
    before: Commitment
    """The row that this was built on."""
    pt_commit: Commitment
    taken: bool

    def needs(self) -> tuple[Function, Office, StaffMember]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            StaffMember(self.worker),
        )

    def decide(self, function: Function, office: Office, member: StaffMember) -> Sequence[Event]:
        if member.pt_commit is None:
            raise Unknown("worker in the staff register")
        acts_as(Role.ADMINISTRATOR, function, office, self.context, day(self.at))
        if member.pt_commit != self.before:
            raise Refused(Refusal.CHANGED_MEANWHILE)
        if self.taken:
            raise Refused(Refusal.LOGIN_TAKEN)
        return [WorkerChanged(worker=self.worker, pt_commit=self.pt_commit)]


class RemoveWorker(Command[Function, Office, StaffMember]):
    """Take a worker out of the staff register: from then on the login opens nothing."""

    worker: WorkerId

    def needs(self) -> tuple[Function, Office, StaffMember]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            StaffMember(self.worker),
        )

    def decide(self, function: Function, office: Office, member: StaffMember) -> Sequence[Event]:
        if member.pt_commit is None:
            raise Unknown("worker in the staff register")
        acts_as(Role.ADMINISTRATOR, function, office, self.context, day(self.at))
        return [WorkerRemoved(worker=self.worker)]


class ReadStaffNames(Command[Function, Office]):
    """Read what workers are called: on record before a name is shown."""

    workers: tuple[WorkerId, ...]

    def needs(self) -> tuple[Function, Office]:
        return Function(self.context.function), Office(self.context.function)

    def decide(self, function: Function, office: Office) -> Sequence[Event]:
        if not 0 < len(set(self.workers)) == len(self.workers) <= MOST_NAMES:
            raise Malformed(f"workers: from 1 to {MOST_NAMES}, each once")
        holds_function(office, self.context, day(self.at))
        if function.role not in NAME_READERS:
            raise Refused(Refusal.NOT_AUTHORISED)
        return [StaffNamesRead(workers=self.workers, reader=self.context.actor)]


class RegisterSigningKey(Command[Function, Office, Signatory]):
    """Say with which key one's own decisions are signed. One after another, never two."""

    key: PublicKey

    def needs(self) -> tuple[Function, Office, Signatory]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            Signatory(self.context.actor),
        )

    def decide(self, function: Function, office: Office, signatory: Signatory) -> Sequence[Event]:
        holds_function(office, self.context, day(self.at))
        if signatory.key is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [SigningKeyRegistered(worker=self.context.actor, key=self.key)]


class EndSigningKey(Command[Function, Office, Signatory]):
    """End a worker's key: by the administrator, as where it was lost. Others see that it was."""

    worker: WorkerId

    def needs(self) -> tuple[Function, Office, Signatory]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            Signatory(self.worker),
        )

    def decide(self, function: Function, office: Office, signatory: Signatory) -> Sequence[Event]:
        if signatory.key is None:
            raise Unknown("signing key")
        acts_as(Role.ADMINISTRATOR, function, office, self.context, day(self.at))
        return [SigningKeyEnded(worker=self.worker, key=signatory.key)]
