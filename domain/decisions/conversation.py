"""Conversations: who sat at the table. Before it, the resident hears what is written down."""

from collections.abc import Sequence

from domain.codes import Channel, Participant
from domain.command import Command, Malformed
from domain.decisions.awareness import person
from domain.decisions.guards import informed, known_case
from domain.fact import Event
from domain.facts.awareness import Awareness, ConversationHeld
from domain.facts.case import Case
from domain.terms import CaseId, ResidentId


class HoldConversation(Command[Case, Awareness]):
    """Write down a conversation: with whom, by what they are. Nothing that was said.

    Without the person it is about, only once they know. With them, they hear first what is
    written down, who sees it and for how long; else that is due that same day (AVG 13).
    """

    case: CaseId
    channel: Channel
    participants: tuple[Participant, ...]
    resident: ResidentId | None = None
    """With whom, or about whom; none: the resident that the case is about."""

    def needs(self) -> tuple[Case, Awareness]:
        return Case(self.case), Awareness(self.case)

    def decide(self, case: Case, awareness: Awareness) -> Sequence[Event]:
        known_case(case)
        resident = person(case, awareness.persons, self.resident)
        if not 0 < len(set(self.participants)) == len(self.participants):
            raise Malformed("participants: at least one, each once")
        with_resident = Participant.RESIDENT in self.participants
        if not with_resident:
            informed(awareness, resident)
        return [
            ConversationHeld(
                case=self.case,
                resident=resident,
                channel=self.channel,
                participants=self.participants,
                with_resident=with_resident,
            )
        ]
