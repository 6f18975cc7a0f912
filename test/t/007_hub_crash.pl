# SPDX-License-Identifier: PostgreSQL
# The server dies in the middle of a sync: after recovery the hub is as it was before the call, and the same call
# then gives what it would have given without the crash.
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

$node->stop;
done_testing();
