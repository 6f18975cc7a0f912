// SPDX-License-Identifier: PostgreSQL
#include "core/compare/word_alignment.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "core/text/nickname.hpp"

namespace cdp::compare {
namespace {

Word name(std::string_view text) { return {text, text.size() == 1 ? kInitialWeight : 1, text::nickname_id(text)}; }

TEST(WordAlignment, Words) {
    EXPECT_EQ(word_similarity(name("jean"), name("jean")), 1);
    EXPECT_EQ(word_similarity(name("j"), name("jean")), 1);
    EXPECT_EQ(word_similarity(name("p"), name("jean")), 0);
    EXPECT_EQ(word_similarity(name("bill"), name("william")), .9);
    EXPECT_NEAR(word_similarity(name("dupont"), name("dupond")), .895, .001);
    EXPECT_EQ(word_similarity(name("dupont"), name("martin")), 0);
    EXPECT_EQ(word_similarity(name("1984"), name("1985")), 0);
    EXPECT_EQ(word_similarity({"de", .05, 0}, {"des", .05, 0}), 0);
}

TEST(WordAlignment, Sums) {
    const std::vector<Word> a{name("jean"), name("dupont")}, b{name("dupont"), name("jean")}, c{name("dupont")};
    EXPECT_EQ(align_words(a, b), 1);
    EXPECT_NEAR(align_words(a, c), .75, 1e-9);
    EXPECT_EQ(align_words(a, c), align_words(c, a));
    const std::vector<Word> all(kMostWords, name("anna"));
    EXPECT_EQ(align_words(all, all), 1);
}

}  // namespace
}  // namespace cdp::compare
