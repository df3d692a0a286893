"""`wijkboek staff`: workers brought into the staff register, and the register held against facts.

With a provider set, nobody gets in who is not in the register: the first worker comes in here.
"""
# ruff: noqa: PLC0415

import sys
from typing import Annotated

import typer

from service.commands.plainly import journal

app = typer.Typer(
    name="staff",
    help="The staff register: who signs in as which worker, and whether it is as recorded.",
    no_args_is_help=True,
)


@app.command()
def add(
    worker: Annotated[
        str | None, typer.Option(help="The pseudonym (UUID); default: the first administrator.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="What the worker is called; else asked.")] = None,
    issuer: Annotated[
        str | None, typer.Option(help="The provider (claim iss); default WIJKBOEK_OIDC_ISSUER.")
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="Who it is to the provider (claim sub); else asked.")
    ] = None,
) -> None:
    """Put a worker in the staff register, or change what is there. Sealed; a fact names no name."""
    with journal() as (opened, console):
        from service.commands.staffing import add as put

        asked = sys.stdin.isatty()
        put(opened, console, worker=worker, name=name, issuer=issuer, subject=subject, ask=asked)


@app.command()
def check() -> None:
    """Is every row the one that the journal's last fact about that worker says? Opens nothing."""
    with journal() as (opened, console):
        from service.commands.staffing import check as run

        if not run(opened, console):
            raise typer.Exit(1)


@app.command()
def signatures() -> None:
    """Does every decision of a worker with a signing key bear her signature? From facts alone."""
    with journal() as (opened, console):
        from service.commands.staffing import signatures as run

        if not run(opened, console):
            raise typer.Exit(1)
