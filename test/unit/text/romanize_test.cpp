// SPDX-License-Identifier: PostgreSQL
// What comes back from ICU: letters of other scripts in Latin, marks apart, and the classes of code points.
#include "core/text/romanize.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <thread>

namespace cdp::text {
namespace {

// The letters and digits of a result, without the marks that stand apart.
std::u32string bare(std::u32string_view run) {
    std::u32string out;
    for (const char32_t cp : romanize(run.data(), run.size()))
        if (!is_mark(cp)) out.push_back(cp);
    return out;
}

TEST(Romanize, ScriptsBecomeLatin) {
    EXPECT_EQ(bare(U"Иван"), U"ivan");
    EXPECT_EQ(bare(U"Νίκος"), U"nikos");
    EXPECT_EQ(bare(U"ＡＢＣ"), U"abc");
    EXPECT_EQ(bare(U"É"), U"e");
    for (const std::u32string_view run : {U"김민수", U"田中", U"محمد", U"שלום", U"สมชาย"}) {
        const std::u32string latin = bare(run);
        EXPECT_FALSE(latin.empty());
        EXPECT_TRUE(std::all_of(latin.begin(), latin.end(),
                                [](char32_t cp) { return cp < 0x250 || !is_letter(cp) || cp < 0x2C0; }));
    }
}

TEST(Romanize, EmptyAndUnassigned) {
    EXPECT_TRUE(romanize(U"", 0).empty());
    EXPECT_EQ(bare(U"\U0010FFFF").size(), 1u);
}

TEST(Romanize, SameFromEveryThread) {
    const std::u32string expected = bare(U"Александр Συμεών");
    std::vector<std::u32string> got(4);
    std::vector<std::thread> threads;
    for (auto& slot : got) threads.emplace_back([&slot] { slot = bare(U"Александр Συμεών"); });
    for (auto& thread : threads) thread.join();
    for (const auto& one : got) EXPECT_EQ(one, expected);
}

TEST(Compose, JoinsMarks) {
    std::vector<char32_t> cps = {U'e', 0x301, U'x'};
    compose(cps);
    EXPECT_EQ(cps, (std::vector<char32_t>{0xE9, U'x'}));
}

TEST(Compose, MarksWithoutEndAreCutOnce) {
    std::vector<char32_t> once(2 * kMostMarks, 0x344);  // becomes two marks
    compose(once);
    std::vector<char32_t> twice = once;
    compose(twice);
    EXPECT_EQ(once.size(), kMostMarks);
    EXPECT_EQ(twice, once);
}

TEST(CodePoints, Classes) {
    EXPECT_TRUE(is_letter(U'é') && is_letter(U'я') && is_letter(U'田'));
    EXPECT_FALSE(is_letter(U'7') || is_letter(U'-') || is_letter(0x301));
    EXPECT_TRUE(is_letter_or_digit(U'7') && is_letter_or_digit(0x663));
    EXPECT_TRUE(is_mark(0x301));
    EXPECT_EQ(digit_value(U'9'), 9);
    EXPECT_EQ(digit_value(0x663), 3);
    EXPECT_EQ(digit_value(U'x'), -1);
}

}  // namespace
}  // namespace cdp::text
