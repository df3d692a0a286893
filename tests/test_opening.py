"""How a journal begins: once, real or simulated, and what it is stays what it is."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from rich.console import Console

from domain.refusal import Refusal
from domain.terms import CommandId, FunctionId, OrganisationId, Publication, WorkerId
from service.commands.beginning import AnswerNeeded, Answers, OtherAnswers, init
from service.database import Database
from service.opening import NotBegun, OriginChanged, begin, begun, genesis, opened
from service.outcome import Answer
from service.settings import Settings
from service.simulated import (
    ClockBackwards,
    NotSimulated,
    is_simulated,
    make_simulated,
    set_clock,
)
from tests.people import monday
from tests.postgres import reachable_folder
from tests.test_town import journal_of

quiet = Console(quiet=True)
REAL = Answers(name="Gemeente Voorbeeld (verzonnen)", publication="gmb-2026-12")
ROLES = ("writer", "reader", "projector", "keys", "auditor")


def test_the_first_fact_says_whose_journal_it_is(database: Database, tmp_path: Path) -> None:
    with journal_of(database, tmp_path) as opened:
        assert genesis(opened.journal) is None
        with pytest.raises(NotBegun, match="wijkboek init"):
            begun(opened.journal)
        init(opened, REAL, quiet, ask=False)
        first = begun(opened.journal)
        assert (first.position, first.event.simulated) == (1, False)
        assert (first.event.name, first.event.publication) == (REAL.name, REAL.publication)


def test_a_second_time_it_says_what_there_is_and_takes_no_other_answers(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as opened:
        init(opened, REAL, quiet, ask=False)
        init(opened, REAL, quiet, ask=False)
        init(opened, Answers(), quiet, ask=False)
        for other in (
            Answers(name="Een andere gemeente"),
            Answers(publication="gmb-2026-13"),
            Answers(administrator=str(uuid4())),
            Answers(simulated=True),
        ):
            with pytest.raises(OtherAnswers):
                init(opened, other, quiet, ask=False)
        assert opened.journal.head() == 1
        assert not is_simulated(database)


@pytest.mark.parametrize(
    "wrong",
    [
        Answers(),
        Answers(name="Gemeente"),
        Answers(publication="gmb-2026-1"),
        Answers(name="Gemeente", publication="the newspaper"),
        Answers(name="Gemeente", publication="gmb-2026-1", administrator="fatima"),
    ],
)
def test_what_only_the_municipality_can_say_must_be_said(
    database: Database, tmp_path: Path, wrong: Answers
) -> None:
    with journal_of(database, tmp_path) as opened:
        with pytest.raises(AnswerNeeded, match="--"):
            init(opened, wrong, quiet, ask=False)
        assert opened.journal.head() == 0


def test_nobody_begins_a_journal_twice(database: Database, tmp_path: Path) -> None:
    with journal_of(database, tmp_path) as opened:
        init(opened, REAL, quiet, ask=False)

        def again(*, simulated: bool) -> Answer:
            return begin(
                opened.journal, organisation=OrganisationId(str(uuid4())),
                function=FunctionId(str(uuid4())), worker=WorkerId(str(uuid4())),
                command=CommandId(str(uuid4())), simulated=simulated,
                publication=Publication("gmb-2026-1"), name="Nog een",
            )  # fmt: skip

        assert again(simulated=True).refusal is Refusal.ALREADY_DONE
        assert again(simulated=False).refusal is Refusal.ALREADY_DONE
        assert begun(opened.journal).event.name == REAL.name


def test_a_real_journal_has_no_clock_to_set(database: Database, tmp_path: Path) -> None:
    with journal_of(database, tmp_path) as opened:
        init(opened, REAL, quiet, ask=False)
        with pytest.raises(NotSimulated, match="real"):
            set_clock(database, monday)
        with pytest.raises(NotSimulated, match="stays real"):
            make_simulated(database, monday)
    with closing(database.connect()) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_proc WHERE proname = 'set_clock'"
            " AND pronamespace = 'haarlem'::regnamespace"
        ).fetchone()
        assert found == (0,)
        assert connection.execute("SELECT to_regclass('haarlem.clock')").fetchone() == (None,)


@pytest.mark.parametrize("role", ROLES)
def test_in_a_real_journal_no_role_can_bring_a_clock_in(database: Database, role: str) -> None:
    attempts = (
        "CREATE TABLE haarlem.clock (moment timestamptz)",
        "CREATE FUNCTION haarlem.set_clock(timestamptz) RETURNS void LANGUAGE sql AS ''",
        "CREATE OR REPLACE FUNCTION haarlem.journal_now() RETURNS timestamptz LANGUAGE sql"
        " AS 'SELECT now()'",
    )
    with closing(database.connect(role, autocommit=True)) as connection:
        for attempt in attempts:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL(attempt))


def test_a_simulated_clock_is_set_by_the_writer_and_never_runs_backwards(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as opened:
        init(opened, Answers(simulated=True, start=monday), quiet, ask=False)
        assert begun(opened.journal).event.simulated
        assert begun(opened.journal).recorded_at == opened.journal.now() == monday
        set_clock(database, monday + timedelta(days=1))
        set_clock(database, monday + timedelta(days=1))
        with pytest.raises(ClockBackwards):
            set_clock(database, monday)
        assert opened.journal.now() == monday + timedelta(days=1)
        make_simulated(database, monday)  # done already: nothing
        assert opened.journal.now() == monday + timedelta(days=1)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "writer"])
def test_no_other_role_sets_it_and_nobody_writes_to_it(database: Database, role: str) -> None:
    make_simulated(database, monday)
    with closing(database.connect(role, autocommit=True)) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT haarlem.set_clock(now())")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE haarlem.clock SET moment = now()")


def test_the_first_ids_of_a_simulated_journal_are_the_same_every_time(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as opened:
        init(opened, Answers(simulated=True, start=monday), quiet, ask=False)
        assert begun(opened.journal).event.worker == "b4052d8d-f3ba-51bb-8538-3e7e23b22440"


def test_a_journal_whose_clock_was_exchanged_is_not_opened() -> None:
    with reachable_folder() as folder:
        settings = Settings(home=folder / "home", municipality="haarlem", database_url=None)
        with opened(settings, durable=False) as journal:
            init(journal, REAL, quiet, ask=False)
            with closing(journal.database.connect(autocommit=True)) as connection:
                connection.execute("CREATE TABLE haarlem.clock (moment timestamptz)")
        with pytest.raises(OriginChanged, match="began as real"), opened(settings, durable=False):
            raise AssertionError("it was opened")
