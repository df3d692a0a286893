"""The first nouns: front door, case, money, mandates, the register and reading."""

from dataclasses import replace
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.codes import (
    AuthorityKind,
    AuthoritySource,
    CaseRole,
    Channel,
    ClosingReason,
    DeclineReason,
    DestructionGround,
    GlassReason,
    GlassVerdict,
    HoldReason,
    Language,
    Law,
    LegalBasis,
    MandateCondition,
    MandatedAct,
    MandateKind,
    NotOpenedReason,
    OrganisationKind,
    Outcome,
    PermissionKind,
    Provision,
    Purpose,
    RegisterPart,
    RemovalGround,
    RepresentativeKind,
    RestrictionGround,
    Role,
    Source,
    Stream,
    SuspensionGround,
    TermCode,
    TermUnit,
    Tie,
    Topic,
    Undelivered,
    Urgency,
)
from domain.decisions.agreement import AgreePlan, AgreeToHelp
from domain.decisions.application import (
    ReceiveApplication,
    SendDecision,
    WithdrawApplication,
)
from domain.decisions.authority import (
    AppointRepresentative,
    EndAuthority,
    EndRepresentation,
    RecordAuthority,
)
from domain.decisions.awareness import AnswerClientSupport, InformResident, OfferClientSupport
from domain.decisions.break_glass import BreakGlass, ReviewBreakGlass
from domain.decisions.budget import AllotQuarter, ReleaseReservation, ReserveBudget, SetYearBudget
from domain.decisions.case import (
    AssignCoordinator,
    CloseCase,
    HandOverCoordination,
    OpenCase,
    RecordFinding,
)
from domain.decisions.casus_agreement import (
    BindToCaseAgreement,
    EndCaseAgreement,
    ProposeCaseAgreement,
)
from domain.decisions.configuration import PublishConfiguration
from domain.decisions.decision import TakeDecision
from domain.decisions.destruction import (
    ApproveDestruction,
    PlaceHold,
    ProposeDestruction,
    ReleaseHold,
)
from domain.decisions.endorsement import EndorseDecision, EndorseSpending
from domain.decisions.inquiry import CloseInquiry, OpenInquiry
from domain.decisions.intake import (
    ClarifyQuestion,
    ConfirmReceipt,
    HoldConsult,
    ReceiveNotification,
    ReceiveSignal,
    RedirectCase,
    TurnAway,
)
from domain.decisions.log_key import RenewLogKey
from domain.decisions.mandate import ConsentToMandate, GrantMandate, RevokeMandate
from domain.decisions.message import (
    ConfirmDelivery,
    ReportUndelivered,
    StartSending,
    TellAgain,
)
from domain.decisions.municipality import (
    AssignFunction,
    EndFunction,
    EstablishFunction,
    FormTeam,
    OpenJournal,
    RegisterOrganisation,
)
from domain.decisions.organisation import (
    EmployWorker,
    EndEmployment,
    EndFunding,
    FundOrganisation,
    SteerTeam,
)
from domain.decisions.participation import (
    DeclareTie,
    EndParticipation,
    EndTie,
    LiftRestriction,
    RestrictCase,
    StartParticipation,
)
from domain.decisions.permission import GivePermission
from domain.decisions.reading import (
    ReadForInquiry,
    ReadList,
    ReadOwnRecord,
    ReadRecord,
)
from domain.decisions.reading_referral import ReadReferral
from domain.decisions.record import (
    MergeRecords,
    ProposeMerger,
    ProposeSplit,
    SplitRecord,
)
from domain.decisions.referral import AcceptReferral, DeclineReferral, Refer
from domain.decisions.register import ReadRegister
from domain.decisions.resident import ChangeResident, RegisterResident, RemoveResident
from domain.decisions.spending import ReverseSpending, SpendBudget
from domain.decisions.staff import (
    ChangeWorker,
    EndSigningKey,
    ReadStaffNames,
    RegisterSigningKey,
    RegisterWorker,
    RemoveWorker,
)
from domain.decisions.state import RecordState
from domain.decisions.sub_mandate import GrantSubMandate
from domain.decisions.team import (
    DissolveTeam,
    MergeTeams,
    MoveCase,
    RenameTeam,
    SetTeamArea,
)
from domain.decisions.term import ExtendInvestigation, ExtendTerm, ResumeTerm, SuspendTerm
from domain.terms import (
    Cents,
    Commitment,
    DestructionId,
    HoldId,
    Incarnation,
    Neighbourhood,
    Proof,
    Release,
    VerifierKey,
    ViewName,
)
from service.signing import public_key, sign
from tests.people import (
    admin,
    administrator,
    allotted,
    bakker,
    broken_glass,
    buurtteam,
    by_admin,
    by_bakker,
    by_clinic,
    by_fatima,
    by_leader,
    by_ombudsman,
    by_pieter,
    by_purse_holder,
    by_watcher,
    carer,
    clinic,
    consultant,
    fast_track,
    fatima,
    first_quarter,
    first_row,
    for_the_chair,
    gemeente,
    inquest,
    leader,
    letter,
    lift,
    lift_granted,
    max_,
    may_refer,
    named,
    ombudsman,
    oost,
    passed_on,
    pieter,
    published,
    receipt_letter,
    second_row,
    shower_chair,
    signals,
    stairs,
    the_lift,
    to_clinic,
    together,
    under_reference,
    year_2026,
    zuid,
)

