"""What a field of a request may hold: the types of the domain, with their bounds and patterns."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any
from unicodedata import normalize

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic.alias_generators import to_camel

from domain import terms
from domain.codes import LegalBasis
from domain.terms import MOST_CENTS, PATTERNS
from service.codec import LARGEST
from service.sealing import LONGEST

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


def _like(kind: Any, longest: int, shortest: int) -> StringConstraints:
    """The domain's own pattern of that type, in the whole text."""
    pattern = f"^{PATTERNS[kind].pattern}$"
    return StringConstraints(pattern=pattern, min_length=shortest, max_length=longest)


_ID = _like(terms.CommandId, 36, 36)
OrganisationId = Annotated[terms.OrganisationId, _ID]
TeamId = Annotated[terms.TeamId, _ID]
FunctionId = Annotated[terms.FunctionId, _ID]
Position = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
"""Where a fact stands in the journal."""
WorkerId = Annotated[terms.WorkerId, _ID]
MandateId = Annotated[terms.MandateId, _ID]
ResidentId = Annotated[terms.ResidentId, _ID]
CaseId = Annotated[terms.CaseId, _ID]
PermissionId = Annotated[terms.PermissionId, _ID]
ReferralId = Annotated[terms.ReferralId, _ID]
ApplicationId = Annotated[terms.ApplicationId, _ID]
DecisionId = Annotated[terms.DecisionId, _ID]
BudgetId = Annotated[terms.BudgetId, _ID]
ReservationId = Annotated[terms.ReservationId, _ID]
SpendingId = Annotated[terms.SpendingId, _ID]
CaseAgreementId = Annotated[terms.CaseAgreementId, _ID]
AgreementLineId = Annotated[terms.AgreementLineId, _ID]
InquiryId = Annotated[terms.InquiryId, _ID]
GlassId = Annotated[terms.GlassId, _ID]
MessageId = Annotated[terms.MessageId, _ID]
StatementId = Annotated[terms.StatementId, _ID]
ReportId = Annotated[terms.ReportId, _ID]
DisclosureId = Annotated[terms.DisclosureId, _ID]
RecipientId = Annotated[terms.RecipientId, _ID]
QuestionId = Annotated[terms.QuestionId, _ID]
NoticeId = Annotated[terms.NoticeId, _ID]
HoldId = Annotated[terms.HoldId, _ID]
DestructionId = Annotated[terms.DestructionId, _ID]
AttachmentId = Annotated[terms.AttachmentId, _ID]
NoteId = Annotated[terms.NoteId, _ID]
CommandId = Annotated[terms.CommandId, _ID]

PublicKey = Annotated[terms.PublicKey, _like(terms.PublicKey, 43, 43)]
Signature = Annotated[terms.Signature, _like(terms.Signature, 86, 86)]
Commitment = Annotated[terms.Commitment, _like(terms.Commitment, 64, 64)]
Digest = Annotated[terms.Digest, _like(terms.Digest, 64, 64)]
Publication = Annotated[terms.Publication, _like(terms.Publication, 17, 10)]
InquiryReference = Annotated[terms.InquiryReference, _like(terms.InquiryReference, 22, 15)]
OutsideDecision = Annotated[terms.OutsideDecision, _like(terms.OutsideDecision, 26, 9)]
Neighbourhood = Annotated[terms.Neighbourhood, _like(terms.Neighbourhood, 10, 10)]
Cents = Annotated[
    terms.Cents,
    Field(strict=True, ge=1, le=int(MOST_CENTS), description="Whole euro cents."),
]
CentsOrNone = Annotated[
    terms.Cents,
    Field(strict=True, ge=0, le=int(MOST_CENTS), description="Whole euro cents, or 0."),
]
Months = Annotated[int, Field(strict=True, ge=1, le=1_200, description="Whole months.")]
Yes = Annotated[bool, Field(strict=True)]


def fits(text: str) -> str:
    """A text that can be sealed. Raises ValueError."""
    if "\0" in text:
        raise ValueError("may hold no NUL character")
    try:
        size = len(normalize("NFC", text).encode())
    except UnicodeEncodeError:
        raise ValueError("is not valid Unicode") from None
    if size > LONGEST:
        raise ValueError(f"may hold at most {LONGEST} bytes in UTF-8")
    return text


WITHOUT_NUL = "^[^\\u0000]*$"
_TEXT: dict[str, Any] = {"pattern": WITHOUT_NUL}
OptionalText = Annotated[
    str,
    Field(
        max_length=LONGEST, json_schema_extra=_TEXT,
        description=f"Words about a person: sealed. At most {LONGEST} bytes in UTF-8.",
    ),
    AfterValidator(fits),
]  # fmt: skip
Text = Annotated[OptionalText, Field(min_length=1)]


def _day_text(value: object) -> object:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("must be a date such as 2026-03-31")
    return value


def _moment_text(value: object) -> object:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("must be a time with its zone, such as 2026-03-31T09:00:00+02:00")
    return value


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the years 1 to 9999") from None


Day = Annotated[date, BeforeValidator(_day_text)]
Moment = Annotated[datetime, BeforeValidator(_moment_text), AfterValidator(_in_utc)]


class Body(BaseModel):
    """What every command may say: nothing that is not named here, in camelCase."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, frozen=True)

    occurred_at: Moment | None = Field(
        None,
        description="When it happened, if not just now: not in the future. Late recording shows.",
    )


class CaseBody(Body):
    """What a command about a case may say."""

    legal_basis: LegalBasis | None = Field(
        None, description="Grondslag, where it is another than this route's."
    )
