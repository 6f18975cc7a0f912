// SPDX-License-Identifier: PostgreSQL
#include "core/link/match_form.hpp"

#include <gtest/gtest.h>

#include <random>
#include <span>
#include <string>

namespace cdp::link {
namespace {

using text::Kind;

struct FormCase {
    Kind kind;
    const char* raw;
    const char* form;
};

constexpr FormCase kCases[] = {
    {Kind::kGivenName, "  JEAN-Pierre ", "jean pierre"},
    {Kind::kGivenName, "Zoë", "zoe"},
    {Kind::kGivenName, "Mme Zoë", "zoe"},
    {Kind::kFamilyName, "O'Neill Jr", "oneill"},
    {Kind::kFullName, "Dr. Anna Müller", "anna muller"},
    {Kind::kFullName, "N/A", ""},
    {Kind::kFullName, "---", ""},
    {Kind::kBirthDate, "1972-05-12", "19720512"},
    {Kind::kBirthDate, "12/05/1972", "19720512"},
    {Kind::kBirthDate, "1972-05-12 10:11:12+02", "19720512"},
    {Kind::kBirthDate, "12 mai 1972", "19720512"},
    {Kind::kBirthDate, "1972-02-30", ""},
    {Kind::kBirthDate, "1900-01-01", ""},
    {Kind::kDate, "infinity", ""},
    {Kind::kEmail, "Ann.Lee+newsletter@Laposte.NET", "ann.lee@laposte.net"},
    {Kind::kEmail, "ann@googlemail.com", "ann@gmail.com"},
    {Kind::kEmail, "mailto:ann@gmail.com", "ann@gmail.com"},
    {Kind::kEmail, "+ann@gmail.com", "+ann@gmail.com"},  // nothing would be left of the user
    {Kind::kEmail, "not an address", ""},
    {Kind::kEmail, "test@test.com", ""},
    {Kind::kPhone, "+33 (0)6 98 71 20 45", "33698712045"},
    {Kind::kPhone, "06.98.71.20.45", "698712045"},
    {Kind::kPhone, "0033 6 98 71 20 45", "33698712045"},
    {Kind::kPhone, "1234", ""},
    {Kind::kPhone, "0000000000", ""},
    {Kind::kStreet, "12, Avenue Foch", "12 av foch"},
    {Kind::kStreet, "12 bis av. Foch", "12bis av foch"},
    {Kind::kPostcode, "SW1A 1AA", "sw1a1aa"},
    {Kind::kPostcode, "75-001", "75001"},
    {Kind::kCity, "Saint-Étienne", "saint etienne"},
    {Kind::kCountry, "FRANCE", "fr"},
    {Kind::kCountry, "Deutschland", "de"},
    {Kind::kCountry, "GBR", "gb"},
    {Kind::kCountry, "United Kingdom", "gb"},
    {Kind::kCountry, "Atlantis", "atlantis"},
    {Kind::kCompany, "Müller & Söhne GmbH", "muller sohne"},
    {Kind::kGender, "Female", "f"},
    {Kind::kGender, "Monsieur", "m"},
    {Kind::kIdentifier, "FR 12-34 a", "fr1234a"},
    {Kind::kText, "  Ça   va ? ", "ca va"},
    {Kind::kBoolean, "TRUE", "true"},
    {Kind::kNumber, "12", "12"},
    {Kind::kNumber, "-12.50", "-12.5"},
    {Kind::kNumber, "12,5", "12.5"},
    {Kind::kNumber, "1 234,50", "1234.5"},
    {Kind::kNumber, "1,234.50", "1234.5"},
    {Kind::kNumber, "1.234,50", "1234.5"},
    {Kind::kNumber, "1.234.567", "1234567"},
    {Kind::kNumber, "EUR 1'234", "1234"},
    {Kind::kNumber, "1e+20", "1e+20"},
    {Kind::kNumber, "2.5E-3", "0.0025"},
    {Kind::kNumber, "0.0", "0"},
    {Kind::kNumber, "-0", "0"},
    {Kind::kNumber, "n-a.", ""},
    {Kind::kNumber, "NaN", ""},
    {Kind::kNumber, "1e999", ""},
    {Kind::kNumber, "12-34", ""},
};

TEST(MatchForm, IsWhatIsComparedAndBlockedOn) {
    for (const auto& c : kCases)
        EXPECT_EQ(match_form(c.kind, c.raw, true), c.form) << text::kind_name(c.kind) << " " << c.raw;
}

TEST(MatchForm, ReadsDatesEitherWay) {
    for (const Kind kind : {Kind::kBirthDate, Kind::kDate}) {
        EXPECT_EQ(match_form(kind, "03/04/1980", true), "19800403");
        EXPECT_EQ(match_form(kind, "03/04/1980", false), "19800304");
        EXPECT_EQ(match_form(kind, "25/04/1980", false), "19800425");  // only one reading is a date
        EXPECT_EQ(match_form(kind, "1980-04-03", false), "19800403");
    }
}

TEST(MatchForm, IsMissingWhereThereIsNothing) {
    for (std::size_t k = 0; k < text::kKindCount; k++)
        for (const char* raw : {"", "   ", "N/A", "null", "\t"})
            EXPECT_EQ(match_form(static_cast<Kind>(k), raw, true), "") << text::kKindNames[k] << " \"" << raw << "\"";
}

TEST(MatchForm, BearsAnyText) {
    const std::string long_text(1 << 20, 'x'), many_words = [] {
        std::string s;
        for (int i = 0; i < 100000; i++) s += "ab ";
        return s;
    }();
    for (std::size_t k = 0; k < text::kKindCount; k++)
        for (const std::string& raw : {long_text, many_words, std::string("\xF0\x9F\x98\x80"), std::string(1, '\0')})
            for (const char c : match_form(static_cast<Kind>(k), raw, true))
                ASSERT_TRUE(static_cast<unsigned char>(c) < 0x80) << text::kKindNames[k];
}

// A value made of pieces that matter: most are almost what they should be.
std::string made_of(std::mt19937& random, std::span<const char* const> pieces, std::size_t most) {
    std::string out;
    for (std::size_t n = 1 + random() % most; n > 0; n--) out += pieces[random() % pieces.size()];
    return out;
}

TEST(MatchForm, OfWhatIsItsOwnFormIsTheSame) {
    constexpr const char* kEmailPieces[] = {"a",
                                            "lee",
                                            "ann",
                                            ".",
                                            "-",
                                            "_",
                                            "+",
                                            "@",
                                            "@",
                                            "gmail.com",
                                            "googlemail.com",
                                            "x",
                                            "test",
                                            "no",
                                            "do",
                                            "not",
                                            "contact",
                                            "noreply",
                                            "laposte.net",
                                            "9",
                                            "7",
                                            "de",
                                            ".de",
                                            ".test",
                                            "A",
                                            "xx",
                                            "null",
                                            "n",
                                            "a",
                                            "xn--abc",
                                            "--",
                                            "example",
                                            ".invalid",
                                            "yourdomain.com",
                                            " "};
    constexpr const char* kPhonePieces[] = {"0", "1",   "2",  "3",      "12",    "405", "10203", "6", "98",
                                            "7", "555", "61", "345678", "87654", "a",   " ",     "71"};
    std::mt19937 random(1);
    std::size_t own = 0;
    const auto expect_own = [&](Kind kind, const std::string& raw) {
        if (!is_own_form(kind, raw)) return;
        own++;
        ASSERT_EQ(match_form(kind, raw, true), raw) << text::kind_name(kind);
    };
    for (int i = 0; i < 200000; i++) {
        expect_own(Kind::kEmail, made_of(random, kEmailPieces, 9));
        expect_own(Kind::kEmail, made_of(random, kEmailPieces, 3) + "@" + made_of(random, kEmailPieces, 4) + ".fr");
        expect_own(Kind::kPhone, made_of(random, kPhonePieces, 9));
    }
    EXPECT_GT(own, 20000u);
    expect_own(Kind::kEmail, std::string(63, 'a') + "@" + std::string(63, 'b') + ".fr");
    expect_own(Kind::kEmail, std::string(65, 'a') + "@" + std::string(64, 'b') + ".fr");
    EXPECT_TRUE(is_own_form(Kind::kEmail, "ann.lee_71@laposte.net"));
    EXPECT_TRUE(is_own_form(Kind::kPhone, "33698712046"));
    for (std::size_t k = 0; k < text::kKindCount; k++)
        for (const char* raw : {"", "N/A", "test@test.com", "0000000000", "1234567", "  x "})
            EXPECT_FALSE(is_own_form(static_cast<Kind>(k), raw)) << text::kKindNames[k] << " " << raw;
}

TEST(MatchForm, KnowsWhichKindsAreDates) {
    for (std::size_t k = 0; k < text::kKindCount; k++) {
        const Kind kind = static_cast<Kind>(k);
        EXPECT_EQ(is_date(kind), kind == Kind::kBirthDate || kind == Kind::kDate);
    }
}

}  // namespace
}  // namespace cdp::link
