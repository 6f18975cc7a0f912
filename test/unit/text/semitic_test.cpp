// SPDX-License-Identifier: PostgreSQL
#include "core/text/semitic.hpp"

#include <gtest/gtest.h>

#include "core/text/fold.hpp"

namespace cdp::text {
namespace {

std::string arabic(std::u32string_view word) {
    std::string out;
    spell_arabic(word, out);
    return out;
}

std::string hebrew(std::u32string_view word) {
    std::string out;
    spell_hebrew(word, out);
    return out;
}

TEST(Semitic, ArabicVowelsAndConsonants) {
    EXPECT_EQ(arabic(U"\u064A\u0648\u0633\u0641"), "yusf");                    // Yusuf
    EXPECT_EQ(arabic(U"\u0646\u0648\u0627\u0644"), "nwal");                    // Nawal
    EXPECT_EQ(arabic(U"\u0633\u0639\u064A\u062F"), "sid");                     // Said
    EXPECT_EQ(arabic(U"\u0639\u0627\u0626\u0634\u0629"), "aisha");            // Aisha
    EXPECT_EQ(arabic(U"\u0623\u0648\u0631\u062F\u0627"), "urda");             // Orda
    EXPECT_EQ(arabic(U"\u0625\u064A\u0645\u0627\u0646"), "iman");             // Iman
    EXPECT_EQ(arabic(U"\u067E\u0631\u0648\u06CC\u0632"), "pruiz");            // Parviz, Persian
    EXPECT_EQ(arabic(U"\u064A\u0648\u0631\u064A\u062A\u0634"), "yurich");    // a foreign ch
    EXPECT_EQ(arabic(U""), "");
}

TEST(Semitic, HebrewVowelsAndConsonants) {
    EXPECT_EQ(hebrew(U"\u05D3\u05D5\u05D3"), "dod");                            // David, without points
    EXPECT_EQ(hebrew(U"\u05E9\u05DC\u05DE\u05D4"), "shlma");                   // Shlomo
    EXPECT_EQ(hebrew(U"\u05D9\u05D5\u05E1\u05E3"), "yosf");                    // Yosef
    EXPECT_EQ(hebrew(U"\u05D2\u05F3\u05D5\u05DF"), "jon");                     // John
    EXPECT_EQ(hebrew(U"\u05D0\u05D5\u05E8\u05D9"), "ori");                     // Uri
    EXPECT_EQ(hebrew(U"\u05D5\u05D5\u05D9\u05DC"), "vil");
    EXPECT_EQ(hebrew(U""), "");
}

TEST(Semitic, PointsAndApostrophes) {
    EXPECT_EQ(fold("\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD"), fold("\u05E9\u05DC\u05D5\u05DD"));
    EXPECT_EQ(fold("\uFB2A\u05DC\u05D5\u05DD"), fold("\u05E9\u05DC\u05D5\u05DD"));
    EXPECT_EQ(fold("\u05D2'\u05D5\u05DF"), "jon");
    EXPECT_EQ(fold("\u0639\u0640\u0640\u0644\u064A"), "ali");
    EXPECT_TRUE(is_arabic_letter(0x628));
    EXPECT_FALSE(is_arabic_letter(0x64B));
    EXPECT_TRUE(is_hebrew_letter(0x5D0));
    EXPECT_TRUE(is_semitic_point(0x5B0));
}

}  // namespace
}  // namespace cdp::text
