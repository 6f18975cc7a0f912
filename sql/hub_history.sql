-- SPDX-License-Identifier: PostgreSQL
-- What golden records were: changes, merges, records that go, attributes that are added, what happens at one moment.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
RESET client_min_messages;
SET TimeZone = 'UTC';
\pset null '-'

CREATE TABLE his_crm (id int PRIMARY KEY, prenom text, nom text, naissance date, email text, ville text);
INSERT INTO his_crm VALUES
    (1, 'Léa', 'Martin', '1984-07-14', 'lea.martin@orange.fr', 'Lyon'),
    (2, 'Hugo', 'Bernard', '1991-04-02', 'hugo.bernard@gmail.com', 'Lille'),
    (3, 'Inès', 'Garcia', '1999-10-10', 'ines.garcia@gmail.com', 'Aix');
SELECT cdp.create_hub('his', region => 'FR');
SELECT cdp.add_source('his', 'crm', 'his_crm');
SELECT inserted FROM cdp.sync('his');
SELECT profiles FROM cdp.resolve('his');
CREATE VIEW his_seen AS SELECT profile_id, given_name, city, record_count, valid_from < valid_to AS ended, valid_to IS NULL AS holds FROM his.unified_profile_history ORDER BY profile_id, valid_from;
TABLE his_seen;

-- a change keeps what was; no change keeps nothing
UPDATE his_crm SET ville = 'Paris' WHERE id = 1;
SELECT updated FROM cdp.sync('his');
SELECT created FROM cdp.resolve('his');
SELECT created FROM cdp.resolve('his');
TABLE his_seen;

-- a merge, and a record that goes
INSERT INTO his_crm VALUES (4, 'Hugo', 'Bernard', '1991-04-02', 'hugo.bernard@gmail.com', 'Nice');
DELETE FROM his_crm WHERE id = 3;
SELECT inserted, deleted FROM cdp.sync('his', max_delete => 0.5);
SELECT merged FROM cdp.resolve('his');
TABLE his_seen;
-- rows of a profile follow one another without gap or overlap, the last one is that of unified_profile
SELECT count(*) FILTER (WHERE next < valid_to) AS overlapping, count(*) FILTER (WHERE next > valid_to AND given_name <> 'Inès') AS gaps
FROM (SELECT h.*, lead(valid_from) OVER (PARTITION BY profile_id ORDER BY valid_from) AS next FROM his.unified_profile_history h) h;
SELECT count(*) FROM his.unified_profile_history h JOIN his.unified_profile u USING (profile_id) WHERE h.valid_to IS NULL AND (h.given_name, h.city, h.record_count, h.valid_from) IS NOT DISTINCT FROM (u.given_name, u.city, u.record_count, u.updated_at);
-- what was shown at a time
SELECT h.given_name, h.city FROM his.unified_profile_history h, (SELECT min(valid_from) AS at FROM his.profile_history) t
WHERE t.at >= h.valid_from AND (t.at < h.valid_to OR h.valid_to IS NULL) ORDER BY h.profile_id;

-- a new attribute is appended to the view; what was has no value of it
SELECT cdp.add_attribute('his', 'points', 'number');
SELECT attname FROM pg_attribute WHERE attrelid = 'his.unified_profile_history'::regclass AND attnum > 0 ORDER BY attnum DESC LIMIT 2;
SELECT count(*) FROM pg_attribute WHERE attrelid = 'his.unified_profile_history'::regclass AND attnum > 0 AND col_description(attrelid, attnum) IS NULL;
UPDATE his_crm SET ville = 'Lyon' WHERE id = 1;
SELECT updated FROM cdp.sync('his');
SELECT created FROM cdp.resolve('his');
SELECT given_name, city, points, valid_to IS NULL AS holds FROM his.unified_profile_history WHERE given_name = 'Léa' ORDER BY valid_from;

-- two profiles made one by a steward: the id that goes keeps its past
SELECT cdp.must_link('his', 'crm', '1', 'crm', '2', 'married, said so') IS NOT NULL AS decided;
TABLE his_seen;

-- undone with its transaction
BEGIN;
UPDATE his_crm SET ville = 'Brest' WHERE id = 1;
SELECT updated FROM cdp.sync('his');
SELECT created FROM cdp.resolve('his');
SELECT count(*) FROM his.unified_profile_history WHERE city = 'Brest';
ROLLBACK;
SELECT count(*) FROM his.unified_profile_history WHERE city = 'Brest';

SET client_min_messages = warning;
DROP VIEW his_seen;
SELECT cdp.drop_hub('his', confirm => 'his');
DROP TABLE his_crm;
