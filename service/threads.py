"""Threads of the service: whether each still runs, and what is said when one ended by an error."""

import threading
from collections.abc import Callable, Mapping

import structlog

Running = Mapping[str, Callable[[], bool]]
"""By name of a thread, whether it runs now."""

log = structlog.get_logger()


def runs(thread: threading.Thread | None) -> bool:
    """Whether it was started and has not ended."""
    return thread is not None and thread.is_alive()


def ended(running: Running) -> list[str]:
    """The threads that should run and do not, by name."""
    return sorted(name for name, alive in running.items() if not alive())


def tell_of_ends() -> None:
    """From now on a thread that ends by an error says so in the log: what kind and where, and never
    with the values that the error quotes."""
    threading.excepthook = _told


def _told(end: threading.ExceptHookArgs) -> None:
    error = end.exc_value or end.exc_type()
    log.critical("thread_ended", thread=end.thread.name if end.thread else "", exc_info=error)
