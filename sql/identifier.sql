-- SPDX-License-Identifier: PostgreSQL
-- Identifiers, with and without check digits.
\pset null '(null)'

SELECT v AS value, cdp.normalize_identifier(v) FROM unnest(ARRAY['732 829 320 00074', 'fr14-2004', '8930019.0', '--', NULL]) AS v;
SELECT i.kind, i.value, cdp.normalize_identifier(i.value, i.kind), cdp.is_valid_identifier(i.kind, i.value)
FROM (VALUES ('siren', '732 829 320'), ('siren', '732 829 321'), ('siret', '732 829 320 00074'), ('siret', '35600000049837'),
             ('siret', '73282932000075'), ('nir', '2 95 10 99 126 111 93'), ('nir', '253072B07300470'), ('nir', '295109912611194'),
             ('iban', 'FR14 2004 1010 0505 0001 3M02 606'), ('iban', 'FR14 2004 1010 0505 0001 3M02 607'), ('vat', 'FR 40 303 265 045'),
             ('vat', 'DE136695976'), ('vat', 'FR 41 303 265 045'), ('bic', 'PSSTFRPP'), ('isin', 'US0378331005'),
             ('lei', '213800KUD8LAJWSQ9D15'), ('gtin', '036000291452'), ('ean', '4006381333931'), ('luhn', '79927398713'),
             ('luhn', ''), ('siren', NULL)) AS i (kind, value);
SELECT cdp.normalize_identifier('1', 'nonsense');
SELECT cdp.is_valid_identifier('nonsense', '1');
SELECT cdp.normalize_identifier(repeat('1', 1048576), kind) IS NULL AS too_long FROM unnest(ARRAY[NULL, 'luhn', 'iban']) AS kind;
