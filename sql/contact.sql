-- SPDX-License-Identifier: PostgreSQL
-- E-mail addresses, phone numbers, postal codes and dates: clean forms, parts, suggestions, likeness.
\pset null '(null)'

-- e-mail
SELECT v AS value, cdp.normalize_email(v), cdp.normalize_email(v, strip_tag => true, strip_dots => true) AS mailbox,
       cdp.email_user(v), cdp.email_domain(v)
FROM unnest(ARRAY['John.Doe+Shop@Gmail.COM', '"Jo" <jo@x.co.uk>', 'mailto:a@b.org', '"a b"@c.fr', 'a@xn--exmple-cua.de',
                  'j.d@googlemail.com', 'a@b', 'a b@c.fr', 'a@b.fr, c@d.fr', '', NULL]) AS v;
SELECT v AS value, cdp.suggest_email(v)
FROM unnest(ARRAY['jean@gmial.com', 'jean@hotmial.fr', 'jean@yaho.fr', 'jean@acme.con', 'jean@gmail.fr', 'jean@gmail,com',
                  'jean@gmail.com', 'jean@acme.fr', 'jean', NULL]) AS v;
SELECT p.a, p.b, round(cdp.email_similarity(p.a, p.b)::numeric, 4) AS similarity
FROM (VALUES ('jean@x.fr', 'JEAN@x.fr'), ('jean+a@x.fr', 'jean@x.fr'), ('jean@gmial.com', 'jean@gmail.com'),
             ('jean.dupont@x.fr', 'jean_dupont@x.fr'), ('jean.dupont@x.fr', 'jean.dupont@y.fr'), ('info@x.fr', 'info@y.fr'),
             ('martha@x.fr', 'marhta@x.fr'), ('jean', 'jean@x.fr'), (NULL, 'jean@x.fr')) AS p (a, b);

-- phone
SELECT v AS value, cdp.normalize_phone(v) AS no_region, cdp.normalize_phone(v, 'FR') AS fr,
       cdp.normalize_phone(v, region => 'United States', keep_extension => true) AS us
FROM unnest(ARRAY['06 63 80 12 91', '+33 (0)6 63 80 12 91', '0033663801291', '(617) 493-5143 x12', '1-800-FLOWERS',
                  '12', 'n/a', '0000000000', '06 00 00 00 00', NULL]) AS v;
SELECT p.number, p.region, cdp.normalize_phone(p.number, p.region, keep_extension => true)
FROM (VALUES ('0171 234567 Papa', 'DE'), ('030 901820 Durchwahl 12', 'DE'), ('01 45 22 31 89 poste 12 (bureau)', 'FR'),
             ('0800 FLOWERS', 'DE'), ('06 63 80 12 9O', 'FR'), ('06 63 80 12 9', 'FR'), ('663801291.0', 'FR'),
             ('06 63 80 12 91', '+33'), ('06 63 80 12 91', 'Farnce')) AS p (number, region);
SELECT v AS value, cdp.phone_region(v, 'FR'), cdp.phone_kind(v, 'FR')
FROM unnest(ARRAY['06 63 80 12 91', '01 42 68 53 00', '0800 123 456', '+1 617 493 5143', '+44 7860 837568',
                  '+800 1234 5678', '+33 12', 'n/a', NULL]) AS v;
SELECT p.a, p.b, cdp.phone_similarity(p.a, p.b) AS no_region, cdp.phone_similarity(p.a, p.b, 'FR') AS fr
FROM (VALUES ('06 63 80 12 91', '+33663801291'), ('06 63 80 12 91', '06 63 80 12 19'), ('06 63 80 12 91', '06 63 80 12 92'),
             ('+16174935143', '+16174935143 x12'), ('06 63 80 12 91', '06 11 22 33 45'), ('06 63 80 12 91', NULL)) AS p (a, b);

-- postcode
SELECT p.code, p.country, cdp.normalize_postcode(p.code, p.country)
FROM (VALUES ('F-75001', 'FR'), ('F-75001', NULL), ('1000', 'France'), ('75008 CEDEX 08', 'FR'), ('75352 SP 07', 'FR'),
             ('75352 SP 07', NULL), ('33000 BP 12', 'FR'), ('99999', 'FR'), ('sw1a1aa', 'GB'), ('QX1 1AA', 'GB'),
             ('12345 6789', 'US'), ('501', 'US'), ('D-80331', 'DE'), ('28001', 'ES'), ('53000', 'ES'), ('00185', 'IT'),
             ('B-1000', 'BE'), ('CH-8001', 'CH'), ('k1a0b1', 'CA'), ('D1A 0B1', 'CA'), ('1234ab', 'NL'), ('1234 SS', 'NL'),
             ('00950', 'PL'), ('cm3 4ay', NULL), ('136 82', 'GR'), (NULL, 'FR')) AS p (code, country);
SELECT p.code AS value, p.country, parts.*
FROM (VALUES ('75352 SP 07', 'FR'), ('20290', 'FR'), ('97420', 'RE'), ('sw1a1aa', 'GB'), ('cm3 4ay', NULL), ('100011234', 'US'), ('80331', 'DE'),
             ('k1a0b1', 'CA'), ('1012ab', 'NL'), ('75001', NULL), ('99999', 'FR'), (NULL, 'FR')) AS p (code, country), cdp.parse_postcode(p.code, p.country) AS parts;

-- date
SELECT v AS value, cdp.normalize_date(v) AS day_first, cdp.normalize_date(v, day_first => false) AS month_first
FROM unnest(ARRAY['1972-05-12', '19720512', '12/05/1972', '12/25/1972', '5.1.72', '1er janvier 1980', '5. März 1972',
                  'March 5th, 1972', 'vendredi 12 mai 1972', '2020-10-27T21:47:38Z', '30/02/2000', '29/02/1900', '44197',
                  '00/00/0000', '9999-12-31', '0001-01-01', '', NULL]) AS v;
SELECT pivot, cdp.normalize_date('1/1/50', pivot => pivot) FROM unnest(ARRAY[-1, 49, 50, 99]) AS pivot;
SELECT cdp.normalize_date('1/1/50', pivot => 100);
SET datestyle = 'SQL, MDY';
SELECT cdp.normalize_date('12/05/1972') = DATE '1972-05-12' AS datestyle_does_not_matter;
RESET datestyle;

-- long and hostile input
SELECT cdp.normalize_email(long) IS NULL AS email, cdp.suggest_email(long) IS NULL AS suggestion,
       cdp.normalize_phone(long, 'FR') IS NULL AS phone, cdp.phone_kind(long, 'FR') IS NULL AS kind,
       cdp.normalize_postcode(long) IS NULL AS postcode, cdp.normalize_date(long) IS NULL AS date,
       cdp.email_similarity(long, long) IS NULL AS email_similarity, cdp.phone_similarity(long, long) IS NULL AS phone_similarity
FROM unnest(ARRAY[repeat('1', 1048576), repeat('@', 1048576), U&'\202E\0301\FEFF@\200B']) AS long;

-- countries, as they are written
SELECT v AS value, cdp.country_code(v) FROM unnest(ARRAY['FR', 'fra', 'Frankreich', 'D', 'SLO', 'UK', '49', ' +43 ', '1', 'XX', 'Farnce', '', NULL]) AS v;
SELECT cdp.country_code(repeat('x', 100000)) IS NULL AS long;
