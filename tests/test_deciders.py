"""Who must say yes to help, and who is told: the matrix of minors, gezag and incapacity (Z-09)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Capacity,
    Exemption,
    Law,
    RepresentativeKind,
    Tie,
)
from domain.decisions.agreement import AgreeToHelp
from domain.decisions.deciders import Speaking
from domain.fact import Event, Fact
from domain.facts.agreement import (
    HelpAgreed,
    HelpAgreementWithdrawn,
    HelpConsentGiven,
    HelpConsentWithdrawn,
)
from domain.facts.authority import (
    Authority,
    AuthorityEnded,
    AuthorityRecorded,
    Representation,
    RepresentativeAppointed,
)
from domain.facts.participation import TieDeclared
from domain.facts.resident import ResidentRegistered
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import ResidentId, day
from tests import asked
from tests.people import (
    agreed,
    at_the_door,
    bakker,
    by_fatima,
    clinic_registered,
    fatima,
    first_row,
    mandated,
    max_,
    monday,
    named,
    opened,
    permitted,
    planned,
    ready_to_spend,
    referred,
    stairs,
    withdrawn,
)
from tests.scenario import given

# The case is of Bakker: here a child, of a mother and a father who are divorced and have gezag.
child = bakker
mother, father, mentor, partner, brother, sister, purse = (
    ResidentId(named(name))
    for name in ("mother", "father", "mentor", "partner", "brother", "sister", "purse")
)  # fmt: skip
her, his = (
    AuthorityRecorded(
        child=child, parent=parent, kind=AuthorityKind.JOINT, since=date(2014, 1, 1),
        source=AuthoritySource.AUTHORITY_REGISTER,
    )
    for parent in (mother, father)
)  # fmt: skip
his_ended = AuthorityEnded(
    child=child, parent=father, since=date(2026, 3, 2), source=AuthoritySource.COURT
)
SPEAK = {
    RepresentativeKind.CURATOR: ResidentId(named("curator")),
    RepresentativeKind.MENTOR: mentor,
    RepresentativeKind.ADMINISTRATOR_OF_PROPERTY: purse,
    RepresentativeKind.AUTHORISED: ResidentId(named("authorised")),
    RepresentativeKind.PARTNER: partner,
    RepresentativeKind.CLOSE_RELATIVE: brother,
}


def appointed(
    kind: RepresentativeKind, by: ResidentId | None = None, until: date | None = None
) -> RepresentativeAppointed:
    return RepresentativeAppointed(
        resident=child, representative=by or SPEAK[kind], kind=kind, since=date(2020, 1, 1),
        source=AuthoritySource.COURT, until=until,
    )  # fmt: skip


def speaking(age: AgeBand, *events: Event) -> Speaking:
    authority, representation = Authority(child), Representation(child)
    for position, event in enumerate(events, 1):
        fact: Fact[Any] = Fact(position, monday, by_fatima, event)
        if isinstance(event, Authority.learns_from):
            authority = authority.evolve(fact)
        else:
            representation = representation.evolve(fact)
    return Speaking(child, age, authority, representation, Rules(), day(monday))


def says_yes(
    giver: ResidentId = child,
    capacity: Capacity = Capacity.SELF,
    age: AgeBand = AgeBand.FROM_12,
    exemption: Exemption | None = None,
) -> AgreeToHelp:
    return replace(
        asked.agree_to_help, giver=giver, capacity=capacity, age=age, exemption=exemption,
        why="Hij legt het zelf uit." if exemption else None,
    )  # fmt: skip


def yes_of(
    giver: ResidentId,
    *deciders: ResidentId,
    capacity: Capacity = Capacity.AUTHORITY,
    age: AgeBand = AgeBand.FROM_12,
    exemption: Exemption | None = None,
) -> HelpConsentGiven:
    return HelpConsentGiven(
        case=stairs, resident=child, giver=giver, capacity=capacity,
        deciders=tuple(sorted(deciders)), age=age, exemption=exemption,
        why="Hij legt het zelf uit." if exemption else None,
    )  # fmt: skip


registered = ResidentRegistered(
    resident=child, parts=asked.register_resident.parts, pt_commit=first_row, alike=False
)
SELF, GEZAG = Capacity.SELF, Capacity.AUTHORITY
PARENTS = (her, his)
taken_on = (*at_the_door, opened)
complete = replace(agreed, age=AgeBand.FROM_12)
yes_child = yes_of(child, child, mother, father, capacity=SELF)
yes_her, yes_his = (yes_of(who, child, mother, father) for who in (mother, father))
everybody = (*PARENTS, yes_child, yes_her, yes_his, complete)


@pytest.mark.requirement("Z-09")
@pytest.mark.parametrize(
    ("age", "exemption", "known", "who", "letters"),
    [
        (AgeBand.UNDER_12, None, PARENTS, [{mother: GEZAG}, {father: GEZAG}], {mother, father}),
        (AgeBand.UNDER_12, None, (her,), [{mother: GEZAG}], {mother}),
        (AgeBand.UNDER_12, None, (*PARENTS, his_ended), [{mother: GEZAG}], {mother}),
        (AgeBand.UNDER_12, None, (), [{}], set()),
        (AgeBand.FROM_12, None, PARENTS,
         [{child: SELF}, {mother: GEZAG}, {father: GEZAG}], {child, mother, father}),
        (AgeBand.FROM_12, None, (), [{child: SELF}, {}], {child}),
        (AgeBand.FROM_12, Exemption.SERIOUS_HARM, PARENTS, [{child: SELF}], None),
        (AgeBand.FROM_12, Exemption.CONSIDERED_WISH, PARENTS, [{child: SELF}], None),
        (AgeBand.FROM_12, Exemption.UNABLE, PARENTS, [{mother: GEZAG}, {father: GEZAG}], None),
        (AgeBand.FROM_16, None, PARENTS, [{child: SELF}], {child}),
        (AgeBand.FROM_16, Exemption.UNABLE, PARENTS, [{mother: GEZAG}, {father: GEZAG}], None),
        (AgeBand.ADULT, None, PARENTS, [{child: SELF}], {child}),
        (AgeBand.ADULT, Exemption.UNABLE, (), [{}], None),
        *(
            (AgeBand.ADULT, Exemption.UNABLE, [appointed(each) for each in list(SPEAK)[place:]],
             [{SPEAK[kind]: Capacity(kind.value)}], None)
            for place, kind in enumerate(SPEAK)
            if kind is not RepresentativeKind.ADMINISTRATOR_OF_PROPERTY
        ),
        (AgeBand.ADULT, Exemption.UNABLE, [appointed(RepresentativeKind.ADMINISTRATOR_OF_PROPERTY)],
         [{}], None),
        (AgeBand.ADULT, Exemption.UNABLE,
         [appointed(RepresentativeKind.CLOSE_RELATIVE, who) for who in (brother, sister)],
         [dict.fromkeys((brother, sister), Capacity.CLOSE_RELATIVE)], None),
        (AgeBand.ADULT, None, [appointed(RepresentativeKind.MENTOR)],
         [{mentor: Capacity.MENTOR}], {mentor}),
        (AgeBand.ADULT, None, [appointed(RepresentativeKind.MENTOR, until=date(2026, 3, 1))],
         [{child: SELF}], {child}),
        (AgeBand.ADULT, None, [appointed(RepresentativeKind.PARTNER)], [{child: SELF}], {child}),
    ],
)  # fmt: skip
def test_the_matrix_of_minors_gezag_and_incapacity(
    age: AgeBand,
    exemption: Exemption | None,
    known: tuple[Event, ...],
    who: list[dict[ResidentId, Capacity]],
    letters: set[ResidentId] | None,
) -> None:
    says = speaking(age, *known)
    assert list(says.agree(exemption).groups) == who
    if letters is not None:
        assert set(says.told()) == letters


@pytest.mark.parametrize(
    ("age", "exemption"),
    [
        *((AgeBand.UNDER_12, each) for each in Exemption),
        *((age, each) for age in (AgeBand.FROM_16, AgeBand.ADULT)
          for each in (Exemption.SERIOUS_HARM, Exemption.CONSIDERED_WISH)),
    ],
)  # fmt: skip
def test_no_other_exemption_counts_at_an_age(age: AgeBand, exemption: Exemption) -> None:
    given(*taken_on, *PARENTS).when(says_yes(age=age, exemption=exemption)).malformed("exemption")


class TestAgreement:
    @pytest.mark.requirement("Z-09")
    def test_of_one_parent_of_two_is_pending_and_no_error(self) -> None:
        fathers = says_yes(father, GEZAG)
        given(*taken_on, *PARENTS).when(fathers).then(yes_his)
        pending = (*taken_on, *PARENTS, yes_his, yes_child)
        given(*pending).when(asked.agree_plan).refused(Refusal.NO_HELP_AGREEMENT)
        given(*pending).when(says_yes(mother, GEZAG)).then(yes_her, complete)

    @pytest.mark.requirement("Z-09")
    def test_of_both_parents_without_the_child_of_twelve_is_pending(self) -> None:
        given(*taken_on, *PARENTS, yes_his).when(says_yes(mother, GEZAG)).then(yes_her)
        given(*taken_on, *PARENTS, yes_his, yes_her).when(says_yes()).then(yes_child, complete)

    @pytest.mark.requirement("Z-09")
    @pytest.mark.parametrize("why", [Exemption.SERIOUS_HARM, Exemption.CONSIDERED_WISH])
    def test_of_the_child_alone_counts_for_a_reason_of_the_law_that_is_written_down(
        self, why: Exemption
    ) -> None:
        alone = yes_of(child, child, capacity=SELF, exemption=why)
        given(*taken_on, *PARENTS).when(says_yes(exemption=why)).then(alone, complete)
        silent = replace(says_yes(exemption=why), why=None)
        given(*taken_on, *PARENTS).when(silent).malformed("why")
        talkative = replace(says_yes(), why="Zomaar.")
        given(*taken_on, *PARENTS).when(talkative).malformed("why")

    @pytest.mark.requirement("Z-09")
    def test_from_sixteen_is_the_childs_alone(self) -> None:
        at_16 = AgeBand.FROM_16
        given(*taken_on, *PARENTS).when(says_yes(age=at_16)).then(replace(agreed, age=at_16))
        mothers = says_yes(mother, GEZAG, at_16)
        given(*taken_on, *PARENTS).when(mothers).refused(Refusal.ANOTHER_DECIDES)

    @pytest.mark.requirement("Z-09")
    def test_under_twelve_is_not_the_childs_to_give(self) -> None:
        young = says_yes(age=AgeBand.UNDER_12)
        given(*taken_on, *PARENTS).when(young).refused(Refusal.ANOTHER_DECIDES)

    @pytest.mark.requirement("Z-09")
    def test_is_not_of_a_parent_whose_gezag_ended_nor_in_another_capacity(self) -> None:
        fathers = says_yes(father, GEZAG)
        given(*taken_on, *PARENTS, his_ended).when(fathers).refused(Refusal.ANOTHER_DECIDES)
        as_himself = says_yes(father)
        given(*taken_on, *PARENTS).when(as_himself).refused(Refusal.ANOTHER_DECIDES)

    @pytest.mark.requirement("Z-09")
    def test_of_an_adult_with_a_mentor_is_the_mentors(self) -> None:
        protected = (*taken_on, appointed(RepresentativeKind.MENTOR))
        own = says_yes(age=AgeBand.ADULT)
        given(*protected).when(own).refused(Refusal.ANOTHER_DECIDES)
        for_her = says_yes(mentor, Capacity.MENTOR, AgeBand.ADULT)
        given(*protected).when(for_her).then(
            yes_of(mentor, mentor, capacity=Capacity.MENTOR, age=AgeBand.ADULT),
            replace(agreed, age=AgeBand.ADULT),
        )

    def test_is_given_once(self) -> None:
        given(*taken_on, *everybody).when(says_yes()).refused(Refusal.ALREADY_DONE)
        given(*taken_on, *PARENTS, yes_child).when(says_yes()).then(yes_child)

    def test_of_who_need_not_agree_any_more_is_written_down_as_well(self) -> None:
        why = Exemption.SERIOUS_HARM
        alone = yes_of(child, child, capacity=SELF, exemption=why)
        history = (*taken_on, *PARENTS, alone, complete)
        given(*history).when(says_yes(father, GEZAG)).then(yes_his)
        given(*history).when(says_yes(exemption=why)).refused(Refusal.ALREADY_DONE)

    def test_is_about_the_resident_of_the_case(self) -> None:
        other = replace(says_yes(), resident=max_)
        given(*taken_on).when(other).refused(Refusal.OTHER_RESIDENT)

    @pytest.mark.requirement("Z-09")
    def test_waits_for_an_age_where_the_register_knows_it_or_it_is_youth_help(self) -> None:
        ageless = replace(asked.agree_to_help, age=None)
        given(*taken_on).when(ageless).then(agreed)
        youth = replace(opened, laws=(Law.WMO, Law.YOUTH))
        given(*at_the_door, youth).when(ageless).refused(Refusal.AGE_UNKNOWN)
        given(*taken_on, registered).when(ageless).refused(Refusal.AGE_UNKNOWN)

    def test_is_not_written_down_by_who_lives_with_whoever_gives_it(self) -> None:
        household = TieDeclared(worker=fatima, resident=mother, tie=Tie.HOUSEHOLD)
        mothers = says_yes(mother, GEZAG)
        given(*taken_on, *PARENTS, household).when(mothers).refused(Refusal.OWN_CASE)


class TestTakenBack:
    @pytest.mark.requirement("Z-09")
    def test_by_one_of_them_it_is_no_longer_agreed(self) -> None:
        hers = replace(asked.withdraw_help_agreement, giver=mother)
        no_longer = HelpConsentWithdrawn(case=stairs, resident=child, giver=mother)
        given(*taken_on, *everybody).when(hers).then(no_longer, withdrawn)
        gone = (*taken_on, *everybody, no_longer, withdrawn)
        given(*gone).when(says_yes(mother, GEZAG)).then(yes_her, complete)
        given(*gone).when(hers).refused(Refusal.NO_HELP_AGREEMENT)

    def test_a_yes_that_others_still_waited_for_is_taken_back_as_well(self) -> None:
        hers = replace(asked.withdraw_help_agreement, giver=mother)
        no_longer = HelpConsentWithdrawn(case=stairs, resident=child, giver=mother)
        given(*taken_on, *PARENTS, yes_her).when(hers).then(no_longer)

    def test_not_by_who_never_agreed(self) -> None:
        strangers = replace(asked.withdraw_help_agreement, giver=max_)
        given(*taken_on, *everybody).when(strangers).refused(Refusal.NO_HELP_AGREEMENT)


DEPENDING: dict[str, tuple[Any, tuple[Event, ...], Any]] = {
    "plan": (asked.agree_plan, (), planned),
    "referral": (asked.refer, (clinic_registered, permitted, mandated), referred),
}


@pytest.mark.requirement("Z-09")
@pytest.mark.parametrize("what", DEPENDING)
class TestAtTheInstant:
    """What hangs on the agreement asks who must agree now: birthdays and gezag need no fact."""

    def test_it_stands_while_everybody_who_must_agrees(self, what: str) -> None:
        command, before, follows = DEPENDING[what]
        now = replace(command, consent_of=child, age=AgeBand.FROM_12)
        given(*taken_on, *everybody, *before).when(now).then(replace(follows, age=AgeBand.FROM_12))

    def test_the_age_is_asked_where_others_agreed_as_well(self, what: str) -> None:
        command, before, _ = DEPENDING[what]
        history = (*taken_on, *everybody, *before)
        given(*history).when(command).refused(Refusal.AGE_UNKNOWN)
        half = replace(command, consent_of=child)
        given(*history).when(half).refused(Refusal.AGE_UNKNOWN)
        unsaid = replace(command, age=AgeBand.FROM_12)
        given(*history).when(unsaid).refused(Refusal.AGE_UNKNOWN)
        others = replace(command, consent_of=max_, age=AgeBand.FROM_12)
        given(*history).when(others).refused(Refusal.OTHER_RESIDENT)

    def test_a_child_who_turns_twelve_is_asked_and_one_who_turns_sixteen_decides(
        self, what: str
    ) -> None:
        command, before, follows = DEPENDING[what]
        young = AgeBand.UNDER_12
        parents = tuple(yes_of(who, mother, father, age=young) for who in (mother, father))
        history = (*taken_on, *PARENTS, *parents, replace(complete, age=young), *before)
        for age, stands in (
            (young, True), (AgeBand.FROM_12, False), (AgeBand.FROM_16, False),
            (AgeBand.ADULT, False),
        ):  # fmt: skip
            now = given(*history).when(replace(command, consent_of=child, age=age))
            if stands:
                now.then(replace(follows, age=age))
            else:
                now.refused(Refusal.HELP_AGREEMENT_PENDING)
        asked_anew = (*history, yes_child)
        for age in (AgeBand.FROM_12, AgeBand.FROM_16, AgeBand.ADULT):
            now = given(*asked_anew).when(replace(command, consent_of=child, age=age))
            now.then(replace(follows, age=age))

    def test_an_exemption_lapses_with_its_age_and_a_child_alone_stays_enough(
        self, what: str
    ) -> None:
        command, before, follows = DEPENDING[what]
        why = Exemption.SERIOUS_HARM
        alone = yes_of(child, child, capacity=SELF, exemption=why)
        history = (*taken_on, *PARENTS, alone, complete, *before)
        for age in (AgeBand.FROM_12, AgeBand.FROM_16):
            now = given(*history).when(replace(command, consent_of=child, age=age))
            now.then(replace(follows, age=age))

    def test_a_parent_who_gets_gezag_is_asked_and_one_who_loses_it_no_longer(
        self, what: str
    ) -> None:
        command, before, follows = DEPENDING[what]
        now = replace(command, consent_of=child, age=AgeBand.FROM_12)
        hers = yes_of(mother, child, mother)
        without_him = (*taken_on, her, yes_child, hers, complete, *before)
        found = replace(follows, age=AgeBand.FROM_12)
        given(*without_him).when(now).then(found)
        given(*without_him, his).when(now).refused(Refusal.HELP_AGREEMENT_PENDING)
        given(*without_him, his, his_ended).when(now).then(found)


@pytest.mark.requirement("Z-09")
def test_no_money_is_spent_once_somebody_who_must_agree_does_not() -> None:
    start = tuple(e for e in ready_to_spend if not isinstance(e, HelpAgreed))
    at_12 = replace(asked.spend, consent_of=child, age=AgeBand.FROM_12)
    answer = given(*start, *everybody).when(at_12)
    assert answer.journal.record(at_12).refusal is None
    without_her = tuple(e for e in everybody if e != yes_her)
    given(*start, *without_her).when(at_12).refused(Refusal.HELP_AGREEMENT_PENDING)
    given(*start, *everybody, HelpAgreementWithdrawn(case=stairs, resident=child)).when(
        at_12
    ).refused(Refusal.NO_HELP_AGREEMENT)
