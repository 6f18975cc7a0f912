// SPDX-License-Identifier: PostgreSQL
// Numbers are public examples: VIES and HMRC documentation, python-stdnum, and the numbers of large companies.
#include "core/text/vat.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cdp::text {
namespace {

TEST(Vat, Valid) {
    for (const char* s : {"ATU13585627", "BE0428759497", "BG175074752", "CHE107787577", "CHE107787577MWST", "CY10259033P",
                          "CZ25123891", "DE136695976", "DK13585628", "EE100931558", "EL094259216", "ESB58378431",
                          "ES54362315K", "ESX2482300W", "ESJ99216582", "FI20774740", "FR40303265045", "FR23334175221",
                          "FRK7399859412", "GB980780684", "GBGD001", "GBHA599", "HR33392005961", "HU12892312", "IE6433435F",
                          "IE6433435OA", "IT00743110157", "LT119511515", "LU15027442", "LV40003521600", "MT11679112",
                          "NL004495445B01", "NL002455799B11", "PL8567346215", "PT501964843", "RO18547290", "SE123456789701",
                          "SI50223054", "SK2022749619", "XI980780684"})
        EXPECT_TRUE(is_vat(s)) << s;
}

TEST(Vat, Invalid) {
    for (const char* s : {"", "FR", "FR41303265045", "FR84323140391", "ATU13585626", "BE0428759498", "CHE107787578",
                          "DE136695978", "DK13585627", "EL123456781", "ES54362315Z", "ESB58378432", "FI20774741",
                          "GB802311781", "GBGD500", "GBHA100", "IT00743110158", "LU15027443", "NL123456789B90",
                          "PL8567346216", "PT501964842", "SE123456789101", "SI50223055", "US123456789", "303265045"})
        EXPECT_FALSE(is_vat(s)) << s;
}

// Every digit of a checked number counts, where the scheme is one that sees all single errors.
TEST(Vat, SingleDigitErrors) {
    for (std::string s : {"ATU13585627", "BE0428759497", "DE136695976", "DK13585628", "FI20774740",
                          "LU15027442", "PT501964843", "IT00743110157"})
        for (char& at : s) {
            const char right = at;
            for (char wrong = '0'; wrong <= '9' && right >= '0' && right <= '9'; wrong++) {
                at = wrong;
                if (wrong != right && s.find_first_not_of("0", 4) != std::string::npos) {
                    EXPECT_FALSE(is_vat(s)) << s;
                }
            }
            at = right;
        }
}

}  // namespace
}  // namespace cdp::text
