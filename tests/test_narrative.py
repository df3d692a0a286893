"""Every fact can be told in a plain sentence, in Dutch and in English; nothing is left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest

from domain.codes import Channel, Outcome, Provision
from domain.fact import Event, Fact
from domain.facts.agreement import HelpAgreed
from domain.facts.application import DecisionEscalated, DecisionTaken
from domain.facts.refused import AttemptRefused
from domain.filing import Field, fields_of
from domain.refusal import RULES, NextStep, Refusal
from domain.terms import (
    DESTROYED,
    PATTERNS,
    UNOPENED,
    Article,
    Cents,
    CommandName,
    FunctionId,
    InquiryReference,
    OutsideDecision,
    Publication,
)
from projections.narrative import BLANK, SPEECHES, article, tell, what_next, who, why, word
from projections.narrative.names import Names
from tests.people import (
    acting,
    bakker,
    by_fatima,
    fast_track,
    gemeente,
    lift,
    monday,
    named,
    oost,
    permitted,
    reported,
    signalled,
    stairs,
    town,
)
from tests.strategies import COMMANDS, KINDS

LANGUAGES = sorted(SPEECHES)
per_language = pytest.mark.parametrize("language", LANGUAGES)
names = Names().learn(Fact(n, monday, by_fatima, event) for n, event in enumerate(town, 1))


def told(event: Event, language: str = "nl", **late: float) -> str:
    return tell(Fact(7, monday + timedelta(**late), by_fatima, event), names, language)


@per_language
@pytest.mark.parametrize("event", KINDS, ids=lambda kind: kind.__name__)
def test_every_event_has_a_sentence_and_every_blank_in_it_is_filled(
    event: type[Event], language: str
) -> None:
    fields = {field.name for field in fields_of(event)} | {"who"}
    sentences = SPEECHES[language].sentences
    assert event in sentences, (
        f"give projections/narrative/{language}/sentences.py a {event.__name__}"
    )
    template = sentences[event]
    assert {blank[1] for blank in BLANK.finditer(template)} <= fields
    for some in examples(event):
        sentence = told(some, language)
        assert sentence[0].isupper() or not sentence[0].isalpha()
        assert not set("{}|") & set(sentence), sentence
        assert "-0000-" not in sentence, "no ids in a sentence"


@per_language
def test_every_word_that_somebody_said_is_in_its_sentence(language: str) -> None:
    for event in KINDS:
        template = SPEECHES[language].sentences[event]
        for field in fields_of(event):
            if field.about and event.__name__ not in (
                "JournalOpened",
                "OrganisationRegistered",
                "TeamFormed",
                "AttachmentStored",  # what is sealed in it is a key, and nobody's words
            ):
                assert f"{{{field.name}}}" in template, (event.__name__, field.name)


@per_language
def test_every_member_of_every_code_list_has_a_word(language: str) -> None:
    for kind in code_lists():
        for member in kind:
            assert word(member, language).strip(), member


@per_language
def test_every_refusal_says_why_and_what_can_be_done_now(language: str) -> None:
    for refusal, rule in RULES.items():
        assert why(refusal, language).endswith(".")
        assert what_next(rule.next_step, language).endswith(".")
        said = set(re.findall(r"\w+", article(rule.article, language)))
        assert set(re.findall(r"\w+", rule.article.split(" ", 1)[1])) <= said


@per_language
def test_every_command_can_be_named_when_it_is_refused(language: str) -> None:
    assert {kind.__name__ for kind in COMMANDS} <= set(SPEECHES[language].attempts)


def test_a_refusal_is_told_with_its_article_and_the_way_on() -> None:
    refused = AttemptRefused(
        attempted=CommandName("SpendBudget"), code=Refusal.NO_HELP_AGREEMENT,
        article=Article("Wmo 2.3.2"), next_step=NextStep.AGREE_ON_HELP, cases=(stairs,),
        residents=(bakker,),
    )  # fmt: skip
    assert told(refused) == (
        "De wijkteammedewerker van wijkteam Oost wilde geld uitgeven. Dat mocht niet. De inwoner "
        "heeft geen ja gezegd tegen de hulp, of wil die niet meer. Lees hierover: artikel 2.3.2 "
        "van de Wet maatschappelijke ondersteuning (Wmo). Wat nu kan: samen de hulp afspreken, "
        "alleen als de inwoner daar zelf om vraagt."
    )


def test_an_article_is_cited_as_each_language_does() -> None:
    necessary = Article("AVG 5(1)(c)")
    assert article(necessary) == "artikel 5, lid 1, onder c, van de privacywet (AVG)"
    assert article(necessary, "en") == "article 5(1)(c) of the privacy regulation (AVG, GDPR)"
    assert article(Article("Awb 3:2")) == "artikel 3:2 van de Algemene wet bestuursrecht (Awb)"


def test_what_somebody_said_about_a_resident_is_told_as_what_they_said() -> None:
    assert told(signalled).startswith("Iemand uit de omgeving van de inwoner vertelde wijkteam")
    assert " iets over de inwoner (" in told(signalled)
    assert " told team Oost something about the resident (" in told(signalled, "en")


def test_a_permission_says_who_gets_data_and_what_for() -> None:
    assert told(permitted) == (
        "De inwoner vindt het goed dat een organisatie gegevens krijgt, tot en met 31 december "
        "2026. Waarvoor: andere hulp vinden. Het gaat om het vertellen van iets dat anders geheim "
        "blijft. Wie dat zei: de inwoner zelf. Uitzonderingen: (geen)"
    )


def test_an_application_that_went_up_says_to_whom_as_far_as_that_is_known() -> None:
    went_up = DecisionEscalated(
        application=lift, case=stairs, resident=bakker, team=oost, function=by_fatima.function,
        amount=Cents(3_950_00),
    )  # fmt: skip
    assert told(went_up).endswith("ligt de aanvraag nu bij de wijkteammedewerker.")
    elsewhere = replace(went_up, function=FunctionId(named("unheard of")))
    assert told(elsewhere).endswith("bij een medewerker met een andere functie.")
    assert told(elsewhere, "en").endswith("lies with a worker with another function.")


def test_money_dates_and_words_are_written_as_people_write_them() -> None:
    decided = DecisionTaken(
        decision=named("decision"), application=lift, case=stairs, resident=bakker, team=oost,  # type: ignore[arg-type]
        law="wmo", provision=Provision.STAIR_LIFT, outcome=Outcome.GRANTED,  # type: ignore[arg-type]
        amount=Cents(3_950_00), mandate=fast_track, on_behalf_of=gemeente,
        reasons="De trap is te steil.",
    )  # fmt: skip
    assert told(decided) == (
        "De wijkteammedewerker van wijkteam Oost besliste namens Gemeente Haarlem (verzonnen) over "
        "de aanvraag voor een traplift: toegekend. Het gaat om € 3.950,00. De reden: “De trap is "
        "te steil.”"
    )
    assert "€3,950.00" in told(decided, "en")
    assert "1 januari 2026" in told(town[-1])
    assert "1 January 2026" in told(town[-1], "en")


def test_sealed_and_destroyed_words_are_said_to_be_so() -> None:
    assert told(replace(reported, question=UNOPENED)).endswith("(deze woorden zijn verzegeld)")
    assert told(replace(reported, question=DESTROYED)).endswith("(deze woorden zijn vernietigd)")
    assert told(replace(reported, question=UNOPENED), "en").endswith("(these words are sealed)")


@pytest.mark.requirement("M-07")
def test_what_was_written_down_late_says_when() -> None:
    agreed = HelpAgreed(case=stairs, resident=bakker)
    assert told(agreed, days=3) == "De inwoner zei ja tegen de hulp."
    assert told(agreed, days=5) == (
        "De inwoner zei ja tegen de hulp. (Later opgeschreven: op 7 maart 2026.)"
    )
    assert told(agreed, "en", days=5).endswith("(Written down later: on 7 March 2026.)")


def test_people_have_a_function_and_no_name() -> None:
    assert who(by_fatima, names) == "de wijkteammedewerker van wijkteam Oost"
    assert who(by_fatima, names, "en") == "the neighbourhood team worker of team Oost"
    unknown = acting(function=named("unheard of"))  # type: ignore[arg-type]
    assert who(unknown, names) == "de medewerker"


def code_lists() -> list[type[StrEnum]]:
    """Those of the domain that may stand in an event or its context."""
    kinds = {field.kind for event in KINDS for field in fields_of(event)}
    kinds |= {field.kind for field in fields_of(type(by_fatima))}
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)]


def examples(event: type[Event]) -> Iterator[Event]:
    """Events of that type, every code and both answers of a yes or no among them."""
    fields = fields_of(event)
    most = max((len(values(field)) for field in fields), default=1)
    for number in range(most):
        yield event(**{f.name: _nth(f, number) for f in fields})


def _nth(field: Field, number: int) -> Any:
    several = values(field)
    one = several[number % len(several)]
    return (one, several[0]) if field.many else one


def values(field: Field) -> list[Any]:
    kind = field.kind
    if field.about:
        return ["Zo is het."]
    if kind is bool:
        return [True, False]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return list(kind)
    if kind is Article:
        return [rule.article for rule in RULES.values()]
    if kind is Publication:
        return [Publication("gmb-2026-1")]
    if kind is InquiryReference:
        return [InquiryReference("ombudsman-2026-1")]
    if kind is OutsideDecision:
        return [OutsideDecision("rechter-2026-1")]
    if kind is CommandName:
        return [CommandName("SpendBudget")]
    if kind is date:
        return [date(2026, 12, 31)]
    return ["00000000-0000-4000-8000-000000000000"] if kind in PATTERNS else [3]


def test_the_examples_above_use_every_channel() -> None:
    sentences = [told(event) for event in examples(type(reported))]
    assert all(any(word(channel) in s for s in sentences) for channel in Channel)
