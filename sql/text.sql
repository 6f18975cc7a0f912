-- SPDX-License-Identifier: PostgreSQL
-- Text functions: match form, clean forms, junk, phonetic codes.
\pset null '(null)'

-- fold
SELECT v AS value, cdp.fold(v) FROM unnest(ARRAY[
    'Jean-Pierre  O''Neil', 'Müller, Straße 5', 'ŁÓDŹ', 'Ærøskøbing', 'Αθηνά Αξιώτη', 'Щербакова', '山田 太郎',
    'ＦＵＬＬ １２', 'ﬁn', U&'e\0301t\00E9', '', ' .-', 'ᐁᐅ', '🎉']) AS v;
SELECT cdp.fold(NULL) IS NULL AS strict;
SELECT bool_and(cdp.fold(cdp.fold(v)) = cdp.fold(v)) AS idempotent FROM unnest(ARRAY['É', 'ж', '山', '']) AS v;

-- clean forms
SELECT v AS value, cdp.normalize_name(v) FROM unnest(ARRAY[
    'JEAN-PIERRE DE LA FONTAINE', 'M. Jean DUPONT', 'Frau Dr. Müller', 'MCDONALD', 'o''neil', 'van der Berg', '123', '']) AS v;
SELECT v AS value, cdp.normalize_email(v) FROM unnest(ARRAY[
    'John.Doe+Shop@Gmail.COM', 'Jo <jo@x.co.uk>', 'a@b', 'a b@c.fr', '']) AS v;
SELECT v AS value, cdp.normalize_phone(v) AS no_region, cdp.normalize_phone(v, 'FR') AS fr,
       cdp.normalize_phone(v, region => 'United States') AS us
FROM unnest(ARRAY['06 63 80 12 91', '+33 (0)6 63 80 12 91', '0033663801291', '(617) 493-5143 x12', '12', 'n/a', NULL]) AS v;
SELECT p.code, p.country, cdp.normalize_postcode(p.code, p.country)
FROM (VALUES ('F-75001', 'FR'), ('1000', 'France'), ('sw1a1aa', 'GB'), ('12345 6789', 'US'), ('1234ab', 'NL'),
             ('00950', 'PL'), ('99999', 'FR'), ('cm3 4ay', NULL), ('136 82', 'GR'), (NULL, 'FR')) AS p (code, country);
SELECT v AS value, cdp.normalize_address(v) FROM unnest(ARRAY[
    '12, av. Foch', '12 BIS BD VICTOR HUGO', '5 Main St', '2 pl St-Jean', 'Bahnhofstr. 1', '']) AS v;
SELECT v AS value, cdp.normalize_company(v) FROM unnest(ARRAY[
    'Dupont S.A.R.L.', 'Acme Limited', 'Müller G.m.b.H. & Co. KG', '3M', '-']) AS v;
SELECT v AS value, cdp.normalize_date(v) AS day_first, cdp.normalize_date(v, day_first => false) AS month_first
FROM unnest(ARRAY['1972-05-12', '19720512', '12/05/1972', '12/25/1972', '5.1.72', '1er janvier 1980', '5. März 1972',
                  'March 5th, 1972', '2020-10-27T21:47:38Z', '30/02/2000', '00/00/0000', '9999-12-31', '0001-01-01', '']) AS v;
SET datestyle = 'SQL, MDY';
SELECT cdp.normalize_date('12/05/1972') = DATE '1972-05-12' AS datestyle_does_not_matter;
RESET datestyle;
SELECT v AS value, cdp.normalize_gender(v) FROM unnest(ARRAY['Femme', 'm', 'divers', 'K', 'Sig.ra', '?', '']) AS v;
SELECT v AS value, cdp.normalize_identifier(v) FROM unnest(ARRAY['732 829 320 00074', 'fr14-2004', '8930019.0', '--']) AS v;

-- junk
SELECT k.kind, k.value, cdp.is_placeholder(k.kind, k.value)
FROM (VALUES ('email', 'test@test.com'), ('email', 'jean@wanadoo.fr'), ('phone', '0000000000'), ('phone', '0663801291'),
             ('family_name', 'INCONNU'), ('family_name', 'NULL'), ('family_name', 'Null'), ('given_name', 'M.'),
             ('birth_date', '1900-01-01'), ('birth_date', '1980-01-01'), ('text', 'N/A'), ('city', ' '), ('country', 'NA'))
     AS k (kind, value);
SELECT cdp.is_placeholder('nonsense', 'x');
SELECT v AS value, cdp.normalize_phone(v, 'FR') FROM unnest(ARRAY['0000000000', '06 00 00 00 00', '+33000000000', '0123456789', '99 99 99 99 99']) AS v;

-- phonetic codes
SELECT v AS value, cdp.soundex(v), cdp.metaphone(v), cdp.double_metaphone(v)
FROM unnest(ARRAY['Robert', 'Ashcraft', 'Pfister', 'Knight', 'Thumb', 'Smith', 'Schmidt', 'Michael', 'Müller', 'Жуков',
                  'Filipowicz', 'Wasserman', 'O''Hara', '42', '']) AS v;

-- long and hostile input
SELECT cdp.fold(repeat('é', 1000000)) = repeat('e', 1000000) AS long_latin;
SELECT length(cdp.fold(repeat('Ж', 100000))) AS long_cyrillic;
SELECT cdp.normalize_name(long) IS NULL AS name, cdp.normalize_email(long) IS NULL AS email,
       cdp.normalize_phone(long, 'FR') IS NULL AS phone, cdp.normalize_postcode(long) IS NULL AS postcode,
       cdp.normalize_address(long) IS NULL AS address, cdp.normalize_company(long) IS NULL AS company,
       cdp.normalize_date(long) IS NULL AS date, cdp.normalize_gender(long) IS NULL AS gender,
       cdp.normalize_identifier(long) IS NULL AS identifier, cdp.is_placeholder('phone', long) AS junk
FROM repeat('1', 1048576) AS long;
SET statement_timeout = '100ms';
SELECT cdp.fold(repeat('山', 3000000));
RESET statement_timeout;

-- what results depend on
SELECT component, version <> '' AS told FROM cdp.versions() ORDER BY component COLLATE "C";

-- usable in indexes, and in parallel plans
CREATE TABLE text_people (name text);
CREATE INDEX text_people_fold ON text_people (cdp.fold(name));
INSERT INTO text_people VALUES ('Jérôme'), ('Jerome'), ('Anna');
SET enable_seqscan = off;
SELECT count(*) FROM text_people WHERE cdp.fold(name) = cdp.fold('JÉRÔME');
RESET enable_seqscan;
DROP TABLE text_people;
