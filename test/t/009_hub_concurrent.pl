# SPDX-License-Identifier: PostgreSQL
# Eight sessions push, change and delete records of the same few customers, alone and in transactions of several calls, while
# stewards decide, a source is synced and the hub resolved: the end is that of a rebuild, and of a hub that got everything at once.
# CDP_STRESS_SECONDS=60 runs longer (16).
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $seconds = $ENV{CDP_STRESS_SECONDS} || 16;
my $node = new_server('concurrent', 'deadlock_timeout = 50ms', 'max_locks_per_transaction = 64');
make_customers($node, 100);
$node->safe_psql('postgres', <<'SQL');
CREATE TABLE contact AS SELECT id, first_name, last_name, birth_date, email, postcode FROM customers WHERE id % 4 = 0;
ALTER TABLE contact ADD PRIMARY KEY (id);
SELECT cdp.create_hub('crm', region => 'FR');
SELECT cdp.add_source('crm', 'contact', 'contact', 'id', '{"given_name": "first_name", "family_name": "last_name", "birth_date": "birth_date", "email": "email", "postcode": "postcode"}', observed_at => '''2024-01-01''');
SELECT cdp.add_source('crm', 'web', mode => 'push', priority => 20), cdp.add_source('crm', 'card', mode => 'push', priority => 30, duplicate_free => true);
SELECT cdp.sync('crm');

-- What is pushed under a key: customer $2, as variant $3 of 4 has it.
CREATE FUNCTION push(source text, key int, customer int, variant int) RETURNS bigint LANGUAGE sql AS $$
    SELECT cdp.upsert_record('crm', push.source, push.key::text, jsonb_strip_nulls(jsonb_build_object('given_name', CASE WHEN push.variant <> 1 THEN c.first_name END,
        'family_name', CASE WHEN push.variant = 2 THEN overlay(c.last_name PLACING 'e' FROM 3 FOR 1) ELSE c.last_name END, 'birth_date', CASE WHEN push.variant <> 2 THEN c.birth_date END,
        'email', CASE WHEN push.variant <> 3 THEN c.email END, 'postcode', c.postcode, 'city', CASE WHEN push.variant = 0 THEN c.city END)), '2024-06-01')
    FROM customers c WHERE c.id = push.customer $$;
