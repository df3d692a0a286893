"""That the log signs with another key is a fact: who said so, of which keys, and once."""

from dataclasses import replace

import pytest

from domain.facts.log_key import LogKeyRenewed
from domain.refusal import Refusal
from domain.terms import VerifierKey
from tests import asked
from tests.people import administrator, by_fatima, town
from tests.scenario import given

renew = asked.renew_log_key
renewed = LogKeyRenewed(function=administrator, old=renew.old, new=renew.new)
third = VerifierKey(f"wijkboek.example/haarlem+22222222+{'C' * 44}")


@pytest.mark.requirement("M-31")
def test_a_key_takes_over_on_record_once() -> None:
    given(*town).when(renew).then(renewed)
    given(*town, renewed).when(renew).refused(Refusal.ALREADY_DONE)
    again = replace(renew, old=renew.new, new=third)
    given(*town, renewed).when(again).then(replace(renewed, old=renew.new, new=third))


def test_it_is_said_by_who_administers_the_service() -> None:
    given(*town).when(replace(renew, context=by_fatima)).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.parametrize("new", [renew.old, VerifierKey(renew.new.replace("haarlem", "ede"))])
def test_it_is_another_key_of_the_same_log(new: VerifierKey) -> None:
    given(*town).when(replace(renew, new=new)).malformed("new")


def test_what_is_no_verifier_key_is_not_stored() -> None:
    for new in ("wijkboek.example/haarlem+11111111+B", f"{renew.new}="):
        given(*town).when(replace(renew, new=VerifierKey(new))).malformed("new")
