// SPDX-License-Identifier: PostgreSQL
// Small tables of many kinds and languages, each judged with telling names and with names that say nothing.
#include "core/link/kinds.hpp"

#include <map>

#include <gtest/gtest.h>

#include "core/link/overlap.hpp"

namespace cdp::link {
namespace {

using text::Kind;

struct Column {
    std::string name;
    std::vector<std::string> values;  // "" is NULL
    std::string type = "text";
};

ColumnProfile profile(const Column& column) {
    std::map<std::string, std::uint32_t> counts;
    std::uint64_t nulls = 0;
    for (const auto& v : column.values) v.empty() ? void(nulls++) : void(counts[v]++);
    std::vector<ColumnValue> sample;
    for (const auto& [value, count] : counts) sample.push_back({value, count});
    return profile_column(column.name, column.type, column.values.size(), nulls, counts.size(), sample);
}

std::vector<KindGuess> judge(const std::vector<Column>& columns) {
    std::vector<ColumnProfile> profiles;
    std::vector<std::vector<std::string_view>> rows(columns.front().values.size());
    for (const auto& c : columns) {
        profiles.push_back(profile(c));
        for (std::size_t r = 0; r < rows.size(); r++) rows[r].push_back(c.values[r]);
    }
    return guess_kinds(profiles, measure_overlaps(rows));
}

KindGuess judge_one(std::string name, std::vector<std::string> values, std::string type = "text") {
    return judge({{std::move(name), std::move(values), std::move(type)}}).front();
}

// `n` values by cycling through `words`, so that a column repeats as data do.
std::vector<std::string> cycle(std::vector<std::string> words, std::size_t n = 100) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < n; i++) values.push_back(words[i % words.size()]);
    return values;
}

std::vector<std::string> numbered(const std::string& prefix, std::size_t from, std::size_t n = 100) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < n; i++) values.push_back(prefix + std::to_string(from + i));
    return values;
}

const std::vector<std::string> kGiven = cycle(
    {"Marie", "Jean",  "Katarzyna", "Piotr", "Hans",   "Ursula", "Giuseppe", "Chiara", "José",  "Carmen", "Mehmet",
     "Ayşe",  "Ольга", "Иван",      "James", "Olivia", "Fátima", "Wei",      "Thijs",  "Sanne", "Priya",  "Zofia"});
const std::vector<std::string> kFamily =
    cycle({"Martin", "Dubois",   "Müller",   "Schneider", "Rossi", "Esposito", "García",   "Fernández",
           "Nowak",  "Kowalski", "Yılmaz",   "Петров",    "Smith", "Patel",    "de Vries", "Jansen",
           "Nguyen", "Lefebvre", "Hoffmann", "Wójcik",    "Silva", "Santos",   "O'Connor"});
const std::vector<std::string> kDates = [] {
    std::vector<std::string> v;
    for (int i = 0; i < 100; i++)
        v.push_back(std::to_string(1931 + i * 3 % 70) + "-0" + std::to_string(i % 9 + 1) + "-1" +
                    std::to_string(i % 10));
    return v;
}();

struct Case {
    const char* name;
    std::vector<std::string> values;
    std::optional<Kind> kind;
};

class KindOfColumn : public testing::TestWithParam<Case> {};

TEST_P(KindOfColumn, ByNameAndValues) {
    const auto& c = GetParam();
    const KindGuess g = judge_one(c.name, c.values);
    EXPECT_EQ(g.kind, c.kind) << c.name << ": " << g.reason;
}

