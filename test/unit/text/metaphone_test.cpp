// SPDX-License-Identifier: PostgreSQL
#include "core/text/metaphone.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Metaphone, Published) {
    const struct { const char* text; const char* code; } cases[] = {
        {"howl", "HL"}, {"testing", "TSTNK"}, {"The", "0"}, {"quick", "KK"}, {"brown", "BRN"}, {"fox", "FKS"},
        {"jumped", "JMPT"}, {"over", "OFR"}, {"lazy", "LS"}, {"dogs", "TKS"}, {"Thumb", "0M"}, {"comb", "KM"},
        {"science", "SNS"}, {"schedule", "SKTL"}, {"dodge", "TJ"}, {"ciapo", "XP"}, {"shot", "XT"}, {"pulsion", "PLXN"},
        {"portion", "PRXN"}, {"retch", "RX"}, {"phish", "FX"}, {"Knight", "NT"}, {"Wright", "RT"}, {"Xavier", "SFR"},
        {"Thompson", "0MPSN"}, {"", ""}, {"42", ""},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(metaphone(c.text), c.code) << c.text;
    }
}

TEST(Metaphone, OnlyItsAlphabetOnAnything) {
    Nasty nasty(11);
    for (int i = 0; i < 20000; i++)
        EXPECT_EQ(metaphone(nasty.next()).find_first_not_of("0ABEFHIJKLMNOPRSTUWXY"), std::string::npos);
}

}  // namespace
}  // namespace cdp::text
