-- Words of a fact that was put with somebody else open in that person's own record, and no longer in the other's.

RESET ROLE;
GRANT USAGE ON SCHEMA {{schema}} TO {{schema}}_keys_owner;
SET LOCAL ROLE {{schema}}_owner;
GRANT SELECT (position, key_id) ON {{schema}}.words TO {{schema}}_keys_owner;

SET LOCAL ROLE {{schema}}_keys_owner;
ALTER TABLE {{schema}}_keys.key
    ADD filed_under text,  -- of a key whose fact was ever moved: whom it was filed under when it was made
    ADD filed_at bigint;   -- and where that fact stands
CREATE INDEX key_moved_from ON {{schema}}_keys.key (filed_under) WHERE filed_under IS NOT NULL;
CREATE INDEX key_moved_to ON {{schema}}_keys.key (subject) WHERE filed_under IS NOT NULL;

-- What the facts of these kinds say that are filed under a tag, in order.
CREATE FUNCTION {{schema}}_keys.said_of(tag text, kinds text[]) RETURNS TABLE (at bigint, kind text, event jsonb)
LANGUAGE sql STABLE SET search_path = {{schema}}_keys, pg_temp AS $$
    SELECT f.position, t.name, convert_from(f.envelope, 'UTF8')::jsonb -> 'event'
      FROM {{schema}}.fact_type t
      JOIN {{schema}}.fact_tag x ON x.type = t.id AND x.tag = said_of.tag COLLATE "C"
      JOIN {{schema}}.fact f ON f.position = x.position
     WHERE t.name = ANY (kinds) ORDER BY f.position
$$;

-- Whom the words of the fact at this position are about by now, which were filed under `filed`: what is on record is
-- followed from there, as `projections/persons.py` does. A merger by itself moves nothing: merged records are read
-- together.
CREATE FUNCTION {{schema}}_keys.subject_now(fact_at bigint, filed text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = {{schema}}_keys, pg_temp AS $$
DECLARE
    one text := filed;
    subject text := filed;
    passed text[] := ARRAY[filed];
    said record;
BEGIN
    LOOP
        SELECT 'resident:' || (s.event ->> 'resident') AS source,
               'resident:' || coalesce(s.event ->> 'into', s.event ->> 'other') AS target INTO said
          FROM said_of(one, ARRAY['FactRefiled', 'RecordSplit']) s
         WHERE (s.event -> 'position' = to_jsonb(fact_at) OR s.event -> 'positions' @> to_jsonb(fact_at))
           AND one IN ('resident:' || (s.event ->> 'resident'),
                       'resident:' || coalesce(s.event ->> 'into', s.event ->> 'other'))
         ORDER BY s.at DESC LIMIT 1;
        IF FOUND AND said.source = one THEN
            EXIT WHEN said.target = ANY (passed);
            subject := said.target;
        ELSE
            SELECT 'resident:' || (s.event ->> 'resident') AS source,
                   'resident:' || coalesce(s.event ->> 'into', s.event ->> 'other') AS target INTO said
              FROM said_of(one, ARRAY['RecordsMerged', 'RecordSplit']) s
             WHERE s.kind = 'RecordsMerged' AND 'resident:' || (s.event ->> 'resident') = one
                OR s.kind = 'RecordSplit' AND 'resident:' || (s.event ->> 'other') = one
             ORDER BY s.at DESC LIMIT 1;
            EXIT WHEN NOT FOUND OR said.source <> one OR said.target = ANY (passed);
        END IF;
        one := said.target;
        passed := passed || one;
    END LOOP;
    RETURN subject;
END $$;

-- Files the keys anew of facts that were moved from or to one of these people (tags), or came back; how many changed.
-- Nobody says under whom: that is on record.
CREATE FUNCTION {{schema}}_keys.refile_keys(about text[]) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}_keys, pg_temp AS $$
DECLARE
    many int;
BEGIN
    WITH moved AS (
        SELECT DISTINCT p::text::bigint AS position
          FROM unnest(about) a(tag), said_of(a.tag, ARRAY['FactRefiled', 'RecordSplit']) s,
               jsonb_array_elements(coalesce(s.event -> 'positions', jsonb_build_array(s.event -> 'position'))) p
    ), concerned AS (
        SELECT k.key_id, w.position, coalesce(k.filed_under, k.subject) AS filed
          FROM moved m JOIN {{schema}}.words w ON w.position = m.position JOIN key k ON k.key_id = w.key_id
        UNION
        SELECT k.key_id, k.filed_at, k.filed_under FROM key k
         WHERE k.filed_under IS NOT NULL AND (k.filed_under = ANY (about) OR k.subject = ANY (about))
    ), now AS (
        SELECT c.*, subject_now(c.position, c.filed) AS subject FROM concerned c WHERE c.filed LIKE 'resident:%'
    )
    UPDATE key k
       SET subject = now.subject, filed_under = now.filed, filed_at = now.position,
           unit = CASE WHEN k.unit = k.subject THEN now.subject ELSE k.unit END
      FROM now WHERE k.key_id = now.key_id AND k.subject <> now.subject;
    GET DIAGNOSTICS many = ROW_COUNT;
    RETURN many;
END $$;

REVOKE ALL ON FUNCTION {{schema}}_keys.said_of, {{schema}}_keys.subject_now, {{schema}}_keys.refile_keys FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}_keys.refile_keys TO {{schema}}_keys;
RESET ROLE;
