"""Why something is not allowed, and what can be done now."""

from domain.refusal import NextStep, Refusal
from projections.narrative.en import awareness, contact, disclosure, permission, statements
from projections.narrative.en.register import NEXT, REASONS
from projections.narrative.speech import Codes

REFUSALS: Codes = {
    Refusal: {
        Refusal.CASE_CLOSED: "The case is closed.",
        Refusal.CASE_NOT_OPEN: "The case has not been opened yet.",
        Refusal.CASE_ALREADY_OPEN: "The case is open already.",
        Refusal.OTHER_RESIDENT: "This case is another resident's.",
        Refusal.RESIDENT_NOT_INFORMED: "The resident does not know yet that something is written "
        "down about them.",
        Refusal.QUESTION_NOT_CLARIFIED: "The question has not been talked over with the resident "
        "yet.",
        Refusal.NOT_NECESSARY: "This topic is not needed for the resident's question.",
        Refusal.NO_HELP_AGREEMENT: "The resident has not said yes to the help, or does not want it "
        "any more.",
        Refusal.NO_PLAN: "There is no plan with the resident yet.",
        Refusal.NOT_PERMITTED: "The resident gave no permission for this, or it no longer holds.",
        Refusal.FUNCTION_NOT_HELD: "The worker does not hold this function on that day.",
        Refusal.MANDATE_OF_ANOTHER: "This mandate (right to decide) is another function's.",
        Refusal.MANDATE_ENDED: "The mandate (right to decide) does not hold on that day.",
        Refusal.MANDATE_NOT_FOR_THIS: "The mandate (right to decide) is not for this help.",
        Refusal.MANDATE_EXCEEDED: "The amount is higher than the worker may decide on alone.",
        Refusal.MANDATE_NOT_CONSENTED: "Not everybody who must has agreed to this mandate (right "
        "to decide) yet.",
        Refusal.MANDATE_YEAR_EXCEEDED: "Together with what was decided this year, the amount is "
        "higher than the worker may decide on alone.",
        Refusal.MANDATE_TOO_LONG: "The help lasts longer than the worker may decide on alone.",
        Refusal.SECOND_PERSON_MISSING: "A second worker should look along or sign too, and that "
        "has not happened.",
        Refusal.CONFLICT_OF_INTEREST: "The worker would decide about their own employer.",
        Refusal.SUB_MANDATE_NOT_ALLOWED: "This mandate (right to decide) may not be passed on.",
        Refusal.SUB_MANDATE_TOO_WIDE: "This goes further than the mandate (right to decide) that "
        "it comes out of.",
        Refusal.ESCALATION_UNFIT: "Whoever would get the application may not decide it.",
        Refusal.AGREEMENT_ENDED: "This agreement about the case is over.",
        Refusal.BUDGET_EXCEEDED: "There is not enough money left in this budget.",
        Refusal.BUDGET_OF_ANOTHER: "This budget is another team's or another quarter's.",
        Refusal.ALREADY_DONE: "This had been done already.",
        Refusal.NOT_DECIDED: "There is no decision yet.",
        Refusal.APPLICATION_OPEN: "An application still waits for a decision.",
        Refusal.LEGAL_HOLD: "A complaint, an objection or an inquiry about this case is still "
        "going on. For as long as that, nothing may be destroyed.",
        Refusal.COORDINATOR_ALREADY: "Somebody keeps the overview of this case already.",
        Refusal.COORDINATOR_NOT_INVOLVED: (
            "Whoever is to keep the overview is not in the team of this "
            "case and takes no part in it."
        ),
        Refusal.NOT_YOURS: "This is another organisation's.",
        Refusal.NOT_AUTHORISED: "This function may not do this.",
        Refusal.TEAM_ENDED: "This team is no more on that day.",
        Refusal.TEAM_STANDS: "This team still exists: then the case stays there.",
        Refusal.NOT_THAT_TEAM: "The case belongs to another team.",
        Refusal.LOGIN_TAKEN: "Another worker is known by this login already.",
        Refusal.SIGNATURE_NEEDED: "This worker signs every decision. There is no signature.",
        Refusal.SIGNATURE_WRONG: "The signature under this decision is not right.",
        Refusal.NOT_COORDINATOR: "Another worker keeps the overview of this case.",
        Refusal.NOT_INVOLVED: "The worker's team does not help in this case, and the worker takes "
        "no part in it.",
        Refusal.OWN_CASE: "It is about the worker, or about somebody close to the worker.",
        Refusal.RESTRICTED_CASE: "This case is shut to all but a few.",
        **REASONS,
        **disclosure.REASONS,
        **statements.REASONS,
        **awareness.REASONS,
        **permission.REASONS,
        **contact.REASONS,
        Refusal.CONFIGURATION_BELOW_FLOOR: "The law does not allow this. Shorter is allowed, "
        "longer or less is not.",
        Refusal.LAW_NOT_IN_SCOPE: "The teams of this municipality do not work under this law.",
        Refusal.NOT_IN_USE: "This is not how this municipality works.",
        Refusal.STEP_MISSING: "In this municipality something goes before a plan, and it has not "
        "been done yet.",
        Refusal.BASIS_NOT_IN_FORCE: "This legal basis is not in force on that day.",
        Refusal.BASIS_NOT_FOR_THIS: "This legal basis is not for this purpose.",
        Refusal.TERM_NOT_EXTENDABLE: "This term cannot be made longer.",
        Refusal.TERM_ENDED: "This term is over already.",
        Refusal.EXTENSION_TOO_LONG: "That is too long to put it off.",
        Refusal.EXTENSION_NOT_AGREED: "The resident does not agree that the investigation "
        "takes longer.",
    },
    NextStep: {
        NextStep.REPORT_ANEW: "What can be done now: report the question anew.",
        NextStep.OPEN_THE_CASE: "What can be done now: open the case first.",
        NextStep.USE_THE_OPEN_CASE: "What can be done now: go on in the case that is open.",
        NextStep.CHECK_THE_RESIDENT: "What can be done now: check which resident it is about.",
        NextStep.INFORM_THE_RESIDENT: "What can be done now: first tell the resident what is "
        "written down.",
        NextStep.CLARIFY_THE_QUESTION: "What can be done now: first talk with the resident about "
        "what the question is.",
        NextStep.ASK_ONLY_WHAT_IS_NEEDED: "What can be done now: write down only what is needed. "
        "Or widen the question together with the resident.",
        NextStep.AGREE_ON_HELP: "What can be done now: agree on the help together, only if the "
        "resident asks for it.",
        NextStep.AGREE_ON_A_PLAN: "What can be done now: make a plan with the resident.",
        NextStep.ASK_PERMISSION: "What can be done now: ask the resident for permission.",
        NextStep.ASK_THE_HOLDER: "What can be done now: ask whoever does decide on this.",
        NextStep.ASK_FOR_A_MANDATE: "What can be done now: let somebody with the right mandate "
        "decide.",
        NextStep.ESCALATE_ONCE: "What can be done now: bring the application once to whoever may "
        "decide it.",
        NextStep.ASK_FOR_CONSENT: "What can be done now: wait until everybody agrees to the "
        "mandate.",
        NextStep.ASK_A_SECOND_PERSON: "What can be done now: first let a colleague look along or "
        "sign too.",
        NextStep.STAY_WITHIN_THE_MANDATE: "What can be done now: pass on no more than one's own "
        "mandate.",
        NextStep.AGREE_ANEW: "What can be done now: make a new agreement together.",
        NextStep.ASK_FOR_BUDGET: "What can be done now: ask the budget holder for more budget.",
        NextStep.USE_OWN_BUDGET: "What can be done now: use the budget of the own team and of this "
        "quarter.",
        NextStep.LOOK_IT_UP: "What can be done now: look up what is there already.",
        NextStep.DECIDE_FIRST: "What can be done now: take a decision first.",
        NextStep.DECIDE_OR_WITHDRAW: "What can be done now: first decide on the application. Or "
        "the resident withdraws it.",
        NextStep.WAIT_FOR_THE_HOLD: "What can be done now: wait until the complaint, the objection "
        "or the inquiry is over.",
        NextStep.HAND_OVER: "What can be done now: hand the case over.",
        NextStep.CHOOSE_FROM_THE_TEAM: (
            "What can be done now: choose somebody of the team, or who takes part in the case."
        ),
        NextStep.ASK_THE_ADMINISTRATOR: "What can be done now: ask the administrator.",
        NextStep.USE_THE_NEW_TEAM: "What can be done now: choose the team that took its place.",
        NextStep.SIGN_IT: "What can be done now: sign the decision with one's own key.",
        NextStep.ASK_THE_TEAM: "What can be done now: ask the team that helps in this case.",
        NextStep.LET_A_COLLEAGUE: "What can be done now: let a colleague do it.",
        NextStep.ASK_WHO_RESTRICTED: "What can be done now: ask the team leader or the privacy "
        "officer.",
        **NEXT,
        **disclosure.NEXT,
        **statements.NEXT,
        **awareness.NEXT,
        **permission.NEXT,
        **contact.NEXT,
        NextStep.KEEP_TO_THE_LAW: "What can be done now: take the term of the law, or a "
        "shorter one.",
        NextStep.CHOOSE_ANOTHER_BASIS: "What can be done now: choose a legal basis that does hold.",
        NextStep.DECIDE_NOW: "What can be done now: decide as soon as possible.",
        NextStep.NAME_AN_EARLIER_DAY: "What can be done now: name an earlier day.",
        NextStep.AGREE_WITH_THE_RESIDENT: "What can be done now: finish the investigation in "
        "time, or agree on it with the resident first.",
        NextStep.TAKE_THE_STEP: "What can be done now: first do what goes before a plan in this "
        "municipality.",
    },
}
