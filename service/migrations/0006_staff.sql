-- The staff register: what workers are called and how they sign in, sealed, outside the journal.

SET LOCAL ROLE {{schema}}_owner;
-- A row, as one command wrote it. It stands once the journal's last fact about this worker names its commitment.
CREATE TABLE {{schema}}_register.staff (
    command uuid PRIMARY KEY,
    worker uuid NOT NULL,
    pt_commit bytea NOT NULL UNIQUE CHECK (octet_length(pt_commit) = 32),
    said text NOT NULL,                             -- keyed fingerprint of what was asked
    built_on bytea CHECK (octet_length(built_on) = 32),
    taken boolean NOT NULL,                         -- somebody else signed in that way when it was asked
    login bytea CHECK (octet_length(login) = 32),   -- keyed, and the key is not here
    key_id uuid,                                    -- none once the row was superseded or removed
    text_commit bytea CHECK (octet_length(text_commit) = 32),
    ciphertext bytea,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX staff_worker ON {{schema}}_register.staff (worker);
CREATE INDEX staff_login ON {{schema}}_register.staff (login);
GRANT SELECT, INSERT, DELETE, UPDATE (login, key_id, text_commit, ciphertext) ON {{schema}}_register.staff
    TO {{schema}}_register;

SET LOCAL ROLE {{schema}}_keys_owner;
INSERT INTO {{schema}}_keys.read_type VALUES ('StaffNamesRead');
RESET ROLE;
