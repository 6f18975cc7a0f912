# SPDX-License-Identifier: PostgreSQL
# A hub is made of ordinary tables and views: pg_dump takes all of it along, and the restored hub holds the same rows,
# gives the same answers and goes on working. DROP EXTENSION, even with CASCADE, takes no row.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $node = new_server('restore');
make_hub($node, 1000);
$node->safe_psql('postgres', q{SELECT * FROM cdp.sync('crm')});
my $before = hub_digest($node, 'postgres');
like($before, qr/^record 3000\|/m, 'three sources are in');

my $dump = "$PostgreSQL::Test::Utils::tmp_check/hub.dump";
$node->command_ok([ 'pg_dump', '-Fc', '-f', $dump, $node->connstr('postgres') ], 'pg_dump');
$node->safe_psql('postgres', 'CREATE DATABASE copy');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('copy'), $dump ], 'pg_restore');
is(hub_digest($node, 'copy'), $before, 'the restored hub holds the same rows in every table and view');

# Both go on alike: a change, a new row and a lost one in a source.
my %again;
for my $db (qw(postgres copy))
{
	$again{$db} = $node->safe_psql($db, <<'SQL');
UPDATE crm_contact SET email = 'nina@mail1.org' WHERE contact_id = 3;
DELETE FROM shop_account WHERE account = 'A1';
INSERT INTO loyalty_card VALUES (999999, 'Durand', 'Alice', '01/02/1980', '75001');
SELECT * FROM cdp.sync('crm') ORDER BY source;
SELECT source, source_key, email FROM crm.record WHERE email = 'nina@mail1.org';
SQL
}
is($again{copy}, $again{postgres}, 'the restored hub syncs as the original does');
is($again{copy}, "contact|0|1|0|999|0\nloyalty|1|0|0|1000|0\nshop|0|0|1|999|0\ncontact|3|nina\@mail1.org", 'and rightly');

my $tables = $node->safe_psql('copy', q{SELECT count(*) FROM crm.record});
$node->safe_psql('copy', 'SET client_min_messages = warning; DROP EXTENSION cdp CASCADE');
is($node->safe_psql('copy', q{SELECT count(*) FROM crm.record}), $tables, 'DROP EXTENSION CASCADE takes no record');

$node->stop;
done_testing();
