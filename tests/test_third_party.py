"""What may others be asked about a resident, and what do they learn by being asked?"""

from dataclasses import replace

import pytest

from domain.codes import (
    DataCategory,
    OrganisationKind,
    PersonRelation,
    Source,
    StatementKind,
    StatementSource,
    Topic,
)
from domain.facts.awareness import PersonInvolved
from domain.facts.recipient_notice import RecipientAcknowledged
from domain.facts.statement import StatementRecorded
from domain.facts.third_party import InformationReceived
from domain.refusal import Refusal
from domain.terms import OrganisationId, RecipientId, ResidentId
from tests import asked
from tests.asked.disclosure import clinic_asked, clinic_notified, disclosed
from tests.people import (
    acting,
    bakker,
    carer,
    clarified,
    clinic,
    clinic_registered,
    consultant,
    informed,
    kim,
    monday,
    named,
    oost,
    signals,
    stairs,
)
from tests.scenario import given
from tests.test_disclosure import able, others, story, unaware

answered = StatementRecorded(
    statement=asked.record_information.statement, case=stairs, resident=bakker,
    topic=Topic.MOBILITY, kind=StatementKind.TOLD_BY_OTHER, source=StatementSource.PROFESSIONAL,
    observer=consultant, observed_on=monday.date(), text="Zij oefent elke week.",
)  # fmt: skip
received = InformationReceived(
    question=clinic_asked.question, statement=answered.statement, case=stairs, resident=bakker,
    team=oost, organisation=clinic,
)  # fmt: skip
acknowledged = RecipientAcknowledged(
    notice=clinic_notified.notice, case=stairs, resident=bakker,
    answer=asked.acknowledge_notice.answer, organisation=clinic,
)  # fmt: skip


@pytest.mark.requirement("M-27", "M-29")
def test_a_question_is_a_disclosure_of_no_more_than_whom_it_is_about() -> None:
    given(*story).when(asked.ask_third_party).then(clinic_asked)


@pytest.mark.requirement("M-29")
def test_without_its_text_no_question_is_asked() -> None:
    given(*story).when(replace(asked.ask_third_party, text=" ")).malformed("text")
    for wanted in ((), (DataCategory.HELP, DataCategory.HELP)):
        given(*story).when(replace(asked.ask_third_party, wanted=wanted)).malformed("wanted")


@pytest.mark.requirement("M-03", "M-25", "M-26")
def test_nobody_is_asked_whom_nothing_may_be_told() -> None:
    school = replace(clinic_registered, kind=OrganisationKind.SCHOOL)
    given(*unaware).when(asked.ask_third_party).refused(Refusal.RESIDENT_NOT_INFORMED)
    given(*able, school).when(asked.ask_third_party).refused(Refusal.INFORMAL_RECIPIENT)
    given(*story, *others(5)).when(asked.ask_third_party).refused(Refusal.TOO_MANY_RECIPIENTS)


@pytest.mark.requirement("M-28")
def test_a_recipient_says_once_what_it_did_with_what_it_was_told() -> None:
    told = (*story, disclosed, clinic_notified)
    given(*told).when(asked.acknowledge_notice).then(acknowledged)
    given(*told, acknowledged).when(asked.acknowledge_notice).refused(Refusal.ALREADY_DONE)
    given(*story, disclosed).when(asked.acknowledge_notice).unknown("notice")


@pytest.mark.requirement("M-28")
def test_the_team_writes_down_what_a_recipient_said_and_nobody_elses_does() -> None:
    told = (*story, disclosed, clinic_notified)
    given(*told).when(replace(asked.acknowledge_notice, context=acting())).then(acknowledged)
    person = replace(clinic_notified, organisation=None, recipient=RecipientId(named("sister")))
    for_her = replace(acknowledged, organisation=None, recipient=person.recipient)
    given(*story, person).when(replace(asked.acknowledge_notice, context=acting())).then(for_her)
    given(*story, person).when(asked.acknowledge_notice).refused(Refusal.NOT_YOURS)
    elsewhere = replace(clinic_notified, organisation=OrganisationId(named("elsewhere")))
    by_kim = replace(asked.acknowledge_notice, context=acting(kim, carer, clinic))
    given(*story, disclosed, elsewhere).when(by_kim).refused(Refusal.NOT_YOURS)


@pytest.mark.requirement("M-29", "M-39")
def test_an_answer_is_what_another_told_and_stands_beside_the_question() -> None:
    asking = (*story, clarified, clinic_asked)
    given(*asking).when(asked.record_information).then(answered, received)
    given(*story, clarified).when(asked.record_information).unknown("question")
    elsewhere = replace(clinic_asked, case=signals)
    given(*story, clarified, elsewhere).when(asked.record_information).unknown("question")
    by_herself = replace(asked.record_information, source=StatementSource.RESIDENT)
    given(*asking).when(by_herself).malformed("source")


@pytest.mark.requirement("M-12", "M-29")
def test_an_answer_is_about_whom_was_asked_after_and_not_about_the_resident() -> None:
    son = ResidentId(named("her son"))
    involved = PersonInvolved(
        case=stairs, resident=son, team=oost, relation=PersonRelation.CHILD,
        source=Source.INFORMAL_NETWORK,
    )  # fmt: skip
    about_him = replace(clinic_asked, resident=son)
    asking = (*story, clarified, involved, about_him)
    given(*asking).when(asked.record_information).refused(Refusal.RESIDENT_NOT_INFORMED)
    given(*asking, replace(informed, resident=son)).when(asked.record_information).then(
        replace(answered, resident=son), replace(received, resident=son)
    )
