"""The nouns of neighbourhood work, as types: identities, money, codes, and words about people.

Types do the filing. A field typed as an identity files its fact under that identity (a tag);
a field marked `Personal("resident")` holds words about whom that field names, sealed apart.
An envelope holds nothing else than identities, codes, amounts and dates: no free text.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, NewType
from zoneinfo import ZoneInfo

OrganisationId = NewType("OrganisationId", str)
"""Organisatie: the municipality, a team's foundation, a care provider, a housing corporation."""
TeamId = NewType("TeamId", str)
"""Sociaal wijkteam."""
FunctionId = NewType("FunctionId", str)
"""Functie: what mandates are granted to. Never a person."""
WorkerId = NewType("WorkerId", str)
"""Medewerker, as a pseudonym."""
MandateId = NewType("MandateId", str)
"""Mandaat, volmacht of machtiging (Awb 10:1, 10:12)."""
ResidentId = NewType("ResidentId", str)
"""Inwoner (betrokkene), as a pseudonym."""
CaseId = NewType("CaseId", str)
"""Zaak: one reference number, from the front door to the last euro."""
PermissionId = NewType("PermissionId", str)
"""Toestemming."""
ReferralId = NewType("ReferralId", str)
"""Doorverwijzing."""
ApplicationId = NewType("ApplicationId", str)
"""Aanvraag (Awb 1:3 lid 3)."""
DecisionId = NewType("DecisionId", str)
"""Besluit (Awb 1:3 lid 1)."""
BudgetId = NewType("BudgetId", str)
"""Budget: of a team and a year, or of a team and a quarter."""
ReservationId = NewType("ReservationId", str)
"""Reservering."""
SpendingId = NewType("SpendingId", str)
"""Besteding."""
MessageId = NewType("MessageId", str)
"""Bericht: a letter, an e-mail or an alert that somebody is told something by."""
InquiryId = NewType("InquiryId", str)
"""Onderzoek van ombudsman, rekenkamer of accountant, onder een kenmerk en tot een dag."""
GlassId = NewType("GlassId", str)
"""Noodtoegang: one time that the glass was broken."""
CaseAgreementId = NewType("CaseAgreementId", str)
"""Casusafspraak: what organisations bind themselves to in one case."""
AgreementLineId = NewType("AgreementLineId", str)
"""Regel van een casusafspraak: what one of them binds itself to."""
HoldId = NewType("HoldId", str)
"""Opschorting van vernietiging: for an objection, a complaint or an incident."""
DestructionId = NewType("DestructionId", str)
"""Vernietiging: what one proposes, another approves, and the key service carries out."""
StatementId = NewType("StatementId", str)
"""Uitspraak: one thing that stands in a record, with who said it."""
ReportId = NewType("ReportId", str)
"""Verslag."""
DisclosureId = NewType("DisclosureId", str)
"""Verstrekking: one time that data of a resident leaves the team."""
RecipientId = NewType("RecipientId", str)
"""Informele ontvanger: a person whom a resident may open the record to, by name."""
QuestionId = NewType("QuestionId", str)
"""Vraag aan een derde: what the team asks somebody else about a resident."""
NoticeId = NewType("NoticeId", str)
"""Kennisgeving aan een ontvanger: that what was received is corrected, or may be used no longer."""
AttachmentId = NewType("AttachmentId", str)
"""Bijlage: a file that a statement came with."""
NoteId = NewType("NoteId", str)
"""Persoonlijke werkaantekening: its writer's own, and no part of any record."""
CommandId = NewType("CommandId", str)
"""The client's own id of a request: the same id gives the first answer again."""

IDENTITIES: dict[Any, str] = {
    kind: name.removesuffix("Id").lower()
    for name, kind in list(globals().items())
    if isinstance(kind, NewType) and name.endswith("Id")
}
"""Every identity above, and the noun that its tags begin with."""

Cents = NewType("Cents", int)
"""Money is whole euro cents: nothing here ever divides it."""
MOST_CENTS = Cents(1_000_000_000_00)
"""No single amount is larger than a billion euros: a typing error, not a budget."""