TEST_P(KindOfColumn, ByValuesAlone) {
    const auto& c = GetParam();
    const KindGuess g = judge_one("c3", c.values);
    EXPECT_EQ(g.kind, c.kind) << c.name << ": " << g.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, KindOfColumn,
    testing::Values(
        Case{"prenom", kGiven, Kind::kGivenName}, Case{"nachname", kFamily, Kind::kFamilyName},
        Case{"cliente",
             cycle({"Marie Dubois", "Hans Müller", "Giulia Rossi", "Ana Fernández", "Jan Kowalski", "Priya Patel",
                    "Dr. James Smith", "Sanne de Vries"}),
             Kind::kFullName},
        Case{"geburtsdatum", kDates, Kind::kBirthDate},
        Case{"courriel", cycle({"a.b@example.org", "marie@free.fr", "x@y.co.uk", "hans@web.de"}), Kind::kEmail},
        Case{"handy", cycle({"+49 170 1234567", "0170/2345678", "06 12 34 56 78", "(312) 443-3003", "+33612345678"}),
             Kind::kPhone},
        Case{"direccion",
             cycle({"12 rue de la Paix", "Hauptstraße 5", "Calle Mayor 7", "ul. Długa 14/3", "221B Baker Street",
                    "Via Garibaldi 10", "Kerkstraat 22"}),
             Kind::kStreet},
        Case{"postcode", cycle({"SW1A 2AA", "EC2N 9YJ", "M1 1AE"}), Kind::kPostcode},
        Case{"kod", cycle({"00-950", "31-042", "80-803"}), Kind::kPostcode},
        Case{"citta", cycle({"Milano", "Roma",   "München", "Kraków",    "London", "Lyon",   "Sevilla", "Porto",
                             "Wien",   "Łódź",   "Utrecht", "Bath",      "Leeds",  "Nantes", "Köln",    "Torino",
                             "Paris",  "Gdańsk", "Madrid",  "Antwerpen", "Praha",  "Genève"}),
             Kind::kCity},
        Case{"kraj", cycle({"Polska", "Niemcy", "Francja", "Ukraina"}), Kind::kCountry},
        Case{"pays", cycle({"FR", "DE", "GB", "IT"}), Kind::kCountry},
        Case{"raison_sociale",
             cycle({"Dupont SARL", "Müller GmbH", "Acme Ltd.", "Bank Polski", "Kraft Foods Inc", "Lyon Transports",
                    "Springfield School", "Rossi S.p.A."}),
             Kind::kCompany},
        Case{"anrede", cycle({"Herr", "Frau", "Divers"}), Kind::kGender}, Case{"sex", cycle({"M", "F"}), Kind::kGender},
        Case{"modified", cycle({"2020-10-27T21:47:38Z", "2015-09-14 10:45:55", "2011-01-30T00:36:48Z"}), std::nullopt},
        Case{"guid", numbered("123e4567-e89b-12d3-a456-426614174", 100), std::nullopt},
        Case{"active", cycle({"yes", "no"}), std::nullopt}, Case{"row", numbered("", 1), std::nullopt},
        Case{"source", cycle({"crm"}), std::nullopt}));

TEST(Kinds, KeysAreLeftOutAndSharedIdentifiersKept) {
    EXPECT_EQ(judge_one("customer_id", numbered("C", 1000)).kind, std::nullopt);
    EXPECT_EQ(judge_one("customer_id", cycle(numbered("C", 1000, 53))).kind, Kind::kIdentifier);
    EXPECT_EQ(judge_one("c1", cycle(numbered("90412", 100, 53))).kind, Kind::kIdentifier);
    EXPECT_EQ(judge_one("code_postal", numbered("", 75001)).kind, Kind::kPostcode);
    EXPECT_EQ(judge_one("c1", numbered("", 75001)).kind, std::nullopt);
    EXPECT_EQ(judge_one("ssn", numbered("123-45-6", 100)).kind, Kind::kIdentifier);
}

TEST(Kinds, NamesOfPeopleAreNoKeys) {
    std::vector<std::string> people;
    for (std::size_t i = 0; i < kGiven.size(); i++) people.push_back(kGiven[i] + " " + kFamily[i]);
    EXPECT_EQ(judge_one("identite", people).kind, Kind::kFullName);
    EXPECT_EQ(judge_one("id", people).kind, Kind::kFullName);
    for (const char* name : {"uid", "matr", "ident"}) EXPECT_FALSE(judge_one(name, numbered("", 17)).kind) << name;
}

TEST(Kinds, ValuesOverruleAMisleadingName) {
    EXPECT_EQ(judge_one("address", cycle({"a@b.org", "c@d.org", "e@f.net"})).kind, Kind::kEmail);
    EXPECT_EQ(judge_one("birth_date", kGiven).kind, Kind::kGivenName);
    EXPECT_EQ(judge_one("first_name", kDates).kind, Kind::kBirthDate);
}

TEST(Kinds, CompoundsOfOtherColumnsAreLeftOut) {
    std::vector<std::string> full, reversed;
    for (std::size_t i = 0; i < kGiven.size(); i++) {
        full.push_back(kGiven[i] + " " + kFamily[i]);
        reversed.push_back(kFamily[i] + ", " + kGiven[i]);
    }
    for (const bool named : {true, false}) {
        const auto g = judge({{named ? "full_name" : "c1", full},
                              {named ? "first_and_surname" : "c2", reversed},
                              {named ? "first_name" : "c3", kGiven},
                              {named ? "surname" : "c4", kFamily}});
        EXPECT_EQ(g[0].kind, std::nullopt);
        EXPECT_EQ(g[0].reason, named ? "repeats first_name and surname" : "repeats c3 and c4");
        EXPECT_EQ(g[1].kind, std::nullopt);
        EXPECT_EQ(g[2].kind, Kind::kGivenName);
        EXPECT_EQ(g[3].kind, Kind::kFamilyName);
    }
}

TEST(Kinds, OfTwoEqualColumnsOneIsLeftOut) {
    const auto g = judge({{"ville", cycle({"Lyon", "Paris", "Nantes"})}, {"city", cycle({"LYON", "PARIS", "NANTES"})}});
    EXPECT_EQ(g[0].kind, Kind::kCity);
    EXPECT_EQ(g[1].kind, std::nullopt);
    EXPECT_EQ(g[1].reason, "repeats ville");
}

