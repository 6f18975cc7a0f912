// SPDX-License-Identifier: PostgreSQL
#include "core/link/value_shapes.hpp"

#include <gtest/gtest.h>

namespace cdp::link {
namespace {

TEST(ValueShapes, Phones) {
    for (const char* yes : {"+49 170 1234567", "0170/2345678", "06.12.34.56.78", "(312) 443-3003", "04 16060046",
                            "5350990", "312-443-3003 x12", "04.83.75.98.77"})
        EXPECT_TRUE(looks_like_phone(yes)) << yes;
    for (const char* no : {"", "+", "12345", "1983-11-06", "19831106", "077-26-1481", "00-950", "12345-6789", "12.5",
                           "192.168.10.12", "2023-01-01 10:00", "1234567890123456", "call me", "12 rue"})
        EXPECT_FALSE(looks_like_phone(no)) << no;
    EXPECT_TRUE(looks_like_formatted_phone("0612345678"));
    EXPECT_FALSE(looks_like_formatted_phone("6123456789"));
}

TEST(ValueShapes, Dates) {
    EXPECT_EQ(date_shape("1983-11-06")->year, 1983);
    EXPECT_FALSE(date_shape("1983-11-06")->with_time);
    EXPECT_TRUE(date_shape("2020-10-27T21:47:38Z")->with_time);
    EXPECT_TRUE(date_shape("06/11/83"));
    EXPECT_FALSE(date_shape("45120231"));
    EXPECT_FALSE(date_shape("Paris"));
}

TEST(ValueShapes, TimesSince1970) {
    for (const char* yes : {"946684800", "1717243200", "1717243200123", " 1717243200 "}) EXPECT_TRUE(looks_like_epoch(yes)) << yes;
    for (const char* no : {"", "0", "946684799", "2208988800", "171724320012", "+1717243200", "1717243200.5", "99999999999999999999"})
        EXPECT_FALSE(looks_like_epoch(no)) << no;
}

TEST(ValueShapes, PostcodesOfManyCountries) {
    for (const char* yes : {"SW1A 2AA", "EC2N 9YJ", "m1 1ae", "K1A 0B1", "1234 AB", "00-950", "1000-001", "12345-6789",
                            "114 55", "D02 X285", "D-80331"})
        EXPECT_TRUE(is_telling_postcode(yes)) << yes;
    for (const char* yes : {"75001", "2000", "01067"}) {
        EXPECT_TRUE(looks_like_postcode(yes)) << yes;
        EXPECT_FALSE(is_telling_postcode(yes)) << yes;
    }
    for (const char* no : {"", "Paris", "12", "0612345678", "12 rue de la Paix"})
        EXPECT_FALSE(looks_like_postcode(no)) << no;
}

TEST(ValueShapes, Others) {
    EXPECT_TRUE(looks_like_email(" a.b@example.org"));
    EXPECT_FALSE(looks_like_email("@handle"));
    EXPECT_FALSE(looks_like_email("a.b"));
    EXPECT_TRUE(looks_like_url("https://example.org"));
    EXPECT_TRUE(looks_like_uuid("123e4567-e89b-12d3-a456-426614174000"));
    EXPECT_TRUE(looks_like_uuid("00006c80bb819c21"));
    EXPECT_FALSE(looks_like_uuid("4111111111111111"));
    EXPECT_TRUE(looks_like_number("-12"));
    EXPECT_TRUE(looks_like_decimal("2262011.0"));
    EXPECT_FALSE(looks_like_number("1.2.3"));
    EXPECT_TRUE(looks_like_code("C-1042"));
    EXPECT_FALSE(looks_like_code("Martin"));
    EXPECT_TRUE(is_all_digits("0042"));
    EXPECT_FALSE(is_all_digits(""));
}

}  // namespace
}  // namespace cdp::link
