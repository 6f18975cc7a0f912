// SPDX-License-Identifier: PostgreSQL
#include "core/text/match_rating.hpp"

#include <gtest/gtest.h>

#include "core/text/fold.hpp"
#include "ref/phonetic.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

// The examples of the NBS report as Wikipedia quotes them, and values of Apache Commons Codec.
TEST(MatchRating, Published) {
    const struct { const char* text; const char* codex; } cases[] = {
        {"Byrne", "BYRN"}, {"Boern", "BRN"}, {"Smith", "SMTH"}, {"Smyth", "SMYTH"}, {"Catherine", "CTHRN"},
        {"Kathryn", "KTHRYN"}, {"HARPER", "HRPR"}, {"uoiea.,-AEIOU", "U"}, {"aeiouAEIOU", "A"}, {".,-", ""}, {"E", "E"},
        {"Christopherson", "CHRRSN"}, {"\u00DAna", "UN"}, {"", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(match_rating(c.text), c.codex) << c.text;
}

TEST(MatchRating, ComparesAsPublished) {
    const struct { const char* a; const char* b; bool similar; } cases[] = {
        {"Byrne", "Boern", true}, {"Smith", "Smyth", true}, {"Catherine", "Kathryn", true}, {"Brian", "Bryan", true},
        {"Burns", "Bourne", true}, {"C\u00F3lm.   ", "C-ol\u00EDn", true}, {"Sean", "John", true},
        {"Sean", "Pete", false}, {"\u00DAna", "Oonagh", false}, {"Franciszek", "Frances", true},
        {"Karl", "Alessandro", false}, {"Moriarty", "OMuircheartaigh", false}, {"McGowan", "Mc Geoghegan", true},
        {"Micky", "Michael", true}, {"Oona", "Oonagh", true}, {"Peterson", "Peters", true}, {"Sam", "Samuel", true},
        {"S\u00E9an", "Shaun", true}, {"Al", "Ed", false}, {"Sophie", "Sofia", true}, {"Stephen", "Stefan", true},
        {"Stephen", "Steven", true}, {"Auerbach", "Uhrbach", true}, {"Cooper-Flynn", "Super-Lyn", true},
        {"Hailey", "Halley", true}, {"LEWINSKY", "LEVINSKI", true}, {"LIPSHITZ", "LIPPSZYC", true},
        {"Moskowitz", "Moskovitz", true}, {"SZLAMAWICZ", "SHLAMOVITZ", true}, {"Murphy", "Lynch", false},
        {"Murphy", "", false}, {"", "", false}, {"Tomasz", "tom", true}, {"Zach", "Zacharia", true},
        {"Karl", "C", false}, {"t", "test", false},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(match_rating_compare(c.a, c.b), c.similar) << c.a << " " << c.b;
        EXPECT_EQ(match_rating_compare(c.b, c.a), c.similar) << c.b << " " << c.a;
    }
}

TEST(MatchRating, LikeTheTextbook) {
    Nasty nasty(24);
    std::string before;
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        EXPECT_EQ(match_rating(s), ref::match_rating(fold(s))) << s;
        EXPECT_EQ(match_rating_compare(before, s), ref::match_rating_compare(fold(before), fold(s))) << before << "|" << s;
        EXPECT_EQ(match_rating_compare(s, s), !match_rating(s).empty());
        before = s;
    }
}

}  // namespace
}  // namespace cdp::text
