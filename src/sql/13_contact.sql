-- SPDX-License-Identifier: PostgreSQL
-- Clean forms of e-mail addresses, phone numbers, postal codes and dates, and what they tell.

CREATE FUNCTION cdp.normalize_email(email text, strip_tag boolean DEFAULT false, strip_dots boolean DEFAULT false) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_email';
COMMENT ON FUNCTION cdp.normalize_email(text, boolean, boolean) IS
'Clean form of an e-mail address: lower case, out of "Name" <a@b.org>, a@b.org (Name) or mailto:, without invisible characters; international domains in Unicode (UTS 46, xn--... too); needless quotes of a local part gone (RFC 5321). strip_tag cuts +tag (RFC 5233); strip_dots applies Gmail''s own rule, at gmail.com and googlemail.com only: no dots, gmail.com. Nothing is corrected: ask cdp.suggest_email. NULL for what is not one address of a domain with a dot, or starts with a dot (.jean@x.fr); junk such as test@test.com stays, ask cdp.is_placeholder. Idempotent.';

CREATE FUNCTION cdp.email_user(email text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_email_user';
COMMENT ON FUNCTION cdp.email_user(text) IS
'The part of the clean address in front of the @, without +tag. NULL for what is no address.';

CREATE FUNCTION cdp.email_domain(email text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_email_domain';
COMMENT ON FUNCTION cdp.email_domain(text) IS
'The domain of the clean address, international ones in Unicode. NULL for what is no address.';

CREATE FUNCTION cdp.suggest_email(email text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
    AS 'MODULE_PATHNAME', 'cdp_suggest_email';
COMMENT ON FUNCTION cdp.suggest_email(text) IS
'The address that was probably meant, for a person to confirm: domains one edit from a large provider''s (two from twelve characters on), domains a provider does not have (gmail.fr), ends that do not exist (.con), and slips such as gmail,com, gmailcom, @@, a dot in front. NULL when nothing looks wrong or nothing is near. The part before the @ is kept.';

CREATE FUNCTION cdp.country_code(country text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_country_code';
COMMENT ON FUNCTION cdp.country_code(text) IS
'ISO 3166 code (two letters) of a country: of a code of two or three letters, a name in English, French, German, Spanish, Italian, Dutch, Polish, Portuguese or the country''s own language (Deutschland), a common alias (UK, Holland), a sign of vehicles that is no ISO code of another country (D, SLO), or a calling code (49, +49; the main country of those that share one). XK is Kosovo. NULL for anything else.';

CREATE FUNCTION cdp.normalize_phone(phone text, region text DEFAULT NULL, keep_extension boolean DEFAULT false) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2000
    AS 'MODULE_PATHNAME', 'cdp_normalize_phone';
COMMENT ON FUNCTION cdp.normalize_phone(text, text, boolean) IS
'E.164 form of a phone number (libphonenumber): trunk zero and 00 resolved, letters as digits where a number is dialled by them (1-800-FLOWERS, 0800 FLOWERS), remarks behind it gone (030 901820 privat). region is what cdp.country_code reads (FR, France, 33) and serves numbers that do not begin with + or 00; with a wrong region such a number is read by the wrong plan, and NULL only if its length is impossible there. A region that is none of these (XX, Farnce) counts as no region. keep_extension appends an extension (x12, poste 12, Durchwahl 12) as RFC 3966 writes it (;ext=12), else it goes. Without region a national number gives its 6 to 15 digits, since nothing tells the country. NULL for NULL, other texts, letters among the digits (06 63 80 12 9O), impossible lengths and junk (cdp.is_placeholder: 0000000000). Idempotent.';

CREATE FUNCTION cdp.phone_region(phone text, region text DEFAULT NULL) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2500
    AS 'MODULE_PATHNAME', 'cdp_phone_region';
COMMENT ON FUNCTION cdp.phone_region(text, text) IS
'ISO 3166 code of the country whose numbering plan a valid number belongs to, 001 for numbers of no country (+800). region as in cdp.normalize_phone. NULL unless the number is valid there (its first digits too, not only its length).';

CREATE FUNCTION cdp.phone_kind(phone text, region text DEFAULT NULL) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2500
    AS 'MODULE_PATHNAME', 'cdp_phone_kind';
COMMENT ON FUNCTION cdp.phone_kind(text, text) IS
'What a valid number is for: mobile, fixed, fixed_or_mobile (plans that do not part them, as in the US), toll_free, premium, shared_cost, voip, personal, pager, company, voicemail, unknown. region as in cdp.normalize_phone. NULL unless the number is valid in its plan.';

CREATE FUNCTION cdp.normalize_postcode(postcode text, country text DEFAULT NULL) RETURNS text
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_postcode';
COMMENT ON FUNCTION cdp.normalize_postcode(text, text) IS
'Postal code as the country prints it (AT BE CA CH DE ES FR GB IE IT LU NL PL PT US and territories they serve), NULL for another shape or a code outside what is given out (99xxx in France). country is a code or a name. Gone are the country''s prefix (F-75001), CEDEX and French business forms (75352 SP 07) and a spreadsheet''s .0; lost leading zeros come back (6000 -> 06000; in Italy 184 -> 00184); the name of a place beside the code goes (75001 Paris, London SW1A 1AA), unless there are other digits. Elsewhere and without country: capital letters and digits without separators, 2 to 10 with a digit among them; a prefix with hyphen tells the country, a place is told from four to six digits beside a long word, nothing is padded. NULL for NULL. Idempotent.';

CREATE FUNCTION cdp.parse_postcode(postcode text, country text DEFAULT NULL, OUT area text, OUT district text, OUT sector text,
    OUT code text) RETURNS record
    LANGUAGE c IMMUTABLE PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_parse_postcode';
COMMENT ON FUNCTION cdp.parse_postcode(text, text) IS
'What a postal code says of the place, from large to small: area (GB letters in front, SW; FR departement, 75, 2A, 974; ES province; US the three digits of a sectional centre; CA and IE the letter in front; other countries the first two digits), district (GB outward code, SW1A; US ZIP without +4; CA H0H, IE A65; NL and PT four digits; elsewhere the code), sector (GB, SW1A 1) and code, as cdp.normalize_postcode gives it. Without a country only codes of British, Canadian, Dutch and ZIP+4 shape have parts. Absent parts are NULL; all are for what is no code, and for NULL.';

CREATE FUNCTION cdp.normalize_date(value text, day_first boolean DEFAULT true, pivot integer DEFAULT 30) RETURNS date
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_date';
COMMENT ON FUNCTION cdp.normalize_date(text, boolean, integer) IS
'Date in ISO, compact (19720512), numeric or worded form (months and days of the week in EN FR DE ES IT PT NL PL, months in Roman numerals beside a year of four digits), or the date of a timestamp. day_first decides 01/02/2003; where only one reading is a date that one is taken. Years have four digits (0001-9999) or two: up to pivot they are 20yy, above 19yy; error 22023 unless pivot is in [-1, 99]. NULL for what the calendar (proleptic Gregorian) does not have, negative years (14/07/-1984), serial numbers of spreadsheets and other texts. Independent of DateStyle and the clock.';

CREATE FUNCTION cdp._date_field_order(value text) RETURNS integer
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2
    AS 'MODULE_PATHNAME', 'cdp_date_field_order';
COMMENT ON FUNCTION cdp._date_field_order(text) IS
'Internal: 1 for a date in digits whose first field can only be a day (25/12/1972), -1 where the second can (12/25/1972), 0 for both and for anything else.';
