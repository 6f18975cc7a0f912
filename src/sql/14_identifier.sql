-- SPDX-License-Identifier: PostgreSQL
-- Identifiers, with check digits where a standard has them.

CREATE FUNCTION cdp.normalize_identifier(identifier text, kind text DEFAULT NULL) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_identifier';
COMMENT ON FUNCTION cdp.normalize_identifier(text, text) IS
'Capital letters and digits of an identifier, nothing between them; leading zeros stay. NULL when nothing or more than 128 bytes are left. Not for identifiers whose letter case tells them apart. With a kind, NULL also unless it is well-formed with right check digits: siren, siret (La Poste''s too), nir (French social security, Corsica too), vat (EU, GB, XI, CHE), iban (ISO 13616), bic (ISO 9362), isin (ISO 6166), lei (ISO 17442), gtin, ean (GS1), luhn; nothing but zeros is none of them. Error 22023 for another kind. NULL for NULL. Idempotent.';

CREATE FUNCTION cdp.is_valid_identifier(kind text, value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_is_valid_identifier';
COMMENT ON FUNCTION cdp.is_valid_identifier(text, text) IS
'True when value, whatever separators it has, is a well-formed identifier of the kind with right check digits; kinds as in cdp.normalize_identifier. That it was ever given out is another matter. Error 22023 for an unknown kind.';
