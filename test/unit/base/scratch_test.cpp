// SPDX-License-Identifier: PostgreSQL
#include "core/base/scratch.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace cdp {
namespace {

TEST(Scratch, StaysInPlaceUpToItsSize) {
    Scratch<int, 4> values(std::pmr::null_memory_resource());
    for (int i = 0; i < 4; i++) values.push_back(i);
    EXPECT_EQ(std::vector<int>(values.span().begin(), values.span().end()), (std::vector<int>{0, 1, 2, 3}));
    EXPECT_THROW(values.push_back(4), std::bad_alloc);
    EXPECT_EQ(values.size(), 4u);
}

TEST(Scratch, GrowsAndKeepsWhatItHolds) {
    Scratch<int, 2> values(std::pmr::new_delete_resource());
    for (int i = 0; i < 1000; i++) values.push_back(i);
    for (int i = 0; i < 1000; i++) EXPECT_EQ(values[static_cast<std::size_t>(i)], i);
    values.push_back(values[7]);
    EXPECT_EQ(values[1000], 7);
    values.shrink(3);
    EXPECT_EQ(values.size(), 3u);
}

TEST(Scratch, AppendsAndAssigns) {
    Scratch<char, 4> text(std::pmr::new_delete_resource());
    text.append(std::string_view("ab"));
    text.append(std::string_view("cdefghijkl"));
    EXPECT_EQ(std::string_view(text.data(), text.size()), "abcdefghijkl");
    text.assign(20, 'x');
    EXPECT_EQ(std::string_view(text.data(), text.size()), "xxxxxxxxxxxxxxxxxxxx");
    text.assign(0, 'x');
    EXPECT_TRUE(text.empty());
}

TEST(Scratch, ReservedValuesDoNotMove) {
    Scratch<int, 2> values(std::pmr::new_delete_resource());
    values.reserve(100);
    const int* const first = values.data();
    for (int i = 0; i < 100; i++) values.push_back(i);
    EXPECT_EQ(values.data(), first);
}

}  // namespace
}  // namespace cdp
