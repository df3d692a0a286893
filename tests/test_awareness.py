"""Does everybody in a case know, provably? And was the resident offered somebody of their own?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.codes import (
    Channel,
    Language,
    LateReason,
    PersonRelation,
    Source,
    Template,
    TermCode,
    TermUnit,
)
from domain.decisions.awareness import InformResident
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.awareness import (
    ClientSupportAnswered,
    ClientSupportOffered,
    DisclosurePlanned,
    LateNoticeExplained,
    OralNoticeNoted,
    PersonInvolved,
)
from domain.facts.term import TermsAdopted
from domain.refusal import Refusal
from domain.templates import current
from domain.terms import ResidentId
from tests import asked
from tests.people import (
    acting,
    bakker,
    by_fatima,
    closed,
    fatima,
    informed,
    leads,
    max_,
    monday,
    oost,
    opened,
    pieter,
    reported,
    signalled,
    signals,
    stairs,
    town,
    wit,
    zuid_formed,
)
from tests.scenario import given
from tests.test_configuration import first as configured

the_letter = told(by_fatima, Template.PRIVACY_NOTICE, resident=bakker, case=stairs)
followed = replace(informed, message=the_letter.message)
noted = OralNoticeNoted(
    case=stairs, resident=bakker, told_by=fatima, note=asked.inform_resident.note
)
involved = PersonInvolved(
    case=stairs, resident=wit, team=oost, relation=PersonRelation.PARTNER,
    source=Source.INFORMAL_NETWORK,
)  # fmt: skip

of_max = replace(asked.inform_resident, case=signals)
due_on = date(2026, 4, 2)
"""A month after the Monday on which the neighbour signalled about Max."""


def later(command: InformResident, days: int, written_down: int = 0) -> InformResident:
    """The same so many days after that Monday, and written down so many days after that."""
    at = monday + timedelta(days=days - written_down)
    return replace(command, context=acting(at=at))


def told_by(command: InformResident, resident: ResidentId, *late: Event) -> list[Event]:
    """What follows when somebody is told aloud."""
    context, case = command.context, command.case
    message = told(context, Template.PRIVACY_NOTICE, resident=resident, case=case)
    return [
        replace(informed, case=case, resident=resident, message=message.message),
        replace(noted, case=case, resident=resident),
        *late,
        message,
    ]


@pytest.mark.requirement("M-06")
def test_telling_a_resident_aloud_holds_what_was_said_and_a_letter_follows() -> None:
    given(*town, reported).when(asked.inform_resident).then(followed, noted, the_letter)
    by_another = replace(asked.inform_resident, told_by=pieter)
    given(*town, reported).when(by_another).then(
        followed, replace(noted, told_by=pieter), the_letter
    )


@pytest.mark.requirement("M-06")
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.COUNTER, Channel.HOME_VISIT])
def test_what_was_told_aloud_counts_only_with_a_note_of_it(channel: Channel) -> None:
    for note in ("", "  "):
        silent = replace(asked.inform_resident, channel=channel, note=note)
        given(*town, reported).when(silent).malformed("note")


@pytest.mark.requirement("M-06")
@pytest.mark.parametrize("language", [Language.DUTCH, Language.ENGLISH])
@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.EMAIL])
def test_a_text_of_ours_is_sent_from_here_in_the_version_that_was_named(
    channel: Channel, language: Language
) -> None:
    text = current(Template.PRIVACY_NOTICE, language)
    tell = replace(
        asked.inform_resident, channel=channel, text=text.digest, language=language, note=""
    )
    sent = replace(the_letter, channel=channel, text=text.digest, language=language)
    now = replace(followed, channel=channel, text=text.digest, language=language)
    given(*town, reported).when(tell).then(now, sent)


@pytest.mark.requirement("M-06")
@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.EMAIL, Channel.WEB])
def test_a_text_that_is_not_sent_from_here_tells_nobody_anything(channel: Channel) -> None:
    """Nothing proves that it arrived; nor does what stands on the web, be it a text of ours."""
    for text in (asked.inform_resident.text, current(Template.RECEIPT).digest):
        tell = replace(asked.inform_resident, channel=channel, text=text)
        given(*town, reported).when(tell).refused(Refusal.NOTICE_WITHOUT_PROOF)
    ours = current(Template.PRIVACY_NOTICE).digest
    on_the_web = replace(asked.inform_resident, channel=Channel.WEB, text=ours)
    given(*town, reported).when(on_the_web).refused(Refusal.NOTICE_WITHOUT_PROOF)


def test_telling_somebody_of_a_case_that_never_came_in_is_a_mistake() -> None:
    given(*town).when(asked.inform_resident).unknown("case")


@pytest.mark.requirement("M-01")
def test_who_is_told_is_somebody_in_the_case() -> None:
    partner = replace(asked.inform_resident, resident=wit)
    given(*town, reported).when(partner).unknown("resident")
    given(*town, reported, involved).when(partner).then(*told_by(partner, wit))


def test_the_duty_to_tell_does_not_end_with_the_case() -> None:
    given(*town, reported, opened, closed).when(asked.inform_resident).then(
        followed, noted, the_letter
    )


@pytest.mark.requirement("M-07")
def test_a_notice_after_its_day_says_that_it_is_late_and_why() -> None:
    in_time, late = later(of_max, 31), later(of_max, 32)
    given(*town, signalled).at(in_time.context.occurred_at).when(in_time).then(
        *told_by(in_time, max_)
    )
    it = given(*town, signalled).at(late.context.occurred_at)
    it.when(late).refused(Refusal.LATE_WITHOUT_REASON)
    said = LateNoticeExplained(
        case=signals, resident=max_, due_on=due_on, reason=LateReason.OVERLOOKED
    )
    because = replace(late, late_reason=LateReason.OVERLOOKED)
    it.when(because).then(*told_by(because, max_, said))


@pytest.mark.requirement("M-07")
def test_an_earlier_day_takes_nothing_from_it() -> None:
    on_the_day = later(of_max, 40, written_down=9)
    moment = monday + timedelta(days=40)
    it = given(*town, signalled).at(moment)
    it.when(on_the_day).refused(Refusal.LATE_WITHOUT_REASON)
    soon_enough = later(of_max, 33, written_down=2)
    given(*town, signalled).at(monday + timedelta(days=33)).when(soon_enough).then(
        *told_by(soon_enough, max_)
    )


@pytest.mark.requirement("M-07")
def test_a_reason_is_given_for_what_is_late_and_nothing_else() -> None:
    too_early = replace(of_max, late_reason=LateReason.UNSAFE)
    given(*town, signalled).when(too_early).malformed("late_reason")
    again = later(of_max, 60)
    knows = replace(informed, case=signals, resident=max_)
    given(*town, signalled, knows).at(again.context.occurred_at).when(again).then(
        *told_by(again, max_)
    )


@pytest.mark.requirement("M-01", "M-02")
def test_somebody_else_in_the_case_is_to_be_told_as_well_within_the_term_that_runs_here() -> None:
    given(*town, reported).when(asked.involve_person).then(involved)
    given(*town, reported, opened).when(asked.involve_person).then(involved)
    given(*town, reported, involved).when(asked.involve_person).refused(Refusal.ALREADY_DONE)
    itself = replace(asked.involve_person, resident=bakker)
    given(*town, reported).when(itself).refused(Refusal.ALREADY_DONE)
    given(*town, reported, opened, closed).when(asked.involve_person).refused(Refusal.CASE_CLOSED)
    given(*town).when(asked.involve_person).unknown("case")
    shorter = replace(
        configured, terms=(TermCode.NOTICE, TermCode.INVESTIGATION), lengths=(14, 30),
        units=(TermUnit.DAYS, TermUnit.DAYS),
    )  # fmt: skip
    promised = TermsAdopted(
        case=stairs, resident=wit, version=1, terms=(TermCode.NOTICE,), lengths=(14,),
        units=(TermUnit.DAYS,),
    )  # fmt: skip
    given(*town, reported, shorter).when(asked.involve_person).then(involved, promised)


@pytest.mark.requirement("M-02")
def test_wherever_a_case_goes_whoever_stands_in_it_goes_along() -> None:
    known = (*town, *leads, reported, involved)
    taken_on = replace(opened, others=(wit,))
    given(*known).when(asked.open_case).then(taken_on)
    of_zuid = (*known, zuid_formed)
    redirected = given(*of_zuid).when(asked.redirect_case).journal.record(asked.redirect_case)
    assert getattr(redirected.facts[0].event, "others", ()) == (wit,)


@pytest.mark.requirement("M-02")
def test_a_disclosure_is_planned_for_a_day_to_come() -> None:
    planned = DisclosurePlanned(case=stairs, resident=bakker, planned_on=date(2026, 3, 10))
    given(*town, reported).when(asked.plan_disclosure).then(planned)
    today = replace(asked.plan_disclosure, planned_on=date(2026, 3, 2))
    given(*town, reported).when(today).then(replace(planned, planned_on=date(2026, 3, 2)))
    yesterday = replace(asked.plan_disclosure, planned_on=date(2026, 3, 1))
    given(*town, reported).when(yesterday).malformed("planned_on")
    given(*town, reported, opened, closed).when(asked.plan_disclosure).refused(Refusal.CASE_CLOSED)


def test_independent_support_is_offered_and_answered() -> None:
    offered = ClientSupportOffered(
        case=stairs, resident=bakker, channel=asked.offer_client_support.channel
    )
    given(*town, reported).when(asked.offer_client_support).then(offered)
    given(*town, reported, offered).when(asked.answer_client_support).then(
        ClientSupportAnswered(case=stairs, resident=bakker, wanted=False)
    )
