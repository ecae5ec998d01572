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
INSERT INTO runs (id, text, json, attributions, ties, rejects, by_person) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING seq

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
SELECT id FROM runs WHERE text = ? AND by_person = 0 ORDER BY seq DESC LIMIT 1

-- name: run_of_id
SELECT 1 FROM runs WHERE id = ?

-- name: text_of_id
SELECT json FROM texts WHERE id = ?

-- name: text_of_document
SELECT t.json FROM current_documents d JOIN texts t ON t.id = d.text WHERE d.id = ?

-- name: body_of_sha256
SELECT bytes FROM bodies WHERE sha256 = ?

-- name: reading_of_text
SELECT seq, json, attributions, ties FROM runs WHERE text = ? AND by_person = 0 ORDER BY seq DESC LIMIT 1

-- name: runs_of_people
SELECT seq, json FROM runs WHERE text = ? AND by_person ORDER BY seq

-- name: mentions_of_run
SELECT json FROM mentions WHERE run = ? ORDER BY seq

-- name: claims_of_run
SELECT json FROM claims WHERE run = ? ORDER BY seq

-- name: documents_and_runs
SELECT d.json, d.text, r.id FROM current_documents d LEFT JOIN current_runs r ON r.text = d.text AND NOT r.by_person
ORDER BY d.seq

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
  (SELECT count(*) FROM current_documents WHERE text NOT IN (SELECT text FROM runs WHERE by_person = 0)),
  (SELECT count(*) FROM standing_failures)

-- name: texts_with_words
-- The best are taken from the index first, some more than asked since not all may be current: to sort whole texts
-- takes seconds.
WITH found AS MATERIALIZED (
  SELECT rowid AS n, rank AS r FROM text_words WHERE text_words MATCH ?1 ORDER BY rank, rowid LIMIT 4 * ?2 + 100
)
SELECT d.json, t.json FROM found f JOIN texts t ON t.seq = f.n JOIN documents d ON d.text = t.id
WHERE d.seq = (SELECT max(l.seq) FROM documents l WHERE l.id = d.id) ORDER BY f.r, t.seq LIMIT ?2

-- name: names_with_words
SELECT r.text, m.name FROM mention_words w
JOIN mentions m ON m.seq = w.rowid JOIN current_runs r ON r.seq = m.run
WHERE mention_words MATCH ? GROUP BY r.text, m.name ORDER BY min(m.seq)

-- name: kept_stamp
SELECT
  (SELECT coalesce(max(seq), 0) FROM documents) || '.' ||
  (SELECT coalesce(max(seq), 0) FROM runs) || '.' ||
  (SELECT coalesce(max(seq), 0) FROM decisions)

-- name: who_stamp
-- The same for who is who, on which what people make of a claim weighs only where it is about names.
SELECT
  (SELECT coalesce(max(seq), 0) FROM documents) || '.' ||
  (SELECT coalesce(max(seq), 0) FROM runs) || '.' ||
  coalesce((
    SELECT d.seq FROM decisions d LEFT JOIN decisions u ON d.json ->> '$.verdict' = 'undo' AND u.id = d.about
    WHERE coalesce(u.json, d.json) ->> '$.verdict' NOT IN ('accept', 'reject', 'grade')
    OR EXISTS (
      SELECT 1 FROM claims c WHERE c.id = coalesce(u.about, d.about)
      AND c.predicate IN ('also_known_as', 'distinct_from', 'described_as')
    )
    ORDER BY d.seq DESC LIMIT 1
  ), 0)

-- name: worked_tables
SELECT 'main', name FROM sqlite_master WHERE type = 'table' AND name LIKE 'worked!_%' ESCAPE '!'
UNION SELECT 'temp', name FROM sqlite_temp_master WHERE type = 'table' AND name LIKE 'worked!_%' ESCAPE '!'

-- name: worked_stamp
SELECT stamp FROM worked_state WHERE what = ?

-- name: set_worked_stamp
INSERT OR REPLACE INTO worked_state (what, stamp) VALUES (?, ?)

-- name: add_worked_entity
INSERT INTO worked_entities (n, id, json) VALUES (?, ?, ?)

-- name: add_worked_name
INSERT OR IGNORE INTO worked_names (name, n) VALUES (?, ?)

-- name: add_worked_mention
INSERT INTO worked_mentions (id, n, seq) VALUES (?, ?, ?)

-- name: add_worked_claims
INSERT INTO worked_claims (seq, subject, predicate, object)
SELECT c.seq, s.n, c.predicate, o.n FROM claims c
JOIN worked_mentions s ON s.id = json_extract(c.json, '$.subject')
LEFT JOIN worked_mentions o ON o.id = json_extract(c.json, '$.object.mention')
WHERE c.run IN (SELECT seq FROM current_runs) AND s.n IS NOT NULL

