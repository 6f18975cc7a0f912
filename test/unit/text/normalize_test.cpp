// SPDX-License-Identifier: PostgreSQL
// Properties of every normaliser through its one door, and the small kinds that have no file of their own.
#include "core/text/normalize.hpp"

#include <gtest/gtest.h>

#include "core/text/ascii.hpp"
#include "core/text/utf8.hpp"
#include "data/people.hpp"
#include "data/records.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

constexpr std::string_view kRegions[] = {"", "FR", "United Kingdom", "US", "DE", "CA", "NL", "PL", "IE"};

TEST(Normalize, IdempotentAndWellFormedForEveryKind) {
    Nasty nasty(9);
    for (int i = 0; i < 6000; i++) {
        const std::string s = nasty.next();
        const NormalizeOptions options{kRegions[static_cast<std::size_t>(i) % std::size(kRegions)], i % 2 == 0};
        for (std::size_t k = 0; k < kKindCount; k++) {
            const Kind kind = static_cast<Kind>(k);
            const auto once = normalize(kind, s, options);
            if (!once) continue;
            EXPECT_TRUE(valid_utf8(*once)) << kind_name(kind);
            EXPECT_FALSE(once->empty()) << kind_name(kind);
            EXPECT_EQ(normalize(kind, *once, options), once) << kind_name(kind) << ": " << s;
        }
    }
}

void expect_fixed_point(Kind kind, const std::string& s) {
    const auto once = normalize(kind, s);
    if (once) {
        EXPECT_EQ(normalize(kind, *once), once) << kind_name(kind) << ": " << s;
    }
}

std::string upper(std::string s) {
    for (char& c : s) c = ascii_upper(c);
    return s;
}

std::string lower(std::string s) {
    for (char& c : s) c = ascii_lower(c);
    return s;
}

// Whatever the normalisers have rules for, in any order, case and punctuation.
TEST(Normalize, IdempotentOnWordsWithRules) {
    constexpr std::string_view kWords[] = {
        "12",  "5b",   "bis", "ter",  "b",     "r",    "av",  "bd",   "c/",    "c/mayor", "st",   "ste", "st-jean", "ste-",
        "gr",  "gde",  "rue", "za",   "du",   "po",   "box", "5th", "e",     "a",       "p\u00BA", "vly", "iv",  "nw",
        "pl",  "dr",   "rd",  "rpt",  "v.le",  "p.za", "bat", "gal",  "apt",   "n",       "#4",   "unit", "hauptstr", "bp",
        "de",  "la",   "las", "d'",   "o'",    "l'",   "sant'", "m",  "mme",   "mr",      "prof", "pan", "med.",    "et",
        "phd", "md",   "jr",  "iii",  "fils",  "van",  "mc",  "mcbride", "mac", "jean",   "dupont", "jp", "x",      "3abc",
        "company", "company,", "in", "liquidation", "i.l.", "c.v.", "coop.", "mbb", "partg", "&", "\u041E\u041E\u041E",
        "sa",  "s.",   "a.",  "gmbh", "co",    "kg",   "sp.", "z",    "o.o.",  "societe", "anonyme", "und", "sarl", "ltd",
        "\u00E9t\u00E9", "\u00C9T\u00C9", "h\u0331", "\u1E96", "\u0131mp", "\u017Ft", "\u017Fant'", "\u03A3\u03BF\u03C3", "\u5F20", "\u072B",
    };
    constexpr std::string_view kMarks[] = {" ", " ", " ", " ", ", ", ",", ". ", " - ", "-", "'", " & ", " ( ", "; ", "/"};
    sample::Random random(11);
    for (int i = 0; i < 30000; i++) {
        std::string s;
        for (std::uint32_t words = 1 + random.below(7); words > 0; words--) {
            const std::string word(kWords[random.below(std::size(kWords))]);
            const std::uint32_t style = random.below(3);
            s += style == 0 ? upper(word) : word;
            if (style == 1) s[s.size() - word.size()] = ascii_upper(word.front());
            s += kMarks[random.below(std::size(kMarks))];
        }
        const std::uint32_t style = random.below(3);
        if (style != 0) s = style == 1 ? upper(s) : lower(s);
        for (const Kind kind : {Kind::kFullName, Kind::kStreet, Kind::kCompany, Kind::kText}) expect_fixed_point(kind, s);
    }
}

