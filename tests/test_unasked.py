"""What went past a resident's no or a cap, and what rests on somebody's word alone (M-18, M-19)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.codes import Character, Initiative
from domain.fact import Fact
from domain.facts.agreement import HelpAgreed
from projections.views.unasked import unasked
from service.codec import encode
from service.keys import MemoryKeys
from tests.breaches.contact import who_came_past_a_no_or_the_cap
from tests.breaches.raw import raw
from tests.happened import day, only, story
from tests.people import acting, bakker, fatima, monday, pieter, reported, stairs
from tests.test_contact import by_the_court, held, outreach, refused_help

pytestmark = pytest.mark.requirement("M-18", "M-19")
by_her = replace(held, initiative=Initiative.RESIDENT)
safe = replace(held, wanted=False, safety=True)
came = replace(held, wanted=False)
agrees = HelpAgreed(case=stairs, resident=bakker)


def test_who_put_on_record_that_she_takes_her_no_back_is_shown() -> None:
    facts = story(reported, (1, refused_help), (2, agrees))
    assert (only(unasked, facts).taken_back_by, only(unasked, facts[:2]).taken_back_by) == (
        fatima, None,
    )  # fmt: skip
    by_him = replace(facts[2], context=acting(pieter, at=facts[2].recorded_at))
    assert only(unasked, [*facts[:2], by_him]).taken_back_by == pieter
    before = acting(pieter, at=monday)
    assert only(unasked, [*facts[:2], replace(by_him, context=before)]).taken_back_by is None
    again = story(reported, (1, refused_help), (2, agrees), (3, refused_help))
    assert only(unasked, again).taken_back_by is None
    assert only(unasked, story(reported, (2, agrees))).taken_back_by is None


def test_what_is_called_hers_while_her_no_stands_and_what_is_called_safety_are_counted() -> None:
    ordered = replace(came, character=Character.COERCED, decision=by_the_court)
    row = only(
        unasked,
        story(
            by_her, safe, (1, refused_help), (2, by_her), by_her, safe, ordered, (3, agrees), by_her
        ),
    )
    assert (row.hers_after_no, row.for_safety) == (2, 2)
    assert (row.after_no, row.past_cap) == (0, 0)


def test_what_is_told_of_a_day_before_it_was_decided_on_is_past_the_cap() -> None:
    """In the view, and by who looks at the facts alone."""
    begun, contact = story((5, outreach), (6, came))
    early = replace(contact, context=acting(at=monday + timedelta(days=4)))
    for fact, past in ((contact, 0), (early, 1)):
        row = only(unasked, [begun, fact])
        assert (row.begun_on, row.past_cap) == (day(5), past)
        lies = [
            raw(f.position, type(f.event).__name__, f.recorded_at, enveloped(f))
            for f in (begun, fact)
        ]
        found = list(who_came_past_a_no_or_the_cap(lies, day(9)))
        assert [breach.kind for breach in found] == ["past-cap"] * past


def enveloped(fact: Fact[Any]) -> bytes:
    return encode(fact.event, fact.context, "0" * 64, MemoryKeys()).envelope
