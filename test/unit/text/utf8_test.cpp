// SPDX-License-Identifier: PostgreSQL
#include "core/text/utf8.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

std::u32string decoded(std::string_view s) {
    std::vector<char32_t> cps;
    decode_utf8(s, cps);
    return {cps.begin(), cps.end()};
}

TEST(Utf8, DecodesEveryLength) {
    EXPECT_EQ(decoded("a\xC3\xA9\xE5\xB1\xB1\xF0\x9F\x8E\x89"), U"a\u00E9\u5C71\U0001F389");
    EXPECT_EQ(decoded(""), U"");
}

// The table of the Unicode standard, chapter 3, on maximal subparts.
TEST(Utf8, ReplacesEachMaximalPartOfIllFormedSequences) {
    EXPECT_EQ(decoded("a\xF1\x80\x80\xE1\x80\xC2"
                      "b\x80"
                      "c\x80\xBF"
                      "d"),
              U"a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
    EXPECT_EQ(decoded("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), U"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
    EXPECT_EQ(decoded("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");  // a surrogate
    EXPECT_EQ(decoded("\xE2\x82"), U"\uFFFD");
}

TEST(Utf8, ValidatesWhatItDecodesWithoutReplacement) {
    EXPECT_TRUE(valid_utf8("plain ascii, more than eight bytes"));
    EXPECT_TRUE(valid_utf8("\xEF\xBF\xBD"));  // U+FFFD itself is fine
    EXPECT_FALSE(valid_utf8("\xC3"));
    EXPECT_FALSE(valid_utf8("\xF4\x90\x80\x80"));
    EXPECT_FALSE(valid_utf8("abcdefgh\xFF"));
}

TEST(Utf8, WritesWhatItReads) {
    for (char32_t cp : {U'a', U'\u00E9', U'\u5C71', U'\U0001F389', U'\U0010FFFF'}) {
        std::string s;
        append_utf8(s, cp);
        EXPECT_EQ(decoded(s), std::u32string(1, cp));
    }
    std::string s;
    append_utf8(s, 0xD800);
    EXPECT_EQ(decoded(s), U"\uFFFD");
}

TEST(Utf8, AsciiAtEveryOffset) {
    for (std::size_t n = 0; n < 40; n++) {
        std::string s(n, 'x');
        EXPECT_TRUE(is_ascii(s));
        for (std::size_t i = 0; i < n; i++) {
            s[i] = '\x80';
            EXPECT_FALSE(is_ascii(s));
            s[i] = 'x';
        }
    }
}

TEST(Utf8, CountsAsItDecodes) {
    Nasty nasty(1);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        EXPECT_EQ(count_code_points(s), decoded(s).size());
    }
}

TEST(Utf8, TheHeadCutsNoCodePoint) {
    EXPECT_EQ(head_of("", 0), "");
    EXPECT_EQ(head_of("abc", 3), "abc");
    EXPECT_EQ(head_of("abc", 2), "ab");
    EXPECT_EQ(head_of("é", 1), "");
    EXPECT_EQ(head_of("aé", 2), "a");
    EXPECT_EQ(head_of("aé", 3), "aé");
    const std::string mixed = "aé€😀z😀€é";
    for (std::size_t n = 0; n <= mixed.size() + 1; n++) {
        const std::string_view head = head_of(mixed, n);
        EXPECT_TRUE(valid_utf8(head)) << n;
        EXPECT_EQ(head, std::string_view(mixed).substr(0, head.size()));
        EXPECT_LE(head.size(), n);
        EXPECT_GT(head.size() + 4, std::min(n, mixed.size())) << n;
    }
    EXPECT_EQ(head_of(std::string(100, '\x80'), 50).size(), 47u) << "hostile bytes";
}

}  // namespace
}  // namespace cdp::text
