"""Who a recipient is: of what class, and that a person is somebody else than an organisation."""

from datetime import date

from domain.codes import OrganisationKind, RecipientClass, RecipientFunction
from domain.command import Malformed
from domain.facts.disclosure import Task
from domain.facts.municipality import Organisation
from domain.terms import OrganisationId, RecipientId

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
        return RecipientClass.CARE_PROVIDER
    return RecipientClass.INFORMAL
