-- As many standbys as are waited for have it, and not all that might be: with "ANY 1 (b, c)" a slow c stops nobody.
GRANT CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;
SET LOCAL ROLE {{schema}}_owner;
-- NULL where fewer have it than synchronous_standby_names asks for ("a, b": one; "ANY 2 (a, b, c)": two).
-- With FIRST, and without a word, 'sync' are those that are waited for, and no others.
CREATE OR REPLACE FUNCTION {{schema}}.standby_flushed() RETURNS pg_lsn LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT flush_lsn FROM pg_stat_replication
     WHERE sync_state IN ('sync', 'quorum') AND flush_lsn IS NOT NULL
     ORDER BY flush_lsn DESC LIMIT 1
    OFFSET coalesce(substring(current_setting('synchronous_standby_names')
                              FROM '^\s*(?:[A-Za-z]+\s+)?([0-9]+)\s*\(')::int, 1) - 1
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
