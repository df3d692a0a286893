-- Words that go by a rule, and not by the decision of two people: what the resident struck from a draft, and work
-- notes whose day has passed. The database looks the ground up itself, as it looks up the two people.

SET LOCAL ROLE {{schema}}_keys_owner;
INSERT INTO {{schema}}_keys.read_type VALUES ('NotesRead');
RESET ROLE;
GRANT CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;

SET LOCAL ROLE {{schema}}_owner;
-- Deletes the ciphertexts of the facts that the StruckWordsDestroyed or NoteDestroyed at this position names; how
-- many there were. That fact must be appended by the same transaction.
--   Struck: every one of those facts is filed under the statement, and the resident struck that in this very case.
--   A note: it is that note, and today, by the journal's clock, is after its last day.
CREATE FUNCTION {{schema}}.erase_lapsed(destroyed_at bigint) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
DECLARE
    kind text;
    done jsonb;
    gone bigint[];
    many int;
BEGIN
    SELECT t.name, convert_from(f.envelope, 'UTF8')::jsonb -> 'event' INTO kind, done
      FROM fact f JOIN fact_type t ON t.id = f.type
     WHERE f.position = destroyed_at AND t.name IN ('StruckWordsDestroyed', 'NoteDestroyed')
       AND f.xmin = pg_current_xact_id()::xid;
    gone := ARRAY(SELECT p::bigint FROM jsonb_array_elements_text(done -> 'positions') p);
    IF kind = 'StruckWordsDestroyed' THEN
        IF NOT EXISTS (
            SELECT FROM said_under('statement:' || (done ->> 'statement'), 'StatementStruck') s
             WHERE s.event -> 'case' = done -> 'case')
           OR EXISTS (
            SELECT FROM unnest(gone) g(p) WHERE NOT EXISTS (
                SELECT FROM said_under('statement:' || (done ->> 'statement'), NULL) s
                 WHERE s.at = g.p AND s.event -> 'statement' = done -> 'statement'
                   AND s.event -> 'case' = done -> 'case'))
        THEN
            RAISE EXCEPTION 'words go only of what the resident struck'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF kind = 'NoteDestroyed' THEN
        IF NOT EXISTS (
            SELECT FROM said_under('note:' || (done ->> 'note'), 'NoteWritten') s
             WHERE gone = ARRAY[s.at]
               AND (s.event ->> 'expires_on')::date < (journal_now() AT TIME ZONE 'Europe/Amsterdam')::date)
        THEN
            RAISE EXCEPTION 'a note goes only after its last day'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSE
        RAISE EXCEPTION 'words go only with the fact that says so, in one transaction'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO erasing VALUES (pg_current_xact_id());
    UPDATE words w SET ciphertext = NULL WHERE w.position = ANY (gone) AND w.ciphertext IS NOT NULL;
    GET DIAGNOSTICS many = ROW_COUNT;
    DELETE FROM erasing;
    RETURN many;
END $$;

-- What the facts filed under a tag say, of one kind or (NULL) of any.
CREATE FUNCTION {{schema}}.said_under(filed text, kind text) RETURNS TABLE (at bigint, event jsonb)
LANGUAGE sql STABLE SET search_path = {{schema}}, pg_temp AS $$
    SELECT f.position, convert_from(f.envelope, 'UTF8')::jsonb -> 'event'
      FROM fact_tag x JOIN fact f ON f.position = x.position JOIN fact_type t ON t.id = f.type
     WHERE x.tag = filed COLLATE "C" AND (kind IS NULL OR t.name = kind)
$$;

REVOKE ALL ON FUNCTION {{schema}}.erase_lapsed, {{schema}}.said_under FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.erase_lapsed TO {{schema}}_writer;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
