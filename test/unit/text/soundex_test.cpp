// SPDX-License-Identifier: PostgreSQL
#include "core/text/soundex.hpp"

#include <gtest/gtest.h>

namespace cdp::text {
namespace {

// The examples of the National Archives, and what stands around them.
TEST(Soundex, Published) {
    const struct { const char* text; const char* code; } cases[] = {
        {"Washington", "W252"}, {"Lee", "L000"}, {"Gutierrez", "G362"}, {"Pfister", "P236"}, {"Jackson", "J250"},
        {"Tymczak", "T522"}, {"Ashcraft", "A261"}, {"Robert", "R163"}, {"Rupert", "R163"}, {"Rubin", "R150"},
        {"Honeyman", "H555"}, {"O'Hara", "O600"}, {"M\u00FCller", "M460"}, {"\u0416\u0443\u043A\u043E\u0432", "Z210"},
        {"  de la Cruz", "D426"}, {"", ""}, {"123", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(soundex(c.text), c.code) << c.text;
}

}  // namespace
}  // namespace cdp::text
