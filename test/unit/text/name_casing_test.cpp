// SPDX-License-Identifier: PostgreSQL
#include "core/text/name_casing.hpp"

#include <gtest/gtest.h>

#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

std::string recased(std::string_view s) {
    CodePoints cps;
    decode_utf8(s, cps);
    recase_name(cps);
    return to_utf8(cps);
}

TEST(NameCasing, Words) {
    const struct { const char* text; const char* recased; } cases[] = {
        {"MCDONALD", "McDonald"},       {"JEAN-PIERRE", "Jean-Pierre"}, {"van DER BERG", "van der Berg"},
        {"HENRI IV", "Henri IV"},       {"II", "Ii"},                   {"J.R.R. TOLKIEN", "J.R.R. Tolkien"},
        {"JOHN'S", "John's"},           {"DELL'ACQUA", "Dell'Acqua"},   {"McDonald", "McDonald"},
        {"maria DE", "Maria De"},       {"MARY E SMITH", "Mary E Smith"}, {"", ""},
        {"JUAN Y MARIA", "Juan y Maria"}, {"\u0130zmir", "\u0130zmir"},  {"1ER", "1ER"},
    };
    for (const auto& c : cases) EXPECT_EQ(recased(c.text), c.recased) << c.text;
}

TEST(NameCasing, TwiceIsOnce) {
    Nasty nasty(32);
    for (int i = 0; i < 50000; i++) {
        const std::string once = recased(nasty.next());
        EXPECT_EQ(recased(once), once);
    }
}

}  // namespace
}  // namespace cdp::text
