"""Law as data: dated rows with a source and a mark, never edited, and looked up by day."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.codes import (
    DataClass,
    LegalBasis,
    Provision,
    Purpose,
    Stream,
    TermCode,
    TermUnit,
)
from domain.law import EDITION, NotInForce, Rules, rules
from domain.law.due import due, tightens
from domain.law.reading import (
    HERE,
    LOCK,
    LawEdited,
    LawUnreadable,
    check,
    digests,
    publish,
    read,
    tables,
)
from domain.law.rows import Adoption, Deadline, Mark
from domain.law.rules import holds
from domain.terms import EPOCH
from service.codec import Stored, decode
from tests.people import monday

TODAY = date(2026, 3, 2)
law = Rules()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The law tables and their lock, to be tampered with."""
    shutil.copytree(HERE, tmp_path / "law", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "law"


def changed(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / f"{name}.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_every_row_says_from_when_where_it_stands_and_how_sure_it_is() -> None:
    for name, rows in tables().items():
        for row in rows:
            assert row.source.strip(), (name, row.code)
            assert row.mark in Mark
            assert 1 <= row.edition <= EDITION
            assert row.valid_from > EPOCH.date().replace(year=1900)


@pytest.mark.parametrize("code", TermCode)
def test_every_term_of_the_book_stands_in_the_table(code: TermCode) -> None:
    assert any(row.code == code for row in law.rows("deadlines"))


@pytest.mark.parametrize("code", LegalBasis)
def test_every_legal_basis_stands_in_the_table(code: LegalBasis) -> None:
    assert any(row.code == code for row in law.rows("bases"))


def test_every_kind_of_data_stream_and_provision_stands_in_its_table() -> None:
    for kind, table in ((DataClass, "retention"), (Stream, "streams"), (Provision, "provisions")):
        assert {row.code for row in law.rows(table)} == {str(code) for code in kind}
    fields = {row.code for row in law.rows("taakvelden") if holds(row, TODAY)}
    for provision in Provision:
        row = law.provision(provision, TODAY)
        assert row.field in fields
        for stream in row.streams:
            paid_for = set(law.stream(stream, TODAY).laws)
            assert not paid_for or paid_for & set(row.laws), (provision, stream)


def test_what_is_not_known_to_be_in_force_is_off() -> None:
    for basis in (LegalBasis.COMBINED_PROBLEMS, LegalBasis.RISK_INDEX):
        with pytest.raises(NotInForce):
            law.basis(basis, TODAY)
        assert not any(law.allowed(purpose, basis, TODAY) for purpose in Purpose)
    with pytest.raises(NotInForce):
        due(TermCode.RISK_SIGNAL, datetime(2026, 3, 2, tzinfo=UTC), law)
    with pytest.raises(NotInForce):
        law.retention(DataClass.RISK_SIGNAL, TODAY)


def test_a_basis_carries_its_own_purposes_and_no_other() -> None:
    assert law.allowed(Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION, TODAY)
    assert law.allowed(Purpose.REFERRAL, LegalBasis.PERMISSION, TODAY)
    assert not law.allowed(Purpose.DECISION, LegalBasis.PERMISSION, TODAY)
    assert not law.allowed(Purpose.SUPPORT, LegalBasis.EARLY_WARNING, TODAY)
    assert not law.allowed(Purpose.PAYMENT, LegalBasis.RIGHTS_REQUEST, TODAY)


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    with pytest.raises(NotInForce):
        law.deadline(TermCode.INVESTIGATION, date(2014, 12, 31))
    assert law.deadline(TermCode.INVESTIGATION, date(2015, 1, 1)).length == 6
    (until_2022,) = (row for row in law.rows("taakvelden") if row.code == "6.2")
    assert holds(until_2022, date(2022, 12, 31)) and not holds(until_2022, date(2023, 1, 1))


@pytest.mark.parametrize(
    ("code", "length", "unit"),
    [
        ("D03", 6, "weeks"), ("D04", 2, "weeks"), ("D05", 8, "weeks"), ("D07", 1, "months"),
        ("D09", 72, "hours"), ("D11", 3, "working-days"), ("D18", 6, "weeks"),
        ("D19-committee", 12, "weeks"), ("D23", 1, "years"), ("D32", 30, "days"),
        ("D35", 15, "years"), ("D38", 12, "months"),
    ],
)  # fmt: skip
def test_terms_are_as_long_as_the_book_says(code: str, length: int, unit: str) -> None:
    row = law.deadline(TermCode(code), TODAY)
    assert (row.length, row.unit) == (length, TermUnit(unit))


@pytest.mark.requirement("Z-14")
@pytest.mark.parametrize(
    ("code", "start", "ends"),
    [
        (TermCode.RECEIPT, date(2026, 4, 1), date(2026, 4, 10)),  # over Easter
        (TermCode.PERSONAL_PLAN, date(2026, 3, 7), date(2026, 3, 16)),
        (TermCode.INVESTIGATION, date(2026, 3, 2), date(2026, 4, 13)),
        (TermCode.INVESTIGATION, date(2026, 2, 20), date(2026, 4, 7)),  # Good Friday
        (TermCode.WMO_DECISION, date(2026, 3, 2), date(2026, 3, 16)),
        (TermCode.NOTICE, date(2026, 1, 31), date(2026, 2, 28)),  # a Saturday: not moved
        (TermCode.NOTICE, date(2028, 1, 31), date(2028, 2, 29)),
        (TermCode.DEBT_FIRST_TALK, date(2026, 3, 2), date(2026, 3, 30)),
        (TermCode.DEBT_THREAT_TALK, date(2026, 3, 5), date(2026, 3, 10)),
        (TermCode.PARTICIPATION_DECISION, date(2026, 3, 2), date(2026, 4, 28)),  # King's Day
        (TermCode.OBJECTION, date(2026, 11, 13), date(2026, 12, 28)),  # Christmas
        (TermCode.OMBUDSMAN_PETITION, date(2025, 3, 7), date(2026, 3, 7)),  # years do not move
        (TermCode.DESTRUCTION_REQUEST, date(2025, 12, 7), date(2026, 3, 9)),
        (TermCode.WMO_RETENTION, date(2026, 3, 2), date(2041, 3, 2)),
        (TermCode.SAFETY_DECISION, date(2026, 3, 2), date(2026, 3, 2)),
    ],
)
def test_terms_end_where_the_calendar_says(code: TermCode, start: date, ends: date) -> None:
    noon = datetime(start.year, start.month, start.day, 11, tzinfo=UTC)
    assert due(code, noon, law).on == ends


@pytest.mark.parametrize("code", TermCode)
def test_every_term_that_is_on_can_be_counted(code: TermCode) -> None:
    (row,) = (row for row in law.rows("deadlines") if row.code == code)
    assert isinstance(row, Deadline)
    start = datetime(2026, 3, 2, 9, tzinfo=UTC)
    if row.enabled:
        assert due(code, start, law).on >= start.date()


def test_the_published_rows_stand_as_they_were_published() -> None:
    assert check() == [], "run: wijkboek law --publish"
    assert read(LOCK) == digests()


@pytest.mark.requirement("Z-29")
def test_an_edited_row_is_refused(copy: Path) -> None:
    changed(copy, "deadlines", "length = 6\n", "length = 7\n")
    with pytest.raises(LawEdited, match="deadlines D03 1"):
        check(copy, copy / "law.lock")
    before = (copy / "law.lock").read_text()
    with pytest.raises(LawEdited):
        publish(copy, copy / "law.lock")
    assert (copy / "law.lock").read_text() == before


def test_a_row_that_was_taken_out_is_refused(copy: Path) -> None:
    path = copy / "holidays.toml"
    first, second, *rest = path.read_text("utf-8").split("[[row]]")
    path.write_text("[[row]]".join((first, *rest)), "utf-8")
    assert "nieuwjaarsdag" in second
    with pytest.raises(LawEdited, match="holidays nieuwjaarsdag 1"):
        check(copy, copy / "law.lock")


def test_a_row_may_be_added_with_a_higher_edition(copy: Path) -> None:
    lock = copy / "law.lock"
    path = copy / "holidays.toml"
    path.write_text(
        path.read_text("utf-8")
        + '\n[[row]]\ncode = "brugdag"\nedition = 2\nvalid_from = 2027-01-01\nmonth = 5\nday = 7\n'
        'valid_to = 2027-12-31\nsource = "Stcrt 2026"\nmark = "confirmed"\n',
        "utf-8",
    )
    assert publish(copy, lock) == ["holidays brugdag 2"]
    assert publish(copy, lock) == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('unit = "weeks"', 'unit = "fortnights"', "fortnights"),
        ("length = 6", 'length = "six"', "six"),
        ('mark = "own"', 'mark = "rumour"', "rumour"),
        ('code = "D03"', 'code = "D99"', "D99"),
        ("length = 6\n", "", "length"),
        ('article = "Wmo 2.3.2(1)"', 'article = "somewhere"', "somewhere"),
        ('start = "notification"', 'colour = "red"\nstart = "notification"', "colour"),
    ],
)
def test_a_row_that_makes_no_sense_says_what_is_wrong_with_it(
    copy: Path, before: str, after: str, said: str
) -> None:
    changed(copy, "deadlines", before, after)
    with pytest.raises(LawUnreadable, match=said):
        tables(copy)


