"""Nothing is granted without a grantor: it all goes back to the council's published decision."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.command import Command
from domain.fact import Event, Fact
from domain.facts.municipality import FunctionAssigned, FunctionEnded, JournalOpened, Office
from domain.refusal import Refusal
from domain.terms import PATTERNS, FunctionId, Publication, WorkerId, day
from service.memory import MemoryStore
from service.town.setting import Town
from tests import asked
from tests.people import (
    acting,
    admin,
    administrator,
    fatima,
    fatima_assigned,
    gemeente,
    mandated,
    named,
    opened_journal,
    pieter,
    town,
)
from tests.scenario import given, in_memory, put
from tests.strategies import KINDS

GRANTS: dict[str, str] = {
    "FunctionEstablished": "EstablishFunction",
    "FunctionAssigned": "AssignFunction",
    "MandateGranted": "GrantMandate",
    "SubMandateGranted": "GrantSubMandate",
    "MandateConsented": "ConsentToMandate",
    "CaseAgreementBound": "BindToCaseAgreement",
    "ParticipationStarted": "StartParticipation",
    "RestrictionLifted": "LiftRestriction",
    "InquiryOpened": "OpenInquiry",
    "GlassBroken": "BreakGlass",
    "RepresentativeAppointed": "AppointRepresentative",
    "AuthorityRecorded": "RecordAuthority",
    "ParenthoodRecorded": "RecordParenthood",
    "ConfidenceLifted": "LiftConfidence",
    "WithholdingLifted": "LiftWithholding",
    "ConfigurationPublished": "PublishConfiguration",
    "CoordinatorAssigned": "AssignCoordinator",
    "CoordinatorHandedOver": "HandOverCoordination",
    "WorkerRegistered": "RegisterWorker",
    "SigningKeyRegistered": "RegisterSigningKey",
    "OutreachStarted": "StartOutreach",
}
"""Every event that gives somebody a power, a part or a way in; and the command it comes from."""
GRANTS_NOTHING = {
    "CaseOpened", "HelpAgreed", "JournalOpened", "OrganisationRegistered", "PermissionGiven",
    "ResidentRegistered", "WorkerEmployed", "CaseAgreementProposed", "SystemStateRecorded",
    "SendingStarted", "BreakGlassReviewed", "CaseNotOpened", "InvestigationExtensionAgreed",
    "PlanAgreed", "TeamFormed", "StatutoryTermStarted", "ReportEstablished", "HelpConsentGiven",
}  # fmt: skip
"""What sounds like it: a resident's own word, or that something is there."""
SOUNDS_LIKE_IT = re.compile(
    r"Granted|Assigned|Appointed|Given|Started|Opened|Registered|Established|Consented|Bound|Lifted"
    r"|HandedOver|Agreed|Formed|Employed|Authority|Glass"
)


def without_a_grantor(facts: Iterable[Fact[Any]]) -> Iterator[Fact[Any]]:
    """The facts whose actor did not hold, on the day, the function that was acted in.

    By the facts before them alone: the first holder comes with the journal, on its publication.
    """
    offices: dict[FunctionId, Office] = {}
    for fact in facts:
        event, context = fact.event, fact.context
        if isinstance(event, JournalOpened):
            if fact.position != 1 or not PATTERNS[Publication].fullmatch(event.publication):
                yield fact
        else:
            office = offices.get(context.function, Office(context.function))
            if not office.holds(context.actor, day(fact.recorded_at)):
                yield fact
        if isinstance(event, JournalOpened | FunctionAssigned | FunctionEnded):
            office = offices.get(event.function, Office(event.function))
            offices[event.function] = office.evolve(fact)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_event_that_grants_something_is_known_as_such(kind: type[Event]) -> None:
    if SOUNDS_LIKE_IT.search(kind.__name__) and not kind.__name__.endswith("Ended"):
        assert kind.__name__ in GRANTS.keys() | GRANTS_NOTHING, "say whether it grants anything"
    assert not (kind.__name__ in GRANTS and kind.__name__ in GRANTS_NOTHING)


@pytest.mark.parametrize("grant", sorted(GRANTS))
def test_who_holds_nothing_grants_nothing(grant: str) -> None:
    """Also where the client says a function that there is, and that somebody else holds."""
    assert grant in Event.kinds
    kind = Command.kinds[GRANTS[grant]]
    command = next(each for each in vars(asked).values() if type(each) is kind)
    nobody = acting(WorkerId(named("nobody")), administrator, gemeente)
    given(opened_journal).when(replace(command, context=nobody)).refused(Refusal.FUNCTION_NOT_HELD)
    made_up = replace(nobody, function=FunctionId(named("made up")))
    given(opened_journal).when(replace(command, context=made_up)).refused(Refusal.FUNCTION_NOT_HELD)


def test_every_fact_of_a_founded_town_goes_back_to_the_councils_decision() -> None:
    journal = in_memory(lambda: datetime(2026, 1, 5, 9, tzinfo=UTC))
    assert isinstance(journal.store, MemoryStore)
    put(journal, opened_journal, context=acting(admin, administrator, gemeente))
    for command in Town(opened_journal, 4_000, 1).founding(journal.now()):
        answer = journal.record(command)
        assert answer.refusal is None, (type(command).__name__, answer.refusal)
    facts = list(journal.read())
    granted = {type(fact.event).__name__ for fact in facts} & GRANTS.keys()
    assert granted >= {"FunctionEstablished", "FunctionAssigned", "MandateGranted"}
    assert [fact.position for fact in without_a_grantor(facts)] == []


def test_a_grant_that_somebody_slipped_in_is_seen() -> None:
    """So that the walk above cannot but notice."""
    journal = in_memory()
    put(journal, *town, context=acting(admin, administrator, gemeente))
    assert list(without_a_grantor(journal.read())) == []
    put(journal, mandated, context=acting(pieter, administrator, gemeente))
    put(journal, fatima_assigned, context=acting(fatima))
    put(journal, opened_journal)
    slipped = [type(fact.event).__name__ for fact in without_a_grantor(journal.read())]
    assert slipped == ["MandateGranted", "JournalOpened"], "Fatima does hold a function"


def test_a_journal_that_begins_without_a_decision_does_not_begin() -> None:
    for said in ("", "gmb-26-1", "because", "gmb-2026-1234 of so"):
        unpublished = replace(asked.open_journal, publication=Publication(said))
        given().when(unpublished).malformed("publication")
