"""Giving and withdrawing permission to show something to somebody outside the team."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import Channel, PermissionKind, Purpose, Template
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import informed, open_case, resident_of
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.municipality import Organisation
from domain.facts.permission import Permission, PermissionGiven, PermissionWithdrawn
from domain.refusal import Refusal
from domain.terms import CaseId, Digest, OrganisationId, PermissionId, Personal, day


class GivePermission(Command[Case, Awareness, Organisation, Permission]):
    """Write down what the resident allows, as shown to them beforehand."""

    permission: PermissionId
    case: CaseId
    organisation: OrganisationId
    kind: PermissionKind
    purpose: Purpose
    until: date
    text: Digest
    exceptions: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Awareness, Organisation, Permission]:
        return (
            Case(self.case),
            Awareness(self.case),
            Organisation(self.organisation),
            Permission(self.case, self.organisation),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        organisation: Organisation,
        permission: Permission,
    ) -> Sequence[Event]:
        if self.until < day(self.at):
            raise Malformed("until: not before today")
        resident = open_case(case)
        if organisation.kind is None:
            raise Unknown("organisation")
        informed(awareness, resident)
        if any(given.permission == self.permission for given in permission.given):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            PermissionGiven(
                permission=self.permission,
                case=self.case,
                resident=resident,
                organisation=self.organisation,
                kind=self.kind,
                purpose=self.purpose,
                until=self.until,
                text=self.text,
                exceptions=self.exceptions,
            )
        ]


class WithdrawPermission(Command[Case, Permission]):
    """Write down that it is not allowed any more: as easy as giving it (AVG 7(3)).

    Also when the case is closed: what was allowed may still be in use. Whoever got the data is
    told so (AVG 19).
    """

    permission: PermissionId
    case: CaseId
    organisation: OrganisationId

    def needs(self) -> tuple[Case, Permission]:
        return Case(self.case), Permission(self.case, self.organisation)

    def decide(self, case: Case, permission: Permission) -> Sequence[Event]:
        resident = resident_of(case)
        if all(given.permission != self.permission for given in permission.given):
            raise Unknown("permission")
        return [
            PermissionWithdrawn(
                permission=self.permission,
                case=self.case,
                resident=resident,
                organisation=self.organisation,
            ),
            told(
                self.context, Template.PERMISSION_WITHDRAWN, organisation=self.organisation,
                case=self.case, channel=Channel.EMAIL,
            ),
        ]  # fmt: skip
