"""Who a recipient is, and what the resident opened to them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from domain.codes import (
    DataCategory,
    LegalBasis,
    OrganisationKind,
    PermissionKind,
    PersonRelation,
    Purpose,
    RecipientClass,
    RecipientFunction,
    Subject,
)
from domain.command import Malformed, Refused
from domain.facts.awareness import Involved
from domain.facts.disclosure import DisclosureMade
from domain.facts.municipality import Organisation
from domain.facts.participation import Task
from domain.facts.permission import PermissionGiven, Permissions
from domain.facts.third_party import ThirdPartyAsked
from domain.law import NotInForce, Rules
from domain.refusal import Refusal
from domain.terms import OrganisationId, PermissionId, RecipientId, ResidentId

NOBODY = OrganisationId("00000000-0000-0000-0000-000000000000")
"""No organisation: what is asked about of a recipient that is a person."""
BY_LAW = frozenset(
    {
        OrganisationKind.MUNICIPALITY, OrganisationKind.SAFE_AT_HOME,
        OrganisationKind.CHILD_PROTECTION, OrganisationKind.POLICE,
    }
)  # fmt: skip
BY_PROFESSION = frozenset(
    {
        OrganisationKind.TEAM_FOUNDATION, OrganisationKind.CARE_PROVIDER,
        OrganisationKind.WELFARE, OrganisationKind.HEALTH_CARE,
    }
)  # fmt: skip
PERSONS = frozenset(
    {
        RecipientFunction.FAMILY, RecipientFunction.EX_PARTNER, RecipientFunction.NEIGHBOUR,
        RecipientFunction.FRIEND,
    }
)  # fmt: skip
"""What somebody is to a resident who receives as a person; all else is done for an organisation."""

RECEIVES_AS: Mapping[OrganisationKind, frozenset[RecipientFunction]] = MappingProxyType(
    {
        OrganisationKind.MUNICIPALITY: frozenset(
            {
                RecipientFunction.CASE_WORKER, RecipientFunction.INCOME_CONSULTANT,
                RecipientFunction.DEBT_COUNSELLOR,
            }
        ),
        OrganisationKind.TEAM_FOUNDATION: frozenset({RecipientFunction.CASE_WORKER}),
        OrganisationKind.CARE_PROVIDER: frozenset({RecipientFunction.CARE_PROFESSIONAL}),
        OrganisationKind.HEALTH_CARE: frozenset(
            {RecipientFunction.CARE_PROFESSIONAL, RecipientFunction.GENERAL_PRACTITIONER}
        ),
        OrganisationKind.WELFARE: frozenset(
            {RecipientFunction.CLIENT_SUPPORTER, RecipientFunction.DEBT_COUNSELLOR}
        ),
        OrganisationKind.HOUSING: frozenset({RecipientFunction.HOUSING_CONSULTANT}),
        OrganisationKind.SAFE_AT_HOME: frozenset({RecipientFunction.SAFE_AT_HOME_WORKER}),
        OrganisationKind.CHILD_PROTECTION: frozenset({RecipientFunction.CHILD_PROTECTION_WORKER}),
        OrganisationKind.POLICE: frozenset({RecipientFunction.POLICE_OFFICER}),
        OrganisationKind.BUSINESS: frozenset({RecipientFunction.SHOPKEEPER}),
        OrganisationKind.SCHOOL: frozenset(
            {RecipientFunction.TEACHER, RecipientFunction.CARE_COORDINATOR_AT_SCHOOL}
        ),
    }
)  # fmt: skip
"""In what functions somebody of such an organisation may receive: of whom it was not said which,
each of these counts where a resident excepts one (our own reading)."""

AT_HOME = frozenset(PersonRelation) - {PersonRelation.FORMER_PARTNER, PersonRelation.OTHER}
"""Who lives with a resident or looks after them: of them a ground may let something out too."""


def fits(
    organisation: OrganisationId | None,
    recipient: RecipientId | None,
    function: RecipientFunction,
) -> None:
    """An organisation receives in a function of its own, a person as what they are to the resident.

    Raises Malformed.
    """
    if (organisation is None) == (recipient is None):
        raise Malformed("recipient: an organisation or a person, and not both")
    if (recipient is not None) != (function in PERSONS):
        raise Malformed("recipient_function: of an organisation, or of a person")


def class_of(organisation: Organisation, task: Task, on: date) -> RecipientClass:
    """What the recipient is to the resident (M-25): a person is informal, and so is an organisation
    that has no task by law or profession and takes no part in the case."""
    if organisation.kind in BY_LAW:
        return RecipientClass.STATUTORY_CHAIN
    if organisation.kind in BY_PROFESSION or task.stands(on):
        return RecipientClass.PROVIDER_WITH_TASK
    return RecipientClass.INFORMAL


def keeps_safe(kind: RecipientClass, basis: LegalBasis) -> bool:
    """Whether a ground of safety may be used for this recipient: a report goes to who has that task
    by law, and to nobody else behind a resident's back; acute danger, to whoever can help."""
    return kind is RecipientClass.STATUTORY_CHAIN or basis is LegalBasis.VITAL_INTEREST


def receiving_as(
    said: RecipientFunction | None, kind: OrganisationKind | None
) -> Collection[RecipientFunction]:
    """In what functions somebody of such an organisation may receive, unless it was said which."""
    return (said,) if said else RECEIVES_AS.get(kind, frozenset()) if kind else frozenset()


def shut_to(
    permissions: Permissions,
    resident: ResidentId,
    whom: OrganisationId,
    kind: OrganisationKind | None,
    said: RecipientFunction | None = None,
) -> bool:
    """Whether this resident excepted an organisation: by name, by its kind, or by a function in
    which it receives."""
    functions = (None, *receiving_as(said, kind))
    return any(permissions.excepted(resident, whom, kind, each) for each in functions)


def made_for_safety(made: DisclosureMade | ThirdPartyAsked, rules: Rules, on: date) -> bool:
    """Whether it left on a ground that neither an exception nor a confidence stops."""
    try:
        lets = rules.sharing(made.basis, made.purpose, on)
    except NotInForce:
        return False
    return lets.unaware and keeps_safe(made.recipient_class, made.basis)


def who_is(resident: ResidentId, of_the_case: ResidentId, involved: Involved) -> Subject:
    """What somebody is whom it is about: somebody of the case. Raises Refused."""
    if resident == of_the_case:
        return Subject.RESIDENT
    relation = involved.relations.get(resident)
    if relation is None:
        raise Refused(Refusal.OTHER_RESIDENT)
    return Subject.HOUSEHOLD if relation in AT_HOME else Subject.OTHER


def may_be_referred(
    permissions: Permissions, whom: OrganisationId, resident: ResidentId, on: date
) -> bool:
    """Whether this resident lets that organisation know, on that day, so as to be referred."""
    waived = permissions.to(whom, resident, PermissionKind.SECRECY_WAIVER, on)
    return any(given.purpose is Purpose.REFERRAL for given in waived)


def opened(
    allowed: Iterable[PermissionGiven],
    cited: PermissionId | None,
    purpose: Purpose,
    categories: Collection[DataCategory],
) -> None:
    """What is cited is among what the resident allows this very recipient, for this purpose and
    these data. Raises Refused."""
    if not any(
        given.permission == cited
        and given.purpose is purpose
        and (given.categories is None or set(given.categories).issuperset(categories))
        for given in allowed
    ):
        raise Refused(Refusal.NOT_PERMITTED)
