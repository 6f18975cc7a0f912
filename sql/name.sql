-- SPDX-License-Identifier: PostgreSQL
-- Names of persons and companies: parts, nicknames, legal forms.
\pset null '-'

-- parts of a name
SELECT n AS full_name, p.* FROM unnest(ARRAY[
    'Jean Dupont', 'DUPONT Jean', 'Dupont, Jean', 'Mme MARIE-CLAIRE DE LA TOUR', 'Dr. John Q. Smith Jr., PhD',
    'William "Bill" Gates III', 'Mme Marie DURAND née MARTIN', 'Marie MARTIN épouse DURAND', 'Jean Pierre Martin',
    'Anna van den Berg', 'Osama bin Khaled', 'M. et Mme Dupont', 'Maria Garcia Lopez', 'Иванова Анна', '山田 太郎', 'Lucy', 'N/A', '12',
    '']) WITH ORDINALITY AS t (n, nr), cdp.parse_name(n) AS p ORDER BY nr;
SELECT (cdp.parse_name('Ludwig van Beethoven')).family, (cdp.parse_name('12')) IS NULL AS none;

SELECT n AS full_name, cdp.given_name(n), cdp.family_name(n)
FROM unnest(ARRAY['Jean Dupont', 'DUPONT Jean', 'Dupont, Jean', 'Wilson Lucy', 'Mme Anna van den Berg', 'Maria Garcia Lopez',
                  'John Smith, Jr', 'Иванова Анна', 'Lucy', 'N/A', '12', '']) WITH ORDINALITY AS t (n, nr) ORDER BY nr;
SELECT cdp.given_name(NULL) IS NULL AND cdp.family_name(NULL) IS NULL AS strict, cdp.family_name(repeat('x y ', 100000)) IS NULL AS huge,
       cdp.parse_name(repeat('(', 10485760)) IS NULL AS hostile;

-- clean form of names
SELECT v AS value, cdp.normalize_name(v) FROM unnest(ARRAY[
    'DE LA TOUR', 'Jean DE LA FONTAINE', 'jean DUPONT', 'JOHN A SMITH', 'O'' BRIEN', 'MACKENZIE', 'J.-P. DUPONT',
    'Dr. med. Anna Schmitt', 'Herr und Frau Müller', 'JOSE ORTEGA Y GASSET', 'ABDUL AL-RASHID', 'Jane Smith, Ph.D., MBA',
    'ALEXANDRE DUMAS FILS', 'VILLENEUVE-D''ASCQ']) WITH ORDINALITY AS t (v, nr) ORDER BY nr;

-- nicknames
SELECT cdp.nicknames('Kalle'), cdp.nicknames('Zoé') = '{}' AS none, cdp.nicknames('') = '{}' AS empty, cdp.nicknames(NULL) IS NULL AS strict;
SELECT a, b, cdp.is_nickname(a, b), cdp.is_nickname(b, a) = cdp.is_nickname(a, b) AS symmetric
FROM (VALUES (1, 'Bill', 'William'), (2, 'Peggy', 'MARGARET'), (3, 'Pepe', 'José'), (4, 'JP', 'Jean-Pierre'), (5, 'Chema', 'José María'),
             (6, 'Bert', 'Robert'), (7, 'Albert', 'Robert'), (8, 'Zoé', 'ZOE'), (9, 'Zoe', 'Chloe'), (10, '', '')) AS t (nr, a, b)
ORDER BY nr;

-- companies
SELECT v AS value, cdp.normalize_company(v), cdp.company_legal_form(v) FROM unnest(ARRAY[
    'Dupont S.A.R.L.', 'SARL Dupont', 'Müller G.m.b.H. & Co. KG', 'Acme Pty. Ltd.', 'Fiat S.p.A.', 'Orlen Sp. z o.o.',
    'Dupont société à responsabilité limitée', 'Philips N.V.', 'Volvo AB', 'Zara, S.L.U.', 'J P Morgan Chase & Co', 'Clinique Spa',
    'Limited Brands', '3M', '-',
    'Müller GmbH und Co. KG', 'Cemex, S.A. de C.V.', 'Dupont S A R L', 'Mondragon S. Coop.', 'Foo Sagl', 'Robert Bosch Stiftung',
    'Meyer PartG mbB', 'Müller GmbH i. L.', 'Ford Motor Company', 'ACME, S.A.R.L.', 'ООО Ромашка', 'Acme Ltd Limited']) WITH ORDINALITY AS t (v, nr) ORDER BY nr;
SELECT cdp.company_legal_form(NULL) IS NULL AS strict, cdp.company_legal_form(repeat('SARL ', 1000000)) IS NULL AS huge;
