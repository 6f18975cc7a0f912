# SPDX-License-Identifier: PostgreSQL
# cdp.memory is a promise: a call that needs more fails with SQLSTATE 53200 and a hint, the process never holds more
# than the budget and a little, and the same call succeeds once the budget is raised.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $node = new_server('memory', 'shared_buffers = 16MB', "cdp.threads = 2");
make_customers($node, 300000);

# Growth of the peak of resident memory, in KiB, over the life of the session.
my $peak = q{SELECT (regexp_match(pg_read_file('/proc/self/status', 0, 8192), 'VmHWM:\s+(\d+)'))[1];};
for my $budget (16, 32, 64)
{
	my ($out, $err) = run_all($node, <<"SQL");
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 100');
$peak
SET cdp.memory = '${budget}MB';
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers');
$peak
SET cdp.memory = '2GB';
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 2000');
SQL
	my (undef, $before, $after, $again) = split /\n/, $out;
	like($err, qr/53200: /, "$budget MB: refused");
	like($err, qr/HINT: .*cdp\.memory/, "$budget MB: the remedy");
	cmp_ok($after - $before, '<', ($budget + 24) * 1024, "$budget MB: the process stayed below it");
	is($again, '2000', "$budget MB: the session works, with a budget that is enough");
}

# Rows of 2 MiB each: those that wait to be read are few, too.
my ($out, $err) = run_all($node, <<"SQL");
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 100');
$peak
SET cdp.memory = '64MB';
SELECT count(*) FROM cdp.dedupe('SELECT n, repeat(md5(n::text), 65536) AS full_name FROM generate_series(1, 1000) AS n');
$peak
SQL
my (undef, $before, $after) = split /\n/, $out;
like($err, qr/53200: /, 'wide rows: refused');
cmp_ok($after - $before, '<', (64 + 24) * 1024, 'wide rows: the process stayed below it');
is(crashes($node), '', 'no crash in the log');

$node->stop;
done_testing();
