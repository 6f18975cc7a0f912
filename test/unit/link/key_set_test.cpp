// SPDX-License-Identifier: PostgreSQL
#include "core/link/key_set.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace cdp::link {
namespace {

TEST(KeySet, HoldsNothingAtFirst) {
    const KeySet set({});
    for (const std::uint64_t key : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) EXPECT_FALSE(set.contains(key)) << key;
    EXPECT_FALSE(set.has_any({}));
}

TEST(KeySet, KnowsTheEndsOfTheRange) {
    const std::vector<std::int64_t> keys{0, -1, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    const KeySet set(keys);
    for (const std::int64_t key : keys) EXPECT_TRUE(set.contains(static_cast<std::uint64_t>(key))) << key;
    EXPECT_FALSE(set.contains(1));
    EXPECT_TRUE(set.has_any(std::vector<std::int64_t>{5, 6, -1}));
    EXPECT_FALSE(set.has_any(std::vector<std::int64_t>{5, 6}));
}

// Hashes, small numbers that fall into few slots, and repeated ones: as std::set says.
TEST(KeySet, AgreesWithASet) {
    std::mt19937_64 random(7);
    for (const std::size_t size : {1, 2, 3, 63, 64, 65, 1000, 20000}) {
        std::vector<std::int64_t> keys;
        for (std::size_t i = 0; i < size; i++) keys.push_back(static_cast<std::int64_t>(i % 3 == 0 ? random() % (size * 2) : random()));
        for (std::size_t i = 0; i < size / 4; i++) keys.push_back(keys[i]);
        const KeySet set(keys);
        const std::set<std::int64_t> known(keys.begin(), keys.end());
        for (const std::int64_t key : keys) ASSERT_TRUE(set.contains(static_cast<std::uint64_t>(key)));
        for (std::uint64_t key = 0; key < size * 2; key++) ASSERT_EQ(set.contains(key), known.count(static_cast<std::int64_t>(key)) == 1) << key;
        for (int i = 0; i < 20000; i++) {
            const std::uint64_t key = random();
            ASSERT_EQ(set.contains(key), known.count(static_cast<std::int64_t>(key)) == 1) << key;
        }
    }
}

}  // namespace
}  // namespace cdp::link
