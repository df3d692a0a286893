-- What a key is for, and on what it opens: a read that is on record, and nothing else.

RESET ROLE;
GRANT USAGE ON SCHEMA {{schema}} TO {{schema}}_keys_owner;
GRANT CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;

SET LOCAL ROLE {{schema}}_keys_owner;
ALTER TABLE {{schema}}_keys.epoch
    ALTER wrapped DROP NOT NULL,                    -- NULL once destroyed
    ADD begun timestamptz NOT NULL DEFAULT now(),
    ADD rewrapped timestamptz,                      -- since then no older epoch is needed
    ADD destroyed timestamptz,
    ADD CONSTRAINT destroyed_is_gone CHECK ((wrapped IS NULL) = (destroyed IS NOT NULL));
-- What a key is for may change, and is no part of how the key was made.
ALTER TABLE {{schema}}_keys.key
    ADD unit text,                                  -- the case whose words it seals, or else the subject
    ADD class text CHECK (class ~ '^[a-z0-9][a-z0-9-]{0,62}$'),  -- retention class (bewaarcategorie)
    ADD due date;                                   -- may be kept until that day, if that is known
GRANT SELECT (epoch, destroyed) ON {{schema}}_keys.epoch TO {{schema}}_owner;
RESET ROLE;
UPDATE {{schema}}_keys.key k SET unit = coalesce((
    SELECT min(t.tag) FROM {{schema}}.words w JOIN {{schema}}.fact_tag t ON t.position = w.position
     WHERE w.key_id = k.key_id AND t.tag LIKE 'case:%'), k.subject);
SET LOCAL ROLE {{schema}}_keys_owner;
ALTER TABLE {{schema}}_keys.key ALTER unit SET NOT NULL;
CREATE INDEX key_due ON {{schema}}_keys.key (due) WHERE due IS NOT NULL;

-- The types of facts that are a read. Whoever adds one adds a row here, in a migration.
CREATE TABLE {{schema}}_keys.read_type (name text PRIMARY KEY);
INSERT INTO {{schema}}_keys.read_type VALUES ('RecordRead');

-- The key service's own log: on which read, how many keys were asked for and opened, and when.
CREATE TABLE {{schema}}_keys.opening (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    read bigint NOT NULL,
    asked int NOT NULL,
    opened int NOT NULL
);
CREATE FUNCTION {{schema}}_keys.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of openings is append-only: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}_keys.opening
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}_keys.refuse_change();

SET LOCAL ROLE {{schema}}_owner;
GRANT SELECT (position, type, recorded_at, envelope) ON {{schema}}.fact TO {{schema}}_keys_owner;
GRANT SELECT (tag, type, position) ON {{schema}}.fact_tag TO {{schema}}_keys_owner;
GRANT SELECT ON {{schema}}.fact_type TO {{schema}}_keys_owner;
GRANT EXECUTE ON FUNCTION {{schema}}.journal_now TO {{schema}}_keys_owner;

SET LOCAL ROLE {{schema}}_keys_owner;
-- The wrapped keys that still exist, on the strength of the committed fact at that position.
--   A read opens what is filed under its case, or under the person whom it names; a read of one case does not
--   open another case of the same person. It is a read for a quarter of an hour, by the journal's clock.
--   Names of organisations and teams open under any read, and under the first fact of a journal.
-- One key that may not be opened, and none is: absent means destroyed, and nothing else.
CREATE FUNCTION {{schema}}_keys.open_keys(read_at bigint, wanted uuid[])
RETURNS TABLE (key_id uuid, epoch int, wrapped bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}_keys, pg_temp AS $$
#variable_conflict use_column
DECLARE
    kind smallint;
    name text;
    said jsonb;
    reads bool;
    many int;
