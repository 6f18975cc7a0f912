-- SPDX-License-Identifier: PostgreSQL
-- What `make demo` runs, in a fresh database and in the folder of the generated CSV files.
\pset footer off
\pset null '-'
\pset linestyle unicode
\pset border 1
SET client_min_messages = warning;

CREATE EXTENSION cdp;

-- Three systems that grew apart: names, formats and gaps differ; dates and phones are text, as they came.
CREATE TABLE crm_customer (customer_no text PRIMARY KEY, title text, first_name text, last_name text, dob text, mail text, mobile text,
    street text, zip text, town text, country text, modified timestamptz);
CREATE TABLE shop_user (user_id bigint PRIMARY KEY, email text, full_name text, phone text, shipping_address text, postal_code text,
    city text, created_at timestamp, newsletter boolean);
CREATE TABLE loyalty_card (card text PRIMARY KEY, nom text, prenom text, date_naissance text, telephone text, email text, adresse text,
    code_postal text, ville text, derniere_visite text);
\copy crm_customer FROM 'crm.csv' (FORMAT csv, HEADER)
\copy shop_user FROM 'shop.csv' (FORMAT csv, HEADER)
\copy loyalty_card FROM 'loyalty.csv' (FORMAT csv, HEADER)
ANALYZE;

\echo
\echo '1. Three systems know the same people, each in its own way'
\echo
\echo 'CRM'
SELECT first_name, last_name, dob, left(mail, 30) AS mail, mobile, zip, town FROM crm_customer ORDER BY md5(customer_no) LIMIT 3;
\echo 'Web shop'
SELECT full_name, left(email, 30) AS email, phone, postal_code, city FROM shop_user ORDER BY md5(user_id::text) LIMIT 3;
\echo 'Loyalty cards'
SELECT prenom, nom, date_naissance, telephone, left(email, 30) AS email, code_postal, ville FROM loyalty_card ORDER BY md5(card) LIMIT 3;

\echo '2. A hub brings them together: nobody says what the columns mean, nobody writes a rule'
\echo
\echo '=> SELECT cdp.create_hub(''demo'');'
SELECT cdp.create_hub('demo') \g /dev/null
\echo '=> SELECT cdp.add_source(''demo'', ''crm'', ''crm_customer'');      -- likewise shop and loyalty'
SELECT cdp.add_source('demo', 'crm', 'crm_customer') \g /dev/null
SELECT cdp.add_source('demo', 'shop', 'shop_user') \g /dev/null
SELECT cdp.add_source('demo', 'loyalty', 'loyalty_card', observed_at => 'cdp.normalize_date(derniere_visite)') \g /dev/null
\echo '=> SELECT * FROM cdp.sync(''demo'');                  -- read, clean, keep'
SELECT * FROM cdp.sync('demo');
\echo '=> SELECT * FROM cdp.resolve(''demo'');               -- who is who'
SELECT * FROM cdp.resolve('demo') \gset
SELECT :records AS records, :compared AS compared, :links AS links, :profiles AS profiles, round(:seconds::numeric, 1) AS seconds;
\echo 'What could not be cleaned was set aside, with the reason:'
SELECT DISTINCT ON (attribute) source, source_key, attribute, value, reason FROM demo.reject ORDER BY attribute, md5(value || source_key) LIMIT 4;

-- The truth stays outside until the work is done.
CREATE TABLE truth (source text, id text, true_id text);
\copy truth FROM 'truth.csv' (FORMAT csv, HEADER)

\echo '3. How good is it? The generator knows who is who; the hub did not'
\echo
WITH matched AS (
    SELECT p.profile_id, t.true_id FROM demo.profile_source AS p JOIN truth AS t ON t.source = p.source AND t.id = p.source_key
), pairs AS (
    SELECT (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM matched GROUP BY profile_id) AS c) AS found,
           (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM matched GROUP BY true_id) AS c) AS existing,
           (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM matched GROUP BY profile_id, true_id) AS c) AS correct
), counts AS (
    SELECT count(*) AS records, count(DISTINCT profile_id) AS profiles, count(DISTINCT true_id) AS people FROM matched
)
SELECT records AS "records in", profiles AS "profiles out", people AS "real people",
       round(100.0 * (records - profiles) / records, 1) || ' %' AS "consolidation",
       round(100 * correct / found, 1) || ' %' AS "precision", round(100 * correct / existing, 1) || ' %' AS "recall",
       round(200 * correct / (found + existing), 1) || ' %' AS "F1"
FROM counts, pairs;
\echo 'precision: of the pairs of records put together, how many are one person; recall: of the pairs'
\echo 'that are one person, how many were put together; F1: the harmonic mean of both.'
\echo

