-- SPDX-License-Identifier: PostgreSQL
-- Stories that other systems tell of identity, each with the outcome it has here. A small model: an equal user id weighs
-- 10 bits, an e-mail address, a phone or a device 10, an equal family name 4 or -4, a given name 3 or -10; the prior takes 6.
SET TimeZone = 'UTC';
SET extra_float_digits = 0;
\set SHOW_CONTEXT never

CREATE FUNCTION sc_hub(linkage text DEFAULT 'average') RETURNS void LANGUAGE plpgsql SET client_min_messages = warning AS $$
BEGIN
    DROP TABLE IF EXISTS sc_row CASCADE;
    CREATE TABLE sc_row (id text PRIMARY KEY, user_id text, email text, phone text, device text, given text, family text, seen timestamptz DEFAULT '2024-01-01');
    IF EXISTS (SELECT FROM cdp.hubs() WHERE hub = 'sc') THEN
        PERFORM cdp.drop_hub('sc', 'sc');
    END IF;
    PERFORM cdp.create_hub('sc', 'empty', region => 'FR');
    PERFORM cdp.add_attribute('sc', a.name, a.kind) FROM (VALUES ('user_id', 'identifier'), ('email', 'email'), ('phone', 'phone'), ('device', 'text'), ('given', 'given_name'), ('family', 'family_name')) AS a (name, kind);
    PERFORM cdp.add_source('sc', 'web', 'sc_row', observed_at => 'seen', mapping => '{"user_id": "user_id", "email": "email", "phone": "phone", "device": "device", "given": "given", "family": "family"}');
    INSERT INTO sc.model (model) VALUES (jsonb_build_object('linkage', linkage) || '{
        "attributes": [{"name": "user_id", "kind": "identifier"}, {"name": "email", "kind": "email"}, {"name": "phone", "kind": "phone"},
                       {"name": "device", "kind": "text"}, {"name": "given", "kind": "given_name"}, {"name": "family", "kind": "family_name"}],
        "blocking": [["user_id"], ["email"], ["phone"], ["device"], ["family"]],
        "comparisons": [
            {"attributes": ["user_id"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
            {"attributes": ["email"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
            {"attributes": ["phone"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
            {"attributes": ["device"], "levels": [{"when": "exact", "m": 0.512, "u": 0.0005}, {"when": "else", "m": 0.488, "u": 0.9995}]},
            {"attributes": ["given"], "levels": [{"when": "exact", "m": 0.8, "u": 0.1}, {"when": "else", "m": 0.0007, "u": 0.768}]},
            {"attributes": ["family"], "levels": [{"when": "exact", "m": 0.8, "u": 0.05}, {"when": "else", "m": 0.05, "u": 0.8}]}],
        "prior": 0.0153846153846}'::jsonb);
    PERFORM cdp.activate_model('sc', 1);
END
$$;
CREATE FUNCTION sc_resolve() RETURNS TABLE (profile_id bigint, records text) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cdp.sync('sc', max_delete => 1);
    PERFORM cdp.resolve('sc');
    RETURN QUERY SELECT s.profile_id, string_agg(s.source_key, ' ' ORDER BY s.source_key) FROM sc.profile_source s GROUP BY 1 ORDER BY 1;
END
$$;
CREATE FUNCTION sc_now() RETURNS TABLE (profile_id bigint, records text) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT s.profile_id, string_agg(s.source_key, ' ' ORDER BY s.source_key) FROM sc.profile_source s GROUP BY 1 ORDER BY 1;
END
$$;

-- 1. A known user, then an event of another user with the same e-mail address; a user has one id and up to five addresses.
-- The address does not make them one, whichever comes first; and the address stays on both.
SELECT sc_hub();
SELECT cdp.set_identifier_limit('sc', 'user_id', 1), cdp.set_identifier_limit('sc', 'email', 5);
INSERT INTO sc_row (id, user_id, email) VALUES ('first', 'abc789', 'jane@example1.com');
SELECT * FROM sc_resolve();
INSERT INTO sc_row (id, user_id, email) VALUES ('second', 'abc456', 'jane@example1.com');
SELECT * FROM sc_resolve();
SELECT reason, detail FROM sc.conflict;
SELECT source_key, user_id, email FROM sc.record ORDER BY 1;
SELECT sc_hub();
SELECT cdp.set_identifier_limit('sc', 'user_id', 1), cdp.set_identifier_limit('sc', 'email', 5);
INSERT INTO sc_row (id, user_id, email) VALUES ('second', 'abc456', 'jane@example1.com');
SELECT * FROM sc_resolve();
INSERT INTO sc_row (id, user_id, email) VALUES ('first', 'abc789', 'jane@example1.com');
SELECT * FROM sc_resolve();

-- 2. One profile is merged into another, and that into a third: redirects are one hop, the log tells all three steps.
SELECT sc_hub();
INSERT INTO sc_row (id, email, phone) VALUES ('p0', 'p0@example.com', NULL), ('q0', 'p0@example.com', NULL), ('r0', 'p0@example.com', NULL), ('p1', 'p1@example.com', NULL), ('p2', 'p2@example.com', NULL);
SELECT * FROM sc_resolve();
UPDATE sc_row SET email = 'p1@example.com' WHERE id = 'p2';
SELECT * FROM sc_resolve();
UPDATE sc_row SET email = 'p0@example.com' WHERE id IN ('p1', 'p2');
SELECT * FROM sc_resolve();
SELECT r.profile_id, r.current_id FROM sc.redirect r ORDER BY 1;
SELECT event, e.profile_id, e.other_id FROM sc.profile_event e WHERE event = 'redirected' ORDER BY event_id;

-- 3. Two users and somebody unknown on one phone: the users stay apart, and the unknown one is nobody's.
SELECT sc_hub();
SELECT cdp.set_identifier_limit('sc', 'user_id', 1);
INSERT INTO sc_row (id, user_id, device) VALUES ('alice', 'u-alice', 'd1');
SELECT * FROM sc_resolve();
INSERT INTO sc_row (id, device) VALUES ('unknown', 'd1');
SELECT * FROM sc_resolve();
INSERT INTO sc_row (id, user_id, device) VALUES ('bob', 'u-bob', 'd1');
SELECT * FROM sc_resolve();
SELECT reason, detail, count(*) FROM sc.conflict GROUP BY 1, 2 ORDER BY 1;
INSERT INTO sc_row (id, device) VALUES ('later', 'd1');
SELECT * FROM sc_resolve();
-- until something else tells whose it is
UPDATE sc_row SET user_id = 'u-bob' WHERE id = 'later';
SELECT * FROM sc_resolve();

-- 4. Members that share an address and a phone stay apart by their member number; what belongs to each is listed once.
SELECT sc_hub();
SELECT cdp.set_identifier_limit('sc', 'user_id', 1);
INSERT INTO sc_row (id, user_id, email, phone) VALUES ('a', 'm1', 'shared@example.com', '0647203318'), ('b', 'm1', 'shared@example.com', '0647203319'), ('c', 'm2', 'shared@example.com', '0647203318');
SELECT * FROM sc_resolve();
SELECT c.profile_id, kind, value, rank FROM sc.contact_point c ORDER BY 1, 2, 4;

-- 5. A chain of 60 records, each linked with the next: one profile, found in one run; with a greatest size it is cut and told.
SELECT sc_hub('single');
INSERT INTO sc_row (id, email, phone) SELECT lpad(n::text, 2, '0'), 'm' || n / 2 || '@example.com', '06472033' || lpad(((n + 1) / 2)::text, 2, '0') FROM generate_series(1, 60) AS n;
SELECT sc_resolve();
SELECT cdp.set_max_size('sc', 50);
SELECT max(record_count) <= 50 AS kept, count(*) AS profiles FROM sc.profile;
SELECT reason, count(*) > 0 AS told FROM sc.conflict GROUP BY 1;
SELECT count(*) > 0 AS to_review FROM sc.review WHERE kind = 'conflict';
SELECT cdp.set_max_size('sc', NULL);
SELECT count(*) AS profiles FROM sc.profile;

-- 7. Twins: one family name, one address, one phone, other given names: two people, by the model; where it errs, by decision.
SELECT sc_hub();
INSERT INTO sc_row (id, given, family, phone) VALUES ('anna', 'Anna', 'Thomson', '0647203318'), ('emma', 'Emma', 'Thomson', '0647203318'), ('anna2', 'Anna', 'Thomson', '0647203318');
SELECT * FROM sc_resolve();
INSERT INTO sc_row (id, given, family, phone) VALUES ('nn', NULL, 'Thomson', '0647203318');
SELECT * FROM sc_resolve();
SELECT cdp.cannot_link('sc', 'web', 'anna', 'web', 'emma', 'twins');
SELECT cdp.must_link('sc', 'web', 'nn', 'web', 'emma', 'asked her');
SELECT * FROM sc_now();

-- 9. Merged and unmerged is as before, ids, golden records and all, but for the cannot-link; once more changes nothing.
SELECT sc_hub();
INSERT INTO sc_row (id, email, given, family) VALUES ('x1', 'x@example.com', 'Xenia', 'Xu'), ('x2', 'x@example.com', 'Xenia', 'Xu'), ('y1', 'y@example.com', 'Yves', 'Yung'), ('y2', 'y@example.com', 'Yves', 'Yung'), ('y3', 'y@example.com', 'Y.', 'Yung');
SELECT * FROM sc_resolve();
CREATE TABLE sc_before AS SELECT to_jsonb(u) - 'updated_at' AS golden, (SELECT jsonb_agg(s.source_key ORDER BY s.source_key) FROM sc.profile_source s WHERE s.profile_id = u.profile_id) AS records FROM sc.unified_profile u;
SELECT cdp.must_link('sc', 'web', 'x1', 'web', 'y1', 'one account');
SELECT * FROM sc_now();
SELECT cdp.unmerge('sc', cdp.current_id('sc', 1), ARRAY[['web', 'x1'], ['web', 'x2']], 'two people after all') AS decision;
SELECT * FROM sc_now();
SELECT count(*) AS as_before FROM sc_before b JOIN sc.unified_profile u ON to_jsonb(u) - 'updated_at' = b.golden
WHERE b.records = (SELECT jsonb_agg(s.source_key ORDER BY s.source_key) FROM sc.profile_source s WHERE s.profile_id = u.profile_id);
SELECT count(*) AS redirects FROM sc.redirect;
SELECT verdict FROM sc.decision WHERE ended_at IS NULL;
SELECT cdp.unmerge('sc', 2, ARRAY[['web', 'x1'], ['web', 'x2']], 'two people after all') AS decision;
SELECT verdict FROM sc.decision WHERE ended_at IS NULL;
DROP TABLE sc_before;

-- 10. The record that made the profile is split off: the others keep the id and all they have; so for a part.
SELECT sc_hub();
INSERT INTO sc_row (id, email, given, family) VALUES ('creator', 'z@example.com', 'Zoe', 'Zahn');
SELECT * FROM sc_resolve();
INSERT INTO sc_row (id, email, given, family) VALUES ('second', 'z@example.com', 'Zoe', 'Zahn'), ('third', 'z@example.com', 'Zoe', 'Zahn'), ('fourth', 'z@example.com', 'Zoe', 'Zahn');
SELECT * FROM sc_resolve();
SELECT cdp.unmerge('sc', 1, ARRAY[['web', 'creator']], 'not hers');
SELECT * FROM sc_now();
SELECT cdp.unmerge('sc', 1, ARRAY[['web', 'third']], 'not hers either');
SELECT * FROM sc_now();
SELECT u.profile_id, given, family, email, record_count FROM sc.unified_profile u ORDER BY 1;

-- 11. Values that stand for nothing never link, and are not lost: placeholders are told in reject, blocked ones stay in the record.
SELECT sc_hub();
SELECT cdp.block_value('sc', 'device', v, 'stands for nothing') FROM unnest(ARRAY['0000', '-1', 'null', 'anonymous']) AS v;
INSERT INTO sc_row (id, user_id, device) SELECT n || '/' || copy, CASE WHEN n < 6 THEN v END, CASE WHEN n > 5 THEN v END
    FROM unnest(ARRAY['0000', '-1', 'null', 'anonymous', '', '0000', '-1', 'null', 'anonymous', '']) WITH ORDINALITY AS e (v, n), generate_series(1, 2) AS copy;
SELECT count(*) AS profiles, max(length(records)) AS longest FROM sc_resolve();
SELECT DISTINCT attribute, value, reason FROM sc.reject ORDER BY 1, 2;
SELECT DISTINCT device FROM sc.record WHERE device IS NOT NULL ORDER BY 1;

SELECT cdp.drop_hub('sc', confirm => 'sc');
DROP FUNCTION sc_hub(text), sc_resolve(), sc_now();
DROP TABLE sc_row;
