-- What counts as a read besides RecordRead, and what was read in lists.

SET LOCAL ROLE {{schema}}_keys_owner;
INSERT INTO {{schema}}_keys.read_type VALUES ('OwnRecordRead') ON CONFLICT DO NOTHING;
RESET ROLE;
