-- SPDX-License-Identifier: PostgreSQL
-- What results depend on, and what depends on results.
SELECT component, version <> '' AS told FROM cdp.versions();

CREATE SCHEMA kept;
CREATE TABLE kept.person (id int PRIMARY KEY, name text, email text, "Phone" text CHECK (cdp.normalize_phone("Phone", 'FR') IS NOT NULL),
    folded text GENERATED ALWAYS AS (cdp.fold(name)) STORED, other int GENERATED ALWAYS AS (id + 1) STORED);
CREATE INDEX person_fold ON kept.person (cdp.fold(name), cdp.soundex(name));
CREATE INDEX person_email ON kept.person (email) WHERE cdp.normalize_email(email) IS NOT NULL;
CREATE INDEX person_plain ON kept.person (name);
CREATE MATERIALIZED VIEW kept.names AS SELECT cdp.metaphone(name) FROM kept.person;
CREATE VIEW kept.plain_view AS SELECT cdp.metaphone(name) FROM kept.person;
CREATE TABLE kept.part (name text) PARTITION BY LIST (cdp.soundex(name));
SELECT * FROM cdp.dependents() WHERE relation::text LIKE 'kept.%';

-- every remedy runs, and computes anew
INSERT INTO kept.person VALUES (1, 'Zoë', 'z@x.fr', '0663801291');
CREATE FUNCTION kept.run() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE r record; n bigint := 0;
BEGIN
    FOR r IN SELECT * FROM cdp.dependents() WHERE relation::text LIKE 'kept.%' AND remedy NOT LIKE '--%' LOOP
        EXECUTE r.remedy;
        n := n + 1;
    END LOOP;
    RETURN n;
END $$;
SELECT kept.run() AS statements;
SELECT folded FROM kept.person;
SET client_min_messages = warning;
DROP SCHEMA kept CASCADE;
