"""Mandates, who signs too, and agreements in a case: the sentences, and what somebody wanted."""

from collections.abc import Mapping

from domain.fact import Event
from domain.facts.casus_agreement import (
    CaseAgreementBound,
    CaseAgreementEnded,
    CaseAgreementProposed,
)
from domain.facts.endorsement import DecisionEndorsed, SpendingEndorsed
from domain.facts.mandate import MandateConsented, SubMandateGranted

SENTENCES: Mapping[type[Event], str] = {
    SubMandateGranted: "{granted_by:the|a} {granted_by} passes on to {function:the function|a} "
    "{function} part of its own right {acts} in the name of {organisation}: {kind}. It holds for "
    "{laws} and for {provisions}, up to {limit} at a time, from {since} up to and including "
    "{until}. Published as {publication}.",
    MandateConsented: "{who} agrees to the mandate (right to decide) of {function:the|a} "
    "{function}, as {consent}.",
    DecisionEndorsed: "{who} looked along at what is to be decided: {condition}. It is about "
    "{outcome}, for no more than {amount}.",
    SpendingEndorsed: "{who} looked along at what is to be paid: {condition}. It is about no more "
    "than {amount}.",
    CaseAgreementProposed: "{who} proposed an agreement with everybody who helps the resident. It "
    "holds up to and including {until}. The aim: {aim}",
    CaseAgreementBound: "{who} promised something in the name of {organisation}, for no more than "
    "{amount}. {binding:That binds it|That is a good intention, for the mandate (right to decide) "
    "is missing}. The promise: {promise}",
    CaseAgreementEnded: "{who} ended the agreement with everybody who helps the resident.",
}
ATTEMPTS: Mapping[str, str] = {
    "BindToCaseAgreement": "promise something in an agreement about the case",
    "ConsentToMandate": "agree to a mandate (the right to decide)",
    "EndCaseAgreement": "end an agreement about the case",
    "EndorseDecision": "look along at a decision",
    "EndorseSpending": "look along at a payment",
    "GrantSubMandate": "pass a mandate on (the right to decide)",
    "ProposeCaseAgreement": "propose an agreement about the case",
}
