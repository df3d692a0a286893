"""`wijkboek register`: the residents' register held against the journal, and people brought in.

What a command needs is imported when it runs, so that --help is quick.
"""
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from service.commands.plainly import journal

app = typer.Typer(
    help="The register of residents: check it against the journal, and bring people in.",
    no_args_is_help=True,
)


@app.command()
def check(
    sweep: Annotated[
        bool,
        typer.Option("--sweep", help="Take away what no fact names and what was left behind."),
    ] = False,
) -> None:
    """Hold every row against the last fact about it, as every night: opens no key.

    Names every row that was edited, swapped, removed or added by hand; then its exit code is 1.
    """
    with journal() as (opened, console):
        from service.commands.registering import check as run

        if run(opened, console, sweep_too=sweep):
            raise typer.Exit(1)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="JSON lines, each as POST /v1/residents takes it.")],
) -> None:
    """Register everybody in a file, or nobody where a line makes no sense. Twice does nothing."""
    with journal() as (opened, console):
        from service.commands.registering import bring

        if bring(opened, console, file):
            raise typer.Exit(1)
