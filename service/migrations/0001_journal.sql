-- The journal of one municipality: facts, their filing and their sealed words; append-only.

DO $$
DECLARE role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['owner', 'keys_owner', 'writer', 'reader', 'projector', 'keys', 'auditor'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', '{{schema}}_' || role);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- roles are of the whole cluster
        END;
    END LOOP;
END $$;
ALTER ROLE {{schema}}_writer LOGIN PASSWORD {{password:writer}};
ALTER ROLE {{schema}}_reader LOGIN PASSWORD {{password:reader}};
ALTER ROLE {{schema}}_projector LOGIN PASSWORD {{password:projector}};
ALTER ROLE {{schema}}_keys LOGIN PASSWORD {{password:keys}};
ALTER ROLE {{schema}}_auditor LOGIN PASSWORD {{password:auditor}};
-- Who holds the lock in an open transaction holds up everybody: not for long.
ALTER ROLE {{schema}}_writer SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE {{schema}}_writer SET lock_timeout = '10s';
GRANT {{schema}}_owner, {{schema}}_keys_owner, {{schema}}_projector TO CURRENT_USER;

REVOKE ALL ON SCHEMA {{schema}} FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;
CREATE SCHEMA {{schema}}_keys AUTHORIZATION {{schema}}_keys_owner;
CREATE SCHEMA {{schema}}_views AUTHORIZATION {{schema}}_projector;

SET LOCAL ROLE {{schema}}_keys_owner;
CREATE TABLE {{schema}}_keys.epoch (
    epoch int PRIMARY KEY,
    wrapped bytea NOT NULL
);
CREATE TABLE {{schema}}_keys.key (
    key_id uuid PRIMARY KEY,
    epoch int NOT NULL,
    wrapped bytea NOT NULL,
    subject text NOT NULL
);
GRANT USAGE ON SCHEMA {{schema}}_keys TO {{schema}}_keys, {{schema}}_owner;
GRANT SELECT, INSERT ON {{schema}}_keys.epoch TO {{schema}}_keys;
GRANT SELECT, DELETE ON {{schema}}_keys.key TO {{schema}}_keys;
GRANT INSERT ON {{schema}}_keys.key TO {{schema}}_owner;  -- append_batch writes keys, and cannot read one

SET LOCAL ROLE {{schema}}_owner;
-- The one lock under which positions and time are given: a row that only the owner can reach. Anybody who
-- can connect could take an advisory lock, a neighbouring municipality too.
CREATE TABLE {{schema}}.journal_lock (single bool PRIMARY KEY CHECK (single));
INSERT INTO {{schema}}.journal_lock VALUES (true);
CREATE TABLE {{schema}}.fact_type (
    id smallint PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z][A-Za-z0-9_]{0,62}$' AND id <= 1000)
);
CREATE TABLE {{schema}}.fact (
    position bigint PRIMARY KEY,
    type smallint NOT NULL,
    recorded_at timestamptz NOT NULL,
    id uuid NOT NULL,
    header bytea NOT NULL,
    body_hash bytea NOT NULL,
    envelope bytea
);
CREATE TABLE {{schema}}.fact_tag (
    tag text COLLATE "C" NOT NULL,
    type smallint NOT NULL,
    position bigint NOT NULL,
    nth bigint NOT NULL,
    salt bytea NOT NULL CHECK (octet_length(salt) = 16),
    PRIMARY KEY (tag, type, position)
);
-- Most tags are of one fact only, its command's or its payment's: they need no second random page.
CREATE UNIQUE INDEX fact_tag_nth ON {{schema}}.fact_tag (tag, nth) WHERE nth > 1;
CREATE INDEX fact_tag_position ON {{schema}}.fact_tag USING brin (position) WITH (pages_per_range = 16);
CREATE TABLE {{schema}}.words (
    position bigint NOT NULL,
    segment text NOT NULL,
    key_id uuid NOT NULL,
    ciphertext bytea,
    PRIMARY KEY (position, segment)
);
ALTER TABLE {{schema}}.words ALTER ciphertext SET STORAGE EXTERNAL;  -- sealed bytes do not compress

CREATE FUNCTION {{schema}}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.fact
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.fact_tag
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.words
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.fact_type
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();

-- What time it is for this journal. `wijkboek init --simulated` replaces it; a real journal has no other.
CREATE FUNCTION {{schema}}.journal_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

