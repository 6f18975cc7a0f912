// SPDX-License-Identifier: PostgreSQL
#include "core/text/metaphone.hpp"

#include <gtest/gtest.h>

#include <random>

#include "core/text/fold.hpp"
#include "ref/phonetic.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

// Values of Apache Commons Codec, beyond the four letters at which that one cuts.
TEST(Metaphone, Published) {
    const struct { const char* text; const char* code; } cases[] = {
        {"howl", "HL"}, {"testing", "TSTNK"}, {"The", "0"}, {"quick", "KK"}, {"brown", "BRN"}, {"fox", "FKS"},
        {"jumped", "JMPT"}, {"over", "OFR"}, {"lazy", "LS"}, {"dogs", "TKS"}, {"Thumb", "0M"}, {"comb", "KM"},
        {"science", "SNS"}, {"schedule", "SKTL"}, {"dodge", "TJ"}, {"ciapo", "XP"}, {"shot", "XT"}, {"pulsion", "PLXN"},
        {"portion", "PRXN"}, {"retch", "RX"}, {"phish", "FX"}, {"Knight", "NT"}, {"Wright", "RT"}, {"Xavier", "SFR"},
        {"Thompson", "0MPSN"}, {"", ""}, {"42", ""}, {"SCENE", "SN"}, {"SCY", "S"}, {"GNU", "N"}, {"SIGNED", "SNT"},
        {"GHENT", "KNT"}, {"BAUGH", "B"}, {"AXEAXE", "AKSKS"}, {"ODSIAN", "OTXN"}, {"WATCH", "WX"}, {"OTIA", "OX"},
        {"CHARACTER", "XRKTR"}, {"SCHEMATIC", "SKMTK"}, {"DISCHARGE", "TSKRJ"}, {"ECHO", "EX"}, {"TEACH", "TX"},
        {"CHRIST", "XRST"}, {"CIAO", "X"}, {"CITY", "ST"}, {"DODGY", "TJ"}, {"ADGIEMTI", "AJMT"}, {"TOMB", "TM"},
        {"WOMB", "WM"}, {"Aero", "ER"}, {"Eure", "ER"}, {"Xalan", "SLN"}, {"Susannah", "SSN"},
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

TEST(Metaphone, LikeTheTextbook) {
    Nasty nasty(12);
    for (int i = 0; i < 2000; i++) {
        const std::string s = nasty.next() + nasty.next();
        EXPECT_EQ(metaphone(s), ref::metaphone(fold(s))) << s;
    }
    // Words of the letters that its rules look for.
    constexpr std::string_view kLetters = "ACDEGHIKMNOPSTWXY";
    std::mt19937 random(12);
    for (int i = 0; i < 20000; i++) {
        std::string s(1 + random() % 9, ' ');
        for (char& c : s) c = kLetters[random() % kLetters.size()];
        ASSERT_EQ(metaphone(s), ref::metaphone(fold(s))) << s;
    }
}

}  // namespace
}  // namespace cdp::text
