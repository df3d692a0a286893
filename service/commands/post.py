"""`wijkboek post status` and `wijkboek post send`: what waits to be sent, and sending it."""

import contextlib
import signal
from collections import Counter
from datetime import datetime, timedelta

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.fact import Fact
from domain.facts.message import MessageOrdered
from projections.narrative import word
from service.commands.views import NotThere
from service.opening import Opened
from service.post.outbox import Outbox, failed_for_good
from service.post.sender import Sender
from service.post.wiring import folder_of, mail_server, sender_of
from service.simulated import LABEL, is_simulated

MOST = 20
"""So many messages are listed one by one."""


def status(opened: Opened, console: Console) -> None:
    """What waits and for how long, and what a person must see to. Names nobody."""
    outbox = Outbox(opened.journal)
    with Console(stderr=True).status("Looking through the facts …"):
        outbox.catch_up()
        failed = failed_for_good(opened.journal)
    now = opened.journal.now()
    if is_simulated(opened.database):
        console.print(f"[bold yellow]{escape(LABEL)}[/]")
    server = mail_server(opened.settings)
    console.print(
        f"Print queue: {folder_of(opened.settings) / 'ready'}. E-mail:"
        f" {f'{server.host}:{server.port}' if server else 'none, all goes by the print queue'}.",
        soft_wrap=True, highlight=False,
    )  # fmt: skip
    waiting = [(each.ordered, each.attempts) for each in outbox.waiting.values()]
    _table(console, f"{len(waiting):,} waiting to be sent", waiting, now)
    if failed:
        _table(console, f"[red]{len(failed):,} failed for good[/]", failed, now)
        console.print(
            "Somebody must see to these: find the address, then send the message again"
            " (POST /v1/messages/MESSAGE/repeats)."
        )


def send(opened: Opened, console: Console, *, once: bool) -> None:
    """Send what is due; without `once`, until SIGTERM or Ctrl-C. Raises NotThere."""
    sender = sender_of(opened)
    if sender is None:
        raise NotThere("This journal has not begun, so nobody is written to. Run: wijkboek init")
    with contextlib.closing(sender):
        _send(sender, console, once=once)


def _send(sender: Sender, console: Console, *, once: bool) -> None:
    if once:
        total = 0
        with Console(stderr=True).status("Sending …") as shown:
            while tried := sender.send_due():
                total += tried
                shown.update(f"Sending … {total:,}")
        console.print(f"{total:,} letters were tried. What came of them: wijkboek post status")
        return
    signal.signal(signal.SIGTERM, lambda signum, frame: sender.stop())
    console.print("Sending letters as they are ordered. Stop with Ctrl-C.")
    sender.run()


def _table(
    console: Console, title: str, rows: list[tuple[Fact[MessageOrdered], int]], now: datetime
) -> None:
    if not rows:
        console.print(f"{title}.")
        return
    kinds = Counter(word(ordered.event.template, "en") for ordered, _ in rows)
    console.print(f"{title}: {', '.join(f'{kind} ({n:,})' for kind, n in kinds.items())}.")
    table = Table("message", "what it tells", "by", "age", "failed tries")
    for ordered, attempts in sorted(rows, key=lambda row: row[0].position)[:MOST]:
        event = ordered.event
        table.add_row(
            event.message, word(event.template, "en"), word(event.channel, "en"),
            _age(now - ordered.recorded_at), str(attempts),
        )  # fmt: skip
    console.print(table)
    if len(rows) > MOST:
        console.print(f"… and {len(rows) - MOST:,} more.")


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
