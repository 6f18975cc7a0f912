-- SPDX-License-Identifier: PostgreSQL
-- The parts of a street line.

CREATE FUNCTION cdp.parse_address(address text, OUT house_number text, OUT street_type text, OUT street_name text,
    OUT unit text, OUT box text, OUT rest text) RETURNS record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 200 AS 'MODULE_PATHNAME', 'cdp_parse_address';
COMMENT ON FUNCTION cdp.parse_address(text) IS
'The parts of a street line in the form of cdp.normalize_address: house_number (12, 12 bis, 12a, 12-14) in front or behind (Hauptstrasse 12, Calle Mayor, 5), street_type in front (FR ES IT PT PL) or behind (EN DE NL) of street_name, not out of a compound; unit (Apt 4B, 3e etage, residence; several with commas), box (BP 123, PO Box 12), rest (what else stands between commas or before the number: place, postcode, c/o Dupont). Numbers that belong to the name stay there: rue du 8 mai 1945, 5th Avenue, Route 66. Absent parts are NULL; all are for what is no address.';
