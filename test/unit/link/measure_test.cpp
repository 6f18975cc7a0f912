// SPDX-License-Identifier: PostgreSQL
#include "core/link/measure.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/link/match_form.hpp"
#include "core/score/model_json.hpp"
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
    {Measure::kDamerau, Kind::kText, "abcd", "abdc", 1},
    {Measure::kDamerau, Kind::kText, "ca", "abc", 2},  // and 3 where what was swapped is not edited again
    {Measure::kCharacterJaccard, Kind::kText, "night", "nacht", 3.0 / 7},
    {Measure::kMonths, Kind::kBirthDate, "1984-01-31", "1983-12-01", 1},
    {Measure::kElapsed, Kind::kBirthDate, "1984-01-31", "1984-02-02", 2 * 86400.0},
    {Measure::kShared, Kind::kText, "a", "a", 1},
    {Measure::kShared, Kind::kText, "a", "b", 0},
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

// Points and vectors have measures of their own, which take nothing else.
bool takes_text(Measure m) { return m != Measure::kKm && m != Measure::kCosine; }

TEST(Measure, HasACaseForEach) {
    for (const auto& info : score::measures()) {
        if (!takes_text(info.measure)) continue;
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
            for (Code a = takes_text(info.measure) ? 1 : static_cast<Code>(values.distinct() + 1); a <= values.distinct(); a++)
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
        if (!takes_text(info.measure)) continue;
        const double value = measure_of(info.measure, Kind::kText, many.c_str(), many.c_str());
        EXPECT_TRUE(value >= 0) << info.name;
    }
    EXPECT_EQ(measure_of(Measure::kTokenJaccard, Kind::kText, many.c_str(), many.c_str()), 1);
    EXPECT_EQ(measure_of(Measure::kTokenOverlap, Kind::kText, many.c_str(), many.c_str()), 1);
}

// An attribute x of column x, read with a JSON of its own fields.
struct Described {
    Described(const std::string& fields, const std::vector<std::string>& columns, const std::vector<Row>& rows)
        : model(score::read_model(R"({"attributes": [{"name": "x", )" + fields + R"(}], "blocking": [["x"]], "comparisons": [{"attributes": ["x"],
              "levels": [{"when": "exact", "m": 0.9, "u": 0.1}, {"when": "else", "m": 0.1, "u": 0.9}]}]})")),
          t(model, columns, rows) {}

    double operator()(Measure m, Record a = 0, Record b = 1) const {
        const Values& values = t.table.attributes[0];
        return measure(m, values, values.code(a), values, values.code(b));
    }

    score::Model model;
    PreparedTable t;
};

TEST(Measure, OfPlainTextCountsCharacters) {
    const Described x(R"("form": "plain")", {"x"}, {{"1", "Łódź"}, {"2", "Lódz"}, {"3", "ÉA"}, {"4", "ÉB"}});
    EXPECT_EQ(x(Measure::kLevenshtein), 2);
    EXPECT_EQ(x(Measure::kOsa), 2);
    EXPECT_EQ(x(Measure::kDamerau), 2);
    EXPECT_EQ(x(Measure::kLevenshteinSimilarity), 0.5);
    EXPECT_DOUBLE_EQ(x(Measure::kJaro), 2.0 / 3);
    EXPECT_EQ(x(Measure::kCharacterJaccard), 2.0 / 6);
    EXPECT_EQ(x(Measure::kPrefix, 2, 3), 1);
    EXPECT_EQ(x(Measure::kSuffix), 0);
    EXPECT_EQ(x(Measure::kExact), 0);
    EXPECT_EQ(x(Measure::kInitial, 2, 3), 0);
}

