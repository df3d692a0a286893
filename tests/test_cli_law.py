"""`wijkboek law`: what holds on a day, from where, and how sure it is."""

import io
from datetime import date

import pytest
from rich.console import Console

from domain.codes import TermCode
from domain.law.reading import check, tables
from service.commands.law import law, publish_rows
from service.commands.views import NotThere


def said(code: str | None = None, on: date | None = None, edition: int | None = None) -> str:
    console = Console(file=io.StringIO(), width=200)
    law(console, code, on, edition)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_row_that_holds_today_is_listed_with_its_source_and_mark() -> None:
    text = said(on=date(2026, 3, 2))
    for name, rows in tables().items():
        assert name in text
        for row in rows:
            if row.valid_to is None:
                assert f"  {row.code} " in text, row.code
    assert "the investigation: 6 weeks" in text
    assert "27 April" in text and "Easter +39 days" in text
    assert "not known to be in force" not in text


def test_on_a_day_in_the_past_it_is_the_law_of_that_day() -> None:
    text = said(on=date(2013, 5, 1))
    assert "koninginnedag" in text and "koningsdag" not in text
    assert "D03" not in text and "D10" in text


def test_a_code_is_shown_whole() -> None:
    text = said("d03")
    for part in ("Wmo 2.3.2 lid 1", "confirmed", "6", "weeks", "resident-agrees", "2015-01-01"):
        assert part in text
    assert "no: not known to be in force" in said("WAMS")
    # One code may stand in two tables: the Wmo is a funding stream and a kind of data.
    assert "streams" in said("wmo") and "retention" in said("wmo")


@pytest.mark.parametrize(
    ("code", "on", "edition"),
    [("D99", None, None), ("D03", date(2010, 1, 1), None), (None, None, 1000), (None, None, 0)],
)
def test_what_is_not_there_is_said(code: str | None, on: date | None, edition: int | None) -> None:
    with pytest.raises(NotThere):
        said(code, on, edition)


def test_publishing_what_is_published_already_changes_nothing() -> None:
    assert check() == [], "run: wijkboek law --publish"
    console = Console(file=io.StringIO(), width=200)
    publish_rows(console)
    assert isinstance(console.file, io.StringIO)
    assert "already" in console.file.getvalue()


def test_every_term_has_a_line_of_its_own() -> None:
    text = said(on=date(2026, 3, 2))
    assert all(f" {code.value} " in text for code in TermCode)
