"""What goes into the blanks of a letter: looked up in the facts when it is sent, and only then."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from domain.calendar import on_from
from domain.codes import TermCode, Undelivered
from domain.fact import Event, Fact
from domain.facts.application import DecisionSent, DecisionTaken
from domain.facts.awareness import PersonInvolved
from domain.facts.case import Case
from domain.facts.contact import PressureSet
from domain.facts.disclosure import DisclosureMade
from domain.facts.intake import FrontDoor, NotificationReceived, SignalReceived
from domain.facts.message import MessageOrdered
from domain.facts.statement import StatementRecorded, StatementStruck
from domain.facts.statutory_term import StatutoryTermExtended
from domain.facts.term import TermExtended, TermsAdopted
from domain.law import Rules
from domain.law.due import until
from domain.terms import AMSTERDAM, DESTROYED, OrganisationId, TeamId, day, tag
from projections.narrative import SPEECHES, word
from projections.narrative.names import LEARNT_FROM, Names
from service.codec import Stored, decode, open_words, promised_keys
from service.journal import Journal
from service.post.letter import Address, NotSent
from service.post.to_recipients import asked, corrected, corrected_on, shared
from service.records import Item

E = TypeVar("E", bound=Event)
FROM_YOURSELF = {"nl": "Van uzelf.", "en": "From you."}
FROM_ANOTHER = {"nl": "Iemand vertelde ons iets over u: {}.", "en": "Somebody told us: {}."}
SOMETHING = {"nl": "het wijkteam", "en": "the neighbourhood team"}


@dataclass(frozen=True)
class Known:
    """What there is to fill in for one message; each thing is looked up where a blank asks it.

    `read` is the position of the fact on the strength of which words are opened.
    """

    journal: Journal
    ordered: Fact[MessageOrdered]
    read: int
    to: Address
    contact: str
    municipality: OrganisationId

    def blanks(self, wanted: Iterable[str]) -> Mapping[str, str]:
        """The text for each. Raises NotSent where words are destroyed or what it tells is not
        there, and KeyError for a blank that nothing is known of."""
        return {name: BLANKS[name](self) for name in wanted}

    @cached_property
    def language(self) -> str:
        return self.ordered.event.language.value

    @cached_property
    def first(self) -> Fact[MessageOrdered]:
        """What was ordered first, where this says the same again."""
        found = self.ordered
        while (before := found.event.instead_of) is not None:
            found = self.one(MessageOrdered, tag("message", before), first=True)
        return found

    def beside(self, kind: type[E]) -> Fact[E]:
        """The fact that this was ordered with. Raises NotSent."""
        return self.one(kind, tag("command", self.first.context.command))

    def organisation(self, which: OrganisationId) -> str:
        """What an organisation is called."""
        names = self._named("organisation", which)
        return names.organisations.get(which, SPEECHES[self.language].unnamed["organisation"])

    def team(self) -> str:
        """The team that helps, or at whose door it came in."""
        about = self.ordered.event.case
        known = self.journal.known_now(Case(about), FrontDoor(about)) if about else ()
        team: TeamId | None = next((fold.team for fold in known if fold.team is not None), None)
        if team is None:
            return SOMETHING[self.language]
        name = self._named("team", team).teams.get(team)
        if name is None:
            return SPEECHES[self.language].unnamed["team"]
        return name if "team" in name.lower() else SPEECHES[self.language].team.format(name=name)

    def decision(self) -> Fact[DecisionTaken]:
        """The decision that this makes known, its reasons opened. Raises NotSent."""
        sent = self.beside(DecisionSent)
        taken = self.one(DecisionTaken, tag("decision", sent.event.decision), words=True)
        if taken.event.reasons == DESTROYED:
            raise NotSent(Undelivered.WORDS_GONE)
        return taken

    def words_of(self, kind: type[E], field: str) -> str:
        """What stands in that fact, which this was ordered with. Raises NotSent."""
        about = tag("command", self.first.context.command)
        said: str = getattr(self.one(kind, about, words=True).event, field)
        if said == DESTROYED:
            raise NotSent(Undelivered.WORDS_GONE)
        return said

    def source(self) -> str:
        """From whom what is written down came (AVG 14(2)(f)): their kind, never who."""
        case = self.ordered.event.case
        about = tag("case", case) if case else None
        involved = list(self.facts(about, PersonInvolved)) if about else []
        own = [fact for fact in involved if fact.event.resident == self.ordered.event.resident]
        signals = own or (list(self.facts(about, SignalReceived)) if about else [])
        if not signals:
            return FROM_YOURSELF[self.language]
        kinds = dict.fromkeys(word(fact.event.source, self.language) for fact in signals)
        return FROM_ANOTHER[self.language].format(", ".join(kinds))

    def struck(self) -> str:
        """What each line was about that was struck, and of what day it was: none of its words."""
        gone = self.facts(tag("command", self.first.context.command), StatementStruck)
        lines = [
            fact.event
            for each in gone
            for fact in self.facts(tag("statement", each.event.statement), StatementRecorded)
            if fact.event.statement == each.event.statement
        ]
        told = ((word(line.topic, self.language), line.observed_on) for line in lines)
        return "; ".join(f"{topic}, {self.written(on)}" for topic, on in told)

    def written(self, on: date) -> str:
        return SPEECHES[self.language].day(on)

    def listed(self, codes: Iterable[StrEnum]) -> str:
        return "; ".join(word(code, self.language) for code in codes)

    def end_of(self, term: TermCode, start: date) -> str:
        """The last day of a term that begins the day after `start`: of the law, or the shorter one
        that the municipality promised when it came in."""
        rules = Rules.of(self.first.context.rules)
        row = rules.deadline(term, start)
        promised = self.facts(tag("command", self.first.context.command), TermsAdopted)
        adopted = promised[0].event.adopted(term) if promised else None
        length, unit = adopted or (row.length, row.unit)
        counted_to = on_from(start, length, unit, rules.holiday)
        return self.written(until(row, start, counted_to, rules).on)

    def _named(self, noun: str, identity: str) -> Names:
        kinds = LEARNT_FROM[noun]
        return Names().learn(self.facts(tag(noun, identity), *kinds, words=True))

    def one(
        self, kind: type[E], about: str, *, words: bool = False, first: bool = False
    ) -> Fact[E]:
        """The last fact of that kind with that tag, or the first. Raises NotSent."""
        found = self.facts(about, kind, words=words)
        if not found:
            raise NotSent(Undelivered.WORDS_GONE)
        return found[0] if first else found[-1]

    def facts(self, about: str, *kinds: type[Any], words: bool = False) -> list[Fact[Any]]:
        """The facts of these kinds with that tag, their words opened or not."""
        asked = Item(tuple(kind.__name__ for kind in kinds), (about,))
        stored = self.journal.store.read([asked]).facts
        return self._opened(stored) if words else list(map(decode, stored))

    def _opened(self, stored: Iterable[Stored]) -> list[Fact[Event]]:
        found = list(stored)
        segments = self.journal.store.words([each.position for each in found])
        wanted = [key for each in found for key in promised_keys(each)]
        keys = self.journal.keys.open(wanted, self.read)
        return [
            decode(each, open_words(each, segments.get(each.position, ()), keys)) for each in found
        ]


def _moment(known: Known) -> str:
    at = known.first.recorded_at.astimezone(AMSTERDAM)
    return f"{known.written(at.date())}, {at:%H:%M}"


def _ordered_on(known: Known) -> date:
    return day(known.first.context.occurred_at)


def _received_on(known: Known) -> date:
    return day(known.beside(NotificationReceived).context.occurred_at)


BLANKS: Mapping[str, Callable[[Known], str]] = {
    "name": lambda known: known.to.name,
    "reference": lambda known: known.ordered.event.case or known.ordered.event.message,
    "municipality": lambda known: known.organisation(known.municipality),
    "team": Known.team,
    "contact": lambda known: known.contact,
    "source": Known.source,
    "received_on": lambda known: known.written(_received_on(known)),
    "plan_by": lambda known: known.end_of(TermCode.PERSONAL_PLAN, _received_on(known)),
    "finished_by": lambda known: known.end_of(TermCode.INVESTIGATION, _received_on(known)),
    "provision": lambda known: word(known.decision().event.provision, known.language),
    "outcome": lambda known: word(known.decision().event.outcome, known.language),
    "amount": lambda known: SPEECHES[known.language].euros(known.decision().event.amount),
    "reasons": lambda known: known.decision().event.reasons,
    "decided_on": lambda known: known.written(day(known.decision().context.occurred_at)),
    "on_behalf_of": lambda known: known.organisation(known.decision().event.on_behalf_of),
    "object_by": lambda known: known.end_of(TermCode.OBJECTION, _ordered_on(known)),
    "decide_by": lambda known: known.written(known.beside(TermExtended).event.until),
    "term": lambda known: word(known.beside(StatutoryTermExtended).event.term, known.language),
    "answer_by": lambda known: known.written(known.beside(StatutoryTermExtended).event.until),
    "corrected": corrected,
    "corrected_on": lambda known: known.written(corrected_on(known)),
    "consequences": lambda known: known.listed(known.beside(PressureSet).event.consequences),
    "review_on": lambda known: known.written(known.beside(PressureSet).event.review_on),
    "withdrawn_on": lambda known: known.written(_ordered_on(known)),
    "shared": shared,
    "shared_for": lambda known: word(known.beside(DisclosureMade).event.purpose, known.language),
    "asked": asked,
    "struck": Known.struck,
    "gone_by": lambda known: known.end_of(TermCode.STRUCK_LINE, _ordered_on(known)),
    "moment": _moment,
    "review_by": lambda known: known.end_of(TermCode.BREAK_GLASS_REVIEW, _ordered_on(known)),
}
"""What each blank of a template stands for."""
