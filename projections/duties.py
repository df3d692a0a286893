"""What calls for an obligation, and what meets it: by its code, and by what happened."""

from collections.abc import Sequence
from typing import Any, get_args

from domain.codes import Law, MeldcodeStep, Outcome, Template, TermCode, Urgency
from domain.facts.agreement import PlanAgreed
from domain.facts.application import (
    ApplicationReceived,
    ApplicationWithdrawn,
    DecisionSent,
    DecisionTaken,
)
from domain.facts.awareness import (
    ClientSupportOffered,
    ConversationHeld,
    DisclosurePlanned,
    NoticePostponed,
    PersonInvolved,
    ResidentInformed,
    tells,
)
from domain.facts.budget import BudgetSpent
from domain.facts.case import CaseClosed, CaseOpened
from domain.facts.contact import ContactHeld, HelpRefused, PressureEnded, PressureSet
from domain.facts.disclosure import DisclosureMade
from domain.facts.intake import (
    CaseNotOpened,
    CaseRedirected,
    NotificationReceived,
    QuestionClarified,
    ReceiptConfirmed,
    SignalReceived,
)
from domain.facts.meldcode import MeldcodeStepTaken, VtReported
from domain.facts.message import MessageDelivered
from domain.facts.recipient_notice import RecipientAcknowledged, RecipientNotified
from domain.facts.referral import ReferralAccepted, ReferralMade
from domain.facts.review import CaseContinued
from domain.facts.statement import StatementStruck, StruckWordsDestroyed
from domain.facts.statutory_term import (
    BY_HAND,
    StatutoryTermCompleted,
    StatutoryTermExtended,
    StatutoryTermStarted,
)
from domain.facts.team import CaseMoved
from domain.facts.term import (
    TERM_OF,
    DecisionTermAdopted,
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermsAdopted,
    TermSuspended,
)
from domain.facts.third_party import ThirdPartyAsked
from projections.activity import Activity

T = TermCode
OF_DECIDING = tuple(TERM_OF.values())
ABOUT_DEBT = frozenset({T.DEBT_FIRST_TALK, T.DEBT_THREAT_TALK, T.DEBT_DECISION})
"""Only in cases under the Wgs: which a case is, is known when it is opened."""
OF_THE_WMO = frozenset({T.PERSONAL_PLAN, T.INVESTIGATION, T.NOTIFICATION_TO_DECISION})
"""Not in cases that turn out to fall under other laws alone."""
OF_AN_APPLICATION = frozenset({*OF_DECIDING, T.OBJECTION, T.WITHDRAWN_APPLICATION})
OUTLIVES_THE_CASE = frozenset(
    {T.NOTICE, T.OBJECTION, T.WITHDRAWN_APPLICATION, T.SAFETY_DECISION, *BY_HAND}
)
"""What stays to be done, or may still be done, when the case is closed."""
CASE_REVIEWS = (T.CASE_REVIEW, T.CASE_REVIEW_LEADER)
INACTIVE = (T.INACTIVITY, T.INACTIVITY_LEADER)
"""What begins anew with whatever happens in an open case."""
COMES_BACK = frozenset({T.REVIEW, T.PRESSURE_REVIEW, *CASE_REVIEWS, *BY_HAND})
"""What may be called for again once it was done."""
WAITS_FOR_ITS_START = frozenset({*ABOUT_DEBT, T.REVIEW, T.CLARIFY_AFTER_URGENT})
"""What is kept in mind from the opening of the case on: it may be called for later."""
CLARIFYING = (T.DEBT_FIRST_TALK, T.DEBT_THREAT_TALK, T.DEBT_DECISION, T.CLARIFY_AFTER_URGENT)
OF_A_CASE = (
    T.RECEIPT, T.PERSONAL_PLAN, T.INVESTIGATION, T.NOTIFICATION_TO_DECISION, T.URGENT_HELP,
    T.DEBT_FIRST_TALK, T.DEBT_THREAT_TALK, T.DEBT_DECISION, T.REVIEW, T.CLARIFY_AFTER_URGENT,
    T.SAFETY_DECISION, T.PRESSURE_REVIEW, *CASE_REVIEWS, *INACTIVE,
)  # fmt: skip