-- Known to all three sources, a handful of records, written in many ways.
SELECT p.profile_id AS profile
FROM demo.unified_profile AS p JOIN demo.identity AS i USING (profile_id) JOIN demo.record AS r USING (record_id)
WHERE p.source_count = 3 AND p.record_count BETWEEN 4 AND 5 AND p.birth_date IS NOT NULL AND p.phone IS NOT NULL
GROUP BY p.profile_id
ORDER BY count(DISTINCT r.given_name) + count(DISTINCT r.family_name) + count(DISTINCT r.email) + count(DISTINCT r.birth_date)
         + count(DISTINCT r.street) DESC, p.profile_id
LIMIT 1 \gset

\echo '4. One customer: the golden record (the name that most rows have, the newest contacts) ...'
\echo
SELECT given_name, family_name, birth_date, email, phone, street, postcode, city, record_count AS records, source_count AS sources
FROM demo.unified_profile WHERE profile_id = :profile \gx
\echo '... and the rows of the sources behind it, as they are there'
\echo
SELECT p.source, coalesce(c.first_name || ' ' || c.last_name, l.prenom || ' ' || l.nom, c.last_name, l.nom, s.full_name) AS name,
       coalesce(c.dob, l.date_naissance) AS birth, coalesce(c.mail, l.email, s.email) AS email,
       coalesce(c.mobile, l.telephone, s.phone) AS phone, coalesce(c.street, l.adresse, s.shipping_address) AS street,
       coalesce(c.town, l.ville, s.city) AS town
FROM demo.profile_source AS p
LEFT JOIN crm_customer AS c ON p.source = 'crm' AND c.customer_no = p.source_key
LEFT JOIN loyalty_card AS l ON p.source = 'loyalty' AND l.card = p.source_key
LEFT JOIN shop_user AS s ON p.source = 'shop' AND s.user_id::text = p.source_key
WHERE p.profile_id = :profile
ORDER BY p.source, p.source_key;

\echo '5. Why were two of them linked? Evidence in bits: each one doubles the odds, a negative one halves them'
\echo
SELECT a.source AS source_a, a.source_key AS key_a, b.source AS source_b, b.source_key AS key_b
FROM demo.link AS l JOIN demo.record AS a ON a.record_id = l.record_a JOIN demo.record AS b ON b.record_id = l.record_b
     JOIN demo.identity AS i ON i.record_id = l.record_a AND i.profile_id = :profile
-- why: pairs below the threshold are kept for review.
ORDER BY l.match_weight < cdp._threshold('demo', cdp._require_model('demo'), 'cluster'), a.source = b.source, (SELECT count(*) FROM unnest(l.levels) AS level WHERE level > 0) DESC,
         (SELECT sum(level) FROM unnest(l.levels) AS level) DESC, l.record_a, l.record_b LIMIT 1 \gset
SELECT format('=> SELECT * FROM cdp.explain_match(%L, %L, %L, %L, %L);', 'demo', :'source_a', :'key_a', :'source_b', :'key_b') AS call \gset
\echo :call
SELECT comparison, left(value_a, 32) AS :"source_a", left(value_b, 32) AS :"source_b",
       CASE WHEN comparison = 'prior' THEN 'two records picked by chance' WHEN comparison = 'lookalikes' THEN 'what a household shares anyway'
            WHEN comparison = 'deterministic' THEN 'a rule decides' WHEN condition = 'exact' THEN 'the same' WHEN condition IN ('else', 'not distinct_names') THEN 'different'
            ELSE left(replace(regexp_replace(replace(condition, ' and not distinct_names', ''), 'exact\("(\w+)"\)', 'same \1', 'g'), '"', ''), 40) END AS finding,
       to_char(weight, 'S990.0') AS bits, to_char(total, 'S990.0') AS total
FROM cdp.explain_match('demo', :'source_a', :'key_a', :'source_b', :'key_b')
WHERE abs(weight) >= 0.05 ORDER BY step;
SELECT 'Odds of 2^' || round(l.match_weight::numeric, 1) || ' to 1 that they are one person: a probability of '
       || trim_scale(round(l.match_probability::numeric, 6)) AS answer
FROM demo.link AS l JOIN demo.record AS a ON a.record_id = l.record_a JOIN demo.record AS b ON b.record_id = l.record_b
WHERE (a.source, a.source_key, b.source, b.source_key) = (:'source_a', :'key_a', :'source_b', :'key_b') \gset
\echo :answer
\echo

\echo '6. A question for BI: which channels do customers use, and can we reach them?'
\echo
SELECT c.channels, count(*) AS customers, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || ' %' AS share,
       round(100.0 * count(p.email) / count(*)) || ' %' AS "by e-mail", round(100.0 * count(p.phone) / count(*)) || ' %' AS "by phone"
FROM demo.unified_profile AS p
JOIN (SELECT profile_id, string_agg(DISTINCT source, ' + ' ORDER BY source) AS channels FROM demo.profile_source GROUP BY profile_id) AS c
     USING (profile_id)
GROUP BY c.channels ORDER BY customers DESC, c.channels;
