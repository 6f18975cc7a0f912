-- SPDX-License-Identifier: PostgreSQL
-- Decisions of stewards: must-links, cannot-links, unmerges, what contradicts, expires, is retracted; ids that come back.
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never

CREATE TABLE dec_person (id text PRIMARY KEY, first text, last text, born text, mail text, phone text, seen timestamptz);
INSERT INTO dec_person VALUES
    ('a1', 'Anna',   'Keller',  '1980-02-01', 'anna.keller@posteo.de',   '+49 151 23456781', '2024-01-01'),
    ('a2', 'Anna',   'Keller',  '1980-02-01', 'anna.keller@posteo.de',   NULL,               '2024-01-02'),
    ('a3', 'A.',     'Keller',  '1980-02-01', 'anna.keller@posteo.de',   '+49 151 23456781', '2024-01-03'),
    ('b1', 'Bruno',  'Weiss',   '1975-07-09', 'bruno.weiss@gmx.de',      '+49 151 99887766', '2024-01-01'),
    ('b2', 'Bruno',  'Weiss',   '1975-07-09', NULL,                      '+49 151 99887766', '2024-01-02'),
    ('c1', 'Clara',  'Lindner', '1991-12-24', 'clara@lindner.example',   NULL,               '2024-01-01'),
    ('d1', 'Dora',   'Vogel',   '1966-03-30', 'dora.vogel@web.de',       '+49 151 11223344', '2024-01-01');
SELECT cdp.create_hub('dec', region => 'DE');
SELECT cdp.add_source('dec', 'crm', 'dec_person', observed_at => 'seen', mapping => '{"given_name": "first", "family_name": "last", "birth_date": "born", "email": "mail", "phone": "phone"}');
SELECT inserted FROM cdp.sync('dec');
SELECT profiles FROM cdp.resolve('dec');
CREATE VIEW dec_profile AS SELECT profile_id, string_agg(source_key, ' ' ORDER BY source_key) AS records FROM dec.profile_source GROUP BY profile_id;
SELECT * FROM dec_profile ORDER BY 1;
CREATE TABLE dec_before AS SELECT * FROM dec.unified_profile;

-- Two profiles become one, and come apart as they were.
SELECT cdp.must_link('dec', 'crm', 'b1', 'crm', 'c1', 'same person after marriage');
SELECT * FROM dec_profile ORDER BY 1;
SELECT event, profile_id, other_id, cause, decision_id FROM dec.profile_event WHERE event <> 'created' ORDER BY event_id;
SELECT cdp.current_id('dec', 3);
SELECT cdp.unmerge('dec', 2, ARRAY[['crm', 'c1']], 'no, her cousin', author => 'ann');
SELECT * FROM dec_profile ORDER BY 1;
SELECT count(*) AS redirects FROM dec.redirect;
SELECT cdp.current_id('dec', 3);
SELECT event, profile_id, other_id, cause, decision_id FROM dec.profile_event WHERE event <> 'created' ORDER BY event_id;
SELECT to_jsonb(u) - 'updated_at' = to_jsonb(b) - 'updated_at' AS same FROM dec.unified_profile u FULL JOIN dec_before b USING (profile_id);
SELECT decision_id, verdict, reason, author = CURRENT_USER AS mine, ended_at IS NOT NULL AS ended, end_reason FROM dec.decision ORDER BY 1;
-- once more: nothing happens, and it says so
SELECT cdp.unmerge('dec', 2, ARRAY[['crm', 'c1']], 'no, her cousin');
SELECT count(*) FROM dec.decision;

-- Contradictions name what they contradict, also across other records.
SELECT cdp.must_link('dec', 'crm', 'd1', 'crm', 'c1', 'moved house');
SELECT cdp.must_link('dec', 'crm', 'd1', 'crm', 'b2', 'one phone');
SELECT cdp.must_link('dec', 'crm', 'a1', 'crm', 'd1', 'one account');
SELECT cdp.cannot_link('dec', 'crm', 'a1', 'crm', 'c1', 'different people');
SELECT * FROM dec_profile ORDER BY 1;
SELECT cdp.retract_decision('dec', 5, 'wrong account');
SELECT cdp.retract_decision('dec', 5, 'wrong account');
SELECT * FROM dec_profile ORDER BY 1;
SELECT cdp.cannot_link('dec', 'crm', 'a1', 'crm', 'c1', 'different people');

-- A creator split off; a part of a profile leaves the rest as it was; all apart and back.
SELECT cdp.unmerge('dec', 1, ARRAY[['crm', 'a1']], 'somebody else');
SELECT * FROM dec_profile ORDER BY 1;
SELECT cdp.retract_decision('dec', max(decision_id), 'she is the same after all') FROM dec.decision;
SELECT * FROM dec_profile ORDER BY 1;
SELECT cdp.unmerge('dec', 1, NULL, 'a mailbox of the whole office');
SELECT * FROM dec_profile ORDER BY 1;
SELECT cdp.unmerge('dec', 1, NULL, 'a mailbox of the whole office');
SELECT cdp.retract_decision('dec', max(decision_id), 'one person') FROM dec.decision;
SELECT * FROM dec_profile ORDER BY 1;

