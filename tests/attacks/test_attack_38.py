"""Attack 38: "it was not me" — an administrator decides in a worker's name."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.decisions.staff import RegisterSigningKey
from domain.fact import Fact
from domain.facts.application import DecisionTaken
from domain.facts.budget import BudgetSpent
from domain.refusal import Refusal
from domain.terms import Cents, CommandId, Signature, SpendingId
from service.codec import encode
from service.database import Database
from service.deciding import AnyCommand
from service.identity import Caller
from service.journal import Journal
from service.keys import MemoryKeys
from service.records import Append
from service.signing import public_key, sign, unsigned
from service.simulated import make_simulated
from service.store import PostgresStore
from tests import asked
from tests.http import new, serving
from tests.people import (
    acting,
    admin,
    applied,
    by_fatima,
    clarified,
    fatima,
    granted,
    monday,
    oost,
    ready_to_spend,
    set_apart,
)
from tests.scenario import put

own_key = asked.own_key
another_key = Ed25519PrivateKey.from_private_bytes(bytes(32))
history = (*ready_to_spend, clarified, applied, set_apart)


def fresh(command: AnyCommand) -> AnyCommand:
    return replace(command, context=replace(command.context, command=CommandId(new())))


def signed(command: AnyCommand, key: Ed25519PrivateKey = own_key) -> AnyCommand:
    command = fresh(command)
    return replace(command, context=replace(command.context, signature=sign(key, command)))


def begun(database: Database) -> Journal:
    """Fatima has a case, money to spend, and a key that she signs with."""
    make_simulated(database, monday)
    journal = Journal(PostgresStore(database), MemoryKeys())
    put(journal, *history)
    assert journal.record(signed(asked.register_signing_key)).refusal is None
    return journal


def facts_of(journal: Journal) -> Sequence[Fact[Any]]:
    return list(journal.read())


def test_attack_38_a_forged_actor_is_refused_and_the_refusal_is_on_record(
    database: Database,
) -> None:
    """Whoever can send commands in Fatima's name, an application's administrator, has no key."""
    journal = begun(database)
    context = signed(asked.take_decision).context
    of_less = replace(asked.take_decision, context=context, amount=Cents(3_949_99))
    for forged, code in (
        (fresh(asked.take_decision), Refusal.SIGNATURE_NEEDED),
        (signed(asked.take_decision, another_key), Refusal.SIGNATURE_WRONG),
        (of_less, Refusal.SIGNATURE_WRONG),
    ):
        assert journal.record(forged).refusal is code
    refused = facts_of(journal)[-3:]
    assert [fact.event.code for fact in refused] == [
        Refusal.SIGNATURE_NEEDED, Refusal.SIGNATURE_WRONG, Refusal.SIGNATURE_WRONG,
    ]  # fmt: skip
    assert all(fact.event.cases == (applied.case,) for fact in refused)
    hers = signed(asked.take_decision)
    answer = journal.record(hers)
    assert answer.refusal is None
    assert list(unsigned(facts_of(journal))) == []
    journal.close()


def test_attack_38_a_signature_of_another_command_does_not_fit(database: Database) -> None:
    journal = begun(database)
    first = signed(asked.spend)
    assert journal.record(first).refusal is None
    for stolen in (
        replace(first, context=replace(first.context, command=CommandId(new()))),
        replace(asked.take_decision, context=replace(
            asked.take_decision.context, command=CommandId(new()), signature=first.context.signature
        )),
    ):  # fmt: skip
        assert journal.record(stolen).refusal is Refusal.SIGNATURE_WRONG
    journal.close()


@pytest.mark.parametrize("signature", [None, "another", "stolen", "garbage"])
def test_attack_38_what_was_put_in_the_table_by_hand_is_found_from_the_facts_alone(
    database: Database, signature: str | None
) -> None:
    """An administrator of the application writes a decision past every rule, in Fatima's name."""
    journal = begun(database)
    honest = signed(asked.spend)
    assert journal.record(honest).refusal is None
    made = {
        None: None,
        "another": sign(another_key, asked.take_decision),
        "stolen": honest.context.signature,
        "garbage": Signature("A" * 86),
    }[signature]
    context = replace(asked.take_decision.context, command=CommandId(new()), signature=made)
    draft = encode(granted, context, "0" * 64, journal.keys)
    placed = journal.store.append(Append([draft]))
    assert placed is not None
    facts = facts_of(journal)
    assert {type(fact.event) for fact in facts} >= {DecisionTaken, BudgetSpent}
    (found,) = unsigned(facts)
    assert (found.position, found.actor) == (placed.first, fatima)
    assert found.signed is (signature is not None)
    journal.close()


