"""What happened: a sentence for every fact, about the resident and about who did it."""

from collections.abc import Mapping

from domain.fact import Event
from domain.facts.agreement import PlanAgreed
from domain.facts.application import (
    ApplicationReceived,
    ApplicationWithdrawn,
    DecisionEscalated,
    DecisionSent,
    DecisionTaken,
)
from domain.facts.awareness import ClientSupportAnswered, ClientSupportOffered, ResidentInformed
from domain.facts.budget import (
    BudgetReserved,
    BudgetSpent,
    QuarterAllotted,
    ReservationReleased,
    SpendReversed,
    YearBudgetSet,
)
from domain.facts.case import (
    CaseClosed,
    CaseOpened,
    CoordinatorAssigned,
    CoordinatorHandedOver,
    FindingRecorded,
)
from domain.facts.destruction import (
    DestructionApproved,
    DestructionProposed,
    HoldPlaced,
    HoldReleased,
    WordsDestroyed,
)
from domain.facts.inquiry import InquiryClosed, InquiryOpened
from domain.facts.intake import (
    CaseNotOpened,
    CaseRedirected,
    ConsultHeld,
    NotificationReceived,
    QuestionClarified,
    ReceiptConfirmed,
    SignalReceived,
)
from domain.facts.log_key import LogKeyRenewed
from domain.facts.mandate import MandateGranted, MandateRevoked
from domain.facts.message import (
    MessageDelivered,
    MessageFailed,
    MessageOrdered,
    SendingStarted,
)
from domain.facts.municipality import (
    FunctionAssigned,
    FunctionEnded,
    FunctionEstablished,
    JournalOpened,
    OrganisationRegistered,
    TeamFormed,
)
from domain.facts.organisation import (
    EmploymentEnded,
    FundingEnded,
    OrganisationFunded,
    SteeringEnded,
    TeamSteered,
    WorkerEmployed,
)
from domain.facts.participation import (
    ParticipationEnded,
    ParticipationStarted,
    RestrictionLifted,
    RestrictionSet,
    TieDeclared,
    TieEnded,
)
from domain.facts.reading import (
    BreakGlassReviewed,
    GlassBroken,
    ListRead,
    OwnRecordRead,
    RecordRead,
)
from domain.facts.referral import ReferralAccepted, ReferralDeclined, ReferralMade
from domain.facts.refused import AttemptRefused
from domain.facts.staff import (
    SigningKeyEnded,
    SigningKeyRegistered,
    StaffNamesRead,
    WorkerChanged,
    WorkerRegistered,
    WorkerRemoved,
)
from domain.facts.state import SystemStateRecorded
from domain.facts.team import (
    CaseMoved,
    TeamAreaEnded,
    TeamAreaSet,
    TeamDissolved,
    TeamRenamed,
    TeamsMerged,
)

