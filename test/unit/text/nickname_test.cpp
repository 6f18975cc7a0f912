// SPDX-License-Identifier: PostgreSQL
#include "core/text/nickname.hpp"

#include <gtest/gtest.h>

namespace cdp::text {
namespace {

TEST(Nickname, Groups) {
    const struct { const char* a; const char* b; } same[] = {
        {"william", "bill"}, {"elizabeth", "beth"}, {"francisco", "paco"}, {"jean", "john"}, {"katarzyna", "kasia"},
        {"wilhelm", "guillaume"}, {"jose", "pepe"}, {"malgorzata", "gosia"}, {"johannes", "hans"}, {"anna", "anna"},
    };
    for (const auto& c : same) EXPECT_TRUE(same_nickname_group(c.a, c.b)) << c.a << " " << c.b;
    EXPECT_FALSE(same_nickname_group("william", "robert"));
    EXPECT_FALSE(same_nickname_group("qwxz", "qwxz"));
    EXPECT_EQ(nickname_group(""), 0u);
    EXPECT_NE(nickname_group("bill"), 0u);
}

}  // namespace
}  // namespace cdp::text
