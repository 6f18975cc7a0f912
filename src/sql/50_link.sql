-- SPDX-License-Identifier: PostgreSQL
-- Linkage: models, links, clusters. Every query argument is one SELECT, run with the caller's rights: its first
-- column is the id of the record (unique, not null; per source where there is a column "source"), the others are
-- attributes, known by name. Calls take the memory that cdp.memory allows, temporary files beyond (53400 beyond temp_file_limit), and cdp.threads threads;
-- the result depends on neither, nor on the order of rows.

CREATE FUNCTION cdp.suggest_model(query text, kinds jsonb DEFAULT NULL) RETURNS jsonb
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 10000 AS 'MODULE_PATHNAME', 'cdp_suggest_model';
COMMENT ON FUNCTION cdp.suggest_model(text, jsonb) IS
'A model for the rows of a query, from the names, types and values of its columns: attributes and their kinds, comparisons with default weights, and blocking rules that cost few pairs per record. Of more than 32 columns the most telling ones are taken. kinds is an object of column and kind that overrides guesses. Errors: 22004 for a null id, 23505 for one that is there twice, 22023 for a query without anything to compare.';

CREATE FUNCTION cdp.link(query text, model jsonb DEFAULT NULL, threshold double precision DEFAULT NULL, train boolean DEFAULT false)
    RETURNS TABLE (left_source text, left_id text, right_source text, right_id text,
                   match_weight double precision, match_probability double precision, levels smallint[])
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100000 AS 'MODULE_PATHNAME', 'cdp_link';
COMMENT ON FUNCTION cdp.link(text, jsonb, double precision, boolean) IS
'Pairs of records whose match weight is at least threshold bits (NULL: the threshold "component" of the model), each pair once, by (source, id). match_weight is log2 of the odds; levels has one grade per comparison of the model: 0 = missing, then 1 = strictest. Without a model one is suggested and trained on the query; train trains a given one first, on the same reading of the rows, as cdp.train_model does. Errors as cdp.train_model.';

CREATE FUNCTION cdp.dedupe(query text, model jsonb DEFAULT NULL, threshold double precision DEFAULT NULL, train boolean DEFAULT false,
                           decisions text DEFAULT NULL)
    RETURNS TABLE (source text, id text, cluster_id bigint)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100000 AS 'MODULE_PATHNAME', 'cdp_dedupe';
COMMENT ON FUNCTION cdp.dedupe(text, jsonb, double precision, boolean, text) IS
'Every record with the number of its cluster: records that are the same thing share it. Links are joined by the linkage of the model (average by default, on weights of which little counts beyond 5 bits from the threshold: below it nothing, above it a sixteenth) while its value is at least threshold bits (NULL: the threshold "cluster" of the model). The number is that of the smallest member in (source, id) order. Without a model one is suggested and trained on the query: SELECT * FROM cdp.dedupe(''SELECT * FROM customers'') is all it takes. train trains a given model first, as for cdp.link. decisions is a SELECT of pairs that people decided: left_id, right_id, left_source and right_source where records have sources, and verdict, must_link or cannot_link, or a boolean: whether they are the same. What must-links join is one, whatever else holds, and each side goes on attracting what it matches; no other join brings a cannot-link or what the constraints of the model forbid into a cluster: cdp.cluster_conflicts tells which were refused. Errors as cdp.train_model; besides, 22023 for decisions that contradict one another, or that have sources where the records have none or the reverse.';

CREATE FUNCTION cdp.resolve_records(query text, model jsonb DEFAULT NULL, decisions text DEFAULT NULL)
    RETURNS TABLE (source text, id text, cluster_id bigint, other_source text, other_id text,
                   match_weight double precision, match_probability double precision, levels smallint[],
                   reason text, detail text)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 200000 AS 'MODULE_PATHNAME', 'cdp_resolve_records';