// What customers and clerks write, in the case they wrote it and in the case that a mainframe made of it.
TEST(Normalize, IdempotentOnSampleCustomers) {
    constexpr std::string_view kForms[] = {"SARL", "S.A.S.", "GmbH & Co. KG", "Limited", "s.r.l.", "Sp. z o.o.", "et Fils"};
    sample::Population population(1500, 7, false);
    std::vector<sample::Person> household;
    std::vector<sample::Record> records;
    while (population.next(household))
        for (const sample::Person& person : household) {
            sample::Random random(person.serial);
            sample::write_records(population.names(), person, random, records);
        }
    ASSERT_GT(records.size(), 2000U);
    for (const sample::Record& r : records) {
        const std::pair<Kind, std::string> values[] = {
            {Kind::kGivenName, r.given},       {Kind::kFamilyName, r.family},
            {Kind::kFullName, r.given + ' ' + r.family}, {Kind::kFullName, r.family + ", " + r.given},
            {Kind::kBirthDate, r.birth},       {Kind::kEmail, r.email},
            {Kind::kPhone, r.phone},           {Kind::kStreet, r.street},
            {Kind::kPostcode, r.postcode},     {Kind::kCity, r.city},
            {Kind::kCompany, r.family + ' ' + std::string(kForms[r.person % std::size(kForms)])},
        };
        for (const auto& [kind, value] : values)
            for (const std::string& s : {value, upper(value), lower(value)}) expect_fixed_point(kind, s);
    }
}

TEST(Normalize, SmallKinds) {
    EXPECT_EQ(normalize(Kind::kCountry, "Frankreich"), "FR");
    EXPECT_EQ(normalize(Kind::kBoolean, "Oui"), "true");
    EXPECT_EQ(normalize(Kind::kBoolean, "maybe"), std::nullopt);
    EXPECT_EQ(normalize(Kind::kNumber, " +007,50 "), "7.5");
    EXPECT_EQ(normalize(Kind::kNumber, "-0.0"), "0");
    EXPECT_EQ(normalize(Kind::kNumber, "1.2.3"), std::nullopt);
    EXPECT_EQ(normalize(Kind::kText, " a\t b\xFF"), "a b");
    EXPECT_EQ(normalize(Kind::kText, " "), std::nullopt);
    EXPECT_EQ(normalize(Kind::kCity, "SAINT-ETIENNE"), "Saint-Etienne");
}

TEST(Gender, WordsAndCodes) {
    const struct { const char* text; const char* gender; } cases[] = {
        {"F", "F"}, {"Femme", "F"}, {"w", "F"}, {"weiblich", "F"}, {"Mme", "F"}, {"Sig.ra", "F"}, {"2", "F"}, {"K", "F"},
        {"m", "M"}, {"Homme", "M"}, {"H", "M"}, {"m\u00E4nnlich", "M"}, {"M.", "M"}, {"m\u0119\u017Cczyzna", "M"},
        {"divers", "X"}, {"non-binary", "X"}, {"\u043C\u0443\u0436\u0441\u043A\u043E\u0439", "M"},
        {"\u0416", "F"}, {"\u0436\u0435\u043D\u0441\u043A\u0438\u0439", "F"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_gender(c.text), c.gender) << c.text;
    for (const char* text : {"", "?", "unknown", "0", "9", "female male"}) EXPECT_EQ(normalize_gender(text), std::nullopt) << text;
}

}  // namespace
}  // namespace cdp::text
