# SPDX-License-Identifier: PostgreSQL
# Two hundred failing calls in one session leave nothing behind: neither in the process (resident memory), nor in
# PostgreSQL's memory contexts, nor a thread; and the session goes on working.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $node = new_server('failing', 'shared_buffers = 16MB');
make_customers($node, 12000);
# Wide rows use the memory up soon, and what temporary files may take.
my $wide = q{'SELECT c.*, repeat(md5(c.id::text), 60) AS notes FROM customers c'};

# name, a statement that fails, SQLSTATE
my @failing = (
	[ 'out of budget', qq{PERFORM count(*) FROM cdp.dedupe($wide)}, '53400', q{cdp.memory = '16MB'; SET temp_file_limit = '4MB'} ],
	[ 'model with a typo', q{PERFORM count(*) FROM cdp.dedupe('SELECT * FROM customers LIMIT 1000', '{"attributs": []}')}, '22023' ],
	[ 'clusters out of budget', qq{PERFORM count(*) FROM cdp.cluster_statistics($wide)}, '53400', q{cdp.memory = '16MB'; SET temp_file_limit = 0} ],
	[   'decisions that contradict one another',
		q{PERFORM count(*) FROM cdp.dedupe('SELECT * FROM customers WHERE id <= 1000', decisions => 'SELECT 1 AS left_id, 2 AS right_id, n = 1 AS verdict FROM generate_series(1, 2000) AS n')},
		'22023' ],
	[ 'duplicate key', q{PERFORM count(*) FROM cdp.dedupe('SELECT id / 2 AS id, last_name, email FROM customers LIMIT 4000')}, '23505' ],
	[ 'query that fails on its way', q{PERFORM count(*) FROM cdp.dedupe('SELECT id, last_name, email, 1 / (id - 10000) AS n FROM customers')}, '22012' ],
	[ 'id that is null', q{PERFORM count(*) FROM cdp.dedupe('SELECT NULLIF(id, 10000) AS id, last_name, email FROM customers')}, '22004' ],
	[ 'no such table', q{PERFORM count(*) FROM cdp.dedupe('SELECT * FROM nobody')}, '42P01' ],
	[   'funnel with two windows',
		q{PERFORM cdp.window_funnel(make_interval(days => 1 + n / 20000), timestamptz '2024-01-01' + n * interval '1 second', n % 2 = 0, n % 2 = 1) FROM generate_series(1, 20000) AS n},
		'22023' ],
	[ 'pattern that fails on its way', q{PERFORM cdp.sequence_count('(?1)(?2)', timestamptz '2024-01-01' + n * interval '1 second', 1 / (n - 20000) = 0, true) FROM generate_series(1, 20000) AS n}, '22012' ],
	[ 'vote out of range', q{PERFORM cdp.weighted_vote(n::text, CASE WHEN n < 20000 THEN 1 ELSE -1 END::float8) FROM generate_series(1, 20000) AS n}, '22003' ],
	[ 'survivors that fail on their way', q{PERFORM cdp.survivors(ARRAY['most_frequent', 'longest'], now(), 1, NULL, n::text, (1 / (n - 20000))::text) FROM generate_series(1, 20000) AS n}, '22012' ],
	[ 'groups that fail on their way', q{PERFORM cdp.survivor_groups(n, ARRAY['most_frequent'], now(), 1, NULL, (1 / (n - 20000))::text) FROM generate_series(1, 20000) AS n}, '22012' ],
	[ 'groups out of budget', q{PERFORM cdp.survivor_groups(n, ARRAY['longest'], NULL, NULL, NULL, repeat('v', 1000)) FROM generate_series(1, 20000) AS n}, '53400', q{cdp.memory = '16MB'; SET temp_file_limit = 0} ],
	[   'groups asked for wrongly',
		q{PERFORM g.* FROM (SELECT cdp.survivor_groups(n, ARRAY['longest'], NULL, NULL, NULL, n::text) AS s FROM generate_series(1, 20000) AS n) AS a, cdp.survivor_rows(a.s) AS g (id int)},
		'42804' ],
	[ 'set that fails on its way', q{PERFORM cdp.idset_agg((n * 1000 / (20000 - n))::bigint) FROM generate_series(1, 20000) AS n}, '22012' ],
	[ 'text that is no set', q{PERFORM ('{' || repeat('1,', 100000) || 'x}')::cdp.idset}, '22P02' ],
	[ 'long text', q{PERFORM cdp.levenshtein(repeat('a', 20000000), repeat('b', 20000000))}, '54000' ],);

for my $case (@failing)
{
	my ($name, $statement, $sqlstate, $setting) = @$case;
	my $set = $setting ? "SET $setting;" : '';
	my $round = <<"SQL";
DO \$do\$
BEGIN
    FOR i IN 1 .. %d LOOP
        BEGIN
            $statement;
            RAISE EXCEPTION 'did not fail';
        EXCEPTION WHEN SQLSTATE '$sqlstate' THEN NULL;
        END;
    END LOOP;
END
\$do\$;
SQL
	my $measure = 'SELECT ' . rss_kb_sql() . q{, (SELECT sum(total_bytes) / 1024 FROM pg_backend_memory_contexts)::bigint, } . threads_sql() . ';';
	my ($status, $out, $err) = $node->psql('postgres', $set . sprintf($round, 30) . $measure . sprintf($round, 200) . $measure);
	is($err, '', "$name: 230 calls failed with $sqlstate, and only so");
	my ($before, $after) = map { [ split /\|/ ] } split /\n/, $out;
	$after //= [ 0, 0, 0 ];
	cmp_ok($after->[0] - $before->[0], '<', 16384, "$name: resident memory is flat (KiB)");
	cmp_ok($after->[1] - $before->[1], '<', 1024, "$name: memory contexts are flat (KiB)");
	is($after->[2], $before->[2], "$name: no thread is left");
}
is(crashes($node), '', 'no crash in the log');

$node->stop;
done_testing();