COMMENT ON FUNCTION cdp.resolve_records(text, jsonb, text) IS
'What cdp.dedupe, cdp.link and cdp.cluster_conflicts give, from one run: a row for each record with its cluster (other_id null), then a row for each link (cluster_id null), then one for each pair below the threshold "component" of the model and at or above "review", then a row for each conflict (reason not null; match_weight is the linkage, cluster_id that of the first record). It is what hubs use, so error 22023 for a model with neighbourhoods, whose pairs depend on all other records. Arguments and other errors as cdp.dedupe.';

CREATE FUNCTION cdp.block_statistics(query text, model jsonb DEFAULT NULL)
    RETURNS TABLE (rule text, pairs bigint, added bigint, cumulative bigint, blocks bigint, largest bigint,
                   largest_key text, oversized_blocks bigint, oversized_records bigint, sub_blocks bigint,
                   sub_pairs bigint, skipped_pairs double precision)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 20 AS 'MODULE_PATHNAME', 'cdp_block_statistics';
COMMENT ON FUNCTION cdp.block_statistics(text, jsonb) IS
'What the blocking rules of a model propose on the rows of a query, rule by rule in their order: pairs of the rule, pairs that no earlier rule had, both added up, blocks, records of the largest block and its key. Blocks of more than 1000 records (oversized_blocks, and the records in them) are not compared whole: they are split into sub_blocks of up to 100 records that agree on one to three more attributes, those on which records of one person agree most often; sub_pairs are the pairs that these added, skipped_pairs the pairs of oversized blocks less those. The blocks of rules with .tokens, .rare or .daitch_mokotoff are not split. Without a model one is suggested. Errors as cdp.train_model.';

CREATE FUNCTION cdp.compare_records(model jsonb, a jsonb, b jsonb)
    RETURNS TABLE (step integer, comparison text, left_value text, right_value text, level integer, condition text,
                   m double precision, u double precision, frequency_bits double precision,
                   weight double precision, total double precision)
    LANGUAGE c STABLE STRICT PARALLEL SAFE COST 1000 ROWS 12 AS 'MODULE_PATHNAME', 'cdp_compare_records';
COMMENT ON FUNCTION cdp.compare_records(jsonb, jsonb, jsonb) IS
'The waterfall of one pair: the prior, then each comparison with the match forms it saw, the level they reached (0 = missing), m and u of that level, the bits that the rarity of the value adds (part of weight), its weight and the total so far; a step "lookalikes" takes back what households and namesakes share anyway, "deterministic" lifts a pair that a rule decides. The last total is the match weight in bits. a and b are objects of column and value, as to_jsonb(row) makes them. Frequencies are those in the model.';

CREATE FUNCTION cdp.last_run()
    RETURNS TABLE (call text, records bigint, compared bigint, links bigint, clusters bigint,
                   seconds double precision, peak_bytes bigint, components bigint, cut_components bigint, conflicts bigint,
                   spilled_bytes bigint)
    LANGUAGE c VOLATILE PARALLEL RESTRICTED COST 1 ROWS 1 AS 'MODULE_PATHNAME', 'cdp_last_run';
COMMENT ON FUNCTION cdp.last_run() IS
'Facts about the linkage call that this session made last: records read, pairs compared, links, clusters, seconds, the most memory that its data took; of a call that made clusters the connected components of two records or more, those that were too large and cut, and the joins that were refused; the most that was in temporary files, since cdp.memory had no room for it. No row before the first call.';

CREATE FUNCTION cdp.last_run_phases()
    RETURNS TABLE (step integer, phase text, seconds double precision, cpu_seconds double precision)
    LANGUAGE c VOLATILE PARALLEL RESTRICTED COST 1 ROWS 12 AS 'MODULE_PATHNAME', 'cdp_last_run_phases';
COMMENT ON FUNCTION cdp.last_run_phases() IS
'Where the time of the linkage call that cdp.last_run() tells of went: its phases in the order in which they first began, the seconds that each took by the clock, and the processor seconds of all threads. A phase that comes back, such as finding blocks for each blocking rule in turn, is counted in one row. No row before the first call.';
