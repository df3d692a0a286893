"""Why it was decided so: the facts, the mandate, the rules and the configuration it rested on.

And the same question put again: to the rules of that day, where the answer must be what is on
record; and to the rules of today, where it may be another. Nothing here opens a word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.access import Act, acts
from domain.codes import MandateKind, MandatingBody
from domain.command import Knowledge, Malformed, Unknown
from domain.decisions.right import case_in, named_case
from domain.fact import Context, Event, Fact
from domain.facts.configuration import Configuration
from domain.facts.mandate import Mandate, MandateGranted, MandatesOf
from domain.facts.refused import AttemptRefused
from domain.law import EDITION, NotInForce, Rules
from domain.law.rows import Row
from domain.refusal import Refusal
from domain.terms import (
    UUID,
    Cents,
    FunctionId,
    MandateId,
    OrganisationId,
    Publication,
    day,
    tag,
)
from service.asked_again import CAME_OF, NotToBeAsked, asked_again
from service.codec import decode, without_words
from service.deciding import AnyCommand, as_configured, boundary, decide
from service.journal import Journal
from service.records import Item
from service.warm import Question, with_tags

NAMED_BY = ("decision", "spending", "referral", "agreementline")
"""By whose id a decision can be asked for."""
GOVERNING = (Mandate, MandatesOf, Configuration)
"""What is known of the rules themselves; all else is known of the case."""


@dataclass(frozen=True)
class Verdict:
    """What follows, by the kinds of the facts; or the refusal; or why it cannot be said."""

    kinds: tuple[str, ...] = ()
    refusal: Refusal | None = None
    unsaid: str | None = None


@dataclass(frozen=True)
class Link:
    """One mandate of the chain, from who decided up to what was published."""

    mandate: MandateId
    granted_at: int | None
    """The position at which it was granted; None: it never was, and the chain is broken here."""
    function: FunctionId | None = None
    organisation: OrganisationId | None = None
    kind: MandateKind | None = None
    limit: Cents | None = None
    since: date | None = None
    until: date | None = None
    body: MandatingBody | None = None
    decided_on: date | None = None
    publication: Publication | None = None
    stood: bool = False
    """Whether it stood on the day of the decision, as was known then."""
    stands: bool = False
    """Whether it still stood on that day, by what is known now: not where it was revoked since."""


@dataclass(frozen=True)
class Explanation:
    """One decision, spend or disclosure, and all that it rested on."""

    fact: Fact[Event]
    rested_on: Sequence[Fact[Event]]
    """The facts that were known when it was decided, and asked about; in order."""
    chain: Sequence[Link]
    rules: int
    """The edition of law and of access tables."""
    rows: Sequence[Row]
    """What the law said in that edition of its ground and provision, on that day."""
    access: Sequence[Act]
    configuration: int | None
    then: Verdict
    now: Verdict

    @property
    def context(self) -> Context:
        """Who decided, in what function."""
        return self.fact.context

    @property
    def complete(self) -> bool:
        """Whether every mandate of the chain is on record, with its publication."""
        return bool(self.chain) and all(link.publication is not None for link in self.chain)

    @property
    def upheld(self) -> bool:
        """Whether the rules of its day give the verdict that is on record."""
        return type(self.fact.event).__name__ in self.then.kinds


def explain(journal: Journal, what: str) -> list[Explanation]:
    """What was decided under this id (a decision, spending, referral or agreement line), or at this
    position, explained. Empty where there is none. Raises StoreUnavailable."""
    return [explained(journal, facts) for facts in _decided(journal, what)]


def explained(
    journal: Journal, facts: Sequence[Fact[Event]], edition: int = EDITION
) -> Explanation:
    """These facts of one command explained; `edition` is what counts as the rules of today."""
    told = next(fact for fact in facts if type(fact.event) in CAME_OF)
    until = facts[0].position - 1
    on = day(told.recorded_at)
    rules = Rules.of(told.context.rules)
    base = Explanation(
        fact=told, rested_on=(), chain=_chain(journal, told, until), rules=rules.edition,
        rows=_rows(rules, told, on), access=acts(CAME_OF[type(told.event)].__name__, rules.edition),
        configuration=told.context.configuration, then=Verdict(), now=Verdict(),
    )  # fmt: skip
    try:
        command = asked_again(facts)
    except NotToBeAsked as older:
        unsaid = Verdict(unsaid=str(older))
        return replace(base, then=unsaid, now=unsaid)
    today = replace(command, context=replace(command.context, rules=edition))
    then, rested_on = _verdict(journal, command, until, governed_until=until)
    now, _ = _verdict(journal, today, until, governed_until=journal.head())
    return replace(base, rested_on=rested_on, then=then, now=now)


def _decided(journal: Journal, what: str) -> Iterable[list[Fact[Event]]]:
    """The facts of every command that came to something under that id, in order."""
    if what.isascii() and what.isdigit() and len(what) < 16:
        after = max(int(what) - 1, 0)
        found = [decode(stored) for stored in journal.store.read(after=after, limit=1).facts]
        found = [fact for fact in found if fact.position == int(what)]
    elif UUID.fullmatch(what):
        items = [Item(tags=(tag(noun, what),)) for noun in NAMED_BY]
        found = [decode(stored) for stored in journal.store.read(items).facts]
    else:
        found = []
    for fact in found:
        if type(fact.event) in CAME_OF and fact.context.mandate is not None:
            yield list(journal.read(tag("command", fact.context.command)))


def _verdict(
    journal: Journal, command: AnyCommand, until: int, governed_until: int
) -> tuple[Verdict, Sequence[Fact[Event]]]:
    """What follows from what was known at that position, and the facts that were asked about."""
    own = [Question(need) for need in command.needs()]
    case = named_case(command) or case_in(_known(journal, own, until, until)[0])
    around = boundary(command, own, case)
    known, rested_on = _known(journal, around.questions, until, governed_until)
    command = as_configured(command, known)
    try:
        decided = decide(command, around, known)
    except (Unknown, Malformed) as error:
        return Verdict(unsaid=str(error)), rested_on
    if isinstance(decided[0], AttemptRefused):
        return Verdict(refusal=decided[0].code), rested_on
    return Verdict(kinds=tuple(type(event).__name__ for event in decided)), rested_on


def _known(
    journal: Journal, asked: Sequence[Question], until: int, governed_until: int
) -> tuple[list[Knowledge], Sequence[Fact[Event]]]:
    """These folds as they were known, the rules themselves as far as `governed_until`."""
    page = journal.store.read([each.since(0) for each in asked])
    facts = with_tags(without_words(decode(stored)) for stored in page.facts)
    before = [each for each in facts if each[0].position <= until]
    governed = [each for each in facts if each[0].position <= governed_until]
    known = [
        each.fold((each.need, 0), governed if isinstance(each.need, GOVERNING) else before)
        for each in asked
    ]
    return known, [fact for fact, _ in before]


def _chain(journal: Journal, told: Fact[Event], until: int) -> list[Link]:
    """From the mandate cited up to the one that the mandator gave."""
    cited = told.context.mandate
    if cited is None:
        return []
    on = day(told.recorded_at)
    links, seen = [], _mandate(journal, cited, until)
    for mandate in (cited, *seen[0].above):
        then, granted_at = _mandate(journal, mandate, until)
        now, _ = _mandate(journal, mandate, journal.head())
        links.append(_link(mandate, then, granted_at, on, stands=now.stands(on)))
    return links


def _mandate(journal: Journal, mandate: MandateId, until: int) -> tuple[Mandate, int | None]:
    asked = Question(Mandate(mandate))
    found = [decode(stored) for stored in journal.store.read([asked.since(0)]).facts]
    facts = with_tags(fact for fact in found if fact.position <= until)
    known = asked.fold((asked.need, 0), facts)
    assert isinstance(known, Mandate)
    grants = (f.position for f, _ in facts if getattr(f.event, "mandate", None) == mandate)
    return known, next(grants, None) if known.granted else None


def _link(
    mandate: MandateId, then: Mandate, granted_at: int | None, on: date, *, stands: bool
) -> Link:
    granted: MandateGranted | None = then.granted
    if granted is None:
        return Link(mandate, None)
    return Link(
        mandate, granted_at, granted.function, granted.organisation, granted.kind, granted.limit,
        granted.since, granted.until, granted.body, granted.decided_on, granted.publication,
        then.stands(on), stands,
    )  # fmt: skip


def _rows(rules: Rules, told: Fact[Event], on: date) -> list[Row]:
    """What the law says of the ground, and of the provision, on that day."""
    found: list[Row] = []
    try:
        found.append(rules.basis(told.context.basis, on))
        if (provision := getattr(told.event, "provision", None)) is not None:
            found.append(rules.provision(provision, on))
    except NotInForce:
        pass
    return found
