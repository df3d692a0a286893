"""`wijkboek verify`, `export` and `witness`: proof for who does not take our word for it.

What a command needs is imported when it runs, so that --help is quick.
"""
# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from service.commands.plainly import journal, plainly

app = typer.Typer()


@app.command()
def verify(
    file: Annotated[
        Path | None, typer.Argument(help="An export, a journal, a receipt, a proof of fork.")
    ] = None,
    stored: Annotated[
        bool, typer.Option("--journal", help="The whole journal, as it is stored.")
    ] = False,
    policy: Annotated[Path | None, typer.Option(help="Whom you trust: not the file's own.")] = None,
    since: Annotated[
        Path | None, typer.Option(metavar="CHECKPOINT", help="One that you kept.")
    ] = None,
    promise: Annotated[Path | None, typer.Option(help="Was this kept? FILE is a proof.")] = None,
) -> None:
    """Is it whole, unaltered and witnessed? Of a file: without service, database or network.

    Ends with 0 where all is as recorded, 1 where it is not, 2 where it cannot be read, 3 where it
    is as recorded and not of now.
    """
    if (file is None) is not stored:
        raise typer.BadParameter("Name a FILE, or say --journal.")
    if file is not None:
        with plainly() as console:
            from service.commands.proving import verify as look

            status = look(console, file, policy, since, promise)
    else:
        with journal() as (opened, console):
            from service.commands.proving import verify_journal

            status = verify_journal(opened, console, policy, since)
    raise typer.Exit(status)


@app.command()
def fsck(
    again: Annotated[
        bool, typer.Option("--again", help="From the start, also where one was broken off.")
    ] = False,
) -> None:
    """Work out anew all that is stored, every night: facts, tree, filing, views, register.

    On all cores that there are. Broken off, it goes on from there within a day.
    """
    with journal(warn=True) as (opened, console):
        from service.commands.proving import fsck as look

        wrong = look(opened, console, again=again)
    raise typer.Exit(1 if wrong else 0)


@app.command()
def export(
    case: Annotated[str, typer.Argument(help="The number of the case.")],
    file: Annotated[Path, typer.Argument(help="The file to make.")],
    worker: Annotated[str | None, typer.Option(help="Who reads: goes on record.")] = None,
    function: Annotated[str | None, typer.Option(help="In what function.")] = None,
) -> None:
    """Write a case to one sealed file that proves itself: all its facts, as they may be read."""
    with journal(warn=True) as (opened, console):
        from service.commands.proving import export as write

        write(opened, console, case, file, worker, function)


@app.command()
def witness(
    folder: Annotated[Path, typer.Argument(help="Where it keeps its key, and what it saw.")],
    policy: Annotated[Path, typer.Option(help="The policy that names the logs to watch.")],
    name: Annotated[str, typer.Option(help="What it is called: witness.example.org/1")],
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8080,
) -> None:
    """Be a witness: cosign a log's tree only if it begins with the last one. Without a database."""
    with plainly() as console:
        from service.commands.notarising import witness as run

        run(console, folder, policy, name, host, port)


@app.command()
def monitor(
    policy: Annotated[Path, typer.Argument(help="The policy that names log and witnesses.")],
    log: Annotated[
        str | None, typer.Option(help="Where the log is: https://wijkboek.example.org/v1/log")
    ] = None,
    fork: Annotated[Path, typer.Option(help="Where to put a proof of fork.")] = Path("fork.json"),
) -> None:
    """Do all witnesses, and the log, show one history? If not: a proof of fork, and exit code 1."""
    with plainly() as console:
        from service.commands.proving import watch

        status = watch(console, policy, log, fork)
    raise typer.Exit(status)
