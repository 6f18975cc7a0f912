-- SPDX-License-Identifier: PostgreSQL
-- Golden records are what a naive reference in plain SQL makes of the records and the rules of now, whatever happened
-- before: random loads of inserts, updates, deletes, changes of rules, pins and clocks. A longer run:
--     psql -v loads=1000 -f sql/hub_golden_random.sql
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cdp;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, MDY';
\set SHOW_CONTEXT never
\if :{?loads}
\else
\set loads 30
\endif

-- A fixed number for a text, from 0 to below n.
CREATE FUNCTION gr_pick(what text, n int) RETURNS int LANGUAGE sql IMMUTABLE
RETURN (('x' || substr(md5(what), 1, 7))::bit(28)::int) % n;

CREATE TABLE gr_row (source text, key text, card text, name text, tag text, flag boolean, city text, zone text, seen timestamptz, PRIMARY KEY (source, key));
CREATE VIEW gr_a AS SELECT * FROM gr_row WHERE source = 'a';
CREATE VIEW gr_b AS SELECT * FROM gr_row WHERE source = 'b';
CREATE VIEW gr_c AS SELECT * FROM gr_row WHERE source = 'c';
CREATE FUNCTION gr_value(what text, form int) RETURNS text LANGUAGE sql IMMUTABLE
RETURN (ARRAY[NULL, 'x', 'yy', 'yz', 'zzz', 'Zz', 'é', 'n/a'])[1 + gr_pick(what, form)];
CREATE FUNCTION gr_new(what text) RETURNS gr_row LANGUAGE sql IMMUTABLE
RETURN ROW(NULL, NULL, 'card' || gr_pick('card' || what, 20), (ARRAY['Zoe', 'Zoé', 'Anne', 'Ann', NULL])[1 + gr_pick('name' || what, 5)], gr_value('tag' || what, 7),
    (ARRAY[true, false, NULL])[1 + gr_pick('flag' || what, 3)], gr_value('city' || what, 5), gr_value('zone' || what, 6),
    CASE WHEN gr_pick('timeless' || what, 15) > 0 THEN timestamptz '2024-01-01 UTC' + gr_pick('seen' || what, 12) * interval '40 days' END)::gr_row;

SELECT cdp.create_hub('gr', 'empty');
SELECT cdp.add_attribute('gr', 'card', 'identifier'), cdp.add_attribute('gr', 'name', 'given_name'), cdp.add_attribute('gr', 'tag', 'text'), cdp.add_attribute('gr', 'flag', 'boolean'),
    cdp.add_attribute('gr', 'city', 'text'), cdp.add_attribute('gr', 'zone', 'text') \g /dev/null
