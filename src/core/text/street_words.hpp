// SPDX-License-Identifier: PostgreSQL
// Words of street lines that are no names. Folded, and written out as normalize_address leaves them.
#pragma once

#include "core/text/ascii.hpp"

namespace cdp::text::street_words {

// Types of street in front of the name: FR ES IT PT PL.
inline constexpr std::string_view kFrontTypeWords[] = {
    "al", "alameda", "aleja", "allee", "allees", "avenida", "avenue", "boulevard", "calle", "camino", "carrefour",
    "carrer", "carretera", "chaussee", "chemin", "cite", "clos", "contrada", "corniche", "corso", "cour", "cours",
    "esplanade", "estrada", "faubourg", "galerie", "glorieta", "hameau", "impasse", "largo", "lotissement",
    "lungomare", "mail", "montee", "os", "osiedle", "parvis", "paseo", "passage", "piazza", "piazzale", "plac",
    "place", "plaza", "praca", "promenade", "quai", "quartier", "rocade", "rond point", "ronda", "route", "rua", "rue",
    "ruelle", "sente", "sentier", "square", "strada", "traverse", "travesia", "travessa", "ul", "ulica", "venelle",
    "via", "viale", "vicolo", "villa", "voie",
};
inline constexpr WordSet<std::size(kFrontTypeWords)> kFrontTypes(kFrontTypeWords);

// Types of street behind the name: EN DE NL and the Nordic languages.
inline constexpr std::string_view kBackTypeWords[] = {
    "allee", "alley", "avenue", "boulevard", "chaussee", "circle", "close", "court", "crescent", "crossing", "damm",
    "drive", "expressway", "freeway", "gade", "gardens", "gasse", "gata", "gatan", "gracht", "grove", "heights",
    "highway", "hill", "kade", "laan", "lane", "loop", "mews", "parkway", "path", "pike", "place", "platz", "plaza",
    "plein", "ridge", "ring", "road", "row", "square", "str", "straat", "strasse", "street", "terrace", "trail",
    "turnpike", "ufer", "vag", "vagen", "vej", "walk", "way", "weg",
};
inline constexpr WordSet<std::size(kBackTypeWords)> kBackTypes(kBackTypeWords);

// What introduces a part of a building; a residence and a tower have names.
inline constexpr std::string_view kUnitMarkWords[] = {
    "apartment", "app", "appartement", "appt", "apt", "bat", "batiment", "bldg", "block", "boite", "bte", "building",
    "bus", "door", "entree", "esc", "escalier", "etage", "fl", "flat", "floor", "hall", "hinterhaus", "imm",
    "immeuble", "interno", "lok", "lokal", "mieszkanie", "piso", "planta", "porte", "puerta", "residence", "rm", "room", "scala", "stairs", "ste",
    "stock", "suite", "tour", "tower", "unit", "whg", "wohnung",
};
inline constexpr WordSet<std::size(kUnitMarkWords)> kUnitMarks(kUnitMarkWords);

// Of these, the ones that a number stands in front of: 3e etage, 2nd floor.
inline constexpr std::string_view kFloorMarkWords[] = {
    "etage", "fl", "floor", "obergeschoss", "og", "piso", "planta", "stock",
};
inline constexpr WordSet<std::size(kFloorMarkWords)> kFloorMarks(kFloorMarkWords);

// Between the numbers of a house and a flat in Polish: Dluga 12 m. 7.
inline constexpr std::string_view kFlatMarkWords[] = {"lok", "lokal", "m", "mieszkanie"};
inline constexpr WordSet<std::size(kFlatMarkWords)> kFlatMarks(kFlatMarkWords);

// What introduces a box; "po box" is told apart by its second word.
inline constexpr std::string_view kBoxMarkWords[] = {
    "apartado", "b p", "bp", "c s", "cs", "pob", "postfach", "tsa",
};
inline constexpr WordSet<std::size(kBoxMarkWords)> kBoxMarks(kBoxMarkWords);

// What introduces a house number: No. 5, Nr. 5.
inline constexpr std::string_view kNumberMarkWords[] = {
    "n", "no", "nr", "num", "numero",
};
inline constexpr WordSet<std::size(kNumberMarkWords)> kNumberMarks(kNumberMarkWords);

// Repetition of a house number in French.
inline constexpr std::string_view kRepeatWords[] = {
    "bis", "quater", "quinquies", "ter",
};
inline constexpr WordSet<std::size(kRepeatWords)> kRepeats(kRepeatWords);

// Behind the digits of an ordinal: 1er, 2nd, 5th. "e" stands in house numbers too.
inline constexpr std::string_view kOrdinalEndWords[] = {
    "de", "eme", "er", "ere", "ieme", "nd", "rd", "re", "st", "th",
};
inline constexpr WordSet<std::size(kOrdinalEndWords)> kOrdinalEnds(kOrdinalEndWords);

// What stands behind the leading digits of a folded word.
constexpr std::string_view behind_digits(std::string_view word) noexcept {
    return word.substr(std::min(word.find_first_not_of("0123456789"), word.size()));
}

// Points of the compass.
inline constexpr std::string_view kDirectionWords[] = {
    "e", "east", "n", "ne", "north", "northeast", "northwest", "nw", "s", "se", "south", "southeast", "southwest",
    "sw", "w", "west",
};
inline constexpr WordSet<std::size(kDirectionWords)> kDirections(kDirectionWords);

// A number behind one of these is a year: rue du 8 mai 1945.
inline constexpr std::string_view kMonthWords[] = {
    "abril", "agosto", "aout", "april", "aprile", "august", "avril", "decembre", "dezember", "dicembre", "diciembre",
    "enero", "febrero", "february", "fevrier", "gennaio", "giugno", "januar", "janvier", "juillet", "juin", "juli",
    "julio", "july", "junio", "listopada", "luglio", "maggio", "mai", "maj", "maja", "marca", "mars", "marzo", "may",
    "mayo", "novembre", "noviembre", "october", "octobre", "octubre", "ottobre", "september", "septembre",
    "septiembre", "settembre", "sierpnia", "wrzesnia",
};
inline constexpr WordSet<std::size(kMonthWords)> kMonths(kMonthWords);

// Days of a month in Roman figures, from 1: via IV Novembre.
inline constexpr std::string_view kRomanDays[] = {
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi", "xxvii", "xxviii", "xxix", "xxx", "xxxi",
};

// 0 for what is none.
constexpr int roman_day(std::string_view word) noexcept {
    const auto* const at = std::ranges::find(kRomanDays, word);
    return at == std::end(kRomanDays) ? 0 : static_cast<int>(at - kRomanDays) + 1;
}

// Types of street whose house number stands behind the name, with dates in their names: via XX Settembre 5.
inline constexpr std::string_view kNumberBehindWords[] = {
    "avenida", "calle", "corso", "largo", "paseo", "piazza", "plaza", "praca", "rua", "via", "viale",
};
inline constexpr WordSet<std::size(kNumberBehindWords)> kNumberBehind(kNumberBehindWords);

// A number behind one of these is the name of the road: Route 66.
inline constexpr std::string_view kNumberedRoadWords[] = {
    "highway", "hwy", "road", "route", "rte",
};
inline constexpr WordSet<std::size(kNumberedRoadWords)> kNumberedRoads(kNumberedRoadWords);

}  // namespace cdp::text::street_words
