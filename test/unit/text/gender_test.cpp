// SPDX-License-Identifier: PostgreSQL
#include "core/text/gender.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Gender, Words) {
    const struct { const char* text; const char* gender; } cases[] = {
        {"M.", "M"},       {"Mme", "F"},      {"Mlle", "F"},       {"Monsieur", "M"},      {"Madame", "F"},  {"Herr", "M"},
        {"Frau", "F"},     {"Frau Prof. Dr.", "F"}, {"Herr Dr. med.", "M"}, {"Sr.", "M"},   {"Sra.", "F"},    {"Srta.", "F"},
        {"Mr", "M"},       {"Mrs.", "F"},     {"Ms", "F"},         {"Mx", "X"},            {"Sig.ra", "F"},  {"Sig.", "M"},
        {"dhr.", "M"},     {"mevr.", "F"},    {"de heer", "M"},    {"1", "M"},             {"2", "F"},       {"HOMME", "M"},
        {"f\u00E9minin", "F"}, {"weiblich", "F"}, {"divers", "X"}, {"K", "F"},             {"M\u00E4dchen", "F"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_gender(c.text), c.gender) << c.text;
    for (const char* text : {"", "0", "9", "?", "unknown", "Dr.", "Prof. Dr.", "abc", "inconnu"})
        EXPECT_EQ(normalize_gender(text), std::nullopt) << text;
}

TEST(Gender, IdempotentOnAnything) {
    Nasty nasty(71);
    for (int i = 0; i < 20000; i++)
        if (const auto once = normalize_gender(nasty.next())) {
            EXPECT_EQ(normalize_gender(*once), once);
        }
    EXPECT_EQ(normalize_gender(std::string(10 << 20, 'm')), std::nullopt);
}

}  // namespace
}  // namespace cdp::text
