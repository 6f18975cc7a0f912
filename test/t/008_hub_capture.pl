# SPDX-License-Identifier: PostgreSQL
# Sources of mode trigger and queue under load from several sessions, with backends killed and the server stopped at any
# moment: what was committed is captured, no profile is half changed, and the end is that of a rebuild. CDP_CRASH_ROUNDS=50
# runs as many rounds (3). Then a dump with keys in the queue, whose copy goes on as the original does.
use strict;
use warnings;

use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $rounds = $ENV{CDP_CRASH_ROUNDS} || 3;
srand(20240607);

my $node = new_server('capture', 'restart_after_crash = on', 'log_min_messages = panic');
make_hub($node, 150);
$node->safe_psql('postgres', <<'SQL');
SELECT cdp.set_source_mode('crm', 'contact', 'trigger'), cdp.set_source_mode('crm', 'shop', 'queue'), cdp.set_source_mode('crm', 'loyalty', 'trigger');
SELECT cdp.sync('crm');
SELECT cdp.resolve('crm');
SQL

my $events = q{SELECT (SELECT count(*) FROM crm.profile_event) + (SELECT count(*) FROM crm.identity_history)};
my $before = $node->safe_psql('postgres', $events);

for my $round (1 .. $rounds)
{
	my $start = $node->safe_psql('postgres', 'SELECT clock_timestamp()');
	my @sessions = map { session("${round}_writer_$_", writes()) } 1 .. 3;
	push @sessions, map { session("${round}_worker_$_", "CALL cdp.process_queue('crm', batch_size => 7, retry_after => '0');\nSELECT pg_sleep(0.02);\n" x 200) } 1 .. 2;
	# The load is on when some of them have committed; then any moment will do.
	my $runs = int(8 + rand(16));
	$node->poll_query_until('postgres', qq{SELECT count(*) > $runs FROM crm.run WHERE started_at > '$start'}) or die 'the sessions do nothing';
	sleep(rand(0.7));
	my $kill = rand() < 0.5;
	if ($kill)
	{
		my $pid = $node->safe_psql('postgres', <<'SQL');
SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle' ORDER BY random() LIMIT 1
SQL
		kill('KILL', $pid) if $pid ne '';
	}
	else
	{
		$node->stop('immediate');
	}
	# Sessions that come after the crash find nobody or go on: end them, the round is over.
	sleep(0.1);
	$_->kill_kill for @sessions;
	$node->start unless $kill;
	$node->poll_query_until('postgres', q{SELECT count(*) = 1 FROM pg_stat_activity WHERE backend_type = 'client backend'}) or die 'the server did not come back';
	my $how = $kill ? 'a backend was killed' : 'the server was stopped';
	is(whole(), '0|0|0|0', "round $round, $how: nothing is half done, and what was committed is a record or waits");
	is(settled(), "0\n0|0|0|0\n0", "round $round: the queue leads to what a rebuild gives, and a sync finds nothing");
}
cmp_ok($node->safe_psql('postgres', $events), '>', $before + $rounds, 'profiles came, went and changed');
diag $node->safe_psql('postgres', q{SELECT string_agg(event || ' ' || n, ', ' ORDER BY event) FROM (SELECT event, count(*) AS n FROM crm.profile_event GROUP BY 1) e}) if $rounds > 3;

# A dump holds triggers, queue and dead letters.
$node->safe_psql('postgres', <<'SQL');
INSERT INTO shop_account VALUES ('D1', 'Ann Leclerc', 'ann@leclerc.org', '75001', 'City 1'), ('D2', 'Bob Leclerc', 'bob@leclerc.org', '75001', 'City 1');
INSERT INTO crm.dead_letter VALUES (0, 'shop', 'D2', 'insert', now(), 5, 'a test', now());
SQL
my $dump = "$PostgreSQL::Test::Utils::tmp_check/capture.dump";
$node->command_ok([ 'pg_dump', '-Fc', '-f', $dump, $node->connstr('postgres') ], 'pg_dump');
$node->safe_psql('postgres', 'CREATE DATABASE copy');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('copy'), $dump ], 'pg_restore');
my %went;
for my $db (qw(postgres copy))
{
	$went{$db} = $node->safe_psql($db, <<'SQL');
SELECT source, source_key, operation FROM crm.queue ORDER BY queue_id;
SELECT source, source_key, error FROM crm.dead_letter;
INSERT INTO crm_contact VALUES (900001, 'LECLERC', 'Ann', '1980-01-01', 'ann@leclerc.org', '75001', '2024-01-01');
INSERT INTO shop_account VALUES ('D3', 'Ann Leclerc', 'ann@leclerc.org', '75001', 'City 1');
CALL cdp.process_queue('crm');
SELECT source, source_key, profile_id FROM crm.profile_source WHERE source_key IN ('900001', 'D1', 'D2', 'D3') ORDER BY source_key;
SELECT moved, created, merged, split FROM cdp.rebuild('crm');
SELECT count(*) FROM crm.dead_letter;
SQL
}
is($went{copy}, $went{postgres}, 'the copy goes on as the original does');
like($went{copy}, qr/^shop\|D1\|insert\nshop\|D2\|insert\nshop\|D2\|a test\n(.*\|\d+\n){4}0\|0\|0\|0\n0$/, 'and rightly');

