// SPDX-License-Identifier: PostgreSQL
#include "core/text/refined_soundex.hpp"

#include <gtest/gtest.h>

#include "core/text/fold.hpp"
#include "ref/phonetic.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

// Values of Apache Commons Codec.
TEST(RefinedSoundex, Published) {
    const struct { const char* text; const char* code; } cases[] = {
        {"testing", "T6036084"}, {"TESTING", "T6036084"}, {"The", "T60"}, {"quick", "Q503"}, {"brown", "B1908"},
        {"fox", "F205"}, {"jumped", "J408106"}, {"over", "O0209"}, {"lazy", "L7050"}, {"dogs", "D6043"},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A013602404378015936020505"}, {"M\u00FCller", "M80709"}, {"", ""}, {"42", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(refined_soundex(c.text), c.code) << c.text;
}

TEST(RefinedSoundex, LikeTheTextbook) {
    Nasty nasty(21);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        EXPECT_EQ(refined_soundex(s), ref::refined_soundex(fold(s))) << s;
    }
}

}  // namespace
}  // namespace cdp::text