SENTENCES: Mapping[type[Event], str] = {
    # at the front door
    ConsultHeld: "{who} helped somebody for {minutes} minutes with a question about {topic}. No "
    "name was written down.",
    SignalReceived: "{source} told {team} something about the resident ({urgency}): {content}",
    NotificationReceived: "The resident asked {team} for help {channel} ({urgency}): {question}",
    ReceiptConfirmed: "{who} told the resident {channel} that the question has arrived.",
    QuestionClarified: "{who} found out {with_resident:together with|without} the resident what "
    "the question is. It is about {topics}. The question is: {question}",
    CaseNotOpened: "{who} did not start a case for the resident. The reason: {reason}.",
    # what the resident knows
    ResidentInformed: "{who} told the resident {channel} in {language} what is written down, who "
    "sees it and how long it stays.",
    ClientSupportOffered: "{who} told the resident {channel} about free help from an independent "
    "supporter. That is somebody who does not work for the municipality.",
    ClientSupportAnswered: "The resident {wanted:wants|does not want} help from an independent "
    "supporter.",
    # the case
    CaseOpened: "{who} opened the case at {team}. It falls under {laws}.",
    CoordinatorAssigned: "{who} named one worker of {team} who keeps the overview.",
    CoordinatorHandedOver: "The case was handed over. Another worker of {team} now keeps the "
    "overview.",
    FindingRecorded: "{who} wrote something down about {topic}: {finding}{outside: Why that is "
    "needed, though the question is not about it: |}{outside}",
    CaseClosed: "{who} closed the case. The reason: {reason}.",
    # agreements
    PlanAgreed: "{who} made a plan with the resident. On {review_on} they will look at it together "
    "again. The plan: {goals}",
    # referring
    ReferralMade: "{who} asked {organisation} to help the resident. This is needed: {need}",
    ReferralAccepted: "{organisation} is going to help the resident. The help starts on "
    "{starts_on}.",
    ReferralDeclined: "{organisation} cannot help the resident. The reason: {reason}.",
    # application and decision
    ApplicationReceived: "The resident applied for {provision} at {team}. That costs about "
    "{amount}. It falls under {law}.",
    ApplicationWithdrawn: "The resident withdrew the application.",
    DecisionEscalated: "{who} may not decide on {amount} alone. The application now lies with "
    "{function:the|a} {function}.",
    DecisionTaken: "{who} decided on behalf of {on_behalf_of} on the application for {provision}: "
    "{outcome}. It is about {amount}. The reason: {reasons}",
    DecisionSent: "{who} sent the decision to the resident {channel}. It also says how to object.",
    # money
    YearBudgetSet: "{who} gave {team} a budget of {amount} for {year}. It is {stream}.",
    QuarterAllotted: "{who} gave {team} {amount} for quarter {quarter} of {year}, out of the "
    "year's budget.",
    BudgetReserved: "{who} set {amount} apart for the resident.",
    ReservationReleased: "{who} no longer sets {amount} apart for the resident.",
    BudgetSpent: "{who} paid {amount} for the resident. What for: {reason}",
    SpendReversed: "{who} booked {amount} back. The payment was wrong, and stays visible.",
    # who may do what
    MandateGranted: "{organisation} gives {function:the function|a} {function} the right {acts} "
    "in its name: {kind}. It holds for {laws} and for {provisions}, up to {limit} at a time, from "
    "{since} up to and including {until}. Published as {publication}.",
    MandateRevoked: "{who} revoked a mandate. Nobody may decide under it any more.",
    JournalOpened: "The journal of {organisation} began, after decision {publication} of the "
    "municipality.{simulated: This is an exercise with invented people.|}",
    OrganisationRegistered: "{organisation} takes part, as {kind}.",
    TeamFormed: "{organisation} started {team}.",
    FunctionEstablished: "{organisation} has a new function: {role}.",
    FunctionAssigned: "From {since} on, a worker acts as {function}{team:, at |}{team}.",
    FunctionEnded: "From {since} on, a worker no longer acts as {function}.",
    # messages
    MessageOrdered: "{who} had a message sent to {resident:the resident|a worker or organisation} "
    "{channel}, in {language}: {template}.",
    SendingStarted: "To send a message ({template}), name, address and text were opened.",
    MessageDelivered: "The message was sent {channel}: {template}.",
    MessageFailed: "Try {attempt} to send the message failed ({template}): {reason}."
    "{for_good: A worker must now see to it.| It will be tried again.}",
    # who looked
    RecordRead: "{who} read in the case. Why that was allowed: {relation}. What was shown: "
    "{parts}.",
    OwnRecordRead: "The {role} read this record.",
    ListRead: "{who} looked at a list with {count} people or cases.",
    GlassBroken: "{who} opened this case in an emergency, for a few hours at most. The reason: "
    "{reason}. {told:The|A} {told} was told at once. The explanation: {explanation}",
    BreakGlassReviewed: "{who} checked whether the case could be opened in an emergency: "
    "{verdict}. The explanation: {findings}",
    # who takes part, and who does not
    ParticipationStarted: "The {function} of {organisation} takes part in this case, as {role}, "
    "from {since} up to and including {until}. On the ground of: {basis}.",
    ParticipationEnded: "The {function} of {organisation} no longer takes part in this case.",
    RestrictionSet: "{who} shut this case to all but: {functions}. The reason: {ground}.",
    RestrictionLifted: "{who} opened this case again to the team.",
    TieDeclared: "A worker {tie}. That worker decides nothing about this resident.",
    TieEnded: "It is no longer so that a worker {tie}.",
    InquiryOpened: "The {function} looks into this case, under reference {reference}, and may read "
    "it up to and including {until}.",
    InquiryClosed: "{who} closed an inquiry. Nothing more is read for it.",
    # who employs, pays and steers
    WorkerEmployed: "From {since} on, a worker is employed by {organisation}.",
    EmploymentEnded: "From {until} on, a worker is no longer employed by {organisation}.",
    OrganisationFunded: "{by} pays {organisation} from {since} on. It is {stream}.",
    FundingEnded: "{by} no longer pays {organisation} from {until} on. It was {stream}.",
    TeamSteered: "{by} steers {team} from {since} on.",
    SteeringEnded: "{by} no longer steers {team} from {until} on.",
    TeamRenamed: "{team} is called otherwise from {since} on: {name}",
    TeamsMerged: "{teams} merged into {into} from {since} on.",
    TeamDissolved: "{team} is no more from {since} on.",
    TeamAreaSet: "The area in which {team} works was drawn, from {since} on.",
    TeamAreaEnded: "The area in which {team} worked before no longer holds from {until} on.",
    CaseRedirected: "{who} passed the question on from {previous} to {team}.",
    CaseMoved: "The case went over from {previous} to {team}, because the first team ended.",
    # workers
    WorkerRegistered: "{who} registered a worker.",
    WorkerChanged: "{who} changed what is known of a worker.",
    WorkerRemoved: "{who} took a worker out of the register.",
    StaffNamesRead: "{who} looked at names of workers.",
    SigningKeyRegistered: "{who} signs every decision from now on.",
    SigningKeyEnded: "{who} ended the key that a worker signs decisions with.",
    LogKeyRenewed: "{who} renewed the key that the log signs with.",
    SystemStateRecorded: "{who} put on record how the database is set up."
    "{unexpected: That was changed, and no new version came.|}",
    # what was not allowed
    HoldPlaced: "{who} put off destroying anything in this case, up to and including {until}. The "
    "reason: {reason}.",
    HoldReleased: "{who} lifted a hold on destroying anything in this case.",
    DestructionProposed: "{who} proposed to destroy words of this case. The reason: {ground}.",
    DestructionApproved: "{who} approved that words of this case are destroyed. Somebody else had "
    "proposed it.",
    WordsDestroyed: "Words of this case were destroyed. The reason: {ground}. Two workers decided "
    "on it.",
    AttemptRefused: "{who} wanted to {attempted}. That was not allowed. {code} See {article}. "
    "{next_step}",
}