-- A decision about two records, unless it is refused.
CREATE FUNCTION decide(must boolean, a int, b int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF must THEN
        PERFORM cdp.must_link('crm', 'web', a::text, 'web', b::text, 'a test');
    ELSE
        PERFORM cdp.cannot_link('crm', 'web', a::text, 'web', b::text, 'a test');
    END IF;
EXCEPTION WHEN deadlock_detected OR serialization_failure THEN RAISE;
WHEN OTHERS THEN NULL;
END
$$;
SELECT count(push('web', i, i, i % 4)) FROM generate_series(1, 60) i;
SELECT cdp.resolve('crm');
SQL

my %scripts = (
	'upsert@40' => <<'PGBENCH',
\set key random(1, 60)
\set customer random(1, 36)
\set variant random(0, 3)
\set card random(0, 3)
SELECT push(CASE :card WHEN 0 THEN 'card' ELSE 'web' END, :key, :customer, :variant);
PGBENCH
	'same@20' => <<'PGBENCH',
\set key random(1, 60)
\set variant random(0, 3)
SELECT push('web', :key, 1 + :key / 3, :variant);
PGBENCH
	'delete@25' => <<'PGBENCH',
\set key random(1, 60)
\set card random(0, 2)
SELECT cdp.delete_record('crm', CASE :card WHEN 0 THEN 'card' ELSE 'web' END, :key::text);
PGBENCH
	'several@10' => <<'PGBENCH',
\set key random(1, 60)
\set customer random(1, 36)
\set other random(1, 60)
\set undo random(0, 3)
BEGIN;
SELECT push('web', :key, :customer, 0);
SELECT cdp.delete_record('crm', 'web', :other::text);
SELECT push('card', :other, :customer, 0);
\if :undo = 0
ROLLBACK;
\else
COMMIT;
\endif
PGBENCH
	'slow@80' => <<'PGBENCH',
\set key random(1, 60)
\set customer random(1, 36)
BEGIN;
SELECT push('web', :key, :customer, 0);
SELECT pg_sleep(0.03);
COMMIT;
PGBENCH
	'savepoint@6' => <<'PGBENCH',
\set key random(1, 60)
\set customer random(1, 36)
BEGIN;
SAVEPOINT s;
SELECT push('web', :key, :customer, 2);
ROLLBACK TO s;
SELECT push('web', :key, :customer, 3);
COMMIT;
PGBENCH
	'decide@1' => <<'PGBENCH',
\set a random(1, 60)
\set b random(1, 60)
\set must random(0, 1)
SELECT decide(:must = 1, :a, :b);
PGBENCH
	'sync@1' => <<'PGBENCH',
\set id random(1, 100)
\set other random(1, 100)
UPDATE contact SET (first_name, last_name, email) = (SELECT c.first_name, c.last_name, c.email FROM customers c WHERE c.id = :other) WHERE id = :id / 4 * 4;
SELECT count(*) FROM cdp.sync('crm');
PGBENCH
	'resolve@1' => "SELECT profiles FROM cdp.resolve('crm');\n");

my @single = grep { $_ !~ /^(?:several|savepoint)@/ } sort keys %scripts;
is(run_scripts('one call each', @single), 0, 'transactions of one call do not deadlock');
run_scripts('also several calls', sort keys %scripts);

is($node->safe_psql('postgres', <<'SQL'), '0|0|0|0', 'nothing is half done');
SELECT (SELECT count(*) FROM crm.identity i LEFT JOIN crm.record r USING (record_id) LEFT JOIN crm.profile p USING (profile_id) WHERE p.profile_id IS NULL OR r.record_id IS NULL),
       (SELECT count(*) FROM crm.profile p WHERE p.record_count <> (SELECT count(*) FROM crm.identity i WHERE i.profile_id = p.profile_id)),
       (SELECT count(*) FROM crm.redirect d WHERE EXISTS (SELECT FROM crm.profile p WHERE p.profile_id = d.profile_id) OR EXISTS (SELECT FROM crm.redirect e WHERE e.profile_id = d.current_id)),
       (SELECT count(*) FROM crm.identity_history h WHERE h.valid_from > h.valid_to);
SQL
$node->safe_psql('postgres', q{SELECT count(*) FROM cdp.sync('crm'); SELECT profiles FROM cdp.resolve('crm')});
my $end = state_of('crm');
is($node->safe_psql('postgres', q{SELECT moved, created, merged, split FROM cdp.rebuild('crm')}), '0|0|0|0', 'a rebuild moves nothing');
is(state_of('crm'), $end, 'and changes nothing');

# A hub that gets the same records, model and decisions at once.
$node->safe_psql('postgres', <<'SQL');
SELECT cdp.create_hub('fresh', region => 'FR');
SELECT cdp.add_source('fresh', s.name, mode => 'push', priority => s.priority, duplicate_free => s.duplicate_free) FROM crm.source s;
SELECT count(cdp.upsert_record('fresh', r.source, r.source_key, to_jsonb(r) - '{record_id,source,source_key,observed_at,row_hash,run_id}'::text[], r.observed_at)) FROM crm.record r;
INSERT INTO fresh.model (model) SELECT m.model FROM crm.model m WHERE m.active;
INSERT INTO fresh.decision OVERRIDING SYSTEM VALUE SELECT * FROM crm.decision;
INSERT INTO fresh.decision_record SELECT * FROM crm.decision_record;
SELECT cdp.activate_model('fresh', 1);
SELECT cdp.resolve('fresh');
SQL
is(state_of('fresh'), $end, 'the end is that of a hub that got everything at once');

$node->stop;
done_testing();

# Eight clients that take scripts by their weights for half of the time: how many transactions had to be run again.
sub run_scripts
{
	my ($what, @names) = @_;
	my @arguments;
	for my $name (@names)
	{
		my $file = "$PostgreSQL::Test::Utils::tmp_check/concurrent_" . ($name =~ s/@.*//r) . '.sql';
		append_to_file($file, $scripts{$name}) unless -e $file;
		push @arguments, '-f', $file . ($name =~ s/.*@/@/r);
	}
	my ($out, $err) = run_command([ 'pgbench', '-n', '-c', 8, '-j', 2, '-T', $seconds / 2, '--max-tries=1000', '--random-seed=20240607', @arguments, $node->connstr('postgres') ]);
	like($out, qr/^number of failed transactions: 0 /m, "$what: no call fails but for deadlocks, and these can be run again");
	unlike($err, qr/ERROR|aborted/, "$what: no client ends early") or diag $err;
	my ($calls) = $out =~ /^number of transactions actually processed: (\d+)/m;
	my ($retried) = $out =~ /^number of transactions retried: (\d+)/m;
	diag "$what: $calls transactions, $retried of them run again";
	cmp_ok($calls, '>', 2 * $seconds, "$what: the sessions do something");
	return $retried;
}

# Profiles by their members, with golden values; links, conflicts, and how many records have keys.
sub state_of
{
	my ($hub) = @_;
	return $node->safe_psql('postgres', <<"SQL");
WITH r AS (SELECT r.record_id, r.source || ' ' || r.source_key AS name FROM $hub.record r)
SELECT string_agg(g.line, E'\\n' ORDER BY g.line) FROM (
    SELECT 'profile ' || string_agg(r.name, ',' ORDER BY r.name) || ' ' || (to_jsonb(p) - '{profile_id,updated_at}'::text[])::text AS line
    FROM $hub.profile p JOIN $hub.identity i USING (profile_id) JOIN r USING (record_id) GROUP BY p.profile_id
    UNION ALL SELECT concat_ws(' ', 'link', LEAST(a.name, b.name), GREATEST(a.name, b.name), l.match_weight) FROM $hub.link l JOIN r a ON a.record_id = l.record_a JOIN r b ON b.record_id = l.record_b
    UNION ALL SELECT concat_ws(' ', 'conflict', LEAST(a.name, b.name), GREATEST(a.name, b.name), c.reason, c.detail) FROM $hub.conflict c JOIN r a ON a.record_id = c.record_a JOIN r b ON b.record_id = c.record_b
    UNION ALL SELECT 'keys ' || count(*) FROM $hub.block_key) g;
SQL
}
