"""A journal that went back under a running process: what was lost is not decided on (failover)."""

from datetime import UTC, datetime
from pathlib import Path

from psycopg import sql

from domain.decisions.agreement import AgreeToHelp
from domain.decisions.withdrawal import WithdrawHelpAgreement
from domain.refusal import Refusal
from service.database import Database
from tests.people import acting, bakker, opened, reported, stairs, town
from tests.people import informed as told
from tests.processes import journal_of
from tests.scenario import put


def lose_the_tail(database: Database, after: int) -> None:
    """What a standby that lagged behind has not got."""
    with database.connect() as administrator:
        for table in ("fact", "fact_tag", "words"):
            name = sql.Identifier(database.schema, table)
            administrator.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(name))
            statement = sql.SQL("DELETE FROM {} WHERE position > %s").format(name)
            administrator.execute(statement, [after])
            administrator.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER ALL").format(name))


def test_what_was_lost_is_not_decided_on(database: Database, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with journal_of(database, tmp_path) as journal:
        put(journal, *town, reported, opened, told)
        before = journal.head()
        agree = AgreeToHelp(context=acting(at=now), case=stairs, resident=bakker)
        assert journal.record(agree).refusal is None
        lose_the_tail(database, before)
        withdraw = WithdrawHelpAgreement(context=acting(at=now), case=stairs)
        answer = journal.record(withdraw)
        assert answer.refusal is Refusal.NO_HELP_AGREEMENT  # of an agreement that is not on record
        assert [fact.position for fact in journal.read(after=before)] == [before + 1]
