# SPDX-License-Identifier: PostgreSQL
# A hub is made of ordinary tables and views: pg_dump takes all of it along, and the restored hub holds the same rows,
# gives the same answers and goes on working: resolving it again changes nothing, and it resolves what is new as the
# original does. DROP EXTENSION, even with CASCADE, takes no row.
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
# A value that cannot be cleaned, and two rows that share a key: rejects are restored like the rest, and tried again.
$node->safe_psql('postgres', <<'SQL');
UPDATE crm_contact SET email = 'not an address' WHERE contact_id = 6;
ALTER TABLE shop_account DROP CONSTRAINT shop_account_pkey;
INSERT INTO shop_account VALUES ('twice', 'Ann Lee', 'ann@lee.org', NULL, NULL), ('twice', 'Bob Lee', 'bob@lee.org', NULL, NULL);
SQL
$node->safe_psql('postgres', q{SELECT * FROM cdp.sync('crm')});
my $resolve = q{SELECT records, compared, links, profiles, created, merged, split FROM cdp.resolve('crm')};
my $resolved = $node->safe_psql('postgres', $resolve);
like($resolved, qr/^3000\|/, 'resolved');
# Segments with members, a history and a queue; one of mode immediate, which a write of a table refreshes.
$node->safe_psql('postgres', <<'SQL');
CREATE TABLE shop_order (number int GENERATED ALWAYS AS IDENTITY, account text, at timestamptz);
SELECT cdp.add_event_source('crm', 'orders', 'shop_order', 'shop', 'account', 'at', mode => 'trigger');
INSERT INTO shop_order (account, at) SELECT account, '2025-01-01'::timestamptz + (row_number() OVER (ORDER BY account))::int % 100 * interval '1 day' FROM shop_account WHERE account <> 'twice';
SELECT cdp.add_trait('crm', 'orders', 'count', at => '2025-03-01');
SELECT cdp.create_segment('crm', 'recent', 'did(''orders'', 1, ''30 days'')', mode => 'immediate');
SELECT cdp.create_segment('crm', 'reached', 'has_identifier(''email'') AND in_segment(''recent'')', mode => 'scheduled');
SELECT cdp.process_due('crm', '2025-03-10');
SQL
my $before = hub_digest($node, 'postgres');
like($before, qr/^record 3000\|/m, 'three sources are in');
like($before, qr/^unified_profile [1-9]/m, 'and have become profiles');
like($before, qr/^reject 3\|/m, 'with rejects');

my $dump = "$PostgreSQL::Test::Utils::tmp_check/hub.dump";
$node->command_ok([ 'pg_dump', '-Fc', '-f', $dump, $node->connstr('postgres') ], 'pg_dump');
$node->safe_psql('postgres', 'CREATE DATABASE copy');
$node->command_ok([ 'pg_restore', '--exit-on-error', '-d', $node->connstr('copy'), $dump ], 'pg_restore');
is(hub_digest($node, 'copy'), $before, 'the restored hub holds the same rows in every table and view');

# Nothing is new, so nothing changes but the list of runs.
my $again = $node->safe_psql('copy', $resolve);
is($again, $resolved =~ s/\|\d+\|(\d+)\|(\d+)$/|0|0|0/r, 'a resolve of the restored hub finds the same profiles and creates none');
is(without_runs(hub_digest($node, 'copy')), without_runs($before), 'and changes no row');

# Both go on alike: a change, a new row and a lost one in a source.
my %went_on;
for my $db (qw(postgres copy))
{
	$went_on{$db} = $node->safe_psql($db, <<'SQL');
UPDATE crm_contact SET email = 'nina@mail1.org' WHERE contact_id = 3;
UPDATE crm_contact SET email = 'anna@mail1.org' WHERE contact_id = 6;
DELETE FROM shop_account WHERE name = 'Bob Lee';
DELETE FROM shop_account WHERE account = 'A1';
INSERT INTO loyalty_card VALUES (999999, 'Durand', 'Alice', '01/02/1980', '75001');
SELECT * FROM cdp.sync('crm') ORDER BY source;
SELECT source, source_key, email FROM crm.record WHERE email = 'nina@mail1.org';
SELECT count(*) FROM crm.reject;
SQL
}
is($went_on{copy}, $went_on{postgres}, 'the restored hub syncs as the original does');
is($went_on{copy}, "contact|0|2|0|998|0\nloyalty|1|0|0|1000|0\nshop|1|0|1|999|0\ncontact|3|nina\@mail1.org\n0", 'and rightly');

my %members;
for my $db (qw(postgres copy))
{
	$members{$db} = $node->safe_psql($db, <<'SQL');
SET TimeZone = 'UTC';
SELECT * FROM cdp.refresh_segments('crm', '2030-01-01', mode => 'queued');
INSERT INTO shop_order (account, at) SELECT account, '2029-12-31' FROM shop_account WHERE account <> 'twice' ORDER BY account LIMIT 5;
SELECT name, mode, (SELECT count(*) FROM crm.segment_member m WHERE m.segment_id = s.segment_id) FROM crm.segment s ORDER BY 1;
SELECT * FROM cdp.refresh_segments('crm', '2030-01-02');
SQL
}
is($members{copy}, $members{postgres}, 'segments of the restored hub go on as those of the original');
like($members{copy}, qr/^recent\|immediate\|5$/m, 'and those of mode immediate follow a write');

my %resolved_on = map { $_ => $node->safe_psql($_, $resolve) . "\n" . profiles($_) } qw(postgres copy);
like($resolved_on{copy}, qr/^3001\|/, 'both resolve');
is($resolved_on{copy}, $resolved_on{postgres}, 'and come to the same golden records under the same ids');

my $tables = $node->safe_psql('copy', q{SELECT count(*) FROM crm.record});
$node->safe_psql('copy', 'SET client_min_messages = warning; DROP EXTENSION cdp CASCADE');
is($node->safe_psql('copy', q{SELECT count(*) FROM crm.record}), $tables, 'DROP EXTENSION CASCADE takes no record');
is($node->safe_psql('copy', q{INSERT INTO shop_order (account, at) VALUES ('A2', '2030-01-02'); SELECT count(*) FROM crm.touched_event}), '1', 'and its tables can be written');

$node->stop;
done_testing();

sub without_runs
{
	my ($digest) = @_;
	return join "\n", grep { !/^run / } split /\n/, $digest;
}

# A digest of who is who and of the golden records, without the times of the runs that wrote them.
sub profiles
{
	my ($db) = @_;
	return $node->safe_psql($db, <<'SQL');
SELECT count(*), md5(string_agg((to_jsonb(p) - '{first_seen,last_seen,updated_at}'::text[])::text, E'\n' ORDER BY profile_id))
FROM crm.unified_profile AS p;
SELECT md5(string_agg(concat_ws('|', profile_id, source, source_key), E'\n' ORDER BY source, source_key)) FROM crm.profile_source;
SQL
}
