// SPDX-License-Identifier: PostgreSQL
#include "core/text/double_metaphone.hpp"

#include <gtest/gtest.h>

#include <random>

#include "core/text/fold.hpp"
#include "ref/double_metaphone.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

// Philips' own examples, and fuzzystrmatch's.
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
        {"12", "", ""},                {"5h5", "", ""},               {"h5", "", ""},
        {"dictionary", "TKXN", "TKXN"}, {"Williams", "ALMS", "FLMS"}, {"haystack", "HSTK", "HSTK"},
        {"tijuana", "TJN", "TJN"},     {"Occasionally", "AKSN", "AKXN"}, {"dangerous", "TNJR", "TNKR"},
        {"etiology", "ATLJ", "ATLK"},  {"circumstances", "SRKM", "SRKM"}, {"judgment", "JTKM", "ATKM"},
        {"lesion", "LSN", "LXN"},      {"chemistry", "KMST", "KMST"}, {"chorus", "KRS", "KRS"},
        {"architect", "ARKT", "ARKT"}, {"arch", "ARX", "ARK"},        {"orchestra", "ARKS", "ARKS"},
        {"wachtler", "AKTL", "FKTL"},  {"wechsler", "AKSL", "FKSL"},  {"tichner", "TXNR", "TKNR"},
        {"czerny", "SRN", "XRN"},      {"bellocchio", "PLX", "PLX"},  {"bacchus", "PKS", "PKS"},
        {"succeed", "SKST", "SKST"},   {"bertucci", "PRTX", "PRTX"},  {"mac caffrey", "MKFR", "MKFR"},
        {"mac gregor", "MKRK", "MKRK"}, {"ghislane", "JLN", "JLN"},   {"ghiradelli", "JRTL", "JRTL"},
        {"broughton", "PRTN", "PRTN"}, {"McLaughlin", "MKLF", "MKLF"}, {"gough", "KF", "KF"},
        {"biaggi", "PJ", "PK"},        {"san jacinto", "SNHS", "SNHS"}, {"Yankelovich", "ANKL", "ANKL"},
        {"Jankelowicz", "JNKL", "ANKL"}, {"bajador", "PJTR", "PHTR"}, {"gallegos", "KLKS", "KKS"},
        {"raspberry", "RSPR", "RSPR"}, {"hochmeier", "HKMR", "HKMR"}, {"snider", "SNTR", "XNTR"},
        {"schneider", "XNTR", "SNTR"}, {"schooner", "SKNR", "SKNR"},  {"schermerhorn", "XRMR", "SKRM"},
        {"resnais", "RSN", "RSNS"},    {"artois", "ART", "ARTS"},     {"Womo", "AM", "FM"},
        {"Arnoff", "ARNF", "ARNF"},    {"thames", "TMS", "TMS"},      {"gumbo", "KMP", "KMP"},
    };
    for (const auto& c : cases) {
        const DoubleMetaphone code = double_metaphone(c.text);
        EXPECT_EQ(code.primary, c.primary) << c.text;
        EXPECT_EQ(code.alternate, c.alternate) << c.text;
    }
}

// The code of a long text is read off its first words; the rules that look at its end or at all of it still hold.
TEST(DoubleMetaphone, LongTexts) {
    const struct { const char* text; const char* primary; const char* alternate; } cases[] = {
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", "AP", "AP"},
        {"gallegos de la vega y de los angeles de arriba", "KLKS", "KKST"},
        {"gallegos de la vega y de los angeles de abajo b", "KLKS", "KLKS"},
        {"tagliaro di san giovanni sul mare e sui monti", "TKLR", "TLRT"},
        {"tagliaro di san giovanni sul mare e sui monti k", "TKLR", "TKLR"},
    };
    for (const auto& c : cases) {
        const DoubleMetaphone code = double_metaphone(c.text);
        EXPECT_EQ(code.primary, c.primary) << c.text;
        EXPECT_EQ(code.alternate, c.alternate) << c.text;
    }
}

void expect_like_the_textbook(const std::string& s) {
    const auto [primary, alternate] = ref::DoubleMetaphone(fold(s)).codes();
    const DoubleMetaphone code = double_metaphone(s);
    EXPECT_EQ(code.primary, primary) << s;
    EXPECT_EQ(code.alternate, alternate) << s;
}

// Texts long enough to be read by their head, made of what the rules look for.
TEST(DoubleMetaphone, LikeTheTextbook) {
    static constexpr std::string_view kPieces[] = {
        "SCH", "ACH", "GH", "GN", "ILLO", "ALLE", "WICZ", "CIA", "CC", "UCCES", "JOSE", "SAN ", "VAN ", "IER", "UMB", "ER", "TH",
        "OM", "SIO", "SC", "WSKI", "O", "E", "A", " ", "X", "IE", "R", "AU", "Z", "G", "Y", "K", "L", "M", "I", "CZ", "CH",
        "HARIS", "B", "D", "F", "H", "N", "P", "Q", "S", "T", "V", "W", "3", "\u00E9", "\u0153", "\u2019",
    };
    std::mt19937 random(7);
    for (int i = 0; i < 60000; i++) {
        std::string s;
        for (std::size_t n = 1 + random() % 30; n > 0; n--) s += kPieces[random() % std::size(kPieces)];
        expect_like_the_textbook(s);
    }
    Nasty nasty(31);
    for (int i = 0; i < 20000; i++) expect_like_the_textbook(nasty.next() + nasty.next());
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
