# SPDX-License-Identifier: PostgreSQL
# The server dies in the middle of a sync and of a resolve: after recovery the hub is as it was before the call, and the
# same call then gives what it would have given without the crash.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $node = new_server('crash');
make_hub($node, 20000);
my $before = hub_digest($node, 'postgres');

for my $after (0.1, 0.4)
{
	my $run = background($node, q{SELECT * FROM cdp.sync('crm')});
	wait_until_active($node, 'cdp.sync', $after);
	$node->stop('immediate');
	finish($run);
	$node->start;
	is(hub_digest($node, 'postgres'), $before, "crash after $after s: the hub is as it was");
}
is($node->safe_psql('postgres', q{SELECT source, inserted FROM cdp.sync('crm') ORDER BY source}),
	"contact|20000\nloyalty|20000\nshop|20000", 'the sync after the crashes takes all rows');

# The same hub without crashes, to compare with. Numbers of profiles may differ: sequences do not go back.
$node->safe_psql('postgres', 'CREATE DATABASE calm TEMPLATE postgres');
my $resolve = <<'SQL';
SELECT records, compared, links, profiles, created, merged, split FROM cdp.resolve('crm');
SELECT md5(string_agg(members, E'\n' ORDER BY members COLLATE "C"))
FROM (SELECT string_agg(source || source_key, ',' ORDER BY source, source_key) AS members FROM crm.profile_source GROUP BY profile_id) AS p;
SQL
my $expected = $node->safe_psql('calm', $resolve);
like($expected, qr/^60000\|/, 'a resolve without a crash');

$before = hub_digest($node, 'postgres');
for my $after (0.1, 0.6, 1.2)
{
	my $run = background($node, q{SELECT * FROM cdp.resolve('crm')});
	wait_until_active($node, 'cdp.resolve', $after);
	$node->stop('immediate');
	finish($run);
	$node->start;
	is(hub_digest($node, 'postgres'), $before, "crash of a resolve after $after s: the hub is as it was");
}
is($node->safe_psql('postgres', $resolve), $expected, 'the resolve after the crashes gives what one without gives');
is($node->safe_psql('postgres', q{SELECT profiles - (SELECT count(*) FROM crm.unified_profile), created, merged, split FROM cdp.resolve('crm')}),
	'0|0|0|0', 'and another one changes nothing');

$node->stop;
done_testing();
