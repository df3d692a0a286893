"""A process that answers over HTTP, until it kills itself between two steps or is killed."""

import random
import socket
from pathlib import Path

import uvicorn

from service.app import create_app
from service.database import Database
from service.opening import Opened
from service.settings import Settings
from tests.http import UNHURRIED, tokens
from tests.killed_reader import STEPS, Dying
from tests.processes import journal_of


def serve_until_killed(database: Database, root: Path, listening: socket.socket, seed: int) -> None:
    """Answer on that socket. It outlives this process: who waits there is answered by the next."""
    chance = random.Random(seed)
    dies = Dying(chance.choice([*STEPS[:6], None, None]), chance.randint(1, 6))
    with journal_of(database, root) as journal:
        dies.around(journal.store, "append", STEPS[0], STEPS[1])
        dies.around(journal.store, "words", STEPS[2], STEPS[3])
        dies.around(journal.keys, "open", STEPS[4], STEPS[5])
        opened = Opened(Settings(home=root, municipality=database.schema), database, journal)
        app = create_app(opened, identify=tokens, limits=UNHURRIED)
        uvicorn.Server(uvicorn.Config(app, log_config=None)).run(sockets=[listening])
