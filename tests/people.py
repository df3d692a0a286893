"""The cast: mevrouw Bakker has a case at team Oost, and Fatima helps her. All of them invented."""

from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from domain.codes import (
    Capacity,
    Channel,
    ClosingReason,
    Language,
    Law,
    LegalBasis,
    MandatedAct,
    MandateKind,
    OrganisationKind,
    Outcome,
    PermissionKind,
    Provision,
    Purpose,
    Role,
    Source,
    Stream,
    Template,
    Topic,
    Urgency,
)
from domain.fact import Context
from domain.facts.agreement import HelpAgreed, HelpAgreementWithdrawn, PlanAgreed
from domain.facts.application import ApplicationReceived, DecisionTaken
from domain.facts.awareness import ResidentInformed
from domain.facts.budget import BudgetReserved, BudgetSpent, QuarterAllotted, YearBudgetSet
from domain.facts.case import CaseClosed, CaseOpened
from domain.facts.intake import NotificationReceived, QuestionClarified, SignalReceived
from domain.facts.mandate import MandateGranted, MandateRevoked
from domain.facts.message import MessageOrdered
from domain.facts.municipality import (
    FunctionAssigned,
    FunctionEstablished,
    JournalOpened,
    OrganisationRegistered,
    TeamFormed,
)
from domain.facts.permission import PermissionGiven
from domain.facts.referral import ReferralMade
from domain.templates import current
from domain.terms import (
    AgreementLineId,
    ApplicationId,
    BudgetId,
    CaseAgreementId,
    CaseId,
    Cents,
    CommandId,
    Commitment,
    DecisionId,
    Digest,
    FunctionId,
    GlassId,
    InquiryId,
    InquiryReference,
    MandateId,
    MessageId,
    OrganisationId,
    PermissionId,
    Publication,
    ReferralId,
    ReservationId,
    ResidentId,
    SpendingId,
    TeamId,
    WorkerId,
)

monday = datetime(2026, 3, 2, 9, tzinfo=UTC)


def named(name: str) -> str:
    """An id that is the same in every run."""
    return str(uuid5(NAMESPACE_URL, f"https://example.org/{name}"))


gemeente, buurtteam = OrganisationId(named("haarlem")), OrganisationId(named("buurtteam"))
clinic = OrganisationId(named("clinic"))
oost, zuid = TeamId(named("oost")), TeamId(named("zuid"))
admin, fatima, pieter, kim = (WorkerId(named(n)) for n in ("admin", "fatima", "pieter", "kim"))
administrator, consultant, leader, purse_holder, carer = (
    FunctionId(named(n)) for n in ("administrator", "consultant", "leader", "purse", "carer")
)
samira, vera, otto = (WorkerId(named(n)) for n in ("samira", "vera", "otto"))
watcher, ombudsman = (FunctionId(named(n)) for n in ("privacy officer", "ombudsman"))
inquest = InquiryId(named("inquiry"))
broken_glass = GlassId(named("broken glass"))
residents = FunctionId(str(uuid5(UUID(gemeente), "resident")))
bakker, max_, wit = (ResidentId(named(n)) for n in ("bakker", "max", "de wit"))
stairs, signals = CaseId(named("stairs")), CaseId(named("signals"))
together, the_lift = CaseAgreementId(named("together")), AgreementLineId(named("lift line"))
fast_track, passed_on = MandateId(named("fast track")), MandateId(named("passed on"))
year_2026, first_quarter = BudgetId(named("2026")), BudgetId(named("2026-1"))
lift, lift_granted = ApplicationId(named("lift")), DecisionId(named("lift granted"))
for_the_chair, shower_chair = ReservationId(named("chair")), SpendingId(named("shower chair"))
may_refer, to_clinic = PermissionId(named("may refer")), ReferralId(named("to the clinic"))
letter = Digest(sha256(b"what we write down, who sees it, for how long; version 3").hexdigest())
under_reference = InquiryReference("ombudsman-2026-123")
published = Publication("gmb-2026-1234")
first_row, second_row = (Commitment(sha256(said).hexdigest()) for said in (b"first", b"second"))
receipt_letter = MessageId(named("receipt letter"))