TOUCHES: dict[type[Any], tuple[TermCode, ...]] = {
    SignalReceived: (T.NOTICE,),
    PersonInvolved: (T.NOTICE,),
    ConversationHeld: (T.NOTICE,),
    ContactHeld: (T.NOTICE,),
    DisclosurePlanned: (T.NOTICE,),
    DisclosureMade: (T.NOTICE,),
    ThirdPartyAsked: (T.NOTICE,),
    NoticePostponed: (T.NOTICE,),
    NotificationReceived: (
        T.NOTICE, T.RECEIPT, T.PERSONAL_PLAN, T.INVESTIGATION, T.NOTIFICATION_TO_DECISION,
        T.URGENT_HELP, T.DEBT_FIRST_TALK, T.DEBT_THREAT_TALK,
    ),
    ReceiptConfirmed: (T.NOTICE, T.RECEIPT),
    QuestionClarified: (T.NOTICE, *CLARIFYING),
    CaseNotOpened: OF_A_CASE,
    ResidentInformed: (T.NOTICE,),
    ClientSupportOffered: (T.NOTICE,),
    CaseOpened: OF_A_CASE,
    CaseMoved: (*OF_A_CASE, T.NOTICE, *BY_HAND),
    CaseRedirected: (*OF_A_CASE, T.NOTICE),
    CaseClosed: OF_A_CASE,
    PlanAgreed: (T.INVESTIGATION, T.REVIEW, T.CLARIFY_AFTER_URGENT),
    ReferralMade: (T.CLARIFY_AFTER_URGENT,),
    ReferralAccepted: (T.URGENT_HELP,),
    ApplicationReceived: (T.INVESTIGATION, T.CLARIFY_AFTER_URGENT, *OF_DECIDING),
    ApplicationWithdrawn: (*OF_DECIDING, T.WITHDRAWN_APPLICATION),
    DecisionTaken: (T.NOTIFICATION_TO_DECISION, T.DEBT_DECISION, T.URGENT_HELP),
    DecisionSent: (*OF_DECIDING, T.OBJECTION),
    BudgetSpent: (T.URGENT_HELP,),
    TermSuspended: (*OF_DECIDING, T.NOTIFICATION_TO_DECISION),
    TermResumed: (*OF_DECIDING, T.NOTIFICATION_TO_DECISION),
    TermExtended: (*OF_DECIDING, T.NOTIFICATION_TO_DECISION),
    InvestigationExtensionAgreed: (T.INVESTIGATION, T.NOTIFICATION_TO_DECISION),
    HelpRefused: (T.NOTICE,),
    PressureSet: (T.PRESSURE_REVIEW,),
    PressureEnded: (T.PRESSURE_REVIEW,),
    MeldcodeStepTaken: (T.SAFETY_DECISION,),
    VtReported: (T.SAFETY_DECISION,),
    CaseContinued: CASE_REVIEWS,
    RecipientNotified: (T.ACKNOWLEDGEMENT,),
    RecipientAcknowledged: (T.ACKNOWLEDGEMENT,),
    StatementStruck: (T.STRUCK_LINE,),
    StruckWordsDestroyed: (T.STRUCK_LINE,),
}  # fmt: skip
"""The obligations that what happened can call for, change or meet."""
TOUCHES |= {
    kind: tuple(dict.fromkeys((*TOUCHES.get(kind, ()), *INACTIVE))) for kind in get_args(Activity)
}


