"""Does the chain of a case show who is in it, as what, since and until when?"""

from dataclasses import replace
from datetime import date

import pytest

from domain.codes import CaseRole, LegalBasis
from domain.facts.referral import ReferralDeclined
from projections.view import as_of
from projections.views.participations import ChainRole, participations
from tests.happened import closed, day, referred, story
from tests.people import bakker, buurtteam, clinic, named, oost, opened, stairs, to_clinic
from tests.test_participation import ended, takes_part

TEAM = (stairs, buurtteam, ChainRole.TEAM)
PART = (stairs, clinic, ChainRole.TAKES_PART)
REFERRED = (stairs, clinic, ChainRole.REFERRED_TO)


@pytest.mark.requirement("M-38")
def test_the_team_who_takes_part_and_to_whom_she_was_referred() -> None:
    rows = as_of(participations, story(opened, (2, takes_part), (3, referred)))
    assert set(rows) == {TEAM, PART, REFERRED}
    assert {row.resident for row in rows.values()} == {bakker}
    assert {row.team for row in rows.values()} == {oost}
    team, part = rows[TEAM], rows[PART]
    assert (team.since, team.until, team.going, team.role) == (day(0), None, 1, None)
    assert (part.role, part.since, part.until, part.basis, part.going) == (
        CaseRole.PROVIDER, takes_part.since, takes_part.until, LegalBasis.WMO_PROVISION, 1,
    )  # fmt: skip
    assert rows[REFERRED].since == day(3)


@pytest.mark.requirement("M-38")
def test_who_is_in_it_no_longer_stays_to_be_seen_with_the_day() -> None:
    declined = ReferralDeclined(
        referral=to_clinic, case=stairs, resident=bakker, organisation=clinic,
        reason="no-capacity",  # type: ignore[arg-type]
    )  # fmt: skip
    facts = story(opened, takes_part, referred, (2, declined), (4, ended), (9, closed))
    rows = as_of(participations, facts)
    assert {key[2]: (row.going, row.ended_on) for key, row in rows.items()} == {
        ChainRole.TEAM: (0, day(9)),
        ChainRole.TAKES_PART: (0, day(4)),
        ChainRole.REFERRED_TO: (0, day(2)),
    }


def test_of_two_functions_of_one_organisation_one_may_go_on() -> None:
    second = replace(
        takes_part, function=named("second carer"), role=CaseRole.ADVISER,  # type: ignore[arg-type]
        until=date(2026, 9, 30),
    )  # fmt: skip
    row = as_of(participations, story(takes_part, second, (1, ended)))[PART]
    assert (row.going, row.ended_on, row.until) == (1, None, date(2026, 9, 30))


def test_what_never_began_does_not_show_as_ended() -> None:
    assert not as_of(participations, story(closed, ended))
