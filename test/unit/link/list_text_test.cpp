// SPDX-License-Identifier: PostgreSQL
#include "core/link/list_text.hpp"

#include <gtest/gtest.h>

#include <random>

namespace cdp::link {
namespace {

using List = std::vector<std::string>;

TEST(ListText, ReadsArrayLiterals) {
    EXPECT_EQ(read_list("{}"), List{});
    EXPECT_EQ(read_list("{a,b}"), (List{"a", "b"}));
    EXPECT_EQ(read_list(R"({"a b","c,d","e""f"})"), (List{"a b", "c,d", "ef"}));
    EXPECT_EQ(read_list(R"({"say \"hi\"","back\\slash",""})"), (List{"say \"hi\"", "back\\slash", ""}));
    EXPECT_EQ(read_list("{NULL,a,null}"), List{"a"});
    EXPECT_EQ(read_list(R"({"NULL"})"), List{"NULL"});
    EXPECT_EQ(read_list("{{a,b},{c,d}}"), (List{"a", "b", "c", "d"}));
    EXPECT_EQ(read_list("[0:1]={a,b}"), (List{"a", "b"}));
    EXPECT_EQ(read_list("{ a , b }"), (List{"a", "b"}));
    EXPECT_EQ(read_list("no array"), List{"no array"});
    EXPECT_EQ(read_list(""), List{""});
}

TEST(ListText, ReadsWhatItWrites) {
    std::mt19937 random(1);
    for (int i = 0; i < 2000; i++) {
        List list(random() % 4);
        for (auto& element : list)
            for (std::size_t n = random() % 5; n > 0; n--) element += "ab\"\\,{} \n"[random() % 9];
        ASSERT_EQ(read_list(write_list(list)), list) << write_list(list);
    }
}

TEST(ListText, HostileLiteralsEnd) {
    std::mt19937 random(2);
    for (int i = 0; i < 5000; i++) {
        std::string text = "{";
        for (std::size_t n = random() % 12; n > 0; n--) text += "a\"\\,{}N "[random() % 8];
        read_list(text);
        read_list(text + "}");
    }
}

TEST(ListText, ReadsNumbers) {
    std::vector<double> numbers;
    for (const char* text : {"[1, 2.5, -3e2]", "{1,2.5,-3e2}", "(1,2.5,-3e2)", "1 2.5 -3e2"}) {
        ASSERT_TRUE(read_numbers(text, numbers)) << text;
        EXPECT_EQ(numbers, (std::vector<double>{1, 2.5, -300})) << text;
    }
    for (const char* text : {"", "[]", "a", "[1, x]", "1-2", "nan", "[inf]", "1e999"}) EXPECT_FALSE(read_numbers(text, numbers)) << text;
}

}  // namespace
}  // namespace cdp::link
