-- SPDX-License-Identifier: PostgreSQL
-- Text: match form, clean forms of names and addresses, junk.
-- The IMMUTABLE functions depend on the data versions that cdp.versions() tells, and on nothing else.

CREATE FUNCTION cdp.fold(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_fold';
COMMENT ON FUNCTION cdp.fold(text) IS
'Match form of a text: letters a-z, digits and single spaces only. NFKC case-fold, any script to Latin, Latin to ASCII; apostrophes vanish, other punctuation separates. Greek by ELOT 743; Cyrillic, Arabic and Hebrew as names are usually written, the latter two without the short vowels that they do not write (pointed and plain spellings are equal); Korean by Revised Romanization; ideographs as pinyin, Japanese ones too; other scripts by ICU. Composed and decomposed forms are equal. Letters that nothing can romanise become their code points. Any length, in linear time; idempotent. Reindex when cdp.versions() changes.';

CREATE FUNCTION cdp.strip_accents(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_strip_accents';
COMMENT ON FUNCTION cdp.strip_accents(text) IS
'The text without accents, else as it is: case, punctuation, spaces and scripts stay. Latin letters lose marks and strokes (Lodz from its Polish spelling), those without a plain form are spelt as cdp.fold does (sharp s as ss, ae and oe ligatures in two letters); Greek ones lose tonos and breathings; combining diacritical marks go. Letters of other scripts stay as they are, Cyrillic short i and yo too. The result is composed (NFC). Composed and decomposed forms give the same. Any length, in linear time; idempotent. For comparing use cdp.fold.';

CREATE FUNCTION cdp.normalize_name(name text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_name';
COMMENT ON FUNCTION cdp.normalize_name(text) IS
'Clean form of a person''s name: single spaces, titles and civilities in front (M., Mme, Dr. med., Herr und Frau, Sra.) and degrees behind (PhD, MBA; B.A. with its dots) removed, capitals and small letters set where all letters are of one case or a word is in capitals (JEAN DE LA FONTAINE -> Jean de la Fontaine, MCDONALD -> McDonald, jean DUPONT -> Jean Dupont). Words run together are parted (M.DUPONT, Dupont,Jean), Mc Donald is joined. Particles, hyphens, initials and generations (Jr, III, fils) stay, as do other scripts; cdp.parse_name takes the name apart. NULL without a letter, for titles alone (Dr., M. et Mme) or above 1024 bytes. Idempotent.';

CREATE FUNCTION cdp.normalize_address(address text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_address';
COMMENT ON FUNCTION cdp.normalize_address(text) IS
'Clean form of a street line: single spaces, types of street and their like written out where they are beyond doubt, words capitalised where all letters are of one case (BP, ZA, SW, 221B, Apt A and Henri IV stay in capitals). French: the types of street in common use as NF Z10-011 abbreviates them (12, av. Foch -> 12 avenue Foch; 3 GR -> 3 Grande Rue), the rarer ones behind a house number only, and cdt, cne, gal, mal, pdt within a name; its other abbreviations of titles and first names stay. English: the suffixes of USPS Publication 28, appendix C1, in the last place (5 Main St -> 5 Main Street), the rarer ones in lines that begin with a house number only; est, is, pr, un and via, which are words elsewhere, and its unit designators (Apt, Ste) stay. Also the common ones of DE, ES, IT (Hauptstr., C/, V.le). Saint and Street are told apart by place. The house number stays where it is, its mark goes (No. 12, num. 12); cdp.parse_address takes the line apart. NULL without a letter or digit or above 1024 bytes. Idempotent.';

CREATE FUNCTION cdp.normalize_company(company text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
    AS 'MODULE_PATHNAME', 'cdp_normalize_company';
COMMENT ON FUNCTION cdp.normalize_company(text) IS
'Clean form of a company''s name: single spaces and one spelling of the legal forms, also of those written out or with letters apart, behind the name or in front, each once and without a comma or dash before it (, S.A.R.L. and S A R L -> SARL, Limited -> Ltd, Company -> Co, societe anonyme -> SA, GmbH und Co. KG -> GmbH & Co. KG, S.A. de C.V. -> SA de CV); Russian ones stay in Cyrillic where they are. They are kept, cdp.company_legal_form gives them alone. All other words stay, & and its like too, and what says that a company is wound up (i.L.). NULL without a letter or digit or above 4096 bytes. Idempotent.';

CREATE FUNCTION cdp.normalize_gender(gender text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_normalize_gender';
COMMENT ON FUNCTION cdp.normalize_gender(text) IS
'F, M or X (neither, or another one stated) from codes, words and civilities in EN FR DE ES IT NL PL PT (Mr, Mrs, Ms; M., Mme, Mlle; Herr, Frau Dr.; Sr., Sra.; Sig., Sig.ra; dhr., mevr.) and ISO 5218 (1 male, 2 female; 0 and 9 are NULL); NULL for anything else. Note: M is male, F female, H homme, W weiblich, K kobieta, D divers. Idempotent.';

CREATE FUNCTION cdp.is_placeholder(kind text, value text) RETURNS boolean
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
    AS 'MODULE_PATHNAME', 'cdp_is_placeholder';
COMMENT ON FUNCTION cdp.is_placeholder(text, text) IS
'True when value, of the semantic kind named, is junk that stands for a missing one: empty, N/A, INCONNU, NULL NULL, NPAI, test@test.com, foo@bar, 0000000000, 1900-01-01 and their like in EN FR DE ES IT PL NL PT. Words that are rare names too are junk only when not written like a name (NULL and null, not Null). A hub takes no such value; of the clean forms only cdp.normalize_phone is NULL for junk by itself. Raises 22023 for an unknown kind.';

CREATE FUNCTION cdp._mark_ill_formed(value text) RETURNS text
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
    AS 'MODULE_PATHNAME', 'cdp_mark_ill_formed';
COMMENT ON FUNCTION cdp._mark_ill_formed(text) IS
'Internal: the text with each byte that is not UTF-8 written as <c3>. A server checks what clients send, but not what a foreign server in another encoding or a cast from bytea gives.';
