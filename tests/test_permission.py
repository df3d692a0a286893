"""What may be shown to somebody outside the team, on whose word, and until when?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Capacity,
    DataCategory,
    Expression,
    Language,
    LanguageLevel,
    LegalBasis,
    OrganisationKind,
    PermissionKind,
    Purpose,
    RecipientFunction,
)
from domain.decisions.permission import FOR_ACCESS
from domain.facts.authority import AuthorityRecorded
from domain.facts.resident import ResidentRegistered
from domain.refusal import Refusal
from domain.terms import OrganisationId, PermissionId, RecipientId, ResidentId, WorkerId
from tests import asked
from tests.people import (
    acting,
    bakker,
    clinic,
    clinic_registered,
    first_row,
    helped,
    mandated,
    max_,
    named,
    permitted,
    pieter,
    referred,
)
from tests.scenario import given

story = (*helped, clinic_registered)
school = OrganisationId(named("school"))
sister, mother = RecipientId(named("her sister")), ResidentId(named("mother"))
gezag = AuthorityRecorded(
    child=bakker, parent=mother, kind=AuthorityKind.PARENTAL, since=date(2014, 1, 1),
    source=AuthoritySource.AUTHORITY_REGISTER,
)  # fmt: skip


def test_permission_is_given_for_one_organisation_one_purpose_and_a_time() -> None:
    given(*story).when(asked.give_permission).then(permitted)


def test_it_may_end_today_and_not_before() -> None:
    today = date(2026, 3, 2)
    until_today = replace(asked.give_permission, until=today)
    given(*story).when(until_today).then(replace(permitted, until=today))
    given(*story).when(replace(asked.give_permission, until=date(2026, 3, 1))).malformed("until")
    from_tomorrow = replace(until_today, since=date(2026, 3, 3))
    given(*story).when(from_tomorrow).malformed("until")


@pytest.mark.requirement("Z-10")
def test_it_lasts_a_year_unless_it_is_said_otherwise_and_never_longer() -> None:
    unsaid = replace(asked.give_permission, until=None)
    given(*story).when(unsaid).then(replace(permitted, until=date(2027, 3, 1)))
    given(*story).when(replace(unsaid, until=date(2027, 3, 1))).then(
        replace(permitted, until=date(2027, 3, 1))
    )
    given(*story).when(replace(unsaid, until=date(2027, 3, 2))).malformed("until")
    leap = replace(unsaid, since=date(2028, 2, 29))
    given(*story).when(leap).then(
        replace(permitted, since=date(2028, 2, 29), until=date(2029, 2, 28))
    )


def test_to_an_organisation_that_takes_no_part_nothing_is_shown() -> None:
    given(*helped).when(asked.give_permission).unknown("organisation")


def test_a_permission_is_given_once() -> None:
    given(*story, permitted).when(asked.give_permission).refused(Refusal.ALREADY_DONE)


def test_it_is_about_the_resident_of_the_case() -> None:
    other = replace(asked.give_permission, resident=max_)
    given(*story).when(other).refused(Refusal.OTHER_RESIDENT)


@pytest.mark.requirement("Z-10")
def test_it_is_to_an_organisation_or_to_a_person_who_is_named() -> None:
    to_her = replace(asked.give_permission, organisation=None, recipient=sister)
    given(*helped).when(to_her).then(replace(permitted, organisation=None, recipient=sister))
    given(*story).when(replace(to_her, organisation=clinic)).malformed("recipient")
    given(*story).when(replace(to_her, recipient=None)).malformed("recipient")


@pytest.mark.requirement("Z-10", "Z-11")
def test_all_that_was_shown_and_said_is_on_record() -> None:
    said: dict[str, Any] = {
        "since": date(2026, 4, 1), "categories": (DataCategory.HEALTH, DataCategory.HELP),
        "subjects": (max_,), "not_to": (school,), "not_to_kinds": (OrganisationKind.SCHOOL,),
        "not_to_functions": (RecipientFunction.EX_PARTNER,), "language": Language.TURKISH,
        "level": LanguageLevel.B1, "expression": Expression.ORAL, "witness": WorkerId(pieter),
        "withdrawal_told": True, "exceptions": "Niet aan school, en niet over mijn zus.",
    }  # fmt: skip
    given(*story).when(replace(asked.give_permission, **said)).then(replace(permitted, **said))


class TestThreeKindsKeptApart:
    @pytest.mark.requirement("Z-10")
    @pytest.mark.parametrize("purpose", sorted(FOR_ACCESS))
    def test_no_permission_is_a_ground_for_access_to_support(self, purpose: Purpose) -> None:
        ground = replace(asked.give_permission, kind=PermissionKind.PROCESSING, purpose=purpose)
        given(*story).when(ground).refused(Refusal.PERMISSION_NO_GROUND)
        waiver = replace(ground, kind=PermissionKind.SECRECY_WAIVER)
        given(*story).when(waiver).then(replace(permitted, purpose=purpose))

    @pytest.mark.requirement("Z-10")
    def test_across_domains_a_permission_can_be_the_ground(self) -> None:
        kind = PermissionKind.PROCESSING
        across = replace(asked.give_permission, kind=kind)
        given(*story).when(across).then(replace(permitted, kind=kind))

    @pytest.mark.requirement("Z-10")
    @pytest.mark.parametrize("purpose", sorted(FOR_ACCESS))
    def test_nothing_of_access_is_done_on_the_ground_of_permission(self, purpose: Purpose) -> None:
        on_permission = acting(purpose=purpose, basis=LegalBasis.PERMISSION)
        plan = replace(asked.agree_plan, context=on_permission)
        given(*story).when(plan).refused(Refusal.BASIS_NOT_FOR_THIS)

    @pytest.mark.requirement("Z-10")
    @pytest.mark.parametrize("kind", PermissionKind)
    def test_who_is_referred_waives_secrecy_and_no_other_kind_does_that(
        self, kind: PermissionKind
    ) -> None:
        other = replace(permitted, kind=kind)
        when = given(*story, other, mandated).when(asked.refer)
        if kind is PermissionKind.SECRECY_WAIVER:
            when.then(referred)
        else:
            when.refused(Refusal.NOT_PERMITTED)

    @pytest.mark.requirement("Z-10")
    def test_to_agree_to_help_is_another_thing(self) -> None:
        help_ = replace(asked.give_permission, kind=PermissionKind.HELP_AGREEMENT)
        given(*story).when(help_).malformed("kind")


class TestExceptions:
    @pytest.mark.requirement("Z-10")
    @pytest.mark.parametrize(
        "exception",
        [
            {"not_to": (clinic,)}, {"not_to_kinds": (OrganisationKind.CARE_PROVIDER,)},
            {"not_to_functions": (RecipientFunction.CARE_PROFESSIONAL,)},
        ],
        ids=["by name", "by kind", "by function"],
    )  # fmt: skip
    def test_block_that_recipient_whatever_else_was_allowed(self, exception: Any) -> None:
        another = replace(permitted, permission=PermissionId(named("another")), organisation=school)
        history = (*story, permitted, mandated)
        given(*history).when(asked.refer).then(referred)
        excepted = replace(another, **exception)
        given(*history, excepted).when(asked.refer).refused(Refusal.RECIPIENT_EXCEPTED)
        elsewhere = replace(excepted, resident=max_)
        given(*history, elsewhere).when(asked.refer).then(referred)

    @pytest.mark.requirement("Z-10")
    def test_block_who_receives_as_that_in_every_disclosure(self) -> None:
        waived = replace(permitted, not_to_functions=(asked.disclose.recipient_function,))
        history = (*story, asked.mandated_to_disclose)
        answer = given(*history, permitted).when(asked.disclose)
        assert answer.journal.record(asked.disclose).refusal is None
        given(*history, waived).when(asked.disclose).refused(Refusal.RECIPIENT_EXCEPTED)

    @pytest.mark.requirement("Z-10")
    def test_hold_longer_than_the_permission_that_they_were_made_with(self) -> None:
        made_with = replace(
            permitted, permission=PermissionId(named("another")), until=date(2026, 3, 2),
            not_to=(clinic,),
        )  # fmt: skip
        week_later = datetime(2026, 3, 9, 9, tzinfo=UTC)
        given(*story, permitted, mandated, made_with).at(week_later).when(asked.refer).refused(
            Refusal.RECIPIENT_EXCEPTED
        )


class TestTime:
    @pytest.mark.requirement("Z-10")
    def test_it_holds_from_its_first_day_to_the_end_of_its_last(self) -> None:
        weekly = replace(permitted, since=date(2026, 3, 9), until=date(2026, 3, 13))
        story_ = (*story, weekly, mandated)
        midnight = datetime(2026, 3, 8, 23, tzinfo=UTC)  # in Amsterdam it is the 9th
        for at, holds in (
            (midnight - timedelta(minutes=1), False), (midnight, True),
            (midnight + timedelta(days=5, minutes=-1), True), (midnight + timedelta(days=5), False),
        ):  # fmt: skip
            when = given(*story_).at(at).when(asked.refer)
            if holds:
                when.then(referred)
            else:
                when.refused(Refusal.NOT_PERMITTED)


class TestGiver:
    @pytest.mark.requirement("Z-09", "Z-10")
    @pytest.mark.parametrize(
        ("age", "theirs"),
        [(AgeBand.UNDER_12, True), (AgeBand.FROM_12, False), (AgeBand.FROM_16, False)],
    )
    def test_who_has_gezag_permits_for_a_child_under_twelve_and_then_the_child(
        self, age: AgeBand, theirs: bool
    ) -> None:
        hers = replace(asked.give_permission, giver=mother, capacity=Capacity.AUTHORITY, age=age)
        own = replace(asked.give_permission, age=age)
        yes, no = (hers, own) if theirs else (own, hers)
        given(*story, gezag).when(yes).then(
            replace(permitted, giver=yes.giver or bakker, capacity=yes.capacity, age=age)
        )
        given(*story, gezag).when(no).refused(Refusal.ANOTHER_DECIDES)

    @pytest.mark.requirement("Z-09")
    def test_the_age_is_asked_of_who_is_in_the_register(self) -> None:
        registered = ResidentRegistered(
            resident=bakker, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
        )
        given(*story, registered).when(asked.give_permission).refused(Refusal.AGE_UNKNOWN)
        adult = replace(asked.give_permission, age=AgeBand.ADULT)
        given(*story, registered).when(adult).then(replace(permitted, age=AgeBand.ADULT))
