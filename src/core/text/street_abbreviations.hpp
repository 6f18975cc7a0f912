// SPDX-License-Identifier: PostgreSQL
// Abbreviations in street lines and what normalize_address writes for them, by the place in which they stand: French
// types of street as NF Z10-011 and the lists of INSEE and the land registry abbreviate them, and the common ones of
// ES, IT, DE and PL.
#pragma once

#include "core/text/ascii.hpp"

namespace cdp::text::street_words {

// Folded abbreviation -> the word written out, where the word stands in a street type's place.
inline constexpr WordValue<std::string_view> kFullWords[] = {
    {"all", "all\u00E9e"}, {"av", "avenue"}, {"avd", "avenida"}, {"avda", "avenida"}, {"ave", "avenue"},
    {"aven", "avenue"}, {"avn", "avenue"}, {"bat", "b\u00E2timent"}, {"bd", "boulevard"}, {"bld", "boulevard"},
    {"blvd", "boulevard"}, {"boul", "boulevard"}, {"bt", "b\u00E2timent"}, {"bvd", "boulevard"}, {"chem", "chemin"},
    {"cra", "carrera"}, {"ctra", "carretera"}, {"fbg", "faubourg"}, {"fg", "faubourg"}, {"gta", "glorieta"},
    {"hwy", "highway"}, {"imp", "impasse"}, {"ln", "lane"}, {"pkwy", "parkway"}, {"pl", "place"}, {"plce", "place"},
    {"plza", "plaza"}, {"pso", "paseo"}, {"pza", "plaza"}, {"qu", "quai"}, {"rd", "road"}, {"res", "r\u00E9sidence"},
    {"resid", "r\u00E9sidence"}, {"rte", "route"}, {"sq", "square"}, {"trva", "traves\u00EDa"},
};
inline constexpr WordMap<std::string_view, std::size(kFullWords)> kFull(kFullWords);

// The same behind a house number only: what else French lists of types of street abbreviate, and r.
inline constexpr WordValue<std::string_view> kAfterNumberWords[] = {
    {"ach", "ancien chemin"}, {"arc", "arcade"}, {"art", "ancienne route"}, {"bch", "bas chemin"}, {"bcle", "boucle"},
    {"ber", "berge"}, {"brg", "bourg"}, {"but", "butte"}, {"car", "carrefour"}, {"cc", "chemin communal"},
    {"cd", "chemin d\u00E9partemental"}, {"ch", "chemin"}, {"che", "chemin"}, {"chs", "chauss\u00E9e"},
    {"chv", "chemin vicinal"}, {"cor", "corniche"}, {"crs", "cours"}, {"dig", "digue"}, {"dom", "domaine"},
    {"dsc", "descente"}, {"eca", "\u00E9cart"}, {"esp", "esplanade"}, {"fon", "fontaine"}, {"frm", "ferme"},
    {"gbd", "grand boulevard"}, {"gpl", "grande place"}, {"gr", "grande rue"}, {"ham", "hameau"},
    {"hch", "haut chemin"}, {"hle", "halle"}, {"jte", "jet\u00E9e"}, {"lot", "lotissement"}, {"mar", "march\u00E9"},
    {"mte", "mont\u00E9e"}, {"nte", "nouvelle route"}, {"pae", "petite avenue"}, {"pas", "passage"},
    {"pch", "petit chemin"}, {"pim", "petite impasse"}, {"plci", "placis"}, {"ple", "passerelle"}, {"pln", "plaine"},
    {"plt", "plateau"}, {"pnt", "pointe"}, {"pro", "promenade"}, {"prom", "promenade"}, {"prt", "petite route"},
    {"prv", "parvis"}, {"pta", "petite all\u00E9e"}, {"ptr", "petite rue"}, {"ptte", "placette"}, {"qua", "quartier"},
    {"r", "rue"}, {"rem", "rempart"}, {"rle", "ruelle"}, {"roc", "rocade"}, {"rpe", "rampe"}, {"rpt", "rond-point"},
    {"rtd", "rotonde"}, {"sen", "sentier"}, {"tpl", "terre-plein"}, {"tra", "traverse"}, {"trt", "tertre"},
    {"vche", "vieux chemin"}, {"ven", "venelle"}, {"vge", "village"}, {"vla", "villa"}, {"vlge", "village"},
    {"voi", "voie"}, {"vte", "vieille route"},
};
inline constexpr WordMap<std::string_view, std::size(kAfterNumberWords)> kAfterNumber(kAfterNumberWords);

// The same in front of "rue".
inline constexpr WordValue<std::string_view> kBeforeRueWords[] = {
    {"gde", "grande"}, {"grde", "grande"}, {"pte", "petite"},
};
inline constexpr WordMap<std::string_view, std::size(kBeforeRueWords)> kBeforeRue(kBeforeRueWords);

// Abbreviations of two folded words in front: C/ is one, but V.le and P.za are two.
inline constexpr WordValue<std::string_view> kDottedWords[] = {
    {"c so", "corso"}, {"l go", "largo"}, {"p le", "piazzale"}, {"p za", "piazza"}, {"p zza", "piazza"}, {"v le", "viale"},
};
inline constexpr WordMap<std::string_view, std::size(kDottedWords)> kDotted(kDottedWords);

// Parts of buildings before a letter or a number.
inline constexpr WordValue<std::string_view> kPartWords[] = {
    {"bat", "b\u00E2timent"}, {"ent", "entr\u00E9e"}, {"esc", "escalier"}, {"imm", "immeuble"},
};
inline constexpr WordMap<std::string_view, std::size(kPartWords)> kParts(kPartWords);

// Ranks and honours inside the names of French streets, and suburbs.
inline constexpr WordValue<std::string_view> kRankWords[] = {
    {"cdt", "commandant"}, {"cne", "capitaine"}, {"fbg", "faubourg"}, {"gal", "g\u00E9n\u00E9ral"},
    {"mal", "mar\u00E9chal"}, {"pdt", "pr\u00E9sident"},
};
inline constexpr WordMap<std::string_view, std::size(kRankWords)> kRanks(kRankWords);

// Suffixes (kSuffixes) that stand for nothing else in the last place, whether or not the line has a house number.
inline constexpr std::string_view kPlainSuffixWords[] = {
    "aly", "byp", "cir", "cres", "crst", "cswy", "ct", "ctr", "cv", "dr", "expy", "fwy", "gdns", "gln", "grn", "grv",
    "hbr", "hl", "holw", "hts", "jct", "lndg", "mdws", "mnr", "rdg", "st", "ter", "tpke", "trce", "trl", "vlg", "vly",
    "vw", "xing",
};
inline constexpr WordSet<std::size(kPlainSuffixWords)> kPlainSuffixes(kPlainSuffixWords);

// Suffixes that are words of other languages, and stay.
inline constexpr std::string_view kForeignSuffixWords[] = {"est", "is", "pr", "un", "via"};
inline constexpr WordSet<std::size(kForeignSuffixWords)> kForeignSuffixes(kForeignSuffixWords);

}  // namespace cdp::text::street_words
