// SPDX-License-Identifier: PostgreSQL
#include "core/text/date.hpp"

#include <gtest/gtest.h>

#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Date, Forms) {
    const struct { const char* text; const char* day_first; const char* month_first; } cases[] = {
        {"1972-05-12", "1972-05-12", "1972-05-12"},
        {"1972/5/2", "1972-05-02", "1972-05-02"},
        {"19720512", "1972-05-12", "1972-05-12"},
        {"12051972", "1972-05-12", "1972-12-05"},
        {"12/05/1972", "1972-05-12", "1972-12-05"},
        {"12.5.72", "1972-05-12", "1972-12-05"},
        {"12/25/1972", "1972-12-25", "1972-12-25"},
        {"25/12/1972", "1972-12-25", "1972-12-25"},
        {"72-05-12", "1972-05-12", "1972-05-12"},
        {"1/2/03", "2003-02-01", "2003-01-02"},
        {"1/2/31", "1931-02-01", "1931-01-02"},
        {"12-Mar-1985", "1985-03-12", "1985-03-12"},
        {"12mar85", "1985-03-12", "1985-03-12"},
        {"March 5th, 1972", "1972-03-05", "1972-03-05"},
        {"1er janvier 1980", "1980-01-01", "1980-01-01"},
        {"5. M\u00E4rz 1972", "1972-03-05", "1972-03-05"},
        {"5 de marzo de 1972", "1972-03-05", "1972-03-05"},
        {"5 ao\u00FBt 1972", "1972-08-05", "1972-08-05"},
        {"2020-10-27T21:47:38Z", "2020-10-27", "2020-10-27"},
        {"2020-10-27 21:47:38.123+02:00", "2020-10-27", "2020-10-27"},
        {"20201027T214738Z", "2020-10-27", "2020-10-27"},
        {"10/27/2020 9:47 PM", "2020-10-27", "2020-10-27"},
        {"20201027214738", "2020-10-27", "2020-10-27"},
        {"vendredi 12 mai 1972", "1972-05-12", "1972-05-12"},
        {"mar. 5 mai 1972", "1972-05-05", "1972-05-05"},
        {"mar 5 1972", "1972-03-05", "1972-03-05"},
        {"Fri, 12 May 1972", "1972-05-12", "1972-05-12"},
        {"Fri May 12 1972", "1972-05-12", "1972-05-12"},
        {"12/05/1972 (Friday)", "1972-05-12", "1972-12-05"},
        {"Freitag, den 12. Mai 1972", "1972-05-12", "1972-05-12"},
        {"viernes, 12 de mayo de 1972", "1972-05-12", "1972-05-12"},
        {"sexta-feira, 12 de maio de 1972", "1972-05-12", "1972-05-12"},
        {"venerd\u00EC 12 maggio 1972", "1972-05-12", "1972-05-12"},
        {"1\u00BA de enero de 1980", "1980-01-01", "1980-01-01"},
        {"12 f\u00E9vr. 1972", "1972-02-12", "1972-02-12"},
        {"2nd Jan '72", "1972-01-02", "1972-01-02"},
        {"1972\u5E745\u670812\u65E5", "1972-05-12", "1972-05-12"},
        {"29/02/2000", "2000-02-29", "2000-02-29"},
        {"9999-12-31", "9999-12-31", "9999-12-31"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_date(c.text, true), c.day_first) << c.text;
        EXPECT_EQ(normalize_date(c.text, false), c.month_first) << c.text;
    }
}

TEST(Date, WhatIsNone) {
    for (const char* text : {"", "1999", "30/02/2000", "29/02/1900", "00/00/0000", "01 23 45 67 89", "10.11.12.13", "12/05",
                             "2020-13-40", "Mars", "5 mars", "5 6 mars 1972", "1972-05-12 Paris", "32/01/2000",
                             "0663801291", "-1972-05-12", "5 mars avril 1972", "44197", "26431.0",
                             "31 feb 2000", "12 mai 972", "12/05/12345", "vendredi"})
        EXPECT_EQ(normalize_date(text), std::nullopt) << text;
}

TEST(Date, PivotOfTwoDigitYears) {
    EXPECT_EQ(normalize_date("1/1/30"), "2030-01-01");
    EXPECT_EQ(normalize_date("1/1/31"), "1931-01-01");
    EXPECT_EQ(normalize_date("1/1/31", true, 50), "2031-01-01");
    EXPECT_EQ(normalize_date("1/1/00", true, kSmallestPivot), "1900-01-01");
    EXPECT_EQ(normalize_date("1/1/99", true, kLargestPivot), "2099-01-01");
}

TEST(Date, IdempotentOnAnything) {
    Nasty nasty(7);
    for (int i = 0; i < 100000; i++) {
        const std::string s = nasty.next();
        if (const auto once = normalize_date(s)) {
            EXPECT_EQ(normalize_date(*once), once) << s;
            EXPECT_EQ(normalize_date(*once, false), once) << s;
        }
    }
}

}  // namespace
}  // namespace cdp::text
