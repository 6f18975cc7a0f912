// SPDX-License-Identifier: PostgreSQL
#include "core/text/nysiis.hpp"

#include <gtest/gtest.h>

#include "core/text/fold.hpp"
#include "ref/phonetic.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

// Values of Apache Commons Codec, which takes them from dropby.com/NYSIISTextStrings.html.
TEST(Nysiis, Published) {
    const struct { const char* text; const char* code; } cases[] = {
        {"Brian", "BRAN"}, {"Brown", "BRAN"}, {"Brun", "BRAN"}, {"Capp", "CAP"}, {"Cope", "CAP"}, {"Kipp", "CAP"},
        {"Dent", "DAD"}, {"Dane", "DAN"}, {"Dionne", "DAN"}, {"MACINTOSH", "MCANT"}, {"KNUTH", "NAT"}, {"KOEHN", "CAN"},
        {"PHILLIPSON", "FALAPSAN"}, {"PFEISTER", "FASTAR"}, {"SCHOENHOEFT", "SANAFT"}, {"MCKEE", "MCY"},
        {"MACKIE", "MCY"}, {"HEITSCHMIDT", "HATSNAD"}, {"BART", "BAD"}, {"HURD", "HAD"}, {"HUNT", "HAD"},
        {"WESTERLUND", "WASTARLAD"}, {"CASSTEVENS", "CASTAFAN"}, {"VASQUEZ", "VASG"}, {"FRAZIER", "FRASAR"},
        {"BOWMAN", "BANAN"}, {"MCKNIGHT", "MCNAGT"}, {"RICKERT", "RACAD"}, {"DEUTSCH", "DAT"}, {"WESTPHAL", "WASTFAL"},
        {"SHRIVER", "SRAVAR"}, {"KUHL", "CAL"}, {"RAWSON", "RASAN"}, {"JILES", "JAL"}, {"CARRAWAY", "CARY"},
        {"YAMADA", "YANAD"}, {"Phil", "FAL"}, {"O'Daniel", "ODANAL"}, {"O'Donnel", "ODANAL"}, {"Corey", "CARY"},
        {"FUZZY", "FASY"}, {"MACX", "MCX"}, {"KNX", "NX"}, {"KX", "CX"}, {"PHX", "FX"}, {"PFX", "FX"}, {"SCHX", "SX"},
        {"XEE", "XY"}, {"XIE", "XY"}, {"XDT", "XD"}, {"XND", "XD"}, {"XEV", "XAF"}, {"XAX", "XAX"}, {"XQ", "XG"},
        {"XZ", "X"}, {"XM", "XN"}, {"XS", "X"}, {"XSS", "X"}, {"XAY", "XY"}, {"XAYS", "XY"}, {"XA", "X"}, {"XAS", "X"},
        {"Schmidt", "SNAD"}, {"Smith", "SNAT"}, {"Schmit", "SNAT"}, {"Kobwick", "CABWAC"}, {"Kocher", "CACAR"},
        {"Fesca", "FASC"}, {"Shom", "SAN"}, {"Ohlo", "OL"}, {"Uhu", "UH"}, {"Um", "UN"}, {"Trueman", "TRANAN"},
        {"M\u00FCller", "MALAR"}, {"As", "A"}, {"A", "A"}, {"S", "S"}, {"", ""}, {"42", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(nysiis(c.text), c.code) << c.text;
}

TEST(Nysiis, LikeTheTextbook) {
    Nasty nasty(23);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        EXPECT_EQ(nysiis(s), ref::nysiis(fold(s))) << s;
    }
}

}  // namespace
}  // namespace cdp::text
