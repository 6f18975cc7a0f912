-- SPDX-License-Identifier: PostgreSQL
-- Distances and similarities beside those of compare.sql: published values, NULL, other scripts, bounds, limits.
SET extra_float_digits = 0;

SELECT a, b, cdp.damerau_levenshtein(a, b) AS damerau, cdp.osa_distance(a, b) AS osa, cdp.lcs_length(a, b) AS lcs,
       cdp.longest_common_substring(a, b) AS substring,
       round(cdp.damerau_levenshtein_similarity(a, b)::numeric, 3) AS damerau_similarity,
       round(cdp.lcs_similarity(a, b)::numeric, 3) AS lcs_similarity
FROM (VALUES ('CA', 'ABC'), ('a cat', 'an abct'), ('MARTHA', 'MARHTA'), ('Niall', 'Neil'), ('aluminum', 'Catalan'),
             ('ABCBDAB', 'BDCABA'), ('ABABC', 'BABCA'), ('', ''), ('', 'abc')) AS pair (a, b);

-- Characters are code points.
SELECT cdp.damerau_levenshtein('Éloïse', 'Élïose') AS latin, cdp.damerau_levenshtein('Γιώργος', 'Γιώρογς') AS greek,
       cdp.hamming('山田太郎', '山本太郎') AS han, cdp.lcs_length('Ольга', 'Олега') AS cyrillic,
       cdp.longest_common_substring('محمد علي', 'محمود علي') AS arabic;

SELECT bound, cdp.damerau_levenshtein('Alexander', 'Aleksandra', bound) FROM generate_series(0, 5) AS bound;
SELECT cdp.damerau_levenshtein('a', 'b', -1);

SELECT cdp.hamming('karolin', 'kathrin'), cdp.hamming('1011101', '1001001'), cdp.hamming('', '');
SELECT cdp.hamming('abc', 'ab');

SELECT a, b, round(cdp.jaro_winkler(a, b)::numeric, 4) AS plain,
       round(cdp.jaro_winkler_strcmp95(a, b)::numeric, 4) AS strcmp95,
       round(cdp.jaro_winkler_strcmp95(a, b, long_strings => true)::numeric, 4) AS long_strings
FROM (VALUES ('MARTHA', 'MARHTA'), ('DWAYNE', 'DUANE'), ('DIXON', 'DICKSONX'), ('TEST', 'TEXT'), ('Niall', 'neil'),
             (' Martha', 'MARTHA  '), ('', ''), (' ', 'A')) AS pair (a, b);

-- NULL gives NULL.
SELECT cdp.damerau_levenshtein(NULL, 'a') IS NULL AND cdp.damerau_levenshtein('a', 'b', NULL) IS NULL
       AND cdp.damerau_levenshtein_similarity('a', NULL) IS NULL AND cdp.hamming(NULL, 'a') IS NULL
       AND cdp.lcs_length('a', NULL) IS NULL AND cdp.lcs_similarity(NULL, NULL) IS NULL
       AND cdp.longest_common_substring(NULL, 'a') IS NULL AND cdp.jaro_winkler_strcmp95('a', NULL) IS NULL AS all_null;

-- Long texts: an answer, or a limit that is told.
SELECT cdp.lcs_length(a, b), cdp.damerau_levenshtein(a, b), cdp.longest_common_substring(a, b), cdp.hamming(a, b)
FROM (SELECT repeat('abcdefghij', 5000) AS a, overlay(repeat('abcdefghij', 5000) PLACING 'XX' FROM 25000) AS b) AS long;
SELECT cdp.lcs_length(repeat('ab', 2000000), repeat('ba', 2000000) || 'x');
SELECT cdp.damerau_levenshtein('x' || repeat('a', 300000), 'y' || repeat('b', 300000));
SELECT cdp.longest_common_substring(repeat('a', 300000), repeat('b', 300000));
SELECT cdp.jaro_winkler_strcmp95(repeat('a', 300000), repeat('b', 300000));

-- Every one of them stops when it is told to.
\set VERBOSITY terse
SET statement_timeout = '100ms';
SELECT cdp.lcs_length(a, 'x' || reverse(a)) FROM (SELECT repeat('abc', 300000) AS a) AS long;
SELECT cdp.damerau_levenshtein(a, 'x' || reverse(a)) FROM (SELECT repeat('abc', 30000) AS a) AS long;
SELECT cdp.longest_common_substring(repeat('a', 200000) || 'x', repeat('ab', 100000));
SELECT cdp.jaro_winkler_strcmp95(repeat('ab', 60000), repeat('ba', 60000) || 'x');
RESET statement_timeout;
