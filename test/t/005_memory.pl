# SPDX-License-Identifier: PostgreSQL
# cdp.memory is a promise: a call that needs more goes on in temporary files and gives the same, while the process holds no
# more than the memory and a little. Files stop at temp_file_limit, and none is left: not by an error, a cancel or a crash.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $node = new_server('memory', 'shared_buffers = 16MB', 'cdp.threads = 2', 'log_temp_files = 0', 'restart_after_crash = on');
make_customers($node, 120000);

# Growth of the peak of resident memory, in KiB, over the life of the session.
my $peak = q{SELECT (regexp_match(pg_read_file('/proc/self/status', 0, 8192), 'VmHWM:\s+(\d+)'))[1];};
my $clusters = q{SELECT md5(string_agg(id || '-' || cluster_id, ',' ORDER BY id)) FROM cdp.dedupe('SELECT * FROM customers');};
my $spilled = q{SELECT spilled_bytes >> 20 FROM cdp.last_run();};
my $files = q{SELECT count(*) FROM pg_ls_tmpdir();};
my $mapped = q{SELECT count(*) FROM regexp_matches(pg_read_file('/proc/self/maps', 0, 10000000), 'pgsql_tmp', 'g');};

my ($expected) = split /\n/, (run_all($node, $clusters))[0];
for my $budget (16, 32)
{
	my ($out, $err) = run_all($node, <<"SQL");
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 100');
$peak
SET cdp.memory = '${budget}MB';
$clusters
$peak
$spilled
$mapped
SQL
	my (undef, $before, $digest, $after, $megabytes, $left) = split /\n/, $out;
	is($digest, $expected, "$budget MB: the same clusters");
	like($err, qr/NOTICE: .* MB of work did not fit into cdp\.memory/, "$budget MB: the client is told");
	cmp_ok($after - $before, '<', ($budget + 32) * 1024, "$budget MB: the process stayed below it");
	cmp_ok($megabytes, '>', 10, "$budget MB: work went into files");
	is($left, '0', "$budget MB: and out of them");
}
like(slurp_file($node->logfile), qr/LOG: .*temporary files of cdp\.dedupe: size \d+/, 'the log tells of files');
cmp_ok($node->safe_psql('postgres', q{SELECT pg_stat_force_next_flush(); SELECT temp_files FROM pg_stat_database WHERE datname = 'postgres'}),
	'>=', 2, 'statistics count them');

# Files have their limit, and a call that is ended leaves none.
my ($out, $err) = run_all($node, <<"SQL");
SET cdp.memory = '16MB';
SET temp_file_limit = '20MB';
$clusters
RESET temp_file_limit;
$mapped
SET statement_timeout = '700ms';
$clusters
RESET statement_timeout;
$mapped
$files
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 2000');
SQL
like($err, qr/53400: .*temp_file_limit/, 'files that would be too large');
like($err, qr/HINT: .*cdp\.memory or temp_file_limit/, 'the remedy');
like($err, qr/57014: /, 'canceled');
is($out, "0\n0\n0\n2000", 'no file is left, and the session works');

# Golden records of many groups: their rows go into files, and are read back from anywhere in them.
my $golden = q{SELECT count(*) || ' ' || bit_xor(hashtextextended(g::text, 0)) FROM (SELECT cdp.survivor_groups(id * 7919 % 50000, '{most_frequent,longest}', NULL, NULL, NULL, last_name, email || repeat('x', 400)) AS s FROM customers) a,
    cdp.survivor_rows(a.s) AS g (id bigint, records bigint, first timestamptz, last timestamptz, name text, email text);};
($out, $err) = run_all($node, <<"SQL");
$golden
SET cdp.memory = '16MB';
$golden
$mapped
SQL
my ($in_memory, $in_files, $left_mapped) = split /\n/, $out;
is($in_files, $in_memory, 'golden records: the same');
like($err, qr/NOTICE: .* MB of work did not fit into cdp\.memory/, 'golden records: the client is told');
is($left_mapped, '0', 'golden records: no file is left');

# A surname and a phone number that three in ten rows share: their blocks are split, within the memory too, and reports say so.
$node->safe_psql('postgres', <<'SQL');
CREATE TABLE skewed AS
SELECT id, first_name, CASE WHEN shared THEN 'Martin' ELSE last_name END AS last_name, birth_date, email,
       CASE WHEN shared THEN '+33640917205' ELSE '+336' || lpad((abs(hashint4(id / 3)) % 100000000)::text, 8, '0') END AS phone, postcode, city
FROM customers, LATERAL (SELECT id / 3 % 10 < 3 AS shared) AS s;
SQL
my $skewed = $clusters =~ s/customers/skewed/r;
($expected, my $told) = run_all($node, $skewed);
like($told, qr/NOTICE: .*blocks? of more than 1000 records w(as|ere) not compared whole/, 'skewed: the client is told of large blocks');
like($told, qr/DETAIL: +Smaller blocks inside gave \d+ pairs; [1-9]\d+ pairs were left out/, 'skewed: and what became of them');
($out, $err) = run_all($node, <<"SQL");
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 100');
$peak
SET cdp.memory = '16MB';
$skewed
$peak
$spilled
$mapped
SELECT max(largest) > 30000, sum(oversized_records) > 30000, sum(sub_blocks) > 10000, bool_and(skipped_pairs >= 0), sum(added) < 100 * 120000
FROM cdp.block_statistics('SELECT * FROM skewed', cdp.suggest_model('SELECT * FROM skewed'));
SQL
{
	my (undef, $before, $digest, $after, $megabytes, $left, $report) = split /\n/, $out;
	is($digest, $expected, 'skewed: the same clusters in 16 MB');
	cmp_ok($after - $before, '<', (16 + 32) * 1024, 'skewed: the process stayed below it');
	cmp_ok($megabytes, '>', 10, 'skewed: work went into files');
	is($left, '0', 'skewed: and out of them');
	is($report, 't|t|t|t|t', 'skewed: cdp.block_statistics tells of the large blocks and of what they were split into');
}

# Rows of 2 MiB each: those that wait to be read are few, too.
($out, $err) = run_all($node, <<"SQL");
SELECT count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 100');
$peak
SET cdp.memory = '64MB';
SELECT count(*) FROM cdp.dedupe('SELECT n, repeat(md5(n::text), 65536) AS full_name, md5(n::text) || ''\@mail.org'' AS email FROM generate_series(1, 200) AS n');
$peak
SQL
my (undef, $before, $count, $after) = split /\n/, $out;
is($count, '200', 'wide rows');
# why: of 400 MiB in all; how many pages a busy machine has not handed back yet, differs from run to run.
cmp_ok($after - $before, '<', (64 + 96) * 1024, 'wide rows: the process stayed near the memory');
is(crashes($node), '', 'no crash in the log');

# The worst end of a backend leaves no file either.
my $run = background($node, "SET cdp.memory = '16MB'; " . $clusters x 10);
my $pid = wait_until_active($node, 'cdp.dedupe', 1);
my $logged = -s $node->logfile;
kill 'KILL', $pid;
finish($run);
$node->wait_for_log(qr/database system is ready to accept connections/, $logged);
is($node->safe_psql('postgres', $files), '0', 'no file after a crash');

$node->stop;
done_testing();
