"""Contact, saying no, urging, the meldcode and the review: sentences and ordinary words."""

from collections.abc import Mapping

from domain.codes import (
    Character,
    ConcernLevel,
    Consequence,
    ConsultedWith,
    DecisionGround,
    EscalatedTo,
    EscalationGround,
    Initiative,
    LighterOption,
    LimitCode,
    MeldcodeStep,
    OutreachGround,
    PressureGround,
    SkipGround,
    Weighing,
)
from domain.fact import Event
from domain.facts.concern import ClassificationEndorsed, ConcernClassified
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
from domain.facts.meldcode import MeldcodeStepTaken, VtReported, WithholdingLifted
from domain.facts.review import CaseContinued, EscalationDecided
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    ContactHeld: "{who} was in contact with the resident, {channel}. It was on the initiative of "
    "{initiative}. The resident {wanted:wanted|did not want} this contact. It was {character}"
    "{safety:, and needed for safety|}.{decision: The decision about it: |}{decision}{decision:.|}",
    ContactAttempted: "{who} tried to reach the resident, {channel}, and did not. It was on the "
    "initiative of {initiative}. The resident {wanted:had asked|had not asked} for it. It was "
    "{character}{safety:, and needed for safety|}.{decision: The decision about it: "
    "|}{decision}{decision:.|}",
    HelpRefused: "The resident said no to help, {channel}. That no holds until she asks herself, "
    "or "
    "until there is something new. What the resident said: {words}",
    OutreachStarted: "{who} may come unasked, {attempts} times at most, up to and including "
    "{until}. The reason: {ground}.",
    OutreachExtended: "{who} decided, as a second worker, that the team may come unasked "
    "{attempts} times more, up to and including {until}.",
    ConsultationConfirmed: "{who} thought along, as a second professional, about urging the "
    "resident to accept help. The reason: {ground}.",
    PressureSet: "{who} urges the resident to accept help, after consulting another professional. "
    "The reason: {ground}. The resident is told by letter that taking part is voluntary, and what "
    "happens if she does not: {consequences}. On {review_on} it is decided again whether this is "
    "still needed.",
    PressureEnded: "{who} no longer urges the resident to accept help.",
    MeldcodeStepTaken: "{who} took a step of the meldcode for domestic violence and child abuse: "
    "{step}.{acute: There is immediate danger.|}{consulted: That was with |}{consulted}"
    "{consulted:.|}{skipped: Nobody was spoken to. The reason: |}{skipped}{skipped:.|}{weighed: "
    "Answered yes: |}{weighed}{weighed:.|}{report: It is reported to Veilig Thuis.|}",
    VtReported: "{who} reported to Veilig Thuis that it may not be safe at home.",
    WithholdingLifted: "{who} wrote down that the resident can now see what was done for safety.",
    ConcernClassified: "{who} said how great the concern about the resident is: {level}. It rests "
    "on something new that became known.",
    ClassificationEndorsed: "{who} read along as a second worker about the concern, and comes to "
    "the same: {level}.",
    CaseContinued: "{who} goes on with the case. On {review_on} it is looked at again. The reason: "
    "{reason} What the resident thinks of it: {view}",
    EscalationDecided: "{who} asked for stronger measures by {to}. The reason: {grounds}. Tried or "
    "thought of first: {lighter}. What the resident thinks of it: {view} When it can become "
    "lighter again: {ends_when}",
}
CODES: Codes = {
    Initiative: {
        Initiative.RESIDENT: "the resident herself",
        Initiative.TEAM: "the team",
        Initiative.OTHER: "somebody else",
    },
    Character: {
        Character.VOLUNTARY: "voluntary",
        Character.URGED: "urged (drang)",
        Character.COERCED: "coerced (dwang), as somebody with that power decided",
    },
    OutreachGround: {
        OutreachGround.SELF_NEGLECT: "the resident may not be looking after herself",
        OutreachGround.CONFUSION: "the resident was confused",
        OutreachGround.NUISANCE: "there is a nuisance",
        OutreachGround.HOUSING_AT_RISK: "the resident may lose the home",
        OutreachGround.DEBT_WARNING: "there is a warning about debts",
        OutreachGround.CHILDREN: "there are worries about children",
    },
    PressureGround: {
        PressureGround.HOUSING_AT_RISK: "the resident may lose the home",
        PressureGround.CHILDREN: "there are worries about children",
        PressureGround.DANGER_TO_SELF: "the resident is in danger",
        PressureGround.DANGER_TO_OTHERS: "somebody else is in danger",
        PressureGround.DEBTS_GROW: "the debts grow",
    },
    Consequence: {
        Consequence.NOTHING: "nothing happens",
        Consequence.TEAM_STOPS: "the team stops helping",
        Consequence.EVICTION_GOES_ON: "the landlord goes on with the eviction",
        Consequence.ENERGY_CUT_OFF: "gas, electricity or water is cut off",
        Consequence.REPORT_TO_SAFE_AT_HOME: "the team reports it to Veilig Thuis",
    },
    EscalationGround: {
        EscalationGround.HELP_REFUSED: "the resident does not want help",
        EscalationGround.DANGER_GREW: "the danger grew",
        EscalationGround.NEW_FACTS: "something new became known",
        EscalationGround.LIGHTER_HELP_FAILED: "lighter help did not work",
        EscalationGround.CHILD_NOT_SAFE: "a child is not safe",
    },
    EscalatedTo: {
        EscalatedTo.SPECIALIST_TEAM: "a specialist team",
        EscalatedTo.SAFETY_HOUSE: "the Zorg- en Veiligheidshuis",
        EscalatedTo.CHILD_PROTECTION: "the Raad voor de Kinderbescherming",
        EscalatedTo.MAYOR: "the mayor",
    },
    LighterOption: {
        LighterOption.OWN_NETWORK: "help by family or neighbours",
        LighterOption.GENERAL_PROVISION: "help that is there for everybody",
        LighterOption.OTHER_WORKER: "another worker",
        LighterOption.HELP_IN_ANOTHER_FORM: "help in another form",
        LighterOption.WAITING: "waiting",
    },
    DecisionGround: {
        DecisionGround.HELP_REFUSED: "the resident does not want help",
        DecisionGround.NOT_NEEDED: "the help is not needed",
        DecisionGround.OWN_STRENGTH: "the resident can do it alone or with others",
        DecisionGround.OTHER_LAW: "the help falls under another law",
        DecisionGround.COMMON_PROVISION: "there is help for everybody",
        DecisionGround.NOT_RESIDENT_HERE: "the resident does not live in this municipality",
        DecisionGround.WMO_COOPERATION: "there is a duty to co-operate (Wmo 2.3.8(3))",
        DecisionGround.PARTICIPATION_COOPERATION: "there is a duty to co-operate (Pw 17(2))",
        DecisionGround.DEBT_COOPERATION: "there is a duty to co-operate (Wgs 7)",
    },
    ConcernLevel: {
        ConcernLevel.NONE: "no concern",
        ConcernLevel.LIGHT: "light concern",
        ConcernLevel.RAISED: "more concern",
        ConcernLevel.SERIOUS: "serious concern",
        ConcernLevel.ACUTE: "immediate danger",
    },
    MeldcodeStep: {
        MeldcodeStep.SIGNS: "step 1, writing down what is seen",
        MeldcodeStep.CONSULT: "step 2, consulting",
        MeldcodeStep.TALK: "step 3, talking with whom it concerns",
        MeldcodeStep.WEIGH: "step 4, weighing",
        MeldcodeStep.DECIDE: "step 5, deciding",
    },
    ConsultedWith: {
        ConsultedWith.COLLEAGUE: "a colleague",
        ConsultedWith.SAFE_AT_HOME: "Veilig Thuis",
        ConsultedWith.ATTENTION_OFFICER: "the aandachtsfunctionaris",
        ConsultedWith.EXPERT: "an expert",
    },
    SkipGround: {
        SkipGround.SAFETY_OF_A_CHILD: "the safety of a child",
        SkipGround.SAFETY_OF_THE_RESIDENT: "the safety of the resident",
        SkipGround.SAFETY_OF_THE_WORKER: "the safety of the worker",
    },
    Weighing: {
        Weighing.SUSPICION: "there is a suspicion",
        Weighing.UNSAFE: "it is unsafe, now or again and again",
        Weighing.CAN_HELP: "the team can help well",
        Weighing.HELP_ACCEPTED: "those whom it concerns want the help",
        Weighing.HELP_LEADS_TO_SAFETY: "the help makes it safe",
    },
    LimitCode: {
        LimitCode.RECIPIENTS: "how many others receive data within thirty days",
        LimitCode.OUTREACH_ATTEMPTS: "how often the team comes unasked",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "RecordContact": "be in contact with the resident",
    "RefuseHelp": "write down that the resident says no to help",
    "StartOutreach": "come unasked",
    "ExtendOutreach": "come unasked more often, or for longer",
    "ConfirmConsultation": "confirm that urging was talked over",
    "UsePressure": "urge the resident to accept help",
    "EndPressure": "urge no longer",
    "TakeMeldcodeStep": "take a step of the meldcode",
    "LiftWithholding": "show the resident what was done for safety",
    "ReportToSafeAtHome": "report to Veilig Thuis",
    "ClassifyConcern": "say how great the concern is",
    "EndorseClassification": "read along about how great the concern is",
    "ContinueCase": "go on with the case",
    "DecideEscalation": "ask for stronger measures",
}
REASONS: Mapping[str, str] = {
    Refusal.HELP_REFUSED: "The resident said no to help, and nothing new has happened.",
    Refusal.OUTREACH_NOT_DECIDED: "The resident did not ask for contact, and nobody decided that "
    "the team may come unasked.",
    Refusal.OUTREACH_ENDED: "The team came as often, or for as long, as was decided.",
    Refusal.LIMIT_EXCEEDED: "This is more often or longer than the rules allow.",
    Refusal.PRESSURE_NOT_DECIDED: "Nobody decided that the resident may be urged, or that decision "
    "is over.",
    Refusal.PRESSURE_NOT_TOLD: "The resident was not told yet that taking part is voluntary, and "
    "what really follows from not doing so.",
    Refusal.CONSULTATION_NOT_CONFIRMED: "The colleague who is said to have been consulted did not "
    "confirm it, or not lately.",
    Refusal.NO_POWER_TO_COERCE: "The neighbourhood team may coerce nobody. That takes a decision "
    "of "
    "somebody else, such as a court or the mayor.",
    Refusal.NO_SAFETY_GROUND: "No step of the meldcode was taken lately, or the team came as "
    "often since as it may, so safety is no reason now.",
    Refusal.REFUSAL_IS_NO_GROUND: "That the resident does not want help is no reason by itself.",
    Refusal.RESIDENT_VIEW_MISSING: "It does not say what the resident thinks of it.",
    Refusal.REASON_MISSING: "It gives no reason.",
    Refusal.NO_NEW_FACT: "Nothing new became known that makes this otherwise.",
    Refusal.MELDCODE_OUT_OF_ORDER: "This is not the next step of the meldcode.",
    Refusal.MELDCODE_SAYS_REPORT: "As it was weighed, this has to be reported.",
}
NEXT: Mapping[str, str] = {
    NextStep.LEAVE_IT_TO_THE_RESIDENT: "What can be done: wait until the resident asks herself, or "
    "until there is something new.",
    NextStep.DECIDE_ON_OUTREACH: "What can be done: first decide why, how often and until when the "
    "team comes unasked.",
    NextStep.STAY_WITHIN_THE_LIMIT: "What can be done: less often, or an earlier day.",
    NextStep.DECIDE_ON_PRESSURE: "What can be done: first decide with a colleague whether urging "
    "is "
    "needed. The resident is told of it then.",
    NextStep.WAIT_FOR_THE_LETTER: "What can be done: wait until the resident has the letter that "
    "says so, or see to it that it arrives.",
    NextStep.LET_THE_COLLEAGUE_CONFIRM: "What can be done: ask the colleague to confirm the "
    "consultation.",
    NextStep.BEGIN_THE_MELDCODE: "What can be done: take the next step of the meldcode, or begin "
    "with step 1.",
    NextStep.NAME_ANOTHER_GROUND: "What can be done: name another reason, if there is one.",
    NextStep.ASK_THE_RESIDENT: "What can be done: ask the resident what she thinks of it.",
    NextStep.GIVE_A_REASON: "What can be done: write down why.",
    NextStep.CITE_A_NEW_FACT: "What can be done: name what is new, if anything is.",
    NextStep.TAKE_THE_STEP_BEFORE: "What can be done: take the steps of the meldcode in order.",
    NextStep.REPORT_IT: "What can be done: report it to Veilig Thuis, or weigh it again.",
}
