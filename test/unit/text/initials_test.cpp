// SPDX-License-Identifier: PostgreSQL
#include "core/text/initials.hpp"

#include <gtest/gtest.h>

#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Initials, OfWords) {
    EXPECT_EQ(initials("Jean-Pierre de l'\u00C9toile"), "JPDL\u00C9");
    EXPECT_EQ(initials("anna o. 3M"), "AO3");
    EXPECT_EQ(initials("\u0438\u0432\u0430\u043D \u0436"), "\u0418\u0416");
    EXPECT_EQ(initials("\u5C71\u7530 \u592A\u90CE"), "\u5C71\u592A");
    EXPECT_EQ(initials(""), "");
    EXPECT_EQ(initials(" .-"), "");
}

TEST(Initials, ComposedAndDecomposedAlike) {
    EXPECT_EQ(initials("e\u0301mile"), "\u00C9");
    EXPECT_EQ(initials("\u00E9mile"), "\u00C9");
    EXPECT_EQ(initials("\u01F0a"), initials("j\u030Ca"));
    EXPECT_EQ(initials("\u1100\u1175\u11B7"), "\uAE40");  // Kim, of three letters
    EXPECT_EQ(initials("\u0301x"), "X");
    EXPECT_EQ(initials("\u0301"), "");
    std::string marks = "a";
    for (int i = 0; i < 100000; i++) marks += "\u0301";
    EXPECT_LT(initials(marks).size(), 100u);
}

TEST(Initials, ValidOfAnything) {
    Nasty nasty(32);
    for (int i = 0; i < 20000; i++) {
        const std::string letters = initials(nasty.next());
        EXPECT_TRUE(valid_utf8(letters));
    }
}

}  // namespace
}  // namespace cdp::text