$node->safe_psql('copy', 'SET client_min_messages = warning; DROP EXTENSION cdp CASCADE');
is($node->safe_psql('copy', <<'SQL'), "contact|900001\nshop|D3", 'without the extension writes go on, and their keys are kept');
DELETE FROM crm_contact WHERE contact_id = 900001;
DELETE FROM shop_account WHERE account = 'D3';
SELECT source, source_key FROM crm.queue ORDER BY 1;
SQL

$node->stop;
done_testing();

# psql that runs the statements of a file, so that each is a transaction of its own; errors do not end it.
sub session
{
	my ($name, $sql) = @_;
	my $file = "$PostgreSQL::Test::Utils::tmp_check/capture_$name.sql";
	append_to_file($file, $sql);
	return IPC::Run::start([ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-f', $file ], '<', \undef, '>', '/dev/null', '2>', '/dev/null');
}

# Transactions of one to five statements: rows come, change, become copies of others, go.
sub writes
{
	my $sql = '';
	for my $n (1 .. 300)
	{
		$sql .= "BEGIN;\n";
		for (0 .. int(rand(5)))
		{
			my ($id, $other) = (1 + int(rand(450)), 1 + int(rand(450)));
			$sql .= (
				"INSERT INTO crm_contact SELECT id, last_name, first_name, birth_date, email, postcode, '2024-01-01' FROM customers WHERE id BETWEEN $id AND $id + 4 ON CONFLICT (contact_id) DO UPDATE SET email = EXCLUDED.email;\n",
				"UPDATE crm_contact SET (surname, given_name, email) = (SELECT last_name, first_name, email FROM customers WHERE id = $other) WHERE contact_id BETWEEN $id AND $id + 6;\n",
				"DELETE FROM crm_contact WHERE contact_id % 97 = $id % 97;\n",
				"INSERT INTO shop_account SELECT 'A' || id, first_name || ' ' || last_name, email, postcode, city FROM customers WHERE id BETWEEN $id AND $id + 4 ON CONFLICT (account) DO UPDATE SET mail = EXCLUDED.mail;\n",
				"UPDATE shop_account SET (name, mail) = (SELECT first_name || ' ' || last_name, email FROM customers WHERE id = $other) WHERE account LIKE 'A$id%';\n",
				"DELETE FROM shop_account WHERE account LIKE '%$id';\n",
				"INSERT INTO loyalty_card SELECT id, last_name, first_name, to_char(birth_date, 'DD/MM/YYYY'), postcode FROM customers WHERE id BETWEEN $id AND $id + 4 ON CONFLICT (card) DO UPDATE SET cp = EXCLUDED.cp;\n",
				"DELETE FROM loyalty_card WHERE card BETWEEN $id AND $id + 6;\n")[ int(rand(8)) ];
		}
		$sql .= rand() < 0.1 ? "ROLLBACK;\n" : "COMMIT;\n";
	}
	return $sql;
}

# Records without a profile or with one that is not there; profiles that count wrong; links to records that are gone; rows of
# sources of mode trigger, and records of them, that are neither in step nor waiting.
sub whole
{
	return $node->safe_psql('postgres', <<'SQL');
SELECT (SELECT count(*) FROM crm.record r LEFT JOIN crm.identity i USING (record_id) LEFT JOIN crm.profile p USING (profile_id)
        WHERE p.profile_id IS NULL AND NOT EXISTS (SELECT FROM crm.pending w WHERE w.record_id = r.record_id)),
       (SELECT count(*) FROM crm.profile p WHERE p.record_count <> (SELECT count(*) FROM crm.identity i WHERE i.profile_id = p.profile_id)),
       (SELECT count(*) FROM crm.link l WHERE NOT EXISTS (SELECT FROM crm.record r WHERE r.record_id = l.record_a) OR NOT EXISTS (SELECT FROM crm.record r WHERE r.record_id = l.record_b)),
       (SELECT count(*) FROM (SELECT 'contact' AS source, contact_id::text AS source_key, email FROM crm_contact
                              UNION ALL SELECT 'shop', account, mail FROM shop_account UNION ALL SELECT 'loyalty', card::text, NULL FROM loyalty_card) s
        FULL JOIN crm.record r USING (source, source_key)
        WHERE (s.source IS NULL OR r.source IS NULL OR lower(s.email) IS DISTINCT FROM r.email)
          AND NOT EXISTS (SELECT FROM crm.queue q WHERE q.source = COALESCE(s.source, r.source) AND q.source_key = COALESCE(s.source_key, r.source_key)));
SQL
}

sub settled
{
	return $node->safe_psql('postgres', <<'SQL');
CALL cdp.process_queue('crm', retry_after => '0');
SELECT count(*) FROM crm.queue;
SELECT moved, created, merged, split FROM cdp.rebuild('crm');
SELECT sum(inserted + updated + deleted) FROM cdp.sync('crm');
SQL
}
