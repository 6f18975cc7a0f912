-- SPDX-License-Identifier: PostgreSQL
-- A hub of the people in table record, resolved, and what calls bring: :calls records of the same people, half of them with
-- another e-mail address.
SET client_min_messages = warning;
SELECT cdp.create_hub('live', region => 'FR') \g /dev/null
SELECT cdp.add_source('live', 'base', 'record', key => 'record_id', observed_at => 'NULL::timestamptz', mapping => '{"given_name": "given_name", "family_name": "family_name",
    "birth_date": "birth_date", "email": "email", "phone": "phone", "street": "street", "postcode": "postcode", "city": "city"}') \g /dev/null
SELECT cdp.add_source('live', 'calls', mode => 'push') \g /dev/null
SELECT * FROM cdp.sync('live') \g /dev/null
SELECT records, profiles, round(seconds::numeric, 1) AS "resolved in s" FROM cdp.resolve('live');
CREATE UNLOGGED TABLE call AS
    SELECT row_number() OVER () AS n, jsonb_strip_nulls(jsonb_build_object('given_name', given_name, 'family_name', family_name, 'birth_date', birth_date,
        'email', CASE WHEN hashtext(record_id) % 2 = 0 THEN email ELSE 'new' || email END, 'phone', phone, 'street', street, 'postcode', postcode, 'city', city)) AS attributes
    FROM (SELECT * FROM record ORDER BY md5(record_id) LIMIT :calls) r;
ALTER TABLE call ADD PRIMARY KEY (n);
VACUUM ANALYZE;
