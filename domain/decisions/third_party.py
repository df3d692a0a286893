"""Asking others about a resident: a disclosure too, of no more than that the resident is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from domain.codes import (
    Channel,
    DataCategory,
    RecipientFunction,
    StatementKind,
    StatementSource,
    Template,
    Topic,
)
from domain.command import Command, Malformed, Unknown
from domain.decisions.disclosure import Asked, Disclose, by_post
from domain.decisions.statement import RecordStatement
from domain.fact import Event
from domain.facts.third_party import InformationReceived, ThirdParty, ThirdPartyAsked
from domain.terms import (
    CaseId,
    DisclosureId,
    FunctionId,
    MandateId,
    OrganisationId,
    PermissionId,
    Personal,
    QuestionId,
    RecipientId,
    ResidentId,
    StatementId,
)

BY_THEMSELVES = frozenset({StatementSource.RESIDENT, StatementSource.REPRESENTATIVE})
"""What somebody outside who is asked never is."""
GIVEN_AWAY = (DataCategory.IDENTITY,)
"""What somebody learns by being asked: about whom it is, and nothing of why (M-29)."""


class AskThirdParty(Command[*Asked]):
    """Ask somebody outside about a resident: what is asked is on record, word for word, before it
    is asked. It is decided as the disclosure that it is."""

    question: QuestionId
    case: CaseId
    resident: ResidentId
    recipient_function: RecipientFunction
    wanted: tuple[DataCategory, ...]
    mandate: MandateId
    accountable: FunctionId
    to_whom: Annotated[str, Personal("case")]
    why_necessary: Annotated[str, Personal("case")]
    why_not_less: Annotated[str, Personal("case")]
    text: Annotated[str, Personal("case")]
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    permission: PermissionId | None = None
    channel: Channel | None = None

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> Asked:
        return self._disclosing().needs()

    def decide(self, *known: *Asked) -> Sequence[Event]:
        if not self.wanted or len(set(self.wanted)) < len(self.wanted):
            raise Malformed("wanted: at least one, each once")
        made = self._disclosing().made(*known)
        asked = ThirdPartyAsked(
            question=self.question,
            case=made.case,
            resident=made.resident,
            team=made.team,
            recipient_function=made.recipient_function,
            recipient_class=made.recipient_class,
            awareness=made.awareness,
            purpose=made.purpose,
            basis=made.basis,
            wanted=self.wanted,
            mandate=made.mandate,
            accountable=made.accountable,
            accountable_organisation=made.accountable_organisation,
            to_whom=made.to_whom,
            why_necessary=made.why_necessary,
            why_not_less=made.why_not_less,
            text=made.text,
            organisation=made.organisation,
            recipient=made.recipient,
            permission=made.permission,
            channel=made.channel,
        )
        return [asked, *by_post(self.context, Template.QUESTION, asked)]

    def _disclosing(self) -> Disclose:
        """The disclosure that asking is, of its own identity."""
        return Disclose(
            context=self.context,
            at=self.at,
            disclosure=DisclosureId(self.question),
            case=self.case,
            resident=self.resident,
            recipient_function=self.recipient_function,
            categories=GIVEN_AWAY,
            mandate=self.mandate,
            accountable=self.accountable,
            to_whom=self.to_whom,
            why_necessary=self.why_necessary,
            why_not_less=self.why_not_less,
            text=self.text,
            organisation=self.organisation,
            recipient=self.recipient,
            permission=self.permission,
            channel=self.channel,
        )


class RecordInformation(Command[*tuple[Any, ...]]):
    """Write down what somebody answered who was asked: a statement told by another, and no more
    than that, however sure they are (M-39). It is about whom was asked after."""

    question: QuestionId
    statement: StatementId
    case: CaseId
    topic: Topic
    source: StatementSource
    observed_on: date
    text: Annotated[str, Personal("case")]
    outside: Annotated[str, Personal("case")] | None = None
    """Why it is needed, where the question is not about its topic."""

    def needs(self) -> tuple[Any, ...]:
        return ThirdParty(self.question), *self._told().needs()

    def decide(self, third_party: ThirdParty, *known: Any) -> Sequence[Event]:
        asked = third_party.asked
        if asked is None or asked.case != self.case:
            raise Unknown("question")
        if self.source in BY_THEMSELVES:
            raise Malformed("source: who was asked, and not the resident")
        told = replace(self._told(), resident=asked.resident)
        return [
            *told.decide(*known),
            InformationReceived(
                question=self.question,
                statement=self.statement,
                case=self.case,
                resident=asked.resident,
                team=asked.team,
                organisation=asked.organisation,
                recipient=asked.recipient,
            ),
        ]

    def _told(self) -> RecordStatement:
        return RecordStatement(
            context=self.context,
            at=self.at,
            statement=self.statement,
            case=self.case,
            topic=self.topic,
            kind=StatementKind.TOLD_BY_OTHER,
            source=self.source,
            observer=self.context.function,
            observed_on=self.observed_on,
            text=self.text,
            outside=self.outside,
        )