-- name: add_worked_parts
INSERT OR IGNORE INTO worked_parts (n, claim)
SELECT m.n, w.seq FROM worked_claims w JOIN claims c ON c.seq = w.seq
JOIN json_each(json_array(
  json_extract(c.json, '$.place'),
  json_extract(c.json, '$.qualifiers.with_'),
  json_extract(c.json, '$.qualifiers.against'),
  json_array(json_extract(c.json, '$.object.by'))
)) part JOIN json_each(part.value) one JOIN worked_mentions m ON m.id = one.value
WHERE part.value IS NOT NULL AND m.n IS NOT NULL

-- name: mentions_to_resolve
SELECT seq, id, json FROM mentions WHERE run IN (SELECT seq FROM current_runs) ORDER BY seq

-- name: claims_in
SELECT id, json FROM claims WHERE run IN (SELECT seq FROM current_runs)
AND predicate IN (SELECT value FROM json_each(?)) ORDER BY seq

-- name: entities_named
SELECT n FROM worked_names WHERE name IN (SELECT value FROM json_each(?))

-- name: entity_of_id
SELECT n FROM worked_entities WHERE id = ?

-- name: numbers_of
SELECT n FROM worked_entities WHERE id IN (SELECT value FROM json_each(?))

-- name: all_names
SELECT DISTINCT name FROM worked_names ORDER BY name

-- name: worked_entities_of
SELECT n, id, json FROM worked_entities WHERE n IN (SELECT value FROM json_each(?))

-- name: rows_of_subject
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?) e CROSS JOIN worked_claims c ON c.subject = e.value

-- name: rows_of_object
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?) e CROSS JOIN worked_claims c ON c.object = e.value

-- name: rows_of_part
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?) e CROSS JOIN worked_parts p ON p.n = e.value
JOIN worked_claims c ON c.seq = p.claim

-- name: rows_of_subject_in
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?) e CROSS JOIN json_each(?) p
CROSS JOIN worked_claims c ON c.subject = e.value AND c.predicate = p.value

-- name: rows_of_object_in
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?) e CROSS JOIN json_each(?) p
CROSS JOIN worked_claims c ON c.object = e.value AND c.predicate = p.value

-- name: rows_since
SELECT c.seq, c.subject, c.predicate, c.object FROM claims k JOIN worked_claims c ON c.seq = k.seq WHERE k.run > ?

-- name: worked_subjects
SELECT DISTINCT subject FROM worked_claims ORDER BY subject

-- name: claims_of_seq
SELECT seq, id, json FROM claims WHERE seq IN (SELECT value FROM json_each(?))

-- name: mentions_of_id
SELECT w.id, w.n, m.json FROM json_each(?) e CROSS JOIN worked_mentions w ON w.id = e.value
JOIN mentions m ON m.seq = w.seq

-- name: current_texts
SELECT DISTINCT text FROM current_documents

-- name: texts_of_id
SELECT id, json FROM texts WHERE id IN (SELECT value FROM json_each(?))

-- name: documents_of_id
SELECT seq, json FROM documents WHERE seq IN (
  SELECT max(seq) FROM documents WHERE id IN (SELECT value FROM json_each(?)) GROUP BY id
)

-- name: decisions_from
SELECT seq, json FROM decisions WHERE seq > ? ORDER BY seq

-- name: newest_published
SELECT max(json ->> '$.published') FROM current_documents

-- name: last_run_seq
SELECT coalesce(max(seq), 0) FROM runs

-- name: add_worked_dispute
INSERT INTO worked_disputes (json) VALUES (?)

-- name: worked_disputes
SELECT json FROM worked_disputes

-- name: add_worked_origin
INSERT INTO worked_origins (text, json) VALUES (?, ?)

-- name: worked_origins_of
SELECT text, json FROM worked_origins WHERE text IN (SELECT value FROM json_each(?))

-- name: rows_of_among
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?1) e CROSS JOIN json_each(?2) p
CROSS JOIN worked_claims c ON c.subject = e.value AND c.predicate = p.value
WHERE c.object IN (SELECT value FROM json_each(?1))

-- name: rows_of_between
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?1) e CROSS JOIN json_each(?3) p
CROSS JOIN worked_claims c ON c.subject = e.value AND c.predicate = p.value
WHERE c.object IN (SELECT value FROM json_each(?2))
UNION
SELECT c.seq, c.subject, c.predicate, c.object FROM json_each(?1) e CROSS JOIN json_each(?3) p
CROSS JOIN worked_claims c ON c.object = e.value AND c.predicate = p.value
WHERE c.subject IN (SELECT value FROM json_each(?2))

