-- SPDX-License-Identifier: PostgreSQL
-- Words, q-grams and initials.
\pset null '(null)'

SELECT v AS value, cdp.tokens(v), cdp.initials(v)
FROM unnest(ARRAY['Jean-Pierre de l''Étoile', '12bis, rue de l''Église', '  a  a ', U&'e\0301mile  zola', 'Иван Жуков', '山田 太郎',
                  'NULL "x", {y}', '...', '']) AS v;
SELECT v AS value, cdp.qgrams(v), cdp.qgrams(v, 3) AS three, cdp.qgrams(v, 3, true) AS padded, cdp.qgrams(v, q => 1) AS one
FROM unnest(ARRAY['anna', 'éàü', 'ab', 'a', '', 'a b']) AS v;
SELECT cdp.tokens(NULL) IS NULL AND cdp.qgrams(NULL) IS NULL AND cdp.qgrams('a', NULL) IS NULL AND cdp.initials(NULL) IS NULL AS strict;
SELECT cdp.qgrams('abc', 0);
SELECT cdp.qgrams('abc', 9);

-- what jaccard measures is the sets of these
SELECT bool_and(abs(cdp.jaccard(a, b, q) - (SELECT count(*) FILTER (WHERE g = ANY (cdp.qgrams(a, q)) AND g = ANY (cdp.qgrams(b, q)))::float8 / count(*)
                                            FROM (SELECT DISTINCT g FROM unnest(cdp.qgrams(a, q) || cdp.qgrams(b, q)) AS g) AS d)) < 1e-12) AS same
FROM (VALUES ('Martin', 'Martine'), ('anna', 'annanna'), ('é', 'è'), ('ab', 'a')) AS pair (a, b), generate_series(1, 4) AS q;

-- arrays like any other: equal to literals, sliced, in an index
SELECT cdp.tokens('b a') = ARRAY['b', 'a'] AS equal, cdp.tokens('') = '{}'::text[] AS empty, (cdp.qgrams('abcd'))[2:3] AS slice,
       cardinality(cdp.qgrams('')) AS none, array_ndims(cdp.tokens('.')) AS no_dimension, cdp.tokens('x y') || 'z'::text AS more;
CREATE TABLE token_titles (title text);
INSERT INTO token_titles VALUES ('Der Prozess'), ('Le Procès'), ('The Trial');
CREATE INDEX token_titles_words ON token_titles USING gin (cdp.tokens(title));
SET enable_seqscan = off;
SELECT title FROM token_titles WHERE cdp.tokens(title) @> ARRAY['Trial'];
RESET enable_seqscan;
DROP TABLE token_titles;

-- long texts
SELECT cardinality(cdp.tokens(long)) AS words, length(cdp.initials(long)) AS initials, cardinality(cdp.qgrams(long)) AS grams,
       cardinality(cdp.qgrams(long, 8, true)) AS padded
FROM repeat('ab é ', 1000000) AS long;
SELECT cdp.qgrams(repeat('x', 100000000));
