"""`wijkboek demo`: stories and a simulated month in a database of its own, then its pages."""

import time
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from rich.console import Console
from rich.table import Table

from domain.terms import TeamId, tag
from service.commands.beginning import Answers, describe, init
from service.commands.demo_notary import notarised
from service.commands.demo_protection import destroy_struck, put_right, who_does_not_know
from service.commands.demo_sign_in import signing_in
from service.commands.registering import register_of
from service.commands.replay import replay
from service.commands.serving import serve
from service.commands.simulate import check_same, simulate
from service.commands.views import rebuild
from service.identity import Caller, issue
from service.opening import Opened, begun, opened
from service.records import Item
from service.replay import NAMED
from service.settings import Settings, load_settings
from service.simulated import LABEL, Clock
from service.town.hours import months_on
from service.town.setting import Town
from service.town.telling import Told, tell

MUNICIPALITY = "demo"
START = date(2026, 1, 1)
SEED = 1
PAIRS = 25


def demo(
    console: Console,
    *,
    inhabitants: int,
    home: Path | None,
    port: int | None,
    serve_after: bool,
    sign_in: bool = False,
) -> None:
    """Make the demo, unless it is there; show what it does; then serve it until stopped.

    It has a folder and a PostgreSQL of its own: DATABASE_URL is left alone, it may be real.
    Raises what `opened` raises, and StoreUnavailable.
    """
    given = load_settings()
    settings = Settings(
        home=home or given.home / "demo", municipality=MUNICIPALITY, database_url=None,
        port=given.port if port is None else port,
    )  # fmt: skip
    began = time.monotonic()
    with opened(settings) as open_:
        before = open_.journal.head()
        heading(console, "A journal of its own")
        if before:
            console.print(f"It is there already, with {before:,} facts: nothing is made again.")
            describe(open_, console)
        else:
            _begin(open_, console)
        told = _live(open_, console, inhabitants, warm=before > 0)
        _told(told, console)
        destroy_struck(open_, console)
        heading(console, "Every view, rebuilt from the facts")
        rebuild(open_, console)
        heading(console, "One case, replayed in full: the stair lift")
        lift = told.cases["The stair lift"]
        replay(open_, console, lift, as_=_helper(open_, lift))
        heading(console, "Nothing about him without him: meneer Max, replayed")
        max_ = told.cases["Without his knowledge"]
        replay(open_, console, max_, as_=_helper(open_, max_))
        heading(console, "Who had what was wrong about him, and what they did with it")
        put_right(open_, console, max_)
        names = _team_names(open_)
        heading(console, "Who does not know yet what is written about them")
        who_does_not_know(open_, console, names)
        heading(console, "What a team answers for")
        _accountability(open_, console, names)
        heading(console, "Nobody changes a fact")
        _append_only(open_, console)
        heading(console, "And who does so all the same is found out")
        with notarised(open_, console):
            heading(console, "Summary")
            after = open_.journal.head()
            console.print(
                f"  {LABEL}: {before:,} facts at the start, {after:,} now; nothing was lost."
                f" {time.monotonic() - began:.0f} s.",
                highlight=False,
            )
            if serve_after:
                _serve(open_, console, told, sign_in=sign_in)


def heading(console: Console, text: str) -> None:
    """A new part of the demo."""
    console.print()
    console.rule(f"[bold]{text}[/]  [bold red]{LABEL}[/]", align="left")


def _begin(open_: Opened, console: Console) -> None:
    start = datetime(START.year, START.month, START.day, tzinfo=UTC)
    init(open_, Answers(simulated=True, start=start), console, ask=False)


def _live(open_: Opened, console: Console, inhabitants: int, *, warm: bool) -> Told:
    """The month and the stories. What is on record already is found there, and not made again."""
    town = Town(begun(open_.journal).event, inhabitants, SEED)
    ended = months_on(START, 1)
    if not warm or open_.journal.now().date() < ended:
        heading(console, f"A month of a town of {inhabitants:,}")
        simulate(open_, console, inhabitants=inhabitants, months=1, seed=SEED)
    check_same(open_, town)
    heading(console, "Stories")
    with closing(Clock(open_.database)) as clock, register_of(open_) as residents:

        def set_clock(moment: datetime) -> None:
            if moment > open_.journal.now():
                clock.set(moment)

        record = open_.journal.record
        return tell(town, record, residents.register, set_clock, ended, PAIRS)


