-- SPDX-License-Identifier: PostgreSQL
-- Similarity of names, addresses and companies as a whole.

CREATE FUNCTION cdp.name_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'cdp_name_similarity';
COMMENT ON FUNCTION cdp.name_similarity(text, text) IS
'Similarity of two names of persons in [0,1], whatever the order of their parts, script, case, titles and degrees. Words are assigned to one another so that the sum is greatest: equal words and an initial with its word count 1, nicknames (cdp.is_nickname) 0.9, misspelt words by Jaro-Winkler j above 0.7: 1 - ((1-j)/0.3)^1.5. A word weighs 1, an initial 0.5, a particle 0.05; the sum is divided by the weight of the lighter name and a third of what the other has more. Hyphens, and words written together or apart, make no difference. Times 0.6 where only initials agree, 0.7 for Jr against Sr, 0.97 for a Jr that one name leaves out. 1: Jean Dupont, DUPONT Jean. 0.95: Bill and William Smith; a letter wrong. 0.9: J. Dupont. 0.86: Jean Martin, Jean-Pierre Martin. 0.75: Dupont alone. 0.5: another given name. Symmetric; 1 for equal folds, also empty ones. The first 1024 bytes and 32 words count.';

CREATE FUNCTION cdp.address_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 150 AS 'MODULE_PATHNAME', 'cdp_address_similarity';
COMMENT ON FUNCTION cdp.address_similarity(text, text) IS
'Similarity of two street lines in [0,1], by the parts of cdp.parse_address, abbreviated and folded. The words of the streets'' names are assigned to one another as in cdp.name_similarity, without nicknames; articles weigh 0.05, numbers are equal or not; numbers in words and ordinals are numbers in English and French (5th, Fifth; 1er, premier), days before a month in Spanish and Italian too. The result is multiplied by 0.4 for house numbers or boxes that differ, 0.9 where only their letters do, 0.95 for a number within a range, 0.85 where one is missing; by 0.9 for types of street or units that differ, 0.97 where one is missing; by 0.9 to 1 for other words between commas on both sides. 1: 12, av. Foch and 12 AVENUE FOCH; Hauptstr. 5 and Haupt Str. 5; 350 5th Ave and 350 Fifth Avenue; BP 4 and Boite postale 4. 0.9: 12 rue Foch and 12 av Foch. 0.4: 12 and 14 av Foch. 0: another street. Symmetric; 1 for equal folds, also empty ones. The first 1024 bytes count.';

CREATE FUNCTION cdp.company_similarity(a text, b text) RETURNS double precision
    LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 150 AS 'MODULE_PATHNAME', 'cdp_company_similarity';
COMMENT ON FUNCTION cdp.company_similarity(text, text) IS
'Similarity of two names of companies in [0,1], whatever the order of words, case, script, dots and the place of the legal form. Words are assigned to one another as in cdp.name_similarity, without nicknames; words that many companies have (group, services, international) weigh 0.3, articles and "and" 0.05. Times 0.95 for legal forms (cdp.company_legal_form) that differ, 0.98 for one that only one name tells. 1: Dupont S.A.R.L. and SARL Dupont. 0.98: Dupont. 0.91: Acme and Acme Group. 0.75: Acme and Acme Bakery. Symmetric; 1 for equal folds, also empty ones. The first 1024 bytes count.';
