// SPDX-License-Identifier: PostgreSQL
// Overlaps beside counting each id.
#include "core/segment/overlap.hpp"

#include <map>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "unit/segment/random_sets.hpp"

namespace cdp::segment {
namespace {

TEST(Overlap, AsByCountingEachId) {
    std::mt19937_64 random(13);
    for (std::size_t n = 0; n <= 5; n++) {
        std::vector<Ids> ids(n);
        for (Ids& set : ids)
            for (int i = 0; i < 400; i++) set.insert(static_cast<std::int64_t>(random() % 1000) - 300);
        std::vector<std::string> bytes;
        for (const Ids& set : ids) bytes.push_back(bytes_of(set));
        const std::vector<std::string_view> sets(bytes.begin(), bytes.end());
        std::map<std::int64_t, std::size_t> member_of;
        for (std::size_t i = 0; i < n; i++)
            for (const std::int64_t id : ids[i]) member_of[id] |= std::size_t{1} << i;
        std::vector<std::uint64_t> wanted(std::size_t{1} << n, 0);
        for (const auto& [id, mask] : member_of) wanted[mask]++;
        const auto counts = combination_counts(sets, std::pmr::get_default_resource(), {});
        EXPECT_TRUE(std::equal(counts.begin(), counts.end(), wanted.begin(), wanted.end()));
        const auto pairs = overlaps(sets, std::pmr::get_default_resource(), {});
        EXPECT_EQ(pairs.size(), n * (n + 1) / 2);
        for (const PairOverlap& pair : pairs) {
            std::uint64_t both = 0;
            for (const auto& [id, mask] : member_of) both += (mask >> pair.a & 1) != 0 && (mask >> pair.b & 1) != 0;
            EXPECT_EQ(pair.both, both);
            EXPECT_EQ(pair.size_a, ids[pair.a].size());
            EXPECT_EQ(pair.size_b, ids[pair.b].size());
        }
    }
}

TEST(Overlap, TooMany) {
    const std::string empty = bytes_of(Ids{});
    const std::vector<std::string_view> sets(9, empty);
    EXPECT_THROW(combination_counts(sets, std::pmr::get_default_resource(), {}), Error);
}

}  // namespace
}  // namespace cdp::segment
