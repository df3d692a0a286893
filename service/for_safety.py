"""What is done for somebody's safety, and all that follows from it and would give it away."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from domain.codes import LegalBasis
from domain.fact import Event, Fact
from domain.facts.disclosure import AcuteSharingJudged, DisclosureMade
from domain.facts.message import MessageOrdered
from domain.facts.participation import ParticipationStarted
from domain.facts.reading import ListRead, RecordRead
from domain.facts.recipient_notice import RecipientAcknowledged, RecipientNotified
from domain.facts.referral import ReferralMade
from domain.facts.refused import AttemptRefused
from domain.facts.third_party import InformationReceived, ThirdPartyAsked
from domain.filing import identities
from domain.law import EDITION, Rules
from domain.terms import OrganisationId, StatementId

GROUNDS = Rules.of(EDITION).unaware
"""What leaves on one of these, leaves though its person does not know (`sharing.toml`)."""
LEFT = DisclosureMade | ThirdPartyAsked | MessageOrdered
ABOUT_SAFETY = frozenset({"TakeMeldcodeStep", "ReportToSafeAtHome", "LiftWithholding"})
"""What was asked in vain says as much as what was done."""
POSTPONING = frozenset({"ProposePostponement", "PostponeNotice"})
NAMED_AGAIN = ("disclosure:", "question:", "message:", "notice:")
"""What left, and what was told of it, is named by all that follows from it."""
OPENLY = DisclosureMade | ThirdPartyAsked | ReferralMade | ParticipationStarted
BY_A_RECIPIENT = RecordRead | ListRead | AttemptRefused | RecipientAcknowledged
"""What an organisation does that received something, and that nothing else is known of."""


class Follows(NamedTuple):
    """What would give away what left."""

    positions: frozenset[int]
    """Where that stands, and where what left does."""
    unknown: frozenset[OrganisationId]
    """Who received something, and nothing that is shown says so."""

    def holds(self, fact: Fact[Event]) -> bool:
        """Whether this is kept back: by where it stands, or as a list that such a one read."""
        listed = isinstance(fact.event, ListRead)
        return fact.position in self.positions or (
            listed and fact.context.organisation in self.unknown
        )


NOTHING = Follows(frozenset(), frozenset())


def ground_of(fact: Fact[Event]) -> LegalBasis | None:
    """The ground of safety that something was done on; None: on no such ground."""
    of_its_own = getattr(fact.event, "basis", None) if isinstance(fact.event, LEFT) else None
    return next((one for one in (of_its_own, fact.context.basis) if one in GROUNDS), None)


def what_follows(found: Sequence[Fact[Any]], left: Collection[int]) -> Follows:
    """What follows from what left at these positions: that it was read, corrected, answered, sent.

    `found` are all facts of a record. Whom the record shows to have received something otherwise,
    is not kept back with it.
    """
    kept = frozenset(left)
    while True:
        known = _Known(found, kept)
        more = frozenset(fact.position for fact in found if known.gives_away(fact))
        if more <= kept:
            return Follows(kept, known.unknown)
        kept |= more


class _Known:
    """What is known of what left, once that is kept back."""

    def __init__(self, found: Sequence[Fact[Any]], kept: frozenset[int]) -> None:
        self.kept = kept
        hidden = [fact for fact in found if fact.position in kept]
        shown = [fact for fact in found if fact.position not in kept]
        self.names = {
            name
            for fact in hidden
            for name in identities(fact.event)
            if name.startswith(NAMED_AGAIN) and isinstance(fact.event, LEFT | RecipientNotified)
        }
        self.answers = {
            fact.event.statement for fact in hidden if isinstance(fact.event, InformationReceived)
        }
        self.acts = {
            (fact.context.command, fact.event.organisation)
            for fact in hidden
            if isinstance(fact.event, LEFT | RecipientNotified)
        }
        self.told, self.told_openly = set(_told(hidden)), set(_told(shown))
        openly = {_whom(fact.event) for fact in shown if isinstance(fact.event, OPENLY)}
        openly |= {f.context.organisation for f in shown if not isinstance(f.event, BY_A_RECIPIENT)}
        whom = {_whom(fact.event) for fact in hidden if isinstance(fact.event, LEFT)}
        self.nobody = whom - openly - {None}
        self.unknown = frozenset(OrganisationId(each) for each in self.nobody if each)

    def gives_away(self, fact: Fact[Any]) -> bool:
        """Whether it says something of what is kept back."""
        event = fact.event
        if not self.names.isdisjoint(identities(event)):
            return True
        if getattr(event, "statement", None) in self.answers:
            return True
        match event:
            case RecipientNotified(statement=statement):
                one = (_whom(event), statement)
                return one[0] in self.nobody or (one in self.told and one not in self.told_openly)
            case MessageOrdered(organisation=organisation) if organisation is not None:
                return (fact.context.command, organisation) in self.acts
            case AcuteSharingJudged(position=position):
                return position in self.kept
            case _:
                tried = isinstance(event, AttemptRefused)
                return tried and fact.context.organisation in self.unknown


def _whom(event: Any) -> str | None:
    return getattr(event, "organisation", None) or getattr(event, "recipient", None)


def _told(facts: Sequence[Fact[Any]]) -> Iterator[tuple[str | None, StatementId]]:
    """Who received which statement."""
    for fact in facts:
        if isinstance(fact.event, DisclosureMade):
            for each in (*fact.event.statements, *fact.event.origins):
                yield _whom(fact.event), each
