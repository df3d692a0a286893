"""The command line, `wijkboek`: what an operator can ask, each in its own few lines.

What a command needs is imported when it runs, so that --help is quick.
"""
# ruff: noqa: PLC0415

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from service.commands.keys import app as keys
from service.commands.moments import moment
from service.commands.notary import app as notary
from service.commands.plainly import journal, plainly
from service.commands.register import app as register
from service.commands.staff import app as staff
from service.commands.verifying import app as verifying

KnownAt = Annotated[
    datetime | None,
    typer.Option(parser=moment, metavar="MOMENT", help="Only what was on record by then."),
]

app = typer.Typer(
    name="wijkboek",
    help="The system of record of a municipality's neighbourhood teams (sociale wijkteams).\n\n"
    "Settings come from the environment: WIJKBOEK_MUNICIPALITY (default haarlem), WIJKBOEK_HOME,"
    " DATABASE_URL (default: a PostgreSQL of its own), WIJKBOEK_HOST, WIJKBOEK_PORT.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(keys, name="keys")
app.add_typer(verifying)
app.add_typer(register, name="register")
app.add_typer(notary, name="notary")
app.add_typer(staff, name="staff")


@app.command()
def init(
    name: Annotated[str | None, typer.Option(help="The municipality's name.")] = None,
    publication: Annotated[
        str | None, typer.Option(help="Where the council's decision was published: gmb-2026-1234.")
    ] = None,
    administrator: Annotated[
        str | None, typer.Option(help="Pseudonym (UUID) of the first administrator; else made.")
    ] = None,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="With a clock that can be set. For good.")
    ] = False,
    start: Annotated[
        datetime | None, typer.Option(help="What time it is first, UTC, if simulated.")
    ] = None,
) -> None:
    """Begin a journal: migrate, and record the first fact. Once; asked again it says what is."""
    with journal() as (opened, console):
        from datetime import UTC

        from service.commands.beginning import Answers
        from service.commands.beginning import init as begin

        first = start.replace(tzinfo=UTC) if start else None
        answers = Answers(name, publication, administrator, simulated, first)
        begin(opened, answers, console, ask=sys.stdin.isatty())


@app.command()
def status() -> None:
    """Whose journal this is, and where it stands."""
    with journal() as (opened, console):
        from service.commands.beginning import describe

        describe(opened, console)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Else WIJKBOEK_HOST.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Else WIJKBOEK_PORT.")] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Keep the views caught up in this process, too.")
    ] = False,
) -> None:
    """Take commands and answer questions over HTTP, until SIGTERM or Ctrl-C."""
    with journal() as (opened, console):
        from service.commands.serving import serve as run

        run(opened, console, host=host, port=port, follow=follow)


@app.command()
def follow() -> None:
    """Keep every view caught up with the journal, until SIGTERM or Ctrl-C."""
    with plainly() as console:
        from service.commands.views import follow as run
        from service.settings import load_settings

        run(load_settings(), console)


@app.command()
def rebuild(
    view: Annotated[str | None, typer.Argument(help="One view; else all of them.")] = None,
) -> None:
    """Build views anew from the facts; who reads meanwhile reads the old ones."""
    with journal(warn=True) as (opened, console):
        from service.commands.views import rebuild as build

        build(opened, console, view)


@app.command()
def replay(
    case: Annotated[str, typer.Argument(help="The number of the case.")],
    valid_at: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="MOMENT", help="Only what had happened by then."),
    ] = None,
    known_at: KnownAt = None,
    lang: Annotated[str, typer.Option(help="nl or en.")] = "nl",
    worker: Annotated[str | None, typer.Option(help="Who reads: goes on record.")] = None,
    function: Annotated[str | None, typer.Option(help="In what function.")] = None,
) -> None:
    """Tell a case again, one plain sentence per fact; the words to who may read it.

    Without --worker and --function words stay sealed.

    A MOMENT is a day, 2026-02-02, up to its end, or a time, 2026-02-02T15:30 (Dutch time).
    """
    with journal() as (opened, console):
        from service.commands.replay import caller_of
        from service.commands.replay import replay as tell

        tell(opened, console, case, valid_at, known_at, lang, caller_of(opened, worker, function))


@app.command()
def explain(
    decision: Annotated[
        str, typer.Argument(help="Id of a decision, spending or referral; or a position.")
    ],
    lang: Annotated[str, typer.Option(help="nl or en.")] = "nl",
) -> None:
    """Why it was decided so: facts, mandate, rules; and its verdict under today's rules."""
    with journal() as (opened, console):
        from service.commands.explain import explain as tell

        tell(opened, console, decision, lang)


@app.command()
def mandates(
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="On that day; else today.")
    ] = None,
    known_at: KnownAt = None,
    everything: Annotated[bool, typer.Option("--all", help="Not gaps and overlaps only.")] = False,
) -> None:
    """Who may decide what, per organisation: gaps and overlaps."""
    with journal() as (opened, console):
        from service.commands.explain import mandates as show

        show(opened, console, on.date() if on else None, known_at, everything=everything)


@app.command()
def mandate(which: Annotated[str, typer.Argument(help="The id of the mandate.")]) -> None:
    """What hangs on a mandate: open applications, reservations, promises, sub-mandates."""
    with journal() as (opened, console):
        from service.commands.explain import mandate as show

        show(opened, console, which)


@app.command()
def views() -> None:
    """How far every view has come, and which is stopped, by what."""
    with journal() as (opened, console):
        from service.commands.views import show

        show(opened, console)


