"""Wat er gebeurde: voor elk feit een zin, over de inwoner en over wie het deed."""

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
    # bij de voordeur
    ConsultHeld: "{who} hielp iemand {minutes} minuten met een vraag over {topic}. Er is geen naam "
    "opgeschreven.",
    SignalReceived: "{source} vertelde {team} iets over de inwoner ({urgency}): {content}",
    NotificationReceived: "De inwoner vroeg {team} {channel} om hulp ({urgency}): {question}",
    ReceiptConfirmed: "{who} liet de inwoner {channel} weten dat de vraag binnen is.",
    QuestionClarified: "{who} zocht {with_resident:samen met de inwoner|zonder de inwoner} uit wat "
    "de vraag is. Het gaat over {topics}. De vraag is: {question}",
    CaseNotOpened: "{who} begon geen zaak voor de inwoner. De reden: {reason}.",
    # wat de inwoner weet
    ResidentInformed: "{who} vertelde de inwoner {channel} in het {language} wat er wordt "
    "opgeschreven, wie dat ziet en hoe lang het blijft.",
    ClientSupportOffered: "{who} vertelde de inwoner {channel} over gratis hulp van een "
    "onafhankelijke cliëntondersteuner. Dat is iemand die niet voor de gemeente werkt.",
    ClientSupportAnswered: "De inwoner wil {wanted:wel|geen} hulp van een onafhankelijke "
    "cliëntondersteuner.",
    # de zaak
    CaseOpened: "{who} opende de zaak bij {team}. Die valt onder {laws}.",
    CoordinatorAssigned: "{who} wees een vaste medewerker van {team} aan. Die houdt het overzicht.",
    CoordinatorHandedOver: "De zaak is overgedragen. Een andere medewerker van {team} houdt nu het "
    "overzicht.",
    FindingRecorded: "{who} schreef iets op over {topic}: {finding}{outside: Waarom dat nodig is, "
    "ook al gaat de vraag er niet over: |}{outside}",
    CaseClosed: "{who} sloot de zaak. De reden: {reason}.",
    # afspraken
    PlanAgreed: "{who} maakte met de inwoner een plan. Op {review_on} kijken zij er samen opnieuw "
    "naar. Het plan: {goals}",
    # doorverwijzen
    ReferralMade: "{who} vroeg {organisation} om de inwoner te helpen. Wat nodig is: {need}",
    ReferralAccepted: "{organisation} gaat de inwoner helpen. De hulp begint op {starts_on}.",
    ReferralDeclined: "{organisation} kan de inwoner niet helpen. De reden: {reason}.",
    # aanvraag en besluit
    ApplicationReceived: "De inwoner vroeg {provision} aan bij {team}. Dat kost ongeveer {amount}. "
    "Dit valt onder {law}.",
    ApplicationWithdrawn: "De inwoner trok de aanvraag in.",
    DecisionEscalated: "{who} mag niet zelf beslissen over {amount}. Daarom ligt de aanvraag nu "
    "{function:bij de|bij een} {function}.",
    DecisionTaken: "{who} besliste namens {on_behalf_of} over de aanvraag voor {provision}: "
    "{outcome}. Het gaat om {amount}.{grounds: Waar het op steunt: |}{grounds}{grounds:.|} De "
    "reden: {reasons}",
    DecisionSent: "{who} stuurde het besluit {channel} naar de inwoner. Daarin staat ook hoe de "
    "inwoner bezwaar kan maken.",
    # geld
    YearBudgetSet: "{who} gaf {team} voor {year} een budget van {amount}. Het is {stream}.",
    QuarterAllotted: "{who} gaf {team} voor kwartaal {quarter} van {year} {amount} uit het "
    "jaarbudget.",
    BudgetReserved: "{who} zette {amount} opzij voor de inwoner.",
    ReservationReleased: "{who} zette {amount} niet langer opzij voor de inwoner.",
    BudgetSpent: "{who} betaalde {amount} voor de inwoner. Waarvoor: {reason}",
    SpendReversed: "{who} boekte {amount} terug. De betaling klopte niet, en blijft zichtbaar.",
    # wie wat mag
    MandateGranted: "{organisation} geeft {function:de functie|een} {function} het recht om namens "
    "haar {acts}: {kind}. Dat geldt voor {laws} en voor {provisions}, tot {limit} per keer, van "
    "{since} tot en met {until}. Bekendgemaakt als {publication}.",
    MandateRevoked: "{who} trok een mandaat in. Niemand mag er nog mee beslissen.",
    JournalOpened: "Het wijkboek van {organisation} begon, na besluit {publication} van de "
    "gemeente.{simulated: Dit is een oefening met verzonnen mensen.|}",
    OrganisationRegistered: "{organisation} doet mee, als {kind}.",
    TeamFormed: "{organisation} begon {team}.",
    FunctionEstablished: "{organisation} heeft een nieuwe functie: {role}.",
    FunctionAssigned: "Een medewerker is vanaf {since} {function}{team:, bij |}{team}.",
    FunctionEnded: "Een medewerker is vanaf {since} geen {function} meer.",
    # berichten
    MessageOrdered: "{who} liet {resident:de inwoner|een medewerker of organisatie} een bericht "
    "sturen, {channel}, in het {language}: {template}.",
    SendingStarted: "Om een bericht te versturen ({template}) zijn naam, adres en tekst geopend.",
    MessageDelivered: "Het bericht is verstuurd, {channel}: {template}.",
    MessageFailed: "Poging {attempt} om een bericht te versturen is mislukt ({template}): {reason}."
    "{for_good: Een medewerker moet dit nu zelf doen.| Het wordt nog eens geprobeerd.}",
    # wie er keek
    RecordRead: "{who} las in de zaak. Waarom dat mocht: {relation}. Wat te zien was: {parts}.",
    OwnRecordRead: "De {role} las dit dossier.",
    ListRead: "{who} keek in een lijst met {count} mensen of zaken.",
    GlassBroken: "{who} opende deze zaak in een noodgeval, voor hooguit een paar uur. De reden: "
    "{reason}. {told:De|Een} {told} kreeg daar meteen bericht van. De uitleg: {explanation}",
    BreakGlassReviewed: "{who} keek na of de zaak in een noodgeval geopend mocht worden: "
    "{verdict}. De uitleg: {findings}",
    # wie meedoet, en wie niet
    ParticipationStarted: "De {function} van {organisation} doet mee in deze zaak, als {role}, "
    "van {since} tot en met {until}. Op grond van: {basis}.",
    ParticipationEnded: "De {function} van {organisation} doet niet meer mee in deze zaak.",
    RestrictionSet: "{who} sloot deze zaak af, behalve voor: {functions}. De reden: {ground}.",
    RestrictionLifted: "{who} maakte deze zaak weer open voor het team.",
    TieDeclared: "Een medewerker {tie}. Die medewerker beslist niet over deze inwoner.",
    TieEnded: "Het is niet meer zo dat een medewerker {tie}.",
    InquiryOpened: "De {function} onderzoekt deze zaak, met kenmerk {reference}, en mag die lezen "
    "tot en met {until}.",
    InquiryClosed: "{who} sloot een onderzoek. Er wordt niets meer voor gelezen.",
    # wie in dienst heeft, betaalt en aanstuurt
    WorkerEmployed: "Een medewerker is vanaf {since} in dienst bij {organisation}.",
    EmploymentEnded: "Een medewerker is vanaf {until} niet meer in dienst bij {organisation}.",
    OrganisationFunded: "{by} betaalt {organisation} vanaf {since}. Het is {stream}.",
    FundingEnded: "{by} betaalt {organisation} vanaf {until} niet meer. Het was {stream}.",
    TeamSteered: "{by} stuurt {team} aan vanaf {since}.",
    SteeringEnded: "{by} stuurt {team} vanaf {until} niet meer aan.",
    TeamRenamed: "{team} heet vanaf {since}: {name}",
    TeamsMerged: "{teams} gaat vanaf {since} op in {into}.",
    TeamDissolved: "{team} is vanaf {since} opgeheven.",
    TeamAreaSet: "Het gebied waar {team} werkt, is opnieuw vastgesteld vanaf {since}.",
    TeamAreaEnded: "Het gebied waar {team} eerst werkte, geldt vanaf {until} niet meer.",
    CaseRedirected: "{who} zette de vraag door van {previous} naar {team}.",
    CaseMoved: "De zaak ging over van {previous} naar {team}, omdat het eerste team ophield.",
    # medewerkers
    WorkerRegistered: "{who} schreef een medewerker in.",
    WorkerChanged: "{who} wijzigde de gegevens van een medewerker.",
    WorkerRemoved: "{who} schreef een medewerker uit.",
    StaffNamesRead: "{who} bekeek namen van medewerkers.",
    SigningKeyRegistered: "{who} zet vanaf nu een eigen handtekening onder elk besluit.",
    SigningKeyEnded: "{who} trok de sleutel in waarmee een medewerker besluiten ondertekent.",
    LogKeyRenewed: "{who} vernieuwde de sleutel waarmee het logboek tekent.",
    SystemStateRecorded: "{who} legde vast hoe de databank is ingericht."
    "{unexpected: Dat is veranderd zonder dat er een nieuwe versie kwam.|}",
    # wat niet mocht
    HoldPlaced: "{who} zette vernietigen in deze zaak stil tot en met {until}. De reden: {reason}.",
    HoldReleased: "{who} hief een verbod op om in deze zaak iets te vernietigen.",
    DestructionProposed: "{who} stelde voor om woorden uit deze zaak te vernietigen. De reden: "
    "{ground}.",
    DestructionApproved: "{who} keurde goed dat woorden uit deze zaak vernietigd worden. Een ander "
    "had dat voorgesteld.",
    WordsDestroyed: "Woorden uit deze zaak zijn vernietigd. De reden: {ground}. Twee medewerkers "
    "hebben daarover beslist.",
    AttemptRefused: "{who} wilde {attempted}. Dat mocht niet. {code} Lees hierover: "
    "{article}. {next_step}",
}
