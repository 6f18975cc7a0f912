// SPDX-License-Identifier: PostgreSQL
#include "core/compare/characters.hpp"

#include <gtest/gtest.h>

#include <string>

namespace cdp::compare {
namespace {

// "size x size" and the width of a unit, as measures get them.
std::string shape(std::string_view a, std::string_view b) {
    return with_characters(a, b, Work{}, [](auto x, auto y, const Work&) {
        return std::to_string(x.size()) + "x" + std::to_string(y.size()) + " of " + std::to_string(sizeof x[0]);
    });
}

TEST(Characters, TakesTheNarrowestUnitThatHoldsBoth) {
    EXPECT_EQ(shape("", ""), "0x0 of 1");
    EXPECT_EQ(shape("Zoe", "Anna"), "3x4 of 1");
    EXPECT_EQ(shape("Zoé", "Anna"), "3x4 of 1");
    EXPECT_EQ(shape("Zoé", "François"), "3x8 of 1");
    EXPECT_EQ(shape("Zoé", "Łukasz"), "3x6 of 1");
    EXPECT_EQ(shape("北京", "😀"), "2x1 of 1");
    EXPECT_EQ(shape(std::string(129, 'x') + "é", "François"), "130x8 of 1");
    EXPECT_EQ(shape(std::string(129, 'x') + "Ł", "François"), "130x8 of 4");
}

TEST(Characters, KeepsWhatIsEqualAndWhatIsNot) {
    const auto equal = [](std::string_view a, std::string_view b) {
        return with_characters(a, b, Work{}, [](auto x, auto y, const Work&) {
            return std::equal(x.begin(), x.end(), y.begin(), y.end());
        });
    };
    EXPECT_TRUE(equal("Zoé", "Zoé"));
    EXPECT_FALSE(equal("Zoé", "Zoè"));
    EXPECT_FALSE(equal("Zoé", "Zoe"));
    EXPECT_FALSE(equal("é", "\xce\xa9"));  // U+00E9 and U+03A9
    EXPECT_FALSE(equal("\xe9\x8e\xa9", "\xe3\x8e\xa9"));
}

TEST(Characters, IllFormedBytesAreReplacementCharacters) {
    EXPECT_EQ(shape("a\x80", "b"), "2x1 of 1");
    EXPECT_EQ(shape("\xff", "b"), "1x1 of 1");
    EXPECT_EQ(shape("\xc3", "é"), "1x1 of 1");
    EXPECT_EQ(shape(std::string(129, 'x') + "\xff", "é"), "130x1 of 4");
}

TEST(Characters, LongTextsUseTheGivenMemory) {
    std::string text;
    for (int i = 0; i < 200; i++) text += "é";
    EXPECT_EQ(shape(text, "e"), "200x1 of 1");
    Work nothing;
    nothing.memory = std::pmr::null_memory_resource();
    const auto size = [](auto x, auto, const Work&) { return x.size(); };
    EXPECT_EQ(with_characters(text.substr(0, 128), "é", nothing, size), 64u);
    EXPECT_THROW(with_characters(text, "é", nothing, size), std::bad_alloc);
}

TEST(Characters, RefusesTooLong) {
    EXPECT_THROW(require_bytes(std::string_view("", 0), {"", 4 * kMaxUnits + 4}), Error);
}

// A byte for each character says no more and no less than code points: which characters are equal.
TEST(ShortCharacters, AreEqualWhereCodePointsAre) {
    const std::string texts[] = {"",          "abc",    "Żółć",     "zolc",          "Жуков",
                                 "山田 太郎", "Müller", "\xff\xfe", "e\u0301\u00e9", std::string(128, 'x')};
    for (const std::string& a : texts)
        for (const std::string& b : texts) {
            ShortCharacters both;
            ASSERT_TRUE(both.decode(a, b)) << a << " | " << b;
            std::vector<char32_t> x, y;
            text::decode_utf8(a, x);
            text::decode_utf8(b, y);
            ASSERT_EQ(both.a().size(), x.size());
            ASSERT_EQ(both.b().size(), y.size());
            for (std::size_t i = 0; i < x.size(); i++) {
                for (std::size_t j = 0; j < y.size(); j++) EXPECT_EQ(both.a()[i] == both.b()[j], x[i] == y[j]);
                for (std::size_t j = 0; j < x.size(); j++) EXPECT_EQ(both.a()[i] == both.a()[j], x[i] == x[j]);
            }
        }
}

TEST(ShortCharacters, GivesUpOnTooManyDifferentOnes) {
    std::string many;
    for (char32_t c = 0x4e00; c < 0x4e00 + 33; c++) text::append_utf8(many, c);
    ShortCharacters both;
    EXPECT_FALSE(both.decode(many, ""));
    ShortCharacters split;
    EXPECT_FALSE(split.decode(many.substr(0, 48), many.substr(48)));
    ShortCharacters fewer;
    EXPECT_TRUE(fewer.decode(many.substr(0, 96), many.substr(0, 96)));
}

}  // namespace
}  // namespace cdp::compare
