"""Writing down whose child somebody is: who has no gezag is still a parent (BW 1:377c)."""

from collections.abc import Sequence

from domain.codes import AuthoritySource
from domain.command import Command, Refused
from domain.decisions.authority import SAYS_WHO_HAS_AUTHORITY, another, registered
from domain.decisions.guards import of_a_team_that_helps
from domain.fact import Event
from domain.facts.authority import Parenthood, ParenthoodRecorded
from domain.facts.municipality import Office
from domain.facts.register import HelpedBy
from domain.facts.resident import Registration
from domain.refusal import Refusal
from domain.terms import ResidentId, day


class RecordParenthood(Command[Registration, Registration, Parenthood, HelpedBy, Office]):
    """Write down who is a child's parent, from a source that can say so.

    In a team that helps the child: a parent is told the important facts about it.
    """

    child: ResidentId
    parent: ResidentId
    source: AuthoritySource

    def needs(self) -> tuple[Registration, Registration, Parenthood, HelpedBy, Office]:
        return (
            Registration(self.child),
            Registration(self.parent),
            Parenthood(self.child),
            HelpedBy(self.child),
            Office(self.context.function),
        )

    def decide(
        self,
        child: Registration,
        parent: Registration,
        parenthood: Parenthood,
        helped: HelpedBy,
        office: Office,
    ) -> Sequence[Event]:
        another(self.child, self.parent)
        registered(child)
        registered(parent)
        of_a_team_that_helps(helped, office, self.context, day(self.at))
        if self.source not in SAYS_WHO_HAS_AUTHORITY:
            raise Refused(Refusal.SOURCE_INSUFFICIENT)
        if self.parent in parenthood.parents:
            raise Refused(Refusal.ALREADY_DONE)
        return [ParenthoodRecorded(child=self.child, parent=self.parent, source=self.source)]