Digest = NewType("Digest", str)
"""SHA-256 (hex) of a published text version, such as a letter template. Never of personal data."""
Proof = NewType("Proof", str)
"""HMAC-SHA-256 (hex) under the journal's own key: it shows what was sent to who holds that key,
and to nobody else anything."""
Commitment = NewType("Commitment", str)
"""SHA-256 (hex) over sealed parts and the salts within them: it shows that a row of the register is
the one that was recorded, and once that row is gone it shows nothing."""
Publication = NewType("Publication", str)
"""Where a decision was published: Gemeenteblad, Staatscourant or CVDR number."""
InquiryReference = NewType("InquiryReference", str)
"""Kenmerk van een onderzoek, as whoever inquires writes it: `ombudsman-2026-123`."""
OutsideDecision = NewType("OutsideDecision", str)
"""Kenmerk van een besluit van wie wel mag dwingen: `rechter-2026-123`; or gi (certified
institution), officier (public prosecutor), burgemeester."""
Neighbourhood = NewType("Neighbourhood", str)
"""Buurtcode (CBS)."""
PublicKey = NewType("PublicKey", str)
"""A worker's public key (Ed25519), as base64url without padding."""
Incarnation = NewType("Incarnation", str)
"""Waar een journaal staat: the database system, its timeline, and the ids of database and schema.
Whatever is put back elsewhere, in a database made anew or from an archive, has another."""
Release = NewType("Release", str)
"""Versie van de programmatuur: 1.2.3."""
VerifierKey = NewType("VerifierKey", str)
"""Controlesleutel: by which anybody verifies what a log signed (C2SP signed-note)."""
Signature = NewType("Signature", str)
"""A worker's signature (Ed25519) of a decision, as base64url without padding."""
Article = NewType("Article", str)
"""Where a rule stands: law and article."""
CommandName = NewType("CommandName", str)
"""The name of a kind of command."""

ViewName = NewType("ViewName", str)
"""The name of a view."""

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
PATTERNS: dict[Any, re.Pattern[str]] = {
    **dict.fromkeys(IDENTITIES, UUID),
    Digest: re.compile(r"[0-9a-f]{64}"),
    Proof: re.compile(r"[0-9a-f]{64}"),
    Commitment: re.compile(r"[0-9a-f]{64}"),
    Publication: re.compile(r"(gmb|prb|stcrt|stb|cvdr)-[0-9]{4}-[0-9]{1,6}"),
    InquiryReference: re.compile(r"(ombudsman|rekenkamer|accountant)-[0-9]{4}-[0-9]{1,6}"),
    OutsideDecision: re.compile(r"(rechter|gi|officier|burgemeester)-[0-9]{4}-[0-9]{1,8}"),
    Neighbourhood: re.compile(r"BU[0-9]{8}"),
    PublicKey: re.compile(r"[A-Za-z0-9_-]{43}"),
    VerifierKey: re.compile(r"[A-Za-z0-9._:/-]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}"),
    Incarnation: re.compile(r"[0-9]{1,20}(?:-[0-9]{1,10}){3}"),
    Release: re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}"),
    Signature: re.compile(r"[A-Za-z0-9_-]{86}"),
    Article: re.compile(
        r"(Awb|AVG|UAVG|Wmo|Jw|Pw|Wgs|Gemeentewet|BW) "
        r"[0-9]{1,3}[a-z]?(?:[:.][0-9a-z]{1,4}){0,3}(?:\([0-9a-z]{1,2}\)){0,3}"
    ),
    ViewName: re.compile(r"[a-z][a-z_]{1,40}"),
    CommandName: re.compile(r"[A-Z][A-Za-z]{2,40}"),
}
"""What a text in an envelope must look like, whole. A text of no such type is refused."""


@dataclass(frozen=True)
class Personal:
    """Marks words about a person (persoonsgegevens): `Annotated[str, Personal("resident")]`.

    `about` names the field of the same event that says whom the words are about.
    """

    about: str


UNOPENED = "[sealed]"
"""What a sealed text reads as where nobody asked for it to be opened."""
DESTROYED = "[destroyed]"
"""What a sealed text reads as once its key is gone."""

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def day(moment: datetime) -> date:
    """The date in the Netherlands at that moment: law counts in these days."""
    return moment.astimezone(AMSTERDAM).date()


def noon(on: date) -> datetime:
    """The middle of that day in the Netherlands: a moment that is on no other day anywhere here."""
    return datetime.combine(on, time(12), AMSTERDAM)


def quarter(on: date) -> int:
    """1 to 4."""
    return (on.month - 1) // 3 + 1


def tag(noun: str, identity: str) -> str:
    """The tag under which facts about this identity are filed: `case:<uuid>`."""
    return f"{noun}:{identity}"


def function_of_residents(organisation: OrganisationId) -> FunctionId:
    """In what function residents call about themselves: one for all, of the municipality (UUID)."""
    return FunctionId(str(uuid.uuid5(uuid.UUID(organisation), "resident")))