SELECT cdp.add_source('gr', s.name, 'gr_' || s.name, key => 'key', observed_at => 'seen', mapping => '{"card": "card", "name": "name", "tag": "tag", "flag": "flag", "city": "city", "zone": "zone"}')
FROM (VALUES ('a'), ('b'), ('c')) s (name) \g /dev/null
SELECT cdp.activate_model('gr', cdp.add_model('gr', '{
    "attributes": [{"name": "card", "kind": "identifier"}, {"name": "name", "kind": "given_name"}],
    "blocking": [["card"]],
    "comparisons": [
        {"attributes": ["card"], "levels": [{"when": "exact", "m": 0.9, "u": 0.001}, {"when": "else", "m": 0.1, "u": 0.999}]},
        {"attributes": ["name"], "levels": [{"when": "exact", "m": 0.7, "u": 0.2}, {"when": "else", "m": 0.3, "u": 0.8}]}],
    "prior": 0.01}'));

-- The candidates of every attribute, as the rules of the hub let them in.
CREATE VIEW gr_candidate AS
SELECT i.profile_id, v.attribute, v.value, r.record_id, r.source, r.source_key, r.observed_at,
       COALESCE(q.priority, s.priority) AS priority, s.priority AS source_priority,
       CASE WHEN t.trust IS NULL THEN 1 WHEN t.trust_period IS NULL THEN t.trust WHEN r.observed_at IS NULL THEN t.stale_trust
            ELSE t.trust - (t.trust - t.stale_trust) * CASE t.trust_curve WHEN 'linear' THEN x.age WHEN 'fast_first' THEN sqrt(x.age) ELSE x.age * x.age END END AS trust
FROM gr.identity i JOIN gr.record r USING (record_id) JOIN gr.source s ON s.name = r.source
CROSS JOIN LATERAL (VALUES ('card', r.card), ('name', r.name), ('tag', r.tag), ('flag', r.flag::text), ('city', r.city), ('zone', r.zone)) v (attribute, value)
JOIN gr.attribute a ON a.name = v.attribute
LEFT JOIN gr.source_policy q ON q.source = r.source AND q.attribute = v.attribute
LEFT JOIN LATERAL (SELECT p.* FROM gr.source_policy p WHERE p.source = r.source AND p.trust IS NOT NULL
                     AND CASE WHEN a."group" IS NULL THEN p.attribute = v.attribute OR p.attribute IS NULL ELSE p.attribute IS NULL END ORDER BY p.attribute NULLS LAST LIMIT 1) t ON true
LEFT JOIN LATERAL (SELECT LEAST(1, GREATEST(0, EXTRACT(epoch FROM k.at - r.observed_at) / EXTRACT(epoch FROM t.trust_period)))::float8 AS age FROM gr.golden_clock k) x ON true
WHERE v.value IS NOT NULL AND (a.valid_pattern IS NULL OR v.value ~ a.valid_pattern) AND (a.invalid_values IS NULL OR v.value <> ALL (a.invalid_values))
  AND NOT EXISTS (SELECT FROM gr.ignored_value n WHERE n.attribute = v.attribute AND n.value = v.value AND (n.source IS NULL OR (n.source, n.source_key) = (r.source, r.source_key)))
  AND NOT (q.nulls IS NOT DISTINCT FROM 'unset' AND EXISTS (SELECT FROM gr.record o JOIN gr.identity j USING (record_id) WHERE j.profile_id = i.profile_id AND o.source = r.source
        AND o.observed_at > r.observed_at AND to_jsonb(o) ->> v.attribute IS NULL
        AND NOT EXISTS (SELECT FROM gr.reject e WHERE e.kind = 'value' AND e.attribute = v.attribute AND e.source = o.source AND e.source_key = o.source_key)));
CREATE TABLE gr_pool AS TABLE gr_candidate WITH NO DATA;

-- One strategy after the other throws out who is not best.
CREATE TABLE gr_left (profile_id bigint, value text, record_id bigint, source text, source_key text, observed_at timestamptz, priority int, trust float8, filled int);
CREATE FUNCTION gr_narrow(chain text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    strategy text;
BEGIN
    FOREACH strategy IN ARRAY chain LOOP
        EXECUTE format('DELETE FROM gr_left l USING (SELECT s.record_id, s.score, max(s.score) OVER (PARTITION BY s.profile_id) AS best FROM (SELECT v.*, (%s)::numeric AS score FROM gr_left v) s) b
            WHERE b.record_id = l.record_id AND b.score < b.best', CASE strategy
            WHEN 'most_recent' THEN 'COALESCE(EXTRACT(epoch FROM v.observed_at), -1)'
            WHEN 'least_recent' THEN 'COALESCE(-EXTRACT(epoch FROM v.observed_at), -1e12)'
            WHEN 'most_frequent' THEN 'count(*) OVER (PARTITION BY v.profile_id, v.value)'
            WHEN 'weighted_vote' THEN 'sum(round(1e6 * v.trust::numeric)) OVER (PARTITION BY v.profile_id, v.value)'
            WHEN 'by_priority' THEN '-v.priority'
            WHEN 'trust_decay' THEN 'round(1e9 * v.trust)'
            WHEN 'longest' THEN 'length(v.value)'
            WHEN 'shortest' THEN '-length(v.value)'
            WHEN 'prefer_true' THEN 'v.value::boolean::int'
            WHEN 'prefer_false' THEN '-v.value::boolean::int'
            WHEN 'most_complete' THEN 'v.filled'
            WHEN 'accents' THEN 'octet_length(v.value) - length(v.value)' END);
    END LOOP;
END
$$;
CREATE TABLE gr_golden (profile_id bigint, attribute text, value text);
CREATE FUNCTION gr_reference() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
    ranked boolean;
BEGIN
    TRUNCATE gr_golden, gr_pool;
    INSERT INTO gr_pool TABLE gr_candidate;
    FOR item IN SELECT a.*, g.survivorship AS group_chain FROM gr.attribute a LEFT JOIN gr.attribute_group g ON g.name = a."group" ORDER BY COALESCE(a.survivorship[1] LIKE 'same_record_as%', false), a.position LOOP
        DELETE FROM gr_left;
        IF item."group" IS NOT NULL THEN
            INSERT INTO gr_left SELECT c.profile_id, NULL, c.record_id, min(c.source), min(c.source_key), min(c.observed_at), min(c.source_priority), min(c.trust), count(*)
                FROM gr_pool c JOIN gr.attribute a ON a.name = c.attribute WHERE a."group" = item."group" GROUP BY c.profile_id, c.record_id;
            PERFORM gr_narrow(item.group_chain);
            INSERT INTO gr_golden SELECT l.profile_id, item.name, (SELECT c.value FROM gr_pool c WHERE c.record_id = l.first AND c.attribute = item.name)
                FROM (SELECT profile_id, min(record_id) AS first FROM gr_left GROUP BY profile_id) l;
        ELSIF item.survivorship[1] LIKE 'same_record_as%' THEN
            INSERT INTO gr_golden SELECT w.profile_id, item.name, c.value
                FROM (SELECT DISTINCT ON (c.profile_id) c.profile_id, c.record_id FROM gr_pool c
                      JOIN gr_golden g ON g.profile_id = c.profile_id AND g.attribute = c.attribute AND g.value = c.value
                      WHERE c.attribute = substring(item.survivorship[1], '\((.*)\)')
                      ORDER BY c.profile_id, c.priority, c.observed_at DESC NULLS LAST, c.source COLLATE "C", c.source_key COLLATE "C") w
                LEFT JOIN gr_pool c ON c.record_id = w.record_id AND c.attribute = item.name;
        ELSE
            INSERT INTO gr_left SELECT c.profile_id, c.value, c.record_id, c.source, c.source_key, c.observed_at, c.priority, c.trust FROM gr_pool c WHERE c.attribute = item.name;
            SELECT count(DISTINCT COALESCE(q.priority, s.priority)) > 1 INTO ranked FROM gr.source s LEFT JOIN gr.source_policy q ON q.source = s.name AND q.attribute = item.name;
            PERFORM gr_narrow(COALESCE(item.survivorship, CASE WHEN ranked THEN '{by_priority,most_recent}'::text[] WHEN item.kind IN ('identifier', 'given_name') THEN '{most_frequent,most_recent}' ELSE '{most_recent}' END)
                || CASE WHEN item.kind = 'given_name' THEN '{accents}'::text[] ELSE '{}' END);
            INSERT INTO gr_golden SELECT l.profile_id, item.name, min(l.value COLLATE "C") FROM gr_left l GROUP BY l.profile_id;
        END IF;
        DELETE FROM gr_golden g USING gr.pin p JOIN gr.record r USING (source, source_key) JOIN gr.identity i USING (record_id)
            WHERE p.attribute = item.name AND g.attribute = item.name AND g.profile_id = i.profile_id;
        INSERT INTO gr_golden SELECT DISTINCT ON (i.profile_id) i.profile_id, item.name, p.value FROM gr.pin p JOIN gr.record r USING (source, source_key) JOIN gr.identity i USING (record_id)
            WHERE p.attribute = item.name ORDER BY i.profile_id, p.pinned_at DESC;
    END LOOP;
END
$$;

-- What the hub has otherwise; a row for each profile and column.
CREATE FUNCTION gr_difference() RETURNS TABLE (profile_id bigint, what text, hub text, reference text) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM gr_reference();
    RETURN QUERY
    SELECT COALESCE(h.profile_id, n.profile_id), COALESCE(h.attribute, n.attribute), h.value, n.value
    FROM (SELECT p.profile_id, v.attribute, v.value FROM gr.profile p CROSS JOIN LATERAL (VALUES ('card', p.card), ('name', p.name), ('tag', p.tag), ('flag', p.flag::text), ('city', p.city), ('zone', p.zone),
              ('records', p.record_count || ' ' || p.source_count), ('seen', concat_ws(' ', p.first_seen, p.last_seen)), ('completeness', round(p.completeness::numeric, 9)::text), ('confidence', p.confidence::text)) v (attribute, value)
          WHERE v.value IS NOT NULL) h
    FULL JOIN (SELECT g.* FROM gr_golden g WHERE g.value IS NOT NULL
               UNION ALL SELECT i.profile_id, 'records', count(*) || ' ' || count(DISTINCT r.source) FROM gr.identity i JOIN gr.record r USING (record_id) GROUP BY 1
               UNION ALL SELECT i.profile_id, 'seen', concat_ws(' ', min(r.observed_at), max(r.observed_at)) FROM gr.identity i JOIN gr.record r USING (record_id) GROUP BY 1
               UNION ALL SELECT i.profile_id, 'completeness', round((SELECT count(g.value) FROM gr_golden g WHERE g.profile_id = i.profile_id) / 6.0, 9)::text FROM gr.identity i GROUP BY 1
               UNION ALL SELECT c.profile_id, 'confidence', round(min(c.best)::numeric, 4)::float8::text
                   FROM (SELECT i.profile_id, COALESCE((SELECT max(l.match_probability) FROM gr.link l JOIN gr.identity j ON j.record_id = CASE i.record_id WHEN l.record_a THEN l.record_b ELSE l.record_a END
                                                        WHERE i.record_id IN (l.record_a, l.record_b) AND j.profile_id = i.profile_id), 1) AS best FROM gr.identity i) c GROUP BY 1) n
        ON n.profile_id = h.profile_id AND n.attribute = h.attribute
    WHERE h.value IS DISTINCT FROM n.value;
END
$$;

-- A change of the rules.
CREATE FUNCTION gr_rule(step text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    what text := (ARRAY['name', 'tag', 'flag', 'city', 'zone'])[1 + gr_pick('attribute' || step, 5)];
    chain text[];
    who bigint := (SELECT i.profile_id FROM gr.identity i ORDER BY md5(step || i.profile_id) LIMIT 1);
BEGIN
    CASE gr_pick('rule' || step, 11)
    WHEN 0, 1, 2 THEN
        SELECT array_agg(s.strategy ORDER BY md5(step || s.strategy)) INTO chain
        FROM unnest(ARRAY['most_recent', 'least_recent', 'by_priority', 'trust_decay'] || CASE what WHEN 'flag' THEN ARRAY['prefer_true', 'prefer_false'] ELSE ARRAY['longest', 'shortest'] END) AS s (strategy);
        chain := chain[1:1 + gr_pick('length' || step, 3)];
        chain := CASE gr_pick('vote' || step, 5) WHEN 0 THEN 'most_frequent'::text || chain WHEN 1 THEN chain[1:1] || 'weighted_vote'::text || chain[2:] WHEN 2 THEN NULL ELSE chain END;
        IF what = 'zone' AND gr_pick('follow' || step, 2) = 0 THEN
            chain := ARRAY['same_record_as(city)'];
        END IF;
        BEGIN
            PERFORM cdp.set_survivorship('gr', what, chain);
        EXCEPTION WHEN invalid_parameter_value THEN
            NULL;  -- what is in a group follows nothing
        END;
    WHEN 3 THEN
        BEGIN
            PERFORM cdp.set_group('gr', 'place', CASE WHEN gr_pick('dissolve' || step, 3) > 0 THEN ARRAY['city', 'zone'] END,
                (ARRAY['{most_recent}', '{by_priority,most_complete}', '{trust_decay,least_recent}', '{most_complete,trust_decay}'])[1 + gr_pick('chain' || step, 4)]::text[]);
        EXCEPTION WHEN invalid_parameter_value THEN
            NULL;  -- what follows is in no group
        END;
    WHEN 4 THEN
        PERFORM cdp.set_validity('gr', 'tag', (ARRAY[NULL, '^[xyz]', '^.{1,2}$'])[1 + gr_pick('pattern' || step, 3)], (ARRAY[NULL, '{yy}', '{x,zzz}'])[1 + gr_pick('invalid' || step, 3)]::text[]);
    WHEN 5 THEN
        IF gr_pick('undo' || step, 2) = 0 THEN
            PERFORM cdp.ignore_value('gr', what, CASE what WHEN 'flag' THEN 'true' ELSE 'yy' END, 'wrong');
        ELSE
            PERFORM cdp.unignore_value('gr', n.attribute, n.value) FROM gr.ignored_value n;
        END IF;
    WHEN 6, 7 THEN
        IF gr_pick('unpin' || step, 3) = 0 THEN
            PERFORM cdp.unpin_value('gr', who, what);
        ELSIF who IS NOT NULL THEN
            PERFORM cdp.pin_value('gr', who, what, CASE what WHEN 'flag' THEN 'false' ELSE gr_value('pin' || step, 5) END, 'said so');
        END IF;
    WHEN 8 THEN
        PERFORM cdp.process_due('gr', timestamptz '2024-06-01 UTC' + gr_pick('clock' || step, 1000) * interval '1 day');
    ELSE
        PERFORM cdp.set_source_policy('gr', (ARRAY['a', 'b', 'c'])[1 + gr_pick('source' || step, 3)], p.attribute, CASE WHEN p.attribute IS NOT NULL AND gr_pick('p' || step, 2) = 0 THEN gr_pick('priority' || step, 3) END,
            t.trust, CASE WHEN t.decays THEN t.trust / 2 END, CASE WHEN t.decays THEN interval '300 days' END, (ARRAY['linear', 'fast_first', 'slow_first'])[1 + gr_pick('curve' || step, 3)],
            CASE WHEN p.attribute IS NOT NULL AND gr_pick('nulls' || step, 2) = 0 THEN 'unset' ELSE 'absent' END)
        FROM (SELECT CASE WHEN gr_pick('all' || step, 3) > 0 THEN what END AS attribute) p,
             (SELECT (ARRAY[NULL, 0.25, 0.5, 1])[1 + gr_pick('trust' || step, 4)]::float8 AS trust, gr_pick('trust' || step, 4) > 0 AND gr_pick('decays' || step, 2) = 0 AS decays) t;
    END CASE;
END
$$;

CREATE TABLE gr_fault (step int, after text, profile_id bigint, what text, hub text, reference text);
CREATE PROCEDURE gr_load(step int) LANGUAGE plpgsql AS $$
DECLARE
    share int := (ARRAY[3, 10, 40])[1 + gr_pick('size' || step, 3)];
BEGIN
    DELETE FROM gr_row WHERE gr_pick('delete' || step || source || key, share) = 0;
    UPDATE gr_row r SET card = n.card, name = n.name, tag = n.tag, flag = n.flag, city = n.city, zone = n.zone, seen = n.seen
        FROM (SELECT o.source, o.key, (gr_new('update' || step || o.source || o.key)).* FROM gr_row o) n (source, key, s, k, card, name, tag, flag, city, zone, seen)
        WHERE r.source = n.source AND r.key = n.key AND gr_pick('change' || step || r.source || r.key, share) = 0;
    INSERT INTO gr_row SELECT s.source, k.key, n.card, n.name, n.tag, n.flag, n.city, n.zone, n.seen FROM unnest(ARRAY['a', 'b', 'c']) AS s (source), generate_series(1, 30) AS k (key), gr_new('insert' || step || s.source || k.key) AS n
        WHERE gr_pick('insert' || step || s.source || k.key, share) = 0 ON CONFLICT DO NOTHING;
    IF gr_pick('source' || step, 8) = 0 THEN
        UPDATE gr.source SET priority = 1 + gr_pick('rank' || step || name, 2);
    END IF;
    -- rules change before a sync, between it and a resolve, and after
    IF gr_pick('early' || step, 3) = 0 THEN
        PERFORM gr_rule(step || ' early');
    END IF;
    PERFORM count(*) FROM cdp.sync('gr', max_delete => 1);
    IF gr_pick('between' || step, 3) = 0 THEN
        PERFORM gr_rule(step || ' between');
    END IF;
    PERFORM cdp.resolve('gr');
    INSERT INTO gr_fault SELECT step, 'load', d.* FROM gr_difference() d;
    PERFORM gr_rule(step::text);
    INSERT INTO gr_fault SELECT step, 'rule', d.* FROM gr_difference() d;
END
$$;
DO $$ BEGIN PERFORM cdp.sync('gr'); PERFORM cdp.resolve('gr'); END $$;
\set ECHO none
SELECT format('CALL gr_load(%s)', n) FROM generate_series(1, :loads) AS n \gexec
\set ECHO all
SELECT * FROM gr_fault ORDER BY step, after, profile_id, what LIMIT 20;

-- that the loads were of all sorts; and nothing is left for a rebuild
SELECT count(*) > 10 AS profiles, bool_or(record_count > 3) AS large, count(DISTINCT confidence) > 1 AS confidences, count(DISTINCT completeness) > 2 AS completenesses FROM gr.profile;
SELECT count(DISTINCT attribute) > 2 AS pins FROM gr.pin;
CREATE TABLE gr_before AS SELECT profile_id, updated_at FROM gr.profile;
SELECT created, merged, split, moved FROM cdp.rebuild('gr');
SELECT count(*) AS written FROM gr.profile p LEFT JOIN gr_before b USING (profile_id) WHERE b.updated_at IS DISTINCT FROM p.updated_at;

DROP VIEW gr_candidate;
SELECT cdp.drop_hub('gr', confirm => 'gr');
DROP VIEW gr_a, gr_b, gr_c;
DROP TABLE gr_row CASCADE;
DROP TABLE gr_pool, gr_left, gr_golden, gr_fault, gr_before;
DROP PROCEDURE gr_load;
DROP FUNCTION gr_pick, gr_value, gr_narrow, gr_reference, gr_difference, gr_rule;
