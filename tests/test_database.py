"""The database of a municipality: how roles connect, and how its schema is brought up to date."""

from service.database import Database


def test_every_test_has_a_database_of_its_own(database: Database) -> None:
    with database.connect() as connection:
        connection.execute("CREATE TABLE mine (id integer)")
