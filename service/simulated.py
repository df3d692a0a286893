"""A simulated journal: its clock is set by hand, so that a year can pass in minutes.

Made so by the database's administrator, before the first fact and never after it. A real journal
has no clock table and no `set_clock`: for every role of the service, what time it is there is up to
PostgreSQL alone. What is printed about a simulated journal says SIMULATED.
"""

import contextlib
from datetime import datetime

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from service.database import Database

LABEL = "SIMULATED"


class NotSimulated(RuntimeError):
    """This journal's clock cannot be set; the message says why, and what to do instead."""


class ClockBackwards(ValueError):
    """A journal's clock never runs backwards."""


_MAKE = """
GRANT CREATE ON SCHEMA {s} TO {owner};
SET LOCAL ROLE {owner};
CREATE TABLE {s}.clock (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    moment timestamptz NOT NULL
);
INSERT INTO {s}.clock (moment) VALUES ({moment});
CREATE OR REPLACE FUNCTION {s}.journal_now() RETURNS timestamptz LANGUAGE sql VOLATILE
    SECURITY DEFINER SET search_path = {s}, pg_temp
    AS 'SELECT moment FROM clock';
CREATE FUNCTION {s}.set_clock(to_moment timestamptz) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = {s}, pg_temp AS $$
BEGIN
    UPDATE clock SET moment = to_moment WHERE moment <= to_moment;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the clock of a journal never runs backwards'
            USING ERRCODE = 'invalid_datetime_format';
    END IF;
END $$;
REVOKE ALL ON FUNCTION {s}.set_clock FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {s}.set_clock TO {writer};
RESET ROLE;
REVOKE CREATE ON SCHEMA {s} FROM {owner};
"""


def is_simulated(database: Database) -> bool:
    """Whether this journal has a clock that can be set. Raises DatabaseUnreachable."""
    with contextlib.closing(database.connect(autocommit=True)) as connection:
        known = connection.execute("SELECT to_regclass(%s)", [f"{database.schema}.clock"])
        return known.fetchone() != (None,)


def make_simulated(database: Database, moment: datetime) -> None:
    """Give an empty journal a clock that can be set, and set it. Done before: nothing.

    Raises NotSimulated when there are facts already: origin never changes.
    """
    names = _names(database.schema, moment)
    with contextlib.closing(database.connect()) as connection, connection.transaction():
        # Nobody writes the first fact meanwhile.
        connection.execute(
            sql.SQL("SET LOCAL ROLE {owner}; LOCK TABLE {s}.fact IN SHARE MODE").format(**names)
        )
        known = connection.execute("SELECT to_regclass(%s)", [f"{database.schema}.clock"])
        if known.fetchone() != (None,):
            return
        if connection.execute(sql.SQL("SELECT FROM {s}.fact LIMIT 1").format(**names)).rowcount:
            raise NotSimulated(
                "This journal holds facts of the real clock, and stays real. Simulate in another:"
                " set WIJKBOEK_MUNICIPALITY to a new name."
            )
        connection.execute(sql.SQL("RESET ROLE").format(**names))
        made_simulated(connection, database.schema, moment)


def made_simulated(connection: psycopg.Connection[TupleRow], schema: str, moment: datetime) -> None:
    """Give the schema that clock, in the transaction of `connection`, the administrator's."""
    connection.execute(sql.SQL(_MAKE).format(**_names(schema, moment)))


def _names(schema: str, moment: datetime) -> dict[str, sql.Composable]:
    return {
        "s": sql.Identifier(schema),
        "owner": sql.Identifier(f"{schema}_owner"),
        "writer": sql.Identifier(f"{schema}_writer"),
        "moment": sql.Literal(moment),
    }


def set_clock(database: Database, moment: datetime) -> None:
    """Say what time it is in a simulated journal, as its writer. Raises what `Clock.set` raises."""
    with contextlib.closing(Clock(database)) as clock:
        clock.set(moment)


class Clock:
    """The clock of a simulated journal, held by whoever sets it often."""

    def __init__(self, database: Database) -> None:
        self._schema = database.schema
        self._connection = database.connect("writer", autocommit=True)
        self._call = sql.SQL("SELECT {}.set_clock(%s)").format(sql.Identifier(database.schema))

    def set(self, moment: datetime) -> None:
        """To `moment`, aware UTC. Raises NotSimulated, ClockBackwards."""
        try:
            self._connection.execute(self._call, [moment])
        except psycopg.errors.UndefinedFunction:
            raise NotSimulated(
                "This journal is real: its time is the database's own, and nobody sets it."
            ) from None
        except psycopg.errors.InvalidDatetimeFormat:
            raise ClockBackwards("The clock of a journal never runs backwards.") from None

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()