hold_consult = HoldConsult(
    context=by_fatima, team=oost, topic=Topic.DEBT, minutes=20,
    neighbourhood=Neighbourhood("BU03920103"),
)  # fmt: skip
receive_signal = ReceiveSignal(
    context=by_fatima, case=signals, resident=max_, team=oost, source=Source.INFORMAL_NETWORK,
    urgency=Urgency.ORDINARY, content="De buurman hoort al weken niets.",
)  # fmt: skip
receive_notification = ReceiveNotification(
    context=by_fatima, case=stairs, resident=bakker, team=oost, channel=Channel.PHONE,
    urgency=Urgency.ORDINARY, question="Ik kom de trap niet meer op.",
)  # fmt: skip
confirm_receipt = ConfirmReceipt(
    context=by_fatima, case=stairs, channel=Channel.LETTER, text=letter
)
clarify_question = ClarifyQuestion(
    context=by_fatima, case=stairs, with_resident=True, topics=(Topic.MOBILITY,),
    question="Ik wil in mijn eigen bed slapen, boven.",
)  # fmt: skip
redirect_case = RedirectCase(context=by_fatima, case=stairs, team=zuid)
turn_away = TurnAway(context=by_fatima, case=stairs, reason=NotOpenedReason.NOT_FOR_US)

inform_resident = InformResident(
    context=by_fatima, case=stairs, channel=Channel.PHONE, language=Language.DUTCH, text=letter,
    note="Wat wij opschrijven, wie dat ziet en hoe lang het blijft.",
)  # fmt: skip
offer_client_support = OfferClientSupport(context=by_fatima, case=stairs, channel=Channel.PHONE)
answer_client_support = AnswerClientSupport(context=by_fatima, case=stairs, wanted=False)

open_case = OpenCase(context=by_fatima, case=stairs, team=oost, laws=(Law.WMO,))
assign_coordinator = AssignCoordinator(context=by_fatima, case=stairs, coordinator=fatima)
hand_over = HandOverCoordination(context=by_fatima, case=stairs, coordinator=pieter)
record_finding = RecordFinding(
    context=by_fatima, case=stairs, topic=Topic.MOBILITY, finding="Zij loopt met een rollator."
)
close_case = CloseCase(context=by_fatima, case=stairs, reason=ClosingReason.GOAL_REACHED)

agree_to_help = AgreeToHelp(context=by_fatima, case=stairs, resident=bakker)
agree_plan = AgreePlan(
    context=by_fatima, case=stairs, goals="Weer boven slapen.", review_on=date(2026, 9, 1)
)

give_permission = GivePermission(
    context=by_fatima, permission=may_refer, case=stairs, resident=bakker,
    organisation=clinic, kind=PermissionKind.SECRECY_WAIVER, purpose=Purpose.REFERRAL,
    until=date(2026, 12, 31), text=letter, exceptions="",
)  # fmt: skip
refer = Refer(
    context=by_fatima, referral=to_clinic, case=stairs, organisation=clinic,
    mandate=fast_track, need="Oefenen met traplopen.",
)  # fmt: skip
accept_referral = AcceptReferral(context=by_clinic, referral=to_clinic, starts_on=date(2026, 3, 16))
decline_referral = DeclineReferral(
    context=by_clinic, referral=to_clinic, reason=DeclineReason.NO_CAPACITY
)

