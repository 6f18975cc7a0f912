// SPDX-License-Identifier: PostgreSQL
#include "core/text/tokens.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cdp::text {
namespace {

std::string joined(std::string_view text) {
    std::string all;
    for (const std::string_view word : tokens(text)) {
        if (!all.empty()) all += '|';
        all += word;
    }
    return all;
}

TEST(Tokens, AreRunsOfLettersNumbersAndMarks) {
    EXPECT_EQ(joined(""), "");
    EXPECT_EQ(joined(" -., \t\n"), "");
    EXPECT_EQ(joined("one"), "one");
    EXPECT_EQ(joined("Jean-Pierre  O'Brien, Jr."), "Jean|Pierre|O|Brien|Jr");
    EXPECT_EQ(joined("12bis rue de l'Église"), "12bis|rue|de|l|Église");
    EXPECT_EQ(joined("under_score@mail.example"), "under|score|mail|example");
    EXPECT_EQ(joined("a a A"), "a|a|A");
}

TEST(Tokens, OfAnyScript) {
    EXPECT_EQ(joined("Иван Жуков"), "Иван|Жуков");
    EXPECT_EQ(joined("北京市、朝阳区"), "北京市|朝阳区");
    EXPECT_EQ(joined("re\u0301sume\u0301 \u0301x"), "re\u0301sume\u0301|\u0301x");  // marks belong to words
    EXPECT_EQ(joined("हिन्दी भाषा"), "हिन्दी|भाषा");
    EXPECT_EQ(joined("m² ½ Ⅷ ٣٤"), "m²|½|Ⅷ|٣٤");
    EXPECT_EQ(joined("a\u00a0b\u2019c\u3000d😀e"), "a|b|c|d|e");
}

TEST(Tokens, IllFormedBytesPartWords) {
    EXPECT_EQ(joined("a\xff" "b"), "a|b");
    EXPECT_EQ(joined("a\xc3"), "a");
    EXPECT_EQ(joined("\xed\xa0\x80z"), "z");
}

TEST(Tokens, AreViewsIntoTheText) {
    const std::string text = "  one two ";
    const auto words = tokens(text);
    ASSERT_EQ(words.size(), 2u);
    EXPECT_EQ(words[0].data(), text.data() + 2);
    EXPECT_EQ(words[1].data(), text.data() + 6);
}

}  // namespace
}  // namespace cdp::text
