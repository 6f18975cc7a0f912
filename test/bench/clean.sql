-- SPDX-License-Identifier: PostgreSQL
-- Table `person` of table `record`: generated customers after plain cleaning, as people do it in SQL before they link.
\set ON_ERROR_STOP on
CREATE FUNCTION pg_temp.plain(value text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT nullif(trim(regexp_replace(regexp_replace(normalize(lower(value), NFD), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]@.]+', ' ', 'g')), '') $$;
CREATE FUNCTION pg_temp.digits(value text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN length(d) BETWEEN 6 AND 15 AND d !~ '^(.)\1*$' THEN right(d, 9) END FROM regexp_replace(value, '\D', '', 'g') AS d $$;
DROP TABLE IF EXISTS person;
CREATE UNLOGGED TABLE person AS
SELECT record_id AS id, source, pg_temp.plain(given_name) AS given_name, pg_temp.plain(family_name) AS family_name,
       nullif(birth_date, '') AS birth_date, CASE WHEN email LIKE '%_@_%' THEN lower(email) END AS email, pg_temp.digits(phone) AS phone,
       upper(replace(pg_temp.plain(postcode), ' ', '')) AS postcode, pg_temp.plain(city) AS city
FROM record;
VACUUM ANALYZE person;
