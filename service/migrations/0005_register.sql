-- The register of residents: who they are, sealed, outside the journal; every change of it is a fact.

DO $$
BEGIN
    CREATE ROLE {{schema}}_register NOLOGIN NOINHERIT;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- roles are of the whole cluster
END $$;
ALTER ROLE {{schema}}_register LOGIN PASSWORD {{password:register}};
-- Who stands in line in an open transaction holds up who asks about the same person: not for long.
ALTER ROLE {{schema}}_register SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE {{schema}}_register SET lock_timeout = '10s';

CREATE SCHEMA {{schema}}_register AUTHORIZATION {{schema}}_owner;

SET LOCAL ROLE {{schema}}_owner;
-- A row, as one command wrote it. It stands once the journal's last fact about this resident names its commitment.
CREATE TABLE {{schema}}_register.entry (
    command uuid PRIMARY KEY,
    resident uuid NOT NULL,
    pt_commit bytea NOT NULL UNIQUE CHECK (octet_length(pt_commit) = 32),
    said text NOT NULL,                             -- keyed fingerprint of what was asked
    built_on bytea CHECK (octet_length(built_on) = 32),
    same_number uuid[] NOT NULL,                    -- who was there already when it was asked
    alike uuid[] NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX entry_resident ON {{schema}}_register.entry (resident);
-- Its parts, each sealed with a key of its own; none once it was superseded or refused.
CREATE TABLE {{schema}}_register.part (
    command uuid NOT NULL REFERENCES {{schema}}_register.entry ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,  -- a restore puts tables back in any order
    part text NOT NULL,
    key_id uuid NOT NULL,
    pt_commit bytea NOT NULL CHECK (octet_length(pt_commit) = 32),
    ciphertext bytea NOT NULL,
    PRIMARY KEY (command, part)
);
ALTER TABLE {{schema}}_register.part ALTER ciphertext SET STORAGE EXTERNAL;  -- sealed bytes do not compress
-- Where somebody is found: keyed, and the key is not here.
CREATE TABLE {{schema}}_register.blind (
    command uuid NOT NULL REFERENCES {{schema}}_register.entry ON DELETE CASCADE
        DEFERRABLE INITIALLY DEFERRED,  -- a restore puts tables back in any order
    kind text NOT NULL,
    value bytea NOT NULL CHECK (octet_length(value) = 32),
    PRIMARY KEY (command, kind)
);
CREATE INDEX blind_value ON {{schema}}_register.blind (value, kind);
-- Who registers the same number or name stands in line: rows to lock, which only this role can reach.
CREATE TABLE {{schema}}_register.turn (bucket smallint PRIMARY KEY);
INSERT INTO {{schema}}_register.turn SELECT generate_series(0, 255);

GRANT USAGE ON SCHEMA {{schema}}_register TO {{schema}}_register;
GRANT SELECT, INSERT, DELETE ON {{schema}}_register.entry, {{schema}}_register.part, {{schema}}_register.blind
    TO {{schema}}_register;
GRANT SELECT, UPDATE ON {{schema}}_register.turn TO {{schema}}_register;  -- FOR UPDATE asks for it

-- A key goes in with the part that it seals. The register can read no key.
SET LOCAL ROLE {{schema}}_keys_owner;
GRANT USAGE ON SCHEMA {{schema}}_keys TO {{schema}}_register;
GRANT INSERT (key_id, epoch, wrapped, subject, unit) ON {{schema}}_keys.key TO {{schema}}_register;
INSERT INTO {{schema}}_keys.read_type VALUES ('RegisterRead');
RESET ROLE;
