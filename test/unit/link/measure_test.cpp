// SPDX-License-Identifier: PostgreSQL
#include "core/link/measure.hpp"

#include <gtest/gtest.h>

#include "core/link/match_form.hpp"
#include "unit/link/small_table.hpp"

namespace cdp::link {
namespace {

using score::Measure;
using test::PreparedTable;
using test::Row;
using text::Kind;

score::Model one_attribute(Kind kind) { return test::default_model({{"x", kind}}); }

double measure_of(Measure m, Kind kind, const char* a, const char* b) {
    const PreparedTable t(one_attribute(kind), {"x"}, {{"1", a}, {"2", b}});
    const Values& values = t.table.attributes[0];
    for (const Record r : {0u, 1u})
        if (values.code(r) == kMissing) throw std::runtime_error(std::string("missing: ") + (r == 0 ? a : b));
    return measure(m, values, values.code(0), values, values.code(1));
}

struct MeasureCase {
    Measure measure;
    Kind kind;
    const char* a;
    const char* b;
    double value;
};

constexpr MeasureCase kCases[] = {
    {Measure::kPresent, Kind::kText, "a", "b", 1},
    {Measure::kExact, Kind::kText, "Café", "cafe", 1},
    {Measure::kExact, Kind::kText, "cafe", "cafes", 0},
    {Measure::kLevenshtein, Kind::kText, "kitten", "sitting", 3},
    {Measure::kLevenshtein, Kind::kText, "abcd", "abdc", 2},
    {Measure::kOsa, Kind::kText, "abcd", "abdc", 1},
    {Measure::kLevenshteinSimilarity, Kind::kText, "kitten", "sitting", 4.0 / 7},
    {Measure::kJaro, Kind::kText, "martha", "marhta", 17.0 / 18},
    {Measure::kJaroWinkler, Kind::kText, "martha", "marhta", 17.0 / 18 + 3 * 0.1 / 18},
    {Measure::kJaccard, Kind::kText, "night", "nacht", 1.0 / 7},
    {Measure::kTokenJaccard, Kind::kText, "red green blue", "blue red", 2.0 / 3},
    {Measure::kTokenJaccard, Kind::kText, "red", "blue", 0},
    {Measure::kTokenJaccard, Kind::kText, "red red blue", "blue red", 1},  // sets
    {Measure::kTokenOverlap, Kind::kText, "anna maria lopez", "lopes anna", 1},
    {Measure::kTokenOverlap, Kind::kText, "anna maria lopez", "anna schmidt", 0.5},
    {Measure::kTokenOverlap, Kind::kText, "anna anna", "anna schmidt", 0.5},  // a word is taken once
    {Measure::kTokenOverlap, Kind::kText, "a b", "c d", 0},
    {Measure::kInitial, Kind::kGivenName, "J", "Jean", 1},
    {Measure::kInitial, Kind::kGivenName, "J. P.", "Jean-Pierre", 1},
    {Measure::kInitial, Kind::kGivenName, "P", "Jean Pierre", 0},
    {Measure::kInitial, Kind::kGivenName, "Jo", "Jonathan", 0},
    {Measure::kNickname, Kind::kGivenName, "Bob", "Robert", 1},
    {Measure::kNickname, Kind::kGivenName, "Bob", "William", 0},
    {Measure::kNickname, Kind::kGivenName, "Xqzt", "Xqzt", 0},  // in no group
    {Measure::kNickname, Kind::kFullName, "Bob Stone", "Robert Stone", 1},
    {Measure::kNickname, Kind::kFamilyName, "Bob", "Robert", 0},  // given names only
    {Measure::kDistinctNames, Kind::kGivenName, "Daniel", "Daniela", 1},
    {Measure::kDistinctNames, Kind::kGivenName, "Bob", "Robert", 0},      // forms of one
    {Measure::kDistinctNames, Kind::kGivenName, "Daniel", "Dainel", 0},   // one is not known
    {Measure::kDistinctNames, Kind::kGivenName, "Jean", "Jean-Marc", 0},  // the first word is the same
    {Measure::kSubset, Kind::kFullName, "Ana Garcia", "Ana Maria Garcia Lopez", 1},
    {Measure::kSubset, Kind::kFullName, "Ana Perez", "Ana Maria Garcia Lopez", 0},
    {Measure::kSubset, Kind::kText, "anna anna", "anna bob", 1},
    {Measure::kSubset, Kind::kText, "anna bob bob", "anna anna carl", 0},
    {Measure::kAcronym, Kind::kCompany, "BMW AG", "Bayerische Motoren Werke", 1},
    {Measure::kAcronym, Kind::kCompany, "BM", "Bayerische Motoren Werke", 0},
    {Measure::kAcronym, Kind::kCompany, "B", "Bayer", 0},
    {Measure::kAbbreviation, Kind::kCompany, "Sterling Instr", "Sterling Instruments", 1},
    {Measure::kAbbreviation, Kind::kCompany, "Sterl Instruments", "Sterling Instr", 1},
    {Measure::kAbbreviation, Kind::kCompany, "Sterling", "Sterling Instruments", 0},
    {Measure::kAbbreviation, Kind::kCompany, "Sterling Motors", "Sterling Instruments", 0},
    {Measure::kDateParts, Kind::kBirthDate, "1980-05-12", "1980-05-12", 3},
    {Measure::kDateParts, Kind::kBirthDate, "1980-05-12", "1980-12-05", 3},  // day and month swapped
    {Measure::kDateParts, Kind::kBirthDate, "1980-05-12", "1981-12-05", 2},
    {Measure::kDateParts, Kind::kBirthDate, "1980-05-12", "1980-05-13", 2},
    {Measure::kDateParts, Kind::kBirthDate, "1980-05-12", "1985-06-12", 1},
    {Measure::kDateParts, Kind::kBirthDate, "1980-05-12", "1985-06-13", 0},
    {Measure::kDays, Kind::kDate, "2000-02-28", "2000-03-01", 2},
    {Measure::kDays, Kind::kDate, "2001-02-28", "2001-03-01", 1},
    {Measure::kDays, Kind::kDate, "2000-01-01", "1999-12-31", 1},
    {Measure::kDays, Kind::kDate, "1600-01-01", "2000-01-01", 146097},
    {Measure::kYears, Kind::kDate, "2000-01-01", "1999-12-31", 1},
    {Measure::kYears, Kind::kDate, "2000-01-01", "2000-12-31", 0},
    {Measure::kDifference, Kind::kNumber, "10", "-2.5", 12.5},
    {Measure::kPercent, Kind::kNumber, "80", "100", 0.2},
    {Measure::kPercent, Kind::kNumber, "0", "0.0", 0},
    {Measure::kPercent, Kind::kNumber, "-10", "10", 2},
    {Measure::kSuffix, Kind::kPhone, "+33 6 98 71 20 45", "06 98 71 20 45", 9},
    {Measure::kSuffix, Kind::kText, "abc", "abd", 0},
    {Measure::kPrefix, Kind::kPostcode, "75011", "75012", 4},
    {Measure::kPrefix, Kind::kText, "ab", "abc", 2},
    {Measure::kUser, Kind::kEmail, "ann.lee@gmail.com", "ann.lee@laposte.net", 1},
    {Measure::kHouseNumber, Kind::kStreet, "12 rue Foch", "Foch 12", 1},
    {Measure::kHouseNumber, Kind::kStreet, "12 rue Foch", "12 bis rue Foch", 0},
    {Measure::kHouseNumber, Kind::kStreet, "rue Foch", "rue Foch", 0},
    {Measure::kSoundex, Kind::kFamilyName, "Robert", "Rupert", 1},
    {Measure::kSoundex, Kind::kFamilyName, "Robert", "Rubin", 0},
};

TEST(Measure, IsWhatTheBooksSay) {
    for (const auto& c : kCases) {
        const auto name = score::measures()[static_cast<std::size_t>(c.measure)].name;
        EXPECT_NEAR(measure_of(c.measure, c.kind, c.a, c.b), c.value, 1e-12) << name << ": " << c.a << " | " << c.b;
        EXPECT_NEAR(measure_of(c.measure, c.kind, c.b, c.a), c.value, 1e-12) << name << ": " << c.b << " | " << c.a;
    }
}

TEST(Measure, HasACaseForEach) {
    for (const auto& info : score::measures()) {
        const auto of_this = [&](const MeasureCase& c) { return c.measure == info.measure; };
        EXPECT_TRUE(std::any_of(std::begin(kCases), std::end(kCases), of_this)) << info.name;
    }
}

std::string random_value(std::mt19937& random, Kind kind) {
    const auto number = [&](std::uint32_t n) { return std::to_string(1 + random() % n); };
    const std::string words[] = {"anna", "ana", "annna", "berta", "a", "berthe", "12", "12b", "nana", "tebra"};
    if (is_date(kind)) return number(28) + "." + number(12) + "." + std::to_string(1950 + random() % 20);
    if (kind == Kind::kNumber) return (random() % 2 == 0 ? "-" : "") + number(50) + "." + number(9);
    std::string s;
    for (std::uint32_t n = 1 + random() % 4; n > 0; n--) s += words[random() % std::size(words)] + " ";
    return s;
}

TEST(Measure, IsTheSameFromEitherSide) {
    std::mt19937 random(17);
    for (const Kind kind : {Kind::kText, Kind::kFullName, Kind::kDate, Kind::kNumber, Kind::kStreet}) {
        std::vector<Row> rows;
        for (int i = 0; i < 120; i++) rows.push_back({std::to_string(i), random_value(random, kind)});
        const PreparedTable t(one_attribute(kind), {"x"}, rows);
        const Values& values = t.table.attributes[0];
        for (const auto& info : score::measures())
            for (Code a = 1; a <= values.distinct(); a++)
                for (Code b = a; b <= values.distinct(); b++) {
                    const double there = measure(info.measure, values, a, values, b);
                    EXPECT_EQ(there, measure(info.measure, values, b, values, a))
                        << info.name << ": " << values.value(a).text << " | " << values.value(b).text;
                    EXPECT_TRUE(!info.yes_no || there == 0 || there == 1) << info.name;
                }
    }
}

TEST(Measure, LooksAtTwoAttributes) {
    const score::Model m = test::default_model({{"given", Kind::kGivenName}, {"family", Kind::kFamilyName}});
    const PreparedTable t(m, {"given", "family"}, {{"1", "Martin", "Luc"}, {"2", "Luc", "Martin"}});
    const Values &given = t.table.attributes[0], &family = t.table.attributes[1];
    EXPECT_EQ(measure(Measure::kExact, given, given.code(0), family, family.code(1)), 1);
    EXPECT_EQ(measure(Measure::kExact, family, family.code(0), given, given.code(1)), 1);
    EXPECT_EQ(measure(Measure::kExact, given, given.code(0), given, given.code(1)), 0);
    EXPECT_EQ(measure(Measure::kTokenOverlap, given, given.code(0), family, family.code(1)), 1);
}

TEST(Measure, BearsManyWords) {
    std::string many;
    for (int i = 0; i < 500; i++) many += "w" + std::to_string(i) + " ";
    for (const auto& info : score::measures()) {
        const double value = measure_of(info.measure, Kind::kText, many.c_str(), many.c_str());
        EXPECT_TRUE(value >= 0) << info.name;
    }
    EXPECT_EQ(measure_of(Measure::kTokenJaccard, Kind::kText, many.c_str(), many.c_str()), 1);
    EXPECT_EQ(measure_of(Measure::kTokenOverlap, Kind::kText, many.c_str(), many.c_str()), 1);
}

}  // namespace
}  // namespace cdp::link
