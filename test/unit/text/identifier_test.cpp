// SPDX-License-Identifier: PostgreSQL
// Values are the standards' own and public examples: INSEE, SWIFT registry, ISO 6166, GLEIF, GS1, python-stdnum.
#include "core/text/identifier.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/text/check_digit.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Identifier, LettersAndDigits) {
    EXPECT_EQ(normalize_identifier("732 829 320 00074"), "73282932000074");
    EXPECT_EQ(normalize_identifier("fr14-2004.1010"), "FR1420041010");
    EXPECT_EQ(normalize_identifier("8930019.0"), "8930019");
    EXPECT_EQ(normalize_identifier("007"), "007");
    EXPECT_EQ(normalize_identifier("--"), std::nullopt);
    EXPECT_EQ(normalize_identifier(std::string(129, '1')), std::nullopt);
}

TEST(Identifier, Valid) {
    const struct { const char* kind; const char* text; const char* clean; } cases[] = {
        {"siren", "732 829 320", "732829320"},
        {"siret", "732 829 320 00074", "73282932000074"},
        {"siret", "356 000 000 00048", "35600000000048"},
        {"siret", "356000000 49837", "35600000049837"},  // La Poste: sum of digits
        {"nir", "2 95 10 99 126 111 93", "295109912611193"},
        {"nir", "2 53 07 2B 073 004 70", "253072B07300470"},
        {"nir", "253072a07300443", "253072A07300443"},
        {"iban", "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"},
        {"iban", "IBAN DE89 3704 0044 0532 0130 00", "DE89370400440532013000"},
        {"iban", "GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"},
        {"iban", "NO93 8601 1117 947", "NO9386011117947"},
        {"iban", "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S"},
        {"bic", "psst frpp", "PSSTFRPP"},
        {"bic", "DEUTDEFF500", "DEUTDEFF500"},
        {"isin", "US0378331005", "US0378331005"},
        {"isin", "AU0000XVGZA3", "AU0000XVGZA3"},
        {"isin", "FR0000120271", "FR0000120271"},
        {"lei", "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D15"},
        {"lei", "5493 001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"},
        {"gtin", "4006381333931", "4006381333931"},
        {"gtin", "036000291452", "036000291452"},
        {"gtin", "1 5400141 28876 3", "15400141288763"},
        {"ean", "73513537", "73513537"},
        {"luhn", "7992 7398 713", "79927398713"},
        {"vat", "GR 094259216", "EL094259216"},
        {"vat", "CHE-107.787.577 IVA", "CHE107787577"},
    };
    for (const auto& c : cases) {
        const IdentifierKind kind = identifier_kind(c.kind);
        const auto clean = normalize_identifier(c.text, kind);
        ASSERT_EQ(clean, c.clean) << c.kind << " " << c.text;
        EXPECT_EQ(normalize_identifier(*clean, kind), clean);
    }
}

TEST(Identifier, Invalid) {
    const struct { const char* kind; const char* text; } cases[] = {
        {"siren", "732829321"}, {"siren", "73282932"}, {"siren", ""}, {"siret", "73282932000075"}, {"siret", "35600000049838"},
        {"nir", "295109912611194"}, {"nir", "2951099126111"}, {"nir", "995109912611193"}, {"nir", "253072C07300470"},
        {"nir", "295139912611193"}, {"iban", "FR1420041010050500013M02607"}, {"iban", "FR142004101005050001"},
        {"iban", "ZZ89370400440532013000"}, {"bic", "DEUTDEF"}, {"bic", "DEUTQQFF"}, {"isin", "US0378331006"},
        {"lei", "213800KUD8LAJWSQ9D16"}, {"gtin", "4006381333932"}, {"gtin", "400638133393"}, {"ean", "036000291452"},
        {"siren", "000000000"}, {"siret", "00000000000000"}, {"ean", "00000000"},
        {"gtin", "0000000000000"}, {"vat", "FR12000000000"}, {"vat", "DK00000000"}, {"vat", "RO00"}, {"luhn", "0000"},
        {"luhn", "79927398710"}, {"luhn", "0"}, {"vat", "40303265045"},
    };
    for (const auto& c : cases)
        EXPECT_EQ(normalize_identifier(c.text, identifier_kind(c.kind)), std::nullopt) << c.kind << " " << c.text;
}

TEST(Identifier, EverySingleDigitErrorIsSeen) {
    const struct { const char* kind; const char* text; } cases[] = {
        {"siren", "732829320"}, {"iban", "DE89370400440532013000"}, {"isin", "US0378331005"}, {"gtin", "4006381333931"},
        {"lei", "213800KUD8LAJWSQ9D15"}, {"nir", "295109912611193"},
    };
    for (const auto& c : cases)
        for (std::string s = c.text; char& at : s) {
            const char right = at;
            for (char wrong = '0'; wrong <= '9' && is_ascii_digit(right); wrong++) {
                at = wrong;
                EXPECT_EQ(normalize_identifier(s, identifier_kind(c.kind)).has_value(), wrong == right) << s;
            }
            at = right;
        }
}

TEST(Identifier, UnknownKind) {
    try {
        identifier_kind("nonsense");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kInvalidArgument);
        EXPECT_NE(e.hint().find("iban"), std::string::npos);
    }
}

TEST(Identifier, IdempotentOnAnything) {
    Nasty nasty(13);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        for (std::size_t k = 0; k < std::size(kIdentifierKindNames); k++) {
            const auto kind = static_cast<IdentifierKind>(k);
            if (const auto once = normalize_identifier(s, kind)) {
                EXPECT_EQ(normalize_identifier(*once, kind), once) << s;
            }
        }
    }
}

TEST(CheckDigit, Sums) {
    EXPECT_EQ(mod97("3214282912345698765432161182"), 1);
    EXPECT_EQ(mod97("D01"), 1301 % 97);
    EXPECT_TRUE(mod11_10("136695976"));
    EXPECT_FALSE(mod11_10("136695977"));
    EXPECT_EQ(luhn_sum(""), 0);
}

}  // namespace
}  // namespace cdp::text
