// SPDX-License-Identifier: PostgreSQL
#include "core/text/qgrams.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

std::string joined(std::string_view s, int q, bool pad = false) {
    const std::string text = qgram_text(s, q, pad);
    std::string out;
    for_each_qgram(text, q, {}, [&](std::string_view gram) { out.append(out.empty() ? "" : "|").append(gram); });
    return out;
}

TEST(Qgrams, AreTheSubstringsInOrder) {
    EXPECT_EQ(joined("anna", 2), "an|nn|na");
    EXPECT_EQ(joined("anna", 1), "a|n|n|a");
    EXPECT_EQ(joined("anna", 4), "anna");
    EXPECT_EQ(joined("anna", 5), "anna");
    EXPECT_EQ(joined("", 2), "");
    EXPECT_EQ(joined("\u00E9\u00E0x", 2), "\u00E9\u00E0|\u00E0x");
}

TEST(Qgrams, PaddedWithSpaces) {
    EXPECT_EQ(joined("ab", 3, true), "  a| ab|ab |b  ");
    EXPECT_EQ(joined("ab", 1, true), "a|b");
    EXPECT_EQ(joined("", 3, true), "");
}

TEST(Qgrams, RefusesOtherLengths) {
    for (const int q : {-1, 0, 9}) EXPECT_THROW(qgram_text("a", q, false), Error) << q;
}

// As many as characters less q - 1, and their first characters are the text's.
TEST(Qgrams, CoverAnything) {
    Nasty nasty(31);
    for (int i = 0; i < 5000; i++) {
        const std::string s = nasty.next();
        const std::size_t n = count_code_points(s);
        for (const int q : {1, 2, 3, 8}) {
            const auto length = static_cast<std::size_t>(q);
            std::size_t count = 0, padded = 0;
            std::string firsts;
            for_each_qgram(s, q, {}, [&](std::string_view gram) {
                count++;
                const char* at = gram.data();
                next_code_point(at, gram.data() + gram.size());
                firsts.append(gram.data(), at);
            });
            for_each_qgram(qgram_text(s, q, true), q, {}, [&](std::string_view) { padded++; });
            EXPECT_EQ(count, n == 0 ? 0 : n < length ? 1 : n - length + 1);
            EXPECT_EQ(padded, n == 0 ? 0 : n + length - 1);
            EXPECT_TRUE(s.starts_with(firsts));
        }
    }
}

}  // namespace
}  // namespace cdp::text
