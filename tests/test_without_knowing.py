"""Nothing about somebody who does not know of it: every command stands on one side of this table.

A command that is new is named here too; a test asks for it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from domain.codes import (
    AwarenessState,
    DataCategory,
    LegalBasis,
    NoticeGround,
    OrganisationKind,
    RecipientClass,
)
from domain.command import Malformed, Unknown
from domain.fact import Event
from domain.facts.awareness import Awareness, NoticePostponed
from domain.refusal import Refusal
from service.codec import NotStorable
from service.deciding import AnyCommand
from tests import asked
from tests.asked.disclosure import disclosed, mandated_to_disclose
from tests.people import (
    agreed,
    allotted,
    bakker,
    cares,
    clarified,
    clinic_registered,
    fatima,
    informed,
    leads,
    mandated,
    opened,
    permitted,
    planned,
    reported,
    stairs,
    town,
    watches,
    year_set,
)
from tests.scenario import a_stage, given, put
from tests.strategies import COMMANDS
from tests.test_contact import second
from tests.test_invariants import example, name
from tests.test_statement import recorded as steep

pytestmark = pytest.mark.requirement("M-03")

REFUSED = {
    "AgreeToHelp", "AgreePlan", "GivePermission", "ReceiveApplication", "ReserveBudget", "Refer",
    "StartParticipation", "ProposeCaseAgreement", "Disclose", "AskThirdParty",
    "RecordFinding", "RecordStatement", "CheckReuse", "DraftReport", "WriteNote",
    "ConfirmConsultation", "UsePressure", "ContinueCase", "DecideEscalation",
}  # fmt: skip
"""A plan, a profile, a provider, a disclosure: not about who does not know, postponed or not."""
IN_PART = {"ClarifyQuestion", "HoldConversation"}
"""With the person it is a contact; without, it is refused."""
HANGS_ON = {
    "SpendBudget": "AgreePlan", "ReverseSpending": "SpendBudget",
    "EndorseSpending": "ReserveBudget", "ReleaseReservation": "ReserveBudget",
    "TakeDecision": "ReceiveApplication", "EndorseDecision": "ReceiveApplication",
    "SendDecision": "TakeDecision", "WithdrawApplication": "ReceiveApplication",
    "SuspendTerm": "ReceiveApplication", "ResumeTerm": "ReceiveApplication",
    "ExtendTerm": "ReceiveApplication",
    "WithdrawHelpAgreement": "AgreeToHelp", "WithdrawOwnHelpAgreement": "AgreeToHelp",
    "WithdrawPermission": "GivePermission", "WithdrawOwnPermission": "GivePermission",
    "AcceptReferral": "Refer", "DeclineReferral": "Refer", "ReadReferral": "Refer",
    "EndParticipation": "StartParticipation",
    "BindToCaseAgreement": "ProposeCaseAgreement", "EndCaseAgreement": "ProposeCaseAgreement",
    "AcknowledgeNotice": "Disclose", "ReadDisclosure": "Disclose",
    "RecordInformation": "AskThirdParty",
    "CorrectStatement": "RecordStatement", "ContestStatement": "RecordStatement",
    "TakeDownContest": "RecordStatement",
    "ShareReport": "DraftReport", "AnswerReport": "DraftReport", "TakeDownAnswer": "DraftReport",
    "EstablishReport": "DraftReport", "StrikeLine": "DraftReport", "TakeDownStrike": "DraftReport",
    "StoreAttachment": "RecordStatement", "StoreOwnAttachment": "RecordStatement",
    "ReadNotes": "WriteNote", "EndPressure": "UsePressure",
}  # fmt: skip
"""What takes something that is refused to have been done first."""
ALLOWED = {
    # a signal, a question of the person's own, and taking it in
    "ReceiveSignal", "ReceiveNotification", "OpenCase", "TurnAway", "CloseCase",
    "AssignCoordinator", "HandOverCoordination", "MoveCase", "RedirectCase", "ClassifyConcern",
    "EndorseClassification",
    # trying to reach the person, and what the law says to tell or offer
    "RecordContact", "StartOutreach", "ExtendOutreach", "RefuseHelp",
    "ConfirmReceipt", "OfferClientSupport", "AnswerClientSupport", "ExplainFileDuty",
    "LeaveUnrecorded", "TellAgain", "StartSending", "ConfirmDelivery", "ReportUndelivered",
    "StartStatutoryTerm", "ExtendStatutoryTerm", "CompleteStatutoryTerm", "ExtendInvestigation",
    # giving notice, and postponing it
    "InvolvePerson", "InformResident", "PlanDisclosure", "ProposePostponement", "PostponeNotice",
    # reading and keeping safe, overseen
    "TakeMeldcodeStep", "ReportToSafeAtHome", "LiftWithholding",
    "ReadRecord", "ReadForInquiry", "ReadList", "ReadOwnRecord", "ReadOfChild", "ReadRegister",
    "BreakGlass", "ReviewBreakGlass", "OpenInquiry", "CloseInquiry", "RestrictCase",
    "LiftRestriction", "ApproveWiderSharing", "JudgeAcuteSharing", "MarkConfidence",
    "LiftConfidence", "PlaceHold",
    "ReleaseHold", "ProposeDestruction", "ApproveDestruction",
    # who is who, and who speaks for whom: also to give notice to the right person
    "RegisterResident", "ChangeResident", "RemoveResident", "RecordAuthority", "EndAuthority",
    "RecordParenthood", "CheckAge", "AppointRepresentative", "EndRepresentation", "ProposeMerger",
    "MergeRecords", "ProposeSplit", "SplitRecord", "ProposeRefiling", "RefileFact", "DeclareTie",
    "EndTie",
}  # fmt: skip
ABOUT_NOBODY = {
    "HoldConsult", "OpenJournal", "RegisterOrganisation", "EstablishFunction", "AssignFunction",
    "EndFunction", "FormTeam", "RenameTeam", "MergeTeams", "DissolveTeam", "SetTeamArea",
    "EmployWorker", "EndEmployment", "FundOrganisation", "EndFunding", "SteerTeam",
    "RegisterWorker", "ChangeWorker", "RemoveWorker", "RegisterSigningKey", "EndSigningKey",
    "ReadStaffNames", "GrantMandate", "GrantSubMandate", "ConsentToMandate", "RevokeMandate",
    "SetYearBudget", "AllotQuarter", "PublishConfiguration", "RecordState",
    "RenewLogKey",
}  # fmt: skip
"""The municipality itself: no resident stands in it."""

unaware: tuple[Event, ...] = (
    *town, *leads, *cares, *watches, reported, clarified, opened, agreed, planned, mandated,
    mandated_to_disclose, year_set, allotted,
)  # fmt: skip
waits = NoticePostponed(
    case=stairs, resident=bakker, ground=NoticeGround.PROTECTION_OF_PERSONS,
    review_on=date(2026, 4, 1), proposed_by=fatima,
)  # fmt: skip
BEFORE: dict[str, tuple[Event, ...]] = {
    "GivePermission": (), "Refer": (permitted,), "CheckReuse": (steep,), "DraftReport": (steep,),
    "UsePressure": (second,),
}  # fmt: skip
"""What these take besides."""


def in_the_case(kind: str) -> AnyCommand:
    command: AnyCommand = example(next(each for each in COMMANDS if each.__name__ == kind))
    return command


def refusals_of(command: AnyCommand, *history: Event) -> Iterator[Refusal | None]:
    """What comes of it after that history; nothing where it makes no sense there."""
    stage = a_stage()
    put(stage.journal, *history)
    with suppress(Unknown, Malformed, NotStorable):
        yield stage.journal.record(command).refusal


@pytest.mark.parametrize("kind", COMMANDS, ids=name)
def test_every_command_stands_on_one_side(kind: type[AnyCommand]) -> None:
    sides = (REFUSED, IN_PART, set(HANGS_ON), ALLOWED, ABOUT_NOBODY)
    assert sum(kind.__name__ in side for side in sides) == 1, (
        f"say in tests/test_without_knowing.py whether {kind.__name__} may be about somebody who "
        "does not know of it"
    )


def test_no_side_names_a_command_that_there_is_not() -> None:
    named = REFUSED | IN_PART | set(HANGS_ON) | ALLOWED | ABOUT_NOBODY
    assert named == {kind.__name__ for kind in COMMANDS}
    assert set(HANGS_ON.values()) <= REFUSED | set(HANGS_ON)


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_what_is_refused_waits_for_the_person_to_know(kind: str) -> None:
    command, before = in_the_case(kind), BEFORE.get(kind, ())
    assert any(isinstance(need, Awareness) for need in command.needs())
    given(*unaware, *before).when(command).refused(Refusal.RESIDENT_NOT_INFORMED)
    given(*unaware, waits, *before).when(command).refused(Refusal.RESIDENT_NOT_INFORMED)
    after = list(refusals_of(command, *unaware, informed, *before))
    assert after and Refusal.RESIDENT_NOT_INFORMED not in after


@pytest.mark.parametrize("kind", sorted(ALLOWED | IN_PART | set(HANGS_ON)))
def test_what_is_not_refused_is_not_refused_for_that(kind: str) -> None:
    command = in_the_case(kind)
    for history in (unaware, (*unaware, waits)):
        assert Refusal.RESIDENT_NOT_INFORMED not in refusals_of(command, *history)


@pytest.mark.parametrize("kind", sorted(HANGS_ON))
def test_what_hangs_on_it_cannot_be_done_without(kind: str) -> None:
    """In a case that came in and was taken on, and where nobody was told anything."""
    begun = (*town, *leads, *cares, *watches, reported, clarified, opened, mandated, year_set,
             allotted)  # fmt: skip
    assert None not in refusals_of(in_the_case(kind), *begun)


def test_without_the_person_no_question_is_made_clear() -> None:
    alone = replace(asked.clarify_question, with_resident=False)
    given(*town, reported).when(alone).refused(Refusal.RESIDENT_NOT_INFORMED)
    given(*town, reported, waits).when(alone).refused(Refusal.RESIDENT_NOT_INFORMED)
    written = replace(clarified, with_resident=False, topics=alone.topics, question=alone.question)
    given(*town, reported, informed).when(alone).then(written)


@pytest.mark.parametrize("basis", [LegalBasis.SAFE_AT_HOME_REPORT, LegalBasis.VITAL_INTEREST])
def test_what_keeps_somebody_safe_does_not_wait(basis: LegalBasis) -> None:
    context = replace(asked.disclose.context, basis=basis)
    safe = replace(asked.disclose, context=context, categories=(DataCategory.SAFETY,))
    gone = replace(
        disclosed, basis=basis, categories=safe.categories, awareness=AwarenessState.UNKNOWN,
        recipient_class=RecipientClass.STATUTORY_CHAIN,
    )  # fmt: skip
    there = replace(clinic_registered, kind=OrganisationKind.SAFE_AT_HOME)
    given(*unaware, there).when(safe).then(gone)
    given(*unaware, waits, there).when(safe).then(replace(gone, awareness=AwarenessState.POSTPONED))
