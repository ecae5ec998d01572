-- Every statement of the casebook, by name. Names are unique; parameters are positional.

-- name: add_body
INSERT OR IGNORE INTO bodies (sha256, bytes) VALUES (?, ?)

-- name: add_text
INSERT OR IGNORE INTO texts (id, json) VALUES (?, ?) RETURNING seq

-- name: index_text
INSERT INTO text_words (rowid, words) VALUES (?, ?)

-- name: add_document
INSERT INTO documents (id, uri, body, text, json, overruled) VALUES (?, ?, ?, ?, ?, ?)

-- name: last_capture
SELECT json, text, overruled FROM documents WHERE id = ? AND uri = ? ORDER BY seq DESC LIMIT 1

-- name: overruled
SELECT overruled FROM documents WHERE body = ? ORDER BY seq DESC LIMIT 1

-- name: add_run
INSERT INTO runs (id, text, json, attributions, ties, rejects) VALUES (?, ?, ?, ?, ?, ?) RETURNING seq

-- name: add_mention
INSERT OR IGNORE INTO mentions (run, id, name, json) VALUES (?, ?, ?, ?) RETURNING seq

-- name: index_mention
INSERT INTO mention_words (rowid, words) VALUES (?, ?)

-- name: add_claim
INSERT OR IGNORE INTO claims (run, id, predicate, json) VALUES (?, ?, ?, ?)

-- name: add_decision
INSERT OR IGNORE INTO decisions (id, about, json) VALUES (?, ?, ?)

-- name: add_failure
INSERT INTO failures (uri, reason) VALUES (?, ?)

-- name: last_run
SELECT id FROM runs WHERE text = ? ORDER BY seq DESC LIMIT 1

-- name: text_of_id
SELECT json FROM texts WHERE id = ?

-- name: text_of_document
SELECT t.json FROM current_documents d JOIN texts t ON t.id = d.text WHERE d.id = ?

-- name: body_of_sha256
SELECT bytes FROM bodies WHERE sha256 = ?

-- name: reading_of_text
SELECT seq, json, attributions, ties FROM runs WHERE text = ? ORDER BY seq DESC LIMIT 1

-- name: mentions_of_run
SELECT json FROM mentions WHERE run = ? ORDER BY seq

-- name: claims_of_run
SELECT json FROM claims WHERE run = ? ORDER BY seq

-- name: documents_and_runs
SELECT d.json, d.text, r.id FROM current_documents d LEFT JOIN current_runs r ON r.text = d.text ORDER BY d.seq

-- name: documents
SELECT json FROM current_documents ORDER BY seq

-- name: texts
SELECT json FROM texts WHERE id IN (SELECT text FROM current_documents) ORDER BY seq

-- name: runs
SELECT json FROM current_runs ORDER BY seq

-- name: mentions
SELECT json FROM mentions WHERE run IN (SELECT seq FROM current_runs) ORDER BY seq

-- name: claims
SELECT json FROM claims WHERE run IN (SELECT seq FROM current_runs) ORDER BY seq

-- name: decisions
SELECT json FROM decisions ORDER BY seq

-- name: failures
SELECT uri, reason, at FROM standing_failures ORDER BY uri

-- name: counts
SELECT
  (SELECT count(*) FROM current_documents),
  (SELECT count(DISTINCT text) FROM current_documents),
  (SELECT count(*) FROM mentions WHERE run IN (SELECT seq FROM current_runs)),
  (SELECT count(*) FROM claims WHERE run IN (SELECT seq FROM current_runs)),
  (SELECT coalesce(sum(rejects), 0) FROM current_runs),
  (SELECT count(*) FROM decisions),
  (SELECT count(*) FROM current_documents WHERE text NOT IN (SELECT text FROM runs)),
  (SELECT count(*) FROM standing_failures)

-- name: texts_with_words
SELECT d.json, t.json FROM text_words w
JOIN texts t ON t.seq = w.rowid JOIN current_documents d ON d.text = t.id
WHERE text_words MATCH ? ORDER BY w.rank, t.seq LIMIT ?

-- name: names_with_words
SELECT r.text, m.name FROM mention_words w
JOIN mentions m ON m.seq = w.rowid JOIN current_runs r ON r.seq = m.run
WHERE mention_words MATCH ? GROUP BY r.text, m.name ORDER BY min(m.seq)
