-- SPDX-License-Identifier: PostgreSQL
-- Blocking rules: which pay, and what they miss.

CREATE FUNCTION cdp.blocking_recall(query text, model jsonb DEFAULT NULL)
    RETURNS TABLE (rule text, matches double precision, only_here double precision, recall double precision)
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 ROWS 20 AS 'MODULE_PATHNAME', 'cdp_blocking_recall';
COMMENT ON FUNCTION cdp.blocking_recall(text, jsonb) IS
'Which share of all matches the blocking rules of a model find among the rows of a query, estimated without labels: a row for each rule, then one with a null rule for all of them together. matches is the expected number among the pairs that agree on the keys of the rule (the sum of their match probabilities), only_here of these the ones that no other rule finds, recall the share of all matches, those that no rule finds included. How many these are is estimated by capture and recapture: every attribute of the rules sees a match or not, in two classes of matches, well kept and badly kept (latent classes: Agresti 1994, Norris and Pollock 1996). recall is null with fewer than ten matches, with keys of one attribute only, and with more than 64 different keys: nothing then tells. Pairs of neighbourhoods are left out; blocks too large to be compared count as found. It is as good as the model is calibrated. Without a model one is suggested and trained. Costs what cdp.link costs. Errors as cdp.train_model.';

CREATE FUNCTION cdp._suggest_blocking(query text, model jsonb) RETURNS jsonb
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE COST 100000 AS 'MODULE_PATHNAME', 'cdp_suggest_blocking';
COMMENT ON FUNCTION cdp._suggest_blocking(text, jsonb) IS 'Internal: suggest_blocking for a model that has a rule already.';

CREATE FUNCTION cdp.suggest_blocking(query text, model jsonb DEFAULT NULL) RETURNS jsonb
LANGUAGE sql VOLATILE PARALLEL UNSAFE
RETURN CASE WHEN model IS NULL THEN cdp.suggest_model(query)
    WHEN model -> 'blocking' <> '[]' THEN cdp._suggest_blocking(query, model)
    -- why: a model is whole only with a rule.
    ELSE cdp._suggest_blocking(query, pg_catalog.jsonb_set(model, '{blocking}', pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_array(model #> '{attributes,0,name}')))) END;
COMMENT ON FUNCTION cdp.suggest_blocking(text, jsonb) IS
'The model with the blocking rules that pay on the rows of a query, in place of its own (it may have none): of every way in which records of these attributes are commonly found again, those that cost at most 6 pairs a record each and 30 in all, widest first, without those that follow from another. Look at them with cdp.block_statistics and cdp.blocking_recall. Without a model one is suggested. Errors as cdp.train_model.';
