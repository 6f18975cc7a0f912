-- SPDX-License-Identifier: PostgreSQL
-- Similarity of names, addresses and companies as a whole.
SET extra_float_digits = 0;
SELECT a, b, round(cdp.name_similarity(a, b)::numeric, 3) AS similarity, cdp.name_similarity(b, a) = cdp.name_similarity(a, b) AS symmetric
FROM (VALUES (1, 'Jean Dupont', 'DUPONT, Jean'), (2, 'M. Jean-Pierre Martin', 'jeanpierre martin'), (3, 'Bill Smith', 'William Smith'),
             (4, 'J. Dupont', 'Jean Dupont'), (5, 'JP Martin', 'Jean-Pierre Martin'), (6, 'Jean Martin', 'Jean-Pierre Martin'),
             (7, 'Jean de la Tour', 'Jean Tour'), (8, 'Jean Dupont', 'Jean Dupond'), (9, 'Dupont', 'Jean Dupont'),
             (10, 'Jean Dupont', 'Marie Dupont'), (11, 'John Smith Jr', 'John Smith Sr'), (12, 'Иванов Пётр', 'Petr Ivanov'),
             (13, 'Maria Garcia', 'Maria Garcia Lopez'), (14, 'Jean', ''), (15, '', ''), (16, 'Jean Dupont', 'Pierre Martin')) AS t (nr, a, b)
ORDER BY nr;
SELECT cdp.name_similarity(NULL, 'x') IS NULL AND cdp.name_similarity('x', NULL) IS NULL AS strict,
       cdp.name_similarity(repeat('é', 5242880), 'Jean') AS huge, cdp.name_similarity(repeat('a b ', 2621440), repeat('a b ', 2621440)) AS same;

-- a constant is prepared once and gives the same
CREATE TABLE name_people (nr int, name text);
INSERT INTO name_people VALUES (1, 'Jean Dupont'), (2, 'DUPONT J.'), (3, 'Jeanne Dupond'), (4, NULL), (5, 'Marie Petit');
SELECT name, round(cdp.name_similarity(name, 'Dupont, Jean')::numeric, 3) AS left_to_right,
       cdp.name_similarity('Dupont, Jean', name) = cdp.name_similarity(name, 'Dupont, Jean') AS same,
       cdp.name_similarity(name, (SELECT n.name FROM name_people n WHERE nr = 1)) = cdp.name_similarity(name, 'Dupont, Jean') AS order_free
FROM name_people ORDER BY nr;
DROP TABLE name_people;

-- addresses
SELECT a, b, round(cdp.address_similarity(a, b)::numeric, 3) AS similarity, cdp.address_similarity(b, a) = cdp.address_similarity(a, b) AS symmetric
FROM (VALUES (1, '12, av. Foch', '12 AVENUE FOCH'), (2, '12 bis bd Victor Hugo', '12B Boulevard Victor-Hugo'), (3, 'Haupt Str. 12', 'Hauptstraße 12'),
             (4, 'C/ Mayor, 5', 'Calle Mayor 5'), (5, '12 rue de la Paix', '12 rue Paix'), (6, '12 av Foch', '14 av Foch'),
             (7, '12-14 av Foch', '12 av Foch'), (8, '12 av Foch', 'av Foch'), (9, '12 av Foch', '12 rue Foch'),
             (10, '5 Main St Apt 4', '5 Main Street Apt 5'), (11, '100 N Main St', '100 S Main St'), (12, '12 av Foch', '12 av Kléber'),
             (13, 'PO Box 12', 'P.O. Box 12'), (14, '12 av Foch', ''), (15, '', ''),
             (16, '350 5th Ave', 'Fifth Avenue'), (17, 'BP 12', 'Boîte postale 12'), (18, '3 Gde Rue', '3 Grande Rue'),
             (19, 'ZA du Parc', 'Zone artisanale du Parc'), (20, 'Pº de Gracia 5', 'Paseo de Gracia, 5')) AS t (nr, a, b)
ORDER BY nr;
SELECT cdp.address_similarity(NULL, 'x') IS NULL AS strict, cdp.address_similarity(repeat('1', 10485760), '12 rue Foch') AS huge;

-- companies
SELECT a, b, round(cdp.company_similarity(a, b)::numeric, 3) AS similarity, cdp.company_similarity(b, a) = cdp.company_similarity(a, b) AS symmetric
FROM (VALUES (1, 'Dupont S.A.R.L.', 'SARL Dupont'), (2, 'Dupont SARL', 'Dupont'), (3, 'Dupont SARL', 'Dupont SAS'), (4, 'Acme', 'Acme Group'),
             (5, 'Acme', 'Acme Bakery'), (6, 'Johnson & Johnson Inc', 'Johnson and Johnson'), (7, 'Siemens AG', 'Simens AG'),
             (8, 'Acme Ltd', 'Zara SL'), (9, '', 'Acme'), (10, '', ''),
             (11, 'SNCF', 'Société nationale des chemins de fer français'), (12, 'IBM', 'International Business Machines'),
             (13, 'A B C', 'ABC'), (14, 'Ford Motor Company', 'Ford Motor Co'), (15, 'Dia', 'Dupont Industries Automobiles')) AS t (nr, a, b)
ORDER BY nr;
SELECT cdp.company_similarity(NULL, 'x') IS NULL AS strict, cdp.company_similarity(repeat('x', 10485760), 'Acme') AS huge;
