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
\echo '1. Three sources, as they are'
\echo
SELECT first_name, last_name, dob, mail, mobile, zip, town FROM crm_customer ORDER BY customer_no LIMIT 3;
SELECT full_name, email, phone, postal_code, city FROM shop_user ORDER BY user_id LIMIT 3;
SELECT prenom, nom, date_naissance, telephone, email, code_postal, ville FROM loyalty_card ORDER BY card LIMIT 3;

\echo '2. A hub: cdp finds out what the columns mean, cleans the records, and resolves who is who'
\echo
\echo 'SELECT cdp.create_hub(''demo'');'
SELECT cdp.create_hub('demo') \g /dev/null
\echo 'SELECT cdp.add_source(''demo'', ''crm'', ''crm_customer'', priority => 10);      -- and shop, loyalty'
SELECT cdp.add_source('demo', 'crm', 'crm_customer', priority => 10) \g /dev/null
SELECT cdp.add_source('demo', 'shop', 'shop_user', priority => 30) \g /dev/null
SELECT cdp.add_source('demo', 'loyalty', 'loyalty_card', priority => 20) \g /dev/null
\echo 'SELECT * FROM cdp.sync(''demo'');'
SELECT * FROM cdp.sync('demo');
\echo 'SELECT * FROM cdp.resolve(''demo'');'
SELECT * FROM cdp.resolve('demo');

-- The truth stays outside until the work is done.
CREATE TABLE truth (source text, id text, true_id text);
\copy truth FROM 'truth.csv' (FORMAT csv, HEADER)

\echo '3. What came out, against the truth that the generator knows'
\echo
WITH matched AS (
    SELECT p.profile_id, t.true_id FROM demo.profile_source AS p JOIN truth AS t ON t.source = p.source AND t.id = p.source_key
), pairs AS (
    SELECT (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM matched GROUP BY profile_id) AS c) AS found,
           (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM matched GROUP BY true_id) AS c) AS real,
           (SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*) AS n FROM matched GROUP BY profile_id, true_id) AS c) AS both
), counts AS (
    SELECT count(*) AS records, count(DISTINCT profile_id) AS profiles, count(DISTINCT true_id) AS people FROM matched
)
SELECT records AS "records in", profiles AS "profiles out", people AS "people there are",
       round(100.0 * (records - profiles) / records, 1) || ' %' AS "consolidation",
       round(100.0 * both / found, 1) || ' %' AS "precision", round(100.0 * both / real, 1) || ' %' AS "recall"
FROM counts, pairs;

\echo '4. One customer: the golden record, and the rows behind it'
\echo
SELECT p.profile_id AS profile
FROM demo.unified_profile AS p
ORDER BY p.source_count DESC, p.record_count DESC, p.email IS NULL, p.birth_date IS NULL, p.profile_id LIMIT 1 \gset
SELECT given_name, family_name, birth_date, email, phone, street, postcode, city, record_count AS records, source_count AS sources
FROM demo.unified_profile WHERE profile_id = :profile \gx
SELECT r.source, r.source_key, r.given_name, r.family_name, r.birth_date, r.email, r.phone, r.postcode, r.city
FROM demo.record AS r JOIN demo.identity AS i USING (record_id) WHERE i.profile_id = :profile ORDER BY r.source, r.source_key;

\echo '5. Why two of them were linked: evidence in bits, for and against; 1 bit doubles the odds'
\echo
SELECT a.source AS source_a, a.source_key AS key_a, b.source AS source_b, b.source_key AS key_b
FROM demo.link AS l JOIN demo.record AS a ON a.record_id = l.record_a JOIN demo.record AS b ON b.record_id = l.record_b
     JOIN demo.identity AS i ON i.record_id = l.record_a AND i.profile_id = :profile
ORDER BY a.source = b.source, l.match_weight, l.record_a, l.record_b LIMIT 1 \gset
SELECT * FROM cdp.explain_match('demo', :'source_a', :'key_a', :'source_b', :'key_b');

\echo '6. A question for BI: which customers does each combination of channels reach, and can we write to them?'
\echo
SELECT c.channels, count(*) AS customers, round(100.0 * count(p.email) / count(*)) || ' %' AS "with e-mail",
       round(100.0 * count(p.phone) / count(*)) || ' %' AS "with phone", count(DISTINCT p.city) AS cities
FROM demo.unified_profile AS p
JOIN (SELECT profile_id, string_agg(DISTINCT source, ' + ' ORDER BY source) AS channels FROM demo.profile_source GROUP BY profile_id) AS c
     USING (profile_id)
GROUP BY c.channels ORDER BY customers DESC, c.channels;
