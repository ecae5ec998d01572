-- What is worked out, kept beside what was read so that an answer need not work out the whole casebook.
-- Every table here can be dropped at any moment: it is made again by the next question (decision 0007).
-- In a casebook that cannot be written to they are made in the temporary schema of the connection.

CREATE TABLE {schema}.worked_entities (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
);
-- Folded names, so that an entity is found by any of them.
CREATE TABLE {schema}.worked_names (
  name TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (name, n)
) WITHOUT ROWID;
-- The entity that a mention of a current run stands for (NULL: a time), and the row of that mention.
CREATE TABLE {schema}.worked_mentions (
  id TEXT PRIMARY KEY,
  n INTEGER,
  seq INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX {schema}.worked_mentions_by_entity ON worked_mentions (n, seq);
-- The claims of current runs between entities; `object` NULL: a figure, a date or words.
CREATE TABLE {schema}.worked_claims (
  seq INTEGER PRIMARY KEY,
  subject INTEGER NOT NULL,
  predicate TEXT NOT NULL,
  object INTEGER
);
CREATE INDEX {schema}.worked_claims_by_subject ON worked_claims (subject, predicate, object);
CREATE INDEX {schema}.worked_claims_by_object ON worked_claims (object, predicate, subject) WHERE object IS NOT NULL;
-- Who else has a part in a claim: its place, its company, its foes, who did it.
CREATE TABLE {schema}.worked_parts (
  n INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (n, claim)
) WITHOUT ROWID;
-- Where the parts of each text come from, among everything kept; in the caller's writing.
CREATE TABLE {schema}.worked_origins (
  text TEXT PRIMARY KEY,
  json TEXT NOT NULL
) WITHOUT ROWID;
-- Findings between entities, and of when a thing began and ended, each with its line; in the caller's writing.
CREATE TABLE {schema}.worked_lines (
  id TEXT PRIMARY KEY,
  subject INTEGER NOT NULL,
  predicate TEXT NOT NULL,
  object INTEGER,
  finding TEXT NOT NULL,
  line TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX {schema}.worked_lines_by_subject ON worked_lines (subject, predicate);
-- Disputes as they are listed.
CREATE TABLE {schema}.worked_disputes (
  json TEXT NOT NULL
);
-- What each of them was worked out from; written last.
CREATE TABLE {schema}.worked_state (
  what TEXT PRIMARY KEY,
  stamp TEXT NOT NULL
);
