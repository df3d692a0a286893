"""At the one front door: what comes in, what is asked really, and what ends there."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import (
    Channel,
    Language,
    NotOpenedReason,
    Source,
    Template,
    Topic,
    Urgency,
)
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.adopting import for_the_case, written_to
from domain.decisions.guards import informed, known_case, standing
from domain.decisions.telling import reply_to, told
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.intake import (
    CaseNotOpened,
    CaseRedirected,
    ConsultHeld,
    FrontDoor,
    NotificationReceived,
    QuestionClarified,
    ReceiptConfirmed,
    SignalReceived,
)
from domain.facts.municipality import Team
from domain.refusal import Refusal
from domain.terms import CaseId, Digest, Neighbourhood, Personal, ResidentId, TeamId, day


class HoldConsult(Command[Team]):
    """Help somebody without writing down who: topic, neighbourhood, minutes and nothing else."""

    team: TeamId
    topic: Topic
    neighbourhood: Neighbourhood
    minutes: int

    def needs(self) -> tuple[Team]:
        return (Team(self.team),)

    def decide(self, team: Team) -> Sequence[Event]:
        if not 0 < self.minutes <= 24 * 60:
            raise Malformed("minutes: from 1 to 1440")
        standing(team, day(self.at))
        return [
            ConsultHeld(
                team=self.team,
                topic=self.topic,
                neighbourhood=self.neighbourhood,
                minutes=self.minutes,
            )
        ]


class ReceiveSignal(Command[Team, Case, Configuration]):
    """Write down what a third party told about a resident."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    source: Source
    urgency: Urgency
    content: Annotated[str, Personal("resident")]

    def needs(self) -> tuple[Team, Case, Configuration]:
        return Team(self.team), Case(self.case), Configuration(self.context.funding_responsible)

    def decide(self, team: Team, case: Case, configuration: Configuration) -> Sequence[Event]:
        standing(team, day(self.at))
        _of_this_resident(case, self.resident)
        return [
            SignalReceived(
                case=self.case,
                resident=self.resident,
                team=self.team,
                source=self.source,
                urgency=self.urgency,
                content=self.content,
            ),
            *_terms(self, case, configuration),
        ]


class ReceiveNotification(Command[Team, Case, Configuration]):
    """Write down a resident's own question (melding), and confirm that it came in (Wmo 2.3.2).

    The letter says what happens now: client support, the plan of one's own, six weeks, whom to ask.
    """

    case: CaseId
    resident: ResidentId
    team: TeamId
    channel: Channel
    urgency: Urgency
    question: Annotated[str, Personal("resident")]
    language: Language = Language.DUTCH
    """In which the resident is written to."""

    def needs(self) -> tuple[Team, Case, Configuration]:
        return Team(self.team), Case(self.case), Configuration(self.context.funding_responsible)

    def decide(self, team: Team, case: Case, configuration: Configuration) -> Sequence[Event]:
        standing(team, day(self.at))
        _of_this_resident(case, self.resident)
        reply = written_to(configuration, day(self.at), reply_to(self.channel))
        return [
            NotificationReceived(
                case=self.case,
                resident=self.resident,
                team=self.team,
                channel=self.channel,
                urgency=self.urgency,
                question=self.question,
            ),
            *_terms(self, case, configuration),
            told(
                self.context, Template.RECEIPT, resident=self.resident, case=self.case,
                channel=reply, language=self.language,
            ),
        ]  # fmt: skip


class ConfirmReceipt(Command[Case]):
    """Confirm to the resident that the question came in."""

    case: CaseId
    channel: Channel
    text: Digest

    def needs(self) -> tuple[Case]:
        return (Case(self.case),)

    def decide(self, case: Case) -> Sequence[Event]:
        return [
            ReceiptConfirmed(
                case=self.case, resident=known_case(case), channel=self.channel, text=self.text
            )
        ]


class ClarifyQuestion(Command[Case, Awareness]):
    """Write down what the resident really asks. Without the resident it clarifies nothing yet, and
    is not written about who knows of nothing (AVG 14)."""

    case: CaseId
    with_resident: bool
    topics: tuple[Topic, ...]
    question: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Awareness]:
        return Case(self.case), Awareness(self.case)

    def decide(self, case: Case, awareness: Awareness) -> Sequence[Event]:
        if not self.topics:
            raise Malformed("topics: at least one")
        resident = known_case(case)
        if not self.with_resident:
            informed(awareness, resident)
        return [
            QuestionClarified(
                case=self.case,
                resident=resident,
                with_resident=self.with_resident,
                topics=self.topics,
                question=self.question,
            )
        ]


class TurnAway(Command[Case, FrontDoor]):
    """End it at the front door, and say why."""

    case: CaseId
    reason: NotOpenedReason

    def needs(self) -> tuple[Case, FrontDoor]:
        return Case(self.case), FrontDoor(self.case)

    def decide(self, case: Case, door: FrontDoor) -> Sequence[Event]:
        resident, team = _at_the_door(case, door)
        if door.turned_away:
            raise Refused(Refusal.ALREADY_DONE)
        return [CaseNotOpened(case=self.case, resident=resident, team=team, reason=self.reason)]


class RedirectCase(Command[Case, FrontDoor, Team, Awareness]):
    """Pass on what waits at the door to another team, which may then take it on."""

    case: CaseId
    team: TeamId

    def needs(self) -> tuple[Case, FrontDoor, Team, Awareness]:
        return Case(self.case), FrontDoor(self.case), Team(self.team), Awareness(self.case)

    def decide(
        self, case: Case, door: FrontDoor, team: Team, awareness: Awareness
    ) -> Sequence[Event]:
        resident, waits_at = _at_the_door(case, door)
        standing(team, day(self.at))
        if door.turned_away or waits_at == self.team:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            CaseRedirected(
                case=self.case, resident=resident, previous=waits_at, team=self.team,
                others=awareness.besides(resident),
            )
        ]  # fmt: skip


def _at_the_door(case: Case, door: FrontDoor) -> tuple[ResidentId, TeamId]:
    """Whom it is about, and at whose door it came in, before a team took it on.

    Raises Unknown, Refused.
    """
    if door.resident is None or door.team is None:
        raise Unknown("case")
    if case.closed:
        raise Refused(Refusal.CASE_CLOSED)
    if case.team is not None:
        raise Refused(Refusal.CASE_ALREADY_OPEN)
    return door.resident, door.team


def _of_this_resident(case: Case, resident: ResidentId) -> None:
    """One reference number is about one resident, and is not used again once closed."""
    if case.closed:
        raise Refused(Refusal.CASE_CLOSED)
    if case.resident is not None and case.resident != resident:
        raise Refused(Refusal.OTHER_RESIDENT)


def _terms(
    command: ReceiveSignal | ReceiveNotification, case: Case, configuration: Configuration
) -> Sequence[Event]:
    """The terms that the municipality promises, where this is the first of the case."""
    if case.resident is not None:
        return []
    return for_the_case(configuration, day(command.at), command.case, command.resident)
