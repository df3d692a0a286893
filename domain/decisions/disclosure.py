"""Letting data of a resident leave the team: decided and on record before anything goes."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import (
    Channel,
    DataCategory,
    MandatedAct,
    NoticeAnswer,
    PermissionKind,
    RecipientClass,
    RecipientFunction,
)
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.by_mandate import Use, under_mandate
from domain.decisions.guards import informed, taken_on
from domain.decisions.recipient import NOBODY, class_of, fits
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.disclosure import (
    DisclosureMade,
    Notice,
    NoticeAcknowledged,
    Recipients,
    Task,
)
from domain.facts.mandate import Mandate
from domain.facts.municipality import Function, Office, Organisation
from domain.facts.permission import Permissions
from domain.refusal import Refusal
from domain.terms import (
    CaseId,
    DisclosureId,
    FunctionId,
    MandateId,
    NoticeId,
    OrganisationId,
    PermissionId,
    Personal,
    RecipientId,
    ResidentId,
    day,
)


class Disclose(
    Command[
        Case,
        Awareness,
        Organisation,
        Task,
        Permissions,
        Recipients,
        Function,
        Mandate,
        Office,
    ]
):
    """Let data go to a recipient: to whom, on what ground, why it is needed and why not less.

    Who is not an organisation is a person whom the resident named. `accountable` is the function
    that answers for it: one's own, unless another is named.
    """

    disclosure: DisclosureId
    case: CaseId
    recipient_function: RecipientFunction
    categories: tuple[DataCategory, ...]
    mandate: MandateId
    to_whom: Annotated[str, Personal("case")]
    why_necessary: Annotated[str, Personal("case")]
    why_not_less: Annotated[str, Personal("case")]
    text: Annotated[str, Personal("case")]
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    permission: PermissionId | None = None
    channel: Channel | None = None
    accountable: FunctionId | None = None

    def cites(self) -> MandateId:
        return self.mandate

    def needs(
        self,
    ) -> tuple[
        Case,
        Awareness,
        Organisation,
        Task,
        Permissions,
        Recipients,
        Function,
        Mandate,
        Office,
    ]:
        organisation = self.organisation or NOBODY
        return (
            Case(self.case),
            Awareness(self.case),
            Organisation(organisation),
            Task(self.case, organisation),
            Permissions(self.case),
            Recipients(self.case),
            Function(self.accountable or self.context.function),
            Mandate(self.mandate),
            Office(self.context.function),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        organisation: Organisation,
        task: Task,
        permissions: Permissions,
        recipients: Recipients,
        accountable: Function,
        mandate: Mandate,
        office: Office,
    ) -> Sequence[Event]:
        fits(self.organisation, self.recipient, self.recipient_function)
        if not self.categories:
            raise Malformed("categories: at least one")
        resident, team = taken_on(case)
        if self.organisation is not None and organisation.kind is None:
            raise Unknown("organisation")
        if accountable.organisation is None:
            raise Unknown("function")
        if self.disclosure in recipients.made:
            raise Refused(Refusal.ALREADY_DONE)
        informed(awareness, resident)
        kind = class_of(organisation, task, day(self.at))
        if kind is RecipientClass.INFORMAL and not self._opened(permissions, resident):
            raise Refused(Refusal.INFORMAL_RECIPIENT)
        if permissions.excepted(
            resident, self.organisation, organisation.kind, self.recipient_function
        ):
            raise Refused(Refusal.RECIPIENT_EXCEPTED)
        use = Use(on=day(self.at), act=MandatedAct.DISCLOSE, laws=case.laws)
        under_mandate(mandate, office, self.context, use)
        return [
            DisclosureMade(
                disclosure=self.disclosure,
                case=self.case,
                resident=resident,
                team=team,
                recipient_function=self.recipient_function,
                recipient_class=kind,
                purpose=self.context.purpose,
                basis=self.context.basis,
                categories=self.categories,
                mandate=self.mandate,
                accountable=accountable.function,
                accountable_organisation=accountable.organisation,
                to_whom=self.to_whom,
                why_necessary=self.why_necessary,
                why_not_less=self.why_not_less,
                text=self.text,
                organisation=self.organisation,
                recipient=self.recipient,
                permission=self.permission,
                channel=self.channel,
            )
        ]

    def _opened(self, permissions: Permissions, resident: ResidentId) -> bool:
        """Whether the resident opened it to this very recipient, with the permission cited."""
        whom, kind = self.organisation or self.recipient, PermissionKind.SECRECY_WAIVER
        waived = permissions.to(whom, resident, kind, day(self.at))
        return any(given.permission == self.permission for given in waived)


class AcknowledgeNotice(Command[Notice]):
    """Say what was done with what one was told: by the recipient, or by who told them, for them."""

    notice: NoticeId
    answer: NoticeAnswer

    def needs(self) -> tuple[Notice]:
        return (Notice(self.notice),)

    def decide(self, notice: Notice) -> Sequence[Event]:
        told = notice.notified
        if told is None:
            raise Unknown("notice")
        if self.context.organisation not in (told.organisation, told.accountable_organisation):
            raise Refused(Refusal.NOT_YOURS)
        if notice.acknowledged:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            NoticeAcknowledged(
                notice=self.notice,
                disclosure=told.disclosure,
                case=told.case,
                resident=told.resident,
                team=told.team,
                answer=self.answer,
                organisation=told.organisation,
                recipient=told.recipient,
            )
        ]
