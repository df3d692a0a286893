-- The tree over all facts: hashes alone, what was signed of it, and who saw that. All of it only grows.

DO $$
BEGIN
    CREATE ROLE {{schema}}_notary NOLOGIN NOINHERIT;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- roles are of the whole cluster
END $$;
ALTER ROLE {{schema}}_notary LOGIN PASSWORD {{password:notary}};
ALTER ROLE {{schema}}_notary SET idle_in_transaction_session_timeout = '60s';
GRANT USAGE ON SCHEMA {{schema}} TO {{schema}}_notary;
GRANT CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;

SET LOCAL ROLE {{schema}}_owner;
-- How many facts the tiles hold. Who extends the tree holds this row: two notaries never do so at once.
CREATE TABLE {{schema}}.tree (
    single bool PRIMARY KEY CHECK (single),
    size bigint NOT NULL CHECK (size >= 0)
);
-- Up to 256 hashes each; those of level 0 are the leaves (tlog-tiles).
CREATE TABLE {{schema}}.tile (
    level smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
    index bigint NOT NULL CHECK (index >= 0),
    hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
    PRIMARY KEY (level, index)
);
ALTER TABLE {{schema}}.tile ALTER hashes SET STORAGE EXTERNAL;  -- hashes do not compress
CREATE TABLE {{schema}}.checkpoint (
    size bigint PRIMARY KEY,
    note text NOT NULL,                             -- signed by the log
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE {{schema}}.cosignature (
    size bigint NOT NULL,
    witness text NOT NULL,
    at bigint NOT NULL,                             -- when it says that it saw it, POSIX seconds
    line text NOT NULL,                             -- as it stands under the checkpoint of that size
    PRIMARY KEY (size, witness, at)
);

CREATE TRIGGER only_grows BEFORE UPDATE ON {{schema}}.tree
    FOR EACH ROW WHEN (NEW.size < OLD.size) EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER only_grows BEFORE UPDATE ON {{schema}}.tile
    FOR EACH ROW WHEN (NEW.level <> OLD.level OR NEW.index <> OLD.index
                       OR substr(NEW.hashes, 1, octet_length(OLD.hashes)) <> OLD.hashes)
    EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON {{schema}}.tree
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON {{schema}}.tile
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();

GRANT SELECT ON {{schema}}.fact, {{schema}}.fact_type TO {{schema}}_notary;
GRANT EXECUTE ON FUNCTION {{schema}}.journal_now TO {{schema}}_notary;
GRANT SELECT, INSERT ON {{schema}}.tree, {{schema}}.tile, {{schema}}.checkpoint, {{schema}}.cosignature
    TO {{schema}}_notary;
GRANT UPDATE (size) ON {{schema}}.tree TO {{schema}}_notary;
GRANT UPDATE (hashes) ON {{schema}}.tile TO {{schema}}_notary;
GRANT SELECT ON {{schema}}.tree, {{schema}}.tile, {{schema}}.checkpoint, {{schema}}.cosignature
    TO {{schema}}_writer, {{schema}}_reader, {{schema}}_auditor;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