TEST(Measure, OfListsIsThatOfTheClosestPair) {
    const Described x(R"("form": "plain", "many": true)", {"x"},
                      {{"1", "{anna,bob}"}, {"2", "{carl,anne}"}, {"3", "{bob,anna,zoe}"}, {"4", "{}"}, {"5", "{anna,bob}"}});
    EXPECT_EQ(x(Measure::kLevenshtein), 1);
    EXPECT_EQ(x(Measure::kDamerau), 1);
    EXPECT_GT(x(Measure::kJaroWinkler), 0.85);
    EXPECT_EQ(x(Measure::kShared), 0);
    EXPECT_EQ(x(Measure::kShared, 0, 2), 2);
    EXPECT_EQ(x(Measure::kSubset, 0, 2), 1);
    EXPECT_EQ(x(Measure::kSubset, 2, 0), 1);
    EXPECT_EQ(x(Measure::kSubset), 0);
    EXPECT_EQ(x(Measure::kExact, 0, 4), 1);
    EXPECT_EQ(x(Measure::kExact, 0, 2), 0);
    EXPECT_EQ(x(Measure::kPresent, 0, 3), 1);
    EXPECT_EQ(x(Measure::kShared, 0, 3), 0);
    EXPECT_EQ(x(Measure::kSubset, 0, 3), 0);
    EXPECT_TRUE(std::isnan(x(Measure::kLevenshtein, 0, 3))) << "nothing is close to an empty list";
}

TEST(Measure, OfPlacesIsInKm) {
    const Described x(R"("form": "point", "columns": ["lat", "long"])", {"lat", "long"},
                      {{"1", "48.8566", "2.3522"}, {"2", "51.5074", "-0.1278"}, {"3", "91", "0"}, {"4", "48.8566", ""}});
    EXPECT_NEAR(x(Measure::kKm), 343.56, 0.01);
    EXPECT_EQ(x(Measure::kKm, 0, 0), 0);
    EXPECT_EQ(x.t.table.attributes[0].code(2), kMissing) << "no such latitude";
    EXPECT_EQ(x.t.table.attributes[0].code(3), kMissing);
}

TEST(Measure, OfVectorsIsTheCosine) {
    const Described x(R"("form": "vector")", {"x"}, {{"1", "[1,0,1]"}, {"2", "{0,1,1}"}, {"3", "[1,2]"}, {"4", "[0,0,0]"}, {"5", "[2,0,2]"}});
    EXPECT_NEAR(x(Measure::kCosine), 0.5, 1e-12);
    EXPECT_NEAR(x(Measure::kCosine, 0, 4), 1, 1e-12);
    EXPECT_TRUE(std::isnan(x(Measure::kCosine, 0, 2)));
    EXPECT_TRUE(std::isnan(x(Measure::kCosine, 0, 3)));
}

TEST(Measure, OfTimesCountsSeconds) {
    const Described x(R"("form": "plain", "kind": "date")", {"x"},
                      {{"1", "2020-01-01T00:00:00Z"}, {"2", "2020-01-01 00:01:30.5"}, {"3", "2019-12-31"}, {"4", "no date"}});
    EXPECT_EQ(x(Measure::kElapsed), 90.5);
    EXPECT_EQ(x(Measure::kElapsed, 0, 2), 86400);
    EXPECT_EQ(x(Measure::kDays, 1, 2), 1);
    EXPECT_EQ(x(Measure::kMonths, 0, 2), 1);
    EXPECT_EQ(x(Measure::kYears, 0, 2), 1);
    EXPECT_EQ(x.t.table.attributes[0].code(3), kMissing);
}

TEST(Measure, LiteralsAreReadAsValues) {
    const Described x(R"("kind": "city")", {"x"}, {{"1", "Saint-Étienne"}, {"2", "Lyon"}});
    const Values& values = x.t.table.attributes[0];
    EXPECT_EQ(code_of_literal(values, "SAINT ETIENNE"), values.code(0));
    EXPECT_EQ(code_of_literal(values, "Paris"), kNoRecord);
    EXPECT_EQ(code_of_literal(values, "N/A"), kNoRecord);
}

}  // namespace
}  // namespace cdp::link
