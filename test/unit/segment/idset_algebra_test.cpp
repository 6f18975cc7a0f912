// SPDX-License-Identifier: PostgreSQL
// Set algebra beside std::set.
#include "core/segment/idset_algebra.hpp"

#include <algorithm>
#include <iterator>

#include <gtest/gtest.h>

#include "unit/segment/random_sets.hpp"

namespace cdp::segment {
namespace {

Ids plain(IdSetOperation operation, const Ids& a, const Ids& b) {
    Ids out;
    const auto end = std::inserter(out, out.end());
    switch (operation) {
        case IdSetOperation::kUnion: std::set_union(a.begin(), a.end(), b.begin(), b.end(), end); break;
        case IdSetOperation::kIntersection: std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), end); break;
        case IdSetOperation::kDifference: std::set_difference(a.begin(), a.end(), b.begin(), b.end(), end); break;
        case IdSetOperation::kSymmetricDifference: std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), end); break;
    }
    return out;
}

TEST(IdSetAlgebra, AsPlainSets) {
    std::mt19937_64 random(5);
    for (int i = 0; i < 20; i++) {
        const Ids a = random_ids(random);
        Ids b = random_ids(random);
        if (i % 4 == 0)
            for (const std::int64_t id : a)
                if (random() % 2) b.insert(id);
        const std::string bytes_a = bytes_of(a), bytes_b = bytes_of(b);
        for (const IdSetOperation operation : {IdSetOperation::kUnion, IdSetOperation::kIntersection, IdSetOperation::kDifference,
                                             IdSetOperation::kSymmetricDifference}) {
            const Ids wanted = plain(operation, a, b);
            IdSetWriter writer(std::pmr::get_default_resource());
            combine(operation, bytes_a, bytes_b, writer, {});
            ASSERT_EQ(bytes_of(writer), bytes_of(wanted)) << "run " << i << ", operation " << static_cast<int>(operation);
            ASSERT_EQ(combined_count(operation, bytes_a, bytes_b, {}), wanted.size());
        }
        const Ids common = plain(IdSetOperation::kIntersection, a, b);
        EXPECT_EQ(common_count(bytes_a, bytes_b, {}, 1) > 0, !common.empty());
        EXPECT_EQ(contains_all(bytes_a, bytes_b, {}), common.size() == b.size());
        EXPECT_TRUE(contains_all(bytes_a, bytes_of(common), {}));
    }
}

}  // namespace
}  // namespace cdp::segment