@app.command()
def view(
    name: Annotated[str, typer.Argument(help="Which one: wijkboek views lists them.")],
    known_at: KnownAt = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="All rows, as CSV: money in cents, times in UTC.")
    ] = False,
) -> None:
    """Print the rows of a view: as they stand, or as they were at any moment.

    A MOMENT is a day, 2026-02-02, up to its end, or a time, 2026-02-02T15:30 (Dutch time).
    """
    with journal(warn=as_csv) as (opened, console):
        from service.commands.rows import view as show

        show(opened, console, name, known_at, as_csv=as_csv)


@app.command()
def organisations(
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="As of this day, 2026-02-02; else today."),
    ] = None,
    known_at: KnownAt = None,
) -> None:
    """Who employs, who pays and who steers whom, as of any day."""
    with journal() as (opened, console):
        from service.commands.organisations import organisations as show

        show(opened, console, on.date() if on else None, known_at)


@app.command("move-cases")
def move_cases() -> None:
    """Let open cases of teams that have merged go over, as after a merger whose day has come."""
    with journal(warn=True) as (opened, console):
        from service.commands.organisations import move_cases as move

        move(opened, console)


@app.command()
def token(
    worker: Annotated[str | None, typer.Option(help="Default: the first administrator.")] = None,
    function: Annotated[str | None, typer.Option(help="The function that is acted in.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Of which organisation.")] = None,
    hours: Annotated[int, typer.Option(min=1, max=168)] = 12,
) -> None:
    """Print a development token, for whoever administers this machine."""
    with journal(warn=True) as (opened, console):
        from service.commands.serving import token as issue

        issue(opened, console, worker, function, organisation, hours)


@app.command()
def simulate(
    inhabitants: Annotated[int, typer.Option(min=1_000, max=2_000_000)] = 160_000,
    months: Annotated[int, typer.Option(min=1, max=24)] = 12,
    seed: Annotated[int, typer.Option(help="The same seed makes the same town.")] = 1,
    faults: Annotated[
        Path | None, typer.Option(help="Where to list the planted faults, as JSON.")
    ] = None,
) -> None:
    """Let a simulated town live: the same commands as a client would send, months on end."""
    with journal() as (opened, console):
        from service.commands.simulate import simulate as live

        live(opened, console, inhabitants=inhabitants, months=months, seed=seed, faults=faults)


@app.command()
def demo(
    exit_: Annotated[bool, typer.Option("--exit", help="Do all but serve.")] = False,
    inhabitants: Annotated[int, typer.Option(min=1_000, max=2_000_000)] = 160_000,
    home: Annotated[Path | None, typer.Option(help="Where the demo is kept.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535)] = None,
    sign_in: Annotated[
        bool, typer.Option("--sign-in", help="With an OIDC provider to sign in at, not a token.")
    ] = False,
) -> None:
    """A first look: stories and a simulated month in a database of its own, then its pages."""
    with plainly() as console:
        from service.commands.demo import demo as show

        show(
            console, inhabitants=inhabitants, home=home, port=port, serve_after=not exit_,
            sign_in=sign_in,
        )  # fmt: skip


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The archive to make.")],
    with_root_key: Annotated[
        bool, typer.Option("--with-root-key", help="Put the root key in: then it opens all words.")
    ] = False,
) -> None:
    """Write the journal, its keys and views to one archive."""
    with journal() as (opened, console):
        from service.commands.keeping import backup as write

        write(opened, file, console, with_root_key=with_root_key)


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="The archive to put back.")]) -> None:
    """Put a backup back into an empty place, and do what must be done after it."""
    with plainly() as console:
        from service.commands.keeping import restore as put_back
        from service.settings import load_settings

        put_back(load_settings(), file, console)


@app.command()
def law(
    code: Annotated[str | None, typer.Argument(help="One row, whole: D03, WMO-ONDERZOEK.")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Default: today.")
    ] = None,
    edition: Annotated[
        int | None, typer.Option(help="As it was in that edition; else the newest.")
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Put new rows into the lock, for good.")
    ] = False,
) -> None:
    """Print rows of law: terms, legal bases, retention, money and holidays, with their sources."""
    with plainly() as console:
        from service.commands.law import law as show
        from service.commands.law import publish_rows

        if publish:
            publish_rows(console)
        else:
            show(console, code, on.date() if on else None, edition)


@app.command()
def check() -> None:
    """Is the database set up as the migrations made it, and every fact filed as recorded?"""
    with journal() as (opened, console):
        from service.commands.check import check as look

        look(opened, console)


@app.command()
def requirements(
    missing: Annotated[bool, typer.Option("--missing", help="Only what no test proves.")] = False,
) -> None:
    """Which requirements are proved by which tests."""
    with plainly() as console:
        from service.requirements import report
        from service.settings import PROJECT

        report(PROJECT, missing=missing, console=console)


post = typer.Typer(help="Letters and alerts: what waits, what failed, and sending it.")
app.add_typer(post, name="post", no_args_is_help=True)


@post.command("status")
def post_status() -> None:
    """What waits to be sent and how long, and what a person must see to."""
    with journal() as (opened, console):
        from service.commands.post import status as show

        show(opened, console)


@post.command("send")
def post_send(
    once: Annotated[bool, typer.Option("--once", help="Send what is due now, and stop.")] = False,
) -> None:
    """Send letters as they are ordered; wijkboek serve does so, too."""
    with journal(warn=True) as (opened, console):
        from service.commands.post import send

        send(opened, console, once=once)


if __name__ == "__main__":
    app(prog_name="wijkboek")
