"""Facts become bytes and come back the same, and what cannot be stored is refused by name."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

import hypothesis.strategies as st
import pytest
import rfc8785
from hypothesis import Phase, example, given, settings

from domain.codes import Topic
from domain.fact import Context, Event
from domain.facts.budget import BudgetSpent
from domain.facts.case import CaseOpened
from domain.facts.intake import ConsultHeld, NotificationReceived
from domain.filing import Field, fields_of, identities
from domain.terms import DESTROYED, UNOPENED, Cents, Neighbourhood, Personal, TeamId, day
from service import entry
from service.codec import (
    LARGEST,
    Draft,
    NotStorable,
    Stored,
    canonical,
    content,
    decode,
    encode,
    instant,
    open_words,
)
from service.database import Database
from service.keys import MemoryKeys
from service.memory import MemoryStore
from service.records import Append, Store
from service.store import PostgresStore
from tests.people import by_fatima, fast_track, monday, oost, opened, paid, reported
from tests.strategies import KINDS, contexts, instances, whole_numbers

OLD = json.loads((Path(__file__).parent / "vectors" / "old_fact.json").read_text("utf-8"))
FINGERPRINT = "0" * 64
profile = st.recursive(
    st.text(st.characters(exclude_categories=["Cs"])) | whole_numbers | st.booleans(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="ascii")), inner),
)


@settings(deadline=None)
@given(profile)
@example({"b": ['\u007f\u2028\x1f"\\/'], "a": LARGEST, "": -LARGEST, "A": True})
def test_canonical_bytes_are_those_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_event_comes_back_as_it_was(kind: type[Event]) -> None:
    keys = MemoryKeys()

    @settings(max_examples=25, deadline=None)
    @given(instances(kind), contexts)
    def comes_back(event: Event, context: Context) -> None:
        draft = encode(event, context, FINGERPRINT, keys)
        stored = Stored(7, monday, draft.kind, draft.envelope)
        opened_keys = keys.open(segment.key_id for segment in draft.segments)
        fact = decode(stored, open_words(stored, draft.segments, opened_keys))
        assert fact.event == event
        assert fact.context == context
        assert (fact.position, fact.recorded_at) == (7, monday)
        assert set(draft.tags) == {*identities(event), f"command:{context.command}"}
        parsed = json.loads(draft.envelope)
        assert draft.envelope == rfc8785.dumps(parsed)
        assert parsed["schema"] == kind.schema
        assert UUID(parsed["id"]) == draft.fact_id
        personal = {field.name for field in fields_of(kind) if field.about}
        said = {name for name in personal if getattr(event, name) is not None}
        assert parsed["words"].keys() == said == {s.name for s in draft.segments}
        assert not personal & parsed["event"].keys()

    comes_back()


def test_sealed_words_read_as_sealed_until_they_are_opened_and_as_destroyed_without_key() -> None:
    keys = MemoryKeys()
    draft = encode(reported, by_fatima, FINGERPRINT, keys)
    stored = Stored(1, monday, draft.kind, draft.envelope)
    assert decode(stored).event == replace(reported, question=UNOPENED)
    keys.destroy(segment.key_id for segment in draft.segments)
    texts = open_words(stored, draft.segments, keys.open(s.key_id for s in draft.segments))
    assert decode(stored, texts).event == replace(reported, question=DESTROYED)
    assert decode(stored, open_words(stored, (), {})).event == replace(reported, question=DESTROYED)


def test_the_key_of_words_is_kept_under_whom_they_are_about() -> None:
    ((_, about),) = encode(reported, by_fatima, FINGERPRINT, MemoryKeys()).keys
    assert about == f"resident:{reported.resident}"


CANARY = "canary-4711"


class NoWhere(tzinfo):
    """A zone that does not know its own offset."""

    def utcoffset(self, dt: datetime | None) -> None:
        return None

    def dst(self, dt: datetime | None) -> None:
        return None

    def tzname(self, dt: datetime | None) -> None:
        return None


class OtherTopic(StrEnum):
    DEBT = "debt"


def wrong(field: Field) -> list[Any]:
    """Values that this field may not hold."""
    everywhere = [None, 1.5, b"canary-4711", object(), [CANARY]]
    if field.optional:
        everywhere.remove(None)
    if field.many:
        return [*everywhere, CANARY, (CANARY,), (None,), [*()]]
    if field.about is not None:
        return [*everywhere, 7, f"{CANARY}\0", f"\ud800{CANARY}"]
    if field.kind is datetime:
        naive = datetime(2026, 3, 2, 9)
        far = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
        return [*everywhere, naive, naive.replace(tzinfo=NoWhere()), far, day(monday), CANARY]
    if field.kind is bool:
        return [*everywhere, 1, 0, CANARY]
    if field.kind in (int, Cents):
        return [*everywhere, True, 2**53, -(2**53), CANARY]
    if isinstance(field.kind, type) and issubclass(field.kind, StrEnum):
        return [*everywhere, CANARY, OtherTopic.DEBT, "debt"]
    shouted = "1F0E3DAD-9990-8345-B743-9F8FFABDFFC4"
    return [*everywhere, monday, 7, CANARY, "", shouted, shouted.lower() + "\n", "999912345"]


@pytest.mark.requirement("Z-24")
@pytest.mark.parametrize("kind", [*KINDS, Context], ids=lambda kind: kind.__name__)
def test_a_field_refuses_what_it_may_not_hold_by_name_and_never_repeats_it(kind: type) -> None:
    keys = MemoryKeys()

    @settings(max_examples=1, deadline=None, phases=[Phase.generate], database=None)
    @given(instances(kind))
    def refuses(good: Any) -> None:
        for field in fields_of(kind):
            for value in wrong(field):
                bad = replace(good, **{field.name: value})
                event, context = (opened, bad) if kind is Context else (bad, by_fatima)
                with pytest.raises(NotStorable, match=f"^{field.name}: ") as refused:
                    encode(event, context, FINGERPRINT, keys)
                assert CANARY not in str(refused.value)
                assert refused.value.__cause__ is None
                assert "999912345" not in str(refused.value)

    refuses()


@pytest.mark.requirement("N-08")
@pytest.mark.parametrize("field", ["funding_responsible", "content_responsible"])
@pytest.mark.parametrize("nobody", [None, "", " ", "gemeente"])
def test_no_fact_without_who_answers_for_the_money_and_who_for_the_help(
    field: str, nobody: Any
) -> None:
    nameless: Any = {field: nobody}
    with pytest.raises(NotStorable, match=f"^{field}: not a OrganisationId"):
        encode(opened, replace(by_fatima, **nameless), FINGERPRINT, MemoryKeys())


def test_a_free_text_finds_no_way_into_an_envelope() -> None:
    @dataclass
    class Gossip:
        heard: str

    with pytest.raises(NotStorable, match=r"^heard: a free text must be marked Personal"):
        content(Gossip("that he …"), leave_out=())


def test_a_time_is_written_in_utc_with_six_decimals() -> None:
    summer = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 7, 1, 0, 30, tzinfo=summer)) == "2026-06-30T22:30:00.000000Z"
    assert instant(monday + timedelta(microseconds=7)) == "2026-03-02T09:00:00.000007Z"


def test_a_mandate_that_was_not_needed_is_left_out() -> None:
    without = json.loads(encode(opened, by_fatima, FINGERPRINT, MemoryKeys()).envelope)
    assert "mandate" not in without["context"]
    under = replace(by_fatima, mandate=fast_track)
    spent = json.loads(encode(paid, under, FINGERPRINT, MemoryKeys()).envelope)
    assert spent["context"]["mandate"] == fast_track


class TestAnOldFact:
    """Bytes from before a field changed its meaning: read as today's, stored as they were."""

    envelope = OLD["envelope"].encode()
    stored = Stored(1, monday, OLD["type"], envelope)
    consult = ConsultHeld(
        team=oost, topic=Topic.DEBT, neighbourhood=Neighbourhood("BU03920103"), minutes=20
    )

    @pytest.fixture
    def today(self, monkeypatch: pytest.MonkeyPatch) -> type[Event]:
        """Consults as they would be once their length was kept in seconds."""
        monkeypatch.setitem(Event.kinds, "ConsultHeld", ConsultHeld)  # put back afterwards

        class Newer(Event):
            schema = 2
            team: TeamId
            seconds: int

            @classmethod
            def upcast(cls, fields: Mapping[str, Any], schema: int) -> Mapping[str, Any]:
                assert schema == 1
                return {**fields, "seconds": fields["minutes"] * 60}

        del Event.kinds["Newer"]
        Event.kinds["ConsultHeld"] = Newer
        return Newer

    def test_reads_as_what_it_was(self) -> None:
        assert decode(self.stored).event == self.consult

    def test_reads_as_todays_once_its_shape_has_changed(self, today: Any) -> None:
        assert decode(self.stored).event == today(team=oost, seconds=1200)

    @pytest.mark.parametrize("where", ["memory", "postgres"])
    def test_stays_byte_for_byte_what_it_was(
        self, where: str, today: Any, request: pytest.FixtureRequest
    ) -> None:
        store: Store = MemoryStore()
        if where == "postgres":
            database: Database = request.getfixturevalue("database")
            store = PostgresStore(database)
        fact_id = UUID(json.loads(self.envelope)["id"])
        draft = Draft("ConsultHeld", fact_id, self.envelope, (f"team:{oost}",), (), ())
        assert store.append(Append([draft])) is not None
        (stored,) = store.read().facts
        assert decode(stored).event == today(team=oost, seconds=1200)
        assert stored.envelope == self.envelope
        body = hashlib.sha256(entry.body(stored.kind, stored.envelope)).hexdigest()
        assert body == OLD["body_hash"]
        store.close()


def test_personal_marks_a_text_about_a_field() -> None:
    assert {f.name: f.about for f in fields_of(NotificationReceived) if f.about} == {
        "question": "resident"
    }
    assert Personal("resident").about == "resident"
    assert [f.many for f in fields_of(CaseOpened) if f.name == "laws"] == [True]
    assert [f.kind for f in fields_of(BudgetSpent) if f.name == "amount"] == [Cents]
    assert UTC is monday.tzinfo
