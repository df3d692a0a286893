"""`wijkboek replay`: a case told again; its words only to somebody, and then that is on record."""

from datetime import datetime
from uuid import uuid4

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.access.fields import fields
from domain.codes import Part, ReadingRoute
from domain.command import Unknown
from domain.decisions.reading import ReadRecord
from domain.fact import Context
from domain.facts.municipality import Function
from domain.facts.reading import RecordRead
from domain.refusal import RULES
from domain.terms import PATTERNS, CaseId, CommandId, FunctionId, WorkerId, day
from projections.narrative import SPEECHES, what_next, why, word
from service.commands.views import NotThere
from service.identity import Caller
from service.opening import Opened, begun
from service.replay import EVERYTHING, Line
from service.replay import replay as lines_of
from service.simulated import LABEL, is_simulated

ROOMY = 110
"""Columns of a terminal that has room for the legal basis beside the sentence."""
STORY = EVERYTHING - {Part.READING}


class ReadRefused(RuntimeError):
    """Whoever was named may not read this case; that is on record."""


def caller_of(opened: Opened, worker: str | None, function: str | None) -> Caller | None:
    """Who reads, as given on the command line; None where nobody is named. Raises NotThere."""
    if worker is None and function is None:
        return None
    for given in (worker, function):
        if given is None or not PATTERNS[WorkerId].fullmatch(given):
            raise NotThere("Say who reads: --worker and --function, each the UUID of one.")
    as_ = FunctionId(str(function))
    (held,) = opened.journal.known(Function(as_))
    if held.organisation is None:
        raise NotThere("There is no such function: wijkboek organisations lists them.")
    return Caller(WorkerId(str(worker)), as_, held.organisation)


def replay(
    opened: Opened,
    console: Console,
    case: str,
    valid_at: datetime | None = None,
    known_at: datetime | None = None,
    language: str = "nl",
    as_: Caller | None = None,
) -> None:
    """Tell a case in plain sentences: its words to `as_`, if that is somebody who may read it.

    The moments are aware. Raises NotThere, ReadRefused.
    """
    if language not in SPEECHES:
        raise NotThere(f"Cases are told in these languages: {', '.join(SPEECHES)}.")
    if not PATTERNS[CaseId].fullmatch(case):
        raise NotThere("A case has a number like 6f9619ff-8b86-4d01-b42d-00cf4fc964ff.")
    read, parts = (
        (None, STORY) if as_ is None else read_on_record(opened, CaseId(case), as_, language)
    )
    lines = lines_of(
        opened.journal, CaseId(case), valid_at, known_at, language, read=read, parts=parts
    )
    if not lines:
        raise NotThere("No such case was known. Check its number, --known-at and --valid-at.")
    if is_simulated(opened.database):
        console.print(f"[bold yellow]{escape(LABEL)}[/]")
    if read is None:
        console.print("[dim]Words stay sealed: say who reads with --worker and --function.[/]")
    else:
        console.print(f"[dim]This read is on record, at position {read}.[/]")
    console.print(_table(lines, language, console))


def read_on_record(
    opened: Opened, case: CaseId, as_: Caller, language: str
) -> tuple[int, frozenset[Part]]:
    """Put the read on record: where, and what may be shown. Raises NotThere, ReadRefused."""
    way = fields().ways[ReadingRoute.CASE]
    context = Context(
        command=CommandId(str(uuid4())), actor=as_.worker, function=as_.function,
        organisation=as_.organisation, purpose=way.purpose, basis=way.basis,
        funding_responsible=begun(opened.journal).event.organisation,
        content_responsible=as_.organisation, occurred_at=opened.journal.now(),
    )  # fmt: skip
    asked = tuple(part for part in Part if part in STORY)
    try:
        answer = opened.journal.record(ReadRecord(context=context, case=case, parts=asked))
    except Unknown:
        raise NotThere("There is no such case. Check its number.") from None
    if answer.refusal is not None:
        step = RULES[answer.refusal].next_step
        raise ReadRefused(f"{why(answer.refusal, language)} {what_next(step, language)}")
    event = answer.facts[0].event
    assert isinstance(event, RecordRead)
    return answer.position, frozenset(event.parts)


def _table(lines: list[Line], language: str, console: Console) -> Table:
    speech = SPEECHES[language]
    told = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    told.add_column(style="dim", justify="right")
    told.add_column(no_wrap=True)
    told.add_column(ratio=1)
    wide = console.width >= ROOMY
    if wide:
        told.add_column(style="dim", ratio=1, max_width=40)
    for line in lines:
        sentence = escape(line.sentence.replace("€ ", "€\N{NO-BREAK SPACE}"))
        ground = [escape(word(line.legal_basis, language))] if wide else []
        told.add_row(str(line.position), speech.day(day(line.occurred_at)), sentence, *ground)
    return told
