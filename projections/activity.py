"""What counts as something happening in a case: the facts that move its last activity (M-22)."""

from domain.facts.agreement import (
    HelpAgreed,
    HelpAgreementWithdrawn,
    HelpConsentGiven,
    HelpConsentWithdrawn,
    PlanAgreed,
)
from domain.facts.application import (
    ApplicationReceived,
    ApplicationWithdrawn,
    DecisionEscalated,
    DecisionSent,
    DecisionTaken,
)
from domain.facts.attachment import AttachmentStored
from domain.facts.awareness import (
    ClientSupportAnswered,
    ClientSupportOffered,
    ConversationHeld,
    DisclosurePlanned,
    NoticePostponed,
    PersonInvolved,
    ResidentInformed,
)
from domain.facts.budget import BudgetReserved, BudgetSpent, ReservationReleased, SpendReversed
from domain.facts.case import (
    CaseClosed,
    CaseOpened,
    CoordinatorAssigned,
    CoordinatorHandedOver,
    FindingRecorded,
)
from domain.facts.casus_agreement import (
    CaseAgreementBound,
    CaseAgreementEnded,
    CaseAgreementProposed,
)
from domain.facts.concern import ClassificationEndorsed, ConcernClassified
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked
from domain.facts.contact import (
    ConsultationConfirmed,
    ContactAttempted,
    ContactHeld,
    HelpRefused,
    OutreachExtended,
    OutreachStarted,
    PressureEnded,
    PressureSet,
)
from domain.facts.disclosure import (
    DisclosureMade,
    WiderSharingApproved,
)
from domain.facts.endorsement import DecisionEndorsed, SpendingEndorsed
from domain.facts.intake import (
    CaseNotOpened,
    NotificationReceived,
    QuestionClarified,
    ReceiptConfirmed,
    SignalReceived,
)
from domain.facts.meldcode import MeldcodeStepTaken, VtReported, WithholdingLifted
from domain.facts.off_record import (
    FileDutyExplained,
    LeftUnrecorded,
)
from domain.facts.participation import ParticipationEnded, ParticipationStarted
from domain.facts.permission import PermissionGiven, PermissionWithdrawn
from domain.facts.recipient_notice import RecipientAcknowledged, RecipientNotified
from domain.facts.referral import ReferralAccepted, ReferralDeclined, ReferralMade
from domain.facts.report import (
    ReportAnswered,
    ReportDrafted,
    ReportEstablished,
    ReportShared,
)
from domain.facts.review import CaseContinued, EscalationDecided
from domain.facts.statement import (
    ReuseChecked,
    StatementContested,
    StatementCorrected,
    StatementRecorded,
    StatementStruck,
)
from domain.facts.statutory_term import (
    StatutoryTermCompleted,
    StatutoryTermExtended,
    StatutoryTermStarted,
)
from domain.facts.team import CaseMoved
from domain.facts.term import (
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermSuspended,
)
from domain.facts.third_party import InformationReceived, ThirdPartyAsked

Activity = (
    SignalReceived
    | NotificationReceived
    | ReceiptConfirmed
    | QuestionClarified
    | CaseNotOpened
    | ResidentInformed
    | ClientSupportOffered
    | ClientSupportAnswered
    | CaseOpened
    | CoordinatorAssigned
    | CoordinatorHandedOver
    | FindingRecorded
    | CaseClosed
    | HelpAgreed
    | HelpAgreementWithdrawn
    | HelpConsentGiven
    | HelpConsentWithdrawn
    | PlanAgreed
    | PermissionGiven
    | PermissionWithdrawn
    | ReferralMade
    | ReferralAccepted
    | ReferralDeclined
    | ApplicationReceived
    | ApplicationWithdrawn
    | DecisionEscalated
    | DecisionTaken
    | DecisionSent
    | BudgetReserved
    | ReservationReleased
    | BudgetSpent
    | SpendReversed
    | ParticipationStarted
    | ParticipationEnded
    | CaseAgreementProposed
    | CaseAgreementBound
    | CaseAgreementEnded
    | DecisionEndorsed
    | SpendingEndorsed
    | InvestigationExtensionAgreed
    | TermSuspended
    | TermResumed
    | TermExtended
    | CaseMoved
    | ContactHeld
    | ContactAttempted
    | HelpRefused
    | OutreachStarted
    | OutreachExtended
    | ConsultationConfirmed
    | PressureSet
    | PressureEnded
    | MeldcodeStepTaken
    | VtReported
    | WithholdingLifted
    | ConcernClassified
    | ClassificationEndorsed
    | CaseContinued
    | EscalationDecided
    | ConversationHeld
    | DisclosureMade
    | AttachmentStored
    | FileDutyExplained
    | LeftUnrecorded
    | ReportAnswered
    | ReportDrafted
    | ReportEstablished
    | ReportShared
    | ReuseChecked
    | StatementContested
    | StatementCorrected
    | StatementRecorded
    | StatementStruck
    | StatutoryTermStarted
    | StatutoryTermCompleted
    | StatutoryTermExtended
    | ConfidenceLifted
    | ConfidenceMarked
    | InformationReceived
    | RecipientAcknowledged
    | RecipientNotified
    | ThirdPartyAsked
    | WiderSharingApproved
)
"""Of a case, from the front door on: what is only told, read or kept for is none."""
NoticeMatter = PersonInvolved | NoticePostponed | DisclosurePlanned
"""What is about who knows, and moves the day by which somebody is told; likewise no activity."""
