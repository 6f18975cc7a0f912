// SPDX-License-Identifier: PostgreSQL
// From links to clusters: connected components, then agglomeration inside each, with the pairs that blocking
// missed scored. The result depends on links and weights only.
#pragma once

#include "core/link/link.hpp"

namespace cdp::cluster {

// Components of more records than this are cut at their weakest links first: agglomeration is quadratic.
inline constexpr std::size_t kMaxComponent = 500;

struct ClusterStatistics {
    std::uint64_t components = 0;        // of two records or more
    std::uint64_t largest_component = 0;
    std::uint64_t cut_components = 0;    // that were too large
    std::uint64_t clusters = 0;          // singletons included
    std::uint64_t largest = 0;
};

// For each record the smallest record of its cluster. `links` are in order of (a, b).
Vec<link::Record> cluster_records(const link::Scorer& scorer, const Vec<link::Link>& links, double threshold,
                                  JobContext& context, ClusterStatistics* statistics = nullptr);

}  // namespace cdp::cluster
