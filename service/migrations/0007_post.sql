-- Letters and alerts: whose turn it is to send, and from where on somebody may still wait for a message.
-- What waits is never stored here: it follows from the facts.

CREATE SCHEMA {{schema}}_post AUTHORIZATION {{schema}}_owner;
SET LOCAL ROLE {{schema}}_owner;
CREATE TABLE {{schema}}_post.sender (
    single bool PRIMARY KEY CHECK (single),
    -- Every message that was ordered up to here was delivered or given up.
    settled bigint NOT NULL DEFAULT 0
);
INSERT INTO {{schema}}_post.sender VALUES (true);
GRANT USAGE ON SCHEMA {{schema}}_post TO {{schema}}_writer;
GRANT SELECT, UPDATE (settled) ON {{schema}}_post.sender TO {{schema}}_writer;
RESET ROLE;
-- To send a message is to open what goes into it: that fact is a read.
SET LOCAL ROLE {{schema}}_keys_owner;
INSERT INTO {{schema}}_keys.read_type VALUES ('SendingStarted');
RESET ROLE;