def touched(event: Any) -> Sequence[TermCode]:
    """The obligations that this can call for, change or meet."""
    match event:
        case TermsAdopted(terms=terms):
            return terms
        case DecisionTermAdopted(term=term):
            return (term,)
        case (
            StatutoryTermStarted(term=term)
            | StatutoryTermCompleted(term=term)
            | StatutoryTermExtended(term=term)
        ):
            return (term, *INACTIVE)
        case MessageDelivered(template=template, case=case) as event:
            if tells(event):
                return (T.NOTICE,) if case else ()
            return (T.NOTICE, T.RECEIPT) if case and template is Template.RECEIPT else ()
        case _:
            return TOUCHES[type(event)]


BEGINS_WITH: dict[TermCode, tuple[type[Any], ...]] = {
    T.CLARIFY_AFTER_URGENT: (PlanAgreed, ReferralMade, ApplicationReceived),
    T.REVIEW: (PlanAgreed,),
    T.PRESSURE_REVIEW: (PressureSet,),
    **dict.fromkeys(CASE_REVIEWS, (CaseOpened, CaseContinued)),
    T.OBJECTION: (DecisionSent,),
    T.WITHDRAWN_APPLICATION: (ApplicationWithdrawn,),
    T.ACKNOWLEDGEMENT: (RecipientNotified,),
    T.STRUCK_LINE: (StatementStruck,),
}
"""What calls for it, whatever else it says."""
ENDS_WITH: dict[TermCode, tuple[type[Any], ...]] = {
    T.RECEIPT: (ReceiptConfirmed, MessageDelivered),
    T.INVESTIGATION: (PlanAgreed, ApplicationReceived),
    T.URGENT_HELP: (BudgetSpent, ReferralAccepted),
    T.SAFETY_DECISION: (VtReported,),
    T.PRESSURE_REVIEW: (PressureEnded,),
    T.ACKNOWLEDGEMENT: (RecipientAcknowledged,),
    T.STRUCK_LINE: (StruckWordsDestroyed,),
    **dict.fromkeys(OF_DECIDING, (DecisionSent,)),
}
"""What meets it, likewise. There is no fact of its own yet for the end of an investigation: it ends
where its outcome shows, in a plan or an application."""


def calls_for(event: Any, code: TermCode) -> bool:
    """Whether this is what the term of that obligation begins with."""
    if isinstance(event, BEGINS_WITH.get(code, ())):
        return True
    match code, event:
        case T.URGENT_HELP | T.DEBT_THREAT_TALK, NotificationReceived(urgency=urgency):
            return urgency is Urgency.URGENT
        case T.DEBT_FIRST_TALK, NotificationReceived(urgency=urgency):
            return urgency is Urgency.ORDINARY
        case _, NotificationReceived():
            return code is T.RECEIPT or code in OF_THE_WMO
        case T.DEBT_DECISION, QuestionClarified(with_resident=with_resident):
            return with_resident
        case T.SAFETY_DECISION, MeldcodeStepTaken(acute=acute, step=step):
            return acute and step is not MeldcodeStep.DECIDE
        case _, StatutoryTermStarted(term=term):
            return term is code
        case _, ApplicationReceived(law=law):
            return TERM_OF.get(law) is code
        case _:
            return False


def meets(event: Any, code: TermCode) -> bool:
    """Whether this is what had to happen."""
    if isinstance(event, ENDS_WITH.get(code, ())):
        return True
    match code, event:
        case T.SAFETY_DECISION, MeldcodeStepTaken(step=step):
            return step is MeldcodeStep.DECIDE
        case T.NOTIFICATION_TO_DECISION, DecisionTaken(law=law):
            return law is Law.WMO
        case T.DEBT_DECISION, DecisionTaken(law=law):
            return law is Law.DEBT
        case T.URGENT_HELP, DecisionTaken(outcome=outcome):
            return outcome is Outcome.GRANTED
        case _, StatutoryTermCompleted(term=term):
            return term is code
        case (
            T.DEBT_FIRST_TALK | T.DEBT_THREAT_TALK | T.CLARIFY_AFTER_URGENT,
            QuestionClarified(with_resident=with_resident),
        ):
            return with_resident
        case _:
            return False
