"""A report (verslag) as text: two versions side by side, each line with what stands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.codes import ResidentView, SignedFor
from domain.fact import Fact
from domain.facts.report import ReportAnswered, ReportDrafted
from domain.facts.statement import StatementRecorded
from domain.terms import DESTROYED, UNOPENED, day
from projections.beside import Beside
from projections.narrative import SPEECHES, word
from projections.narrative.en.statements import HEADINGS as ENGLISH
from projections.narrative.nl.statements import HEADINGS as DUTCH

HEADINGS = {"nl": DUTCH, "en": ENGLISH}


@dataclass(frozen=True)
class ReportLine:
    """One statement in it. `text` is None where it is about somebody else than who reads."""

    statement: Fact[StatementRecorded]
    text: str | None
    beside: Beside
    contests: tuple[str, ...]
    """What the resident says of it, word for word."""


@dataclass(frozen=True)
class ReportTold:
    """A report as it stands."""

    drafted: ReportDrafted
    shared: bool
    established: bool
    answered: ReportAnswered | None
    lines: Sequence[ReportLine]

    @property
    def signed_for(self) -> SignedFor | None:
        return self.answered.signed_for if self.answered else None

    @property
    def view(self) -> ResidentView | None:
        """What the resident makes of it; None: she was not asked."""
        return self.answered.view if self.answered else None


def label(told: ReportTold, language: str = "nl") -> str:
    """What it is by now: a draft that the resident has not seen says so (M-08)."""
    state = "fixed" if told.established else "shown" if told.shared else "draft"
    return HEADINGS[language][state]


def report_text(told: ReportTold, language: str = "nl") -> str:
    """The whole of it: first what it is, what the resident makes of it, and her own words."""
    said = HEADINGS[language]
    view = word(told.view, language) if told.view else said["not_asked"]
    first = [label(told, language), f"{said['view']}: {view}."]
    if told.signed_for is not None:
        first.append(f"{said['signed']}: {word(told.signed_for, language)}.")
    words = told.answered.words if told.answered else ""
    hers = [said["hers"], _quoted(words, language) if words.strip() else said["nothing"]]
    theirs = [said["theirs"], *_lines(told.lines, language)]
    needed = said["needed"].format(
        lines=len(told.drafted.statements), needed=len(told.drafted.needed)
    )
    return "\n\n".join("\n".join(page) for page in (first, hers, theirs, [needed])) + "\n"


def _lines(lines: Sequence[ReportLine], language: str) -> Iterator[str]:
    speech, said = SPEECHES[language], HEADINGS[language]
    for number, line in enumerate(lines, 1):
        event, text = line.statement.event, line.text
        of = said["of"].format(
            kind=word(event.kind, language), source=word(event.source, language),
            day=speech.day(event.observed_on),
        )  # fmt: skip
        marks = "".join(f" ({word(mark, language)})" for mark in line.beside.marks)
        quoted = said["of_another"] if text is None else _quoted(text, language)
        yield f"{number}. {of}{marks}: {quoted}"
        for fact in line.beside.corrected:
            reason = word(fact.event.reason, language)
            on = speech.day(day(fact.recorded_at))
            yield "   " + said["corrected"].format(day=on, reason=reason)
        for words in line.contests:
            yield f"   {said['hers']}: {_quoted(words, language)}"


def _quoted(words: str, language: str) -> str:
    speech = SPEECHES[language]
    return {UNOPENED: speech.sealed, DESTROYED: speech.destroyed}.get(words, f"“{words}”")
