# SPDX-License-Identifier: PostgreSQL
# What the TAP tests share: a server with the extension, a table of generated customers, a session in the
# background, and questions about a backend that are answered by itself from /proc.
package CdpTest;

use strict;
use warnings;

use Exporter 'import';
use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Time::HiRes qw(sleep time);

our @EXPORT = qw(new_server run_all make_customers background wait_until_active finish make_hub hub_digest rss_kb_sql
  threads_sql crashes);

# A started server whose database postgres has the extension; more settings as lines of postgresql.conf.
sub new_server
{
	my ($name, @settings) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init(extra => [ '-E', 'UTF8', '--no-locale' ]);
	$node->append_conf('postgresql.conf', join("\n", 'cdp.progress = off', @settings));
	$node->start;
	$node->safe_psql('postgres', 'CREATE EXTENSION cdp');
	return $node;
}

# Table `customers` with $rows rows: people with two or three records each, names drawn from short lists so that
# blocks are large. The same on every run.
sub make_customers
{
	my ($node, $rows) = @_;
	$node->safe_psql('postgres', <<"SQL");
CREATE TABLE customers AS
SELECT i AS id,
       (ARRAY['Anna','Jean','Maria','Peter','Lucie','Hugo','Nina','Karl','Emma','Louis','Chloe','Paul','Sofia','Marc','Ines','Leo'])
           [1 + h % 16] AS first_name,
       (ARRAY['Martin','Bernard','Schmidt','Novak','Rossi','Garcia','Dubois','Moreau','Weber','Keller','Lopez','Conti','Petit','Roux',
              'Fischer','Wagner','Becker','Silva','Costa','Marino'])[1 + (h / 16) % 20] || chr(97 + (h / 320) % 26) AS last_name,
       date '1940-01-01' + (h / 7) % 25000 AS birth_date,
       'user' || h % 1000003 || '\@mail' || h % 7 || '.org' AS email,
       lpad((10000 + (h / 11) % 85000)::text, 5, '0') AS postcode,
       'City ' || (h / 13) % 500 AS city
FROM (SELECT i, abs(hashint4(i / 3)) AS h FROM generate_series(1, $rows) AS i) AS seed;
ANALYZE customers;
SQL
	return;
}

# Three sources of $rows customers each, of different shape, and hub `crm` that knows them; not synced yet.
sub make_hub
{
	my ($node, $rows) = @_;
	make_customers($node, 3 * $rows);
	$node->safe_psql('postgres', <<"SQL");
CREATE TABLE crm_contact AS
    SELECT id AS contact_id, upper(last_name) AS surname, first_name AS given_name, birth_date AS date_of_birth, email, postcode AS zip,
           timestamptz '2024-01-01' + id * interval '1 min' AS modified_at
    FROM customers WHERE id % 3 = 0;
CREATE TABLE shop_account AS
    SELECT 'A' || id AS account, first_name || ' ' || last_name AS name, upper(email) AS mail, postcode, city FROM customers WHERE id % 3 = 1;
CREATE TABLE loyalty_card AS
    SELECT id AS card, last_name AS nom, first_name AS prenom, to_char(birth_date, 'DD/MM/YYYY') AS naissance, postcode AS cp
    FROM customers WHERE id % 3 = 2;
ALTER TABLE crm_contact ADD PRIMARY KEY (contact_id);
ALTER TABLE shop_account ADD PRIMARY KEY (account);
ALTER TABLE loyalty_card ADD PRIMARY KEY (card);
SELECT cdp.create_hub('crm');
SELECT cdp.add_source('crm', 'contact', 'crm_contact', 'contact_id', '{"given_name": "given_name", "family_name": "surname",
    "birth_date": "date_of_birth", "email": "email", "postcode": "zip"}', observed_at => 'modified_at', priority => 10);
SELECT cdp.add_source('crm', 'shop', 'shop_account', 'account', '{"given_name": "split_part(name, '' '', 1)", "family_name": "split_part(name, '' '', 2)", "email": "mail", "postcode": "postcode",
    "city": "city"}', priority => 20);
SELECT cdp.add_source('crm', 'loyalty', 'loyalty_card', 'card', '{"given_name": "prenom", "family_name": "nom",
    "birth_date": "naissance", "postcode": "cp"}', priority => 30);
SQL
	return;
}

# Everything that schema crm holds, one line a table or view: its name, its number of rows, a digest of them.
sub hub_digest
{
	my ($node, $db) = @_;
	my @lines;
	for my $relation (split /\n/, $node->safe_psql($db, <<'SQL'))
SELECT quote_ident(relname) FROM pg_class
WHERE relnamespace = 'crm'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') ORDER BY relname
SQL
	{
		push @lines, "$relation " . $node->safe_psql($db,
			"SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\")) FROM crm.$relation AS t");
	}
	return join "\n", @lines;
}

# Runs $sql in one session and goes on after errors; returns (stdout, stderr), errors with their SQLSTATE.
sub run_all
{
	my ($node, $sql) = @_;
	my (undef, $out, $err) = $node->psql('postgres', "\\set VERBOSITY verbose\n$sql", on_error_stop => 0);
	return ($out, $err);
}

# Starts psql with $sql in the background; finish() waits for it and returns (status, stdout, stderr).
sub background
{
	my ($node, $sql) = @_;
	my $run = { out => '', err => '' };
	$run->{harness} = IPC::Run::start(
		[ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-c', $sql ],
		'<', \undef, '>', \$run->{out}, '2>', \$run->{err});
	return $run;
}

sub finish
{
	my ($run) = @_;
	$run->{harness}->finish;
	return ($run->{harness}->result(0), $run->{out}, $run->{err});
}

# The process id of the backend whose running query matches, once it has run for $seconds.
sub wait_until_active
{
	my ($node, $pattern, $seconds) = @_;
	for (1 .. 300)
	{
		my $pid = $node->safe_psql('postgres', <<"SQL");
SELECT pid FROM pg_stat_activity
WHERE state = 'active' AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  AND query ~ '$pattern' AND clock_timestamp() - query_start > interval '$seconds s'
SQL
		return $pid if $pid ne '';
		sleep 0.05;
	}
	die "no session runs $pattern";
}

# SQL expressions about the session that asks. /proc/self is the backend.
sub rss_kb_sql
{
	return q{(SELECT (regexp_match(pg_read_file('/proc/self/status', 0, 8192), 'VmRSS:\s+(\d+)'))[1]::bigint)};
}

sub threads_sql { return q{(SELECT count(*) FROM pg_ls_dir('/proc/self/task'))}; }

# Lines of the server's log that tell of a crash.
sub crashes
{
	my ($node) = @_;
	my $log = slurp_file($node->logfile);
	my @lines = grep { /terminated by signal|PANIC|reinitializing|unexpected exit|TRAP:/ } split /\n/, $log;
	return join "\n", @lines;
}

1;
