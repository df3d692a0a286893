"""What organisations bind themselves to in one case, line by line, each within its own mandate."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, Self

from domain.codes import Law, MandatedAct, Provision
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.refusal import Refusal
from domain.terms import (
    AgreementLineId,
    CaseAgreementId,
    CaseId,
    Cents,
    FunctionId,
    MandateId,
    OrganisationId,
    Personal,
    ResidentId,
    TeamId,
)


class CaseAgreementProposed(Event):
    """Casusafspraak voorgesteld: who takes part in this case can bind themselves to it."""

    agreement: CaseAgreementId
    case: CaseId
    resident: ResidentId
    team: TeamId
    until: date
    """The last day on which it holds."""
    aim: Annotated[str, Personal("resident")]


class CaseAgreementBound(Event):
    """Verbonden aan casusafspraak: what one function promises, and whether that binds.

    Without a mandate of its own for it, the line is a good intention: `binding` is False.
    """

    agreement: CaseAgreementId
    line: AgreementLineId
    case: CaseId
    resident: ResidentId
    organisation: OrganisationId
    function: FunctionId
    act: MandatedAct
    law: Law
    amount: Cents
    """The most that it promises; 0 where it is no money."""
    binding: bool
    promise: Annotated[str, Personal("resident")]
    mandate: MandateId | None = None
    provision: Provision | None = None
    why_not: Refusal | None = None
    """What the mandate lacks, where it does not bind."""


class CaseAgreementEnded(Event):
    """Casusafspraak beëindigd: from this instant."""

    agreement: CaseAgreementId
    case: CaseId
    resident: ResidentId


NO_LINES: Mapping[AgreementLineId, CaseAgreementBound] = MappingProxyType({})


class CaseAgreement(Knowledge):
    """An agreement in a case, its lines, and whether it is over."""

    agreement: CaseAgreementId
    proposed: CaseAgreementProposed | None = None
    lines: Mapping[AgreementLineId, CaseAgreementBound] = field(default_factory=lambda: NO_LINES)
    ended: bool = False

    def evolve(
        self, fact: Fact[CaseAgreementProposed | CaseAgreementBound | CaseAgreementEnded]
    ) -> Self:
        match fact.event:
            case CaseAgreementProposed() as proposed:
                return replace(self, proposed=proposed)
            case CaseAgreementBound(line=line) as bound:
                return replace(self, lines={**self.lines, line: bound})
            case CaseAgreementEnded():
                return replace(self, ended=True)
