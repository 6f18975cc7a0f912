// SPDX-License-Identifier: PostgreSQL
#include "core/segment/hyperloglog.hpp"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"
#include "core/segment/top_values.hpp"

namespace cdp::segment {
namespace {

Sketch sketch_of(std::uint64_t first, std::uint64_t count) {
    Sketch sketch(std::pmr::get_default_resource());
    for (std::uint64_t i = first; i < first + count; i++) sketch.add(combine64(1, i));
    return sketch;
}

std::string stored(const Sketch& sketch) {
    std::string bytes(sketch.stored_size(), '\0');
    sketch.store(reinterpret_cast<unsigned char*>(bytes.data()));
    return bytes;
}

TEST(Sketch, EstimatesWithinItsError) {
    EXPECT_EQ(sketch_of(0, 0).estimate(), 0.0);
    for (const std::uint64_t count : {1, 10, 100, 1000, 10000, 50000, 300000, 2000000})
        EXPECT_NEAR(sketch_of(7, count).estimate() / static_cast<double>(count), 1.0, 3 * 0.0081) << count;
}

TEST(Sketch, UnionIsThatOfAllValues) {
    for (const std::uint64_t count : {10, 700, 5000}) {
        Sketch both = sketch_of(0, count);
        both.add(sketch_of(count / 2, count));
        EXPECT_EQ(stored(both), stored(sketch_of(0, count / 2 + count)));
    }
}

TEST(Sketch, StoredAndBack) {
    for (const std::uint64_t count : {0, 1, 1000, 1100, 100000}) {
        const std::string bytes = stored(sketch_of(0, count));
        Sketch again(std::pmr::get_default_resource());
        again.add_stored(bytes);
        EXPECT_EQ(stored(again), bytes);
    }
    EXPECT_EQ(stored(sketch_of(0, 0)), std::string("\x11\x8e\x7f"));
    EXPECT_EQ(stored(sketch_of(0, 100000)).size(), 3U + 10240U);
}

TEST(Sketch, RefusesOthers) {
    Sketch sketch(std::pmr::get_default_resource());
    for (const std::string& bytes : {std::string(), std::string("\x11\x8e"), std::string("\x12\x8e\x7f"), std::string("\x14\x8e\x7f"), std::string("\x13\x8b\x7f"),
                                     std::string("\x11\x8e\x7fx"), "\x13\x8e\x7f" + std::string(50000, 'x')})
        EXPECT_THROW(sketch.add_stored(bytes), Error);
}

TEST(TopValues, CountsAndTies) {
    std::pmr::memory_resource* const memory = std::pmr::get_default_resource();
    TopValues a(memory), b(memory), c(memory);
    for (const char* value : {"x", "y", "x", "z", ""}) a.add(value);
    for (const char* value : {"z", "y", "q"}) b.add(value);
    a.add(b, {});
    const auto top = a.top(4, memory, {});
    ASSERT_EQ(top.size(), 4U);
    EXPECT_EQ(top[0].value, "x");
    EXPECT_EQ(top[1].value, "y");
    EXPECT_EQ(top[2].value, "z");
    EXPECT_EQ(top[2].count, 2U);
    EXPECT_EQ(top[3].value, "");
    std::pmr::string bytes(memory);
    a.write(bytes);
    c.read(bytes);
    EXPECT_EQ(c.top(100, memory, {}).size(), 5U);
    EXPECT_THROW(c.read(std::string_view(bytes).substr(0, bytes.size() - 1)), Error);
    EXPECT_TRUE(c.top(0, memory, {}).empty());
}

}  // namespace
}  // namespace cdp::segment
