-- SPDX-License-Identifier: PostgreSQL
-- Phonetic codes, and their use in indexes and parallel plans.
\pset null '(null)'

SELECT v AS value, cdp.soundex(v), cdp.metaphone(v), cdp.double_metaphone(v)
FROM unnest(ARRAY['Robert', 'Ashcraft', 'Pfister', 'Knight', 'Thumb', 'Smith', 'Schmidt', 'Michael', 'Müller', 'Жуков',
                  'Filipowicz', 'Wasserman', 'O''Hara', '42', '']) AS v;
SELECT v AS value, cdp.refined_soundex(v), cdp.nysiis(v), cdp.match_rating(v), cdp.cologne(v), cdp.phonetic_fr(v)
FROM unnest(ARRAY['Robert', 'Catherine', 'Kathryn', 'Müller-Lüdenscheidt', 'Rousseau', 'Gauthier', 'Henri', 'Αθηνά',
                  'Жуков', '山田', 'h', '42', '']) AS v;
SELECT v AS value, cdp.daitch_mokotoff(v)
FROM unnest(ARRAY['George', 'John', 'Peters', 'Jackson', 'Schwartzenegger', 'Rosochowaciec', 'ţamas', 'Вайнберг', '42', '']) AS v;
SELECT a, b, cdp.match_rating_compare(a, b)
FROM (VALUES ('Byrne', 'Boern'), ('Smith', 'Smyth'), ('Catherine', 'Kathryn'), ('Sean', 'Pete'), ('Al', 'Ed'), ('x', ''),
             ('', '')) AS pair (a, b);

-- NULL gives NULL; case, accents and the way that they are composed make no difference
SELECT cdp.soundex(NULL) IS NULL AND cdp.daitch_mokotoff(NULL) IS NULL AND cdp.match_rating_compare('a', NULL) IS NULL AS strict;
SELECT bool_and(ARRAY[cdp.soundex(a), cdp.refined_soundex(a), cdp.metaphone(a), cdp.double_metaphone(a)::text, cdp.nysiis(a),
                      cdp.match_rating(a), cdp.cologne(a), cdp.daitch_mokotoff(a)::text, cdp.phonetic_fr(a)]
              = ARRAY[cdp.soundex(b), cdp.refined_soundex(b), cdp.metaphone(b), cdp.double_metaphone(b)::text, cdp.nysiis(b),
                      cdp.match_rating(b), cdp.cologne(b), cdp.daitch_mokotoff(b)::text, cdp.phonetic_fr(b)]) AS alike
FROM (VALUES ('JÉRÔME', 'jerome'), ('Jérôme', U&'Je\0301ro\0302me'), ('Straße', 'STRASSE'), ('Ångström', 'angstrom')) AS pair (a, b);

-- long texts: an answer, or soon an end
SELECT cdp.soundex(long) AS soundex, length(cdp.refined_soundex(long)) AS refined, length(cdp.metaphone(long)) AS metaphone,
       cdp.double_metaphone(long) AS double, length(cdp.nysiis(long)) AS nysiis, cdp.match_rating(long) AS codex,
       length(cdp.cologne(long)) AS cologne, cdp.daitch_mokotoff(long) AS daitch_mokotoff, length(cdp.phonetic_fr(long)) AS french
FROM repeat('Anna Miller-', 900000) AS long;
SET statement_timeout = '100ms';
SELECT cdp.soundex(repeat('山', 30000000));
SELECT cdp.daitch_mokotoff(repeat('c', 30000000));
RESET statement_timeout;

-- expression indexes
CREATE TABLE phonetic_people (name text);
INSERT INTO phonetic_people SELECT first || i FROM unnest(ARRAY['Jérôme', 'Robert', 'Anna', 'Zoë']) AS first, generate_series(1, 500) AS i;
INSERT INTO phonetic_people VALUES ('Jerome'), ('Rupert'), ('JÉRÔME');
CREATE INDEX phonetic_people_soundex ON phonetic_people (cdp.soundex(name));
CREATE INDEX phonetic_people_fold ON phonetic_people (cdp.fold(name));
CREATE INDEX phonetic_people_sounds ON phonetic_people USING gin (cdp.daitch_mokotoff(name));
ANALYZE phonetic_people;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT name FROM phonetic_people WHERE cdp.soundex(name) = cdp.soundex('Rubert');
SELECT count(*) FROM phonetic_people WHERE cdp.soundex(name) = cdp.soundex('Rubert');
EXPLAIN (COSTS OFF) SELECT name FROM phonetic_people WHERE cdp.fold(name) = cdp.fold('jérôme');
SELECT count(*) FROM phonetic_people WHERE cdp.fold(name) = cdp.fold('jérôme');
RESET enable_bitmapscan;
EXPLAIN (COSTS OFF) SELECT name FROM phonetic_people WHERE cdp.daitch_mokotoff(name) && cdp.daitch_mokotoff('Rupert');
SELECT count(*) FROM phonetic_people WHERE cdp.daitch_mokotoff(name) && cdp.daitch_mokotoff('Rupert');
RESET enable_seqscan;

-- parallel plans: the functions run in the workers, with the same result
SELECT sum(hashtext(cdp.soundex(name) || cdp.fold(name))) AS serial FROM phonetic_people \gset
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SET enable_indexscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT sum(hashtext(cdp.soundex(name) || cdp.fold(name))) FROM phonetic_people;
EXPLAIN (COSTS OFF) SELECT name FROM phonetic_people WHERE cdp.soundex(name) = 'R163';
SELECT sum(hashtext(cdp.soundex(name) || cdp.fold(name))) = :serial AS same FROM phonetic_people;
DROP TABLE phonetic_people;
