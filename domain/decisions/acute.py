"""Judging afterwards what left in acute danger: nobody shares on that ground unseen."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import GlassVerdict
from domain.command import Command, Malformed, Refused, Unknown
from domain.fact import Event
from domain.facts.disclosure import AcuteSharing, AcuteSharingJudged
from domain.refusal import Refusal
from domain.terms import CaseId, Personal


class JudgeAcuteSharing(Command[AcuteSharing]):
    """Judge, as somebody else who leads or oversees, whether the danger was acute (AVG 6(1)(d)):
    neither who shared it nor the function that answers for it.

    Also when the case is closed: what left, left.
    """

    case: CaseId
    position: int
    """Of the disclosure or question, in the journal."""
    verdict: GlassVerdict
    findings: Annotated[str, Personal("case")]

    def needs(self) -> tuple[AcuteSharing]:
        return (AcuteSharing(self.case),)

    def decide(self, acute: AcuteSharing) -> Sequence[Event]:
        if not self.findings.strip():
            raise Malformed("findings: say why")
        shared = acute.left.get(self.position)
        if shared is None:
            raise Unknown("sharing in acute danger")
        if self.context.actor == shared.by or self.context.function == shared.accountable:
            raise Refused(Refusal.CONFLICT_OF_INTEREST)
        if self.position in acute.judged:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            AcuteSharingJudged(
                case=self.case, resident=shared.resident, position=self.position,
                verdict=self.verdict, findings=self.findings,
            )
        ]  # fmt: skip