receive_application = ReceiveApplication(
    context=by_fatima, application=lift, case=stairs, law=Law.WMO,
    provision=Provision.STAIR_LIFT, amount=Cents(3_950_00),
)  # fmt: skip
withdraw_application = WithdrawApplication(context=by_fatima, application=lift)
take_decision = TakeDecision(
    context=by_fatima, decision=lift_granted, application=lift, case=stairs, mandate=fast_track,
    outcome=Outcome.GRANTED, amount=Cents(3_950_00), reasons="Zonder lift komt zij niet boven.",
)  # fmt: skip
send_decision = SendDecision(
    context=by_fatima, application=lift, channel=Channel.LETTER, text=letter
)

set_year_budget = SetYearBudget(
    context=by_purse_holder, budget=year_2026, team=oost, year=2026, stream=Stream.TAILOR_MADE,
    amount=Cents(100_000_00),
)  # fmt: skip
allot_quarter = AllotQuarter(
    context=by_purse_holder, budget=first_quarter, within=year_2026, quarter=1,
    amount=allotted.amount,
)  # fmt: skip
reserve = ReserveBudget(
    context=by_fatima, reservation=for_the_chair, budget=first_quarter, case=stairs,
    amount=Cents(60_00),
)  # fmt: skip
release = ReleaseReservation(
    context=by_fatima, reservation=for_the_chair, budget=first_quarter, case=stairs
)
spend = SpendBudget(
    context=by_fatima, spending=shower_chair, reservation=for_the_chair, case=stairs,
    mandate=fast_track, budget=first_quarter, amount=Cents(60_00), reason="Een douchestoel.",
)  # fmt: skip
reverse = ReverseSpending(context=by_fatima, spending=shower_chair, mandate=fast_track)

open_journal = OpenJournal(
    context=by_admin, organisation=gemeente, function=administrator, worker=admin, simulated=True,
    publication=published, name="Gemeente Haarlem (verzonnen)",
)  # fmt: skip
register = RegisterOrganisation(
    context=by_admin, organisation=buurtteam, kind=OrganisationKind.TEAM_FOUNDATION,
    name="Stichting Buurtteam",
)  # fmt: skip
form_team = FormTeam(context=by_admin, team=oost, organisation=buurtteam, name="Oost")
establish = EstablishFunction(
    context=by_admin, establish=consultant, organisation=buurtteam, role=Role.WORKER
)
assign_function = AssignFunction(
    context=by_admin, worker=fatima, assign=consultant, team=oost, since=date(2026, 1, 1)
)
end_function = EndFunction(context=by_admin, worker=fatima, end=consultant, since=date(2026, 3, 2))
grant_mandate = GrantMandate(
    context=by_admin, mandate=fast_track, grantee=consultant, organisation=gemeente,
    kind=MandateKind.DECIDE, laws=(Law.WMO,),
    acts=(MandatedAct.GRANT, MandatedAct.REFUSE, MandatedAct.SPEND, MandatedAct.REFER),
    provisions=(Provision.STAIR_LIFT, Provision.WHEELCHAIR), limit=Cents(5_000_00),
    since=date(2026, 1, 1), until=date(2026, 12, 31), publication=published,
)  # fmt: skip
revoke_mandate = RevokeMandate(context=by_admin, mandate=fast_track)
consent_to_mandate = ConsentToMandate(context=by_fatima, mandate=fast_track)
grant_sub_mandate = GrantSubMandate(
    context=by_fatima, mandate=passed_on, parent=fast_track, grantee=leader, laws=(Law.WMO,),
    acts=(MandatedAct.SPEND,), provisions=(Provision.STAIR_LIFT,), limit=Cents(1_000_00),
    since=date(2026, 2, 1), until=date(2026, 6, 30), publication=published,
)  # fmt: skip
propose_case_agreement = ProposeCaseAgreement(
    context=by_fatima, agreement=together, case=stairs, until=date(2026, 9, 1),
    aim="Zij kan thuis blijven wonen.",
)  # fmt: skip
bind_to_case_agreement = BindToCaseAgreement(
    context=by_fatima, agreement=together, line=the_lift, case=stairs, act=MandatedAct.GRANT,
    law=Law.WMO, amount=Cents(3_950_00), promise="De traplift komt er.", mandate=fast_track,
    provision=Provision.STAIR_LIFT,
)  # fmt: skip
end_case_agreement = EndCaseAgreement(context=by_fatima, agreement=together, case=stairs)
endorse_decision = EndorseDecision(
    context=by_pieter, application=lift, mandate=fast_track,
    condition=MandateCondition.PEER_REVIEW, outcome=Outcome.GRANTED, amount=Cents(3_950_00),
)  # fmt: skip
endorse_spending = EndorseSpending(
    context=by_pieter, reservation=for_the_chair, budget=first_quarter, case=stairs,
    mandate=fast_track, condition=MandateCondition.PEER_REVIEW,
)  # fmt: skip

