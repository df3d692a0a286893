"""`wijkboek backup` and `wijkboek restore`: what is written, and what must be done afterwards."""

from pathlib import Path

from rich.console import Console

from service.backup import back_up
from service.commands.views import rebuild
from service.database import open_database
from service.keys.choosing import root_of
from service.manifest import Manifest
from service.opening import Opened, opened
from service.restoring import restore as put_back
from service.settings import Settings
from service.simulated import LABEL
from service.tombstones import tombstones


def backup(opened: Opened, file: Path, console: Console, *, with_root_key: bool) -> None:
    """Write a backup, and say what it holds. Raises what `back_up` raises."""
    with Console(stderr=True).status(f"Writing {file} …"):
        manifest = back_up(
            opened.database, opened.settings.home, file,
            with_root_key=with_root_key, root=root_of(opened.settings),
        )  # fmt: skip
    console.print(f"{file}: {_holds(manifest)}", soft_wrap=True, highlight=False)
    if with_root_key:
        console.print(
            "[bold red]The root key is in it:[/] who has this file can read every word about every"
            " resident, what is destroyed later too. Keep it as such, and for 30 days at most.",
            soft_wrap=True,
        )  # fmt: skip
        return
    home = opened.settings.home
    told = (
        "The root of its keys is in Vault: see that Vault is backed up, apart from this."
        if opened.settings.vault_url is not None
        else "The root key is not in it, and without it no word can be read. Keep a copy of"
        f" {home / 'root.key'} and of {home / 'epochs'} apart from the backups."
    )
    console.print(told, soft_wrap=True, highlight=False)


def restore(settings: Settings, file: Path, console: Console) -> None:
    """Put a backup back, delete destroyed keys again, build the views anew, say what is gone."""
    with open_database(settings) as database, Console(stderr=True).status(f"Restoring {file} …"):
        in_vault = root_of(settings) if settings.vault_url is not None else None
        manifest = put_back(database, settings.home, file, in_vault)
    with opened(settings) as journal:
        console.print(f"Restored {_holds(manifest)}", soft_wrap=True, highlight=False)
        console.print(
            f"Keys destroyed since then: {len(tombstones(settings.home))} on the list of"
            " tombstones, deleted again."
        )
        rebuild(journal, console)
    at = manifest.recorded_at
    until = "it began" if at is None else f"{at:%Y-%m-%d %X} UTC"
    console.print(
        f"[bold]Every fact after position {manifest.head}, recorded after {until}, is gone.[/]"
        " Let every client send again what it sent since then, under the same command ids: what is"
        " on record already is answered and not done twice.",
        soft_wrap=True, highlight=False,
    )  # fmt: skip


def _holds(manifest: Manifest) -> str:
    label = f"{LABEL} " if manifest.simulated else ""
    at = f", the last of {manifest.recorded_at:%Y-%m-%d %X} UTC" if manifest.recorded_at else ""
    return f"{label}{manifest.municipality}, {manifest.head:,} facts{at}."
