"""The requirement book: 137 entries, and tests that may name only those."""

import re
from collections import Counter
from enum import StrEnum
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from domain.codes import LegalBasis, MandateKind, Source, Stream
from service.requirements import BookUnreadable, Requirement, read_book, report, requirements

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = {"M": 39, "E": 16, "H": 12, "N": 10, "X": 11, "C": 19, "Z": 30}

BOOK = """# Requirements

- **M-01 · INV · A first rule.** What it says.
- **H-03 · CLK · A second rule.** What it says, and M-99 within a sentence is no entry.
"""


def project(root: Path, test: str = "", book: str = BOOK) -> Path:
    """A project of one book and one test file."""
    for folder in ("docs", "tests"):
        (root / folder).mkdir()
    (root / "docs" / "requirements.md").write_text(book, encoding="utf-8")
    (root / "tests" / "test_it.py").write_text(test, encoding="utf-8")
    return root


def proofs(root: Path) -> dict[str, list[str]]:
    return {row.id: list(row.tests) for row in requirements(root)}


def test_the_book_holds_all_137_in_order() -> None:
    book = read_book(ROOT / "docs" / "requirements.md")
    assert Counter(entry.id[0] for entry in book) == CHAPTERS
    expected = [
        f"{chapter}-{n:02}" for chapter, most in CHAPTERS.items() for n in range(1, most + 1)
    ]
    assert [entry.id for entry in book] == expected


def test_every_entry_says_how_it_is_tested_and_how_certain_it_is() -> None:
    text = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    entries = re.split(r"^(?=- \*\*[A-Z]-\d\d)", text.split("\n## Tables")[0], flags=re.MULTILINE)[
        1:
    ]
    assert len(entries) == 137
    for entry in entries:
        assert entry.count("*Tested:*") == 1, entry[:40]
        assert re.search(r"\*Mark:\* .*(confirmed|from knowledge|own proposal|table)", entry), (
            entry[:40]
        )


def test_every_table_that_the_book_names_is_there() -> None:
    text = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\btable ([A-Z])\b", text)) <= set(
        re.findall(r"^### ([A-Z])\. ", text, re.M)
    )


@pytest.mark.parametrize("codes", [LegalBasis, Stream, Source, MandateKind])
def test_every_code_that_is_stored_stands_in_the_tables(codes: type[StrEnum]) -> None:
    tables = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8").split("\n## Tables")[1]
    assert [code.value for code in codes if f"`{code.value}`" not in tables] == []


def test_tests_of_this_project_name_only_requirements_of_the_book() -> None:
    assert len(requirements(ROOT)) == 137


def test_a_mark_on_a_function_a_class_or_a_module_counts(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        """
import pytest
pytestmark = [pytest.mark.long, pytest.mark.requirement("M-01")]

@pytest.mark.requirement("H-03")
async def test_alone(): ...

class TestTogether:
    pytestmark = pytest.mark.requirement("H-03")
    def test_one(self): ...
    @pytest.mark.requirement("M-01")
    def test_two(self): ...
    def helper(self): ...

TestMachine = Machine.TestCase
""",
    )
    here = "tests/test_it.py::"
    assert proofs(root) == {
        "M-01": [
            here + "test_alone",
            here + "TestTogether::test_one",
            here + "TestTogether::test_two",
            here + "TestMachine",
        ],
        "H-03": [
            here + "test_alone",
            here + "TestTogether::test_one",
            here + "TestTogether::test_two",
        ],
    }


def test_one_mark_may_name_several(tmp_path: Path) -> None:
    root = project(tmp_path, '@pytest.mark.requirement("M-01", "H-03")\ndef test_both(): ...\n')
    assert all(proofs(root).values())


def test_a_requirement_without_a_test_is_in_the_list_with_none(tmp_path: Path) -> None:
    assert requirements(project(tmp_path)) == [
        Requirement("M-01", "INV", "A first rule"),
        Requirement("H-03", "CLK", "A second rule"),
    ]


@pytest.mark.parametrize(
    ("test", "complaint"),
    [
        ('@pytest.mark.requirement("M-99")\ndef test_it(): ...', r"test_it\.py, line 1: .* 'M-99'"),
        ("@pytest.mark.requirement(ID)\ndef test_it(): ...", "write the id out"),
        ("@pytest.mark.requirement()\ndef test_it(): ...", "names nothing"),
        ("@pytest.mark.requirement\ndef test_it(): ...", "names nothing"),
        ('@pytest.mark.requirement("M-01")\ndef helper(): ...', "does not collect it"),
        ('@pytest.mark.requirement("M-01")\nclass Machine: ...', "does not collect it"),
    ],
)
def test_a_mark_that_proves_nothing_is_an_error(tmp_path: Path, test: str, complaint: str) -> None:
    with pytest.raises(BookUnreadable, match=complaint):
        requirements(project(tmp_path, test))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("- **M-01 · INV · Once more.** Rule.", "stands here twice"),
        ("- **M-02 · WISH · No such kind.** Rule.", "write an entry as"),
        ("- **M-03 INV A heading without dots.** Rule.", "write an entry as"),
    ],
)
def test_a_wrong_entry_is_an_error_with_its_line(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(BookUnreadable, match=f"line 5: .*{complaint}"):
        requirements(project(tmp_path, book=BOOK + line))


def test_without_a_book_the_error_says_where_to_be(tmp_path: Path) -> None:
    with pytest.raises(BookUnreadable, match="folder of the project"):
        requirements(tmp_path)


def printed(root: Path, *, missing: bool) -> tuple[int, str]:
    text = StringIO()
    unproved = report(root, missing=missing, console=Console(file=text, width=120))
    return unproved, text.getvalue()


def test_the_report_shows_proofs_and_totals(tmp_path: Path) -> None:
    root = project(tmp_path, '@pytest.mark.requirement("M-01")\ndef test_it(): ...\n')
    unproved, text = printed(root, missing=False)
    assert unproved == 1
    assert "tests/test_it.py::test_it" in text
    assert "2 requirements: 1 proved by 1 tests, 1 not proved yet." in text


def test_the_report_can_show_only_what_is_missing(tmp_path: Path) -> None:
    root = project(tmp_path, '@pytest.mark.requirement("M-01")\ndef test_it(): ...\n')
    _, text = printed(root, missing=True)
    assert "H-03" in text
    assert "A first rule" not in text
