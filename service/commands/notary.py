"""`wijkboek notary`: the tree over all facts, who signs it, and how far it is.

What a command needs is imported when it runs, so that --help is quick.
"""
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from service.commands.plainly import journal, plainly

app = typer.Typer(
    help="The tree over all facts: begin it, sign it, follow the journal with it.",
    no_args_is_help=True,
)


@app.command("init")
def init(
    origin: Annotated[
        str | None, typer.Option(help="What the log is called, for good: example.org/haarlem")
    ] = None,
    witness: Annotated[
        list[str] | None,
        typer.Option(help="A witness, as it says who it is: its key, a space, its address."),
    ] = None,
) -> None:
    """Make the log's key, and the policy that says which witnesses must have seen it."""
    with plainly() as console:
        from service.commands.notarising import begin
        from service.settings import load_settings

        begin(load_settings(), console, origin, witness or [])


@app.command()
def signer() -> None:
    """Sign for the log, alone with its key, until SIGTERM or Ctrl-C."""
    with plainly() as console:
        from service.commands.notarising import sign
        from service.settings import load_settings

        sign(load_settings(), console)


@app.command()
def renew() -> None:
    """Give the log another key, on record: then start the signer again, and give the policy to
    witnesses."""
    with journal(warn=True) as (opened, console):
        from service.commands.notarising import renew as take_over

        take_over(opened, console)


@app.command()
def run() -> None:
    """Fix facts in the tree as they come, until SIGTERM or Ctrl-C; wijkboek serve does so, too."""
    with journal(warn=True) as (opened, console):
        from service.commands.notarising import follow

        follow(opened, console)


@app.command()
def status() -> None:
    """How many facts there are, how many are fixed, signed and cosigned, and since when."""
    with journal() as (opened, console):
        from service.commands.notarising import status as show

        show(opened, console)


@app.command()
def dump(file: Annotated[Path, typer.Argument(help="The file to make.")]) -> None:
    """Write the whole journal as it is stored to a file, words sealed, for an auditor to verify."""
    with journal(warn=True) as (opened, console):
        from service.commands.proving import dump as write

        write(opened, console, file)


@app.command()
def verifier(file: Annotated[Path, typer.Argument(help="The file to make.")]) -> None:
    """Write a verifier to one file: a page for any browser if it ends in .html, else Python."""
    with plainly() as console:
        from service.commands.proving import hand_out

        hand_out(console, file)
