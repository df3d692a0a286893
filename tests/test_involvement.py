"""How long a team stays with somebody, and how often unasked: as the facts are, counted."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from domain.codes import Character, ConcernLevel, Initiative
from domain.facts.agreement import HelpAgreed
from domain.facts.concern import ConcernClassified
from domain.facts.contact import ContactAttempted, ContactHeld
from projections.view import as_of
from projections.views.involvement import BY, Involved, involvement
from tests.happened import Dated, day, only
from tests.happened import story as dated
from tests.people import bakker, closed, oost, opened, reported, stairs
from tests.test_contact import held, refused_help, signal
from tests.test_review import continued, escalated

pytestmark = pytest.mark.requirement("M-23")
WAYS = list(product(Initiative, (True, False), Character, (True, False)))
EVERY_CONTACT: list[ContactHeld | ContactAttempted] = [
    kind(**{**vars(held), "initiative": by, "wanted": wanted, "character": how, "safety": safe})
    for kind in (ContactHeld, ContactAttempted)
    for by, wanted, how, safe in WAYS
]


def row(*events: Dated) -> Involved:
    found = only(involvement, dated(*events))
    assert isinstance(found, Involved)
    return found


def test_it_lasts_from_the_first_word_until_the_case_is_closed() -> None:
    still = row(signal, (3, reported), (5, opened))
    assert (still.since, still.until) == (day(0), None)
    assert (still.resident, still.team) == (bakker, oost)
    assert row(signal, (5, opened), (40, closed)).until == day(40)
    assert row(signal, (5, opened), (40, closed), (60, reported)).until is None


def test_its_numbers_are_the_counts_of_the_facts_by_type() -> None:
    events: list[Dated] = [reported, opened, *EVERY_CONTACT, *EVERY_CONTACT[:7], refused_help]
    told = row(*events, continued, escalated, refused_help)
    facts = [each for each in events if isinstance(each, ContactHeld | ContactAttempted)]
    counted = Counter((type(each), each.wanted) for each in facts)
    assert counted == {
        (ContactHeld, True): told.wanted, (ContactHeld, False): told.unwanted,
        (ContactAttempted, True): told.attempts_wanted,
        (ContactAttempted, False): told.attempts_unwanted,
    }  # fmt: skip
    initiatives = Counter(BY[each.initiative] for each in facts)
    assert initiatives == {name: getattr(told, name) for name in BY.values()}
    characters = Counter(each.character for each in facts)
    assert (characters[Character.URGED], characters[Character.COERCED]) == (
        told.urged, told.coerced,
    )  # fmt: skip
    assert sum(each.safety for each in facts) == told.for_safety
    assert (told.refusals, told.continued, told.escalated) == (2, 1, 1)


def test_her_no_shows_while_it_stands() -> None:
    hers = HelpAgreed(case=stairs, resident=bakker)
    no = row(reported, (4, refused_help))
    assert no.refused_at is not None and no.refused_at.date() == day(4)
    assert row(reported, (4, refused_help), (6, hers)).refused_at is None
    assert row(reported, (4, refused_help), (6, reported)).refused_at is None
    earlier = row(reported, (4, refused_help), (2, refused_help), (3, hers))
    assert earlier.refused_at == no.refused_at
    assert row(reported, (4, refused_help), (3, hers)).refused_at == no.refused_at
    assert row(reported, (4, refused_help), (6, signal)).refused_at == no.refused_at


def test_the_concern_is_as_it_was_said_last() -> None:
    light = ConcernClassified(case=stairs, resident=bakker, level=ConcernLevel.LIGHT, cited=1)
    assert row(reported).concern is None
    assert row(reported, light, replace(light, level=ConcernLevel.RAISED)).concern == "raised"


def test_a_case_is_a_row() -> None:
    assert list(as_of(involvement, dated(reported, opened, held))) == [(stairs,)]
