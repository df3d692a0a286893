"""Mandaten, wie meetekent, en casusafspraken: de zinnen, en wat iemand wilde doen."""

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
    SubMandateGranted: "{granted_by:de|een} {granted_by} geeft {function:de functie|een} "
    "{function} een deel van het eigen recht om namens {organisation} {acts}: {kind}. Dat geldt "
    "voor {laws} en voor {provisions}, tot {limit} per keer, van {since} tot en met {until}. "
    "Bekendgemaakt als {publication}.",
    MandateConsented: "{who} is akkoord met het mandaat (recht om te beslissen) van "
    "{function:de|een} {function}, als {consent}.",
    DecisionEndorsed: "{who} keek mee bij wat er wordt besloten: {condition}. Het gaat om "
    "{outcome}, voor niet meer dan {amount}.",
    SpendingEndorsed: "{who} keek mee bij wat er wordt betaald: {condition}. Het gaat om niet meer "
    "dan {amount}.",
    CaseAgreementProposed: "{who} stelde een afspraak voor met iedereen die de inwoner helpt. Die "
    "geldt tot en met {until}. Het doel: {aim}",
    CaseAgreementBound: "{who} beloofde iets namens {organisation}, voor niet meer dan {amount}. "
    "{binding:Dat bindt haar|Dat is een goede bedoeling, want het mandaat "
    "(recht om te beslissen) ontbreekt}. De belofte: {promise}",
    CaseAgreementEnded: "{who} beëindigde de afspraak met iedereen die de inwoner helpt.",
}
ATTEMPTS: Mapping[str, str] = {
    "BindToCaseAgreement": "iets beloven in een afspraak over de zaak",
    "ConsentToMandate": "akkoord gaan met een mandaat (het recht om te beslissen)",
    "EndCaseAgreement": "een afspraak over de zaak beëindigen",
    "EndorseDecision": "meekijken bij een besluit",
    "EndorseSpending": "meekijken bij een betaling",
    "GrantSubMandate": "een mandaat doorgeven (het recht om te beslissen)",
    "ProposeCaseAgreement": "een afspraak over de zaak voorstellen",
}
