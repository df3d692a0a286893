-- A look into the register of residents, and a letter, open no words of a case.

SET LOCAL ROLE {{schema}}_keys_owner;
-- The wrapped keys that still exist, on the strength of the committed fact at that position.
--   A read opens what is filed under its case, or under the person whom it names; a read of one case does not
--   open another case of the same person, a look into the register and a letter no case at all: that does who reads
--   the whole of her own record, and nobody else. It is a read for a quarter of an hour, by the journal's clock.
--   Names of organisations and teams open under any read, and under the first fact of a journal.
-- One key that may not be opened, and none is: absent means destroyed, and nothing else.
CREATE OR REPLACE FUNCTION {{schema}}_keys.open_keys(read_at bigint, wanted uuid[])
RETURNS TABLE (key_id uuid, epoch int, wrapped bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}_keys, pg_temp AS $$
#variable_conflict use_column
DECLARE
    kind smallint;
    name text;
    reads bool;
    many int;
BEGIN
    SELECT f.type, t.name,
           EXISTS (SELECT FROM read_type r WHERE r.name = t.name)
           AND {{schema}}.journal_now() - f.recorded_at <= interval '15 minutes'
      INTO kind, name, reads
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
                    OR x.tag = k.subject COLLATE "C" AND (name = 'OwnRecordRead' OR k.unit NOT LIKE 'case:%'))));
    IF FOUND THEN
        RAISE EXCEPTION 'the read at position % is of something else', read_at
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT k.key_id, k.epoch, k.wrapped FROM unnest(wanted) w(id) JOIN key k ON k.key_id = w.id;
    GET DIAGNOSTICS many = ROW_COUNT;
    INSERT INTO opening (read, asked, opened) VALUES (read_at, cardinality(wanted), many);
END $$;
RESET ROLE;
