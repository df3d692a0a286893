"""`wijkboek init` and `wijkboek status`: whose journal this is, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid4, uuid5

import typer
from rich.console import Console
from rich.markup import escape

from domain.facts.municipality import JournalOpened
from domain.terms import PATTERNS, CommandId, FunctionId, OrganisationId, Publication, WorkerId
from service.opening import Opened, begin, begun, genesis
from service.simulated import LABEL, is_simulated, make_simulated

DEFAULT_NAME = "Gemeente Testdam (verzonnen)"
DEFAULT_PUBLICATION = "gmb-2025-1"


class OtherAnswers(RuntimeError):
    """The journal has begun, with other answers than those given now."""


class AnswerNeeded(RuntimeError):
    """Something that only the municipality can say was not said."""


@dataclass(frozen=True)
class Answers:
    """What `init` was told; None is left open."""

    name: str | None = None
    publication: str | None = None
    administrator: str | None = None
    simulated: bool = False
    start: datetime | None = None


def init(opened: Opened, answers: Answers, console: Console, *, ask: bool) -> None:
    """Begin the journal, once. A journal that has begun is described, and left as it is.

    Raises OtherAnswers, AnswerNeeded, NotSimulated.
    """
    first = genesis(opened.journal)
    if first is not None:
        _same(first.event, answers)
        console.print("This journal has begun already; nothing was changed.")
        return describe(opened, console)
    name, publication = answers.name, answers.publication
    if answers.simulated:
        name, publication = name or DEFAULT_NAME, publication or DEFAULT_PUBLICATION
    if ask:
        name = name or typer.prompt("Name of the municipality (gemeente)")
        publication = publication or typer.prompt(
            "Where the council's decision to keep this journal was published, such as gmb-2026-1234"
        )
    if not name or not publication:
        raise AnswerNeeded(
            "Say whose journal this is: wijkboek init --name 'Gemeente …' --publication gmb-2026-1"
        )
    if not PATTERNS[Publication].fullmatch(publication):
        raise AnswerNeeded(
            "--publication is the number of an official publication, such as gmb-2026-1234"
        )
    if answers.administrator and not PATTERNS[WorkerId].fullmatch(answers.administrator):
        raise AnswerNeeded("--administrator is the pseudonym of a worker: a UUID in small letters")
    if answers.simulated:
        make_simulated(opened.database, answers.start or opened.journal.now())
    elif is_simulated(opened.database):
        raise OtherAnswers("This journal's clock is simulated: begin it with --simulated.")

    def new(noun: str) -> str:
        # A simulated town is the same in every run, its first ids included.
        return str(uuid5(NAMESPACE_URL, f"{noun}:{name}") if answers.simulated else uuid4())

    begin(
        opened.journal,
        organisation=OrganisationId(new("organisation")),
        function=FunctionId(new("function")),
        worker=WorkerId(answers.administrator or new("worker")),
        command=CommandId(new("command")),
        simulated=answers.simulated,
        publication=Publication(publication),
        name=name,
    )
    console.print("The journal has begun.")
    describe(opened, console)


def describe(opened: Opened, console: Console) -> None:
    """Whose journal it is, and where it stands. Raises NotBegun."""
    first = begun(opened.journal)
    event = first.event
    rows = {
        "municipality": event.name,
        "schema": opened.settings.municipality,
        "origin": f"{LABEL}: nobody in it exists" if event.simulated else "real",
        "decision": event.publication,
        "begun": f"{first.recorded_at:%Y-%m-%d %H:%M} UTC",
        "head": f"{opened.journal.head()} facts, at {opened.journal.now():%Y-%m-%d %H:%M} UTC",
        "administrator": f"worker {event.worker}, function {event.function}",
        "organisation": event.organisation,
        "home": str(opened.settings.home),
    }
    for name, value in rows.items():
        style = "bold red" if name == "origin" and event.simulated else "bold"
        console.print(f"  {name:<14}[{style}]{escape(value)}[/]", soft_wrap=True, highlight=False)


def _same(event: JournalOpened, answers: Answers) -> None:
    given = {
        "--name": (answers.name, event.name),
        "--publication": (answers.publication, event.publication),
        "--administrator": (answers.administrator, event.worker),
    }
    other = [option for option, (said, is_) in given.items() if said is not None and said != is_]
    if answers.simulated and not event.simulated:
        other.append("--simulated")
    if other:
        raise OtherAnswers(
            f"This journal has begun with other answers ({', '.join(other)}), and the first fact"
            " never changes. Another journal: set WIJKBOEK_MUNICIPALITY to another name."
        )
