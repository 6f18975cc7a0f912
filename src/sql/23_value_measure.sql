-- SPDX-License-Identifier: PostgreSQL
-- Similarity of two numbers, dates, places and arrays. NULL gives NULL.

CREATE FUNCTION cdp.numeric_similarity(a double precision, b double precision, scale double precision, decay text DEFAULT 'linear') RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1 AS 'MODULE_PATHNAME', 'cdp_numeric_similarity';
COMMENT ON FUNCTION cdp.numeric_similarity(double precision, double precision, double precision, text) IS
'Similarity of two numbers in [0,1]: 1 when they are equal, 1/2 when they differ by scale. With x = |a - b| / scale, decay linear gives max(0, 1 - x / 2), exp gives 2^-x and gauss 2^-(x^2). NaN is like NaN only, an infinity like itself only. Symmetric. Error 22023 for another decay, or unless scale is finite and above 0.';

CREATE FUNCTION cdp.percent_difference(a double precision, b double precision) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1 AS 'MODULE_PATHNAME', 'cdp_percent_difference';
COMMENT ON FUNCTION cdp.percent_difference(double precision, double precision) IS
'|a - b| / max(|a|, |b|), as a fraction: 0.1 is ten percent. 0 for equal numbers, two zeros included; above 1, and up to 2, only for opposite signs. 1 for a number and an infinity, Infinity for a number and NaN, 0 for two NaN. Symmetric.';

CREATE FUNCTION cdp.date_similarity(a date, b date, days integer DEFAULT 30) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1 AS 'MODULE_PATHNAME', 'cdp_date_similarity';
COMMENT ON FUNCTION cdp.date_similarity(date, date, integer) IS
'Similarity of two dates in [0,1]: 1 for the same day, 1/2 when they are days apart, on a straight line to 0 at twice that; but at least 0.875 (one wrong digit of eight) when one slip of the pen makes one from the other: day and month swapped, one digit of YYYYMMDD wrong, or two neighbouring digits swapped (years 1 to 9999). infinity and -infinity are like themselves only. Symmetric. Error 22023 unless days is above 0.';

CREATE FUNCTION cdp.haversine_km(lat1 double precision, lon1 double precision, lat2 double precision, lon2 double precision) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2 AS 'MODULE_PATHNAME', 'cdp_haversine_km';
COMMENT ON FUNCTION cdp.haversine_km(double precision, double precision, double precision, double precision) IS
'Great-circle distance of two places in kilometres, from latitudes and longitudes in degrees, on a sphere of the mean radius of the Earth, 6371.0088 km (IUGG 1980); within 0.6 % of the ellipsoid. Accurate from a metre to the antipodes (haversine in a form without cancellation). Symmetric. Error 22003 unless latitudes are in [-90, 90] and longitudes in [-180, 180].';

CREATE FUNCTION cdp.array_intersection(a text[], b text[]) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_array_intersection';
COMMENT ON FUNCTION cdp.array_intersection(text[], text[]) IS
'Number of different elements that are in both arrays. Elements are compared as they stand; NULL elements and dimensions do not count. Error 54000 above 4,194,304 elements.';

CREATE FUNCTION cdp.array_jaccard(a text[], b text[]) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_array_jaccard';
COMMENT ON FUNCTION cdp.array_jaccard(text[], text[]) IS
'Jaccard similarity (1901) in [0,1] of the sets of elements: those in both, divided by those in either. 1 for two empty arrays. Elements are compared as they stand; NULL elements and dimensions do not count. Error 54000 above 4,194,304 elements.';

CREATE FUNCTION cdp.array_overlap(a text[], b text[]) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'cdp_array_overlap';
COMMENT ON FUNCTION cdp.array_overlap(text[], text[]) IS
'Overlap coefficient (Szymkiewicz 1934, Simpson 1943) in [0,1] of the sets of elements: those in both, divided by the smaller count; 1 when one array holds all of the other. 1 for two empty arrays, 0 when one only is empty. Elements are compared as they stand; NULL elements and dimensions do not count. Error 54000 above 4,194,304 elements.';

CREATE FUNCTION cdp.best_pair(a text[], b text[], measure text DEFAULT 'jaro_winkler') RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 40 AS 'MODULE_PATHNAME', 'cdp_best_pair';
COMMENT ON FUNCTION cdp.best_pair(text[], text[], text) IS
'The greatest similarity, in [0,1], of an element of a with an element of b, by measure: jaro_winkler, jaro, levenshtein_similarity, indel_similarity, or jaccard, dice, overlap, cosine on 2-grams. NULL elements and dimensions do not count; NULL when either array has no element left. Symmetric. Stops at the first pair of similarity 1. Error 22023 for another measure, 54000 above 2^34 steps (characters of each array times elements of the other).';

CREATE FUNCTION cdp.vector_cosine(a double precision[], b double precision[]) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2 AS 'MODULE_PATHNAME', 'cdp_vector_cosine';
COMMENT ON FUNCTION cdp.vector_cosine(double precision[], double precision[]) IS
'Cosine of the angle between two vectors, in [-1,1]; NULL when one has no length. Never overflows. Symmetric. Error 22023 when they have different numbers of elements, 22004 for a NULL element, 22003 for one that is infinite or NaN.';
