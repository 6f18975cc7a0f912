// SPDX-License-Identifier: PostgreSQL
#include "core/text/hangul.hpp"

#include <gtest/gtest.h>

namespace cdp::text {
namespace {

TEST(Hangul, Syllables) {
    const struct { const char32_t* name; const char* latin; } cases[] = {
        {U"\uAE40\uCCA0\uC218", "gimcheolsu"}, {U"\uC774\uBA85\uBC15", "imyeongbak"},
        {U"\uBC15\uC9C0\uC131", "bakjiseong"}, {U"\uAC00\uD7A3", "gahit"}, {U"\uC655", "wang"},
    };
    for (const auto& c : cases) {
        std::string out;
        for (char32_t cp : std::u32string_view(c.name)) spell_hangul(cp, out);
        EXPECT_EQ(out, c.latin);
    }
    EXPECT_TRUE(is_hangul_syllable(0xAC00));
    EXPECT_FALSE(is_hangul_syllable(0xD7A4));
}

}  // namespace
}  // namespace cdp::text
