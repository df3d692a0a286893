"""Who takes part in a case, to whom it is shut, and who is close to whom?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.codes import (
    CaseRole,
    LegalBasis,
    OrganisationKind,
    RecipientFunction,
    RestrictionGround,
    Tie,
)
from domain.decisions.recipient import PERSONS, RECEIVES_AS
from domain.facts.case import CoordinatorAssigned, FindingRecorded
from domain.facts.inquiry import InquiryClosed, InquiryOpened
from domain.facts.participation import (
    ParticipationEnded,
    ParticipationStarted,
    RestrictionLifted,
    RestrictionSet,
    TieDeclared,
    TieEnded,
)
from domain.refusal import Refusal
from domain.terms import CaseId, FunctionId, InquiryReference, OrganisationId
from tests import asked
from tests.asked.disclosure import mandated_to_disclose
from tests.people import (
    acting,
    at_the_door,
    bakker,
    buurtteam,
    by_clinic,
    by_fatima,
    by_leader,
    by_watcher,
    carer,
    cares,
    clarified,
    clinic,
    clinic_registered,
    closed,
    consultant,
    fatima,
    fatima_assigned,
    gemeente,
    helped,
    inquest,
    inquires,
    leader,
    leads,
    max_,
    monday,
    named,
    ombudsman,
    oost,
    opened,
    permitted,
    pieter,
    reported,
    stairs,
    town,
    under_reference,
    watches,
    zuid,
)
from tests.scenario import given
from tests.test_disclosure import others

story = (*helped, *leads, *cares, *watches)
takes_part = ParticipationStarted(
    case=stairs, resident=bakker, team=oost, organisation=clinic, function=carer,
    role=CaseRole.PROVIDER,
    since=date(2026, 3, 2), until=date(2026, 6, 30), basis=LegalBasis.WMO_PROVISION,
    kind=OrganisationKind.CARE_PROVIDER,
)  # fmt: skip
ended = ParticipationEnded(case=stairs, resident=bakker, organisation=clinic, function=carer)
shut = RestrictionSet(
    case=stairs, resident=bakker, functions=(leader,), ground=RestrictionGround.EMPLOYEE
)
lifted = RestrictionLifted(case=stairs, resident=bakker)
lives_there = TieDeclared(worker=fatima, resident=bakker, tie=Tie.HOUSEHOLD)
moved_out = TieEnded(worker=fatima, resident=bakker, tie=Tie.HOUSEHOLD)
inquiring = InquiryOpened(
    inquiry=inquest, case=stairs, resident=bakker, function=ombudsman,
    reference=under_reference, until=date(2026, 6, 30),
)  # fmt: skip


@pytest.mark.requirement("M-38")
def test_somebody_takes_part_until_a_day_or_until_that_is_ended() -> None:
    given(*story).when(asked.start_participation).then(takes_part)
    given(*story, takes_part).when(asked.end_participation).then(ended)
    given(*story, takes_part, closed).when(asked.end_participation).then(ended)


def test_nobody_takes_part_twice_at_once_but_may_again() -> None:
    given(*story, takes_part).when(asked.start_participation).refused(Refusal.ALREADY_DONE)
    given(*story, takes_part, ended).when(asked.start_participation).then(takes_part)
    last = datetime(2026, 6, 30, 12, tzinfo=UTC)
    again = replace(asked.start_participation, since=date(2026, 7, 1), until=date(2026, 9, 30))
    given(*story, takes_part).at(last).when(again).refused(Refusal.ALREADY_DONE)
    later = replace(takes_part, since=again.since, until=again.until)
    given(*story, takes_part).at(last + timedelta(days=1)).when(again).then(later)


def test_taking_part_has_an_end_that_is_not_over() -> None:
    over = replace(asked.start_participation, since=date(2026, 1, 1), until=date(2026, 3, 1))
    given(*story).when(over).malformed("until")
    backwards = replace(asked.start_participation, since=date(2026, 7, 1))
    given(*story).when(backwards).malformed("until")
    today = replace(asked.start_participation, until=date(2026, 3, 2))
    given(*story).when(today).then(replace(takes_part, until=today.until))


def test_who_takes_part_holds_a_function_that_there_is() -> None:
    nobody = replace(asked.start_participation, function=FunctionId(named("?")))
    given(*story).when(nobody).unknown("function")


def test_nobody_takes_part_in_what_is_not_open() -> None:
    door = (*at_the_door, *leads, *cares)
    given(*door).when(asked.start_participation).refused(Refusal.CASE_NOT_OPEN)
    given(*story, closed).when(asked.start_participation).refused(Refusal.CASE_CLOSED)


def test_nobody_takes_part_without_the_resident_knowing() -> None:
    unaware = (*town, *leads, *cares, reported, clarified, opened)
    given(*unaware).when(asked.start_participation).refused(Refusal.RESIDENT_NOT_INFORMED)


def test_what_never_began_does_not_end() -> None:
    given(*story).when(asked.end_participation).unknown("participation")
    given(*story, takes_part, ended).when(asked.end_participation).unknown("participation")
    nobody = replace(asked.end_participation, function=FunctionId(named("?")))
    given(*story, takes_part).when(nobody).unknown("participation")
    elsewhere = replace(asked.end_participation, case=CaseId(named("?")))
    given(*story, takes_part).when(elsewhere).unknown("case")


def test_who_coordinates_lets_others_in_and_out() -> None:
    coordinates = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)
    by_her = replace(asked.start_participation, context=acting())
    given(*story, coordinates).when(by_her).then(takes_part)
    pieters = replace(coordinates, coordinator=pieter)
    given(*story, pieters).when(by_her).refused(Refusal.NOT_COORDINATOR)
    given(*story, pieters).when(asked.start_participation).then(takes_part)  # the team leader


@pytest.mark.requirement("M-38")
def test_taking_part_ends_with_its_last_day_and_at_once_when_ended() -> None:
    """Pieter of team Zuid is second worker in a case of team Oost."""
    helper = FunctionId(named("consultant of zuid"))
    of_zuid = (
        *(replace(leads[0], function=helper, role=asked.establish.role),),
        replace(fatima_assigned, worker=pieter, function=helper, team=zuid),
    )
    part = replace(takes_part, organisation=buurtteam, function=helper, role=CaseRole.SECOND_WORKER)
    find = replace(asked.record_finding, context=acting(pieter, helper))
    found = FindingRecorded(case=stairs, resident=bakker, topic=find.topic, finding=find.finding)
    given(*story, *of_zuid).when(find).refused(Refusal.NOT_INVOLVED)
    given(*story, *of_zuid, part).when(find).then(found)
    over = replace(ended, organisation=buurtteam, function=helper)
    given(*story, *of_zuid, part, over).when(find).refused(Refusal.NOT_INVOLVED)
    midnight = datetime(2026, 6, 30, 22, tzinfo=UTC)  # it is summer in Haarlem
    given(*story, *of_zuid, part).at(midnight - timedelta(seconds=1)).when(find).then(found)
    given(*story, *of_zuid, part).at(midnight).when(find).refused(Refusal.NOT_INVOLVED)
    to_come = replace(part, since=date(2026, 3, 3))
    given(*story, *of_zuid, to_come).when(find).refused(Refusal.NOT_INVOLVED)
    advises = replace(part, role=CaseRole.ADVISER)
    given(*story, *of_zuid, advises).when(find).refused(Refusal.NOT_INVOLVED)


class TestRestriction:
    def test_shuts_a_case_to_all_but_some(self) -> None:
        given(*story).when(asked.restrict_case).then(shut)
        given(*story, shut).when(asked.record_finding).refused(Refusal.RESTRICTED_CASE)
        by_samira = replace(asked.record_finding, context=by_leader)
        given(*story, shut).when(by_samira).then(
            FindingRecorded(
                case=stairs, resident=bakker, topic=by_samira.topic, finding=by_samira.finding
            )
        )

    def test_is_lifted_by_who_watches(self) -> None:
        given(*story, shut).when(asked.lift_restriction).then(lifted)
        by_samira = replace(asked.lift_restriction, context=by_leader)
        given(*story, shut).when(by_samira).refused(Refusal.NOT_AUTHORISED)
        again = given(*story, shut, lifted).when(asked.record_finding)
        assert again.journal.record(again.command).refusal is None

    def test_is_set_by_a_team_leader_too(self) -> None:
        by_samira = replace(asked.restrict_case, context=by_leader)
        given(*story).when(by_samira).then(shut)
        given(*story, replace(shut, functions=(consultant,))).when(by_samira).refused(
            Refusal.RESTRICTED_CASE
        )

    def test_leaves_somebody_who_can_help(self) -> None:
        given(*story).when(replace(asked.restrict_case, functions=())).malformed("functions")
        nobody = replace(asked.restrict_case, functions=(leader, FunctionId(named("?"))))
        given(*story).when(nobody).unknown("function")

    def test_can_be_changed_but_is_not_set_twice(self) -> None:
        given(*story, shut).when(asked.restrict_case).refused(Refusal.ALREADY_DONE)
        other = replace(asked.restrict_case, functions=(consultant,))
        given(*story, shut).when(other).then(replace(shut, functions=(consultant,)))

    def test_is_lifted_once(self) -> None:
        given(*story).when(asked.lift_restriction).refused(Refusal.ALREADY_DONE)

    def test_is_of_a_case_that_there_is(self) -> None:
        nowhere = CaseId(named("?"))
        given(*story).when(replace(asked.restrict_case, case=nowhere)).unknown("case")
        given(*story).when(replace(asked.lift_restriction, case=nowhere)).unknown("case")

    def test_turns_nobody_away_at_the_front_door(self) -> None:
        come_in = given(*story, shut).when(asked.receive_notification)
        assert come_in.journal.record(come_in.command).refusal is None


class TestTie:
    def test_is_declared_by_the_worker_or_somebody_over_her(self) -> None:
        given(*story).when(asked.declare_tie).then(lives_there)
        given(*story).when(replace(asked.declare_tie, context=by_leader)).then(lives_there)

    def test_is_not_declared_by_a_colleague(self) -> None:
        colleague = replace(fatima_assigned, worker=pieter)
        by_pieter = replace(asked.declare_tie, context=acting(pieter))
        given(*story, colleague).when(by_pieter).refused(Refusal.NOT_AUTHORISED)

    def test_is_ended_by_somebody_else(self) -> None:
        given(*story, lives_there).when(asked.end_tie).then(moved_out)
        by_herself = replace(asked.end_tie, context=by_fatima)
        given(*story, lives_there).when(by_herself).refused(Refusal.NOT_AUTHORISED)
        own = replace(lives_there, worker=by_leader.actor)
        own_end = replace(asked.end_tie, worker=by_leader.actor)
        given(*story, own).when(own_end).refused(Refusal.OWN_CASE)
        nobody_close = replace(asked.end_tie, worker=by_leader.actor, resident=max_)
        given(*story).when(nobody_close).refused(Refusal.OWN_CASE)

    def test_is_declared_once_and_ended_once(self) -> None:
        given(*story, lives_there).when(asked.declare_tie).refused(Refusal.ALREADY_DONE)
        given(*story, lives_there, moved_out).when(asked.declare_tie).then(lives_there)
        given(*story).when(asked.end_tie).unknown("tie")

    def test_with_one_resident_says_nothing_of_another(self) -> None:
        another = replace(lives_there, resident=max_)
        find = asked.record_finding
        given(*story, another).when(find).then(
            FindingRecorded(case=stairs, resident=bakker, topic=find.topic, finding=find.finding)
        )


class TestInquiry:
    story = (*story, *inquires)

    def test_is_opened_for_a_case_until_a_day_and_closed(self) -> None:
        given(*self.story).when(asked.open_inquiry).then(inquiring)
        given(*self.story, inquiring).when(asked.close_inquiry).then(
            InquiryClosed(inquiry=inquest, cases=(stairs,), residents=(bakker,))
        )

    @pytest.mark.requirement("Z-17")
    def test_ends_within_a_year(self) -> None:
        over = replace(asked.open_inquiry, until=date(2026, 3, 1))
        given(*self.story).when(over).malformed("until")
        long = replace(asked.open_inquiry, until=monday.date() + timedelta(days=367))
        given(*self.story).when(long).malformed("until")
        year = replace(long, until=monday.date() + timedelta(days=366))
        given(*self.story).when(year).then(replace(inquiring, until=year.until))
        today = replace(asked.open_inquiry, until=monday.date())
        given(*self.story).when(today).then(replace(inquiring, until=today.until))

    def test_is_an_ombudsmans_or_an_auditors(self) -> None:
        given(*self.story).when(replace(asked.open_inquiry, function=leader)).malformed("function")
        nobody = replace(asked.open_inquiry, function=FunctionId(named("?")))
        given(*self.story).when(nobody).unknown("function")

    def test_is_of_cases_that_there_are_each_once(self) -> None:
        nowhere = replace(asked.open_inquiry, case=CaseId(named("?")))
        given(*self.story).when(nowhere).unknown("case")
        given(*self.story, inquiring).when(asked.open_inquiry).refused(Refusal.ALREADY_DONE)
        other = CaseId(named("another case"))
        of_max = replace(reported, case=other, resident=max_)
        more = replace(asked.open_inquiry, case=other)
        given(*self.story, inquiring, of_max).when(more).then(
            replace(inquiring, case=other, resident=max_)
        )

    def test_is_one_under_one_reference_of_one_function(self) -> None:
        other = CaseId(named("another case"))
        history = (*self.story, inquiring, replace(reported, case=other, resident=max_))
        more = replace(asked.open_inquiry, case=other)
        reference = InquiryReference("ombudsman-2026-124")
        given(*history).when(replace(more, reference=reference)).refused(Refusal.ALREADY_DONE)
        second = FunctionId(named("second ombudsman"))
        appointed = replace(inquires[0], function=second)
        given(*history, appointed).when(replace(more, function=second)).refused(
            Refusal.ALREADY_DONE
        )

    def test_is_closed_once_and_for_good(self) -> None:
        over = InquiryClosed(inquiry=inquest)
        given(*self.story).when(asked.close_inquiry).unknown("inquiry")
        given(*self.story, inquiring, over).when(asked.close_inquiry).refused(Refusal.ALREADY_DONE)
        other = CaseId(named("another case"))
        history = (*self.story, inquiring, over, replace(reported, case=other))
        more = replace(asked.open_inquiry, case=other)
        given(*history).when(more).refused(Refusal.ALREADY_DONE)

    @pytest.mark.requirement("Z-17")
    def test_is_let_in_by_who_watches_and_by_nobody_who_inquires(self) -> None:
        by_himself = replace(
            asked.open_inquiry,
            context=acting(inquires[1].worker, ombudsman, by_watcher.organisation),
        )
        given(*self.story).when(by_himself).refused(Refusal.NOT_AUTHORISED)
        given(*self.story, shut).when(asked.open_inquiry).then(inquiring)


EXCEPTIONS = pytest.mark.parametrize(
    "exception",
    [
        {"not_to": (clinic,)}, {"not_to_kinds": (OrganisationKind.CARE_PROVIDER,)},
        {"not_to_functions": (RecipientFunction.CARE_PROFESSIONAL,)},
    ],
    ids=["by name", "by kind", "by function"],
)  # fmt: skip


@pytest.mark.requirement("Z-10")
@EXCEPTIONS
def test_whom_the_resident_excepted_takes_no_part_either(exception: Any) -> None:
    excepting = replace(permitted, organisation=gemeente, **exception)
    given(*story, excepting).when(asked.start_participation).refused(Refusal.RECIPIENT_EXCEPTED)
    another = replace(asked.start_participation, organisation=buurtteam)
    given(*story, excepting).when(another).malformed("organisation")
    of_somebody_else = replace(excepting, resident=max_)
    given(*story, of_somebody_else).when(asked.start_participation).then(takes_part)


@pytest.mark.requirement("M-38", "Z-10")
@EXCEPTIONS
def test_whom_the_resident_excepts_later_takes_part_no_longer(exception: Any) -> None:
    excepts = replace(asked.give_permission, organisation=gemeente, **exception)
    said = replace(permitted, organisation=gemeente, **exception)
    read = replace(asked.read_record, context=by_clinic)
    without = given(*story, takes_part).when(
        replace(excepts, not_to=(), not_to_kinds=(), not_to_functions=())
    )
    assert without.journal.record(without.command).refusal is None
    assert without.journal.record(read).refusal is None
    stage = given(*story, takes_part).when(excepts)
    stage.then(said, ended)
    assert stage.journal.record(read).refusal is Refusal.NOT_INVOLVED
    another = replace(takes_part, organisation=gemeente, kind=OrganisationKind.MUNICIPALITY)
    given(*story, another).when(excepts).then(said)
    given(*story, takes_part, ended).when(excepts).then(said)
    over = datetime.combine(takes_part.until, monday.timetz()) + timedelta(days=1)
    late = replace(excepts, until=over.date())
    given(*story, takes_part).at(over).when(late).then(replace(said, until=over.date()))


@pytest.mark.requirement("Z-10")
def test_of_whom_it_was_said_as_what_they_receive_another_function_is_no_exception() -> None:
    not_to_a_doctor: Any = {"not_to_functions": (RecipientFunction.GENERAL_PRACTITIONER,)}
    excepting = replace(permitted, organisation=gemeente, **not_to_a_doctor)
    practice = replace(clinic_registered, kind=OrganisationKind.HEALTH_CARE)
    before, asks = (*story, practice, excepting), asked.start_participation
    given(*before).when(asks).refused(Refusal.RECIPIENT_EXCEPTED)
    as_therapist: Any = {"receives_as": RecipientFunction.CARE_PROFESSIONAL}
    there = replace(takes_part, kind=OrganisationKind.HEALTH_CARE, **as_therapist)
    given(*before).when(replace(asks, **as_therapist)).then(there)
    excepts = replace(asked.give_permission, organisation=gemeente, **not_to_a_doctor)
    given(*story, practice, there).when(excepts).then(excepting)
    given(*story, practice, replace(there, receives_as=None)).when(excepts).then(excepting, ended)


def test_every_function_of_an_organisation_is_one_that_some_organisation_receives_as() -> None:
    assert RECEIVES_AS.keys() == {*OrganisationKind}
    assert frozenset().union(*RECEIVES_AS.values()) == {*RecipientFunction} - PERSONS


@pytest.mark.requirement("M-26", "M-38")
def test_another_organisation_that_takes_part_is_one_of_the_recipients() -> None:
    too_many = given(*story, *others(5))
    too_many.when(asked.start_participation).refused(Refusal.TOO_MANY_RECIPIENTS)
    approved = given(*story, *others(5), asked.wider_sharing_approved)
    approved.when(asked.start_participation).then(takes_part)
    a_colleague = replace(asked.start_participation, function=consultant, organisation=buurtteam)
    answer = given(*story, *others(5)).when(a_colleague)
    assert answer.journal.record(a_colleague).refusal is None
    somebody = OrganisationId(named("somebody"))
    elsewhere = [replace(takes_part, organisation=somebody)]
    sixth = given(*story, mandated_to_disclose, *others(4), *elsewhere).when(asked.disclose)
    assert sixth.journal.record(asked.disclose).refusal is Refusal.TOO_MANY_RECIPIENTS
