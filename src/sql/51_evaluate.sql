-- SPDX-License-Identifier: PostgreSQL
-- How good predictions are: pairs or clusters against labels. Both arguments are one SELECT each, run with the
-- caller's rights.

CREATE FUNCTION cdp.evaluate(predicted text, labels text, thresholds double precision[] DEFAULT NULL)
    RETURNS TABLE (threshold double precision, true_positives bigint, false_positives bigint, false_negatives bigint,
                   true_negatives bigint, "precision" double precision, recall double precision, f1 double precision,
                   b3_precision double precision, b3_recall double precision, b3_f1 double precision)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 100 AS 'MODULE_PATHNAME', 'cdp_evaluate';
COMMENT ON FUNCTION cdp.evaluate(text, text, double precision[]) IS
'Predictions against labels, counted in pairs of records. predicted is pairs (left_id, right_id; left_source, right_source and match_weight where there are any), as cdp.link gives them, or clusters (id, cluster_id; source), as cdp.dedupe does. labels is clusters (the id, source where there is one, and the true cluster), or labelled pairs (left_id, right_id, sources, a boolean); pairs without a boolean are all the matches there are. The id of clusters is the column "id", else the first; the cluster is "cluster_id", else the only other column. Pairs with a weight give one row for each threshold in bits, ascending: a pair is predicted from there on; NULL spreads about a hundred round thresholds at the most over the weights, an empty array gives no row. Everything else gives one row with threshold null. Only labelled pairs are judged: records with a null or no true cluster and unlabelled pairs are left out; a record with a null or no predicted cluster is a cluster by itself. true_negatives is null where labels do not say which pairs they judge. precision, recall and f1 are in [0, 1], null for 0 / 0; b3_ are B-cubed (Bagga and Baldwin 1998), of clusters against clusters. Costs sorting, not pairs of pairs. Errors: 22004 for a null id, 23505 for a record that is in two clusters, 22023 for columns that are neither, a pair labelled both ways, or sources in one query only.';

CREATE FUNCTION cdp.evaluation_errors(predicted text, labels text, threshold double precision DEFAULT NULL)
    RETURNS TABLE (error text, left_source text, left_id text, right_source text, right_id text, match_weight double precision)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 1000 AS 'MODULE_PATHNAME', 'cdp_evaluation_errors';
COMMENT ON FUNCTION cdp.evaluation_errors(text, text, double precision) IS
'The pairs behind cdp.evaluate that are judged wrong at a threshold in bits (NULL: every prediction counts): error is "false positive" for a predicted pair that is none, "false negative" for a match that was not predicted; match_weight is that of the prediction, null where the pair was not among them. Each pair once, smaller (source, id) left, in no order. One large wrong cluster is many pairs: 53200 beyond cdp.memory. Arguments and errors as cdp.evaluate.';
