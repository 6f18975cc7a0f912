# SPDX-License-Identifier: PostgreSQL
# The border between C++ and PostgreSQL, with functions that misbehave on purpose (test/probe): every exception becomes
# an error with its SQLSTATE; two hundred failing calls leave no object, no thread and no memory behind; threads that
# would run for ever give way to cancel, timeout, terminate and shutdown, and the server never crashes.
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
my $node = new_server('border', 'cdp.memory = 16MB', 'cdp.threads = 4');
for my $function ('throw(kind text)', 'handle()', 'pool(kind text)')
{
	my ($name) = $function =~ /^(\w+)/;
	$node->safe_psql('postgres', "CREATE FUNCTION probe_$function RETURNS void LANGUAGE c STRICT AS '$ENV{CDP_PROBE}', 'cdp_probe_$name'");
}
$node->safe_psql('postgres', "CREATE FUNCTION probe_live() RETURNS int LANGUAGE c AS '$ENV{CDP_PROBE}', 'cdp_probe_live'");

my $left = 'SELECT ' . rss_kb_sql() . q{, (SELECT sum(total_bytes) / 1024 FROM pg_backend_memory_contexts)::bigint, }
  . threads_sql() . ', probe_live()';
my %expected = (
	error => qr/ERROR:  22023: bad value\n.*DETAIL:  A detail\.\n.*HINT:  A hint\./s,
	long => qr/ERROR:  54000: m{400}/,
	bad_alloc => qr/ERROR:  53200: out of memory/,
	huge => qr/ERROR:  53200: out of memory|ERROR:  XX000: /,
	std => qr/ERROR:  XX000: from the standard library/,
	int => qr/ERROR:  XX000: unknown exception/,);
my @cases = map { [ "probe_throw('$_')", $expected{$_} ], [ "probe_pool('$_')", $expected{$_} ] } sort keys %expected;
push @cases, [ 'probe_handle()', qr/ERROR:  22000: raised over a handle/ ];
push @cases, [ q{probe_pool('grow')}, qr/ERROR:  53200: out of memory budget\n.*DETAIL:  The budget is 16 MiB.*HINT:  Raise cdp\.memory/s ];

for my $case (@cases)
{
	my ($call, $pattern) = @$case;
	my $fail = "SELECT $call;\n";
	my ($out, $err) = run_all($node,
		$fail . "\\set VERBOSITY sqlstate\n" . $fail x 20 . "$left;\n" . $fail x 200 . "$left;\nSELECT 1;");
	like($err, $pattern, "$call: the error");
	is(scalar(() = $err =~ /ERROR:/g), 221, "$call: fails every time");
	my ($before, $after, $one) = map { [ split /\|/ ] } split /\n/, $out;
	is($one->[0], 1, "$call: the session works");
	# The allocator keeps an arena for each of a few threads; 200 leaks of the smallest object would take far more.
	cmp_ok($after->[0] - $before->[0], '<', 16384, "$call: resident memory is flat (KiB)");
	cmp_ok($after->[1] - $before->[1], '<', 256, "$call: memory contexts are flat (KiB)");
	is("$after->[2] threads, $after->[3] objects", '1 threads, 0 objects', "$call: nothing is alive");
}

for my $ms (1, 50, 300)
{
	my ($out, $err) = run_all($node, <<"SQL");
SELECT extract(epoch FROM clock_timestamp());
SET statement_timeout = $ms;
SELECT probe_pool('spin');
RESET statement_timeout;
SELECT extract(epoch FROM clock_timestamp()), ${\ threads_sql()}, probe_live();
SQL
	my ($began, $ended) = split /\n/, $out;
	like($err, qr/canceling statement due to statement timeout/, "timeout of $ms ms: told so");
	like($ended, qr/\|1\|0$/, "timeout of $ms ms: nothing is alive");
	cmp_ok((split /\|/, $ended)[0] - $began, '<', $ms / 1000 + $grace, "timeout of $ms ms: in time");
}

my %stop = (cancel => qr/canceling statement due to user request/, terminate => qr/terminating connection due to administrator command/);
for my $how (sort keys %stop)
{
	for (1 .. 5)
	{
		my $run = background($node, q{SELECT probe_pool('spin')});
		my $pid = wait_until_active($node, 'probe_pool', 0.05);
		my $began = time;
		$node->safe_psql('postgres', "SELECT pg_${how}_backend($pid)");
		my (undef, undef, $err) = finish($run);
		cmp_ok(time - $began, '<', $grace + 0.5, "$how: in time");
		like($err, $stop{$how}, "$how: told so");
	}
}
is(crashes($node), '', 'no crash so far');

for my $mode (qw(fast immediate))
{
	my $run = background($node, q{SELECT probe_pool('spin')});
	wait_until_active($node, 'probe_pool', 0.05);
	my $began = time;
	$node->stop($mode);
	cmp_ok(time - $began, '<', 5, "$mode shutdown: in time");
	finish($run);
	unlike(slurp_file($node->logfile), qr/terminated by signal|PANIC/, "$mode shutdown: no crash");
	$node->start;
	is($node->safe_psql('postgres', 'SELECT 1'), '1', "$mode shutdown: the server is back");
}

$node->stop;
done_testing();
