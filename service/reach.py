"""What is said, in one line and without a password, when a PostgreSQL server cannot be reached."""

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo


class DatabaseUnreachable(RuntimeError):
    """No server to work with; the message is one line that says which, and what to check."""


def check_readable(variable: str, url: str) -> None:
    """Raise DatabaseUnreachable if `url`, from environment `variable`, is no connection string."""
    try:
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:  # its message quotes what it could not read
        raise DatabaseUnreachable(
            f"{variable} cannot be read. It looks like postgresql://user:password@host:5432/name."
        ) from None


def with_timeout(url: str) -> str:
    """`url`, giving up after 5 s where it does not say when."""
    return (
        url if "connect_timeout" in conninfo_to_dict(url) else make_conninfo(url, connect_timeout=5)
    )


def unreachable(url: str, error: psycopg.OperationalError) -> str:
    """One line: where, why and what to check, never the password."""
    where = conninfo_to_dict(url)
    place = f"{where.get('host') or 'the local socket'}, port {where.get('port') or 5432}"
    cause = (str(error).splitlines() or [""])[0].rpartition("failed: ")[2].removeprefix("FATAL:  ")
    if password := where.get("password"):
        cause = cause.replace(str(password), "***")
    check = (
        "Check the user and the password; the logins of the service are made by the migrations."
        if "authentication" in cause or "role" in cause
        else "Check DATABASE_URL, that the server runs, and that this machine may connect to it."
    )
    return f"Cannot reach PostgreSQL at {place}, database {where.get('dbname')}: {cause}. {check}"
