// SPDX-License-Identifier: PostgreSQL
#include "core/base/json_object.hpp"

#include <gtest/gtest.h>

namespace cdp {
namespace {

TEST(JsonObject, GivesScalarsAsText) {
    const auto fields = parse_json_object(R"({"name": "Zoë", "age": 41, "vip": true, "fax": null, "tags": ["a", 1]})");
    ASSERT_TRUE(fields);
    ASSERT_EQ(fields->size(), 5u);
    EXPECT_EQ((*fields)[0].name, "age");
    EXPECT_EQ((*fields)[0].text, "41");
    EXPECT_FALSE((*fields)[0].is_string);
    EXPECT_EQ((*fields)[1].name, "fax");
    EXPECT_FALSE((*fields)[1].text);
    EXPECT_EQ((*fields)[2].text, "Zoë");
    EXPECT_TRUE((*fields)[2].is_string);
    EXPECT_EQ((*fields)[3].text, R"(["a",1])");
    EXPECT_EQ((*fields)[4].text, "true");
}

TEST(JsonObject, AnEmptyObjectHasNoFields) {
    ASSERT_TRUE(parse_json_object("{}"));
    EXPECT_TRUE(parse_json_object("{}")->empty());
}

TEST(JsonObject, WhatIsNoObjectGivesNothing) {
    for (const char* json : {"", "[]", "1", "null", "\"text\"", "{", "{\"a\":}", "{} {}", "\xff"})
        EXPECT_FALSE(parse_json_object(json)) << json;
}

}  // namespace
}  // namespace cdp
