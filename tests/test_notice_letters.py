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
)
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.authority import AuthorityRecorded, RepresentativeAppointed
from domain.facts.awareness import ResidentInformed
from domain.facts.resident import ResidentRegistered
from domain.refusal import Refusal
from domain.templates import current
from domain.terms import ResidentId
from tests import asked
from tests.people import bakker, by_fatima, first_row, max_, named, reported, stairs, town
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


def letter(recipient: ResidentId) -> Event:
    own = recipient == child
    template = Template.PRIVACY_NOTICE if own else Template.PRIVACY_NOTICE_OF_ANOTHER
    return told(by_fatima, template, resident=recipient, case=stairs)


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
    letters = [letter(each) for each in recipients]
    message = getattr(letters[0], "message", None) if recipients[0] == child else None
    informed = ResidentInformed(
        case=stairs, resident=child, channel=Channel.LETTER, language=notice.language,
        text=notice.text, message=message,
    )  # fmt: skip
    given(*story, *known).when(replace(notice, age=age)).then(informed, *letters)


@pytest.mark.requirement("Z-09")
def test_the_age_is_asked_of_who_is_in_the_register_and_of_nobody_else() -> None:
    registered = ResidentRegistered(
        resident=child, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
    )
    given(*story, registered).when(notice).refused(Refusal.AGE_UNKNOWN)
    for age in (AgeBand.ADULT, None):
        others = replace(notice, letters_for=max_, age=age)
        given(*story, registered).when(others).refused(Refusal.OTHER_RESIDENT)