confirm_delivery = ConfirmDelivery(
    context=by_admin, message=receipt_letter, channel=Channel.LETTER, proof=Proof("a" * 64)
)
report_undelivered = ReportUndelivered(
    context=by_admin, message=receipt_letter, reason=Undelivered.UNREACHABLE
)
tell_again = TellAgain(context=by_fatima, message=receipt_letter, channel=Channel.EMAIL)
start_sending = StartSending(context=by_admin, message=receipt_letter)

start_participation = StartParticipation(
    context=by_leader, case=stairs, function=carer, organisation=clinic, role=CaseRole.PROVIDER,
    since=date(2026, 3, 2), until=date(2026, 6, 30), basis=LegalBasis.WMO_PROVISION,
)  # fmt: skip
end_participation = EndParticipation(context=by_leader, case=stairs, function=carer)
restrict_case = RestrictCase(
    context=by_watcher, case=stairs, functions=(leader,), ground=RestrictionGround.EMPLOYEE
)
lift_restriction = LiftRestriction(context=by_watcher, case=stairs)
declare_tie = DeclareTie(context=by_fatima, worker=fatima, resident=bakker, tie=Tie.HOUSEHOLD)
end_tie = EndTie(context=by_leader, worker=fatima, resident=bakker, tie=Tie.HOUSEHOLD)
open_inquiry = OpenInquiry(
    context=by_watcher, inquiry=inquest, case=stairs, function=ombudsman,
    reference=under_reference, until=date(2026, 6, 30),
)  # fmt: skip
close_inquiry = CloseInquiry(context=by_watcher, inquiry=inquest)

employ = EmployWorker(
    context=by_admin, worker=fatima, organisation=buurtteam, since=date(2026, 1, 1)
)
end_employment = EndEmployment(
    context=by_admin, worker=fatima, organisation=buurtteam, until=date(2026, 3, 2)
)
fund = FundOrganisation(
    context=by_admin, organisation=buurtteam, by=gemeente, stream=Stream.WMO, since=date(2026, 1, 1)
)
end_funding = EndFunding(
    context=by_admin, organisation=buurtteam, by=gemeente, stream=Stream.WMO,
    until=date(2026, 3, 2),
)  # fmt: skip
steer = SteerTeam(context=by_admin, team=oost, by=gemeente, since=date(2026, 1, 1))
rename_team = RenameTeam(
    context=by_admin, team=oost, name="Amsterdamse Poort", since=date(2026, 3, 2)
)
merge_teams = MergeTeams(context=by_admin, teams=(oost,), into=zuid, since=date(2026, 3, 2))
dissolve_team = DissolveTeam(context=by_admin, team=oost, since=date(2026, 3, 2))
set_area = SetTeamArea(
    context=by_admin, team=oost, neighbourhoods=(Neighbourhood("BU03920103"),),
    since=date(2026, 1, 1),
)  # fmt: skip
move_case = MoveCase(context=by_admin, case=stairs, previous=oost, team=zuid)

register_worker = RegisterWorker(
    context=by_admin, worker=pieter, pt_commit=Commitment("1" * 64), taken=False
)
change_worker = ChangeWorker(
    context=by_admin, worker=pieter, before=Commitment("1" * 64), pt_commit=Commitment("2" * 64),
    taken=False,
)  # fmt: skip
remove_worker = RemoveWorker(context=by_admin, worker=pieter)
read_staff_names = ReadStaffNames(context=by_admin, workers=(fatima, pieter))
end_signing_key = EndSigningKey(context=by_admin, worker=fatima)
own_key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
register_signing_key = RegisterSigningKey(context=by_fatima, key=public_key(own_key))
register_signing_key = replace(
    register_signing_key,
    context=replace(by_fatima, signature=sign(own_key, register_signing_key)),
)

read_record = ReadRecord(context=by_fatima, case=stairs)
read_for_inquiry = ReadForInquiry(context=by_ombudsman, inquiry=inquest, case=stairs)
read_referral = ReadReferral(context=by_clinic, referral=to_clinic, case=stairs)
read_own_record = ReadOwnRecord(context=by_bakker, resident=bakker)
read_list = ReadList(
    context=by_fatima, view=ViewName("caseload"), rows=1, teams=(oost,), cases=(stairs,)
)
break_glass = BreakGlass(
    context=by_pieter, glass=broken_glass, case=stairs, reason=GlassReason.ACUTE_DANGER, minutes=60,
    tell=leader, explanation="De buren horen haar roepen.",
)  # fmt: skip
review_break_glass = ReviewBreakGlass(
    context=by_leader, glass=broken_glass, case=stairs, verdict=GlassVerdict.JUSTIFIED,
    findings="Zij lag onderaan de trap.",
)  # fmt: skip