TEST(Kinds, NeighboursSettleAmbiguousNames) {
    const auto french = judge({{"nom", kFamily}, {"prenom", kGiven}});
    EXPECT_EQ(french[0].kind, Kind::kFamilyName);
    const auto italian = judge({{"nome", kGiven}, {"cognome", kFamily}});
    EXPECT_EQ(italian[0].kind, Kind::kGivenName);
    EXPECT_EQ(judge_one("name", cycle({"Marie Dubois", "Hans Müller", "Ana Silva"})).kind, Kind::kFullName);
    EXPECT_EQ(judge_one("name", cycle({"Siemens AG", "ONTC", "Banco Popular", "3M"})).kind, Kind::kCompany);
}

TEST(Kinds, SecondGivenNamesAreText) {
    const auto g = judge({{"imie", kGiven}, {"imie2", kGiven}, {"middle_name", kGiven}});
    EXPECT_EQ(g[0].kind, Kind::kGivenName);
    EXPECT_NE(g[1].kind, Kind::kGivenName);
    EXPECT_NE(g[2].kind, Kind::kGivenName);
}

TEST(Kinds, DatesOfTheRecordAreNoBirthDates) {
    EXPECT_EQ(judge_one("expiry", kDates, "date").kind, std::nullopt);
    EXPECT_EQ(judge_one("date_of_birth", kDates, "date").kind, Kind::kBirthDate);
    EXPECT_EQ(judge_one("created", kDates, "timestamp with time zone").kind, std::nullopt);
}

TEST(Kinds, EmptyConstantAndJunkColumnsAreLeftOut) {
    EXPECT_EQ(judge_one("email", std::vector<std::string>(50)).reason, "empty");
    EXPECT_EQ(judge_one("country", cycle({"FR"})).reason, "constant");
    EXPECT_EQ(judge_one("phone", cycle({"n/a", "unknown"})).kind, std::nullopt);

    // Seconds since 1970 have as many digits as phones, and a number has no ground to be one but its length.
    std::vector<std::string> times = numbered("17172", 43200), sizes = numbered("61234", 56789);
    times[1] = times[0];
    sizes[1] = sizes[0];
    EXPECT_EQ(judge_one("c1", times, "bigint").kind, std::nullopt);
    EXPECT_EQ(judge_one("signup_ts", times, "bigint").reason, "time of the record");
    EXPECT_LT(judge_one("c1", sizes, "bigint").confidence, 0.5);
    EXPECT_EQ(judge_one("c1", sizes).kind, Kind::kPhone);
    EXPECT_EQ(judge_one("payload", cycle({"{}", "{\"a\":1}"}), "jsonb").kind, std::nullopt);
    EXPECT_TRUE(guess_kinds({}, {}).empty());
}

TEST(Overlaps, CountRowsWithBoth) {
    const std::vector<std::vector<std::string_view>> rows = {
        {"ann lee", "Ann"}, {"bob ray", ""}, {"", "Cid"}, {"Dan Poe", "dan"}};
    const auto overlaps = measure_overlaps(rows);
    ASSERT_EQ(overlaps.size(), 1u);
    EXPECT_EQ(overlaps[0].whole, 0u);
    EXPECT_EQ(overlaps[0].part, 1u);
    EXPECT_EQ(overlaps[0].both, 2u);
    EXPECT_DOUBLE_EQ(overlaps[0].contains, 1.0);
    EXPECT_DOUBLE_EQ(overlaps[0].equal, 0.0);
    EXPECT_NEAR(overlaps[0].covered, 2.0 / 3, 1e-9);
}

TEST(Kinds, WithoutRowsTheNameIsAllThereIs) {
    const auto guesses = judge({{"nr", {}}, {"nom", {}}, {"prenom", {}}, {"mail", {}}, {"code_postal", {}}, {"x1", {}}, {"name", {}}});
    EXPECT_FALSE(guesses[0].kind);
    EXPECT_EQ(guesses[1].kind, Kind::kFamilyName);
    EXPECT_EQ(guesses[2].kind, Kind::kGivenName);
    EXPECT_EQ(guesses[3].kind, Kind::kEmail);
    EXPECT_EQ(guesses[3].reason, "name: e-mail addresses; no rows");
    EXPECT_EQ(guesses[4].kind, Kind::kPostcode);
    for (const std::size_t i : {1u, 2u, 3u, 4u}) {
        EXPECT_GE(guesses[i].confidence, 0.5) << i;
        EXPECT_LT(guesses[i].confidence, 0.7) << i;
    }
    EXPECT_FALSE(guesses[5].kind);
    EXPECT_FALSE(judge({{"nom", {}}, {"solde", {}}})[0].kind) << "of a person or of a company";
}

}  // namespace
}  // namespace cdp::link
