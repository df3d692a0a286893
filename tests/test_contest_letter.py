"""A letter that leaves the team holds the resident's own words, of what she contested in it."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.codes import Channel, Template
from domain.decisions.telling import told
from domain.facts.statement import StatementContested
from service.database import Database
from tests.asked.disclosure import by_fatima_sharing, disclosed
from tests.asked.statement import steep
from tests.people import bakker, clinic, clinic_registered, helped, stairs
from tests.post import OTHERS, post_office, together
from tests.scenario import put
from tests.test_statement import recorded

HER_WORDS = "Ik houd mij nooit vast."
contested = StatementContested(statement=steep, case=stairs, resident=bakker, words=HER_WORDS)


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
