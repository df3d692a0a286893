"""What `wijkboek staff` does: add, check, and look for decisions that nobody signed."""

from collections.abc import Iterator
from uuid import uuid4

import typer
from rich.console import Console
from rich.progress import Progress

from domain.fact import Event, Fact
from domain.terms import UUID, CommandId, WorkerId
from service.acting import acting_for_the_service
from service.identity.signed import LONGEST_SUBJECT
from service.opening import Opened, begun
from service.signing import unsigned
from service.staff.entry import Login, Member
from service.staff.register import StaffRegister
from service.staff.rows import StaffRows


class NotAdded(ValueError):
    """Somebody cannot be put in the staff register; the message says what is missing or wrong."""


def add(
    opened: Opened,
    console: Console,
    *,
    worker: str | None,
    name: str | None,
    issuer: str | None,
    subject: str | None,
    ask: bool,
) -> None:
    """Register or change a worker, on the word of who administers the service.

    Raises NotBegun, NotAdded, NobodyActs, StoreUnavailable.
    """
    genesis = begun(opened.journal).event
    who = WorkerId(worker or genesis.worker)
    if not UUID.fullmatch(who):
        raise NotAdded("--worker is a pseudonym: a UUID in small letters")
    issuer = issuer or opened.settings.oidc_issuer
    if ask:
        name = name or typer.prompt("Name of the worker")
        issuer = issuer or typer.prompt("Provider (claim iss)")
        subject = subject or typer.prompt("Who it is to the provider (claim sub)")
    if not name or not issuer or not subject:
        raise NotAdded("Say --name, --issuer and --subject: whom the provider's claim sub is.")
    if max(len(issuer), len(subject)) > LONGEST_SUBJECT:
        raise NotAdded(f"--issuer and --subject hold at most {LONGEST_SUBJECT} characters")
    context = acting_for_the_service(opened.journal, genesis, CommandId(str(uuid4())))
    member = Member(name, Login(issuer, subject))
    with StaffRows(opened.database) as rows:
        staff = StaffRegister(opened.journal, rows)
        there = staff.stands(who)
        answer = (staff.change if there else staff.register)(context, who, member)
    if answer.refusal is not None:
        raise NotAdded(f"Refused, and on record: {answer.refusal}.")
    done = "changed" if there else "registered"
    console.print(f"Worker {who} is {done}, as fact {answer.position}.", highlight=False)


def check(opened: Opened, console: Console) -> bool:
    """Whether every row is the one that was recorded; says which is not."""
    begun(opened.journal)
    with StaffRows(opened.database) as rows:
        found = StaffRegister(opened.journal, rows).check()
    for each in found:
        console.print(f"[red]worker {each.worker}: {each.what}[/]", highlight=False)
    if not found:
        console.print("Every row of the staff register is the one that was recorded.")
    return not found


def signatures(opened: Opened, console: Console) -> bool:
    """Whether every decision of a worker with a key bears a signature of it; says which do not."""
    begun(opened.journal)
    head = opened.journal.head()
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("facts", total=head)

        def facts() -> Iterator[Fact[Event]]:
            for fact in opened.journal.read(until=head):
                yield fact
                bar.update(task, completed=fact.position)

        found = list(unsigned(facts()))
    for each in found:
        what = "its signature is wrong" if each.signed else "it is not signed"
        console.print(f"[red]fact {each.position}, worker {each.actor}: {what}[/]", highlight=False)
    if not found:
        console.print(f"Up to fact {head:,} every decision that should be signed is.")
    return not found