def test_attack_38_a_changed_amount_under_an_honest_signature_is_found(database: Database) -> None:
    journal = begun(database)
    honest = signed(asked.spend)
    (fact,) = journal.record(honest).facts
    assert isinstance(fact.event, BudgetSpent)
    event = replace(fact.event, amount=Cents(6_000_00))
    changed: Fact[Any] = replace(fact, event=event)
    facts = [*facts_of(journal)[:-1], changed]
    assert [found.position for found in unsigned(facts)] == [fact.position]
    journal.close()


def test_attack_38_over_http_the_signature_comes_in_a_header(database: Database) -> None:
    """In base64url, and nothing else."""
    make_simulated(database, monday)
    with serving(database) as api:
        put(api.journal, *history)
        key = new()
        mine = RegisterSigningKey(
            context=replace(acting(), command=CommandId(key)), key=public_key(own_key)
        )
        path, body = "/signing-keys", {"key": mine.key}
        bare = api.post(path, body, key=new())
        assert (bare.status_code, bare.json()["code"]) == (403, "SIGNATURE_NEEDED")
        header = {"Wijkboek-Signature": sign(own_key, mine)}
        answer = api.post(path, body, key=key, headers=header)
        assert answer.status_code == 201, answer.text
        case, spending = applied.case, new()
        spend = {"spending": spending, "reservation": set_apart.reservation,
                 "mandate": asked.spend.mandate, "budget": set_apart.budget,
                 "amount": 60_00, "reason": "Een douchestoel."}  # fmt: skip
        key = new()
        command = replace(
            asked.spend,
            spending=SpendingId(spending),
            context=replace(by_fatima, command=CommandId(key)),
        )
        path = f"/cases/{case}/spendings"
        assert api.post(path, spend).json()["code"] == "SIGNATURE_NEEDED"
        for bad in ("x", "A" * 86 + "=", "A" * 87, "é" * 10, ""):
            wrong = api.post(path, spend, headers={"Wijkboek-Signature": bad.encode()})
            assert wrong.status_code == 422, wrong.text
        answer = api.post(
            path, spend, key=key, headers={"Wijkboek-Signature": sign(own_key, command)}
        )
        assert answer.status_code == 201, answer.text
        for name in ("X-Actor", "X-Worker", "X-Forwarded-User", "Wijkboek-Actor"):
            asked_as = api.post("/consults", {}, headers={name: fatima})
            assert asked_as.status_code == 422
        assert list(unsigned(api.journal.read())) == []


def test_attack_26_a_client_that_names_its_own_actor_is_not_believed(database: Database) -> None:
    """The actor comes from the verified token: refused in a body, not looked at in a header."""

    consult = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
    with serving(database) as api:
        put(api.journal, *history)
        for name in ("actor", "worker", "function", "organisation", "context", "acr", "resident"):
            answer = api.post("/consults", {**consult, name: admin})
            assert (answer.status_code, answer.json()["code"]) == (422, "NOT_VALID"), name
        query = api.post(f"/consults?actor={admin}", consult)
        assert (query.status_code, query.json()["code"]) == (422, "NOT_VALID")
        headers = {name: admin for name in ("Actor", "X-Actor", "X-Worker", "X-Remote-User")}
        answer = api.post("/consults", consult, headers=headers)
        assert answer.status_code == 201, answer.text
        (fact,) = api.journal.read(after=answer.json()["position"] - 1)
        assert fact.context.actor == fatima
    assert Caller(fatima, by_fatima.function, by_fatima.organisation).resident is None