def acting(
    actor: WorkerId = fatima,
    function: FunctionId = consultant,
    organisation: OrganisationId = buurtteam,
    purpose: Purpose = Purpose.SUPPORT,
    basis: LegalBasis = LegalBasis.WMO_INVESTIGATION,
    at: datetime = monday,
) -> Context:
    """Somebody acting, under a command id of its own."""
    return Context(
        command=CommandId(str(uuid4())),
        actor=actor,
        function=function,
        organisation=organisation,
        purpose=purpose,
        basis=basis,
        funding_responsible=gemeente,
        content_responsible=buurtteam,
        occurred_at=at,
    )


by_fatima = acting()
by_pieter = acting(pieter)
by_admin = acting(admin, administrator, gemeente, Purpose.GOVERNANCE, LegalBasis.GOVERNANCE)
by_purse_holder = acting(pieter, purse_holder, gemeente, Purpose.GOVERNANCE, LegalBasis.GOVERNANCE)
by_clinic = acting(kim, carer, clinic, Purpose.REFERRAL)
by_leader = acting(samira, leader)
by_bakker = acting(
    WorkerId(bakker), residents, gemeente, Purpose.ACCOUNTABILITY, LegalBasis.RIGHTS_REQUEST
)
by_watcher = acting(vera, watcher, gemeente, Purpose.GOVERNANCE, LegalBasis.GOVERNANCE)
by_ombudsman = acting(otto, ombudsman, gemeente, Purpose.ACCOUNTABILITY, LegalBasis.OMBUDSMAN)

