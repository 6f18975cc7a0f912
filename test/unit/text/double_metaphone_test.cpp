// SPDX-License-Identifier: PostgreSQL
#include "core/text/double_metaphone.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(DoubleMetaphone, Published) {
    const struct { const char* text; const char* primary; const char* alternate; } cases[] = {
        {"Smith", "SM0", "XMT"},       {"Schmidt", "XMT", "SMT"},     {"Thomas", "TMS", "TMS"},
        {"Thumb", "0M", "TM"},         {"Michael", "MKL", "MXL"},     {"Jose", "HS", "HS"},
        {"Bacher", "PKR", "PKR"},      {"Caesar", "SSR", "SSR"},      {"Chianti", "KNT", "KNT"},
        {"McHugh", "MK", "MK"},        {"Focaccia", "FKX", "FKX"},    {"Edge", "AJ", "AJ"},
        {"Cagney", "KKN", "KKN"},      {"Tagliaro", "TKLR", "TLR"},   {"Hugh", "H", "H"},
        {"Laugh", "LF", "LF"},         {"Cabrillo", "KPRL", "KPR"},   {"Rogier", "RJ", "RJR"},
        {"Island", "ALNT", "ALNT"},    {"Sugar", "XKR", "SKR"},       {"Carlisle", "KRLL", "KRLL"},
        {"Schenker", "XNKR", "SKNK"},  {"School", "SKL", "SKL"},      {"Arnow", "ARN", "ARNF"},
        {"Filipowicz", "FLPT", "FLPF"}, {"Breaux", "PR", "PR"},       {"Zhao", "J", "J"},
        {"Wasserman", "ASRM", "FSRM"}, {"Xavier", "SF", "SFR"},       {"Knight", "NT", "NT"},
        {"Campbell", "KMPL", "KMPL"},  {"Accident", "AKST", "AKST"},  {"", "", ""},
        {"12", "", ""},
    };
    for (const auto& c : cases) {
        const DoubleMetaphone code = double_metaphone(c.text);
        EXPECT_EQ(code.primary, c.primary) << c.text;
        EXPECT_EQ(code.alternate, c.alternate) << c.text;
    }
}

TEST(DoubleMetaphone, ShortCodesOnAnything) {
    Nasty nasty(12);
    for (int i = 0; i < 20000; i++) {
        const DoubleMetaphone code = double_metaphone(nasty.next());
        EXPECT_LE(code.primary.size(), 4u);
        EXPECT_LE(code.alternate.size(), 4u);
        EXPECT_EQ((code.primary + code.alternate).find_first_not_of("0AFHJKLMNPRSTX"), std::string::npos);
    }
}

}  // namespace
}  // namespace cdp::text