-- name: forget_worked_disputes
DELETE FROM worked_disputes

-- name: forget_worked_lines
DELETE FROM worked_lines

-- name: add_worked_line
INSERT INTO worked_lines (id, subject, predicate, object, finding, line)
VALUES (?, ?, ?, (SELECT n FROM worked_entities WHERE id = ?), ?, ?)

-- name: lines_of_subjects
SELECT l.id, l.finding, l.line FROM json_each(?) e CROSS JOIN json_each(?) p
CROSS JOIN worked_lines l ON l.subject = e.value AND l.predicate = p.value

-- name: lines_among
SELECT l.id, l.finding, l.line FROM json_each(?1) e CROSS JOIN json_each(?2) p
CROSS JOIN worked_lines l ON l.subject = e.value AND l.predicate = p.value
WHERE l.object IN (SELECT value FROM json_each(?1))

-- name: pairs_of
SELECT DISTINCT c.subject, c.object FROM json_each(?1) e CROSS JOIN json_each(?2) p
CROSS JOIN worked_claims c ON c.subject = e.value AND c.predicate = p.value WHERE c.object != c.subject
UNION SELECT c.subject, c.object FROM json_each(?1) e CROSS JOIN json_each(?2) p
CROSS JOIN worked_claims c ON c.object = e.value AND c.predicate = p.value WHERE c.object != c.subject

-- name: rows_of_claims
SELECT w.seq, w.subject, w.predicate, w.object FROM claims c JOIN worked_claims w ON w.seq = c.seq
WHERE c.id IN (SELECT value FROM json_each(?))

-- name: recent_documents
SELECT json FROM current_documents WHERE json_extract(json, '$.media_type') IS NOT ? ORDER BY seq DESC LIMIT ?

-- name: claim_of_id
SELECT json FROM claims WHERE id = ? ORDER BY seq DESC LIMIT 1

-- name: document_of_text
SELECT json FROM current_documents WHERE text = ? ORDER BY seq DESC LIMIT 1

-- name: names_like
-- Entities by a part of a folded name: the whole name, then its beginning, then the beginning of a word of it.
SELECT n, min(CASE WHEN name = ?1 THEN 0 WHEN name LIKE ?1 || '%' THEN 1 ELSE 2 END) fit FROM worked_names
WHERE name LIKE ?1 || '%' OR name LIKE '% ' || ?1 || '%'
GROUP BY n ORDER BY fit, (SELECT json_extract(e.json, '$.mentioned') FROM worked_entities e WHERE e.n = worked_names.n)
DESC, n LIMIT ?2

-- name: documents_titled
SELECT json FROM current_documents WHERE json_extract(json, '$.title') LIKE '%' || ? || '%' ORDER BY seq DESC LIMIT ?

-- name: unjudged
-- Documents with how many of their claims nobody judged, and the first of these.
SELECT d.json, count(*), min(c.seq), c.id
FROM current_documents d JOIN current_runs r ON r.text = d.text AND NOT r.by_person JOIN claims c ON c.run = r.seq
WHERE c.id NOT IN (SELECT value FROM json_each(?)) AND json_extract(d.json, '$.media_type') IS NOT ?
GROUP BY d.seq ORDER BY d.seq DESC LIMIT ?

-- name: rejects
SELECT d.json, r.json FROM current_runs r JOIN current_documents d ON d.text = r.text
WHERE r.rejects > 0 ORDER BY d.seq DESC LIMIT ?

-- name: sources
SELECT d.json, d.text, (SELECT count(*) FROM claims c WHERE c.run = r.seq)
FROM current_documents d LEFT JOIN current_runs r ON r.text = d.text AND NOT r.by_person
WHERE json_extract(d.json, '$.media_type') IS NOT ? ORDER BY d.seq DESC LIMIT ?

-- name: documents_with_words
WITH found AS MATERIALIZED (
  SELECT rowid AS n, rank AS r FROM text_words WHERE text_words MATCH ?1 ORDER BY rank, rowid LIMIT 4 * ?2 + 100
)
SELECT d.json FROM found f JOIN texts t ON t.seq = f.n JOIN documents d ON d.text = t.id
WHERE d.seq = (SELECT max(l.seq) FROM documents l WHERE l.id = d.id) ORDER BY f.r, t.seq LIMIT ?2

-- name: some_mentions
SELECT m.id, m.json FROM worked_mentions w JOIN mentions m ON m.seq = w.seq WHERE w.n = ?
GROUP BY m.run ORDER BY json_extract(m.json, '$.form') IS NOT NULL, m.seq LIMIT ?
