"""Every decision can be explained, and replays to the verdict of its day, whatever changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain import access
from domain.codes import Outcome, Role
from domain.command import Command
from domain.fact import Event, Fact
from domain.facts.application import DecisionEscalated, DecisionTaken
from domain.filing import fields_of
from domain.law import EDITION
from domain.refusal import Refusal
from domain.terms import Cents, MandateId
from projections.view import as_of
from projections.views.by_what_right import BY_RIGHT, Orphan, by_what_right, orphans
from projections.views.mandates import mandates
from service.asked_again import CAME_OF, SAID_AS, NotToBeAsked, asked_again
from service.explain import explain, explained
from service.fixing.fsck import without_right
from service.journal import Journal
from service.town.living import Living
from service.town.setting import Town
from tests import asked
from tests.people import (
    acting,
    allotted,
    applied,
    bakker,
    by_admin,
    fast_track,
    granted,
    helped,
    leader,
    lift,
    lift_granted,
    mandated,
    named,
    oost,
    opened_journal,
    passed_on,
    ready_to_spend,
    revoked,
    shower_chair,
    stairs,
    year_set,
)
from tests.scenario import Clock, given, in_memory, put
from tests.test_sub_mandate import by_the_leader as leading
from tests.test_sub_mandate import led, may_pass_on, sub

START = datetime(2025, 1, 1, tzinfo=UTC)


def lived(months: int, inhabitants: int = 4_000) -> Journal:
    """A town after so many months, in memory."""
    clock = Clock(START)
    journal = in_memory(clock)
    put(journal, opened_journal, context=replace(by_admin, occurred_at=START))
    town = Town(opened_journal, inhabitants, 7)

    def set_clock(moment: datetime) -> None:
        clock.now = max(clock.now, moment)

    living = Living(town, journal.record, set_clock)
    assert not living.live(START.date(), months, lambda lived, share: None).surprises
    return journal


@pytest.fixture(scope="module")
def town() -> Journal:
    return lived(1)


def decided(journal: Journal) -> Iterator[list[Fact[Event]]]:
    """The facts of every command that was decided under a mandate."""
    by_command: dict[str, list[Fact[Event]]] = {}
    for fact in journal.read():
        by_command.setdefault(fact.context.command, []).append(fact)
    for facts in by_command.values():
        if any(type(fact.event) in CAME_OF for fact in facts):
            yield facts


def every_one_is_upheld(journal: Journal) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for facts in decided(journal):
        told = explained(journal, facts)
        kinds[type(told.fact.event).__name__] += 1
        assert told.upheld, (told.fact, told.then)
        assert told.then.kinds == tuple(type(fact.event).__name__ for fact in facts)
        if isinstance(told.fact.event, BY_RIGHT):
            assert told.complete
            assert all(link.stood for link in told.chain)
    return kinds


@pytest.mark.requirement("Z-29", "M-10", "M-11")
def test_every_decision_of_a_month_replays_to_the_verdict_of_its_day(town: Journal) -> None:
    kinds = every_one_is_upheld(town)
    assert {"DecisionTaken", "BudgetSpent", "ReferralMade", "MandateConsented"} <= set(kinds)


@pytest.mark.long
@pytest.mark.requirement("Z-29", "M-10", "M-11")
def test_every_decision_of_a_year_replays_to_the_verdict_of_its_day() -> None:
    kinds = every_one_is_upheld(lived(12, 2_000))
    assert kinds["DecisionTaken"] > 50
    assert kinds["DecisionEscalated"] > 5


@pytest.mark.requirement("M-10")
def test_in_a_town_nothing_lacks_a_chain_to_a_publication(town: Journal) -> None:
    facts = list(town.read())
    assert orphans(facts) == []
    rights = as_of(by_what_right, facts)
    granted_ = as_of(mandates, facts)
    assert len(rights) > 20
    for right in rights.values():
        line = granted_[(right.mandate,)]
        assert (line.function, line.publication) == (right.function, opened_journal.publication)
        assert line.body is not None
    used = sum(
        m.decisions + m.spendings + m.reversals + m.referrals + m.disclosures
        for m in granted_.values()
    )
    assert used == len(rights)


sub_story = (*helped, *led, may_pass_on)
by_the_leader = replace(asked.spend, context=leading, mandate=passed_on)
escalated = DecisionEscalated(
    application=lift, case=stairs, resident=bakker, team=oost, function=leader,
    amount=Cents(5_400_00), decision=lift_granted, mandate=fast_track, outcome=Outcome.GRANTED,
)  # fmt: skip
another = replace(mandated, mandate=MandateId(named("another")))


@pytest.mark.requirement("M-10")
@pytest.mark.parametrize(
    ("history", "missing"),
    [
        ((*helped, mandated), ""),
        ((*helped,), "mandate granted"),
        ((*helped, replace(mandated, until=date(2026, 3, 1))), "mandate that stands"),
        ((*helped, mandated, revoked), "mandate that stands"),
        ((*helped, replace(mandated, function=opened_journal.function)), "mandate of the function"),
        ((opened_journal, mandated), "holder of the function"),
    ],
    ids=["complete", "never granted", "ended", "revoked", "of another", "not held"],
)
def test_what_lacks_a_link_is_an_orphan(history: tuple[Event, ...], missing: str) -> None:
    journal = in_memory()
    put(journal, *history)
    put(journal, granted, context=replace(acting(), mandate=fast_track))
    found = orphans(journal.read())
    assert found == ([Orphan(len(history) + 1, "DecisionTaken", missing)] if missing else [])
    said = f"position {len(history) + 1}: DecisionTaken has no {missing}"
    assert list(without_right(journal)) == ([said] if missing else [])


def test_what_cites_no_mandate_at_all_is_an_orphan() -> None:
    journal = in_memory()
    put(journal, *helped, mandated, granted)
    assert [each.missing for each in orphans(journal.read())] == ["mandate cited"]


class TestOneDecision:
    """Explained by its id, and asked anew."""

    def journal(self, *later: Event) -> Journal:
        begun = given(*helped, mandated, applied).when(asked.take_decision)
        begun.then(granted)
        put(begun.journal, *later)
        return begun.journal

    @pytest.mark.requirement("Z-29", "M-11")
    def test_a_mandate_revoked_today_changes_no_verdict_of_then(self) -> None:
        (told,) = explain(self.journal(revoked), lift_granted)
        assert told.upheld and told.complete
        assert told.then.kinds == ("DecisionTaken",)
        assert told.now.refusal is Refusal.MANDATE_ENDED
        (link,) = told.chain
        assert (link.stood, link.stands) == (True, False)
        assert (link.limit, link.until) == (mandated.limit, mandated.until)

    @pytest.mark.requirement("M-11")
    def test_the_mandate_is_shown_as_it_read_then(self) -> None:
        smaller = replace(another, limit=Cents(1))
        (told,) = explain(self.journal(smaller), lift_granted)
        (link,) = told.chain
        assert (link.mandate, link.limit) == (fast_track, mandated.limit)
        assert {type(fact.event).__name__ for fact in told.rested_on} >= {
            "MandateGranted", "ApplicationReceived", "FunctionAssigned", "FunctionEstablished",
        }  # fmt: skip

    @pytest.mark.requirement("Z-29")
    def test_a_rule_of_a_newer_edition_changes_no_verdict_of_then(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        journal = self.journal()
        (facts,) = decided(journal)
        nobody = [
            replace(act, edition=99, roles=frozenset({Role.DIRECTOR}))
            for act in access.ACTS
            if act.command == "TakeDecision"
        ]
        monkeypatch.setattr(access, "ACTS", (*access.ACTS, *nobody))
        access.acts.cache_clear()
        try:
            told = explained(journal, facts, edition=99)
        finally:
            monkeypatch.undo()
            access.acts.cache_clear()
        assert told.upheld
        assert told.now.refusal is Refusal.NOT_AUTHORISED

    @pytest.mark.requirement("Z-29")
    def test_the_law_is_shown_as_that_edition_has_it(self) -> None:
        (told,) = explain(self.journal(), lift_granted)
        assert told.rules == EDITION
        assert [row.code for row in told.rows][-1] == "stair-lift"
        assert all(row.edition <= told.rules and row.source for row in told.rows)
        assert {act.command for act in told.access} == {"TakeDecision"}

    def test_it_is_found_by_its_place_too_and_nothing_else_is(self) -> None:
        journal = self.journal()
        place = explain(journal, lift_granted)[0].fact.position
        assert [told.fact.position for told in explain(journal, str(place))] == [place]
        for nothing in (str(place - 1), str(place + 1), named("nothing"), "x", "0", "9" * 30):
            assert explain(journal, nothing) == []

    def test_a_spending_and_its_reversal_are_explained_together(self) -> None:
        begun = given(*ready_to_spend).when(asked.spend)
        begun.journal.record(asked.spend)
        begun.journal.record(replace(asked.reverse, context=acting()))
        told = explain(begun.journal, shower_chair)
        assert [type(each.fact.event).__name__ for each in told] == ["BudgetSpent", "SpendReversed"]
        assert all(each.upheld and each.complete for each in told)

    @pytest.mark.requirement("M-10")
    def test_a_sub_mandate_is_explained_up_to_the_publication(self) -> None:
        begun = given(*sub_story, sub, year_set, allotted).when(by_the_leader)
        begun.journal.record(by_the_leader)
        (told,) = explain(begun.journal, shower_chair)
        assert [link.mandate for link in told.chain] == [passed_on, fast_track]
        assert told.complete and told.upheld
        assert told.chain[0].granted_at != told.chain[1].granted_at


LEFT_OUT = {(DecisionTaken, "escalate_to")}
"""What changed nothing: it was not too large, so it went up to nobody."""


class TestAskedAgain:
    """What was asked is in the facts, whole."""

    def test_every_field_of_what_is_decided_under_a_mandate_is_in_its_fact(self) -> None:
        for event, command in CAME_OF.items():
            said = {field.name for field in fields_of(event)}
            for field in fields_of(command):
                if field.name in ("context", "at") or field.about is not None:
                    continue
                name = SAID_AS.get((event, field.name), field.name)
                assert name in said or (event, field.name) in LEFT_OUT, (event, field.name)

    def test_everything_that_is_decided_under_a_mandate_can_be_asked_again(self) -> None:
        citing = {
            type(command)
            for command in vars(asked).values()
            if isinstance(command, Command) and command.cites() is not None
        }
        assert citing == set(CAME_OF.values())

    def test_it_is_the_command_that_was_asked(self) -> None:
        begun = given(*helped, mandated, applied).when(asked.take_decision)
        facts = begun.then(granted).facts
        again = asked_again(facts)
        assert replace(again, context=asked.take_decision.context, at=asked.take_decision.at) == (
            asked.take_decision
        )

    def test_a_fact_that_does_not_say_enough_says_so(self) -> None:
        journal = in_memory()
        older = replace(escalated, outcome=None)
        put(journal, *helped, older, context=replace(acting(), mandate=fast_track))
        (told,) = explain(journal, str(journal.head()))
        assert told.then.unsaid == "DecisionEscalated does not say outcome"
        assert not told.upheld
        with pytest.raises(NotToBeAsked):
            asked_again(list(journal.read(until=1)))
