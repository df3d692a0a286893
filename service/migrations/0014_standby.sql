-- How far a synchronous standby has the log on its disk: before that the notary has nothing signed.

-- What replication does is shown to few. The owner, whom nobody logs in as, may look; a function tells one number of it.
DO $$
BEGIN
    GRANT pg_read_all_stats TO {{schema}}_owner WITH INHERIT TRUE;
EXCEPTION WHEN insufficient_privilege THEN NULL;  -- then no standby is seen, and the notary says what to do
END $$;
-- Its rows can be made anew from the facts. If it waited for the standby as facts do, it could not say that it waits.
ALTER ROLE {{schema}}_notary SET synchronous_commit = 'local';
GRANT CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;

SET LOCAL ROLE {{schema}}_owner;
-- NULL where fewer have it than synchronous_standby_names asks for ("a, b": one; "ANY 2 (a, b, c)": two).
CREATE FUNCTION {{schema}}.standby_flushed() RETURNS pg_lsn LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN count(*) >= coalesce(substring(current_setting('synchronous_standby_names')
                                                    FROM '^\s*(?:[A-Za-z]+\s+)?([0-9]+)\s*\(')::int, 1)
                THEN min(flush_lsn) END
      FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')
$$;
REVOKE ALL ON FUNCTION {{schema}}.standby_flushed FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.standby_flushed TO {{schema}}_notary, {{schema}}_reader;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
