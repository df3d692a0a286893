"""Decisions of a worker with a key of her own bear her signature, on record and for good."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.codes import AgeBand
from domain.command import Command
from domain.decisions.signing import NAMED_OTHERWISE, SIGNED
from domain.fact import Event
from domain.facts.staff import SigningKeyEnded, SigningKeyRegistered
from domain.filing import fields_of
from domain.refusal import Refusal
from domain.terms import Cents, CommandId
from service.deciding import AnyCommand
from service.signing import public_key, sign, signed_bytes, verifies
from tests import asked
from tests.people import (
    admin,
    bakker,
    by_admin,
    by_fatima,
    fatima,
    mandated,
    ready_to_spend,
    revoked,
    set_apart,
    town,
)
from tests.scenario import given

other_key = Ed25519PrivateKey.from_private_bytes(bytes(32))
has_a_key = SigningKeyRegistered(worker=fatima, key=public_key(asked.own_key))
key_ended = SigningKeyEnded(worker=fatima, key=public_key(asked.own_key))


def signed(command: AnyCommand, key: Ed25519PrivateKey = asked.own_key) -> AnyCommand:
    return replace(command, context=replace(command.context, signature=sign(key, command)))


def test_a_worker_registers_a_key_of_her_own_once_and_signs_that_with_it() -> None:
    given(*town).when(asked.register_signing_key).then(has_a_key)
    given(*town, has_a_key).when(asked.register_signing_key).refused(Refusal.ALREADY_DONE)
    bare = replace(asked.register_signing_key, context=replace(by_fatima, signature=None))
    given(*town).when(bare).refused(Refusal.SIGNATURE_NEEDED)
    anothers = signed(bare, other_key)
    given(*town).when(anothers).refused(Refusal.SIGNATURE_WRONG)
    not_in_function = replace(asked.register_signing_key, context=replace(by_fatima, actor=admin))
    given(*town).when(not_in_function).refused(Refusal.FUNCTION_NOT_HELD)


def test_a_lost_key_is_ended_by_the_administrator() -> None:
    given(*town, has_a_key).when(asked.end_signing_key).then(key_ended)
    given(*town).when(asked.end_signing_key).unknown("signing key")
    given(*town, has_a_key, key_ended).when(asked.end_signing_key).unknown("signing key")
    hers = replace(asked.end_signing_key, context=by_fatima)
    given(*town, has_a_key).when(hers).refused(Refusal.NOT_AUTHORISED)
    nobodys = replace(asked.end_signing_key, context=replace(by_admin, actor=fatima))
    given(*town, has_a_key).when(nobodys).refused(Refusal.FUNCTION_NOT_HELD)


def test_without_a_key_no_decision_is_signed() -> None:
    answer = given(*ready_to_spend, set_apart).when(asked.spend)
    assert answer.journal.record(asked.spend).refusal is None


def test_with_a_key_a_decision_stands_only_signed() -> None:
    history = (*ready_to_spend, set_apart, has_a_key)
    given(*history).when(asked.spend).refused(Refusal.SIGNATURE_NEEDED)
    given(*history).when(signed(asked.spend, other_key)).refused(Refusal.SIGNATURE_WRONG)
    context = signed(asked.spend).context
    changed = replace(asked.spend, context=context, amount=Cents(1_00))
    given(*history).when(changed).refused(Refusal.SIGNATURE_WRONG)
    when = given(*history).when(signed(asked.spend))
    answer = when.journal.record(when.command)
    assert answer.refusal is None
    assert answer.facts[0].context.signature == sign(asked.own_key, asked.spend)
    ended = (*history, key_ended)
    when = given(*ended).when(asked.spend)
    assert when.journal.record(when.command).refusal is None


def test_a_signature_is_of_one_command_of_one_actor_in_one_function_of_one_municipality() -> None:
    command = asked.spend
    signature, key = sign(asked.own_key, command), public_key(asked.own_key)
    assert verifies(key, signature, command)
    context = command.context
    for change in (
        replace(context, actor=admin), replace(context, command=CommandId(admin)),
        replace(context, function=by_admin.function),
        replace(context, organisation=by_admin.organisation),
        replace(context, funding_responsible=context.organisation),
    ):  # fmt: skip
        assert not verifies(key, signature, replace(command, context=change))
    assert verifies(key, signature, replace(command, reason="Andere woorden.")), "no words"
    looked_up = replace(command, age=AgeBand.FROM_12, consent_of=bakker)
    assert verifies(key, signature, looked_up), "nor what is looked up besides"
    assert b"douchestoel" not in signed_bytes(command)


LOOKED_UP = {
    "TakeDecision": {"escalate_to"},  # stands in the event only where the decision went up
}


@pytest.mark.parametrize("kind", sorted(SIGNED))
def test_what_is_signed_can_be_read_from_the_fact_again(kind: str) -> None:
    command, event = Command.kinds[kind], Event.kinds[SIGNED[kind]]
    there = {field.name for field in fields_of(event)}
    others = NAMED_OTHERWISE.get(kind, {})
    said = {f.name for f in fields_of(command) if f.about is None}
    said -= {"at", "context", "age", "consent_of"}  # an age is looked up, and not said
    missing = {name for name in said if others.get(name, name) not in there}
    assert missing == LOOKED_UP.get(kind, set())


def test_every_decision_under_a_mandate_is_among_those_that_are_signed() -> None:
    mandated_kinds = {
        kind.__name__
        for kind in Command.kinds.values()
        if kind.__module__.startswith("domain.decisions.") and kind.cites is not Command.cites
    }
    assert mandated_kinds - set(SIGNED) == {"BindToCaseAgreement"}, (
        "which binds, and decides nothing"
    )


def test_grants_of_an_administrator_with_a_key_are_signed_too() -> None:
    of_admin = replace(has_a_key, worker=admin)
    history = (*town, mandated, of_admin)
    given(*history).when(asked.revoke_mandate).refused(Refusal.SIGNATURE_NEEDED)
    given(*history).when(signed(asked.revoke_mandate)).then(revoked)
    when = given(*town, of_admin).when(signed(asked.grant_mandate))
    assert when.journal.record(when.command).refusal is None
