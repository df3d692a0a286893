-- Files that statements came with: sealed, in pieces, beside the journal. The fact holds the key, as words are held.
--
-- Pieces are put there before the fact is: what no fact names can be opened by nobody, and is taken away again.
-- When the words of the fact go, so do the pieces, in the same transaction, whoever decided that they go.

GRANT CREATE ON SCHEMA {{schema}} TO {{schema}}_owner;
SET LOCAL ROLE {{schema}}_owner;
CREATE TABLE {{schema}}.attachment (
    sealed text COLLATE "C" NOT NULL CHECK (length(sealed) = 64),  -- SHA-256 over all of its pieces
    piece int NOT NULL,
    box bytea NOT NULL,
    PRIMARY KEY (sealed, piece)
);
ALTER TABLE {{schema}}.attachment ALTER box SET STORAGE EXTERNAL;  -- what is sealed does not compress
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON {{schema}}.attachment
    FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
GRANT SELECT, INSERT ON {{schema}}.attachment TO {{schema}}_writer;
GRANT SELECT ON {{schema}}.attachment TO {{schema}}_reader;

-- Takes away pieces that no fact names.
CREATE FUNCTION {{schema}}.drop_unfiled(of_attachment text, of_sealed text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM said_under('attachment:' || of_attachment, 'AttachmentStored') s
                WHERE s.event ->> 'sealed' = of_sealed)
    THEN
        RAISE EXCEPTION 'a file that is on record goes only as its words go'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM attachment a WHERE a.sealed = of_sealed;
END $$;

CREATE FUNCTION {{schema}}.file_goes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {{schema}}, pg_temp AS $$
BEGIN
    DELETE FROM attachment a USING fact f
     WHERE f.position = NEW.position AND a.sealed = convert_from(f.envelope, 'UTF8')::jsonb -> 'event' ->> 'sealed';
    RETURN NULL;
END $$;
CREATE TRIGGER file_goes AFTER UPDATE ON {{schema}}.words FOR EACH ROW
    WHEN (NEW.segment = 'file_key' AND NEW.ciphertext IS NULL)
    EXECUTE FUNCTION {{schema}}.file_goes();

REVOKE ALL ON FUNCTION {{schema}}.drop_unfiled, {{schema}}.file_goes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.drop_unfiled TO {{schema}}_writer;
RESET ROLE;
REVOKE CREATE ON SCHEMA {{schema}} FROM {{schema}}_owner;
