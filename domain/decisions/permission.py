"""Giving permission to show something to somebody outside the team."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

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
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.deciders import Speaking
from domain.decisions.guards import informed, open_case
from domain.decisions.participation import shut_out
from domain.decisions.recipient import NOBODY
from domain.fact import Event
from domain.facts.authority import Authority, Representation
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.municipality import Organisation
from domain.facts.participation import Participations
from domain.facts.permission import PermissionGiven, Permissions
from domain.facts.resident import Registration
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import (
    CaseId,
    Digest,
    OrganisationId,
    PermissionId,
    Personal,
    RecipientId,
    ResidentId,
    WorkerId,
    day,
)

FOR_ACCESS = frozenset({Purpose.FRONT_DOOR, Purpose.SUPPORT, Purpose.DECISION, Purpose.PAYMENT})
"""Access to support, its assessment and its control: on a ground of law, and on no permission.
Who needs the help of whoever asks is not free to say no (AVG 7(4); AP 2016)."""


class GivePermission(
    Command[
        Case,
        Awareness,
        Organisation,
        Permissions,
        Participations,
        Registration,
        Authority,
        Representation,
    ]
):
    """Write down what the resident allows, or who decides for them, as shown beforehand. Of an
    organisation that is excepted nobody takes part in the case any more, from this instant."""

    permission: PermissionId
    case: CaseId
    resident: ResidentId
    """Whose it is: the case's."""
    kind: PermissionKind
    purpose: Purpose
    text: Digest
    exceptions: Annotated[str, Personal("case")]
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    """A person whom the giver names, where it is to no organisation."""
    until: date | None = None
    """The last day; None: a year long, which is the longest."""
    since: date | None = None
    giver: ResidentId | None = None
    """Who gives it; None: the resident."""
    capacity: Capacity = Capacity.SELF
    age: AgeBand | None = None
    """As the register has it; None: the register does not know this person."""
    subjects: tuple[ResidentId, ...] = ()
    categories: tuple[DataCategory, ...] = ()
    not_to: tuple[OrganisationId, ...] = ()
    not_to_kinds: tuple[OrganisationKind, ...] = ()
    not_to_functions: tuple[RecipientFunction, ...] = ()
    language: Language | None = None
    level: LanguageLevel | None = None
    expression: Expression | None = None
    witness: WorkerId | None = None
    withdrawal_told: bool | None = None

    def needs(
        self,
    ) -> tuple[
        Case,
        Awareness,
        Organisation,
        Permissions,
        Participations,
        Registration,
        Authority,
        Representation,
    ]:
        return (
            Case(self.case),
            Awareness(self.case),
            Organisation(self.organisation or NOBODY),
            Permissions(self.case),
            Participations(self.case),
            Registration(self.resident),
            Authority(self.resident),
            Representation(self.resident),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        organisation: Organisation,
        permissions: Permissions,
        others: Participations,
        registration: Registration,
        authority: Authority,
        representation: Representation,
    ) -> Sequence[Event]:
        if (self.organisation is None) == (self.recipient is None):
            raise Malformed("recipient: an organisation or a person, and not both")
        on = day(self.at)
        since = self.since or on
        longest = _a_year(since)
        until = self.until or longest
        if until < max(since, on):
            raise Malformed("until: not before today, nor before since")
        if until > longest:
            raise Malformed("until: at most a year")
        if self.kind is PermissionKind.HELP_AGREEMENT:
            raise Malformed("kind: who wants help agrees to help, and gives no permission")
        resident = open_case(case)
        if resident != self.resident:
            raise Refused(Refusal.OTHER_RESIDENT)
        if self.organisation is not None and organisation.kind is None:
            raise Unknown("organisation")
        informed(awareness, resident)
        if self.kind is PermissionKind.PROCESSING and self.purpose in FOR_ACCESS:
            raise Refused(Refusal.PERMISSION_NO_GROUND)
        if self.age is None and registration.pt_commit is not None:
            raise Refused(Refusal.AGE_UNKNOWN)
        age, rules = self.age or AgeBand.ADULT, Rules.of(self.context.rules)
        speaking = Speaking(resident, age, authority, representation, rules, on)
        if speaking.permit().capacity(self.giver or resident) is not self.capacity:
            raise Refused(Refusal.ANOTHER_DECIDES)
        if self.permission in permissions.given:
            raise Refused(Refusal.ALREADY_DONE)
        given = PermissionGiven(
            permission=self.permission,
            case=self.case,
            resident=resident,
            organisation=self.organisation,
            recipient=self.recipient,
            kind=self.kind,
            purpose=self.purpose,
            until=until,
            text=self.text,
            exceptions=self.exceptions,
            since=self.since,
            giver=self.giver or resident,
            capacity=self.capacity,
            age=self.age,
            subjects=self.subjects or None,
            categories=self.categories or None,
            not_to=self.not_to or None,
            not_to_kinds=self.not_to_kinds or None,
            not_to_functions=self.not_to_functions or None,
            language=self.language,
            level=self.level,
            expression=self.expression,
            witness=self.witness,
            withdrawal_told=self.withdrawal_told,
        )
        return [given, *shut_out(given, others, on)]


def _a_year(since: date) -> date:
    """The last day of a year that begins on that day."""
    try:
        return since.replace(year=since.year + 1) - timedelta(days=1)
    except ValueError:  # on 29 February
        return date(since.year + 1, 2, 28)