BEGIN
    SELECT f.type, t.name, convert_from(f.envelope, 'UTF8')::jsonb -> 'event',
           EXISTS (SELECT FROM read_type r WHERE r.name = t.name)
           AND {{schema}}.journal_now() - f.recorded_at <= interval '15 minutes'
      INTO kind, name, said, reads
      FROM {{schema}}.fact f JOIN {{schema}}.fact_type t ON t.id = f.type
     WHERE f.position = read_at;
    IF reads IS NULL OR NOT (reads OR name = 'JournalOpened') THEN
        RAISE EXCEPTION 'no read that stands is on record at position %', read_at
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM FROM unnest(wanted) w(id) JOIN key k ON k.key_id = w.id
      WHERE NOT (k.subject LIKE 'organisation:%' OR k.subject LIKE 'team:%')
        AND NOT (reads AND EXISTS (
            SELECT FROM {{schema}}.fact_tag x
             WHERE x.type = kind AND x.position = read_at
               AND (x.tag = k.unit COLLATE "C"
                    OR x.tag = k.subject COLLATE "C" AND NOT (said ? 'case' AND k.unit LIKE 'case:%'))));
    IF FOUND THEN
        RAISE EXCEPTION 'the read at position % is of something else', read_at
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT k.key_id, k.epoch, k.wrapped FROM unnest(wanted) w(id) JOIN key k ON k.key_id = w.id;
    GET DIAGNOSTICS many = ROW_COUNT;
    INSERT INTO opening (read, asked, opened) VALUES (read_at, cardinality(wanted), many);
END $$;

-- Destroys keys, whoever is to see to it that nobody brings them back; how many there were.
CREATE FUNCTION {{schema}}_keys.destroy_keys(gone uuid[]) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}_keys, pg_temp AS $$
DECLARE
    many int;
BEGIN
    DELETE FROM key k WHERE k.key_id = ANY (gone);
    GET DIAGNOSTICS many = ROW_COUNT;
    RETURN many;
END $$;

-- Says what keys are for from now on: those in the list, and all of a unit (NULL: none); how many there were.
CREATE FUNCTION {{schema}}_keys.reclassify(ids uuid[], of_unit text, to_class text, to_due date) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}_keys, pg_temp AS $$
DECLARE
    many int;
BEGIN
    UPDATE key k SET class = to_class, due = to_due WHERE k.key_id = ANY (ids) OR k.unit = of_unit;
    GET DIAGNOSTICS many = ROW_COUNT;
    RETURN many;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {{schema}}_keys FROM PUBLIC;
REVOKE SELECT, DELETE ON {{schema}}_keys.key FROM {{schema}}_keys;
GRANT EXECUTE ON FUNCTION {{schema}}_keys.open_keys, {{schema}}_keys.destroy_keys, {{schema}}_keys.reclassify
    TO {{schema}}_keys;

SET LOCAL ROLE {{schema}}_owner;
-- Who stood in a list that was read: one fact, and its members beside it.
CREATE TABLE {{schema}}.member (
    tag text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (tag, position)
);
CREATE INDEX member_position ON {{schema}}.member USING brin (position) WITH (pages_per_range = 16);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.member
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
GRANT SELECT ON {{schema}}.member TO {{schema}}_writer, {{schema}}_reader, {{schema}}_projector, {{schema}}_auditor;

-- As in 0001, with what a key is for, and with the members of lists.
DROP FUNCTION {{schema}}.append_batch;
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
    ki int[], kk uuid[], ke int[], kw bytea[], ks text[],
    -- and the unit that each key is filed under: the case, or else whom it is about
    ku text[],
    -- members of a list that was read: number of the fact, tag
    mi int[], mt text[]
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
    IF EXISTS (SELECT FROM {{schema}}_keys.epoch p WHERE p.destroyed IS NOT NULL AND p.epoch = ANY (ke)) THEN
        RAISE EXCEPTION 'a key of an epoch that was destroyed would open nothing' USING ERRCODE = 'check_violation';
    END IF;
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
        INSERT INTO {{schema}}_keys.key (key_id, epoch, wrapped, subject, unit)
        SELECT k.k, k.e, k.w, k.s, k.u FROM unnest(ki, kk, ke, kw, ks, ku) k(o, k, e, w, s, u) JOIN e ON e.o = k.o
    ), listed AS (
        INSERT INTO member SELECT m.t, e.p FROM unnest(mi, mt) m(o, t) JOIN e ON e.o = m.o
    )
    SELECT e.i, min(e.p), max(e.p), now_ FROM e GROUP BY e.i;
