"""Waarom iets niet mag, en wat nu wel kan."""

from domain.refusal import NextStep, Refusal
from projections.narrative.nl import awareness, contact, disclosure, permission, statements
from projections.narrative.nl.register import NEXT, REASONS
from projections.narrative.speech import Codes

REFUSALS: Codes = {
    Refusal: {
        Refusal.CASE_CLOSED: "De zaak is gesloten.",
        Refusal.CASE_NOT_OPEN: "De zaak is nog niet geopend.",
        Refusal.CASE_ALREADY_OPEN: "De zaak is al open.",
        Refusal.OTHER_RESIDENT: "Deze zaak is van een andere inwoner.",
        Refusal.RESIDENT_NOT_INFORMED: "De inwoner weet nog niet dat er iets over hem of "
        "haar wordt opgeschreven.",
        Refusal.QUESTION_NOT_CLARIFIED: "De vraag is nog niet met de inwoner besproken.",
        Refusal.NOT_NECESSARY: "Dit onderwerp is niet nodig voor de vraag van de inwoner.",
        Refusal.NO_HELP_AGREEMENT: "De inwoner heeft geen ja gezegd tegen de hulp, of wil die niet "
        "meer.",
        Refusal.NO_PLAN: "Er is nog geen plan met de inwoner.",
        Refusal.NOT_PERMITTED: "De inwoner gaf hiervoor geen toestemming, of die geldt niet meer.",
        Refusal.FUNCTION_NOT_HELD: "De medewerker heeft deze functie op die dag niet.",
        Refusal.MANDATE_OF_ANOTHER: "Dit mandaat (recht om te beslissen) is van een andere "
        "functie.",
        Refusal.MANDATE_ENDED: "Het mandaat (recht om te beslissen) geldt op die dag niet.",
        Refusal.MANDATE_NOT_FOR_THIS: "Het mandaat (recht om te beslissen) is niet voor deze hulp.",
        Refusal.MANDATE_EXCEEDED: "Het bedrag is hoger dan de medewerker zelf mag beslissen.",
        Refusal.MANDATE_NOT_CONSENTED: "Met dit mandaat (recht om te beslissen) is nog niet "
        "iedereen akkoord.",
        Refusal.MANDATE_YEAR_EXCEEDED: "Samen met wat dit jaar al is besloten is het bedrag hoger "
        "dan de medewerker zelf mag beslissen.",
        Refusal.MANDATE_TOO_LONG: "De hulp duurt langer dan de medewerker zelf mag beslissen.",
        Refusal.SECOND_PERSON_MISSING: "Hierbij hoort een tweede medewerker mee te kijken of mee "
        "te tekenen, en dat is niet gebeurd.",
        Refusal.CONFLICT_OF_INTEREST: "De medewerker beslist hiermee over de eigen werkgever.",
        Refusal.SUB_MANDATE_NOT_ALLOWED: "Dit mandaat (recht om te beslissen) mag niet worden "
        "doorgegeven.",
        Refusal.SUB_MANDATE_TOO_WIDE: "Dit gaat verder dan het mandaat (recht om te beslissen) "
        "waar het uit komt.",
        Refusal.ESCALATION_UNFIT: "Wie de aanvraag zou krijgen, mag er niet over beslissen.",
        Refusal.AGREEMENT_ENDED: "Deze afspraak over de zaak is voorbij.",
        Refusal.BUDGET_EXCEEDED: "Er is niet genoeg geld over in dit budget.",
        Refusal.BUDGET_OF_ANOTHER: "Dit budget is van een ander team of van een ander kwartaal.",
        Refusal.ALREADY_DONE: "Dit was al gedaan.",
        Refusal.NOT_DECIDED: "Er is nog geen besluit.",
        Refusal.APPLICATION_OPEN: "Er wacht nog een aanvraag op een besluit.",
        Refusal.LEGAL_HOLD: "Er loopt nog een klacht, een bezwaar of een onderzoek over deze zaak. "
        "Zolang mag er niets vernietigd worden.",
        Refusal.COORDINATOR_ALREADY: "Er is al een vaste medewerker voor deze zaak.",
        Refusal.COORDINATOR_NOT_INVOLVED: (
            "Wie de vaste medewerker moet worden, werkt niet in het team van deze "
            "zaak en doet er niet aan mee."
        ),
        Refusal.NOT_YOURS: "Dit is van een andere organisatie.",
        Refusal.NOT_AUTHORISED: "Deze functie mag dit niet.",
        Refusal.TEAM_ENDED: "Dit wijkteam bestaat op die dag niet meer.",
        Refusal.TEAM_STANDS: "Dit wijkteam bestaat nog: dan blijft de zaak daar.",
        Refusal.NOT_THAT_TEAM: "De zaak hoort bij een ander wijkteam.",
        Refusal.LOGIN_TAKEN: "Met deze inlog is al een andere medewerker bekend.",
        Refusal.SIGNATURE_NEEDED: "Deze medewerker zet een handtekening onder elk besluit. "
        "Die is er niet.",
        Refusal.SIGNATURE_WRONG: "De handtekening onder dit besluit klopt niet.",
        Refusal.NOT_COORDINATOR: "Een andere medewerker is de vaste medewerker voor deze zaak.",
        Refusal.NOT_INVOLVED: "Het team van deze medewerker helpt niet in deze zaak, en de "
        "medewerker doet er niet aan mee.",
        Refusal.OWN_CASE: "Het gaat over de medewerker zelf, of over iemand die dichtbij staat.",
        Refusal.RESTRICTED_CASE: "Deze zaak is voor bijna iedereen afgesloten.",
        **REASONS,
        **disclosure.REASONS,
        **statements.REASONS,
        **awareness.REASONS,
        **permission.REASONS,
        **contact.REASONS,
        Refusal.CONFIGURATION_BELOW_FLOOR: "De wet laat dit niet toe. Korter mag, langer of "
        "minder niet.",
        Refusal.LAW_NOT_IN_SCOPE: "De wijkteams van deze gemeente werken niet met deze wet.",
        Refusal.NOT_IN_USE: "Zo werkt deze gemeente niet.",
        Refusal.STEP_MISSING: "In deze gemeente gaat er iets aan een plan vooraf, en dat "
        "is nog niet gedaan.",
        Refusal.BASIS_NOT_IN_FORCE: "Deze wettelijke grond geldt op die dag niet.",
        Refusal.BASIS_NOT_FOR_THIS: "Deze wettelijke grond is niet voor dit doel.",
        Refusal.TERM_NOT_EXTENDABLE: "Deze termijn kan niet langer worden.",
        Refusal.TERM_ENDED: "Deze termijn is al voorbij.",
        Refusal.EXTENSION_TOO_LONG: "Zo lang uitstel mag niet.",
        Refusal.EXTENSION_NOT_AGREED: "De inwoner vindt het niet goed dat het onderzoek "
        "langer duurt.",
    },
    NextStep: {
        NextStep.REPORT_ANEW: "Wat nu kan: de vraag opnieuw melden.",
        NextStep.OPEN_THE_CASE: "Wat nu kan: eerst de zaak openen.",
        NextStep.USE_THE_OPEN_CASE: "Wat nu kan: verder werken in de zaak die al open is.",
        NextStep.CHECK_THE_RESIDENT: "Wat nu kan: nagaan om welke inwoner het gaat.",
        NextStep.INFORM_THE_RESIDENT: "Wat nu kan: de inwoner eerst vertellen wat er wordt "
        "opgeschreven.",
        NextStep.CLARIFY_THE_QUESTION: "Wat nu kan: eerst met de inwoner bespreken wat de vraag "
        "is.",
        NextStep.ASK_ONLY_WHAT_IS_NEEDED: "Wat nu kan: alleen opschrijven wat nodig is. Of samen "
        "met de inwoner de vraag breder maken.",
        NextStep.AGREE_ON_HELP: "Wat nu kan: samen de hulp afspreken, alleen als de inwoner "
        "daar zelf om vraagt.",
        NextStep.AGREE_ON_A_PLAN: "Wat nu kan: met de inwoner een plan maken.",
        NextStep.ASK_PERMISSION: "Wat nu kan: de inwoner om toestemming vragen.",
        NextStep.ASK_THE_HOLDER: "Wat nu kan: het vragen aan wie hier wel over gaat.",
        NextStep.ASK_FOR_A_MANDATE: "Wat nu kan: het laten beslissen door iemand met het juiste "
        "mandaat.",
        NextStep.ESCALATE_ONCE: "Wat nu kan: de aanvraag één keer voorleggen aan wie wel mag "
        "beslissen.",
        NextStep.ASK_FOR_CONSENT: "Wat nu kan: wachten tot iedereen akkoord is met het mandaat.",
        NextStep.ASK_A_SECOND_PERSON: "Wat nu kan: eerst een collega laten meekijken of "
        "meetekenen.",
        NextStep.STAY_WITHIN_THE_MANDATE: "Wat nu kan: niet meer doorgeven dan het eigen mandaat.",
        NextStep.AGREE_ANEW: "Wat nu kan: samen een nieuwe afspraak maken.",
        NextStep.ASK_FOR_BUDGET: "Wat nu kan: meer budget vragen aan de budgethouder.",
        NextStep.USE_OWN_BUDGET: "Wat nu kan: het budget van het eigen team en dit kwartaal "
        "gebruiken.",
        NextStep.LOOK_IT_UP: "Wat nu kan: opzoeken wat er al staat.",
        NextStep.DECIDE_FIRST: "Wat nu kan: eerst een besluit nemen.",
        NextStep.DECIDE_OR_WITHDRAW: "Wat nu kan: eerst beslissen over de aanvraag. Of de inwoner "
        "trekt die in.",
        NextStep.WAIT_FOR_THE_HOLD: "Wat nu kan: wachten tot de klacht, het bezwaar of het "
        "onderzoek klaar is.",
        NextStep.HAND_OVER: "Wat nu kan: de zaak overdragen.",
        NextStep.CHOOSE_FROM_THE_TEAM: (
            "Wat nu kan: iemand kiezen die in het team werkt of aan de zaak meedoet."
        ),
        NextStep.ASK_THE_ADMINISTRATOR: "Wat nu kan: het vragen aan de beheerder.",
        NextStep.USE_THE_NEW_TEAM: "Wat nu kan: het wijkteam kiezen dat ervoor in de plaats kwam.",
        NextStep.SIGN_IT: "Wat nu kan: het besluit met de eigen sleutel ondertekenen.",
        NextStep.ASK_THE_TEAM: "Wat nu kan: het vragen aan het team dat in deze zaak helpt.",
        NextStep.LET_A_COLLEAGUE: "Wat nu kan: het laten doen door een collega.",
        NextStep.ASK_WHO_RESTRICTED: "Wat nu kan: het vragen aan de teamleider of aan de "
        "toezichthouder op privacy.",
        **NEXT,
        **disclosure.NEXT,
        **statements.NEXT,
        **awareness.NEXT,
        **permission.NEXT,
        **contact.NEXT,
        NextStep.KEEP_TO_THE_LAW: "Wat nu kan: de termijn van de wet nemen, of een kortere.",
        NextStep.CHOOSE_ANOTHER_BASIS: "Wat nu kan: een wettelijke grond kiezen die wel geldt.",
        NextStep.DECIDE_NOW: "Wat nu kan: zo snel mogelijk beslissen.",
        NextStep.NAME_AN_EARLIER_DAY: "Wat nu kan: een eerdere dag noemen.",
        NextStep.AGREE_WITH_THE_RESIDENT: "Wat nu kan: het onderzoek op tijd afmaken, of het "
        "eerst met de inwoner afspreken.",
        NextStep.TAKE_THE_STEP: "Wat nu kan: eerst doen wat in deze gemeente aan een plan "
        "voorafgaat.",
    },
}
