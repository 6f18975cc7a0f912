// SPDX-License-Identifier: PostgreSQL
#include "core/link/pair_cache.hpp"

#include <random>

#include <gtest/gtest.h>

namespace cdp::link {
namespace {

unsigned truth(Code a, Code b) { return static_cast<unsigned>(combine64(a, b) % (1u << PairCache::kAnswerBits)); }

TEST(PairCache, GivesEachPairItsOwnAnswer) {
    PairCache cache;
    std::mt19937 random(6);
    std::size_t worked_out = 0, asked = 0;
    for (int i = 0; i < 400000; i++) {
        // Few values that come again, and codes as large as they get.
        const Code a = i % 2 == 0 ? 1 + random() % 60 : random() | 1, b = i % 2 == 0 ? 1 + random() % 60 : random() | 1;
        const unsigned answer = cache.get(a, b, [&] {
            worked_out++;
            return truth(a, b);
        });
        asked++;
        ASSERT_EQ(answer, truth(a, b)) << a << " " << b;
    }
    EXPECT_LT(worked_out, asked * 3 / 4);
}

TEST(PairCache, TellsAPairFromItsReverse) {
    PairCache cache;
    EXPECT_EQ(cache.get(1, 2, [] { return 5u; }), 5u);
    EXPECT_EQ(cache.get(2, 1, [] { return 6u; }), 6u);
    EXPECT_EQ(cache.get(1, 2, [] { return 7u; }), 5u);
    EXPECT_EQ(cache.get(3, 4, [] { return 0u; }), 0u);
    EXPECT_EQ(cache.get(3, 4, [] { return 1u; }), 0u);  // nought is an answer like any other
}

}  // namespace
}  // namespace cdp::link
