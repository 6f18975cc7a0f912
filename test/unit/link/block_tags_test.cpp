// SPDX-License-Identifier: PostgreSQL
#include "core/link/block_tags.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace cdp::link {
namespace {

TEST(BlockTags, TellsWhatWholeNumbersTell) {
    constexpr std::size_t kRecords = 300'000, kRules = 3;
    Budget budget;
    CountedResource memory(budget);
    BlockTags tags(kRecords, kRules, &memory);
    std::mt19937 random(1);
    std::vector<std::uint32_t> whole(kRecords * kRules, 0);  // from 1; 0: in no block
    for (std::size_t at = 0; at < whole.size(); at++) {
        if (random() % 3 == 0) continue;
        // Few numbers, of which many agree in their lower bytes.
        const std::size_t block = random() % 3 * 0xFFFF + random() % 2;
        whole[at] = static_cast<std::uint32_t>(block + 1);
        tags.put(static_cast<Record>(at / kRules), at % kRules, block);
    }
    std::size_t shared = 0;
    for (int i = 0; i < 100'000; i++) {
        const auto a = static_cast<Record>(random() % kRecords), b = static_cast<Record>(random() % kRecords);
        for (std::size_t rules = 0; rules <= kRules; rules++) {
            bool expected = false;
            for (std::size_t r = 0; r < rules; r++)
                expected = expected || (whole[a * kRules + r] != 0 && whole[a * kRules + r] == whole[b * kRules + r]);
            ASSERT_EQ(tags.share(a, b, rules), expected) << a << " " << b << " " << rules;
            shared += expected ? 1 : 0;
        }
    }
    EXPECT_GT(shared, 1000u);
    tags.clear();
    EXPECT_FALSE(tags.share(1, 1, kRules));
}

TEST(BlockTags, TakesAsManyBytesAsNumbersNeed) {
    EXPECT_EQ(BlockTags::bytes_more(0), 0u);
    EXPECT_EQ(BlockTags::bytes_more(0xFFFF), 0u);
    EXPECT_EQ(BlockTags::bytes_more(0xFFFF + 1), 1u);
    EXPECT_EQ(BlockTags::bytes_more(0xFFFFu << 8), 1u);
    EXPECT_EQ(BlockTags::bytes_more((0xFFFFu << 8) + 1), 2u);
    EXPECT_EQ(BlockTags::bytes_more(0xFFFFFFFFu), 3u);
}

}  // namespace
}  // namespace cdp::link
