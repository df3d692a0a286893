-- Views: how far each one has come. Their tables are made by the follower, from the rows' own definition.

SET LOCAL ROLE {{schema}}_projector;
ALTER DEFAULT PRIVILEGES IN SCHEMA {{schema}}_views
    GRANT SELECT ON TABLES TO {{schema}}_reader, {{schema}}_writer, {{schema}}_auditor;
CREATE TABLE {{schema}}_views.bookmark (
    view text PRIMARY KEY,
    -- Every fact up to here is in the view, and none after it.
    position bigint NOT NULL DEFAULT 0,
    -- What stopped the view, and at which fact. Of another fingerprint than the code's, it is built anew.
    error text,
    error_position bigint,
    fingerprint text NOT NULL
);
RESET ROLE;
