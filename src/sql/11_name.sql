-- SPDX-License-Identifier: PostgreSQL
-- Names of persons and companies: what one field is made of, nicknames, legal forms.

CREATE FUNCTION cdp.parse_name(full_name text, OUT title text, OUT given text, OUT middle text, OUT nickname text,
    OUT particle text, OUT family text, OUT birth_name text, OUT suffix text, OUT degrees text) RETURNS record
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 200 AS 'MODULE_PATHNAME', 'cdp_parse_name';
COMMENT ON FUNCTION cdp.parse_name(text) IS
'The parts of a person''s name in one field, in the form of cdp.normalize_name: title (Mme, Prof. Dr.), given (the first given name; Jean Pierre and Maria Jose are one), middle (further given names and initials), nickname (in quotes of either kind or brackets), particle (de la, van den) and family, birth_name (nee, geb.; what stands before epouse), suffix (Jr, III, fils), degrees (PhD). Any order: a comma divides (Dupont, Jean), words in capitals beside others are the family name (DUPONT Jean), a table of frequent names and the particles decide the rest; a single word is a family name unless known as a given name only; a patronymic (Ivanovich) follows the given name, Sir stands before it. Absent parts are NULL; all are for a placeholder and for what is no name.';

CREATE FUNCTION cdp.given_name(full_name text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_given_name';
COMMENT ON FUNCTION cdp.given_name(text) IS
'The given names in a full name: given and middle of cdp.parse_name. NULL where there is none.';

CREATE FUNCTION cdp.family_name(full_name text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_family_name';
COMMENT ON FUNCTION cdp.family_name(text) IS
'The family name in a full name with its particles (van den Berg) and a suffix such as Jr: particle, family and suffix of cdp.parse_name. NULL where there is none.';

CREATE FUNCTION cdp.nicknames(given_name text) RETURNS text[]
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_nicknames';
COMMENT ON FUNCTION cdp.nicknames(text) IS
'The given names that may stand for this one, folded, in order: nicknames, short forms and the forms of the name in EN FR ES DE IT PL (Bill: guillaume, will, william and more). A short form of several names has the forms of each (Bert: albert, robert, hubert). Empty for a name not in the table, whose version cdp.versions() tells.';

CREATE FUNCTION cdp.is_nickname(a text, b text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20 AS 'MODULE_PATHNAME', 'cdp_is_nickname';
COMMENT ON FUNCTION cdp.is_nickname(text, text) IS
'True when two given names are one after folding, or may stand for one another by the table of cdp.nicknames (Peggy and Margaret, Pepe and Jose, JP and Jean-Pierre). Symmetric, not transitive.';

CREATE FUNCTION cdp.company_legal_form(company text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 AS 'MODULE_PATHNAME', 'cdp_company_legal_form';
COMMENT ON FUNCTION cdp.company_legal_form(text) IS
'The legal form in a company''s name, in the spelling of cdp.normalize_company (SARL, GmbH & Co. KG, Ltd, Sp. z o.o.): those at the end, else the one in front; not what says that the company is wound up (i.L., in liquidation), nor a remark in brackets behind it. Forms of EN FR DE ES IT NL SE PL BE CH and others, abbreviated with or without dots or written out. Short ones that may be words (SA, AS, SE) only in capitals or with dots. NULL where there is none.';
