"""Which decisions bear their worker's signature, and what is signed (attack 38: "it was not me").

A worker who registered a key signs every decision under a mandate. What is signed says who decides
what, in what function, under which command id; it holds no words about a resident: a signature is
kept in the open, and must not become a means to guess words that were destroyed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.command import Command, Refused
from domain.decisions.staff import RegisterSigningKey
from domain.facts.staff import Signatory
from domain.refusal import Refusal
from domain.terms import PublicKey, Signature

SIGNED: Mapping[str, str] = {
    "TakeDecision": "DecisionTaken",
    "SpendBudget": "BudgetSpent",
    "ReverseSpending": "SpendReversed",
    "GrantMandate": "MandateGranted",
    "RevokeMandate": "MandateRevoked",
    "GrantSubMandate": "SubMandateGranted",
    "ConsentToMandate": "MandateConsented",
    "Refer": "ReferralMade",
    "EndorseDecision": "DecisionEndorsed",
    "EndorseSpending": "SpendingEndorsed",
    "Disclose": "DisclosureMade",
    "AskThirdParty": "ThirdPartyAsked",
    "RegisterSigningKey": "SigningKeyRegistered",
}
"""The commands that are signed, each with the event that what was signed can be read from again."""
NAMED_OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "GrantMandate": {"grantee": "function"}, "GrantSubMandate": {"grantee": "function"},
}  # fmt: skip
"""Of a command's fields, those that have another name in its event."""

Verifies = Callable[[PublicKey, Signature, Command[*tuple[Any, ...]]], bool]


def must_be_signed(
    command: Command[*tuple[Any, ...]], signatory: Signatory, verifies: Verifies
) -> None:
    """Who has a key decides with a signature alone; a new key signs for itself. Raises Refused."""
    key = command.key if isinstance(command, RegisterSigningKey) else signatory.key
    if type(command).__name__ not in SIGNED or key is None:
        return
    signature = command.context.signature
    if signature is None:
        raise Refused(Refusal.SIGNATURE_NEEDED)
    if not verifies(key, signature, command):
        raise Refused(Refusal.SIGNATURE_WRONG)
