# SPDX-License-Identifier: PostgreSQL
# Eight sessions push, change and delete records of the same few customers, alone and in transactions of several calls, while
# stewards decide, a source is synced and the hub resolved: the end is that of a rebuild, and of a hub that got everything at once.
# CDP_STRESS_SECONDS=60 runs longer (10).
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $seconds = $ENV{CDP_STRESS_SECONDS} || 10;
my $node = new_server('concurrent', 'deadlock_timeout = 50ms', 'max_locks_per_transaction = 64');
make_customers($node, 400);
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
SELECT count(push('web', i, i, i % 4)) FROM generate_series(1, 120) i;
SELECT cdp.resolve('crm');
SQL

my %scripts = (
	'upsert@60' => <<'PGBENCH',
\set key random(1, 150)
\set customer random(1, 400)
\set variant random(0, 3)
\set card random(0, 3)
SELECT push(CASE :card WHEN 0 THEN 'card' ELSE 'web' END, :key, :customer, :variant);
PGBENCH
	'same@20' => <<'PGBENCH',
\set key random(1, 150)
\set variant random(0, 3)
SELECT push('web', :key, 1 + :key / 3, :variant);
PGBENCH
	'delete@25' => <<'PGBENCH',
\set key random(1, 150)
\set card random(0, 2)
SELECT cdp.delete_record('crm', CASE :card WHEN 0 THEN 'card' ELSE 'web' END, :key::text);
PGBENCH
	'several@10' => <<'PGBENCH',
\set key random(1, 150)
\set customer random(1, 400)
\set other random(1, 150)
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
	'savepoint@6' => <<'PGBENCH',
\set key random(1, 150)
\set customer random(1, 400)
BEGIN;
SAVEPOINT s;
SELECT push('web', :key, :customer, 2);
ROLLBACK TO s;
SELECT push('web', :key, :customer, 3);
COMMIT;
PGBENCH
	'decide@1' => <<'PGBENCH',
\set a random(1, 150)
\set b random(1, 150)
\set must random(0, 1)
SELECT decide(:must = 1, :a, :b);
PGBENCH
	'sync@1' => <<'PGBENCH',
\set id random(1, 400)
\set other random(1, 400)
UPDATE contact SET (first_name, last_name, email) = (SELECT c.first_name, c.last_name, c.email FROM customers c WHERE c.id = :other) WHERE id = :id / 4 * 4;
SELECT count(*) FROM cdp.sync('crm');
PGBENCH
	'resolve@1' => "SELECT profiles FROM cdp.resolve('crm');\n");

my @arguments;
for my $name (sort keys %scripts)
{
	my $file = "$PostgreSQL::Test::Utils::tmp_check/concurrent_" . ($name =~ s/@.*//r) . '.sql';
	append_to_file($file, $scripts{$name});
	push @arguments, '-f', $file . ($name =~ s/.*@/@/r);
}
my ($out, $err) = run_command([ 'pgbench', '-n', '-c', 8, '-j', 2, '-T', $seconds, '--max-tries=1000', '-r', '--random-seed=20240607', @arguments, $node->connstr('postgres') ]);
like($out, qr/^number of failed transactions: 0 /m, 'no call fails but for deadlocks, and these can be run again');
unlike($err, qr/ERROR|aborted/, 'no client ends early') or diag $err;
my ($calls) = $out =~ /^number of transactions actually processed: (\d+)/m;
my ($retried) = $out =~ /^number of transactions retried: (\d+)/m;
diag "$calls transactions, $retried of them run again";
for my $name (qw(upsert same delete decide resolve))
{
	my ($again) = $out =~ /^SQL script \d+: \S*concurrent_$name\.sql\n(?: - .*\n)*? - number of transactions retried: (\d+)/m;
	is($again, 0, "transactions of one call, of script $name, do not deadlock");
}
cmp_ok($calls, '>', 5 * $seconds, 'the sessions do something');

is($node->safe_psql('postgres', <<'SQL'), '0|0|0|0', 'nothing is half done');
SELECT (SELECT count(*) FROM crm.identity i LEFT JOIN crm.record r USING (record_id) LEFT JOIN crm.profile p USING (profile_id) WHERE p.profile_id IS NULL OR r.record_id IS NULL),
       (SELECT count(*) FROM crm.profile p WHERE p.record_count <> (SELECT count(*) FROM crm.identity i WHERE i.profile_id = p.profile_id)),
       (SELECT count(*) FROM crm.redirect d WHERE EXISTS (SELECT FROM crm.profile p WHERE p.profile_id = d.profile_id) OR EXISTS (SELECT FROM crm.redirect e WHERE e.profile_id = d.current_id)),
       (SELECT count(*) FROM crm.identity_history h WHERE h.valid_from > h.valid_to);
SQL
$node->safe_psql('postgres', q{SELECT count(*) FROM cdp.sync('crm'); SELECT profiles FROM cdp.resolve('crm')});
is($node->safe_psql('postgres', q{SELECT moved, created, merged, split FROM cdp.rebuild('crm')}), '0|0|0|0', 'a rebuild finds nothing to change');

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
my %state;
for my $hub (qw(crm fresh))
{
	$state{$hub} = $node->safe_psql('postgres', <<"SQL");
SELECT string_agg(g.members || ' ' || g.golden, E'\\n' ORDER BY g.members) FROM (
    SELECT string_agg(r.source || r.source_key, ',' ORDER BY r.source, r.source_key) AS members, (to_jsonb(p) - '{profile_id,updated_at}'::text[])::text AS golden
    FROM $hub.profile p JOIN $hub.identity i USING (profile_id) JOIN $hub.record r USING (record_id) GROUP BY p.profile_id) g;
SELECT string_agg(p.pair, E'\\n' ORDER BY p.pair) FROM (
    SELECT concat_ws(' ', LEAST(a.source || a.source_key, b.source || b.source_key), GREATEST(a.source || a.source_key, b.source || b.source_key), l.match_weight) AS pair
    FROM $hub.link l JOIN $hub.record a ON a.record_id = l.record_a JOIN $hub.record b ON b.record_id = l.record_b) p;
SELECT count(*) FROM $hub.block_key;
SQL
}
is($state{crm}, $state{fresh}, 'the end is that of a hub that got everything at once');

$node->stop;
done_testing();
