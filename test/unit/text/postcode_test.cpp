// SPDX-License-Identifier: PostgreSQL
#include "core/text/postcode.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Postcode, Shapes) {
    const struct { const char* text; const char* country; const char* clean; } cases[] = {
        {" 75001", "FR", "75001"},       {"1000", "FR", "01000"},          {"F-75001", "France", "75001"},
        {"75008 CEDEX 08", "FR", "75008"}, {"sw1a1aa", "GB", "SW1A 1AA"},  {"M1 1AE", "uk", "M1 1AE"},
        {"12345 6789", "US", "12345-6789"}, {"2134", "US", "02134"},       {"D-01067", "DE", "01067"},
        {"28001", "Espa\u00F1a", "28001"}, {"00185", "IT", "00185"},       {"B-1000", "BE", "1000"},
        {"CH 3015", "CH", "3015"},       {"k1a0b1", "CA", "K1A 0B1"},      {"1234ab", "NL", "1234 AB"},
        {"00950", "PL", "00-950"},       {"a65 f4e2", "IE", "A65 F4E2"},   {"cm3 4ay", "", "CM3 4AY"},
        {"K1A 0B1", "", "K1A 0B1"},      {"12345-6789", "", "12345-6789"}, {"136 82", "GR", "13682"},
        {"75352 SP 07", "FR", "75352"},   {"75352 SP 07", "", "75352"},   {"33000 BP 12345", "FR", "33000"},
        {"75008 CEDEX 08", "", "75008"},  {"75008CEDEX08", "FR", "75008"}, {"6000 Cedex 1", "FR", "06000"},
        {"33000 CS 10001 Bordeaux Cedex", "FR", "33000"}, {"92800 TSA 30003", "FR", "92800"},
        {"98000", "Monaco", "98000"},     {"MC-98000", "MC", "98000"},    {"97400", "RE", "97400"},
        {"00100", "FR", "00100"},         {"F-75001", "", "75001"},       {"D-80331", "", "80331"},
        {"B-1000", "", "1000"},           {"PL-00-950", "", "00950"},     {"NL-1234 AB", "", "1234 AB"},
        {"F75001", "", "F75001"},         {"501", "US", "00501"},         {"2134-1234", "US", "02134-1234"},
        {"00601", "PR", "00601"},         {"GIR 0AA", "GB", "GIR 0AA"},   {"je2 3ab", "JE", "JE2 3AB"},
        {"A-1010", "AT", "1010"},         {"L-1234", "LU", "1234"},       {"1000-001", "PT", "1000-001"},
        {"9490", "LI", "9490"},           {"75001.0", "FR", "75001"},     {"D-80331", "GR", "D80331"},
        {"\uFF17\uFF15\uFF10\uFF10\uFF11", "FR", "75001"}, {"184", "IT", "00184"},     {"184.0", "Italia", "00184"},
        {"950", "PL", "00-950"},          {"501-1234", "US", "00501-1234"}, {"184", "", "184"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_postcode(c.text, c.country), c.clean) << c.text;
}

