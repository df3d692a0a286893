"""Moments as people type them: a day is meant up to its end, and a time is Dutch time."""

from datetime import UTC, date, datetime, time, timedelta

import typer

from domain.terms import AMSTERDAM


def moment(text: str) -> datetime:
    """A day (2026-02-02) up to its last instant, or a time (2026-02-02T15:30) as it is said.

    Without a zone it is Europe/Amsterdam. Aware UTC. Raises typer.BadParameter.
    """
    try:
        return _read(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            "say a day, 2026-02-02 (up to its end), or a time, 2026-02-02T15:30 (Dutch time)"
        ) from None


def _read(text: str) -> datetime:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        said = datetime.fromisoformat(text)
        return said if said.tzinfo else said.replace(tzinfo=AMSTERDAM)
    midnight = datetime.combine(on + timedelta(days=1), time(), AMSTERDAM)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
