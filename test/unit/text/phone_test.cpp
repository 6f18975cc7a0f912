// SPDX-License-Identifier: PostgreSQL
#include "core/text/phone.hpp"

#include <gtest/gtest.h>

#include "core/text/country.hpp"
#include "unit/text/nasty.hpp"

namespace cdp::text {
namespace {

TEST(Phone, Clean) {
    const struct { const char* text; const char* region; const char* clean; const char* key; } cases[] = {
        {"06 63 80 12 91", "FR", "+33663801291", "663801291"},
        {"06.63.80.12.91", "france", "+33663801291", "663801291"},
        {"+33 (0)645966053", "", "+33645966053", "33645966053"},
        {"00 33 6 63 80 12 91", "US", "+33663801291", "33663801291"},
        {"33663801291", "FR", "+33663801291", "33663801291"},
        {"(617) 493-5143 ext. 12", "US", "+16174935143", "6174935143"},
        {"07860 837568", "UK", "+447860837568", "7860837568"},
        {"02 1234567", "IT", "+39021234567", "21234567"},
        {"+33 06 63 80 12 91", "", "+33663801291", "330663801291"},
        {"tel:+33-6-63-80-12-91", "", "+33663801291", "33663801291"},
        {"1-800-FLOWERS", "US", "+18003569377", "1800"},
        {"tel: 06 63 80 12 91", "", "0663801291", "663801291"},
        {"T\u00E9l. : 06 63 80 12 91", "FR", "+33663801291", "663801291"},
        {"\u260E 06 63 80 12 91 (M\u00E8re)", "FR", "+33663801291", "663801291"},
        {"\u0660\u0666\u0666\u0663\u0668\u0660\u0661\u0662\u0669\u0661", "FR", "+33663801291", "663801291"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(normalize_phone(c.text, c.region), c.clean) << c.text;
        EXPECT_EQ(phone_key(c.text), c.key) << c.text;
    }
}

TEST(Phone, WhatIsNone) {
    EXPECT_EQ(normalize_phone("07.87.47.85.990", "FR"), std::nullopt);
    EXPECT_EQ(normalize_phone("12"), std::nullopt);
    EXPECT_EQ(normalize_phone("Jean", "FR"), std::nullopt);
    EXPECT_EQ(normalize_phone("12 rue Foch 75001"), std::nullopt);
    EXPECT_EQ(normalize_phone("+999 1234567"), std::nullopt);
    EXPECT_EQ(normalize_phone("0001 73)M(06", "NL"), std::nullopt);  // zeros left of which a reading takes one more
    EXPECT_EQ(normalize_phone(std::string(1000, '1'), "FR"), std::nullopt);
}

TEST(Phone, RemarksBehindGo) {
    const struct { const char* text; const char* region; const char* clean; } cases[] = {
        {"0171 234567 Papa", "DE", "+49171234567"},           {"030 901820 B\u00FCro", "DE", "+4930901820"},
        {"+49 30 901820 privat", "", "+4930901820"},          {"0151 40862957 dpt", "DE", "+4915140862957"},
        {"01 45 22 31 89 (bureau)", "FR", "+33145223189"},    {"01 45 22 31 89 - domicile", "FR", "+33145223189"},
        {"617 493 5143 home", "US", "+16174935143"},          {"06 63 80 12 91 ou 01 45 22 31 89", "FR", "+33663801291"},
        {"06 63 80 12 91 (apr\u00E8s 18h)", "FR", "+33663801291"}, {"06 63 80 12 91 bureau", "", "0663801291"},
        {"663801291.0", "FR", "+33663801291"},                {"33663801291.0", "FR", "+33663801291"},
        {"663801291.0", "", "663801291"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_phone(c.text, c.region), c.clean) << c.text;
}

TEST(Phone, LettersAmongDigitsAreNone) {
    for (const char* text : {"06 63 80 12 9O", "06 63 8O 12 91", "O6 63 80 12 91", "06 63 80 12 XX", "06 63 80 xx xx", "06 63 80 12 9 O",
                             "0663801291p", "6.63801291E8", "06 63 80 12 9", "+33 0663 8012"})
        EXPECT_EQ(normalize_phone(text, "FR"), std::nullopt) << text;
    EXPECT_EQ(normalize_phone("0171 23XX", "DE"), std::nullopt);
    EXPECT_EQ(normalize_phone("06 63 80 12 9O"), std::nullopt);
}

TEST(Phone, VanityLetters) {
    const struct { const char* text; const char* region; const char* clean; } cases[] = {
        {"+1 800 FLOWERS", "", "+18003569377"},   {"1-800-GO-FEDEX", "US", "+18004633339"}, {"800-4FLOWER", "US", "+18004356937"},
        {"1-800-FLOWERS ext. 12", "CA", "+18003569377"}, {"0800 FLOWERS", "DE", "+498003569377"},
        {"+49 800 FLOWERS", "US", "+498003569377"},
    };
    for (const auto& c : cases) EXPECT_EQ(normalize_phone(c.text, c.region), c.clean) << c.text;
    EXPECT_EQ(normalize_phone("030 FLOWERS", "DE"), std::nullopt);
    EXPECT_EQ(normalize_phone("1-800-FLOWERS"), std::nullopt);
}

TEST(Phone, RegionIsACallingCode) {
    for (const char* region : {"33", "+33", " +33 ", "FR", "France"})
        EXPECT_EQ(normalize_phone("06 63 80 12 91", region), "+33663801291") << region;
    for (const char* region : {"Farnce", "XX", "999", "800", "0"})
        EXPECT_EQ(normalize_phone("06 63 80 12 91", region), "0663801291") << region;
}

TEST(Phone, JunkIsNone) {
    for (const char* region : {"", "FR", "US"})
        for (const char* junk : {"0000000000", "+33000000000", "06 00 00 00 00", "+1 999 999 9999", "0123456789", "0000000000 x12"})
            EXPECT_EQ(normalize_phone(junk, region), std::nullopt) << junk << " " << region;
}

TEST(Phone, IdempotentOnAnything) {
    Nasty nasty(6);
    for (int i = 0; i < 20000; i++) {
        const std::string s = nasty.next();
        for (const char* region : {"", "FR", "US", "IT"}) {
            for (const bool extension : {false, true})
                if (const auto once = normalize_phone(s, region, extension)) {
                    EXPECT_EQ(normalize_phone(*once, region, extension), once) << s << " " << region;
                }
        }
        const std::string key = phone_key(s);
        EXPECT_EQ(phone_key(key), key);
    }
}

TEST(Phone, Extensions) {
    for (const char* text : {"(617) 493-5143 ext. 12", "617-493-5143 x12", "+1 617 493 5143;ext=12", "tel:+1-617-493-5143;ext=12"}) {
        EXPECT_EQ(normalize_phone(text, "US"), "+16174935143") << text;
        EXPECT_EQ(normalize_phone(text, "US", true), "+16174935143;ext=12") << text;
    }
    for (const char* text : {"01 45 22 31 89 poste 12", "01 45 22 31 89, int. 12", "01 45 22 31 89 anexo 12", "01 45 22 31 89 Durchwahl: 12",
                             "01 45 22 31 89 App. 12 (bureau)"})
        EXPECT_EQ(normalize_phone(text, "FR", true), "+33145223189;ext=12") << text;
    EXPECT_EQ(normalize_phone("+16174935143;ext=12", {}, true), "+16174935143;ext=12");
    EXPECT_EQ(normalize_phone("6174935143 x12", {}, true), "6174935143");
}

TEST(Phone, Facts) {
    const struct { const char* text; const char* region; const char* of; const char* kind; } cases[] = {
        {"06 63 80 12 91", "FR", "FR", "mobile"},      {"01 42 68 53 00", "FR", "FR", "fixed"},
        {"+1 617 493 5143", "", "US", "fixed_or_mobile"}, {"+44 7860 837568", "FR", "GB", "mobile"},
        {"0800 123 456", "FR", "FR", "toll_free"},     {"+800 1234 5678", "", "001", "toll_free"},
    };
    for (const auto& c : cases) {
        const auto facts = phone_facts(c.text, c.region);
        ASSERT_TRUE(facts.has_value()) << c.text;
        EXPECT_EQ(facts->region, c.of) << c.text;
        EXPECT_EQ(facts->kind, c.kind) << c.text;
    }
    for (const char* text : {"0663801291", "+33 0000000000", "+1 000 493 5143", "abc", ""})
        EXPECT_FALSE(phone_facts(text).has_value()) << text;
}

TEST(Phone, Parts) {
    const auto whole = phone_parts("+33 6 63 80 12 91 ext 7");
    ASSERT_TRUE(whole.has_value());
    EXPECT_EQ(whole->country, 33);
    EXPECT_EQ(whole->national, "663801291");
    EXPECT_EQ(whole->extension, "7");
    const auto digits = phone_parts("06 63 80 12 91");
    ASSERT_TRUE(digits.has_value());
    EXPECT_EQ(digits->country, 0);
    EXPECT_EQ(digits->national, "0663801291");
    EXPECT_FALSE(phone_parts("0000000000").has_value());
}

TEST(Country, NamesAndCodes) {
    const struct { const char* text; const char* code; } cases[] = {
        {"fr", "FR"}, {"FRA", "FR"}, {"Frankreich", "FR"}, {"uk", "GB"}, {"Espa\u00F1a", "ES"}, {"Schweiz", "CH"},
        {"U.S.A.", ""}, {"USA", "US"}, {"\u0395\u03BB\u03BB\u03AC\u03B4\u03B1", "GR"}, {"Polska", "PL"},
        {"\u65E5\u672C", "JP"}, {"XX", ""}, {"", ""}, {"Maroc", "MA"},
        {"D", "DE"}, {"a", "AT"}, {"SLO", "SI"}, {"CH", "CH"}, {"x", ""}, {"49", ""}, {"XK", "XK"},
    };
    for (const auto& c : cases) EXPECT_EQ(country_code(c.text), c.code) << c.text;
}

TEST(Phone, RegionsThatAreTold) {
    const struct { const char* text; const char* code; } cases[] = {
        {"Frankreich", "FR"}, {"D", "DE"}, {"49", "DE"}, {"+33", "FR"}, {" 44 ", "GB"}, {"1", "US"}, {"xk", "XK"}, {"383", "XK"},
        {"800", ""}, {"999", ""}, {"XX", ""}, {"Farnce", ""}, {"", ""},
    };
    for (const auto& c : cases) EXPECT_EQ(region_code(c.text), c.code) << c.text;
    EXPECT_EQ(normalize_phone("044 123456", "XK"), "+38344123456");
}

}  // namespace
}  // namespace cdp::text
