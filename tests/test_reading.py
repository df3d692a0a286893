"""Who may read, told as rules: what relates a reader to a record, and what of it is shown."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from domain.access.fields import OF_A_KIND, Scope, fields, ordered, parsed
from domain.codes import (
    AuthoritySource,
    CaseRole,
    LegalBasis,
    Part,
    Purpose,
    ReadingRoute,
    Relation,
    RepresentativeKind,
    RestrictionGround,
    Role,
    Tie,
)
from domain.fact import Event
from domain.facts.authority import RepresentationEnded, RepresentativeAppointed
from domain.facts.inquiry import InquiryClosed, InquiryOpened
from domain.facts.municipality import FunctionAssigned, FunctionEnded, FunctionEstablished
from domain.facts.participation import (
    ParticipationEnded,
    ParticipationStarted,
    RestrictionLifted,
    RestrictionSet,
    TieDeclared,
)
from domain.facts.reading import ListRead, OwnRecordRead, RecordRead
from domain.facts.record import RecordsMerged, RecordSplit
from domain.filing import fields_of
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, Digest, FunctionId, ResidentId, TeamId, ViewName, WorkerId
from projections.views import VIEWS
from tests.asked import read_for_inquiry, read_list, read_own_record, read_record, read_referral
from tests.people import (
    acting,
    bakker,
    buurtteam,
    by_bakker,
    by_clinic,
    by_fatima,
    by_ombudsman,
    by_purse_holder,
    by_watcher,
    carer,
    cares,
    clinic,
    consultant,
    fatima,
    gemeente,
    helped,
    inquest,
    inquires,
    max_,
    monday,
    named,
    ombudsman,
    oost,
    otto,
    permitted,
    pieter,
    purse,
    referred,
    reported,
    stairs,
    to_clinic,
    town,
    under_reference,
    vera,
    watches,
    wit,
    zuid,
    zuid_formed,
)
from tests.scenario import given
from tests.strategies import KINDS

pieter_in_zuid = (
    zuid_formed,
    FunctionAssigned(worker=pieter, function=consultant, team=zuid, since=date(2026, 1, 1)),
)
by_pieter = acting(pieter, consultant)
examiner = FunctionId(named("examiner"))
audits = (
    FunctionEstablished(function=examiner, organisation=gemeente, role=Role.AUDITOR),
    FunctionAssigned(worker=otto, function=examiner, team=oost, since=date(2026, 1, 1)),
)
by_auditor = acting(otto, examiner, gemeente, Purpose.ACCOUNTABILITY, LegalBasis.ACCOUNTANT)


def seen(role: Role, route: ReadingRoute = ReadingRoute.CASE) -> tuple[Part, ...]:
    return ordered(fields().reads[role, route].parts)


read_by_team = RecordRead(
    case=stairs, resident=bakker, reader=fatima, role=Role.WORKER, route=ReadingRoute.CASE,
    relation=Relation.TEAM, parts=seen(Role.WORKER), team=oost,
)  # fmt: skip


@pytest.mark.requirement("M-33", "Z-15")
def test_the_team_that_helps_reads_and_that_is_a_fact() -> None:
    given(*helped).when(read_record).then(read_by_team)
    given(*helped).when(replace(read_record, needed=Part.WORDS)).then(read_by_team)
    without = replace(read_record, parts=(Part.COURSE,), needed=Part.WORDS)
    given(*helped).when(without).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.requirement("M-33")
def test_at_the_door_it_is_the_team_where_it_came_in() -> None:
    given(*town, reported).when(read_record).then(read_by_team)
    given(*town, *pieter_in_zuid, reported).when(replace(read_record, context=by_pieter)).refused(
        Refusal.NOT_INVOLVED
    )


@pytest.mark.requirement("M-33", "Z-15")
def test_another_team_does_not_read() -> None:
    refused = (
        given(*helped, *pieter_in_zuid)
        .when(replace(read_record, context=by_pieter))
        .refused(Refusal.NOT_INVOLVED)
    )
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))
    assert (refused.article, refused.next_step) == ("AVG 5(1)(f)", "ask-the-team")


def test_who_no_longer_holds_the_function_does_not_read() -> None:
    ended = FunctionEnded(worker=fatima, function=consultant, since=date(2026, 2, 1))
    given(*helped, ended).when(read_record).refused(Refusal.FUNCTION_NOT_HELD)


@pytest.mark.requirement("M-38")
def test_whoever_takes_part_reads_until_that_ends() -> None:
    part = ParticipationStarted(
        case=stairs, resident=bakker, team=oost, organisation=clinic, function=carer,
        role=CaseRole.PROVIDER,
        since=date(2026, 1, 1), until=date(2026, 12, 31), basis=LegalBasis.WMO_PROVISION,
    )  # fmt: skip
    kim_reads = replace(read_record, context=by_clinic)
    given(*helped, *cares, part).when(kim_reads).then(
        replace(
            read_by_team, reader=by_clinic.actor, role=Role.PROVIDER,
            relation=Relation.PARTICIPATION, parts=seen(Role.PROVIDER),
        )
    )  # fmt: skip
    over = ParticipationEnded(case=stairs, resident=bakker, organisation=clinic, function=carer)
    given(*helped, *cares, part, over).when(kim_reads).refused(Refusal.NOT_INVOLVED)
    given(*helped, *cares, part).at(monday + timedelta(days=400)).when(
        replace(kim_reads, context=replace(by_clinic, occurred_at=monday))
    ).refused(Refusal.NOT_INVOLVED)


@pytest.mark.requirement("C-12")
def test_a_partner_reads_its_own_referral_and_no_case() -> None:
    given(*helped, *cares, referred).when(replace(read_record, context=by_clinic)).refused(
        Refusal.NOT_INVOLVED
    )
    through = replace(
        read_by_team, reader=by_clinic.actor, role=Role.PROVIDER, route=ReadingRoute.REFERRAL,
        relation=Relation.REFERRAL, parts=(Part.REFERRALS, Part.WORDS, Part.DATES),
        referral=to_clinic,
    )  # fmt: skip
    given(*helped, *cares, permitted, referred).when(read_referral).then(through)
    elsewhere = replace(referred, organisation=buurtteam)
    given(*helped, *cares, elsewhere).when(read_referral).refused(Refusal.NOT_YOURS)
    given(*helped, *cares).when(read_referral).unknown("referral")
    given(*helped, referred).when(replace(read_referral, context=by_fatima)).refused(
        Refusal.NOT_AUTHORISED
    )


@pytest.mark.requirement("X-09")
def test_a_budget_holder_reads_amounts_and_no_content() -> None:
    asks = replace(read_record, context=by_purse_holder)
    given(*helped, *purse).when(asks).refused(Refusal.NOT_AUTHORISED)
    amounts = replace(asks, route=ReadingRoute.MONEY)
    shown = seen(Role.BUDGET_HOLDER, ReadingRoute.MONEY)
    given(*helped, *purse).when(amounts).then(
        replace(
            read_by_team, reader=pieter, role=Role.BUDGET_HOLDER, route=ReadingRoute.MONEY,
            parts=shown,
        )
    )  # fmt: skip
    assert Part.WORDS not in shown
    given(*helped, *purse).when(replace(amounts, parts=(Part.WORDS,))).refused(
        Refusal.NOT_AUTHORISED
    )


def test_what_is_asked_narrows_what_is_shown_and_never_widens_it() -> None:
    some = replace(read_record, parts=(Part.READING, Part.WORDS))
    given(*helped).when(some).then(replace(read_by_team, parts=(Part.READING, Part.WORDS)))
    more = replace(
        read_record, context=by_purse_holder, route=ReadingRoute.MONEY,
        parts=(Part.WORDS, Part.MONEY),
    )  # fmt: skip
    given(*helped, *purse).when(more).then(
        replace(
            read_by_team, reader=pieter, role=Role.BUDGET_HOLDER, route=ReadingRoute.MONEY,
            parts=(Part.MONEY,),
        )
    )  # fmt: skip


@pytest.mark.requirement("M-33", "Z-15")
def test_who_watches_over_privacy_reads_and_is_seen_to() -> None:
    given(*helped, *watches).when(replace(read_record, context=by_watcher)).then(
        replace(
            read_by_team, reader=vera, role=Role.PRIVACY_OFFICER, relation=Relation.OVERSIGHT,
            parts=seen(Role.PRIVACY_OFFICER),
        )
    )  # fmt: skip


@pytest.mark.requirement("Z-15", "Z-17")
def test_an_auditor_reads_no_words() -> None:
    trail = replace(read_record, context=by_auditor, route=ReadingRoute.AUDIT)
    shown = seen(Role.AUDITOR, ReadingRoute.AUDIT)
    given(*helped, *audits).when(trail).then(
        replace(
            read_by_team, reader=otto, role=Role.AUDITOR, route=ReadingRoute.AUDIT,
            relation=Relation.OVERSIGHT, parts=shown,
        )
    )  # fmt: skip
    assert Part.WORDS not in shown
    given(*helped, *audits).when(replace(read_record, context=by_auditor)).refused(
        Refusal.NOT_AUTHORISED
    )


inquiry_opened = InquiryOpened(
    inquiry=inquest, case=stairs, resident=bakker, function=ombudsman, reference=under_reference,
    until=date(2026, 6, 30),
)  # fmt: skip
for_the_inquiry = replace(
    read_by_team, reader=otto, role=Role.OMBUDSMAN, route=ReadingRoute.INQUIRY,
    relation=Relation.INQUIRY, parts=seen(Role.OMBUDSMAN, ReadingRoute.INQUIRY), inquiry=inquest,
)  # fmt: skip


@pytest.mark.requirement("Z-17")
def test_an_ombudsman_reads_what_the_inquiry_is_about_while_it_runs() -> None:
    given(*helped, *inquires, inquiry_opened).when(read_for_inquiry).then(for_the_inquiry)
    late = monday + timedelta(days=200)
    asks_late = replace(read_for_inquiry, context=replace(by_ombudsman, occurred_at=monday))
    given(*helped, *inquires, inquiry_opened).at(late).when(asks_late).refused(Refusal.NOT_INVOLVED)
    closed = InquiryClosed(inquiry=inquest)
    given(*helped, *inquires, inquiry_opened, closed).when(read_for_inquiry).refused(
        Refusal.NOT_INVOLVED
    )
    given(*helped, *inquires).when(read_for_inquiry).unknown("inquiry")


@pytest.mark.requirement("Z-17")
def test_an_inquiry_is_about_the_cases_that_it_names() -> None:
    other = CaseId(named("another case"))
    elsewhere = replace(reported, case=other, resident=max_)
    asks = replace(read_for_inquiry, case=other)
    given(*helped, *inquires, inquiry_opened, elsewhere).when(asks).refused(Refusal.NOT_INVOLVED)
    given(*helped, *inquires, inquiry_opened).when(asks).unknown("case")
    given(*helped, inquiry_opened).when(replace(read_for_inquiry, context=by_fatima)).refused(
        Refusal.NOT_AUTHORISED
    )


@pytest.mark.requirement("Z-15")
def test_a_case_that_is_shut_is_read_by_who_it_is_open_to() -> None:
    shut = RestrictionSet(
        case=stairs, resident=bakker, functions=(), ground=RestrictionGround.RESIDENT_ASKED
    )
    given(*helped, shut).when(read_record).refused(Refusal.RESTRICTED_CASE)
    given(*helped, replace(shut, functions=(consultant,))).when(read_record).then(read_by_team)
    lifted = RestrictionLifted(case=stairs, resident=bakker)
    given(*helped, shut, lifted).when(read_record).then(read_by_team)
    by_vera = replace(read_record, context=by_watcher)
    given(*helped, *watches, shut).when(by_vera).then(
        replace(
            read_by_team, reader=vera, role=Role.PRIVACY_OFFICER, relation=Relation.OVERSIGHT,
            parts=seen(Role.PRIVACY_OFFICER),
        )
    )  # fmt: skip


@pytest.mark.requirement("Z-15")
def test_who_has_nothing_to_do_with_a_case_is_not_told_that_it_is_shut() -> None:
    shut = RestrictionSet(
        case=stairs, resident=bakker, functions=(), ground=RestrictionGround.RESIDENT_ASKED
    )
    by_pieter = replace(by_fatima, actor=pieter)
    asks = replace(read_record, context=by_pieter)
    for history in (helped, (*helped, shut)):
        given(*history, *pieter_in_zuid).when(asks).refused(Refusal.NOT_INVOLVED)


@pytest.mark.requirement("Z-15")
def test_a_list_of_a_team_holds_no_case_that_is_shut_to_its_reader() -> None:
    shut = RestrictionSet(
        case=stairs, resident=bakker, functions=(), ground=RestrictionGround.RESIDENT_ASKED
    )
    given(*helped, shut).when(read_list).refused(Refusal.RESTRICTED_CASE)
    read = ListRead(
        view=ViewName("caseload"), reader=fatima, role=Role.WORKER, rows=1, count=1,
        members=of_members(f"case:{stairs}"),
    )  # fmt: skip
    given(*helped, replace(shut, functions=(consultant,))).when(read_list).then(read)
    by_vera = replace(read_list, context=by_watcher)
    given(*helped, *watches, shut).when(by_vera).then(
        replace(read, reader=vera, role=Role.PRIVACY_OFFICER)
    )


@pytest.mark.parametrize("tie", [Tie.SELF, Tie.HOUSEHOLD])
def test_nobody_reads_about_themselves_or_their_household(tie: Tie) -> None:
    close = TieDeclared(worker=fatima, resident=bakker, tie=tie)
    given(*helped, close).when(read_record).refused(Refusal.OWN_CASE)


def test_a_case_that_is_not_there_is_not_read() -> None:
    given(*town).when(read_record).unknown("case")


@pytest.mark.requirement("Z-15")
def test_a_resident_reads_her_own_record_and_nobody_elses() -> None:
    own = OwnRecordRead(
        resident=bakker, reader=WorkerId(bakker), role=Role.RESIDENT,
        parts=seen(Role.RESIDENT, ReadingRoute.OWN_RECORD),
    )  # fmt: skip
    given(*helped).when(read_own_record).then(own)
    given(*helped).when(replace(read_own_record, resident=max_)).refused(Refusal.NOT_YOURS)
    given(*helped).when(replace(read_own_record, context=by_fatima)).refused(Refusal.NOT_YOURS)
    given(*helped).when(replace(read_record, context=by_bakker)).refused(Refusal.FUNCTION_NOT_HELD)


@pytest.mark.requirement("Z-15")
def test_what_was_merged_is_read_with_it_and_nothing_else_is() -> None:
    own = OwnRecordRead(
        resident=bakker, reader=WorkerId(bakker), role=Role.RESIDENT,
        parts=seen(Role.RESIDENT, ReadingRoute.OWN_RECORD),
    )  # fmt: skip
    first, further = ResidentId(named("first")), ResidentId(named("further"))
    merged = (
        RecordsMerged(resident=first, into=bakker, proposed_by=pieter),
        RecordsMerged(resident=bakker, into=further, proposed_by=pieter),
    )
    asked = replace(read_own_record, together=(first, further, max_))
    both = tuple(sorted((first, further)))
    given(*helped, *merged).when(asked).then(replace(own, together=both))
    given(*helped).when(asked).then(own)
    apart = RecordSplit(resident=bakker, other=first, positions=(), proposed_by=pieter)
    given(*helped, *merged, apart).when(asked).then(replace(own, together=(further,)))
    given(*helped, *merged).when(replace(asked, resident=max_)).refused(Refusal.NOT_YOURS)


@pytest.mark.requirement("Z-15")
def test_she_asks_for_her_record_under_whichever_id_she_has() -> None:
    """Which of her records her sign-in names is nothing that she chose."""
    merged = RecordsMerged(resident=max_, into=bakker, proposed_by=pieter)
    by_old_id = replace(read_own_record, resident=max_, together=(bakker,))
    given(*helped).when(by_old_id).refused(Refusal.NOT_YOURS)
    given(*helped, merged).when(by_old_id).then(
        OwnRecordRead(
            resident=max_, reader=WorkerId(bakker), role=Role.RESIDENT, together=(bakker,),
            parts=seen(Role.RESIDENT, ReadingRoute.OWN_RECORD),
        )
    )  # fmt: skip
    apart = RecordSplit(resident=bakker, other=max_, positions=(), proposed_by=pieter)
    given(*helped, merged, apart).when(by_old_id).refused(Refusal.NOT_YOURS)


@pytest.mark.requirement("Z-15")
def test_who_speaks_for_her_does_so_under_whichever_id_she_has() -> None:
    spoken_for = RepresentativeAppointed(
        resident=max_, representative=wit, kind=RepresentativeKind.MENTOR,
        since=date(2026, 1, 1), source=AuthoritySource.COURT,
    )  # fmt: skip
    merged = RecordsMerged(resident=max_, into=bakker, proposed_by=pieter)
    by_wit = replace(
        read_own_record, together=(max_,), context=replace(by_bakker, actor=WorkerId(wit))
    )
    given(*helped, spoken_for).when(by_wit).refused(Refusal.NOT_YOURS)
    when = given(*helped, spoken_for, merged).when(by_wit)
    (fact,) = when.journal.record(by_wit).facts
    assert isinstance(fact.event, OwnRecordRead)
    assert fact.event.role is Role.REPRESENTATIVE


def of_members(*tags: str) -> Digest:
    return Digest(sha256("\n".join(sorted(tags)).encode()).hexdigest())


@pytest.mark.requirement("M-33", "Z-15")
def test_a_list_is_one_fact_whoever_stands_in_it() -> None:
    listed = ListRead(
        view=ViewName("caseload"), reader=fatima, role=Role.WORKER, rows=1, count=1,
        members=of_members(f"case:{stairs}"),
    )  # fmt: skip
    answer = given(*helped).when(read_list).then(listed)
    assert answer.facts[0].event == listed


def test_a_list_keeps_who_stood_in_it_beside_its_fact() -> None:
    both = replace(read_list, residents=(max_,))
    when = given(*helped).when(both)
    when.journal.record(both)
    for tag in (f"case:{stairs}", f"resident:{max_}"):
        (stored,) = when.journal.store.listed([tag])
        assert stored.kind == "ListRead"
        assert tag not in stored.envelope.decode()
    assert when.journal.store.listed([f"case:{named('nobody')}"]) == []


@pytest.mark.requirement("Z-15")
def test_a_list_is_of_the_own_team_and_of_no_other() -> None:
    given(*helped, *pieter_in_zuid).when(replace(read_list, teams=(zuid,))).refused(
        Refusal.NOT_INVOLVED
    )
    given(*helped).when(replace(read_list, teams=())).refused(Refusal.NOT_INVOLVED)
    given(*helped).when(replace(read_list, teams=(oost, TeamId(named("noord"))))).refused(
        Refusal.NOT_INVOLVED
    )


@pytest.mark.requirement("X-09", "Z-15")
def test_a_budget_holder_sees_no_list_of_people() -> None:
    asks = replace(read_list, context=by_purse_holder)
    given(*helped, *purse).when(asks).refused(Refusal.NOT_AUTHORISED)
    sums = replace(asks, view=ViewName("budgets"), cases=(), teams=())
    given(*helped, *purse).when(sums).then(
        ListRead(
            view=ViewName("budgets"), reader=pieter, role=Role.BUDGET_HOLDER, rows=1, count=0,
            members=of_members(),
        )
    )  # fmt: skip


@pytest.mark.requirement("C-12", "Z-15")
def test_a_partner_sees_its_own_referrals_alone() -> None:
    asks = replace(
        read_list, context=by_clinic, view=ViewName("referrals"), teams=(), cases=(),
        organisation=clinic,
    )  # fmt: skip
    given(*helped, *cares).when(asks).then(
        ListRead(
            view=ViewName("referrals"), reader=by_clinic.actor, role=Role.PROVIDER, rows=1,
            count=0, members=of_members(),
        )
    )  # fmt: skip
    given(*helped, *cares).when(replace(asks, organisation=buurtteam)).refused(Refusal.NOT_INVOLVED)
    given(*helped, *cares).when(replace(asks, organisation=None)).refused(Refusal.NOT_INVOLVED)
    given(*helped, *cares).when(replace(asks, view=ViewName("caseload"))).refused(
        Refusal.NOT_AUTHORISED
    )


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_event_is_in_a_part(kind: type[Event]) -> None:
    assert kind.__name__ in fields().part_of, (
        f"say in domain/access/fields.toml which part {kind.__name__} is of: else nobody sees it"
    )


def test_a_part_holds_no_event_that_there_is_not() -> None:
    assert set(fields().part_of) <= {kind.__name__ for kind in KINDS}


@pytest.mark.requirement("Z-15")
def test_a_list_can_be_kept_to_what_a_role_sees() -> None:
    shown = [
        (role, VIEWS[name], row) for (role, name), row in fields().lists.items() if name in VIEWS
    ]
    assert {view.name for _, view, _ in shown} >= {"caseload", "reads", "break_glass"}
    for role, view, row in shown:
        columns = {column.name for column in view.columns}
        if row.scope is not Scope.ALL:
            assert row.scope.value in columns, (role, view.name)
        hidden = {c.name for c in view.columns if OF_A_KIND.get(c.kind) not in (None, *row.parts)}
        # The address of the next page names the row where this one ended.
        assert not hidden.intersection(view.key), (role, view.name)


def test_only_what_was_written_down_can_be_seen() -> None:
    assert {route for _, route in fields().reads} == set(ReadingRoute)
    with pytest.raises(ValueError, match="in two parts"):
        parsed({"facts": {"help": ["A"], "money": ["A"]}, "routes": {}, "reads": [], "lists": []})


def test_the_types_of_columns_that_are_hidden_are_those_of_people_money_and_time() -> None:
    assert OF_A_KIND[ResidentId] is OF_A_KIND[CaseId] is Part.PEOPLE
    named_by_people = {
        field.kind for kind in KINDS for field in fields_of(kind) if field.kind in OF_A_KIND
    }
    assert {CaseId, ResidentId, WorkerId} <= named_by_people


@pytest.mark.requirement("Z-15")
def test_who_represents_somebody_reads_that_record_while_it_lasts() -> None:
    speaks = RepresentativeAppointed(
        resident=bakker, representative=wit, kind=RepresentativeKind.MENTOR,
        since=date(2026, 1, 1), until=date(2026, 3, 31), source=AuthoritySource.COURT,
    )  # fmt: skip
    by_wit = replace(read_own_record, context=replace(by_bakker, actor=WorkerId(wit)))
    given(*helped, speaks).when(by_wit).then(
        OwnRecordRead(
            resident=bakker, reader=WorkerId(wit), role=Role.REPRESENTATIVE,
            parts=seen(Role.REPRESENTATIVE, ReadingRoute.OWN_RECORD),
        )
    )  # fmt: skip
    given(*helped, speaks).at(monday + timedelta(days=60)).when(by_wit).refused(Refusal.NOT_YOURS)
    given(*helped).when(by_wit).refused(Refusal.NOT_YOURS)
    ended = RepresentationEnded(
        resident=bakker, representative=wit, kind=RepresentativeKind.MENTOR, since=monday.date(),
        source=AuthoritySource.COURT,
    )  # fmt: skip
    given(*helped, speaks, ended).when(by_wit).refused(Refusal.NOT_YOURS)
    money = replace(speaks, kind=RepresentativeKind.ADMINISTRATOR_OF_PROPERTY)
    given(*helped, money).when(by_wit).refused(Refusal.NOT_YOURS)


@pytest.mark.requirement("Z-15")
def test_every_way_of_reading_has_a_ground_that_carries_its_purpose() -> None:
    for way in fields().ways.values():
        assert Rules.of(None).allowed(way.purpose, way.basis, monday.date()), way