@pytest.mark.requirement("Z-29")
def test_a_newer_row_changes_nothing_under_an_older_edition(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Today the law makes it four weeks from 2027 on: what was decided before stands."""
    known = tables()
    (now,) = (row for row in known["deadlines"] if row.code == TermCode.INVESTIGATION)
    assert isinstance(now, Deadline)
    four_weeks = replace(now, edition=2, valid_from=date(2027, 1, 1), length=4)
    widened = {**known, "deadlines": (*known["deadlines"], four_weeks)}
    monkeypatch.setattr(rules, "tables", lambda: widened)
    old, new = Rules(1), Rules(2)
    before, after = date(2026, 12, 31), date(2027, 1, 1)
    assert old.deadline(TermCode.INVESTIGATION, after).length == 6
    assert new.deadline(TermCode.INVESTIGATION, before).length == 6
    assert new.deadline(TermCode.INVESTIGATION, after).length == 4
    repealed = replace(four_weeks, edition=3, valid_from=date(2028, 1, 1), enabled=False)
    widened["deadlines"] = (*widened["deadlines"], repealed)
    with pytest.raises(NotInForce):
        Rules(3).deadline(TermCode.INVESTIGATION, date(2028, 1, 1))
    assert Rules(3).deadline(TermCode.INVESTIGATION, date(2027, 12, 31)).length == 4
    assert Rules(2).deadline(TermCode.INVESTIGATION, date(2028, 1, 1)).length == 4


def test_facts_from_before_there_were_editions_are_read_under_the_first() -> None:
    old = json.loads((Path(__file__).parent / "vectors" / "old_fact.json").read_text("utf-8"))
    context = decode(Stored(1, monday, old["type"], old["envelope"].encode())).context
    assert (context.rules, context.configuration) == (None, None)
    assert Rules.of(context.rules) is Rules.of(1)


@pytest.mark.requirement("N-02")
@pytest.mark.parametrize(
    ("code", "length", "unit", "may"),
    [
        (TermCode.INVESTIGATION, 60, TermUnit.DAYS, False),
        (TermCode.INVESTIGATION, 30, TermUnit.DAYS, True),
        (TermCode.INVESTIGATION, 42, TermUnit.DAYS, True),
        (TermCode.INVESTIGATION, 43, TermUnit.DAYS, False),
        (TermCode.INVESTIGATION, 1, TermUnit.MONTHS, True),
        (TermCode.INVESTIGATION, 2, TermUnit.MONTHS, False),
        (TermCode.INVESTIGATION, 20, TermUnit.WORKING_DAYS, True),
        (TermCode.INVESTIGATION, 30, TermUnit.WORKING_DAYS, False),  # a holiday makes it later
        (TermCode.NOTICE, 28, TermUnit.DAYS, True),
        (TermCode.NOTICE, 30, TermUnit.DAYS, False),  # February has 28
        (TermCode.NOTICE, 4, TermUnit.WEEKS, True),
        (TermCode.NOTICE, 0, TermUnit.DAYS, False),  # off
        (TermCode.URGENT_HELP, 12, TermUnit.HOURS, True),
        (TermCode.URGENT_HELP, 25, TermUnit.HOURS, False),
        (TermCode.URGENT_HELP, 1, TermUnit.DAYS, False),
        (TermCode.RECEIPT, 10, TermUnit.WORKING_DAYS, True),  # no term in law
        (TermCode.RECEIPT, 0, TermUnit.WORKING_DAYS, False),
        (TermCode.OBJECTION, 5, TermUnit.WEEKS, False),  # the resident's own
        (TermCode.PERSONAL_PLAN, 5, TermUnit.DAYS, False),
        (TermCode.WMO_RETENTION, 10, TermUnit.YEARS, False),
    ],
)
def test_a_municipality_may_be_stricter_and_never_looser(
    code: TermCode, length: int, unit: TermUnit, may: bool
) -> None:
    assert tightens(code, (length, unit), TODAY, law) is may


def test_a_term_of_the_residents_own_is_never_the_municipalitys_to_change() -> None:
    for row in law.rows("deadlines"):
        assert isinstance(row, Deadline)
        if row.by is None:
            assert row.adoption is Adoption.FIXED, row.code
