// SPDX-License-Identifier: PostgreSQL
#include "core/text/accents.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/text/fold.hpp"
#include "core/text/utf8.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(StripAccents, Letters) {
    const struct { const char* text; const char* plain; } cases[] = {
        {"", ""}, {"plain Text, 12!", "plain Text, 12!"}, {"Élève à l’Île", "Eleve a l’Ile"}, {"ŁÓDŹ, Łódź", "LODZ, Lodz"},
        {"Straße STRAẞE", "Strasse STRASSE"}, {"Ærø ÆRØ Œuvre ŒUVRE cœur", "Aero AERO Oeuvre OEUVRE coeur"}, {"æ Æ", "ae Ae"},
        {"Þór Ðuro đak", "Thor Duro dak"}, {"İstanbul ışık", "Istanbul isik"}, {"Nguyễn Thị Ấm", "Nguyen Thi Am"},
        {"e\u0301te\u0301 A\u030A", "ete A"}, {"Ἀθηνᾶ Αθήνα ϊΐ", "Αθηνα Αθηνα ιι"}, {"Сергей Ёлка Їжак", "Сергей Ёлка Їжак"},
        {"и\u0306", "й"}, {"За\u0301мок", "Замок"}, {"山田 さとう が", "山田 さとう が"}, {"か\u3099", "が"}, {"김", "김"},
        {"สมชาย हिन्दी שָׁלוֹם مُحَمَّد", "สมชาย हिन्दी שָׁלוֹם مُحَمَّد"}, {"½ n° ª «é»", "½ n° ª «e»"}, {"\xff a", "\uFFFD a"},
        {"\u0301x", "x"},
    };
    for (const auto& c : cases) EXPECT_EQ(strip_accents(c.text), c.plain) << c.text;
}

TEST(StripAccents, IdempotentAndOfTheSameFold) {
    Nasty nasty(51);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next(), plain = strip_accents(s);
        EXPECT_EQ(strip_accents(plain), plain) << s;
        EXPECT_TRUE(valid_utf8(plain)) << s;
    }
    for (const char* s : {"Élève à l’Île", "ŁÓDŹ", "Straße", "Ærø", "Αθήνα", "Nguyễn", "e\u0301te\u0301"})
        EXPECT_EQ(fold(strip_accents(s)), fold(s)) << s;
}

// Cut at any place, a long text gives what its parts do.
TEST(StripAccents, LongTextsAndStopping) {
    std::string s, plain;
    for (int i = 0; i < 40000; i++) {
        s += i % 7 == 0 ? "Cafe\u0301 " : "Łódź\u3042";
        plain += i % 7 == 0 ? "Cafe " : "Lodz\u3042";
    }
    EXPECT_EQ(strip_accents(s), plain);
    EXPECT_THROW(strip_accents(s, CancelToken([](const void*) noexcept { return true; }, nullptr)), Error);
}

}  // namespace
}  // namespace cdp::text
