"""Reading a referral: what one's own organisation was asked, while the resident allows it."""

from collections.abc import Sequence

from domain.access.fields import ordered
from domain.codes import ReadingRoute, Relation
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.reading import row_of
from domain.decisions.recipient import may_be_referred, shut_to
from domain.fact import Event
from domain.facts.municipality import Function, Organisation
from domain.facts.permission import Permissions
from domain.facts.reading import RecordRead
from domain.facts.referral import Referral
from domain.refusal import Refusal
from domain.terms import CaseId, ReferralId, day


class ReadReferral(Command[Function, Organisation, Referral, *tuple[Permissions, ...]]):
    """Read what another organisation was asked: that referral, and nothing else of the case, for as
    long as the resident allows it (AVG 7(3)) and does not except that organisation."""

    referral: ReferralId
    case: CaseId | None = None
    """The case that it was made in."""

    def needs(self) -> tuple[Function, Organisation, Referral, *tuple[Permissions, ...]]:
        allowed = () if self.case is None else (Permissions(self.case),)
        own = Organisation(self.context.organisation)
        return Function(self.context.function), own, Referral(self.referral), *allowed

    def decide(
        self, function: Function, own: Organisation, referral: Referral, *allowed: Permissions
    ) -> Sequence[Event]:
        made = referral.made
        if made is None:
            raise Unknown("referral")
        role, reads = row_of(function, ReadingRoute.REFERRAL)
        if made.organisation != function.organisation:
            raise Refused(Refusal.NOT_YOURS)
        if made.case != self.case:
            raise Malformed("case: the one that it was made in")
        on = day(self.at)
        if not any(may_be_referred(each, made.organisation, made.resident, on) for each in allowed):
            raise Refused(Refusal.NOT_PERMITTED)
        whom, kind = made.organisation, own.kind
        if any(shut_to(each, made.resident, whom, kind) for each in allowed):
            raise Refused(Refusal.RECIPIENT_EXCEPTED)
        return [
            RecordRead(
                case=made.case,
                resident=made.resident,
                reader=self.context.actor,
                role=role,
                route=ReadingRoute.REFERRAL,
                relation=Relation.REFERRAL,
                parts=ordered(reads.parts),
                referral=self.referral,
                team=made.team,
            )
        ]
