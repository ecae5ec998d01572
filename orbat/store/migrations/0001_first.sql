-- Everything that was read or decided. Rows are only ever added: the triggers at the end hold law 2.
-- Each noun is kept as its JSON; the other columns are there to find it by. `seq` tells what came later.

CREATE TABLE bodies (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
);

CREATE TABLE texts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  json TEXT NOT NULL
);

-- One row a capture: the same id again when its metadata or its text came out differently. The last is current.
-- `overruled` is what a person said of its metadata, which later captures keep to (law 4).
CREATE TABLE documents (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  uri TEXT NOT NULL,
  body TEXT NOT NULL REFERENCES bodies (sha256),
  text TEXT NOT NULL REFERENCES texts (id),
  json TEXT NOT NULL,
  overruled TEXT NOT NULL,
  kept TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
);
CREATE INDEX documents_by_id ON documents (id, seq);
CREATE INDEX documents_by_body ON documents (body, seq);
CREATE INDEX documents_by_uri ON documents (uri, seq);

-- One row a reading. The last of a text is current.
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  text TEXT NOT NULL REFERENCES texts (id),
  json TEXT NOT NULL,
  attributions TEXT NOT NULL,
  rejects INTEGER NOT NULL,
  kept TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
);
CREATE INDEX runs_by_text ON runs (text, seq);

CREATE TABLE mentions (
  seq INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (seq),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (run, id)
);

CREATE TABLE claims (
  seq INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (seq),
  id TEXT NOT NULL,
  predicate TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (run, id)
);

CREATE TABLE decisions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  about TEXT NOT NULL,
  json TEXT NOT NULL
);

-- What could not be captured or read, each time that it was tried (law 7).
CREATE TABLE failures (
  seq INTEGER PRIMARY KEY,
  uri TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
);

CREATE INDEX failures_by_uri ON failures (uri);

CREATE VIEW current_documents AS
  SELECT * FROM documents WHERE seq IN (SELECT max(seq) FROM documents GROUP BY id);
CREATE VIEW current_runs AS
  SELECT * FROM runs
  WHERE seq IN (SELECT max(seq) FROM runs GROUP BY text) AND text IN (SELECT text FROM current_documents);
-- A failure stands until something was captured from, and read of, the same address.
CREATE VIEW standing_failures AS
  SELECT uri, reason, at FROM failures f
  WHERE seq IN (SELECT max(seq) FROM failures GROUP BY uri) AND NOT EXISTS (
    SELECT 1 FROM documents d JOIN runs r ON r.text = d.text
    WHERE d.uri = f.uri AND max(d.kept, r.kept) >= f.at
  );

-- Indexes of words. They hold no text of their own: rowid is the seq in texts or mentions.
CREATE VIRTUAL TABLE text_words USING fts5 (
  words, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE mention_words USING fts5 (
  words, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER bodies_keep BEFORE UPDATE ON bodies BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER bodies_stay BEFORE DELETE ON bodies BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
CREATE TRIGGER texts_keep BEFORE UPDATE ON texts BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER texts_stay BEFORE DELETE ON texts BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
CREATE TRIGGER documents_keep BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER documents_stay BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
CREATE TRIGGER runs_keep BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER runs_stay BEFORE DELETE ON runs BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
CREATE TRIGGER mentions_keep BEFORE UPDATE ON mentions BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER mentions_stay BEFORE DELETE ON mentions BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
CREATE TRIGGER claims_keep BEFORE UPDATE ON claims BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER claims_stay BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
CREATE TRIGGER failures_keep BEFORE UPDATE ON failures BEGIN SELECT RAISE(ABORT, 'what is kept is never changed'); END;
CREATE TRIGGER failures_stay BEFORE DELETE ON failures BEGIN SELECT RAISE(ABORT, 'what is kept is never deleted'); END;
