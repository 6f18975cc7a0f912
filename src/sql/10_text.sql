-- SPDX-License-Identifier: PostgreSQL
-- Text: match form, clean forms by kind, junk, phonetic codes.
-- The IMMUTABLE functions depend on the data versions that cdp.versions() tells, and on nothing else.

CREATE FUNCTION cdp.fold(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_fold';
COMMENT ON FUNCTION cdp.fold(text) IS
'Match form of a text: letters a-z, digits and single spaces only. NFKC case-fold, any script to Latin (ICU; Greek by ELOT 743, Cyrillic as names are usually written), Latin to ASCII; apostrophes vanish, other punctuation separates. Composed and decomposed forms are equal. Letters that nothing can romanise become their code points. Any length; idempotent. Reindex when cdp.versions() changes.';

CREATE FUNCTION cdp.normalize_name(name text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_name';
COMMENT ON FUNCTION cdp.normalize_name(text) IS
'Clean form of a person''s name: single spaces, titles and civilities in front (M., Mme, Dr, Herr, Sra.) and degrees behind (PhD) removed, capitals and small letters set where all letters are of one case or a word is in capitals (JEAN DE LA FONTAINE -> Jean de la Fontaine). NULL without a letter or above 1024 bytes. Idempotent.';

CREATE FUNCTION cdp.normalize_email(email text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_email';
COMMENT ON FUNCTION cdp.normalize_email(text) IS
'Clean form of an e-mail address: lower case, out of "Name <a@b.org>" or "mailto:". Plus tags and dots stay; nothing is corrected. NULL for what is no address of a mailbox on a domain with a dot; junk such as test@test.com stays, ask cdp.is_placeholder. Idempotent.';

CREATE FUNCTION cdp.normalize_phone(phone text, region text DEFAULT NULL) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2000
    AS 'MODULE_PATHNAME', 'cdp_normalize_phone';
COMMENT ON FUNCTION cdp.normalize_phone(text, text) IS
'E.164 form of a phone number (libphonenumber), without extension. region is a country code or name and serves numbers that do not begin with + or 00. Without it such a number gives its 6 to 15 digits, since nothing tells the country. NULL for NULL, for other texts, for lengths that the country does not have and for junk (cdp.is_placeholder: 0000000000, 12345678). Idempotent.';

CREATE FUNCTION cdp.normalize_postcode(postcode text, country text DEFAULT NULL) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_postcode';
COMMENT ON FUNCTION cdp.normalize_postcode(text, text) IS
'Postal code as the country prints it (BE CA CH DE ES FR GB IE IT NL PL US), NULL for another shape. country is a code or a name. Elsewhere and without country: capital letters and digits without separators, 2 to 10 with a digit among them. NULL for NULL. Idempotent.';

CREATE FUNCTION cdp.normalize_address(address text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_address';
COMMENT ON FUNCTION cdp.normalize_address(text) IS
'Clean form of a street line: single spaces, street types written out where they are beyond doubt (12, av. Foch -> 12 avenue Foch; 5 Main St -> 5 Main Street), Saint and Street told apart by place, words capitalised where all letters are of one case. NULL without a letter or digit or above 1024 bytes. Idempotent.';

CREATE FUNCTION cdp.normalize_company(company text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_company';
COMMENT ON FUNCTION cdp.normalize_company(text) IS
'Clean form of a company''s name: single spaces and one spelling of the legal form (S.A.R.L. -> SARL, Limited -> Ltd); all other words stay. NULL without a letter or digit or above 4096 bytes. Idempotent.';

CREATE FUNCTION cdp.normalize_date(value text, day_first boolean DEFAULT true) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_date';
COMMENT ON FUNCTION cdp.normalize_date(text, boolean) IS
'Date in ISO, compact (19720512), numeric or worded form (months in EN FR DE ES IT PT NL PL), or the date of a timestamp. day_first decides 01/02/2003; where only one reading is a date that one is taken. Two-digit years up to 30 are 20yy, others 19yy. NULL for what the calendar does not have and for other texts. Independent of DateStyle and the clock.';

CREATE FUNCTION cdp.normalize_gender(gender text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_gender';
COMMENT ON FUNCTION cdp.normalize_gender(text) IS
'F, M or X (neither, or another one stated) from codes, words and civilities in EN FR DE ES IT PL NL PT and ISO 5218 (1, 2); NULL for anything else. Note: M is male, F female, H homme, W weiblich, K kobieta. Idempotent.';

CREATE FUNCTION cdp.normalize_identifier(identifier text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_identifier';
COMMENT ON FUNCTION cdp.normalize_identifier(text) IS
'Capital letters and digits of an identifier, nothing between them; leading zeros stay. NULL when nothing or more than 128 bytes are left. Not for identifiers whose letter case tells them apart. Idempotent.';

CREATE FUNCTION cdp.is_placeholder(kind text, value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_is_placeholder';
COMMENT ON FUNCTION cdp.is_placeholder(text, text) IS
'True when value, of the semantic kind named, is junk that stands for a missing one: empty, N/A, INCONNU, test@test.com, 0000000000, 1900-01-01 and their like in EN FR DE ES IT PL. Words that are rare names too are junk only when not written like a name (NULL and null, not Null). A hub takes no such value; of the clean forms only cdp.normalize_phone is NULL for junk by itself. Raises 22023 for an unknown kind.';

CREATE FUNCTION cdp.soundex(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_soundex';
COMMENT ON FUNCTION cdp.soundex(text) IS
'American Soundex (National Archives) of the folded text: a letter and three digits; h and w do not part equal codes (Ashcraft is A261). Empty without a letter.';

CREATE FUNCTION cdp.metaphone(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_metaphone';
COMMENT ON FUNCTION cdp.metaphone(text) IS
'Metaphone (Philips 1990) of the folded text, in full length; 0 stands for th, X for sh. Empty without a letter.';

CREATE FUNCTION cdp.double_metaphone(value text) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_double_metaphone';
COMMENT ON FUNCTION cdp.double_metaphone(text) IS
'Double Metaphone (Philips 2000) of the folded text: one code of at most four letters, or the primary and the alternate one. Empty array without a letter. Two texts may sound alike when their arrays overlap (&&).';

CREATE FUNCTION cdp.versions() RETURNS TABLE (component text, version text)
    LANGUAGE c STABLE PARALLEL SAFE ROWS 4
    AS 'MODULE_PATHNAME', 'cdp_versions';
COMMENT ON FUNCTION cdp.versions() IS
'Versions of the data that text functions depend on: ICU, Unicode, a fingerprint of the phone metadata, and the nickname table. After a change, reindex expression indexes on functions of cdp and rebuild stored clean forms.';
