"""A letter leaves with the resident's own words of what she contested, and while she lets it."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.codes import Channel, Template, Undelivered
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.permission import PermissionWithdrawn
from domain.facts.statement import StatementContested
from domain.terms import PermissionId, RecipientId
from service.database import Database
from tests.asked.disclosure import by_fatima_sharing, clinic_asked, disclosed
from tests.asked.statement import steep
from tests.people import (
    bakker,
    clinic,
    clinic_registered,
    helped,
    may_refer,
    named,
    permitted,
    stairs,
)
from tests.post import OTHERS, post_office, together
from tests.scenario import put
from tests.test_statement import recorded

HER_WORDS = "Ik houd mij nooit vast."
contested = StatementContested(statement=steep, case=stairs, resident=bakker, words=HER_WORDS)

SINCE = (
    PermissionWithdrawn(permission=may_refer, case=stairs, resident=bakker, organisation=clinic),
    replace(
        permitted, permission=PermissionId(named("later")), organisation=None,
        recipient=RecipientId(named("sister")), not_to=(clinic,),
    ),
)  # fmt: skip


@pytest.mark.requirement("M-14")
@pytest.mark.parametrize("said", [True, False])
def test_her_own_words_leave_with_what_she_contested(
    database: Database, tmp_path: Path, said: bool
) -> None:
    (tmp_path / "addresses.toml").write_text(f'["organisation:{clinic}"]\n{OTHERS}')
    with post_office(database, tmp_path) as office:
        put(office.journal, *helped[5:], clinic_registered, recorded)
        left = replace(disclosed, statements=(steep,), channel=Channel.LETTER)
        letter = told(by_fatima_sharing, Template.DISCLOSURE, organisation=clinic, case=stairs)
        together(office.journal, left, letter)
        if said:  # also after it was decided that it leaves, until it does
            put(office.journal, contested)
        assert office.sender().send_due() == 1
        (sent,) = office.letters().values()
        assert disclosed.text in sent and (HER_WORDS in sent) is said


@pytest.mark.requirement("Z-10", "M-28")
@pytest.mark.parametrize("question", [False, True], ids=["disclosure", "question"])
@pytest.mark.parametrize("since", SINCE, ids=["taken back", "excepted"])
def test_a_letter_that_she_does_not_let_go_any_more_is_not_sent(
    database: Database, tmp_path: Path, question: bool, since: Event
) -> None:
    (tmp_path / "addresses.toml").write_text(f'["organisation:{clinic}"]\n{OTHERS}')
    with post_office(database, tmp_path) as office:
        put(office.journal, *helped[5:], clinic_registered, permitted)
        left = clinic_asked if question else disclosed
        template = Template.QUESTION if question else Template.DISCLOSURE
        letter = told(by_fatima_sharing, template, organisation=clinic, case=stairs)
        under = replace(left, permission=may_refer, channel=Channel.LETTER)
        together(office.journal, under, letter)
        put(office.journal, since)
        office.sender().send_due()
        assert not office.letters()
        *_, last = office.told(letter.message)
        assert (last.reason, last.for_good) == (Undelivered.WITHDRAWN, True)
