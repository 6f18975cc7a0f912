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
    EXPECT_EQ(shape("Zoé", "Łukasz"), "3x6 of 4");
    EXPECT_EQ(shape("北京", "😀"), "2x1 of 4");
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
    EXPECT_EQ(shape("a\x80", "b"), "2x1 of 4");
    EXPECT_EQ(shape("\xff", "b"), "1x1 of 4");
    EXPECT_EQ(shape("\xc3", "é"), "1x1 of 4");
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

}  // namespace
}  // namespace cdp::compare