def _told(told: Told, console: Console) -> None:
    for name, case in told.cases.items():
        times = Counter(told.refused[name])
        refused = ", ".join(f"{n} × {no}" if n > 1 else no for no, n in times.items()) or "nothing"
        console.print(f"  [bold]{name}[/] (case {case}); refused on the way: {refused}.")
    if (raced := told.raced) is not None:
        console.print(
            f"  [bold]The last euro[/]: {raced.pairs} times two workers spent € 60 at once from"
            f" € 100; exactly one succeeded in {raced.one_winner}. Spent after the resident"
            f" withdrew: {raced.after_withdrawal}."
        )
    for surprise in told.surprises:
        console.print(f"  [bold red]Not as told:[/] {surprise}")


def _accountability(open_: Opened, console: Console, names: dict[TeamId, str]) -> None:
    table = Table("team", "year", "quarter", "granted", "€ granted", "spendings", "€ spent")
    for column in table.columns[1:]:
        column.justify = "right"
    schema = open_.database.schema
    statement = sql.SQL(
        "SELECT team, year, quarter, sum(granted), sum(granted_amount), sum(spendings), sum(spent)"
        " FROM {} GROUP BY team, year, quarter ORDER BY year, quarter, sum(spent) DESC LIMIT 12"
    ).format(sql.Identifier(f"{schema}_views", "accountability"))
    with closing(open_.database.connect("reader")) as connection:
        for team, year, quarter, granted, amount, spendings, spent in connection.execute(statement):
            table.add_row(
                names.get(team, team), str(year), str(quarter), f"{granted:,}", euros(amount),
                f"{spendings:,}", euros(spent),
            )  # fmt: skip
    console.print(table)


def _team_names(open_: Opened) -> dict[TeamId, str]:
    schema = sql.Identifier(open_.database.schema)
    with closing(open_.database.connect("reader")) as connection:
        rows = connection.execute(
            sql.SQL(
                "SELECT x.tag FROM {s}.fact_tag x JOIN {s}.fact_type t ON t.id = x.type"
                " WHERE t.name = 'TeamFormed' AND x.tag LIKE 'team:%'"
            ).format(s=schema)
        ).fetchall()
    names: dict[TeamId, str] = {}
    for (filed,) in rows:
        formed = open_.journal.store.read([Item(("TeamFormed",), (filed,))]).facts
        event: Any = next(open_.journal.told(formed, NAMED)).event
        names[event.team] = event.name
    return names


def euros(cents: int) -> str:
    """As it is written in the Netherlands: € 1.234,50."""
    whole, rest = divmod(int(cents), 100)
    return f"€ {whole:,}".replace(",", ".") + f",{rest:02}"


def _append_only(open_: Opened, console: Console) -> None:
    schema = open_.database.schema
    for attempt in ("UPDATE {}.fact SET envelope = '{{}}'", "DELETE FROM {}.fact"):
        statement = sql.SQL(attempt).format(sql.Identifier(schema))
        with closing(open_.database.connect("writer", autocommit=True)) as connection:
            try:
                changed = connection.execute(statement).rowcount
                console.print(f"  [bold red]{changed} facts were changed: report this.[/]")
            except psycopg.errors.InsufficientPrivilege as error:
                text = statement.as_string(connection)
                console.print(f"  {schema}_writer> {text};\n    {error.diag.message_primary}")


def _serve(open_: Opened, console: Console, told: Told, *, sign_in: bool) -> None:
    settings = open_.settings
    case = told.cases["The stair lift"]
    if sign_in:
        with signing_in(open_, _helper(open_, case)) as (signed, link):
            heading(console, "Serving until Ctrl-C")
            console.print(f"  sign in    {link}", soft_wrap=True, highlight=False)
            return serve(signed, console, follow=True)
    token = issue(settings.home, settings.municipality, _helper(open_, case))
    heading(console, "Serving until Ctrl-C")
    base = f"http://{settings.host}:{settings.port}"
    console.print(links(base, token, case), soft_wrap=True, highlight=False)
    serve(open_, console, follow=True)


def _helper(open_: Opened, case: str) -> Caller:
    """Whoever took it in at the front door may read it; the administrator reads nobody's case."""
    first = next(iter(open_.journal.read(tag("case", case)))).context
    return Caller(first.actor, first.function, first.organisation)


def links(base: str, token: str, case: str) -> str:
    """Where to look next, for somebody who calls with that token."""
    asks = 'curl -H "Authorization: Bearer $TOKEN"'
    return (
        f"  the API    {base}/v1/docs\n"
        f"  OpenAPI    {base}/v1/openapi.json\n"
        f"  health     {base}/health/ready\n"
        f"  who asks   export TOKEN={token}\n"
        f"  a case     {asks} {base}/v1/cases/{case}/history\n"
        f"  lists      {asks} {base}/v1/caseload\n"
        "             or /v1/waiting-times, /v1/referrals, /v1/budgets, /v1/accountability,"
        " /v1/refusals"
    )
