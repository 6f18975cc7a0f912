// SPDX-License-Identifier: PostgreSQL
#include "core/text/pattern.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace cdp::text {
namespace {

TEST(Pattern, FindsGroups) {
    EXPECT_EQ(Pattern("^[^@]+", 0).find("ann@example.org"), "ann");
    EXPECT_EQ(Pattern("@([^@]+)$", 1).find("ann@example.org"), "example.org");
    EXPECT_EQ(Pattern("^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]", 0).find("SW1A 2AA"), "SW1A 2");
    EXPECT_EQ(Pattern("[0-9]+", 0).find("abc"), std::nullopt);
    EXPECT_EQ(Pattern("x*", 0).find("abc"), std::nullopt) << "an empty match is none";
    EXPECT_EQ(Pattern("\\p{L}+", 0).find("1 Łódź"), "Łódź");
    EXPECT_EQ(Pattern("(a)|(b)", 2).find("a"), std::nullopt) << "a group that took no part";
}

TEST(Pattern, IsUsedAgain) {
    Pattern p("[0-9]+", 0);
    EXPECT_EQ(p.find("a1b22"), "1");
    EXPECT_EQ(p.find("none"), std::nullopt);
    EXPECT_EQ(p.find("333"), "333");
    Pattern moved = std::move(p);
    EXPECT_EQ(moved.find("4"), "4");
}

TEST(Pattern, MistakesAreTold) {
    EXPECT_EQ(pattern_error("a(b)c", 1), "");
    EXPECT_NE(pattern_error("a(b", 0), "");
    EXPECT_NE(pattern_error("a(b)", 2), "");
    EXPECT_NE(pattern_error("[", 0), "");
    EXPECT_THROW(Pattern("(", 0), Error);
}

TEST(Pattern, EndlessSearchesEnd) {
    Pattern p("^(a+)+$", 0);
    try {
        p.find(std::string(60, 'a') + "b");
        ADD_FAILURE();
    } catch (const Error& e) {
        EXPECT_EQ(e.code(), ErrorCode::kLimitExceeded);
    }
    EXPECT_EQ(p.find("aaa"), "aaa");
}

TEST(Pattern, IllFormedTextIsNoTrouble) {
    EXPECT_EQ(Pattern("[0-9]+", 0).find("\xff\xfe""12\x80"), "12");
}

}  // namespace
}  // namespace cdp::text