-- A decision waits for records that are gone, and for its time to end.
SELECT cdp.cannot_link('dec', 'crm', 'b1', 'crm', 'b2', 'father and son', expires_at => '2030-01-01');
SELECT * FROM dec_profile WHERE records ~ 'b' ORDER BY 1;
CREATE TABLE dec_kept AS SELECT * FROM dec_person WHERE id = 'b2';
DELETE FROM dec_person WHERE id = 'b2';
SELECT deleted FROM cdp.sync('dec');
SELECT split, merged FROM cdp.resolve('dec');
INSERT INTO dec_person SELECT * FROM dec_kept;
SELECT inserted FROM cdp.sync('dec');
SELECT profiles FROM cdp.resolve('dec');
SELECT * FROM dec_profile WHERE records ~ 'b' ORDER BY 1;
SELECT cdp.process_due('dec', '2029-12-31');
SELECT cdp.process_due('dec', '2030-01-01');
SELECT * FROM dec_profile WHERE records ~ 'b' ORDER BY 1;
SELECT verdict, end_reason FROM dec.decision ORDER BY decision_id DESC LIMIT 1;
-- what a sync changed is resolved first, under its own cause
UPDATE dec_person SET first = 'Otto', last = 'Brandt', born = '1950-10-10', phone = NULL WHERE id = 'b2';
SELECT updated FROM cdp.sync('dec');
SELECT cdp.cannot_link('dec', 'crm', 'a1', 'crm', 'a2', 'twins') > 0 AS decided;
SELECT DISTINCT event, cause FROM dec.profile_event WHERE event_id > (SELECT max(event_id) - 2 FROM dec.profile_event) ORDER BY 1, 2;
-- the same again replaces what was decided
SELECT cdp.cannot_link('dec', 'crm', 'a2', 'crm', 'a1', 'twins, seen them') > 0 AS decided;
SELECT reason, end_reason IS NULL AS holds FROM dec.decision WHERE reason ~ 'twins' ORDER BY decision_id;
SELECT * FROM dec_profile ORDER BY 1;
-- the same partition as a resolve of everything
SELECT created, merged, split FROM cdp.resolve('dec');

-- What is not right.
SELECT cdp.must_link('dec', 'crm', 'a1', 'crm', 'a1', 'one');
SELECT cdp.must_link('dec', 'crm', 'a1', 'crm', 'zz', 'one');
SELECT cdp.must_link('dec', 'web', 'a1', 'crm', 'a2', 'one');
SELECT cdp.must_link('dec', 'crm', 'a1', 'crm', 'a2', ' ');
SELECT cdp.must_link('dec', 'crm', 'a1', 'crm', 'c1', 'one', author => '');
SELECT cdp.unmerge('dec', 99, ARRAY[['crm', 'a1']], 'x');
SELECT cdp.unmerge('dec', 2, ARRAY[['crm', 'a1']], 'x');
SELECT cdp.unmerge('dec', 2, ARRAY['crm', 'a1'], 'x');
SELECT cdp.unmerge('dec', (SELECT profile_id FROM dec_profile WHERE records = 'c1'), ARRAY[['crm', 'c1']], 'x');
SELECT cdp.retract_decision('dec', 99, 'x');
SELECT cdp.process_due('dec', NULL);
SELECT cdp.must_link('nohub', 'crm', 'a1', 'crm', 'a2', 'one');

DROP VIEW dec_profile;
SELECT cdp.drop_hub('dec', confirm => 'dec');
DROP TABLE dec_person, dec_before, dec_kept;

-- A change at one end of a long chain of must-links looks at the whole chain, step by step; without one in the middle it is two.
CREATE TABLE dec_chain AS
    SELECT 'k' || to_char(i, 'FM00') AS id, (ARRAY['Anton', 'Berta', 'Carla', 'Dirk', 'Emil', 'Frida', 'Gustav', 'Hanna'])[1 + i % 8] AS first,
           (ARRAY['Adler', 'Brandt', 'Conrad', 'Dietz', 'Engel'])[1 + i % 5] AS last, format('person%s@mail.example', i) AS mail
    FROM generate_series(1, 30) AS i;
SELECT cdp.create_hub('dec', region => 'DE');
SELECT cdp.add_source('dec', 'crm', 'dec_chain', mapping => '{"given_name": "first", "family_name": "last", "email": "mail"}');
SELECT inserted FROM cdp.sync('dec');
SELECT profiles FROM cdp.resolve('dec');
SELECT count(cdp.must_link('dec', 'crm', 'k' || to_char(i, 'FM00'), 'crm', 'k' || to_char(i + 1, 'FM00'), 'a chain')) FROM generate_series(1, 29) AS i;
SELECT count(*) AS profiles, max(records) AS largest FROM (SELECT count(*) AS records FROM dec.profile_source GROUP BY profile_id) AS p;
UPDATE dec_chain SET first = 'Zora' WHERE id = 'k01';
SELECT updated FROM cdp.sync('dec');
SELECT profiles FROM cdp.resolve('dec');
SELECT count(*) AS profiles, max(records) AS largest FROM (SELECT count(*) AS records FROM dec.profile_source GROUP BY profile_id) AS p;
DELETE FROM dec_chain WHERE id = 'k15';
SELECT deleted FROM cdp.sync('dec');
SELECT profiles FROM cdp.resolve('dec');
SELECT count(*) AS records, min(source_key), max(source_key) FROM dec.profile_source GROUP BY profile_id ORDER BY 2;
SELECT moved, created, merged, split FROM cdp.rebuild('dec');
SELECT cdp.drop_hub('dec', confirm => 'dec');
DROP TABLE dec_chain;
