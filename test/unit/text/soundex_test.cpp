// SPDX-License-Identifier: PostgreSQL
#include "core/text/soundex.hpp"

#include <gtest/gtest.h>

#include "core/text/fold.hpp"
#include "ref/phonetic.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

// The examples of the National Archives, fuzzystrmatch and Apache Commons Codec, and what stands around them.
TEST(Soundex, Published) {
    const struct { const char* text; const char* code; } cases[] = {
        {"Washington", "W252"}, {"Lee", "L000"}, {"Gutierrez", "G362"}, {"Pfister", "P236"}, {"Jackson", "J250"},
        {"Tymczak", "T522"}, {"Ashcraft", "A261"}, {"Robert", "R163"}, {"Rupert", "R163"}, {"Rubin", "R150"},
        {"Honeyman", "H555"}, {"O'Hara", "O600"}, {"M\u00FCller", "M460"}, {"\u0416\u0443\u043A\u043E\u0432", "Z210"},
        {"  de la Cruz", "D426"}, {"", ""}, {"123", ""}, {"VanDeusen", "V532"}, {"Allricht", "A462"},
        {"Eberhard", "E166"}, {"Engebrethson", "E521"}, {"Heimbach", "H512"}, {"Hanselmann", "H524"},
        {"Hildebrand", "H431"}, {"Kavanagh", "K152"}, {"Lind", "L530"}, {"Lukaschowsky", "L222"}, {"McDonnell", "M235"},
        {"McGee", "M200"}, {"Opnian", "O155"}, {"Riedemanas", "R355"}, {"Zita", "Z300"}, {"Zitzmeinn", "Z325"},
        {"hello world!", "H464"}, {"Anne", "A500"}, {"Andrew", "A536"}, {"Margaret", "M626"}, {"HOL>MES", "H452"},
    };
    for (const auto& c : cases) EXPECT_EQ(soundex(c.text), c.code) << c.text;
}

TEST(Soundex, LikeTheTextbook) {
    Nasty nasty(20);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next() + nasty.next();
        EXPECT_EQ(soundex(s), ref::soundex(fold(s))) << s;
    }
    EXPECT_EQ(soundex("Ashcr\u00E4ft"), "A261");
    EXPECT_EQ(soundex("Roberty\u0301 Smith"), soundex("Robert\u00FD Smith"));
}

}  // namespace
}  // namespace cdp::text
