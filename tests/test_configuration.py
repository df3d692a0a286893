"""What a municipality sets for itself: in versions, never looser than the law; two side by side."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import (
    Channel,
    Language,
    Law,
    OrganisationKind,
    ProviderModel,
    Role,
    Step,
    Template,
    TermCode,
    TermUnit,
)
from domain.decisions.intake import ReceiveNotification
from domain.decisions.telling import told
from domain.fact import Fact
from domain.facts.awareness import ClientSupportOffered
from domain.facts.case import CoordinatorAssigned
from domain.facts.configuration import Configuration, ConfigurationPublished, StepsTaken
from domain.facts.message import MessageOrdered
from domain.facts.municipality import TeamFormed
from domain.facts.term import DecisionTermAdopted, TermsAdopted
from domain.law import EDITION
from domain.refusal import Refusal
from domain.templates import current
from domain.terms import Cents, Digest
from tests import asked
from tests.people import (
    administrator,
    applied,
    at_the_door,
    bakker,
    buurtteam,
    by_fatima,
    clarified,
    clinic,
    clinic_registered,
    fatima,
    gemeente,
    granted,
    helped,
    informed,
    leader,
    leads,
    lift,
    max_,
    monday,
    oost,
    opened,
    paid,
    planned,
    published,
    ready_to_spend,
    reported,
    set_apart,
    signalled,
    stairs,
    town,
    zuid,
)
from tests.scenario import given

first = ConfigurationPublished(
    organisation=gemeente, version=1, since=date(2026, 3, 2), laws=tuple(Law),
    terms=(TermCode.INVESTIGATION, TermCode.WMO_DECISION), lengths=(30, 8),
    units=(TermUnit.DAYS, TermUnit.DAYS), publication=published,
)  # fmt: skip
promised = TermsAdopted(
    case=stairs, resident=bakker, version=1, terms=(TermCode.INVESTIGATION,), lengths=(30,),
    units=(TermUnit.DAYS,),
)  # fmt: skip
receipt = told(
    asked.receive_notification.context, Template.RECEIPT, resident=bakker, case=stairs,
    channel=Channel.LETTER, language=Language.DUTCH,
)  # fmt: skip


def adopting(term: TermCode, length: int, unit: TermUnit) -> object:
    return replace(asked.publish_configuration, terms=(term,), lengths=(length,), units=(unit,))


@pytest.mark.requirement("N-01")
def test_an_administrator_publishes_a_version_from_a_day_on() -> None:
    given(*town).when(asked.publish_configuration).then(first)


@pytest.mark.requirement("N-02")
def test_sixty_days_for_the_investigation_are_refused_and_thirty_are_not() -> None:
    refused = (
        given(*town)
        .when(adopting(TermCode.INVESTIGATION, 60, TermUnit.DAYS))  # type: ignore[arg-type]
        .refused(Refusal.CONFIGURATION_BELOW_FLOOR)
    )
    assert refused.article == "Gemeentewet 121"
    given(*town).when(
        adopting(TermCode.INVESTIGATION, 30, TermUnit.DAYS)  # type: ignore[arg-type]
    ).then(replace(first, terms=first.terms[:1], lengths=(30,), units=first.units[:1]))


@pytest.mark.requirement("N-02")
@pytest.mark.parametrize(
    ("term", "length", "unit"),
    [
        (TermCode.NOTICE, 0, TermUnit.MONTHS),  # notice may not be off
        (TermCode.NOTICE, 2, TermUnit.MONTHS),
        (TermCode.RECEIPT, 0, TermUnit.WORKING_DAYS),
        (TermCode.OBJECTION, 4, TermUnit.WEEKS),  # the resident's own
        (TermCode.RISK_SIGNAL, 1, TermUnit.YEARS),  # no law that is known to be in force
        (TermCode.WMO_DECISION, 15, TermUnit.DAYS),
        (TermCode.URGENT_HELP, 1, TermUnit.DAYS),
    ],
)
def test_no_term_is_lengthened_dropped_or_taken_from_the_resident(
    term: TermCode, length: int, unit: TermUnit
) -> None:
    given(*town).when(adopting(term, length, unit)).refused(  # type: ignore[arg-type]
        Refusal.CONFIGURATION_BELOW_FLOOR
    )


def test_versions_are_numbered_and_of_the_municipality_itself() -> None:
    second = replace(asked.publish_configuration, version=2)
    given(*town, first).when(second).then(replace(first, version=2))
    given(*town, first).when(asked.publish_configuration).refused(Refusal.ALREADY_DONE)
    given(*town).when(second).refused(Refusal.ALREADY_DONE)
    other = replace(asked.publish_configuration, organisation=buurtteam)
    given(*town).when(other).refused(Refusal.NOT_YOURS)


def test_what_contradicts_itself_is_malformed() -> None:
    command = asked.publish_configuration
    given(*town).when(replace(command, lengths=(30,))).malformed("terms")
    given(*town).when(replace(command, units=(TermUnit.DAYS,))).malformed("terms")
    twice = (TermCode.INVESTIGATION, TermCode.INVESTIGATION)
    given(*town).when(replace(command, terms=twice)).malformed("terms")
    given(*town).when(replace(command, laws=())).malformed("laws")
    given(*town).when(replace(command, since=date(2026, 3, 1))).malformed("since")
    given(*town).when(replace(command, most_spent=Cents(0))).malformed("amount")


@pytest.mark.requirement("N-01")
def test_the_newest_version_that_has_begun_holds() -> None:
    later = replace(first, version=2, since=date(2026, 6, 1))
    earlier = replace(first, version=3, since=date(2026, 4, 1))
    known = Configuration(gemeente, (first, later, earlier))
    assert known.on(date(2026, 3, 1)) is None
    assert known.on(date(2026, 3, 31)) == first
    assert known.on(date(2026, 4, 1)) == earlier
    assert known.on(date(2026, 6, 1)) == earlier


@pytest.mark.requirement("N-01")
def test_what_comes_in_is_promised_the_terms_of_that_day() -> None:
    answer = given(*town, first).when(asked.receive_notification).then(reported, promised, receipt)
    assert {fact.context.configuration for fact in answer.facts} == {1}
    assert {fact.context.rules for fact in answer.facts} == {EDITION}
    signal = given(*town, first).when(asked.receive_signal)
    signal.then(signalled, replace(promised, case=signalled.case, resident=signalled.resident))


def test_a_second_notification_is_promised_nothing_new() -> None:
    given(*town, first, reported).when(asked.receive_notification).then(reported, receipt)


def test_before_its_first_day_a_version_promises_nothing() -> None:
    future = replace(first, since=date(2026, 3, 3))
    answer = given(*town, future).when(asked.receive_notification).then(reported, receipt)
    assert {fact.context.configuration for fact in answer.facts} == {None}


@pytest.mark.requirement("N-01")
def test_an_application_is_promised_its_own_term() -> None:
    own = DecisionTermAdopted(
        application=lift, case=stairs, resident=bakker, version=1, term=TermCode.WMO_DECISION,
        length=8, unit=TermUnit.DAYS,
    )  # fmt: skip
    given(*helped, first).when(asked.receive_application).then(applied, own)
    other = replace(first, terms=(), lengths=(), units=())
    given(*helped, other).when(asked.receive_application).then(applied)


@pytest.mark.requirement("N-01")
def test_teams_work_under_the_laws_that_the_municipality_gave_them() -> None:
    no_wmo = replace(first, laws=(Law.DEBT,))
    given(*at_the_door, no_wmo).when(asked.open_case).refused(Refusal.LAW_NOT_IN_SCOPE)
    given(*helped, no_wmo).when(asked.receive_application).refused(Refusal.LAW_NOT_IN_SCOPE)
    given(*at_the_door, first).when(asked.open_case).then(opened)


def test_who_is_no_administrator_publishes_nothing() -> None:
    by_fatima = replace(asked.publish_configuration.context, actor=fatima)
    given(*town).when(replace(asked.publish_configuration, context=by_fatima)).refused(
        Refusal.FUNCTION_NOT_HELD
    )
    assert asked.publish_configuration.context.function == administrator
    worker = replace(asked.receive_notification.context)
    given(*town).when(replace(asked.publish_configuration, context=worker)).refused(
        Refusal.NOT_AUTHORISED
    )


@pytest.mark.requirement("N-01")
def test_a_municipality_says_who_spends_and_how_much_at_once() -> None:
    at_most = replace(first, most_spent=asked.spend.amount, spenders=(Role.WORKER,))
    answer = given(*ready_to_spend, set_apart, at_most).when(asked.spend).then(paid)
    assert answer.facts[0].context.configuration == 1
    less = replace(at_most, most_spent=Cents(asked.spend.amount - 1))
    given(*ready_to_spend, set_apart, less).when(asked.spend).refused(Refusal.MANDATE_EXCEEDED)
    others = replace(at_most, spenders=(Role.COORDINATOR,))
    given(*ready_to_spend, set_apart, others).when(asked.spend).refused(Refusal.NOT_AUTHORISED)
    neither = replace(first, most_spent=None, spenders=())
    given(*ready_to_spend, set_apart, neither).when(asked.spend).then(paid)


def test_spenders_and_limits_are_codes_and_amounts() -> None:
    wide = replace(
        asked.publish_configuration, most_spent=Cents(500_00), spenders=(Role.COORDINATOR,)
    )
    given(*town).when(wide).then(
        replace(first, most_spent=Cents(500_00), spenders=(Role.COORDINATOR,))
    )


IN_USE = (Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.OMBUDSMAN, Role.AUDITOR, Role.WORKER)


@pytest.mark.requirement("N-01")
def test_a_municipality_works_with_the_functions_that_it_chose() -> None:
    chosen = replace(first, roles=IN_USE)
    given(*town).when(replace(asked.publish_configuration, roles=IN_USE)).then(chosen)
    new = replace(asked.establish, establish=leader, role=Role.TEAM_LEADER)
    given(*town, chosen).when(new).refused(Refusal.NOT_IN_USE)
    with_it = replace(first, roles=(*IN_USE, Role.TEAM_LEADER))
    for configured in (with_it, first):
        given(*town, configured).when(new).then(leads[0])


@pytest.mark.requirement("N-02")
@pytest.mark.parametrize("role", IN_USE[:4], ids=str)
def test_a_function_that_the_law_asks_for_is_not_left_out(role: Role) -> None:
    without = tuple(each for each in IN_USE if each is not role)
    given(*town).when(replace(asked.publish_configuration, roles=without)).refused(
        Refusal.CONFIGURATION_BELOW_FLOOR
    )


@pytest.mark.requirement("N-01")
def test_residents_are_written_to_by_the_channels_in_use() -> None:
    by_letter = replace(first, channels=(Channel.LETTER,))
    given(*town).when(replace(asked.publish_configuration, channels=(Channel.LETTER,))).then(
        by_letter
    )
    web = replace(asked.receive_notification, channel=Channel.WEB)
    answer = (
        given(*town, by_letter)
        .when(web)
        .then(
            replace(reported, channel=Channel.WEB), promised, replace_receipt(web, Channel.LETTER)
        )
    )
    assert answer.facts[-1].context.configuration == 1
    given(*town, first).when(web).then(
        replace(reported, channel=Channel.WEB), promised, replace_receipt(web, Channel.EMAIL)
    )
    sent = replace(asked.send_decision, channel=Channel.EMAIL, text=current_text())
    for configured, channel in ((by_letter, Channel.LETTER), (first, Channel.EMAIL)):
        happened = given(*helped, applied, granted, configured).when(sent).journal.record(sent)
        assert [f.event.channel for f in happened.facts if isinstance(f.event, MessageOrdered)] == [
            channel
        ]


def replace_receipt(command: ReceiveNotification, channel: Channel) -> MessageOrdered:
    return told(
        command.context, Template.RECEIPT, resident=bakker, case=stairs, channel=channel,
        language=Language.DUTCH,
    )  # fmt: skip


def current_text() -> Digest:
    return current(Template.DECISION, Language.DUTCH).digest


@pytest.mark.requirement("N-02")
def test_whoever_has_no_email_is_written_to() -> None:
    given(*town).when(replace(asked.publish_configuration, channels=(Channel.EMAIL,))).refused(
        Refusal.CONFIGURATION_BELOW_FLOOR
    )
    given(*town).when(
        replace(asked.publish_configuration, channels=(Channel.LETTER, Channel.PHONE))
    ).malformed("channels")


@pytest.mark.requirement("N-01")
def test_what_goes_before_a_plan_here_goes_before_it_in_that_order() -> None:
    steps = (Step.QUESTION_CLARIFIED, Step.CLIENT_SUPPORT_OFFERED)
    in_order = replace(first, steps=steps)
    given(*town).when(replace(asked.publish_configuration, steps=steps)).then(in_order)
    given(*town).when(replace(asked.publish_configuration, steps=(*steps, steps[0]))).malformed(
        "steps"
    )
    offered = ClientSupportOffered(case=stairs, resident=bakker, channel=Channel.PHONE)
    given(*helped, in_order).when(asked.agree_plan).refused(Refusal.STEP_MISSING)
    given(*helped, offered, in_order).when(asked.agree_plan).then(planned)
    early = [*town, reported, offered, *[e for e in helped if e not in (*town, reported)]]
    assert early.index(offered) < early.index(clarified)
    given(*early, in_order).when(asked.agree_plan).refused(Refusal.STEP_MISSING)
    given(*helped, first).when(asked.agree_plan).then(planned)


@pytest.mark.requirement("M-01")
def test_what_somebody_else_in_the_case_is_told_is_no_step() -> None:
    in_order = replace(first, steps=(Step.RESIDENT_INFORMED, Step.COORDINATOR_ASSIGNED))
    assigned = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)
    hers = helped.index(informed)
    told = [*helped[:hers], replace(informed, resident=max_), assigned, *helped[hers:], in_order]
    assert helped.index(opened) > hers
    given(*told).when(asked.agree_plan).refused(Refusal.STEP_MISSING)
    told.remove(assigned)
    given(*told, assigned).when(asked.agree_plan).then(planned)


def test_every_step_is_taken_by_what_it_is_called_after() -> None:
    assigned = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)
    without_her = replace(clarified, with_resident=False)
    happened: list[Any] = [reported, without_her, clarified, clarified, informed, assigned]
    known = StepsTaken(stairs)
    for position, event in enumerate(happened, 1):
        known = known.evolve(Fact(position, monday, by_fatima, event))
    assert known.taken == (
        Step.QUESTION_CLARIFIED, Step.RESIDENT_INFORMED, Step.COORDINATOR_ASSIGNED,
    )  # fmt: skip


@pytest.mark.requirement("N-01")
@pytest.mark.parametrize(
    ("model", "kind"),
    [
        (ProviderModel.MUNICIPAL, OrganisationKind.MUNICIPALITY),
        (ProviderModel.FOUNDATION, OrganisationKind.TEAM_FOUNDATION),
        (ProviderModel.PROVIDERS, OrganisationKind.CARE_PROVIDER),
    ],
    ids=str,
)
def test_teams_are_of_the_organisations_that_the_municipality_chose(
    model: ProviderModel, kind: OrganisationKind
) -> None:
    organised = replace(first, provider_model=model)
    given(*town).when(replace(asked.publish_configuration, provider_model=model)).then(organised)
    another = replace(asked.form_team, team=zuid, organisation=clinic)
    of_that_kind = replace(clinic_registered, kind=kind)
    formed = TeamFormed(team=zuid, organisation=clinic, name=another.name)
    given(*town, of_that_kind, organised).when(another).then(formed)
    of_another = replace(clinic_registered, kind=OrganisationKind.HOUSING)
    given(*town, of_another, organised).when(another).refused(Refusal.NOT_IN_USE)
    given(*town, of_another, first).when(another).then(formed)
