"""What may leave the team, to whom, and what of it is on record?"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from domain.codes import (
    AwarenessState,
    CaseRole,
    Channel,
    DataCategory,
    Law,
    LegalBasis,
    LimitCode,
    OrganisationKind,
    PermissionKind,
    PersonRelation,
    Purpose,
    RecipientClass,
    RecipientFunction,
    Source,
    Template,
)
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.awareness import PersonInvolved
from domain.facts.configuration import ConfigurationPublished
from domain.facts.disclosure import DisclosureMade
from domain.facts.municipality import FunctionEnded, FunctionEstablished
from domain.facts.participation import ParticipationEnded, ParticipationStarted
from domain.facts.recipient_notice import RecipientNotified
from domain.facts.third_party import ThirdPartyAsked
from domain.filing import fields_of
from domain.refusal import Refusal
from domain.terms import (
    DisclosureId,
    FunctionId,
    MandateId,
    OrganisationId,
    RecipientId,
    ResidentId,
)
from service.codec import NotStorable, encode
from service.keys import MemoryKeys
from tests import asked
from tests.asked.disclosure import (
    by_fatima_sharing,
    clinic_asked,
    clinic_notified,
    disclosed,
    mandated_to_disclose,
    wider_sharing_approved,
)
from tests.people import (
    acting,
    bakker,
    by_fatima,
    by_leader,
    carer,
    cares,
    clinic,
    clinic_registered,
    closed,
    fatima,
    fatima_assigned,
    gemeente,
    helped,
    informed,
    leads,
    mandated,
    monday,
    named,
    oost,
    opened,
    permitted,
    published,
    referred,
    reported,
    stairs,
    town,
)
from tests.scenario import given, put

able = (*helped, mandated_to_disclose)
story = (*able, *cares)
a_shop = replace(clinic_registered, kind=OrganisationKind.BUSINESS)
unaware = (*town, reported, opened, mandated_to_disclose, *cares)
safety = replace(
    asked.disclose, context=replace(by_fatima_sharing, basis=LegalBasis.SAFE_AT_HOME_REPORT)
)
safe_at_home = replace(clinic_registered, kind=OrganisationKind.SAFE_AT_HOME)
reported_there = replace(
    disclosed, basis=LegalBasis.SAFE_AT_HOME_REPORT, recipient_class=RecipientClass.STATUTORY_CHAIN
)


def others(count: int) -> tuple[Event, ...]:
    """As many other recipients, who got something today."""
    return tuple(
        replace(
            disclosed, disclosure=DisclosureId(named(f"disclosure {n}")),
            organisation=OrganisationId(named(f"recipient {n}")),
        )
        for n in range(count)
    )  # fmt: skip


@pytest.mark.requirement("M-24")
def test_a_disclosure_says_to_whom_what_why_and_why_not_less() -> None:
    given(*story).when(asked.disclose).then(disclosed)


@pytest.mark.requirement("M-24")
@pytest.mark.parametrize("field", ["why_necessary", "why_not_less", "text"])
def test_without_a_reason_or_the_text_itself_nothing_leaves(field: str) -> None:
    given(*story).when(replace(asked.disclose, **{field: " "})).malformed(field)  # type: ignore[arg-type]


@pytest.mark.requirement("M-24")
def test_what_is_sent_from_here_goes_by_the_post_with_the_same_decision() -> None:
    by_letter = replace(asked.disclose, channel=Channel.LETTER)
    letter = told(
        by_fatima_sharing, Template.DISCLOSURE, organisation=clinic, case=stairs, about=bakker
    )
    given(*story).when(by_letter).then(replace(disclosed, channel=Channel.LETTER), letter)
    given(*story).when(replace(by_letter, channel=Channel.PHONE)).malformed("channel")


def test_it_is_made_once_in_a_case_that_is_open() -> None:
    given(*story, disclosed).when(asked.disclose).refused(Refusal.ALREADY_DONE)
    given(*story, closed).when(asked.disclose).refused(Refusal.CASE_CLOSED)
    given(*able).when(asked.disclose).unknown("organisation")


@pytest.mark.requirement("M-03")
def test_nothing_is_disclosed_about_somebody_who_does_not_know() -> None:
    given(*unaware).when(asked.disclose).refused(Refusal.RESIDENT_NOT_INFORMED)


@pytest.mark.requirement("M-24")
def test_for_safety_it_may_leave_before_the_resident_knows() -> None:
    seen = replace(reported_there, awareness=AwarenessState.UNKNOWN)
    given(*unaware, safe_at_home).when(safety).then(seen)


@pytest.mark.requirement("M-03", "M-24")
def test_a_report_for_safety_goes_behind_nobodys_back_to_whoever_has_no_such_task() -> None:
    given(*unaware).when(safety).refused(Refusal.RESIDENT_NOT_INFORMED)
    never_them = replace(permitted, not_to=(clinic,))
    given(*story, never_them).when(safety).refused(Refusal.RECIPIENT_EXCEPTED)
    acute = replace(
        asked.disclose, context=replace(by_fatima_sharing, basis=LegalBasis.VITAL_INTEREST),
        categories=(DataCategory.HEALTH,),
    )  # fmt: skip
    given(*unaware).when(acute).then(
        replace(
            disclosed, basis=LegalBasis.VITAL_INTEREST, awareness=AwarenessState.UNKNOWN,
            categories=acute.categories,
        )
    )  # fmt: skip


@pytest.mark.requirement("M-03", "M-24")
def test_of_somebody_else_in_a_case_leaves_what_the_ground_lets_and_once_they_know() -> None:
    son = ResidentId(named("her son"))
    known = replace(informed, resident=son)
    at_home = replace(
        asked.disclose, resident=son, categories=(DataCategory.HOUSEHOLD,),
        context=acting(basis=LegalBasis.HOUSEHOLD),
    )  # fmt: skip
    of_him = replace(
        disclosed, resident=son, categories=at_home.categories, purpose=Purpose.SUPPORT,
        basis=LegalBasis.HOUSEHOLD,
    )  # fmt: skip
    child = PersonInvolved(
        case=stairs, resident=son, team=oost, relation=PersonRelation.CHILD, source=Source.OTHER
    )
    ex = replace(child, relation=PersonRelation.FORMER_PARTNER)
    given(*story, child, known).when(at_home).then(of_him)
    given(*story, child).when(at_home).refused(Refusal.RESIDENT_NOT_INFORMED)
    given(*story, known).when(at_home).refused(Refusal.OTHER_RESIDENT)
    given(*story, ex, known).when(at_home).refused(Refusal.DATA_NOT_FOR_THIS)
    his_help = replace(at_home, categories=(DataCategory.HELP,))
    given(*story, child, known).when(his_help).refused(Refusal.DATA_NOT_FOR_THIS)


@pytest.mark.requirement("M-24")
@pytest.mark.parametrize(
    ("purpose", "basis", "category"),
    [
        (Purpose.REFERRAL, LegalBasis.WMO_INVESTIGATION, DataCategory.CRIMINAL),
        (Purpose.REFERRAL, LegalBasis.PERMISSION, DataCategory.ORIGIN_RELIGION_SEXUALITY),
        (Purpose.PAYMENT, LegalBasis.WMO_PROVISION, DataCategory.HEALTH),
        (Purpose.PAYMENT, LegalBasis.WMO_INVESTIGATION, DataCategory.IDENTITY),
        (Purpose.SUPPORT, LegalBasis.HOUSEHOLD, DataCategory.HOUSEHOLD),
    ],
    ids=str,
)
def test_a_ground_lets_out_its_own_data_for_its_own_purpose_and_nothing_else(
    purpose: Purpose, basis: LegalBasis, category: DataCategory
) -> None:
    """The last one is of those who live with the resident, and never of the resident."""
    command = replace(
        asked.disclose, context=acting(purpose=purpose, basis=basis), categories=(category,)
    )
    given(*story).when(command).refused(Refusal.DATA_NOT_FOR_THIS)
    twice = replace(asked.disclose, categories=(DataCategory.HELP, DataCategory.HELP))
    given(*story).when(twice).malformed("categories")
    given(*story).when(replace(asked.disclose, categories=())).malformed("categories")


@pytest.mark.requirement("M-09")
def test_a_disclosure_takes_a_mandate_that_stands_at_that_instant() -> None:
    last = monday.replace(month=12, day=31)
    given(*story).at(last).when(asked.disclose).then(disclosed)
    given(*story).at(last + timedelta(days=1)).when(asked.disclose).refused(Refusal.MANDATE_ENDED)
    another = replace(asked.disclose, mandate=MandateId(named("fast track")))
    given(*story).when(another).unknown("mandate")


@pytest.mark.requirement("M-25")
def test_a_shop_is_told_nothing_unless_the_resident_opened_it_to_that_shop() -> None:
    shop = (*able, a_shop)
    by_name = replace(asked.disclose, permission=permitted.permission)
    opened_up = replace(
        disclosed, permission=permitted.permission, recipient_class=RecipientClass.INFORMAL
    )
    given(*shop).when(asked.disclose).refused(Refusal.INFORMAL_RECIPIENT)
    given(*shop).when(by_name).refused(Refusal.NOT_PERMITTED)
    given(*shop, permitted).when(by_name).then(opened_up)
    given(*shop, permitted).when(asked.disclose).refused(Refusal.INFORMAL_RECIPIENT)
    another = replace(permitted, organisation=OrganisationId(named("another shop")))
    given(*shop, another).when(by_name).refused(Refusal.NOT_PERMITTED)
    in_general = replace(permitted, kind=PermissionKind.PROCESSING)
    given(*shop, in_general).when(by_name).refused(Refusal.NOT_PERMITTED)


@pytest.mark.requirement("M-25")
def test_a_school_is_informal_unless_it_takes_part_in_the_case() -> None:
    school = (*able, replace(clinic_registered, kind=OrganisationKind.SCHOOL))
    part = ParticipationStarted(
        case=stairs, resident=bakker, team=oost, organisation=clinic, function=carer,
        role=CaseRole.PARTNER, since=date(2026, 3, 1), until=date(2026, 3, 2),
        basis=LegalBasis.WMO_PROVISION,
    )  # fmt: skip
    left = ParticipationEnded(case=stairs, resident=bakker, organisation=clinic, function=carer)
    given(*school).when(asked.disclose).refused(Refusal.INFORMAL_RECIPIENT)
    given(*school, part).when(asked.disclose).then(disclosed)
    given(*school, part, left).when(asked.disclose).refused(Refusal.INFORMAL_RECIPIENT)
    tomorrow = monday + timedelta(days=1)
    given(*school, part).at(tomorrow).when(asked.disclose).refused(Refusal.INFORMAL_RECIPIENT)


@pytest.mark.requirement("M-25")
@pytest.mark.parametrize(
    "function", [RecipientFunction.EX_PARTNER, RecipientFunction.FAMILY], ids=str
)
def test_a_person_is_informal_whoever_they_are(function: RecipientFunction) -> None:
    person = replace(
        asked.disclose, organisation=None, recipient=RecipientId(named("somebody")),
        recipient_function=function,
    )  # fmt: skip
    given(*story).when(person).refused(Refusal.INFORMAL_RECIPIENT)
    by_name = replace(person, permission=permitted.permission)
    given(*story, permitted).when(by_name).refused(Refusal.NOT_PERMITTED)


@pytest.mark.requirement("M-25")
def test_a_sister_whom_the_resident_named_may_know_what_was_named() -> None:
    sister = RecipientId(named("sister"))
    to_her = replace(
        permitted, organisation=None, recipient=sister, categories=(DataCategory.HELP,)
    )
    telling_her = replace(
        asked.disclose, organisation=None, recipient=sister, permission=to_her.permission,
        recipient_function=RecipientFunction.FAMILY,
    )  # fmt: skip
    told_her = replace(
        disclosed, organisation=None, recipient=sister, permission=to_her.permission,
        recipient_function=RecipientFunction.FAMILY, recipient_class=RecipientClass.INFORMAL,
    )  # fmt: skip
    given(*able, to_her).when(telling_her).then(told_her)
    another = replace(telling_her, recipient=RecipientId(named("brother")))
    given(*able, to_her).when(another).refused(Refusal.NOT_PERMITTED)
    more = replace(telling_her, categories=(DataCategory.HEALTH,))
    given(*able, to_her).when(more).refused(Refusal.NOT_PERMITTED)
    by_post = replace(telling_her, channel=Channel.LETTER)
    given(*able, to_her).when(by_post).malformed("channel")


@pytest.mark.requirement("M-25")
def test_whom_the_resident_excepted_is_told_nothing_but_for_safety() -> None:
    never_them = replace(permitted, not_to=(clinic,))
    given(*story, never_them).when(asked.disclose).refused(Refusal.RECIPIENT_EXCEPTED)
    no_carers = replace(permitted, not_to_functions=(RecipientFunction.CARE_PROFESSIONAL,))
    given(*story, no_carers).when(asked.disclose).refused(Refusal.RECIPIENT_EXCEPTED)
    given(*story, never_them, safe_at_home).when(safety).then(reported_there)


@pytest.mark.parametrize("kind", OrganisationKind, ids=str)
def test_every_kind_of_organisation_is_of_one_class(kind: OrganisationKind) -> None:
    of_kind = (*able, replace(clinic_registered, kind=kind))
    answer = given(*of_kind).when(asked.disclose).journal.record(asked.disclose)
    informal = {OrganisationKind.HOUSING, OrganisationKind.SCHOOL, OrganisationKind.BUSINESS}
    assert (answer.refusal is Refusal.INFORMAL_RECIPIENT) == (kind in informal)


def test_a_recipient_is_an_organisation_or_a_person_in_a_function_that_fits() -> None:
    given(*story).when(replace(asked.disclose, organisation=None)).malformed("recipient")
    both = replace(asked.disclose, recipient=RecipientId(named("ex")))
    given(*story).when(both).malformed("recipient")
    ex = replace(asked.disclose, recipient_function=RecipientFunction.EX_PARTNER)
    given(*story).when(ex).malformed("recipient_function")


@pytest.mark.requirement("M-24")
def test_a_ground_that_takes_permission_takes_it_for_this_recipient_and_purpose() -> None:
    waiver = replace(by_fatima_sharing, basis=LegalBasis.YOUTH_THIRD_PARTIES)
    bare = replace(asked.disclose, context=waiver)
    cited = replace(bare, permission=permitted.permission)
    given(*story).when(bare).refused(Refusal.NOT_PERMITTED)
    given(*story, permitted).when(bare).refused(Refusal.NOT_PERMITTED)
    given(*story, permitted).when(cited).then(
        replace(disclosed, basis=waiver.basis, permission=permitted.permission)
    )
    over = replace(permitted, until=date(2026, 3, 1))
    given(*story, over).when(cited).refused(Refusal.NOT_PERMITTED)


@pytest.mark.requirement("M-26")
def test_a_sixth_recipient_in_thirty_days_takes_a_decision_of_somebody_else() -> None:
    given(*story, *others(4)).when(asked.disclose).then(disclosed)
    given(*story, *others(5)).when(asked.disclose).refused(Refusal.TOO_MANY_RECIPIENTS)
    given(*story, *others(4), referred).when(asked.disclose).then(disclosed)  # who had something
    elsewhere = replace(referred, organisation=OrganisationId(named("elsewhere")))
    given(*story, *others(4), elsewhere).when(asked.disclose).refused(Refusal.TOO_MANY_RECIPIENTS)


@pytest.mark.requirement("M-26")
def test_a_referral_is_one_recipient_more() -> None:
    full = (*story, mandated, permitted, *others(5))
    given(*story, mandated, permitted, *others(4)).when(asked.refer).then(referred)
    given(*full).when(asked.refer).refused(Refusal.TOO_MANY_RECIPIENTS)


@pytest.mark.requirement("M-26")
def test_a_municipality_may_allow_fewer_recipients() -> None:
    fewer = ConfigurationPublished(
        organisation=gemeente, version=1, since=date(2026, 1, 1), laws=(Law.WMO,), terms=(),
        lengths=(), units=(), publication=published, limits=(LimitCode.RECIPIENTS,), mosts=(2,),
    )  # fmt: skip
    given(*story, fewer, *others(1)).when(asked.disclose).then(disclosed)
    given(*story, fewer, *others(2)).when(asked.disclose).refused(Refusal.TOO_MANY_RECIPIENTS)


@pytest.mark.requirement("M-26")
def test_after_thirty_days_a_recipient_counts_no_more() -> None:
    full = given(*story, *others(5))
    in_time, too_soon = monday + timedelta(days=30), monday + timedelta(days=29)
    full.at(too_soon).when(asked.disclose).refused(Refusal.TOO_MANY_RECIPIENTS)
    full.at(in_time).when(asked.disclose).then(disclosed)


@pytest.mark.requirement("M-26")
def test_with_an_approval_more_may_receive_as_many_and_as_long_as_it_says() -> None:
    def approved(*more: Event, by: object = by_leader, most: int = 8, days: int = 0) -> object:
        when = given(*story, *others(5 + len(more))).at(monday + timedelta(days=days))
        scene = when.when(asked.disclose)
        put(scene.journal, replace(wider_sharing_approved, most=most), context=by)  # type: ignore[arg-type]
        return scene.journal.record(asked.disclose).refusal

    assert approved() is None
    assert approved(most=5) is Refusal.TOO_MANY_RECIPIENTS
    assert approved(days=18) is None
    assert approved(days=19) is Refusal.TOO_MANY_RECIPIENTS
    assert approved(by=by_fatima) is Refusal.SECOND_PERSON_MISSING


@pytest.mark.requirement("M-26")
def test_who_leads_or_oversees_approves_and_no_longer_than_thirty_days() -> None:
    led = (*story, *leads)
    given(*led).when(asked.approve_wider_sharing).then(wider_sharing_approved)
    own = replace(asked.approve_wider_sharing, context=by_fatima)
    given(*led).when(own).refused(Refusal.NOT_AUTHORISED)
    for until in (date(2026, 3, 1), date(2026, 4, 1)):
        given(*led).when(replace(asked.approve_wider_sharing, until=until)).malformed("until")
    for most in (0, 51):
        given(*led).when(replace(asked.approve_wider_sharing, most=most)).malformed("most")


@pytest.mark.requirement("M-37")
def test_one_function_that_somebody_holds_answers_for_it() -> None:
    named_one = replace(asked.disclose, accountable=carer)
    given(*story).when(named_one).then(
        replace(disclosed, accountable=carer, accountable_organisation=clinic)
    )
    vacant = FunctionId(named("vacant"))
    nobody = FunctionEstablished(function=vacant, organisation=clinic, role=cares[1].role)
    given(*story, nobody).when(replace(asked.disclose, accountable=vacant)).refused(
        Refusal.NOBODY_ACCOUNTABLE
    )
    given(*story).when(replace(asked.disclose, accountable=vacant)).unknown("function")
    assert fatima_assigned.worker == fatima
    gone = FunctionEnded(worker=fatima, function=fatima_assigned.function, since=date(2026, 3, 1))
    given(*story, gone).when(asked.disclose).refused(Refusal.FUNCTION_NOT_HELD)


@pytest.mark.requirement("M-37")
def test_every_act_in_the_chain_names_one_function_and_organisation_that_answer_for_it() -> None:
    """Who does it answers for it, unless the fact itself names another."""
    for kind in (DisclosureMade, ThirdPartyAsked, RecipientNotified):
        there = {f.name: (f.kind, f.many, f.optional) for f in fields_of(kind)}
        assert there["accountable"] == (FunctionId, False, False)
        assert there["accountable_organisation"] == (OrganisationId, False, False)
    acts = (referred, disclosed, clinic_asked, clinic_notified)
    for act, name in product(acts, ("function", "organisation")):
        nobody = replace(by_fatima, **{name: ""})  # type: ignore[arg-type]
        with pytest.raises(NotStorable):
            encode(act, nobody, "0" * 64, MemoryKeys())
    for name in ("accountable", "accountable_organisation"):
        with pytest.raises(NotStorable):
            encode(replace(disclosed, **{name: ""}), by_fatima, "0" * 64, MemoryKeys())  # type: ignore[arg-type]
