-- SPDX-License-Identifier: PostgreSQL
-- Training: the probabilities of a model, learnt from the rows of a query, and how that went.

CREATE FUNCTION cdp.train_model(query text, model jsonb DEFAULT NULL, labels text DEFAULT NULL,
                                prior double precision DEFAULT NULL, recall double precision DEFAULT NULL,
                                rules jsonb DEFAULT NULL, interactions boolean DEFAULT false) RETURNS jsonb
    LANGUAGE c VOLATILE PARALLEL UNSAFE COST 100000 AS 'MODULE_PATHNAME', 'cdp_train_model';
COMMENT ON FUNCTION cdp.train_model(text, jsonb, text, double precision, double precision, jsonb, boolean) IS
'The model with probabilities learnt from the rows of a query; NULL trains the suggested model. u is counted exactly for leading levels that only ask which values are equal or present, else seen in random pairs, 250,000 at first and up to a million until each level has been seen a hundred times; m, the look-alikes and the prior come from expectation maximisation on the pairs that the blocking rules propose (Fellegi and Sunter 1969; Winkler 1988; missing at random as in Enamorado, Fifield and Imai 2019), frequencies of values from the rows, and communities of given and family names that go together where there are thousands of them (latent classes, Hofmann 1999). Levels marked "fixed" stay. Labels are not needed: labels is a SELECT of labelled pairs (left_id, right_id, sources, a boolean) or of clusters (id, source, true cluster) as cdp.evaluate takes them; labelled pairs are what they are said to be, and 25 labelled matches count for m as much as everything else. What is not listed is not known. prior, the probability that a random pair is the same, 1e-15 to 0.999, is kept; or recall, above 0 and at most 1, says which share of all matches deterministic rules find, and the prior follows from the pairs that rules, as "deterministic" of a model, or else those of the model give. interactions looks for comparisons that depend on one another and corrects the pairs of levels where they do (log-linear, Larsen and Rubin 2001), as "interactions" of the model: names of two comparisons, a level of each, and the bits that reaching both weighs beside their own. Deterministic: samples are chosen by a fixed hash. How it went is in statistics.training of the result and in cdp.training_report; a warning tells when it did not converge. Errors: 22023 for a model that does not validate, with the path of the fault, for a prior, recall or rules that make no sense or give more matches than there are pairs, and for labels of which no record is in the query; 42703 for an attribute that the query does not give; those of labels as cdp.evaluate.';

CREATE FUNCTION cdp.training_report(model jsonb)
    RETURNS TABLE (topic text, item text, value double precision, detail text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 40
BEGIN ATOMIC
    WITH training AS (
        SELECT training_report.model #> '{statistics,training}' AS document
    ), entry AS (
        SELECT 1 AS part, 1::bigint AS place, 'pairs' AS topic, 'all' AS item, (document ->> 'pairs')::double precision AS value,
               NULL AS detail
        FROM training
        UNION ALL
        SELECT 1, 2, 'pairs', 'proposed by blocking', (document ->> 'proposed')::double precision, NULL FROM training
        UNION ALL
        SELECT 2, class.place, 'expected', class.name, (document ->> class.key)::double precision,
               CASE class.place WHEN 1 THEN CASE document ->> 'prior'
                   WHEN 'given' THEN 'the prior was given' WHEN 'rules' THEN 'the prior is that of deterministic rules'
                   ELSE 'the prior was estimated' END END
        FROM training, (VALUES (1, 'matches', 'matches'), (2, 'household', 'pairs of one household'),
                               (3, 'namesake', 'pairs of namesakes')) AS class (place, key, name)
        WHERE document ? class.key
        UNION ALL
        SELECT 3, 1, 'estimation', 'iterations', (document ->> 'iterations')::double precision,
               CASE WHEN (document ->> 'converged')::boolean THEN 'converged' ELSE 'did not converge' END
        FROM training
        UNION ALL
        SELECT 3, 2, 'estimation', 'log-likelihood', (document ->> 'log_likelihood')::double precision, NULL FROM training
        UNION ALL
        SELECT 3, 3, 'estimation', 'labelled records', (document ->> 'labelled_records')::double precision, NULL
        FROM training WHERE document ? 'labelled_records'
        UNION ALL
        SELECT 4, session.place, 'session', session.one ->> 'rule', (session.one ->> 'pairs')::double precision,
               pg_catalog.format('%s matches, %s patterns, %s %% of the pairs of the rule',
                                 pg_catalog.round((session.one ->> 'matches')::numeric), session.one ->> 'patterns',
                                 pg_catalog.round(100 * (session.one ->> 'share')::numeric, 1))
        FROM training, ROWS FROM (pg_catalog.jsonb_array_elements(document -> 'sessions')) WITH ORDINALITY AS session (one, place)
        UNION ALL
        SELECT 5, pair.place, 'dependence',
               pg_catalog.format('%s, level %s, and %s, level %s', pair.one #>> '{comparisons,0}', pair.one #>> '{levels,0}',
                                 pair.one #>> '{comparisons,1}', pair.one #>> '{levels,1}'),
               (pair.one ->> 'bits')::double precision,
               pg_catalog.format('%s pairs of %s, %s expected', pg_catalog.round((pair.one ->> 'seen')::numeric),
                                 pair.one ->> 'among', pg_catalog.round((pair.one ->> 'expected')::numeric))
        FROM training, ROWS FROM (pg_catalog.jsonb_array_elements(document -> 'dependence')) WITH ORDINALITY AS pair (one, place)
        UNION ALL
        SELECT 6, level.place, 'few counts', pg_catalog.format('%s, level %s', level.one ->> 'comparison', level.one ->> 'level'),
               LEAST((level.one ->> 'matches')::double precision, (level.one ->> 'random_pairs')::double precision),
               pg_catalog.format('%s matches, %s random pairs', pg_catalog.round((level.one ->> 'matches')::numeric),
                                 pg_catalog.round((level.one ->> 'random_pairs')::numeric))
        FROM training, ROWS FROM (pg_catalog.jsonb_array_elements(document -> 'few_counts')) WITH ORDINALITY AS level (one, place)
    )
    SELECT entry.topic, entry.item, entry.value, entry.detail FROM entry, training
    WHERE training.document IS NOT NULL ORDER BY entry.part, entry.place;
END;
COMMENT ON FUNCTION cdp.training_report(jsonb) IS
'How the training of a model went, from statistics.training of its document: pairs there are, and proposed by the blocking rules; matches, and pairs of households and namesakes, expected among these; iterations, and whether the estimate converged; the log-likelihood; labelled records where there were labels; for each blocking rule the pairs that were looked at; pairs of comparisons that depend on one another, at the two levels where that is strongest, with the bits by which their weights are off when they are added as if they were independent; and levels for which fewer than a hundred matches or random pairs were seen, so that m or u is little more than the model''s own. No row for a model that was not trained.';
