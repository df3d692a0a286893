"""Who says yes, to what and for whom, and who takes it back: in plain words."""

from collections.abc import Mapping

from domain.codes import (
    AgeBand,
    AgreementState,
    Capacity,
    Exemption,
    Expression,
    LanguageLevel,
    MaskReason,
    Party,
    PermissionKind,
)
from domain.fact import Event
from domain.facts.agreement import (
    HelpAgreed,
    HelpAgreementWithdrawn,
    HelpConsentGiven,
    HelpConsentWithdrawn,
)
from domain.facts.authority import ParenthoodRecorded
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked
from domain.facts.permission import PermissionGiven, PermissionWithdrawn
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    HelpAgreed: "The resident said yes to the help.",
    HelpAgreementWithdrawn: "The resident does not want the help any more. From then on the team "
    "spends no more money.",
    HelpConsentGiven: "Somebody said yes to the help: {capacity}.{exemption: That is otherwise "
    "than usual at this age, because |}{exemption}{exemption:. Why: |}{why}",
    HelpConsentWithdrawn: "Somebody who said yes to the help takes that back.",
    PermissionGiven: "The resident agrees that {organisation:|somebody who was named}"
    "{organisation} gets data, up to and including {until}. What for: {purpose}. It is about "
    "{kind}.{capacity: Who said so: |}{capacity}{capacity:.|}{not_to: Not to: |}{not_to}"
    "{not_to:.|}{not_to_kinds: Not to an organisation that is a: |}{not_to_kinds}{not_to_kinds:.|}"
    "{not_to_functions: Not to: |}{not_to_functions}{not_to_functions:.|} Exceptions: "
    "{exceptions}",
    PermissionWithdrawn: "The resident withdraws the permission for {organisation:|somebody who "
    "was named}{organisation}. From then on it no longer holds.{by: No worker had to help with "
    "that.|}",
    ParenthoodRecorded: "{who} wrote down who is a parent of the child. This is in: {source}.",
    ConfidenceMarked: "{who} wrote down that something was told in confidence. A parent is not "
    "shown it.",
    ConfidenceLifted: "{who} wrote down that something is no longer kept in confidence. Whoever "
    "told it agrees.",
}
CODES: Codes = {
    PermissionKind: {
        PermissionKind.PROCESSING: "using data",
        PermissionKind.SECRECY_WAIVER: "telling something that otherwise stays secret",
        PermissionKind.HELP_AGREEMENT: "saying yes to help",
        PermissionKind.BUDGET_CHOICE: "choosing a personal budget (pgb)",
        PermissionKind.PHOTO_AUDIO: "taking photographs or recording sound",
    },
    LanguageLevel: {
        LanguageLevel.A1: "very simple (A1)",
        LanguageLevel.A2: "simple (A2)",
        LanguageLevel.B1: "plain (B1)",
        LanguageLevel.B2: "difficult (B2)",
        LanguageLevel.C1: "very difficult (C1)",
    },
    Expression: {
        Expression.SIGNED: "with a signature",
        Expression.ORAL: "aloud",
        Expression.DIGITAL: "digitally",
    },
    AgeBand: {
        AgeBand.UNDER_12: "under 12",
        AgeBand.FROM_12: "from 12 to 15",
        AgeBand.FROM_16: "16 or 17",
        AgeBand.ADULT: "18 or over",
    },
    Capacity: {
        Capacity.SELF: "the resident",
        Capacity.AUTHORITY: "somebody with authority over the child",
        Capacity.CURATOR: "the curator",
        Capacity.MENTOR: "the mentor",
        Capacity.AUTHORISED: "the one whom the resident authorised",
        Capacity.PARTNER: "the partner",
        Capacity.CLOSE_RELATIVE: "a parent, child, brother or sister",
    },
    Exemption: {
        Exemption.SERIOUS_HARM: "otherwise the child is in serious danger",
        Exemption.CONSIDERED_WISH: "the child wants this and has thought it over well",
        Exemption.UNABLE: "the resident cannot well decide this alone",
    },
    AgreementState: {
        AgreementState.NOT_AGREED: "nobody said yes yet",
        AgreementState.PENDING: "not everybody said yes yet",
        AgreementState.AGREED: "everybody who must said yes",
    },
    MaskReason: {
        MaskReason.CHILDS_CONFIDENCE: "the child told it in confidence",
        MaskReason.CHILDS_SAFETY: "it is about whether the child is safe",
        MaskReason.SAFETY: "somebody could be in danger",
    },
    Party: {
        Party.SELF: "the resident",
        Party.AUTHORITY: "who has authority over the child",
        Party.REPRESENTATIVE: "who represents the resident",
    },
}
REASONS: Mapping[str, str] = {
    Refusal.AGE_UNKNOWN: "It is not known how old the resident is. Who decides depends on it.",
    Refusal.ANOTHER_DECIDES: "By law somebody else decides about this.",
    Refusal.HELP_AGREEMENT_PENDING: "Not everybody who must say yes to the help has done so yet.",
    Refusal.PERMISSION_NO_GROUND: "To give help, no permission is needed to use data. The law says "
    "already what may be done.",
    Refusal.RECIPIENT_EXCEPTED: "The resident does not want this recipient to get anything.",
}
NEXT: Mapping[str, str] = {
    NextStep.REGISTER_THE_RESIDENT: "What can be done now: put the resident in the register.",
    NextStep.ASK_WHO_DECIDES: "What can be done now: ask whoever decides by law.",
    NextStep.ASK_THE_OTHERS: "What can be done now: ask the others who must say yes as well.",
    NextStep.RELY_ON_THE_LAW: "What can be done now: name the ground that the law gives.",
    NextStep.ASK_THE_RESIDENT_ANEW: "What can be done now: talk about it with the resident again.",
}
ATTEMPTS: Mapping[str, str] = {
    "AgreeToHelp": "write down that the resident wants the help",
    "CheckAge": "look up how old the resident is",
    "GivePermission": "write down that the resident gives permission",
    "MarkConfidence": "write down that something was told in confidence",
    "LiftConfidence": "write down that something is no longer told in confidence",
    "ReadOfChild": "read what was written down about a child",
    "RecordParenthood": "write down who is a parent of a child",
    "WithdrawHelpAgreement": "write down that the resident does not want the help any more",
    "WithdrawOwnHelpAgreement": "say that they do not want the help any more",
    "WithdrawOwnPermission": "withdraw a permission themselves",
    "WithdrawPermission": "withdraw a permission",
}
