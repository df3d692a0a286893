"""Taking back: a permission, and the agreement to help. As easy as giving it (AVG 7(3))."""

from collections.abc import Sequence

from domain.codes import AgeBand, NoticeCause
from domain.command import Command, Refused, Unknown
from domain.decisions.deciders import Speaking, Spoken, speaking, who_speaks
from domain.decisions.guards import open_case, resident_of
from domain.decisions.recipient_notice import notice
from domain.fact import Context, Event
from domain.facts.agreement import HelpAgreement, HelpAgreementWithdrawn, HelpConsentWithdrawn
from domain.facts.case import Case
from domain.facts.municipality import Function
from domain.facts.permission import Permissions, PermissionWithdrawn
from domain.facts.ties import OnePerson
from domain.refusal import Refusal
from domain.terms import CaseId, PermissionId, ResidentId, TeamId, day


class WithdrawPermission(Command[Case, Permissions]):
    """Write down that it is not allowed any more, from this instant.

    Also when the case is closed: what was allowed may still be in use. Whoever got the data is
    told so (AVG 19).
    """

    permission: PermissionId
    case: CaseId

    def needs(self) -> tuple[Case, Permissions]:
        return Case(self.case), Permissions(self.case)

    def decide(self, case: Case, permissions: Permissions) -> Sequence[Event]:
        resident_of(case)
        return _permission_back(self.context, permissions, self.permission, case.team)


class WithdrawOwnPermission(Command[Function, OnePerson, Case, Permissions]):
    """Take a permission back oneself: whose it is, or who gave it for them, under whichever of
    their records. No worker is asked."""

    permission: PermissionId
    case: CaseId

    def needs(self) -> tuple[Function, OnePerson, Case, Permissions]:
        return (
            Function(self.context.function),
            OnePerson(ResidentId(self.context.actor)),
            Case(self.case),
            Permissions(self.case),
        )

    def decide(
        self, function: Function, person: OnePerson, case: Case, permissions: Permissions
    ) -> Sequence[Event]:
        resident_of(case)
        given = permissions.given.get(self.permission)
        theirs = given is not None and not person.records.isdisjoint((given.resident, given.giver))
        if function.role is not None or not theirs:
            raise Refused(Refusal.NOT_YOURS)
        return _permission_back(
            self.context, permissions, self.permission, case.team, by=person.resident
        )


class WithdrawHelpAgreement(Command[Case, HelpAgreement, *tuple[Spoken, ...]]):
    """Write down that the resident does not want it any more, from this instant.

    Or that somebody who agreed with or for them does not: then help is not agreed on either, unless
    by now that is no longer theirs to say.
    """

    case: CaseId
    giver: ResidentId | None = None
    """Who takes a yes back; None: the resident."""
    consent_of: ResidentId | None = None
    age: AgeBand | None = None

    def needs(self) -> tuple[Case, HelpAgreement, *tuple[Spoken, ...]]:
        return Case(self.case), HelpAgreement(self.case), *who_speaks(self.consent_of)

    def decide(self, case: Case, agreement: HelpAgreement, *spoken: Spoken) -> Sequence[Event]:
        resident = open_case(case)
        giver = self.giver or resident
        now = speaking(resident, self.age, spoken, self.context, day(self.at))
        return _agreement_back(self.case, resident, agreement, giver, now)


class WithdrawOwnHelpAgreement(
    Command[Function, OnePerson, Case, HelpAgreement, *tuple[Spoken, ...]]
):
    """Take back the agreement to help oneself: whose help it is, or who said yes for them, under
    whichever of their records."""

    case: CaseId
    consent_of: ResidentId | None = None
    age: AgeBand | None = None

    def needs(self) -> tuple[Function, OnePerson, Case, HelpAgreement, *tuple[Spoken, ...]]:
        return (
            Function(self.context.function),
            OnePerson(ResidentId(self.context.actor)),
            Case(self.case),
            HelpAgreement(self.case),
            *who_speaks(self.consent_of),
        )

    def decide(
        self,
        function: Function,
        person: OnePerson,
        case: Case,
        agreement: HelpAgreement,
        *spoken: Spoken,
    ) -> Sequence[Event]:
        resident = open_case(case)
        theirs = [each for each in (*agreement.of(resident), resident) if each in person.records]
        if function.role is not None or not theirs:
            raise Refused(Refusal.NOT_YOURS)
        now = speaking(resident, self.age, spoken, self.context, day(self.at))
        return _agreement_back(self.case, resident, agreement, theirs[0], now)


def _permission_back(
    context: Context,
    permissions: Permissions,
    permission: PermissionId,
    team: TeamId | None,
    by: ResidentId | None = None,
) -> list[Event]:
    """It holds no more, and whoever received under it is told. Raises Unknown."""
    given = permissions.given.get(permission)
    if given is None:
        raise Unknown("permission")
    withdrawn = PermissionWithdrawn(
        permission=permission,
        case=given.case,
        resident=given.resident,
        organisation=given.organisation,
        recipient=given.recipient,
        by=by,
    )
    return [
        withdrawn,
        *notice(
            context, NoticeCause.PERMISSION_WITHDRAWN, given.case, given.resident, team,
            organisation=given.organisation, recipient=given.recipient, permission=permission,
        ),
    ]  # fmt: skip


def _agreement_back(
    case: CaseId,
    resident: ResidentId,
    agreement: HelpAgreement,
    giver: ResidentId,
    now: Speaking | None,
) -> list[Event]:
    """From now on this yes is not there. Raises Refused where it was not there either.

    Nobody is kept from taking it back because an age is not known: then help stops.
    """
    said = agreement.of(resident)
    back: list[Event] = []
    if giver in said:
        back.append(HelpConsentWithdrawn(case=case, resident=resident, giver=giver))
    left = {by: each for by, each in said.items() if by != giver}
    enough = now is not None and bool(left) and now.agree_still(left)
    if resident in agreement.agreed and giver in (resident, *said) and not enough:
        back.append(HelpAgreementWithdrawn(case=case, resident=resident))
    if not back:
        raise Refused(Refusal.NO_HELP_AGREEMENT)
    return back
