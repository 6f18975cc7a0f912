# SPDX-License-Identifier: PostgreSQL
# The engine can be stopped at any point: by statement_timeout and cancel (the session goes on), by terminate and by
# a shutdown (the backend goes, the server does not crash). The promise is 200 ms; the bound here is a second, since
# the machine may be busy.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $grace = 1.0;
my $dedupe = q{SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers')};
my $node = new_server('interrupts');
make_customers($node, 600000);

# A graph whose components take a while: reading, collecting nodes, joining them, writing them.
my $components = q{SELECT count(*) FROM cdp.connected_components('SELECT a, b FROM edge')};
$node->safe_psql('postgres', <<'SQL');
CREATE UNLOGGED TABLE edge AS
SELECT hashint8extended(i, 1) % 6000000 * 1000003 AS a, hashint8extended(i, 2) % 6000000 * 1000003 AS b FROM generate_series(1, 3000000) AS i;
SQL
for my $ms (100, 400, 700, 1000, 1500)
{
	my ($out, $err) = run_all($node, <<"SQL");
SELECT extract(epoch FROM clock_timestamp());
SET statement_timeout = $ms;
$components;
SET statement_timeout = 0;
SELECT extract(epoch FROM clock_timestamp());
SELECT ${\ threads_sql()};
SQL
	my ($began, $ended, $threads) = (split /\n/, $out)[0, -2, -1];
	like($err, qr/57014: canceling statement due to statement timeout/, "components, timeout of $ms ms") if $ms < 700;
	cmp_ok($ended - $began, '<', $ms / 1000 + $grace, "components, timeout of $ms ms: came back in time");
	is($threads, '1', "components, timeout of $ms ms: no thread is left");
}

# Aggregates of one large group: rows come in, and the end is work of its own. One that is done before its time is up is
# fine; none may come back late.
$node->safe_psql('postgres', <<'SQL');
CREATE UNLOGGED TABLE happening AS
SELECT hashint8extended(i, 1) AS id, timestamptz '2024-01-01' + hashint8extended(i, 2) % 10000000 * interval '1 second' AS at, (hashint8extended(i, 3) & 3)::int AS kind
FROM generate_series(1, 2000000) AS i;
SQL
my %aggregate = (
	window_funnel => q{cdp.window_funnel('1 day', at, kind = 0, kind = 1, kind = 2, kind = 3)},
	funnel_counts => q{cdp.funnel_counts(id, '1 day', at, kind = 0, kind = 1, kind = 2, kind = 3)},
	sequence_count => q{cdp.sequence_count('(?1).*(?2)', at, kind = 0, kind = 1)},
	most_frequent => q{cdp.most_frequent(id)},
	'most_frequent of numbers' => q{cdp.most_frequent(id::numeric)},
	distinct_values => q{cardinality(cdp.distinct_values(id))},
	weighted_vote => q{cdp.weighted_vote(id, 0.5)},
	'survivor_groups of one group' => q{(SELECT count(*) FROM cdp.survivor_rows(cdp.survivor_groups(0, '{most_frequent}', at, NULL, NULL, id)) AS g (a bigint, b bigint, c timestamptz, d timestamptz, e bigint))},
	'survivor_groups of many' => q{(SELECT count(*) FROM cdp.survivor_rows(cdp.survivor_groups(id, '{longest}', at, NULL, NULL, kind::text)) AS g (a bigint, b bigint, c timestamptz, d timestamptz, e text))},
	word_frequencies => q{length(cdp.word_frequencies('w' || id)::text)},
	top_k => q{cdp.top_k(id::text, 10)},
	idset_agg => q{cdp.cardinality(cdp.idset_agg(id))},
	'members of a set' => q{(SELECT count(*) FROM cdp.members(cdp.idset_agg(id)))},);
for my $name (sort keys %aggregate)
{
	for my $ms (300, 1200)
	{
		my ($out, $err) = run_all($node, <<"SQL");
SET max_parallel_workers_per_gather = 0;
SELECT extract(epoch FROM clock_timestamp());
SET statement_timeout = $ms;
SELECT $aggregate{$name} IS NULL FROM happening;
SET statement_timeout = 0;
SELECT extract(epoch FROM clock_timestamp());
SELECT cdp.most_frequent(kind) IS NULL FROM happening WHERE kind = 1;
SQL
		my @lines = split /\n/, $out;
		unlike($err, qr/ERROR:  (?!57014)/, "$name, timeout of $ms ms: nothing else went wrong");
		cmp_ok($lines[-2] - $lines[0], '<', $ms / 1000 + $grace, "$name, timeout of $ms ms: came back in time");
		is($lines[-1], 'f', "$name, timeout of $ms ms: the session works");
	}
}

# The phases of the engine pass one after another: timeouts that grow hit all of them.
for my $ms (20, 150, 400, 800, 1300, 2000)
{
	my ($out, $err) = run_all($node, <<"SQL");
SELECT extract(epoch FROM clock_timestamp());
SET statement_timeout = $ms;
$dedupe;
SET statement_timeout = 0;
SELECT extract(epoch FROM clock_timestamp());
SELECT ${\ threads_sql()};
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 100');
SQL
	my ($began, $ended, $threads, $again) = split /\n/, $out;
	like($err, qr/57014: canceling statement due to statement timeout/, "timeout of $ms ms");
	cmp_ok($ended - $began, '<', $ms / 1000 + $grace, "timeout of $ms ms: came back in time");
	is($threads, '1', "timeout of $ms ms: no thread is left");
	like($again, qr/^\d+$/, "timeout of $ms ms: the session works");
}

my $run = background($node, $dedupe);
my $pid = wait_until_active($node, 'cdp.dedupe', 0.7);
my $began = time;
$node->safe_psql('postgres', "SELECT pg_cancel_backend($pid)");
my (undef, undef, $err) = finish($run);
cmp_ok(time - $began, '<', $grace + 0.5, 'cancel: came back in time');
like($err, qr/canceling statement due to user request/, 'cancel: told so');

for my $after (0.1, 0.7, 1.5)
{
	$run = background($node, $dedupe);
	$pid = wait_until_active($node, 'cdp.dedupe', $after);
	$began = time;
	$node->safe_psql('postgres', "SELECT pg_terminate_backend($pid)");
	(undef, undef, $err) = finish($run);
	cmp_ok(time - $began, '<', $grace + 0.5, "terminate after $after s: gone in time");
	like($err, qr/terminating connection due to administrator command/, "terminate after $after s: told so");
}
is(crashes($node), '', 'cancel and terminate: no crash');

for my $mode (qw(fast immediate))
{
	$run = background($node, $dedupe);
	wait_until_active($node, 'cdp.dedupe', 0.7);
	$began = time;
	$node->stop($mode);
	cmp_ok(time - $began, '<', $mode eq 'fast' ? 5 : 3, "$mode shutdown: in time");
	finish($run);
	unlike(slurp_file($node->logfile), qr/terminated by signal|PANIC/, "$mode shutdown: no crash");
	$node->start;
}
is($node->safe_psql('postgres', 'SELECT count(*) FROM customers'), '600000', 'after the shutdowns: all rows are there');

$node->stop;
done_testing();
