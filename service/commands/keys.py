"""`wijkboek keys`: epochs of keys, what is due to be destroyed, and whether all is as it should be.

What a command needs is imported when it runs, so that --help is quick.
"""
# ruff: noqa: PLC0415

from typing import Annotated

import typer

from service.commands.plainly import journal

app = typer.Typer(
    help="The keys of all words: epochs, destruction, and what to check after a restore.",
    no_args_is_help=True,
)


@app.command()
def rotate(
    due: Annotated[
        bool, typer.Option("--due", help="Only if the epoch is four weeks old: for a timer.")
    ] = False,
) -> None:
    """Begin a new epoch, wrap live keys under it, and destroy epochs that ended 30 days ago."""
    with journal() as (opened, console):
        from service.commands.rotating import rotate as run

        run(opened, console, only_if_due=due)


@app.command()
def status() -> None:
    """Epochs, live keys, what is due to be destroyed, and how many tombstones there are."""
    with journal() as (opened, console):
        from service.commands.rotating import status as show

        show(opened, console)


@app.command("restore-check")
def restore_check() -> None:
    """Whether what was destroyed is gone, and all other keys open. Exit code 1 where not."""
    with journal() as (opened, console):
        from service.commands.rotating import restore_check as check

        if not check(opened, console):
            raise typer.Exit(1)


@app.command()
def destroy() -> None:
    """Carry out what two people decided to destroy and what was cut off before its end."""
    with journal() as (opened, console):
        from service.commands.rotating import destroy as run

        run(opened, console)
