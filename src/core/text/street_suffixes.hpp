// SPDX-License-Identifier: PostgreSQL
// Street suffixes and their abbreviations: USPS Publication 28 (2023), Appendix C1, where the two differ.
#pragma once

#include <iterator>

#include "core/text/ascii.hpp"

namespace cdp::text::street_words {

// Abbreviation -> word.
inline constexpr WordValue<std::string_view> kSuffixWords[] = {
    {"aly", "alley"}, {"anx", "annex"}, {"arc", "arcade"}, {"ave", "avenue"}, {"bch", "beach"}, {"bg", "burg"},
    {"bgs", "burgs"}, {"blf", "bluff"}, {"blfs", "bluffs"}, {"blvd", "boulevard"}, {"bnd", "bend"}, {"br", "branch"},
    {"brg", "bridge"}, {"brk", "brook"}, {"brks", "brooks"}, {"btm", "bottom"}, {"byp", "bypass"}, {"byu", "bayou"},
    {"cir", "circle"}, {"cirs", "circles"}, {"clb", "club"}, {"clf", "cliff"}, {"clfs", "cliffs"}, {"cmn", "common"},
    {"cmns", "commons"}, {"cor", "corner"}, {"cors", "corners"}, {"cp", "camp"}, {"cpe", "cape"},
    {"cres", "crescent"}, {"crk", "creek"}, {"crse", "course"}, {"crst", "crest"}, {"cswy", "causeway"},
    {"ct", "court"}, {"ctr", "center"}, {"ctrs", "centers"}, {"cts", "courts"}, {"curv", "curve"}, {"cv", "cove"},
    {"cvs", "coves"}, {"cyn", "canyon"}, {"dl", "dale"}, {"dm", "dam"}, {"dr", "drive"}, {"drs", "drives"},
    {"dv", "divide"}, {"est", "estate"}, {"ests", "estates"}, {"expy", "expressway"}, {"ext", "extension"},
    {"exts", "extensions"}, {"fld", "field"}, {"flds", "fields"}, {"fls", "falls"}, {"flt", "flat"},
    {"flts", "flats"}, {"frd", "ford"}, {"frds", "fords"}, {"frg", "forge"}, {"frgs", "forges"}, {"frk", "fork"},
    {"frks", "forks"}, {"frst", "forest"}, {"fry", "ferry"}, {"ft", "fort"}, {"fwy", "freeway"}, {"gdn", "garden"},
    {"gdns", "gardens"}, {"gln", "glen"}, {"glns", "glens"}, {"grn", "green"}, {"grns", "greens"}, {"grv", "grove"},
    {"grvs", "groves"}, {"gtwy", "gateway"}, {"hbr", "harbor"}, {"hbrs", "harbors"}, {"hl", "hill"}, {"hls", "hills"},
    {"holw", "hollow"}, {"hts", "heights"}, {"hvn", "haven"}, {"hwy", "highway"}, {"inlt", "inlet"}, {"is", "island"},
    {"iss", "islands"}, {"jct", "junction"}, {"jcts", "junctions"}, {"knl", "knoll"}, {"knls", "knolls"},
    {"ky", "key"}, {"kys", "keys"}, {"lck", "lock"}, {"lcks", "locks"}, {"ldg", "lodge"}, {"lf", "loaf"},
    {"lgt", "light"}, {"lgts", "lights"}, {"lk", "lake"}, {"lks", "lakes"}, {"ln", "lane"}, {"lndg", "landing"},
    {"mdw", "meadow"}, {"mdws", "meadows"}, {"ml", "mill"}, {"mls", "mills"}, {"mnr", "manor"}, {"mnrs", "manors"},
    {"msn", "mission"}, {"mt", "mount"}, {"mtn", "mountain"}, {"mtns", "mountains"}, {"mtwy", "motorway"},
    {"nck", "neck"}, {"opas", "overpass"}, {"orch", "orchard"}, {"pkwy", "parkway"}, {"pl", "place"},
    {"pln", "plain"}, {"plns", "plains"}, {"plz", "plaza"}, {"pne", "pine"}, {"pnes", "pines"}, {"pr", "prairie"},
    {"prt", "port"}, {"prts", "ports"}, {"psge", "passage"}, {"pt", "point"}, {"pts", "points"}, {"radl", "radial"},
    {"rd", "road"}, {"rdg", "ridge"}, {"rdgs", "ridges"}, {"rds", "roads"}, {"riv", "river"}, {"rnch", "ranch"},
    {"rpd", "rapid"}, {"rpds", "rapids"}, {"rst", "rest"}, {"rte", "route"}, {"shl", "shoal"}, {"shls", "shoals"},
    {"shr", "shore"}, {"shrs", "shores"}, {"skwy", "skyway"}, {"smt", "summit"}, {"spg", "spring"},
    {"spgs", "springs"}, {"sq", "square"}, {"sqs", "squares"}, {"st", "street"}, {"sta", "station"},
    {"stra", "stravenue"}, {"strm", "stream"}, {"sts", "streets"}, {"ter", "terrace"}, {"tpke", "turnpike"},
    {"trak", "track"}, {"trce", "trace"}, {"trfy", "trafficway"}, {"trl", "trail"}, {"trlr", "trailer"},
    {"trwy", "throughway"}, {"tunl", "tunnel"}, {"un", "union"}, {"uns", "unions"}, {"upas", "underpass"},
    {"via", "viaduct"}, {"vis", "vista"}, {"vl", "ville"}, {"vlg", "village"}, {"vlgs", "villages"},
    {"vly", "valley"}, {"vlys", "valleys"}, {"vw", "view"}, {"vws", "views"}, {"wl", "well"}, {"wls", "wells"},
    {"xing", "crossing"}, {"xrd", "crossroad"}, {"xrds", "crossroads"},
};
inline constexpr WordMap<std::string_view, std::size(kSuffixWords)> kSuffixes(kSuffixWords);

// Word -> abbreviation.
inline constexpr WordMap<std::string_view, std::size(kSuffixWords)> kSuffixesShort = []() consteval {
    WordValue<std::string_view> entries[std::size(kSuffixWords)];
    std::ranges::transform(kSuffixWords, entries, [](const auto& e) { return WordValue<std::string_view>{e.value, e.word}; });
    std::ranges::sort(entries, {}, &WordValue<std::string_view>::word);
    return WordMap(entries);
}();

}  // namespace cdp::text::street_words
