"""A command put together again from the facts that came of it, so that it can be decided anew.

What an event says is what was asked, field by field; who asked and on what ground is in its
context. Two things are not in the facts, and neither changes what was decided: the words, which
stay sealed, and to whom an application would have gone up where it did not have to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from domain.decisions.casus_agreement import BindToCaseAgreement
from domain.decisions.decision import TakeDecision
from domain.decisions.disclosure import Disclose
from domain.decisions.endorsement import EndorseDecision, EndorseSpending
from domain.decisions.mandate import ConsentToMandate
from domain.decisions.referral import Refer
from domain.decisions.spending import ReverseSpending, SpendBudget
from domain.decisions.sub_mandate import GrantSubMandate
from domain.decisions.third_party import AskThirdParty
from domain.fact import Event, Fact
from domain.facts.application import DecisionEscalated, DecisionTaken
from domain.facts.budget import BudgetSpent, SpendReversed
from domain.facts.casus_agreement import CaseAgreementBound
from domain.facts.disclosure import DisclosureMade
from domain.facts.endorsement import DecisionEndorsed, SpendingEndorsed
from domain.facts.mandate import MandateConsented, SubMandateGranted
from domain.facts.referral import ReferralMade
from domain.facts.third_party import ThirdPartyAsked
from domain.filing import fields_of
from domain.terms import UNOPENED
from service.deciding import AnyCommand

CAME_OF: Mapping[type[Event], type[AnyCommand]] = {
    DecisionTaken: TakeDecision,
    DecisionEscalated: TakeDecision,
    BudgetSpent: SpendBudget,
    SpendReversed: ReverseSpending,
    ReferralMade: Refer,
    DisclosureMade: Disclose,
    ThirdPartyAsked: AskThirdParty,
    CaseAgreementBound: BindToCaseAgreement,
    DecisionEndorsed: EndorseDecision,
    SpendingEndorsed: EndorseSpending,
    MandateConsented: ConsentToMandate,
    SubMandateGranted: GrantSubMandate,
}
"""Every event that is decided under a mandate, and what was asked."""
SAID_AS = {
    (DecisionEscalated, "escalate_to"): "function",
    (SubMandateGranted, "grantee"): "function",
    (BudgetSpent, "consent_of"): "resident",
    (ReferralMade, "consent_of"): "resident",
}
"""Where an event calls it by another name."""


class NotToBeAsked(LookupError):
    """This fact does not say all that was asked: it is older than some field of it."""


def asked_again(facts: Sequence[Fact[Event]]) -> AnyCommand:
    """The command that these facts, all of one command, came of. Raises NotToBeAsked."""
    told = next((fact for fact in facts if type(fact.event) in CAME_OF), None)
    if told is None:
        raise NotToBeAsked("none of these facts was decided under a mandate")
    kind = CAME_OF[type(told.event)]
    words = {field.name for field in fields_of(kind) if field.about is not None}
    said: dict[str, Any] = {"context": told.context, "at": told.recorded_at}
    for field in fields(kind):
        if field.name in said:
            continue
        name = SAID_AS.get((type(told.event), field.name), field.name)
        value = getattr(told.event, name, UNOPENED if field.name in words else None)
        if value is None and field.name in _needed(kind):
            raise NotToBeAsked(f"{type(told.event).__name__} does not say {field.name}")
        said[field.name] = value
    return kind(**said)


def _needed(kind: type[AnyCommand]) -> frozenset[str]:
    return frozenset(field.name for field in fields_of(kind) if not field.optional)
