"""Termijnen en wat een gemeente zelf regelt: in zinnen en in gewone woorden."""

from collections.abc import Mapping

from domain.codes import ProviderModel, Step, SuspensionGround, TermCode, TermUnit
from domain.fact import Event
from domain.facts.configuration import ConfigurationPublished
from domain.facts.statutory_term import (
    StatutoryTermCompleted,
    StatutoryTermExtended,
    StatutoryTermStarted,
)
from domain.facts.term import (
    DecisionTermAdopted,
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermsAdopted,
    TermSuspended,
)
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    ConfigurationPublished: "{organisation} maakte bekend hoe zij werkt (versie {version}, vanaf "
    "{since}). De wijkteams werken met {laws}. Voor het volgende geldt een eigen termijn: "
    "{terms}. Bekendgemaakt als {publication}.",
    TermsAdopted: "Voor de inwoner gelden termijnen die de gemeente zelf koos. Zij zijn niet "
    "langer dan de wet toestaat. Het gaat om: {terms}.",
    DecisionTermAdopted: "Voor {term} neemt de gemeente {length} {unit}.",
    StatutoryTermStarted: "Er kwam iets binnen waarvoor een termijn geldt: {term}. De tijd telt "
    "vanaf {since}.",
    StatutoryTermCompleted: "Er is gedaan wat binnen de termijn moest: {term}.",
    StatutoryTermExtended: "{who} liet de inwoner weten dat dit langer duurt: {term}. Het duurt "
    "tot en met {until}.",
    TermSuspended: "{who} zette de tijd om te beslissen stil. De reden: {ground}.",
    TermResumed: "De tijd om te beslissen loopt weer.",
    TermExtended: "{who} liet de inwoner weten dat het besluit later komt: uiterlijk op {until}.",
    InvestigationExtensionAgreed: "De inwoner vindt het goed dat het onderzoek langer duurt, tot "
    "en met {until}. Dat is {channel} afgesproken.",
}
CODES: Codes = {
    ProviderModel: {
        ProviderModel.MUNICIPAL: "van de gemeente zelf",
        ProviderModel.FOUNDATION: "van een eigen stichting",
        ProviderModel.PROVIDERS: "van zorgaanbieders en welzijn",
    },
    Step: {
        Step.QUESTION_CLARIFIED: "de vraag bespreken met de inwoner",
        Step.RESIDENT_INFORMED: "de inwoner vertellen wat er wordt opgeschreven",
        Step.CLIENT_SUPPORT_OFFERED: "onafhankelijke hulp aanbieden",
        Step.COORDINATOR_ASSIGNED: "een regisseur aanwijzen",
    },
    TermCode: {
        TermCode.RECEIPT: "bevestigen dat de vraag binnen is",
        TermCode.PERSONAL_PLAN: "een eigen plan inleveren",
        TermCode.INVESTIGATION: "het onderzoek",
        TermCode.WMO_DECISION: "beslissen op een aanvraag voor de Wmo",
        TermCode.NOTIFICATION_TO_DECISION: "van de vraag tot het besluit",
        TermCode.URGENT_HELP: "hulp als het niet kan wachten",
        TermCode.NOTICE: "de inwoner vertellen dat er iets is opgeschreven",
        TermCode.RIGHTS_ANSWER: "antwoord op een vraag over eigen gegevens",
        TermCode.BREACH_REPORT: "een datalek melden",
        TermCode.DEBT_FIRST_TALK: "het eerste gesprek over schulden",
        TermCode.DEBT_THREAT_TALK: "het eerste gesprek over schulden als het dringend is",
        TermCode.DEBT_DECISION: "beslissen over hulp bij schulden",
        TermCode.PARTICIPATION_DECISION: "beslissen op een aanvraag voor bijstand",
        TermCode.ADVANCE_PAYMENT: "een voorschot op de bijstand",
        TermCode.SEARCH_PERIOD: "de zoektijd voor jongeren",
        TermCode.YOUTH_PLAN: "een plan voor jeugdhulp",
        TermCode.YOUTH_PLAN_WRITTEN: "het plan voor jeugdhulp op papier",
        TermCode.YOUTH_DECISION: "beslissen op een aanvraag voor jeugdhulp",
        TermCode.OBJECTION: "bezwaar maken",
        TermCode.OBJECTION_DECISION: "beslissen op een bezwaar",
        TermCode.OBJECTION_DECISION_COMMITTEE: "beslissen op een bezwaar met een commissie",
        TermCode.APPEAL: "naar de rechter gaan",
        TermCode.PENALTY_BEGINS: "alsnog beslissen voordat de gemeente moet betalen",
        TermCode.PENALTY_RUNS: "de dagen waarover de gemeente moet betalen",
        TermCode.COMPLAINT: "een klacht afhandelen",
        TermCode.COMPLAINT_COMMITTEE: "een klacht afhandelen met een commissie",
        TermCode.OMBUDSMAN_PETITION: "naar de ombudsman gaan",
        TermCode.SAFETY_DECISION: "beslissen wat er moet gebeuren als het thuis niet veilig is",
        TermCode.SAFETY_ASSESSMENT: "de eerste beoordeling door Veilig Thuis",
        TermCode.SAFETY_INVESTIGATION: "het onderzoek van Veilig Thuis",
        TermCode.SAFETY_NOTICE: "het bericht van Veilig Thuis aan wie het betreft",
        TermCode.RETURN_MESSAGE: "antwoord op een bericht van de aanbieder",
        TermCode.START_MESSAGE: "melden dat hulp begon of stopte",
        TermCode.ALLOCATION_ANSWER: "antwoord op een verzoek van de aanbieder",
        TermCode.CONTRIBUTION_REPORT: "doorgeven aan het CAK",
        TermCode.CONTRIBUTION_REPORT_BUDGET: "een persoonsgebonden budget doorgeven aan het CAK",
        TermCode.BUDGET_CLAIM: "betalen uit het persoonsgebonden budget",
        TermCode.DESTRUCTION_REQUEST: "gegevens vernietigen als de inwoner dat vraagt",
        TermCode.WITHDRAWN_APPLICATION: "gegevens van een ingetrokken aanvraag vernietigen",
        TermCode.WMO_RETENTION: "gegevens van de Wmo bewaren",
        TermCode.YOUTH_RETENTION: "een jeugddossier bewaren",
        TermCode.RISK_SIGNAL: "een signaal in de verwijsindex bewaren",
        TermCode.RISK_SIGNAL_ARCHIVE: "een oud signaal uit de verwijsindex bewaren",
        TermCode.REVIEW: "samen opnieuw naar de hulp kijken",
        TermCode.POSTPONED_NOTICE: "opnieuw bekijken of de inwoner het nu mag weten",
        TermCode.MENTAL_HEALTH_ANSWER: "antwoord op een melding over geestelijke gezondheid",
        TermCode.CLARIFY_AFTER_URGENT: "na dringende hulp de vraag bespreken",
        TermCode.ACUTE_SHARING: "beoordelen of er acuut gevaar was toen er gegevens weggingen",
        TermCode.BREAK_GLASS_REVIEW: "beoordelen of een dossier in nood open mocht",
        TermCode.BREAK_GLASS: "een dossier in nood open hebben",
        TermCode.STRUCK_LINE: "wat de inwoner schrapte vernietigen",
        TermCode.WORK_NOTE: "een eigen aantekening bewaren",
        TermCode.ACKNOWLEDGEMENT: "laten weten wat er met een verbetering is gedaan",
        TermCode.HYPOTHESIS: "een vermoeden laten staan",
        TermCode.PRESSURE_REVIEW: "opnieuw beslissen of aandringen op hulp nog nodig is",
        TermCode.OUTREACH: "ongevraagd contact zoeken",
        TermCode.CASE_REVIEW: "de zaak sluiten, of met de inwoner beslissen om door te gaan",
        TermCode.CASE_REVIEW_LEADER: "erop letten dat de zaak sluit, of dat er een reden is om "
        "door te gaan",
        TermCode.SAFETY_CONTACT: "contact zoeken omdat het niet veilig is",
        TermCode.INACTIVITY: "iets doen in een zaak waarin lang niets gebeurde, of die sluiten",
        TermCode.INACTIVITY_LEADER: "erop letten dat een zaak waarin lang niets gebeurde niet "
        "open blijft",
    },
    TermUnit: {
        TermUnit.HOURS: "uur",
        TermUnit.DAYS: "dagen",
        TermUnit.WORKING_DAYS: "werkdagen",
        TermUnit.WEEKS: "weken",
        TermUnit.MONTHS: "maanden",
        TermUnit.YEARS: "jaar",
    },
    SuspensionGround: {
        SuspensionGround.APPLICATION_INCOMPLETE: "er ontbreekt nog iets bij de aanvraag",
        SuspensionGround.APPLICANT_AGREED: "de inwoner vindt uitstel goed",
        SuspensionGround.APPLICANT_CAUSED: "het wachten ligt aan de inwoner",
        SuspensionGround.FORCE_MAJEURE: "het kan nu echt niet, door overmacht",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "PublishConfiguration": "bekendmaken hoe de gemeente werkt",
    "SuspendTerm": "de tijd om te beslissen stilzetten",
    "ResumeTerm": "de tijd om te beslissen weer laten lopen",
    "ExtendTerm": "later beslissen",
    "StartStatutoryTerm": "opschrijven dat een termijn begint",
    "CompleteStatutoryTerm": "opschrijven dat een termijn is gehaald",
    "ExtendStatutoryTerm": "langer over een antwoord doen",
    "ExtendInvestigation": "langer onderzoeken",
}
