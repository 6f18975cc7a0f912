// SPDX-License-Identifier: PostgreSQL
#include "core/link/key_filter.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>
#include <vector>

namespace cdp::link {
namespace {

std::vector<std::uint64_t> filter_of(std::span<const std::int64_t> keys) {
    std::vector<std::uint64_t> words(KeyFilter::words(keys.size()));
    KeyFilter::fill(words, keys);
    return words;
}

TEST(KeyFilter, HoldsNothingAtFirst) {
    const auto words = filter_of({});
    const KeyFilter filter(words);
    for (const std::uint64_t key : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) EXPECT_FALSE(filter.may_contain(key)) << key;
}

TEST(KeyFilter, KnowsTheEndsOfTheRange) {
    const std::vector<std::int64_t> keys{0, -1, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    const auto words = filter_of(keys);
    const KeyFilter filter(words);
    for (const std::int64_t key : keys) EXPECT_TRUE(filter.may_contain(static_cast<std::uint64_t>(key))) << key;
    EXPECT_FALSE(filter.may_contain(std::uint64_t{1} << 62 | 0x12345));
}

// Every key is found, whatever it is; of hashes that are none, hardly any.
TEST(KeyFilter, MissesNoneAndTurnsDownNearlyAllOthers) {
    std::mt19937_64 random(7);
    for (const std::size_t size : {1, 2, 3, 63, 64, 65, 1000, 200000}) {
        std::vector<std::int64_t> keys;
        for (std::size_t i = 0; i < size; i++) keys.push_back(static_cast<std::int64_t>(i % 10 == 0 ? random() % (size * 2) : random()));
        for (std::size_t i = 0; i < size / 4; i++) keys.push_back(keys[i]);
        const auto words = filter_of(keys);
        EXPECT_LE(words.size() * 8, 8 + keys.size() * 4);
        const KeyFilter filter(words);
        for (const std::int64_t key : keys) ASSERT_TRUE(filter.may_contain(static_cast<std::uint64_t>(key)));
        const std::set<std::int64_t> known(keys.begin(), keys.end());
        int wrong = 0;
        for (int i = 0; i < 100000; i++) {
            const std::uint64_t key = random();
            if (!known.contains(static_cast<std::int64_t>(key))) wrong += filter.may_contain(key) ? 1 : 0;
        }
        EXPECT_LT(wrong, 500) << size;
    }
}

}  // namespace
}  // namespace cdp::link