TEST(Postcode, WhatIsNone) {
    const struct { const char* text; const char* country; } cases[] = {
        {"", ""}, {"abc", ""}, {"123456", "FR"}, {"99999", "FR"}, {"53000", "ES"}, {"0999", "CH"}, {"SW1A", "GB"},
        {"ABC 1AA", "GB"}, {"12345678901", ""}, {"75 Main", "US"},
        {"00000", "FR"}, {"96000", "FR"}, {"D-80331", "FR"}, {"05000", "DE"}, {"00499", "US"},
        {"W1A 0AA", "CA"}, {"K1D 0B1", "CA"}, {"1234 SS", "NL"}, {"QA1 1AA", "GB"}, {"SW1A 1AC", "GB"}, {"9700", "CH"},
        {"184", "FR"}, {"84", "IT"}, {"501", "DE"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_postcode(c.text, c.country), std::nullopt) << c.text;
}

TEST(Postcode, BesideAPlace) {
    const struct { const char* text; const char* country; const char* clean; } cases[] = {
        {"75001 Paris", "FR", "75001"},         {"F-75001 PARIS", "FR", "75001"},       {"75008 Paris CEDEX 08", "FR", "75008"},
        {"69100 L'Ha\u00FF-les-Roses", "FR", "69100"}, {"80331 M\u00FCnchen", "DE", "80331"}, {"D 10115 Berlin", "DE", "10115"},
        {"28001 Madrid", "ES", "28001"},        {"00185 Roma (RM)", "IT", "00185"},     {"1000 Bruxelles", "BE", "1000"},
        {"CH-8001 Z\u00FCrich", "CH", "8001"}, {"1234 AB Delft", "NL", "1234 AB"},     {"00-950 Warszawa", "PL", "00-950"},
        {"1000-001 Lisboa", "PT", "1000-001"},  {"London SW1A 1AA", "GB", "SW1A 1AA"},  {"SW1A 1AA, London", "GB", "SW1A 1AA"},
        {"Reno, NV 89501", "US", "89501"},      {"89501-1234 Reno", "US", "89501-1234"}, {"Toronto ON M5V 3L9", "CA", "M5V 3L9"},
        {"Dublin D02 AF30", "IE", "D02 AF30"},  {"75001 Paris", "", "75001"},           {"PARIS 75001", "", "75001"},
        {"Ely CB7 4DL", "", "CB7 4DL"},         {"Ottawa K1A 0B1", "", "K1A 0B1"},      {"VLT 1234", "", "VLT1234"},
        {"111 22 Stockholm", "SE", "11122"},    {"7100 La L", "", "7100LAL"},           {"3731 AB De Bilt", "NL", "3731 AB"},
        {"1012 DE Amsterdam", "NL", "1012 DE"}, {"1012 de Amsterdam", "NL", "1012 DE"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_postcode(c.text, c.country), c.clean) << c.text;
    const struct { const char* text; const char* country; } none[] = {
        {"12 rue Foch 75001 Paris", "FR"}, {"1000 Paris", "FR"}, {"75 Main", "US"}, {"PO Box 12345", "US"}, {"Postfach 12345", "DE"},
        {"75001 Paris 75002", "FR"}, {"99999 Paris", "FR"}, {"Paris", "FR"}, {"7100 La Louvi\u00E8re", ""}, {"75001 X", "FR"},
        {"3737 De Bilt", "NL"},
    };
    for (const auto& c : none) EXPECT_EQ(normalize_postcode(c.text, c.country), std::nullopt) << c.text;
}

TEST(Postcode, Parts) {
    const struct { const char* text; const char* country; const char* parts; } cases[] = {
        {"sw1a1aa", "GB", "SW|SW1A|SW1A 1|SW1A 1AA"},  {"m1 1ae", "", "M|M1|M1 1|M1 1AE"},  {"je2 3ab", "JE", "JE|JE2|JE2 3|JE2 3AB"},
        {"GIR 0AA", "GB", "GIR|GIR|GIR 0|GIR 0AA"},    {"75352 SP 07", "FR", "75|75352||75352"}, {"6000", "FR", "06|06000||06000"},
        {"20000", "FR", "2A|20000||20000"},             {"20167", "FR", "2A|20167||20167"},   {"20290", "FR", "2B|20290||20290"},
        {"20600", "FR", "2B|20600||20600"},             {"97420", "RE", "974|97420||97420"},  {"98000", "MC", "980|98000||98000"},
        {"10001", "US", "100|10001||10001"},            {"100011234", "US", "100|10001||10001-1234"}, {"10001-1234", "", "100|10001||10001-1234"},
        {"80331", "DE", "80|80331||80331"},             {"28001", "ES", "28|28001||28001"},   {"185", "IT", "00|00185||00185"},
        {"1000", "BE", "10|1000||1000"},                {"8001", "CH", "80|8001||8001"},      {"k1a0b1", "CA", "K|K1A||K1A 0B1"},
        {"h2x 1y4", "", "H|H2X||H2X 1Y4"},              {"1012AB", "NL", "10|1012||1012 AB"}, {"1012 ab", "", "10|1012||1012 AB"},
        {"950", "PL", "00|00-950||00-950"},             {"1000-001", "PT", "10|1000||1000-001"}, {"a65 f4e2", "IE", "A|A65||A65 F4E2"},
        {"75001", "", "|||75001"},                      {"136 82", "GR", "|||13682"},
    };
    for (const auto& c : cases) {
        const auto parts = parse_postcode(c.text, c.country);
        ASSERT_TRUE(parts) << c.text;
        EXPECT_EQ(parts->area + "|" + parts->district + "|" + parts->sector + "|" + parts->code, c.parts) << c.text;
    }
    EXPECT_FALSE(parse_postcode("99999", "FR"));
    EXPECT_FALSE(parse_postcode("", "FR"));
}

TEST(Postcode, PartsBeginTheCode) {
    Nasty nasty(13);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        for (const char* country : {"", "FR", "US", "NL", "PL", "GB", "CA", "PT", "IE", "CH", "JP"}) {
            const auto parts = parse_postcode(s, country);
            EXPECT_EQ(parts.has_value(), normalize_postcode(s, country).has_value()) << s;
            if (!parts) continue;
            EXPECT_TRUE(parts->code.starts_with(parts->sector)) << s;
            EXPECT_TRUE(parts->code.starts_with(parts->district)) << s;
            EXPECT_TRUE(parts->district.starts_with(parts->area) || parts->area.starts_with("2")) << s;
        }
    }
}

TEST(Postcode, IdempotentOnAnything) {
    Nasty nasty(12);
    static constexpr std::string_view kTails[] = {"", " CEDEX", "-75001", "75001 SP", "1234AB", "D-80331", "K1A 0B1",
                                                  " 75001 Paris", "1234 AB Delft", " SW1A 1AA"};
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next() + std::string(kTails[static_cast<std::size_t>(i) % std::size(kTails)]);
        for (const char* country : {"", "FR", "US", "NL", "PL", "GB", "CA", "PT", "IE", "CH", "JP"})
            if (const auto once = normalize_postcode(s, country)) {
                EXPECT_EQ(normalize_postcode(*once, country), once) << s << " " << country;
            }
    }
}

}  // namespace
}  // namespace cdp::text