CREATE FUNCTION {{schema}}.register_types(names text[]) RETURNS TABLE (name text, id smallint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    PERFORM FROM journal_lock FOR UPDATE;
    INSERT INTO fact_type
    SELECT coalesce((SELECT max(t.id) FROM fact_type t), 0) + row_number() OVER (ORDER BY n.first), n.name
      FROM (SELECT u.name, min(u.i) AS first FROM unnest(names) WITH ORDINALITY u(name, i)
             WHERE NOT EXISTS (SELECT FROM fact_type t WHERE t.name = u.name) GROUP BY u.name) n;
    RETURN QUERY SELECT t.name, t.id FROM fact_type t WHERE t.name = ANY (names);
END $$;

-- One call per batch. Every request's conditions are checked against the table under the lock; within the
-- batch the store has already seen to it. Answers with what was appended: a request that is absent failed.
CREATE FUNCTION {{schema}}.append_batch(
    -- conditions: request, tag, type (0: any), after: nothing of that type stands there since
    qi int[], qt text[], qy smallint[], qa bigint[],
    -- conditions with several tags or none: request, tags and types joined by chr(31), after
    gi int[], gt text[], gy text[], ga bigint[],
    -- deadlines: request, moment: recorded before it or not at all
    di int[], dm timestamptz[],
    -- facts: request, type, id, envelope
    fi int[], fy smallint[], fd uuid[], fe bytea[],
    -- filing: number of the fact in the batch, tag, salt
    ti int[], tt text[], ts bytea[],
    -- words: number of the fact, segment, key id, ciphertext
    wi int[], ws text[], wk uuid[], wc bytea[],
    -- keys: number of the fact, key id, epoch, wrapped key, whom it is about
    ki int[], kk uuid[], ke int[], kw bytea[], ks text[]
) RETURNS TABLE (request int, first bigint, last bigint, at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = {{schema}}, pg_temp
SET plan_cache_mode = force_generic_plan SET jit = off  -- planned once, and by index: a plan made while a
SET enable_seqscan = off SET enable_bitmapscan = off    -- table was still small would scan it when it is not
AS $$
#variable_conflict use_column
DECLARE
    head bigint;
    since timestamptz;
    failed int[];
    now_ timestamptz;
    stamp bytea;
BEGIN
    PERFORM FROM journal_lock FOR UPDATE;
    SELECT f.position, f.recorded_at INTO head, since FROM fact f ORDER BY f.position DESC LIMIT 1;
    head := coalesce(head, 0);
    now_ := greatest(since, journal_now());
    stamp := int8send((extract(epoch FROM now_) * 1000000)::bigint);

    SELECT coalesce(array_agg(DISTINCT q.i), '{}') INTO failed
      FROM unnest(qi, qt, qy, qa) q(i, t, y, a)
     WHERE q.a > head  -- known, they say, but not on record: the journal went back, they must read again
        OR (q.y <> 0 AND EXISTS (SELECT FROM fact_tag x WHERE x.tag = q.t AND x.type = q.y AND x.position > q.a))
        OR (q.y = 0 AND EXISTS (SELECT FROM fact_tag x WHERE x.tag = q.t AND x.position > q.a));
    IF cardinality(gi) > 0 THEN
        failed := failed || coalesce((
            SELECT array_agg(DISTINCT q.i) FROM unnest(gi, gt, gy, ga) q(i, t, y, a)
             WHERE q.a > head OR EXISTS (SELECT FROM matching(q.t, q.y, q.a))), '{}');
    END IF;
    IF cardinality(di) > 0 THEN
        failed := failed || coalesce((
            SELECT array_agg(d.i) FROM unnest(di, dm) d(i, m) WHERE now_ >= d.m), '{}');
    END IF;

    RETURN QUERY
    WITH e AS (
        SELECT u.i, u.y, t.name, u.d, u.e, u.o, head + row_number() OVER (ORDER BY u.o) AS p
          FROM unnest(fi, fy, fd, fe) WITH ORDINALITY u(i, y, d, e, o)
          LEFT JOIN fact_type t ON t.id = u.y  -- of no known type: no name, no body hash, refused
         WHERE NOT u.i = ANY (failed)
    ), base AS MATERIALIZED (
        SELECT t.tag, coalesce((SELECT max(x.nth) FROM fact_tag x WHERE x.tag = t.tag AND x.nth > 1),
                               (SELECT 1 FROM fact_tag x WHERE x.tag = t.tag LIMIT 1), 0) AS n
          FROM (SELECT DISTINCT u.tag COLLATE "C" AS tag FROM unnest(tt) u(tag)) t
    ), filed AS (
        SELECT e.p, e.y, base.tag, t.s, base.n + row_number() OVER (PARTITION BY base.tag ORDER BY e.p) AS nth
          FROM unnest(ti, tt, ts) t(o, t, s)
          JOIN e ON e.o = t.o
          JOIN base ON base.tag = t.t COLLATE "C"
    ), headers AS (
        SELECT c.p, int2send(count(*)::int2) || string_agg(c.h, '' ORDER BY c.h) AS h
          FROM (SELECT f.p, sha256(f.s || int8send(f.nth) || convert_to(f.tag, 'UTF8')) AS h FROM filed f) c
         GROUP BY c.p
    ), facts AS (
        INSERT INTO fact
        SELECT e.p, e.y, now_, e.d,
               '\x01'::bytea || int8send(e.p) || stamp || coalesce(h.h, '\x0000'::bytea),
               sha256('\x01'::bytea || int2send(octet_length(e.name)::int2) || convert_to(e.name, 'UTF8') || e.e),
               e.e
          FROM e LEFT JOIN headers h ON h.p = e.p
    ), tags AS (
        INSERT INTO fact_tag SELECT f.tag, f.y, f.p, f.nth, f.s FROM filed f
    ), said AS (
        INSERT INTO words SELECT e.p, w.s, w.k, w.c FROM unnest(wi, ws, wk, wc) w(o, s, k, c) JOIN e ON e.o = w.o
    ), keyed AS (
        INSERT INTO {{schema}}_keys.key
        SELECT k.k, k.e, k.w, k.s FROM unnest(ki, kk, ke, kw, ks) k(o, k, e, w, s) JOIN e ON e.o = k.o
    )
    SELECT e.i, min(e.p), max(e.p), now_ FROM e GROUP BY e.i;
END $$;

-- Positions of the facts of any of these types (none: all) that are filed under all of these tags (none: all),
-- after a position; found by the rarest tag. Tags and types are joined by chr(31).
CREATE FUNCTION {{schema}}.matching(tags text, types text, after bigint) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SET search_path = {{schema}}, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    wanted text[] := CASE WHEN tags = '' THEN '{}' ELSE string_to_array(tags, chr(31)) END;
    kinds smallint[] := CASE WHEN types = '' THEN NULL ELSE string_to_array(types, chr(31))::smallint[] END;
    rarest text;
BEGIN
    IF cardinality(wanted) = 0 THEN
        RETURN QUERY SELECT f.position FROM fact f
                      WHERE f.position > after AND (kinds IS NULL OR f.type = ANY (kinds));
        RETURN;
    END IF;
    SELECT w.tag INTO rarest FROM unnest(wanted) w(tag)
     ORDER BY coalesce((SELECT max(x.nth) FROM fact_tag x WHERE x.tag = w.tag AND x.nth > 1),
                       (SELECT 1 FROM fact_tag x WHERE x.tag = w.tag LIMIT 1), 0) LIMIT 1;
    IF kinds IS NULL THEN
        RETURN QUERY SELECT x.position FROM fact_tag x
             WHERE x.tag = rarest AND x.position > after
               AND NOT EXISTS (SELECT FROM unnest(wanted) w(tag) WHERE w.tag <> rarest AND NOT EXISTS (
                       SELECT FROM fact_tag y WHERE y.tag = w.tag AND y.type = x.type AND y.position = x.position));
    ELSE
        RETURN QUERY SELECT x.position FROM unnest(kinds) k(type) JOIN fact_tag x ON x.type = k.type
             WHERE x.tag = rarest AND x.position > after
               AND NOT EXISTS (SELECT FROM unnest(wanted) w(tag) WHERE w.tag <> rarest AND NOT EXISTS (
                       SELECT FROM fact_tag y WHERE y.tag = w.tag AND y.type = x.type AND y.position = x.position));
    END IF;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {{schema}} FROM PUBLIC;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
GRANT USAGE ON SCHEMA {{schema}} TO {{schema}}_writer, {{schema}}_reader, {{schema}}_projector, {{schema}}_auditor;
SET LOCAL ROLE {{schema}}_owner;
GRANT SELECT ON {{schema}}.fact, {{schema}}.fact_tag, {{schema}}.fact_type, {{schema}}.words
    TO {{schema}}_writer, {{schema}}_reader, {{schema}}_auditor;
GRANT SELECT ON {{schema}}.fact, {{schema}}.fact_tag, {{schema}}.fact_type TO {{schema}}_projector;
GRANT EXECUTE ON FUNCTION {{schema}}.append_batch, {{schema}}.register_types TO {{schema}}_writer;
GRANT EXECUTE ON FUNCTION {{schema}}.matching, {{schema}}.journal_now
    TO {{schema}}_writer, {{schema}}_reader, {{schema}}_projector, {{schema}}_auditor;
RESET ROLE;
GRANT USAGE ON SCHEMA {{schema}}_views TO {{schema}}_reader, {{schema}}_writer, {{schema}}_auditor;
