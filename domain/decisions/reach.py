"""How far what leaves the team may spread (M-26): so many recipients, and more by two people."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from domain.codes import LimitCode
from domain.command import Command, Malformed, Refused
from domain.decisions.adopting import at_most
from domain.decisions.guards import taken_on
from domain.fact import Context, Event
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.disclosure import Recipients, WiderSharingApproved
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, Personal, day

LATELY = 30
"""So many days back recipients are counted, today among them."""
MOST_APPROVED = 50
"""More recipients at once than this is a typing error."""


class ApproveWiderSharing(Command[Case]):
    """Approve of more recipients in a case than the limit, until a day: by who leads or oversees,
    and not by whoever shares."""

    case: CaseId
    most: int
    until: date
    why: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case]:
        return (Case(self.case),)

    def decide(self, case: Case) -> Sequence[Event]:
        on = day(self.at)
        if not 1 <= self.most <= MOST_APPROVED:
            raise Malformed(f"most: from 1 to {MOST_APPROVED}")
        if not on <= self.until < on + timedelta(days=LATELY):
            raise Malformed(f"until: from today, within {LATELY} days")
        resident, team = taken_on(case)
        return [
            WiderSharingApproved(
                case=self.case,
                resident=resident,
                team=team,
                most=self.most,
                until=self.until,
                why=self.why,
            )
        ]


def within_reach(
    recipients: Recipients, configuration: Configuration, who: str, context: Context, on: date
) -> None:
    """No more recipients in a case than the limit, unless somebody else approved of more (M-26).

    Who received something lately already is none more. Raises Refused.
    """
    count = len(recipients.lately(on, LATELY) | {who})
    if count <= at_most(configuration, on, LimitCode.RECIPIENTS, Rules.of(context.rules)):
        return
    wider = [each for each in recipients.approvals if on <= each.until and count <= each.most]
    if not wider:
        raise Refused(Refusal.TOO_MANY_RECIPIENTS)
    if all(each.by == context.actor for each in wider):
        raise Refused(Refusal.SECOND_PERSON_MISSING)
