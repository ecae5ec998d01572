-- What a person reads stands beside what the machine reads: the machine's last run of a text is current, and
-- every run of a person. Which claims of people hold is for their decisions to say.
ALTER TABLE runs ADD COLUMN by_person INTEGER NOT NULL DEFAULT 0;
CREATE INDEX runs_by_reader ON runs (by_person, text, seq);
CREATE INDEX runs_by_id ON runs (id);
CREATE INDEX documents_by_text ON documents (text, seq);
CREATE INDEX claims_by_id ON claims (id);
DROP VIEW current_runs;
CREATE VIEW current_runs AS
  SELECT * FROM runs
  WHERE (by_person OR seq IN (SELECT max(seq) FROM runs WHERE by_person = 0 GROUP BY text))
  AND text IN (SELECT text FROM current_documents);
