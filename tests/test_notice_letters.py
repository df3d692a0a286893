"""Who gets the letter that says what is written down: the child, its parents or both (Z-09)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Channel,
    RepresentativeKind,
    Template,
    Undelivered,
)
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.authority import AuthorityRecorded, RepresentativeAppointed
from domain.facts.awareness import ResidentInformed
from domain.facts.message import MessageDelivered, MessageFailed, MessageOrdered
from domain.facts.resident import ResidentRegistered
from domain.refusal import Refusal
from domain.templates import current
from domain.terms import Proof, ResidentId
from tests import asked
from tests.people import (
    agreed,
    bakker,
    by_fatima,
    clarified,
    first_row,
    max_,
    named,
    opened,
    planned,
    reported,
    stairs,
    town,
)
from tests.scenario import given

child = bakker
mother, father, mentor = (ResidentId(named(n)) for n in ("mother", "father", "mentor"))
PARENTS = tuple(
    AuthorityRecorded(
        child=child, parent=parent, kind=AuthorityKind.JOINT, since=date(2014, 1, 1),
        source=AuthoritySource.AUTHORITY_REGISTER,
    )
    for parent in (mother, father)
)  # fmt: skip
mentored = RepresentativeAppointed(
    resident=child, representative=mentor, kind=RepresentativeKind.MENTOR, since=date(2020, 1, 1),
    source=AuthoritySource.COURT,
)  # fmt: skip
notice = replace(
    asked.inform_resident, channel=Channel.LETTER, note="", letters_for=child,
    text=current(Template.PRIVACY_NOTICE).digest,
)  # fmt: skip
story = (*town, reported)


def letter(recipient: ResidentId, in_place: bool) -> MessageOrdered:
    own = recipient == child
    template = Template.PRIVACY_NOTICE if own else Template.PRIVACY_NOTICE_OF_ANOTHER
    about = child if in_place else None
    return told(by_fatima, template, resident=recipient, case=stairs, about=about)


def delivered(order: MessageOrdered) -> MessageDelivered:
    return MessageDelivered(
        message=order.message, template=order.template, channel=Channel.LETTER,
        proof=Proof("0" * 64), resident=order.resident, case=order.case, about=order.about,
    )  # fmt: skip


@pytest.mark.requirement("Z-09")
@pytest.mark.parametrize(
    ("age", "known", "recipients"),
    [
        (AgeBand.UNDER_12, PARENTS, sorted((mother, father))),
        (AgeBand.UNDER_12, (), [child]),
        (AgeBand.FROM_12, PARENTS, [child, *sorted((mother, father))]),
        (AgeBand.FROM_16, PARENTS, [child]),
        (AgeBand.ADULT, PARENTS, [child]),
        (AgeBand.ADULT, (mentored,), [mentor]),
        (None, (), [child]),
    ],
)
def test_the_letter_goes_to_who_decides_at_that_age(
    age: AgeBand | None, known: Sequence[Event], recipients: list[ResidentId]
) -> None:
    letters = [letter(each, child not in recipients) for each in recipients]
    message = letters[0].message
    informed = ResidentInformed(
        case=stairs, resident=child, channel=Channel.LETTER, language=notice.language,
        text=notice.text, message=message,
    )  # fmt: skip
    given(*story, *known).when(replace(notice, age=age)).then(informed, *letters)


@pytest.mark.requirement("M-06", "M-03")
def test_who_is_told_through_others_knows_when_one_of_them_has_the_letter() -> None:
    """Not when it was ordered; and no letter of theirs stands for one that the child gets too."""
    command = replace(notice, age=AgeBand.UNDER_12)
    letters = [letter(each, True) for each in sorted((mother, father))]
    ordered = ResidentInformed(
        case=stairs, resident=child, channel=Channel.LETTER, language=notice.language,
        text=notice.text, message=letters[0].message,
    )  # fmt: skip
    given(*story, *PARENTS).when(command).then(ordered, *letters)
    so_far = (*story, clarified, opened, agreed, ordered, *letters)
    given(*so_far).when(asked.agree_plan).refused(Refusal.RESIDENT_NOT_INFORMED)
    failed = MessageFailed(
        message=letter(mother, True).message, template=Template.PRIVACY_NOTICE_OF_ANOTHER,
        attempt=6, reason=Undelivered.NO_ADDRESS, for_good=True, resident=mother, case=stairs,
        about=child,
    )  # fmt: skip
    given(*so_far, failed).when(asked.agree_plan).refused(Refusal.RESIDENT_NOT_INFORMED)
    through_him = delivered(letter(father, True))
    given(*so_far, failed, through_him).when(asked.agree_plan).then(planned)
    beside = delivered(letter(father, False))
    given(*so_far, beside).when(asked.agree_plan).refused(Refusal.RESIDENT_NOT_INFORMED)


@pytest.mark.requirement("Z-09")
def test_the_age_is_asked_of_who_is_in_the_register_and_of_nobody_else() -> None:
    registered = ResidentRegistered(
        resident=child, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
    )
    given(*story, registered).when(notice).refused(Refusal.AGE_UNKNOWN)
    for age in (AgeBand.ADULT, None):
        others = replace(notice, letters_for=max_, age=age)
        given(*story, registered).when(others).refused(Refusal.OTHER_RESIDENT)
