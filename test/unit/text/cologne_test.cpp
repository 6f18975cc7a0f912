// SPDX-License-Identifier: PostgreSQL
#include "core/text/cologne.hpp"

#include <gtest/gtest.h>

#include "core/text/fold.hpp"
#include "ref/phonetic.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

// Examples of Apache Commons Codec (up to 1.17: later ones drop digits that only a vowel parts) and of Wikipedia.
TEST(Cologne, Published) {
    const struct { const char* text; const char* code; } cases[] = {
        {"M\u00FCller-L\u00FCdenscheidt", "65752682"}, {"Wikipedia", "3412"}, {"Breschnew", "17863"}, {"a", "0"},
        {"\u00E4", "0"}, {"\u00DF", "8"}, {"aa", "0"}, {"ha", "0"}, {"h", ""}, {"aha", "0"}, {"b", "1"}, {"p", "1"},
        {"ph", "3"}, {"x", "48"}, {"ax", "048"}, {"cx", "48"}, {"l", "5"}, {"cl", "45"}, {"acl", "085"}, {"mn", "6"},
        {"M\u00FCller", "657"}, {"schmidt", "862"}, {"schneider", "8627"}, {"fischer", "387"}, {"weber", "317"},
        {"wagner", "3467"}, {"becker", "147"}, {"hoffmann", "0366"}, {"m\u00F6nchengladbach", "664645214"}, {"Sch\u00E4fer", "837"}, {"peter", "127"},
        {"pharma", "376"}, {"deutsch", "28"}, {"deutz", "28"}, {"hamburg", "06174"}, {"hannover", "0637"},
        {"christstollen", "478256"}, {"Xanthippe", "48621"}, {"Zacharias", "8478"}, {"Holzbau", "0581"},
        {"matsch", "68"}, {"matz", "68"}, {"Arbeitsamt", "071862"}, {"Eberhard", "01772"}, {"Celsius", "8588"},
        {"Ace", "08"}, {"shch", "84"}, {"xch", "484"}, {"heithabu", "021"}, {"bergisch-gladbach", "174845214"},
        {"Test test", "28282"}, {"TesT#Test", "28282"}, {"mella", "65"}, {"muehle", "65"}, {"Meier", "67"},
        {"Major", "67"}, {"Aaclan", "0856"}, {"Aychlmajr", "04567"}, {"", ""}, {"42", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(cologne(c.text), c.code) << c.text;
}

TEST(Cologne, LikeTheTextbook) {
    Nasty nasty(22);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        EXPECT_EQ(cologne(s), ref::cologne(fold(s))) << s;
    }
}

}  // namespace
}  // namespace cdp::text
