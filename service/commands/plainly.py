"""How every command of the command line begins and ends: a journal, a console, one clear line.

What is needed is imported when it runs, so that --help is quick.
"""
# ruff: noqa: PLC0415

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from service.opening import Opened


def known_errors() -> tuple[type[BaseException], ...]:
    """What has one clear line, with the next step in it. Anything else is a bug, and shows."""
    from domain.law.reading import LawEdited, LawUnreadable
    from projections.rebuild import RebuildRunning
    from service.acting import NobodyActs
    from service.binaries import PostgresUnusable
    from service.commands.beginning import AnswerNeeded, OtherAnswers
    from service.commands.check import NotAsRecorded
    from service.commands.demo_sign_in import NoProvider
    from service.commands.replay import ReadRefused
    from service.commands.serving import TokenRefused
    from service.commands.staffing import NotAdded
    from service.commands.views import NotThere
    from service.database import DatabaseUnreachable, MigrationError
    from service.fixing.place import NotaryUnusable
    from service.keys import KeysUnusable
    from service.keys.rotation import RotationRunning
    from service.manifest import BackupRefused
    from service.notary.signer import SignerAway, SignerRefused
    from service.opening import NotBegun, OriginChanged
    from service.post.addresses import AddressesUnreadable
    from service.records import StoreUnavailable
    from service.register.importing import FileUnusable
    from service.requirements import BookUnreadable
    from service.sealing import WordsTampered
    from service.secret_file import SharedSecret
    from service.settings import SettingsInvalid
    from service.simulated import ClockBackwards, NotSimulated

    return (
        AddressesUnreadable, NobodyActs, NoProvider, NotAdded, NotAsRecorded, NotaryUnusable,
        SignerAway, SignerRefused,
        AnswerNeeded, BackupRefused, BookUnreadable, ClockBackwards, DatabaseUnreachable,
        FileUnusable, KeysUnusable, LawEdited, LawUnreadable, MigrationError, NotBegun,
        NotSimulated, NotThere,
        OriginChanged, OtherAnswers,
        PostgresUnusable, ReadRefused, RebuildRunning, RotationRunning, SettingsInvalid,
        SharedSecret, StoreUnavailable, TokenRefused, WordsTampered,
    )  # fmt: skip


@contextmanager
def plainly() -> Iterator["Console"]:
    """A console to print on; a known error becomes one line on stderr and exit code 1."""
    from rich.console import Console

    try:
        yield Console()
    except known_errors() as error:
        # One line, whatever it was made of: it may end up in a log.
        print(f"wijkboek: {' '.join(str(error).split())}", file=sys.stderr)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        print("wijkboek: stopped.", file=sys.stderr)
        raise typer.Exit(130) from None


@contextmanager
def journal(*, warn: bool = False) -> Iterator[tuple["Opened", "Console"]]:
    """The journal that the settings name, and a console.

    With `warn`, a simulated one is said to be so on stderr: for what does not say it itself.
    """
    with plainly() as console:
        from service.opening import opened
        from service.settings import load_settings
        from service.simulated import LABEL, is_simulated

        with opened(load_settings()) as open_:
            if warn and is_simulated(open_.database):
                print(f"{LABEL}: nobody in this journal exists.", file=sys.stderr)
            yield open_, console
