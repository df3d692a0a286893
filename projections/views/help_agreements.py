"""Help agreements that others gave as well: the open cases in which a birthday can ask them anew.

Who must say yes hangs on an age, and no fact says when somebody has a birthday. So a row says only
that the question is there; whoever lists them looks the ages up.
"""

from dataclasses import dataclass
from typing import Self

from domain.fact import Fact
from domain.facts.agreement import HelpConsentGiven
from domain.facts.case import CaseClosed, CaseOpened
from domain.facts.team import CaseMoved
from domain.terms import CaseId, ResidentId, TeamId
from projections.view import View, but


@dataclass(frozen=True)
class AgreedByOthers:
    """An open case (zaak) in which somebody said yes because of the resident's age."""

    case: CaseId
    resident: ResidentId | None = None
    team: TeamId | None = None
    by_others: bool = False
    """Whether anybody did; until then the row waits."""

    def evolve(
        self, fact: Fact[CaseOpened | CaseMoved | CaseClosed | HelpConsentGiven]
    ) -> Self | None:
        match fact.event:
            case CaseOpened(resident=resident, team=team):
                return but(self, resident=resident, team=team)
            case CaseMoved(team=team):
                return but(self, team=team)
            case HelpConsentGiven():
                return but(self, by_others=True)
            case CaseClosed():
                return None


help_agreements = View("help_agreements", AgreedByOthers)
