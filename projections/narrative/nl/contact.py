"""Contact, nee zeggen, drang, de meldcode en de herbeoordeling: zinnen en gewone woorden."""

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
    ContactHeld: "{who} had contact met de inwoner, {channel}. Het initiatief kwam van "
    "{initiative}. De inwoner wilde dit contact {wanted:wel|niet}. Het was {character}"
    "{safety:, en nodig voor de veiligheid|}.{decision: Het besluit daarover: "
    "|}{decision}{decision:.|}",
    ContactAttempted: "{who} probeerde contact te krijgen met de inwoner, {channel}. Dat lukte "
    "niet. Het initiatief kwam van {initiative}. De inwoner had er {wanted:wel|niet} om "
    "gevraagd. Het was {character}{safety:, en nodig voor de veiligheid|}.{decision: Het besluit "
    "daarover: |}{decision}{decision:.|}",
    HelpRefused: "De inwoner zei {channel} nee tegen de hulp. Dat nee blijft gelden tot de inwoner "
    "zelf weer iets vraagt, of tot er iets nieuws is. Wat de inwoner zei: {words}",
    OutreachStarted: "{who} mag ongevraagd contact zoeken, hooguit {attempts} keer, tot en met "
    "{until}. De reden: {ground}.",
    OutreachExtended: "{who} besliste als tweede medewerker dat er nog {attempts} keer ongevraagd "
    "contact gezocht mag worden, tot en met {until}.",
    ConsultationConfirmed: "{who} dacht als tweede professional mee over aandringen op hulp bij de "
    "inwoner. De reden: {ground}.",
    PressureSet: "{who} dringt bij de inwoner aan op hulp, na overleg met een andere "
    "professional. De reden: {ground}. De inwoner hoort per brief dat meedoen vrijwillig is, en "
    "wat er gebeurt als de inwoner niet meedoet: {consequences}. Op {review_on} wordt opnieuw "
    "beslist of dit nog nodig is.",
    PressureEnded: "{who} dringt niet meer aan op hulp.",
    MeldcodeStepTaken: "{who} zette een stap van de meldcode voor huiselijk geweld en "
    "kindermishandeling: {step}.{acute: Er is direct gevaar.|}{consulted: Dat was met |}"
    "{consulted}{consulted:.|}{skipped: Er is met niemand gesproken. De reden: |}{skipped}"
    "{skipped:.|}{weighed: Ja is het antwoord op: |}{weighed}{weighed:.|}{report: Het wordt gemeld "
    "bij Veilig Thuis.|}",
    VtReported: "{who} meldde bij Veilig Thuis dat het thuis misschien niet veilig is.",
    WithholdingLifted: "{who} schreef op dat de inwoner nu kan zien wat er "
    "voor de veiligheid is gedaan.",
    ConcernClassified: "{who} schatte in hoe groot de zorg om de inwoner is: {level}. Dat steunt "
    "op iets nieuws dat over de inwoner bekend werd.",
    ClassificationEndorsed: "{who} las als tweede medewerker mee over de zorg om de inwoner, en "
    "komt op hetzelfde uit: {level}.",
    CaseContinued: "{who} gaat door met de zaak. Op {review_on} wordt er opnieuw gekeken. De "
    "reden: {reason} Wat de inwoner ervan vindt: {view}",
    EscalationDecided: "{who} vroeg om zwaardere hulp van {to}. De reden: {grounds}. Eerst "
    "geprobeerd of bekeken: {lighter}. Wat de inwoner ervan vindt: {view} Wanneer het weer lichter "
    "kan: {ends_when}",
}
CODES: Codes = {
    Initiative: {
        Initiative.RESIDENT: "de inwoner zelf",
        Initiative.TEAM: "het team",
        Initiative.OTHER: "iemand anders",
    },
    Character: {
        Character.VOLUNTARY: "vrijwillig",
        Character.URGED: "drang (er is op aangedrongen)",
        Character.COERCED: "dwang (een ander met die macht besliste het)",
    },
    OutreachGround: {
        OutreachGround.SELF_NEGLECT: "de inwoner zorgt misschien niet goed voor zichzelf",
        OutreachGround.CONFUSION: "de inwoner was in de war",
        OutreachGround.NUISANCE: "er is overlast",
        OutreachGround.HOUSING_AT_RISK: "de inwoner kan de woning verliezen",
        OutreachGround.DEBT_WARNING: "er is een waarschuwing over schulden",
        OutreachGround.CHILDREN: "er zijn zorgen over kinderen",
    },
    PressureGround: {
        PressureGround.HOUSING_AT_RISK: "de inwoner kan de woning verliezen",
        PressureGround.CHILDREN: "er zijn zorgen over kinderen",
        PressureGround.DANGER_TO_SELF: "de inwoner is in gevaar",
        PressureGround.DANGER_TO_OTHERS: "iemand anders is in gevaar",
        PressureGround.DEBTS_GROW: "de schulden worden hoger",
    },
    Consequence: {
        Consequence.NOTHING: "er gebeurt niets",
        Consequence.TEAM_STOPS: "het team stopt met helpen",
        Consequence.EVICTION_GOES_ON: "de verhuurder gaat door met de ontruiming",
        Consequence.ENERGY_CUT_OFF: "gas, licht of water wordt afgesloten",
        Consequence.REPORT_TO_SAFE_AT_HOME: "het team meldt het bij Veilig Thuis",
    },
    EscalationGround: {
        EscalationGround.HELP_REFUSED: "de inwoner wil geen hulp",
        EscalationGround.DANGER_GREW: "het gevaar werd groter",
        EscalationGround.NEW_FACTS: "er werd iets nieuws bekend",
        EscalationGround.LIGHTER_HELP_FAILED: "lichtere hulp werkte niet",
        EscalationGround.CHILD_NOT_SAFE: "een kind is niet veilig",
    },
    EscalatedTo: {
        EscalatedTo.SPECIALIST_TEAM: "een gespecialiseerd team",
        EscalatedTo.SAFETY_HOUSE: "het Zorg- en Veiligheidshuis",
        EscalatedTo.CHILD_PROTECTION: "de Raad voor de Kinderbescherming",
        EscalatedTo.MAYOR: "de burgemeester",
    },
    LighterOption: {
        LighterOption.OWN_NETWORK: "hulp van familie of buren",
        LighterOption.GENERAL_PROVISION: "hulp die er voor iedereen is",
        LighterOption.OTHER_WORKER: "een andere medewerker",
        LighterOption.HELP_IN_ANOTHER_FORM: "hulp in een andere vorm",
        LighterOption.WAITING: "afwachten",
    },
    DecisionGround: {
        DecisionGround.HELP_REFUSED: "de inwoner wil geen hulp",
        DecisionGround.NOT_NEEDED: "de hulp is niet nodig",
        DecisionGround.OWN_STRENGTH: "de inwoner kan het zelf of met anderen",
        DecisionGround.OTHER_LAW: "de hulp valt onder een andere wet",
        DecisionGround.COMMON_PROVISION: "er is hulp die er voor iedereen is",
        DecisionGround.NOT_RESIDENT_HERE: "de inwoner woont niet in deze gemeente",
        DecisionGround.WMO_COOPERATION: "meewerken aan het onderzoek moet (Wmo 2.3.8 lid 3)",
        DecisionGround.PARTICIPATION_COOPERATION: "meewerken moet (Participatiewet 17 lid 2)",
        DecisionGround.DEBT_COOPERATION: "meewerken moet (Wgs 7)",
    },
    ConcernLevel: {
        ConcernLevel.NONE: "geen zorg",
        ConcernLevel.LIGHT: "lichte zorg",
        ConcernLevel.RAISED: "meer zorg",
        ConcernLevel.SERIOUS: "ernstige zorg",
        ConcernLevel.ACUTE: "direct gevaar",
    },
    MeldcodeStep: {
        MeldcodeStep.SIGNS: "stap 1, opschrijven wat er te zien is",
        MeldcodeStep.CONSULT: "stap 2, overleggen",
        MeldcodeStep.TALK: "stap 3, praten met wie het betreft",
        MeldcodeStep.WEIGH: "stap 4, afwegen",
        MeldcodeStep.DECIDE: "stap 5, beslissen",
    },
    ConsultedWith: {
        ConsultedWith.COLLEAGUE: "een collega",
        ConsultedWith.SAFE_AT_HOME: "Veilig Thuis",
        ConsultedWith.ATTENTION_OFFICER: "de aandachtsfunctionaris",
        ConsultedWith.EXPERT: "een deskundige",
    },
    SkipGround: {
        SkipGround.SAFETY_OF_A_CHILD: "de veiligheid van een kind",
        SkipGround.SAFETY_OF_THE_RESIDENT: "de veiligheid van de inwoner",
        SkipGround.SAFETY_OF_THE_WORKER: "de veiligheid van de medewerker",
    },
    Weighing: {
        Weighing.SUSPICION: "er is een vermoeden",
        Weighing.UNSAFE: "het is nu of steeds weer onveilig",
        Weighing.CAN_HELP: "het team kan goed helpen",
        Weighing.HELP_ACCEPTED: "wie het betreft, wil de hulp",
        Weighing.HELP_LEADS_TO_SAFETY: "de hulp maakt het veilig",
    },
    LimitCode: {
        LimitCode.RECIPIENTS: "hoeveel anderen in dertig dagen gegevens krijgen",
        LimitCode.OUTREACH_ATTEMPTS: "hoe vaak er ongevraagd contact gezocht wordt",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "RecordContact": "contact zoeken met de inwoner",
    "RefuseHelp": "opschrijven dat de inwoner nee zegt tegen de hulp",
    "StartOutreach": "ongevraagd contact gaan zoeken",
    "ExtendOutreach": "vaker of langer ongevraagd contact zoeken",
    "ConfirmConsultation": "bevestigen dat er over aandringen is overlegd",
    "UsePressure": "bij de inwoner aandringen op hulp",
    "EndPressure": "niet meer aandringen op hulp",
    "TakeMeldcodeStep": "een stap van de meldcode zetten",
    "LiftWithholding": "de inwoner laten zien wat er voor de veiligheid is gedaan",
    "ReportToSafeAtHome": "melden bij Veilig Thuis",
    "ClassifyConcern": "inschatten hoe groot de zorg is",
    "EndorseClassification": "meelezen hoe groot de zorg is",
    "ContinueCase": "doorgaan met de zaak",
    "DecideEscalation": "om zwaardere hulp vragen",
}
REASONS: Mapping[str, str] = {
    Refusal.HELP_REFUSED: "De inwoner zei nee tegen de hulp, en er is niets nieuws gebeurd.",
    Refusal.OUTREACH_NOT_DECIDED: "De inwoner vroeg niet om contact, en niemand besliste dat het "
    "ongevraagd mag.",
    Refusal.OUTREACH_ENDED: "Er is al zo vaak of zo lang contact gezocht als afgesproken was.",
    Refusal.LIMIT_EXCEEDED: "Dit is vaker of langer dan de regels toestaan.",
    Refusal.PRESSURE_NOT_DECIDED: "Niemand besloot dat op hulp aangedrongen mag worden, of dat "
    "besluit is voorbij.",
    Refusal.PRESSURE_NOT_TOLD: "De inwoner heeft nog niet gehoord dat meedoen vrijwillig is, en "
    "wat er echt gebeurt als die niet meedoet.",
    Refusal.CONSULTATION_NOT_CONFIRMED: "De collega met wie overlegd zou zijn, heeft dat niet "
    "bevestigd, of te lang geleden.",
    Refusal.NO_POWER_TO_COERCE: "Het wijkteam mag niemand dwingen. Dat kan alleen na een besluit "
    "van een ander, zoals de rechter of de burgemeester.",
    Refusal.NO_SAFETY_GROUND: "De laatste tijd is geen stap van de meldcode gezet, of er is "
    "sindsdien al zo vaak contact gezocht als mag, dus veiligheid is nu geen reden.",
    Refusal.REFUSAL_IS_NO_GROUND: "Dat de inwoner geen hulp wil, is op zichzelf geen reden.",
    Refusal.RESIDENT_VIEW_MISSING: "Er staat niet bij wat de inwoner ervan vindt.",
    Refusal.REASON_MISSING: "Er staat geen reden bij.",
    Refusal.NO_NEW_FACT: "Er is niets nieuws bekend geworden dat dit anders maakt.",
    Refusal.MELDCODE_OUT_OF_ORDER: "Dit is niet de volgende stap van de meldcode.",
    Refusal.MELDCODE_SAYS_REPORT: "Volgens de afweging moet dit gemeld worden.",
}
NEXT: Mapping[str, str] = {
    NextStep.LEAVE_IT_TO_THE_RESIDENT: "Wat nu kan: wachten tot de inwoner zelf iets vraagt, of "
    "tot er iets nieuws is.",
    NextStep.DECIDE_ON_OUTREACH: "Wat nu kan: eerst beslissen waarom, hoe vaak en tot wanneer er "
    "ongevraagd contact is.",
    NextStep.STAY_WITHIN_THE_LIMIT: "Wat nu kan: minder vaak, of een eerdere dag kiezen.",
    NextStep.DECIDE_ON_PRESSURE: "Wat nu kan: eerst met een collega beslissen of aandringen nodig "
    "is. De inwoner hoort dat dan.",
    NextStep.WAIT_FOR_THE_LETTER: "Wat nu kan: wachten tot de inwoner de brief heeft waarin dat "
    "staat, of zorgen dat die aankomt.",
    NextStep.LET_THE_COLLEAGUE_CONFIRM: "Wat nu kan: de collega vragen om het overleg zelf te "
    "bevestigen.",
    NextStep.BEGIN_THE_MELDCODE: "Wat nu kan: de volgende stap van de meldcode zetten, of met "
    "stap 1 beginnen.",
    NextStep.NAME_ANOTHER_GROUND: "Wat nu kan: een andere reden noemen, als die er is.",
    NextStep.ASK_THE_RESIDENT: "Wat nu kan: de inwoner vragen wat die ervan vindt.",
    NextStep.GIVE_A_REASON: "Wat nu kan: erbij schrijven waarom.",
    NextStep.CITE_A_NEW_FACT: "Wat nu kan: noemen wat er nieuw is, als er iets nieuw is.",
    NextStep.TAKE_THE_STEP_BEFORE: "Wat nu kan: de stappen van de meldcode op volgorde zetten.",
    NextStep.REPORT_IT: "Wat nu kan: het melden bij Veilig Thuis, of opnieuw afwegen.",
}