opened_journal = JournalOpened(
    organisation=gemeente, function=administrator, worker=admin, simulated=True,
    publication=published, name="Gemeente Haarlem (verzonnen)",
)  # fmt: skip
registered = OrganisationRegistered(
    organisation=buurtteam, kind=OrganisationKind.TEAM_FOUNDATION, name="Stichting Buurtteam"
)
clinic_registered = OrganisationRegistered(
    organisation=clinic, kind=OrganisationKind.CARE_PROVIDER, name="De Kliniek"
)
team_formed = TeamFormed(team=oost, organisation=buurtteam, name="Oost")
established = FunctionEstablished(function=consultant, organisation=buurtteam, role=Role.WORKER)
fatima_assigned = FunctionAssigned(
    worker=fatima, function=consultant, team=oost, since=date(2026, 1, 1)
)
town = (opened_journal, registered, team_formed, established, fatima_assigned)
purse = (
    FunctionEstablished(function=purse_holder, organisation=gemeente, role=Role.BUDGET_HOLDER),
    FunctionAssigned(worker=pieter, function=purse_holder, team=oost, since=date(2026, 1, 1)),
)
leads = (
    FunctionEstablished(function=leader, organisation=buurtteam, role=Role.TEAM_LEADER),
    FunctionAssigned(worker=samira, function=leader, team=oost, since=date(2026, 1, 1)),
)
cares = (
    clinic_registered,
    FunctionEstablished(function=carer, organisation=clinic, role=Role.PROVIDER),
    FunctionAssigned(worker=kim, function=carer, since=date(2026, 1, 1)),
)
watches = (
    FunctionEstablished(function=watcher, organisation=gemeente, role=Role.PRIVACY_OFFICER),
    FunctionAssigned(worker=vera, function=watcher, since=date(2026, 1, 1)),
)
inquires = (
    FunctionEstablished(function=ombudsman, organisation=gemeente, role=Role.OMBUDSMAN),
    FunctionAssigned(worker=otto, function=ombudsman, since=date(2026, 1, 1)),
)
zuid_formed = TeamFormed(team=zuid, organisation=buurtteam, name="Zuid")
mandated = MandateGranted(
    mandate=fast_track, function=consultant, organisation=gemeente, kind=MandateKind.DECIDE,
    laws=(Law.WMO,),
    acts=(MandatedAct.GRANT, MandatedAct.REFUSE, MandatedAct.SPEND, MandatedAct.REFER),
    provisions=(Provision.STAIR_LIFT, Provision.WHEELCHAIR), limit=Cents(5_000_00),
    since=date(2026, 1, 1), until=date(2026, 12, 31), publication=published,
)  # fmt: skip
revoked = MandateRevoked(mandate=fast_track, functions=(consultant,))
year_set = YearBudgetSet(
    budget=year_2026, team=oost, year=2026, stream=Stream.TAILOR_MADE, amount=Cents(100_000_00)
)
allotted = QuarterAllotted(
    budget=first_quarter, within=year_2026, team=oost, year=2026, quarter=1, amount=Cents(100_00)
)
reported = NotificationReceived(
    case=stairs, resident=bakker, team=oost, channel=Channel.PHONE, urgency=Urgency.ORDINARY,
    question="Ik kom de trap niet meer op.",
)  # fmt: skip
signalled = SignalReceived(
    case=signals, resident=max_, team=oost, source=Source.INFORMAL_NETWORK,
    urgency=Urgency.ORDINARY, content="De buurman hoort al weken niets.",
)  # fmt: skip
clarified = QuestionClarified(
    case=stairs, resident=bakker, with_resident=True, topics=(Topic.MOBILITY, Topic.HOUSING),
    question="Ik wil in mijn eigen bed slapen, boven.",
)  # fmt: skip
informed = ResidentInformed(
    case=stairs, resident=bakker, channel=Channel.PHONE, language=Language.DUTCH, text=letter
)
opened = CaseOpened(case=stairs, resident=bakker, team=oost, laws=(Law.WMO,))
closed = CaseClosed(case=stairs, resident=bakker, team=oost, reason=ClosingReason.GOAL_REACHED)
agreed = HelpAgreed(case=stairs, resident=bakker)
withdrawn = HelpAgreementWithdrawn(case=stairs, resident=bakker)
planned = PlanAgreed(
    case=stairs, resident=bakker, goals="Weer boven slapen.", review_on=date(2026, 9, 1)
)
applied = ApplicationReceived(
    application=lift, case=stairs, resident=bakker, team=oost, law=Law.WMO,
    provision=Provision.STAIR_LIFT, amount=Cents(3_950_00),
)  # fmt: skip
permitted = PermissionGiven(
    permission=may_refer, case=stairs, resident=bakker, organisation=clinic,
    kind=PermissionKind.SECRECY_WAIVER, purpose=Purpose.REFERRAL, until=date(2026, 12, 31),
    text=letter, exceptions="", giver=bakker, capacity=Capacity.SELF,
)  # fmt: skip

referred = ReferralMade(
    referral=to_clinic, case=stairs, resident=bakker, team=oost, organisation=clinic,
    need="Oefenen met traplopen.", mandate=fast_track,
)  # fmt: skip
set_apart = BudgetReserved(
    reservation=for_the_chair, budget=first_quarter, case=stairs, resident=bakker, team=oost,
    amount=Cents(60_00),
)  # fmt: skip
paid = BudgetSpent(
    spending=shower_chair, reservation=for_the_chair, budget=first_quarter, case=stairs,
    resident=bakker, team=oost, mandate=fast_track, amount=Cents(60_00), reason="Een douchestoel.",
)  # fmt: skip
granted = DecisionTaken(
    decision=lift_granted, application=lift, case=stairs, resident=bakker, team=oost, law=Law.WMO,
    provision=Provision.STAIR_LIFT, outcome=Outcome.GRANTED, amount=Cents(3_950_00),
    mandate=fast_track, on_behalf_of=gemeente, reasons="Zonder lift komt zij niet boven.",
)  # fmt: skip
receipt_ordered = MessageOrdered(
    message=receipt_letter, template=Template.RECEIPT, text=current(Template.RECEIPT).digest,
    language=Language.DUTCH, channel=Channel.LETTER, resident=bakker, case=stairs,
)  # fmt: skip

at_the_door = (*town, reported, clarified, informed)
helped = (*at_the_door, opened, agreed, planned)
ready_to_spend = (*helped, mandated, year_set, allotted)
