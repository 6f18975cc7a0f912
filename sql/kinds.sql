-- SPDX-License-Identifier: PostgreSQL
-- Kinds of columns, found from names and from values.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
\pset null '-'

CREATE TABLE shop AS
SELECT n AS id, 'customer ' || n AS label, g AS prenom, f AS nom, g || ' ' || f AS nom_complet,
       DATE '1940-03-01' + n * 131 AS naissance, lower(f) || n % 60 || '@example.org' AS courriel,
       '+33 6 12 34 5' || n % 10 || ' ' || n % 60 AS tel, n % 80 || ' rue de la Paix' AS adresse,
       '7500' || n % 9 AS cp, (ARRAY['Paris', 'Lyon', 'Nantes'])[n % 3 + 1] AS ville, 'FR' AS pays,
       TIMESTAMPTZ '2024-01-01 00:00+00' + n * interval '1 hour' AS updated_at, n % 2 = 0 AS newsletter
FROM generate_series(1, 120) n,
     LATERAL (SELECT (ARRAY['Marie', 'Jean', 'Hélène', 'Luc', 'Chloé', 'Paul'])[n % 6 + 1] AS g,
                     (ARRAY['Dubois', 'Martin', 'Petit', 'Lefebvre', 'Moreau', 'Girard', 'Roux'])[n % 7 + 1] AS f) v;

SELECT column_name, kind, round(confidence::numeric, 2) AS confidence, reason
FROM cdp.guess_kinds('SELECT * FROM shop');

-- names that say nothing
SELECT column_name, type, kind
FROM cdp.guess_kinds('SELECT id c1, prenom c2, nom c3, nom_complet c4, naissance c5, courriel c6, tel c7, adresse c8,
                             ville c9 FROM shop');

-- the style of the session does not matter
SET datestyle = 'SQL, DMY';
SELECT column_name, kind FROM cdp.guess_kinds('SELECT naissance, naissance::text FROM shop');
SHOW datestyle;
RESET datestyle;

-- nothing to judge by
SELECT * FROM cdp.guess_kinds('SELECT prenom, tel FROM shop WHERE false');
SELECT * FROM cdp.guess_kinds('SELECT NULL::text AS email, repeat(''é'', 100000) AS big');
SELECT count(*) FROM cdp.guess_kinds(NULL);
SELECT count(*) FROM cdp.guess_kinds('SELECT FROM shop');

-- errors
SELECT * FROM cdp.guess_kinds('DROP TABLE shop');
SELECT * FROM cdp.guess_kinds('SELECT nosuch FROM shop');
SELECT * FROM cdp.guess_kinds('');
SELECT * FROM cdp.guess_kinds('SELECT $1');
SELECT count(*) FROM shop;

-- rights are the caller's
CREATE ROLE kinds_reader;
SET ROLE kinds_reader;
SELECT * FROM cdp.guess_kinds('SELECT * FROM shop');
RESET ROLE;
DROP ROLE kinds_reader;
DROP TABLE shop;
