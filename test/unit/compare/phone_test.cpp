// SPDX-License-Identifier: PostgreSQL
#include "core/compare/phone.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::compare {
namespace {

TEST(PhoneSimilarity, Scale) {
    const struct { const char* a; const char* b; const char* region; double likeness; } cases[] = {
        {"06 63 80 12 91", "+33 6 63 80 12 91", "FR", 1},
        {"+1 617 493 5143 x12", "(617) 493-5143", "US", .98},
        {"+1 617 493 5143 x12", "+1 617 493 5143 x13", "", .9},
        {"06 63 80 12 91", "+33663801291", "", .95},
        {"33663801291", "+33663801291", "", .95},
        {"06 63 80 12 91", "06 63 80 12 91", "", 1},
        {"493-5143", "(617) 493-5143", "", .9},
        {"06 63 80 12 91", "06 63 80 12 19", "FR", .85},
        {"06 63 80 12 91", "06 63 80 12 92", "FR", .8},
        {"06 63 80 12 91", "07 63 80 12 92", "FR", 0},
        {"+33663801291", "+32663801291", "", 0},
    };
    for (const auto& c : cases) {
        const auto ab = phone_similarity(c.a, c.b, c.region), ba = phone_similarity(c.b, c.a, c.region);
        ASSERT_TRUE(ab.has_value()) << c.a;
        EXPECT_DOUBLE_EQ(*ab, c.likeness) << c.a << " " << c.b;
        EXPECT_EQ(ab, ba);
    }
    EXPECT_EQ(phone_similarity("0000000000", "0663801291", "FR"), std::nullopt);
    EXPECT_EQ(phone_similarity("n/a", "0663801291", "FR"), std::nullopt);
}

TEST(PhoneSimilarity, InRangeAndSymmetricOnAnything) {
    text::Nasty nasty(15);
    for (int i = 0; i < 3000; i++) {
        const std::string a = nasty.next() + "0663801291", b = nasty.next() + "663801291";
        const auto ab = phone_similarity(a, b, i % 2 == 0 ? "FR" : "");
        EXPECT_EQ(ab, phone_similarity(b, a, i % 2 == 0 ? "FR" : ""));
        if (ab) {
            EXPECT_GE(*ab, 0);
            EXPECT_LE(*ab, 1);
        }
    }
}

}  // namespace
}  // namespace cdp::compare