place_hold = PlaceHold(
    context=by_admin, hold=HoldId(named("hold")), case=stairs, reason=HoldReason.COMPLAINT,
    until=date(2026, 9, 1),
)  # fmt: skip
release_hold = ReleaseHold(context=by_admin, hold=place_hold.hold, case=stairs)
propose_destruction = ProposeDestruction(
    context=by_admin, destruction=DestructionId(named("destruction")), case=stairs,
    ground=DestructionGround.ERASURE_REQUEST, positions=(6,),
)  # fmt: skip
approve_destruction = ApproveDestruction(
    context=by_watcher, destruction=propose_destruction.destruction, case=stairs
)

suspend_term = SuspendTerm(
    context=by_fatima, application=lift, ground=SuspensionGround.APPLICATION_INCOMPLETE,
    until=date(2026, 3, 12),
)  # fmt: skip
resume_term = ResumeTerm(context=by_fatima, application=lift)
extend_term = ExtendTerm(context=by_fatima, application=lift, until=date(2026, 3, 20))
extend_investigation = ExtendInvestigation(
    context=by_fatima, case=stairs, until=date(2026, 4, 30), channel=Channel.PHONE, agreed=True
)
publish_configuration = PublishConfiguration(
    context=by_admin, organisation=gemeente, version=1, since=date(2026, 3, 2), laws=tuple(Law),
    terms=(TermCode.INVESTIGATION, TermCode.WMO_DECISION), lengths=(30, 8),
    units=(TermUnit.DAYS, TermUnit.DAYS), publication=published,
)  # fmt: skip
renew_log_key = RenewLogKey(
    context=by_admin, old=VerifierKey(f"wijkboek.example/haarlem+00000000+{'A' * 44}"),
    new=VerifierKey(f"wijkboek.example/haarlem+11111111+{'B' * 44}"),
)  # fmt: skip
record_state = RecordState(
    context=by_admin, fingerprint=letter, migrations=8, release=Release("1.2.3"),
    incarnation=Incarnation("7300000000000000001-1-16384-16385"), signed=5,
)  # fmt: skip

register_resident = RegisterResident(
    context=by_fatima, resident=bakker, parts=(RegisterPart.NAMES, RegisterPart.BIRTH_DATE),
    pt_commit=first_row, same_number=(), alike=(), not_the_same_as=(),
)  # fmt: skip
change_resident = ChangeResident(
    context=by_fatima, resident=bakker, parts=(RegisterPart.CONTACT,), before=first_row,
    pt_commit=second_row, same_number=(),
)  # fmt: skip
remove_resident = RemoveResident(
    context=by_watcher, resident=bakker, ground=RemovalGround.RETENTION_ENDED
)
read_register = ReadRegister(context=by_fatima, resident=bakker, parts=(RegisterPart.NAMES,))
propose_merger = ProposeMerger(context=by_fatima, resident=max_, into=bakker)
merge_records = MergeRecords(context=by_leader, resident=max_, into=bakker)
propose_split = ProposeSplit(context=by_fatima, resident=bakker, other=max_, positions=(6,))
split_record = SplitRecord(context=by_leader, resident=bakker, other=max_)
record_authority = RecordAuthority(
    context=by_fatima, child=max_, parent=bakker, kind=AuthorityKind.JOINT,
    since=date(2020, 1, 1), source=AuthoritySource.POPULATION_REGISTER,
)  # fmt: skip
end_authority = EndAuthority(
    context=by_fatima, child=max_, parent=bakker, since=date(2026, 3, 1),
    source=AuthoritySource.COURT,
)  # fmt: skip
appoint_representative = AppointRepresentative(
    context=by_fatima, resident=bakker, representative=max_, kind=RepresentativeKind.AUTHORISED,
    since=date(2026, 1, 1), source=AuthoritySource.OWN_MANDATE,
)  # fmt: skip
end_representation = EndRepresentation(
    context=by_fatima, resident=bakker, representative=max_, kind=RepresentativeKind.AUTHORISED,
    since=date(2026, 3, 1), source=AuthoritySource.OWN_MANDATE,
)  # fmt: skip
