-- SPDX-License-Identifier: PostgreSQL
-- Likeness of e-mail addresses and phone numbers.

CREATE FUNCTION cdp.email_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 200
    AS 'MODULE_PATHNAME', 'cdp_email_similarity';
COMMENT ON FUNCTION cdp.email_similarity(text, text) IS
'Likeness of two e-mail addresses in [0,1], symmetric: 1 the same clean address; .98 the same mailbox but for +tag or, at Gmail, dots; .95 the same user, domains a typo apart (cdp.suggest_email); .92 the same domain, users apart in . _ - only; .85 the same user at another domain, .80 likewise but for . _ -; .20 the same office (info, contact) or a user of one or two characters elsewhere; else .9 of the Jaro-Winkler similarity of the users at the same domain, .75 of it at another one. NULL when one of them is no address.';

CREATE FUNCTION cdp.phone_similarity(a text, b text, region text DEFAULT NULL) RETURNS double precision
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 4000
    AS 'MODULE_PATHNAME', 'cdp_phone_similarity';
COMMENT ON FUNCTION cdp.phone_similarity(text, text, text) IS
'Likeness of two phone numbers in [0,1], symmetric: 1 the same number and extension; .98 one without the extension; .95 one without country, else the same; .9 other extensions, or one ends in the other''s seven digits or more; .85 two neighbouring digits swapped; .8 one digit other, missing or too many; 0 otherwise. region as in cdp.normalize_phone, for numbers without a calling code. NULL when one of them is NULL or no number.';
