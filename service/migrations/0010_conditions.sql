-- What is asked before a decision is recorded, asked in fewer steps.

RESET ROLE;
GRANT CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;
SET LOCAL ROLE {{schema}}_owner;
-- Some questions are about no case and nobody: which cases are shut, which letters wait.
CREATE INDEX fact_of_type ON {{schema}}.fact (type, position);

-- As in 0003, in fewer steps. There a condition was of one type: a spending had 36 of them, and now has 9.
DROP FUNCTION {{schema}}.append_batch;
CREATE FUNCTION {{schema}}.append_batch(
    -- conditions: request, tag, types as '{1,2}' ('{}': any), after: nothing of these types stands there since
    qi int[], qt text[], qy text[], qa bigint[],
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
    place bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(fi)]);  -- of each fact; NULL: its request failed
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

    -- Of what is known up to the head nothing can have become known since. What is said to be known beyond it is
    -- not on record: the journal went back, they must read again.
    SELECT coalesce(array_agg(DISTINCT q.i), '{}') INTO failed
      FROM unnest(qi, qt, qy, qa) q(i, t, y, a)
     WHERE q.a > head OR q.a < head AND CASE q.y
        WHEN '{}' THEN EXISTS (SELECT FROM fact_tag x WHERE x.tag = q.t AND x.position > q.a)
        ELSE EXISTS (SELECT FROM fact_tag x
                      WHERE x.tag = q.t AND x.type = ANY (q.y::smallint[]) AND x.position > q.a) END;
    IF cardinality(gi) > 0 THEN
        failed := failed || coalesce((
            SELECT array_agg(DISTINCT q.i) FROM unnest(gi, gt, gy, ga) q(i, t, y, a)
             WHERE q.a > head OR q.a < head AND EXISTS (SELECT FROM matching(q.t, q.y, q.a))), '{}');
    END IF;
    IF cardinality(di) > 0 THEN
        failed := failed || coalesce((
            SELECT array_agg(d.i) FROM unnest(di, dm) d(i, m) WHERE now_ >= d.m), '{}');
    END IF;

    FOR fact IN 1 .. cardinality(fi) LOOP
        IF NOT fi[fact] = ANY (failed) THEN
            head := head + 1;
            place[fact] := head;
        END IF;
    END LOOP;

    RETURN QUERY
    WITH filed AS (
        SELECT place[t.o] AS p, fy[t.o] AS y, t.t COLLATE "C" AS tag, t.s,
               coalesce((SELECT max(x.nth) FROM fact_tag x WHERE x.tag = t.t AND x.nth > 1),
                        (SELECT 1 FROM fact_tag x WHERE x.tag = t.t LIMIT 1), 0)
               + row_number() OVER (PARTITION BY t.t ORDER BY t.o) AS nth
          FROM unnest(ti, tt, ts) t(o, t, s) WHERE place[t.o] IS NOT NULL
    ), headers AS (
        SELECT c.p, int2send(count(*)::int2) || string_agg(c.h, '' ORDER BY c.h) AS h
          FROM (SELECT f.p, sha256(f.s || int8send(f.nth) || convert_to(f.tag, 'UTF8')) AS h FROM filed f) c
         GROUP BY c.p
    ), facts AS (
        INSERT INTO fact
        SELECT u.p, u.y, now_, u.d,
               '\x01'::bytea || int8send(u.p) || stamp || coalesce(h.h, '\x0000'::bytea),
               sha256('\x01'::bytea || int2send(octet_length(t.name)::int2) || convert_to(t.name, 'UTF8') || u.e),
               u.e
          FROM unnest(place, fy, fd, fe) u(p, y, d, e)
          LEFT JOIN fact_type t ON t.id = u.y  -- of no known type: no name, no body hash, refused
          LEFT JOIN headers h ON h.p = u.p
         WHERE u.p IS NOT NULL
    ), tags AS (
        INSERT INTO fact_tag SELECT f.tag, f.y, f.p, f.nth, f.s FROM filed f
    ), said AS (
        INSERT INTO words SELECT place[w.o], w.s, w.k, w.c FROM unnest(wi, ws, wk, wc) w(o, s, k, c)
                           WHERE place[w.o] IS NOT NULL
    ), keyed AS (
        INSERT INTO {{schema}}_keys.key (key_id, epoch, wrapped, subject, unit)
        SELECT k.k, k.e, k.w, k.s, k.u FROM unnest(ki, kk, ke, kw, ks, ku) k(o, k, e, w, s, u)
         WHERE place[k.o] IS NOT NULL
    ), listed AS (
        INSERT INTO member SELECT m.t, place[m.o] FROM unnest(mi, mt) m(o, t) WHERE place[m.o] IS NOT NULL
    )
    SELECT u.i, min(u.p), max(u.p), now_ FROM unnest(fi, place) u(i, p) WHERE u.p IS NOT NULL GROUP BY u.i;
END $$;

-- As in 0001, and by index where types are named and no tag is.
CREATE OR REPLACE FUNCTION {{schema}}.matching(tags text, types text, after bigint) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SET search_path = {{schema}}, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    wanted text[] := CASE WHEN tags = '' THEN '{}' ELSE string_to_array(tags, chr(31)) END;
    kinds smallint[] := CASE WHEN types = '' THEN NULL ELSE string_to_array(types, chr(31))::smallint[] END;
    rarest text;
BEGIN
    IF cardinality(wanted) = 0 AND kinds IS NULL THEN
        RETURN QUERY SELECT f.position FROM fact f WHERE f.position > after;
        RETURN;
    ELSIF cardinality(wanted) = 0 THEN
        RETURN QUERY SELECT f.position FROM unnest(kinds) k(type) JOIN fact f ON f.type = k.type AND f.position > after;
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

REVOKE ALL ON FUNCTION {{schema}}.append_batch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.append_batch TO {{schema}}_writer;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
