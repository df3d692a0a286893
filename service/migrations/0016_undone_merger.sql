-- As in 0013, but for mergers: one is undone by a split of those two records, and by no split of another.

RESET ROLE;
SET LOCAL ROLE {{schema}}_keys_owner;
CREATE OR REPLACE FUNCTION {{schema}}_keys.subject_now(fact_at bigint, filed text) RETURNS text
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
            SELECT m.at, 'resident:' || (m.event ->> 'into') AS target INTO said
              FROM said_of(one, ARRAY['RecordsMerged']) m
             WHERE 'resident:' || (m.event ->> 'resident') = one
             ORDER BY m.at DESC LIMIT 1;
            EXIT WHEN NOT FOUND OR said.target = ANY (passed) OR EXISTS (
                SELECT FROM said_of(one, ARRAY['RecordSplit']) s
                 WHERE s.at > said.at AND 'resident:' || (s.event ->> 'other') = one
                   AND 'resident:' || (s.event ->> 'resident') = said.target);
        END IF;
        one := said.target;
        passed := passed || one;
    END LOOP;
    RETURN subject;
END $$;
RESET ROLE;
