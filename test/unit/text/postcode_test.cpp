// SPDX-License-Identifier: PostgreSQL
#include "core/text/postcode.hpp"

#include <gtest/gtest.h>

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
        {"\uFF17\uFF15\uFF10\uFF10\uFF11", "FR", "75001"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_postcode(c.text, c.country), c.clean) << c.text;
}

TEST(Postcode, WhatIsNone) {
    const struct { const char* text; const char* country; } cases[] = {
        {"", ""}, {"abc", ""}, {"123456", "FR"}, {"99999", "FR"}, {"53000", "ES"}, {"0999", "CH"}, {"SW1A", "GB"},
        {"ABC 1AA", "GB"}, {"12345678901", ""}, {"75 Main", "US"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_postcode(c.text, c.country), std::nullopt) << c.text;
}

}  // namespace
}  // namespace cdp::text
