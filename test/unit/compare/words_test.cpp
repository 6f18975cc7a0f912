// SPDX-License-Identifier: PostgreSQL
#include "core/compare/words.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ref/qgram.hpp"
#include "ref/token_measure.hpp"
#include "unit/compare/random_words.hpp"

namespace cdp::compare {
namespace {

using List = std::vector<std::string_view>;

// Published: py_stringmatching documentation (Overlap, Jaccard, Dice and Cosine of lists of words).
TEST(WordSets, PublishedValues) {
    EXPECT_DOUBLE_EQ(overlap(word_sizes("data science", "data")), 1);
    EXPECT_DOUBLE_EQ(jaccard(word_sizes("data science", "data")), 0.5);
    EXPECT_DOUBLE_EQ(dice(word_sizes("data science", "data")), 0.6666666666666666);
    EXPECT_DOUBLE_EQ(cosine(word_sizes("data science", "data")), 0.7071067811865475);
    EXPECT_DOUBLE_EQ(jaccard(word_sizes("data science", "science good")), 1.0 / 3);
}

TEST(WordSets, CountWordsOnceAndWithoutTheirOrder) {
    EXPECT_EQ(word_sizes("de la Cruz, de la Rosa", "Rosa de"), (SetSizes{4, 2, 2}));
    EXPECT_EQ(word_sizes("", " - "), (SetSizes{0, 0, 0}));
    EXPECT_EQ(word_sizes("Anna", "anna"), (SetSizes{1, 1, 0}));
    EXPECT_EQ(value_sizes(List{"a", "b", "b", ""}, List{"b", "", "c d"}), (SetSizes{3, 3, 2}));
}

TEST(WordSets, AgreeWithTheTextbook) {
    RandomWords random(41);
    for (int round = 0; round < 3000; round++) {
        const std::string a = random.text(round % 50 == 0 ? 200 : 6), b = random.text(6);
        const auto x = ref::word_set(a), y = ref::word_set(b);
        ASSERT_EQ(word_sizes(a, b), (SetSizes{x.size(), y.size(), ref::common(x, y)})) << a << " / " << b;
    }
}

TEST(WordSets, LongTextsAreSortedInRunsAndCanBeStopped) {
    std::string a, b;
    for (int i = 0; i < 150'000; i++) {
        a += std::to_string(i) + " ";
        b += std::to_string(2 * i) + " ";
    }
    EXPECT_EQ(word_sizes(a, b), (SetSizes{150'000, 150'000, 75'000}));
    Work stopped;
    stopped.cancel = CancelToken([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(word_sizes(a, b, stopped), Error);
}

TEST(WordSets, RefuseTooManyWords) {
    std::string text(2 * kMaxWords + 2, ' ');
    for (std::size_t i = 0; i < text.size(); i += 2) text[i] = 'a';
    EXPECT_THROW(word_sizes(text, "a"), Error);
    const std::string long_word(1 << 20, 'a');
    const List words(100'000, "a");
    EXPECT_THROW(require_word_steps(List{long_word}, words), Error);
    EXPECT_THROW(require_word_steps(List(200'000), List(200'000)), Error);
    EXPECT_NO_THROW(require_word_steps(List(1000, "abc"), List(1000, "abc")));
}

TEST(UnitWords, AreBytesWhereThatIsEnough) {
    const auto unit_size = [](const List& a, const List& b) {
        return with_words(a, b, Work{}, [&](auto x, auto y, const Work&) {
            EXPECT_EQ(x.size(), a.size());
            EXPECT_EQ(y.size(), b.size());
            return sizeof(x[0][0]);
        });
    };
    EXPECT_EQ(unit_size({"ab", "c"}, {"d"}), 1u);
    EXPECT_EQ(unit_size({"Zoé", ""}, {"d"}), 1u);
    EXPECT_EQ(unit_size({"Zoé"}, {"Жук", "d"}), 4u);
}

TEST(UnitWords, HoldTheCharacters) {
    UnitWords<char32_t> words{Work{}};
    ASSERT_TRUE(words.decode(List{"Жук", "", "é"}));
    ASSERT_EQ(words.words().size(), 3u);
    EXPECT_EQ(std::u32string(words.words()[0].begin(), words.words()[0].end()), U"Жук");
    EXPECT_TRUE(words.words()[1].empty());
    EXPECT_EQ(words.words()[2][0], U'é');
    UnitWords<unsigned char> narrow{Work{}};
    EXPECT_FALSE(narrow.decode(List{"Жук"}));
}

}  // namespace
}  // namespace cdp::compare
