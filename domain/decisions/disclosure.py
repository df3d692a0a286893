"""Letting data of a resident leave the team: decided and on record before anything goes (M-24)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import (
    Channel,
    DataCategory,
    MandatedAct,
    PermissionKind,
    RecipientClass,
    RecipientFunction,
    Template,
)
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.by_mandate import Use, under_mandate
from domain.decisions.content import MOST_CITED, said_again, shows
from domain.decisions.grounds import lets_go
from domain.decisions.guards import answers_for, informed, taken_on
from domain.decisions.reach import within_reach
from domain.decisions.recipient import NOBODY, class_of, fits, keeps_safe, opened, who_is
from domain.decisions.telling import SENT_FROM_HERE, told
from domain.fact import Context, Event
from domain.facts.awareness import Awareness, Involved
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.disclosure import DisclosureMade, Recipients
from domain.facts.mandate import Mandate
from domain.facts.municipality import Function, Office, Organisation
from domain.facts.participation import Task
from domain.facts.permission import Permissions
from domain.facts.report import Report
from domain.facts.statement import Reuse, Statement
from domain.facts.third_party import ThirdPartyAsked
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import (
    CaseId,
    DisclosureId,
    FunctionId,
    MandateId,
    OrganisationId,
    PermissionId,
    Personal,
    RecipientId,
    ReportId,
    ResidentId,
    StatementId,
    day,
)

OPENED_BY = {
    "consent": PermissionKind.PROCESSING, "secrecy-waiver": PermissionKind.SECRECY_WAIVER,
}  # fmt: skip
"""What must have been given, by what a legal basis asks for."""
Asked = tuple[
    Case, Awareness, Involved, Organisation, Task, Permissions, Recipients, Configuration,
    Function, Office, Mandate, Office, Reuse, *tuple[Statement | Report, ...],
]  # fmt: skip
"""What must be known before anything leaves; last what of the record is in it."""


class Disclose(Command[*Asked]):
    """Let data go to a recipient: to whom, on what ground, why it is needed and why not less.

    Asked in this order: is there an open case, and one function that answers for it; does the
    ground let these data go for this; does the resident know, unless it is about safety; did they
    open it, where the recipient or the ground takes that; are there not too many recipients; is
    there a mandate. Who is not an organisation is a person whom the resident named.
    """

    disclosure: DisclosureId
    case: CaseId
    resident: ResidentId
    """Whom it is about: the resident of the case, or somebody else who is written about in it."""
    recipient_function: RecipientFunction
    categories: tuple[DataCategory, ...]
    mandate: MandateId
    accountable: FunctionId
    """The one function that answers for it."""
    to_whom: Annotated[str, Personal("case")]
    why_necessary: Annotated[str, Personal("case")]
    why_not_less: Annotated[str, Personal("case")]
    text: Annotated[str, Personal("case")]
    statements: tuple[StatementId, ...] = ()
    """What of the record is in it, those of its reports among them."""
    reports: tuple[ReportId, ...] = ()
    as_corrected: tuple[StatementId, ...] = ()
    """Those of which the text has what they were corrected to."""
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    permission: PermissionId | None = None
    channel: Channel | None = None

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> Asked:
        organisation = self.organisation or NOBODY
        reports = map(Report, self.reports)
        cited: tuple[Statement | Report, ...] = (*map(Statement, self.statements), *reports)
        return (
            Case(self.case),
            Awareness(self.case),
            Involved(self.case),
            Organisation(organisation),
            Task(self.case, organisation),
            Permissions(self.case),
            Recipients(self.case),
            Configuration(self.context.funding_responsible),
            Function(self.accountable),
            Office(self.accountable),
            Mandate(self.mandate),
            Office(self.context.function),
            Reuse(self.case),
            *cited,
        )

    def decide(self, *known: *Asked) -> Sequence[Event]:
        made = self.made(*known)
        return [made, *by_post(self.context, Template.DISCLOSURE, made)]

    def made(
        self,
        case: Case,
        awareness: Awareness,
        involved: Involved,
        organisation: Organisation,
        task: Task,
        permissions: Permissions,
        recipients: Recipients,
        configuration: Configuration,
        accountable: Function,
        held: Office,
        mandate: Mandate,
        office: Office,
        reuse: Reuse,
        *cited: Statement | Report,
    ) -> DisclosureMade:
        """What leaves. Raises Malformed, Unknown, Refused."""
        on = day(self.at)
        self._makes_sense()
        of_the_case, team = taken_on(case)
        subject = who_is(self.resident, of_the_case, involved)
        if self.organisation is not None and organisation.kind is None:
            raise Unknown("organisation")
        if self.disclosure in recipients.left:
            raise Refused(Refusal.ALREADY_DONE)
        answerable = answers_for(accountable, held, on)
        lets = lets_go(self.context, self.categories, subject, on)
        kind = class_of(organisation, task, on)
        for_safety = lets.unaware and keeps_safe(kind, self.context.basis)
        if not for_safety:
            informed(awareness, self.resident)
        if kind is RecipientClass.INFORMAL and self.permission is None:
            raise Refused(Refusal.INFORMAL_RECIPIENT)
        who = self.organisation or self.recipient or NOBODY
        if takes := self._takes(kind, on):
            allowed = permissions.to(who, self.resident, takes, on)
            opened(allowed, self.permission, self.context.purpose, self.categories)
        of_kind = (organisation.kind, self.recipient_function)
        if not for_safety and permissions.excepted(self.resident, who, *of_kind):
            raise Refused(Refusal.RECIPIENT_EXCEPTED)
        knowing = None if for_safety else awareness
        shown = shows(cited, self.case, self.resident, reuse, self.as_corrected, knowing)
        within_reach(recipients, configuration, who, self.context, on)
        use = Use(on=on, act=MandatedAct.DISCLOSE, laws=case.laws)
        under_mandate(mandate, office, self.context, use)
        return DisclosureMade(
            disclosure=self.disclosure,
            case=self.case,
            resident=self.resident,
            team=team,
            recipient_function=self.recipient_function,
            recipient_class=kind,
            awareness=awareness.state(self.resident, on),
            purpose=self.context.purpose,
            basis=self.context.basis,
            categories=self.categories,
            mandate=self.mandate,
            accountable=accountable.function,
            accountable_organisation=answerable,
            to_whom=self.to_whom,
            why_necessary=self.why_necessary,
            why_not_less=self.why_not_less,
            text=self.text,
            statements=self.statements,
            reports=self.reports,
            as_corrected=self.as_corrected,
            contested=shown,
            organisation=self.organisation,
            recipient=self.recipient,
            permission=self.permission,
            channel=self.channel,
            origins=said_again(cited),
        )

    def _takes(self, kind: RecipientClass, on: date) -> PermissionKind | None:
        """What the resident must have given, by who receives or by the ground."""
        if kind is RecipientClass.INFORMAL:
            return PermissionKind.SECRECY_WAIVER
        basis = Rules.of(self.context.rules).basis(self.context.basis, on)
        return OPENED_BY.get(basis.permission)

    def _makes_sense(self) -> None:
        """Raises Malformed."""
        fits(self.organisation, self.recipient, self.recipient_function)
        if not self.categories or len(set(self.categories)) < len(self.categories):
            raise Malformed("categories: at least one, each once")
        for name in ("why_necessary", "why_not_less", "text"):
            if not getattr(self, name).strip():
                raise Malformed(f"{name}: not empty")
        cited = (*self.statements, *self.reports)
        if len(cited) > MOST_CITED or len(set(cited)) < len(cited):
            raise Malformed(f"statements: with the reports at most {MOST_CITED}, each once")
        sent = self.organisation is not None and self.channel in SENT_FROM_HERE
        if self.channel is not None and not sent:
            raise Malformed("channel: letter or e-mail, and to an organisation")


def by_post(
    context: Context, template: Template, left: DisclosureMade | ThirdPartyAsked
) -> list[Event]:
    """The letter that takes it there, where it is sent from here; filled in from the fact alone."""
    if left.channel is None:
        return []
    return [
        told(
            context, template, organisation=left.organisation, case=left.case,
            about=left.resident, channel=left.channel,
        )
    ]  # fmt: skip
