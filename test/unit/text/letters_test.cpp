// SPDX-License-Identifier: PostgreSQL
#include "core/text/letters.hpp"

#include <gtest/gtest.h>

#include <random>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

std::string letters(std::string_view s) { return std::string(Letters(s, {}).view()); }
std::string words(std::string_view s) { return std::string(Letters(s, {}, Letters::Keep::kWords).view()); }

TEST(Letters, AreTheCapitalsOfTheFoldedText) {
    EXPECT_EQ(letters("Jean-Pierre 2 O'Neil"), "JEANPIERREONEIL");
    EXPECT_EQ(letters("M\u00FCller"), "MULLER");
    EXPECT_EQ(letters("\u0416\u0443\u043A\u043E\u0432"), "ZHUKOV");
    EXPECT_EQ(letters(" 42 "), "");
    EXPECT_EQ(words("  van  den Berg "), "VAN DEN BERG");
    EXPECT_EQ(words("O'Hara-Smith 3"), "OHARA SMITH 3");
}

void expect_the_folded_letters(const std::string& s) {
    std::string all, only;
    for (const char c : fold(s)) {
        all.push_back(ascii_upper(c));
        if (is_ascii_lower(c)) only.push_back(ascii_upper(c));
    }
    EXPECT_EQ(letters(s), only);
    EXPECT_EQ(words(s), all);
}

TEST(Letters, SameWithAndWithoutTheShortCut) {
    Nasty nasty(5);
    for (int i = 0; i < 20000; i++) {
        expect_the_folded_letters(nasty.next());
    }
    // ASCII, in runs of letters long enough to be taken many at once, with one other byte now and then.
    static constexpr std::string_view kOther = " '`-@[{/:0919\x01\x7f";
    std::mt19937 random(11);
    for (int i = 0; i < 50000; i++) {
        std::string s(random() % 100, ' ');
        const unsigned often = 2 + random() % 40;
        for (char& c : s) c = random() % often == 0 ? kOther[random() % kOther.size()] : static_cast<char>("aAzZ"[random() % 4] ^ (random() % 2));
        expect_the_folded_letters(s);
    }
}

TEST(Letters, StandBetweenZeros) {
    for (const std::size_t n : {0u, 1u, 127u, 128u, 129u, 5000u}) {
        for (const char* piece : {"a", "\u00E9"}) {
            std::string s;
            for (std::size_t i = 0; i < n; i++) s += piece;
            Letters l(s, {});
            ASSERT_EQ(l.size(), n);
            for (std::size_t i = 1; i <= Letters::kMargin; i++) {
                EXPECT_EQ(l.data()[-static_cast<std::ptrdiff_t>(i)], '\0');
                EXPECT_EQ(l.data()[n + i - 1], '\0');
            }
        }
    }
}

TEST(Letters, CanBeCancelled) {
    const CancelToken cancelled([](const void*) noexcept { return true; }, nullptr);
    EXPECT_THROW(Letters(std::string(1 << 20, 'a'), cancelled), Error);
}

}  // namespace
}  // namespace cdp::text
