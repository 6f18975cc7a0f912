// SPDX-License-Identifier: PostgreSQL
#include "core/link/co_clusters.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"

namespace cdp::link {
namespace {

std::vector<std::uint64_t> seeds(std::size_t n, std::uint64_t of) {
    std::vector<std::uint64_t> out;
    for (std::size_t i = 0; i < n; i++) out.push_back(combine64(of, i));
    return out;
}

// Values i of either side are of group i % groups; they meet within their group.
std::vector<ValuePair> within_groups(std::uint32_t values, std::uint32_t groups, std::size_t pairs) {
    std::mt19937 random(7);
    std::set<ValuePair> out;
    while (out.size() < pairs) {
        const auto left = static_cast<std::uint32_t>(random() % values), right = static_cast<std::uint32_t>(random() % values);
        if (left % groups == right % groups) out.insert({left, right});
    }
    return {out.begin(), out.end()};
}

TEST(CoClusters, FindsTheGroupsThatValuesMeetIn) {
    constexpr std::uint32_t kValues = 120, kGroups = 3;
    const auto pairs = within_groups(kValues, kGroups, 1500);
    const auto found = co_cluster(pairs, seeds(kValues, 1), seeds(kValues, 2), kGroups, std::pmr::get_default_resource(), {});
    ASSERT_EQ(found.left.size(), kValues);
    ASSERT_EQ(found.right.size(), kValues);
    for (std::uint32_t i = 0; i < kValues; i++) {
        EXPECT_EQ(found.left[i], found.left[i % kGroups]) << i;
        EXPECT_EQ(found.right[i], found.left[i % kGroups]) << i;  // the class of those that it meets
    }
    EXPECT_EQ(std::set<int>(found.left.begin(), found.left.end()).size(), kGroups);
}

TEST(CoClusters, OneClassTakesAllAndNothingIsNothing) {
    const auto one = co_cluster(within_groups(10, 2, 20), seeds(10, 1), seeds(10, 2), 1, std::pmr::get_default_resource(), {});
    for (const auto k : one.left) EXPECT_EQ(k, 0);
    const auto none = co_cluster({}, {}, {}, 4, std::pmr::get_default_resource(), {});
    EXPECT_TRUE(none.left.empty() && none.right.empty());
}

TEST(CoClusters, StopsWhenTold) {
    const CancelToken stopped{[](const void*) noexcept { return true; }, nullptr};
    EXPECT_THROW(co_cluster(within_groups(10, 2, 20), seeds(10, 1), seeds(10, 2), 2, std::pmr::get_default_resource(), stopped), std::exception);
}

}  // namespace
}  // namespace cdp::link
