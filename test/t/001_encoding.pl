# SPDX-License-Identifier: PostgreSQL
# The extension works on UTF-8 only: any other database refuses CREATE EXTENSION, with the reason and the remedy,
# and stays as it was.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use FindBin;
use lib $FindBin::Bin;
use CdpTest;

my $node = new_server('encoding');
for my $encoding (qw(LATIN1 SQL_ASCII EUC_JP))
{
	my $db = lc "in_$encoding";
	$node->safe_psql('postgres',
		"CREATE DATABASE $db ENCODING '$encoding' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
	my ($status, $out, $err) = $node->psql($db, "\\set VERBOSITY verbose\nCREATE EXTENSION cdp");
	isnt($status, 0, "$encoding: refused");
	like($err, qr/0A000: cdp needs a database with encoding UTF8, this one has $encoding/, "$encoding: the reason");
	like($err, qr/HINT: .*ENCODING 'UTF8'/, "$encoding: the remedy");
	is($node->safe_psql($db, "SELECT count(*) FROM pg_namespace WHERE nspname = 'cdp'"), '0', "$encoding: nothing left");
}
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_extension WHERE extname = 'cdp'"), '1', 'UTF8: accepted');

$node->stop;
done_testing();