END $$;

-- The one way in which something leaves the journal: words, in the transaction that records their destruction.
-- While that transaction runs its number stands here, and no other may change a sealed text.
CREATE TABLE {{schema}}.erasing (xid xid8 PRIMARY KEY);
CREATE FUNCTION {{schema}}.words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND EXISTS (SELECT FROM {{schema}}.erasing e WHERE e.xid = pg_current_xact_id()) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER append_only ON {{schema}}.words;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.words
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.words_stay();
CREATE TRIGGER only_erased BEFORE UPDATE ON {{schema}}.words FOR EACH ROW
    WHEN (NEW.ciphertext IS NOT NULL
          OR (NEW.position, NEW.segment, NEW.key_id) IS DISTINCT FROM (OLD.position, OLD.segment, OLD.key_id))
    EXECUTE FUNCTION {{schema}}.refuse_change();

-- What a fact of this type says, and its actor, of the destruction with that tag.
CREATE FUNCTION {{schema}}.said_of_destruction(kind text, of_destruction text)
RETURNS TABLE (event jsonb, actor text)
LANGUAGE sql STABLE SET search_path = {{schema}}, pg_temp AS $$
    SELECT e.j -> 'event', e.j -> 'context' ->> 'actor'
      FROM fact_type t JOIN fact_tag x ON x.tag = of_destruction COLLATE "C" AND x.type = t.id
      JOIN fact f ON f.position = x.position, convert_from(f.envelope, 'UTF8') u(s), CAST(u.s AS jsonb) e(j)
     WHERE t.name = kind
$$;

-- Deletes the ciphertexts of the facts that the WordsDestroyed at this position names; how many there were.
-- That fact must be appended by the same transaction; one person must have proposed it, and another approved.
CREATE FUNCTION {{schema}}.erase_words(destroyed_at bigint) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    done jsonb;
    about text;
    gone bigint[];
    many int;
BEGIN
    SELECT convert_from(f.envelope, 'UTF8')::jsonb -> 'event' INTO done
      FROM fact f JOIN fact_type t ON t.id = f.type
     WHERE f.position = destroyed_at AND t.name = 'WordsDestroyed' AND f.xmin = pg_current_xact_id()::xid;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'words go only with the fact that says so, in one transaction'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    about := 'destruction:' || (done ->> 'destruction');
    gone := ARRAY(SELECT p::bigint FROM jsonb_array_elements_text(done -> 'positions') p);
    IF NOT EXISTS (
        SELECT FROM said_of_destruction('DestructionProposed', about) p,
                    said_of_destruction('DestructionApproved', about) a
         WHERE p.actor <> a.actor AND p.event -> 'positions' @> (done -> 'positions')
           AND p.event -> 'case' = done -> 'case')
    THEN
        RAISE EXCEPTION 'words go only when one has proposed it and another has approved'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT FROM unnest(gone) g(p) WHERE NOT EXISTS (
            SELECT FROM fact f JOIN fact_tag x
                ON x.tag = 'case:' || (done ->> 'case') COLLATE "C" AND x.type = f.type AND x.position = f.position
             WHERE f.position = g.p))
    THEN
        RAISE EXCEPTION 'words go only of the case that it was decided on'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO erasing VALUES (pg_current_xact_id());
    UPDATE words w SET ciphertext = NULL WHERE w.position = ANY (gone) AND w.ciphertext IS NOT NULL;
    GET DIAGNOSTICS many = ROW_COUNT;
    DELETE FROM erasing;
    RETURN many;
END $$;

REVOKE ALL ON FUNCTION {{schema}}.append_batch, {{schema}}.words_stay, {{schema}}.said_of_destruction,
    {{schema}}.erase_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.append_batch, {{schema}}.erase_words TO {{schema}}_writer;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
