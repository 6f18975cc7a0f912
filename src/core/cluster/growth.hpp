// SPDX-License-Identifier: PostgreSQL
// How the clusters of some records grew, for people: which joins made them, in which order and on what grounds, what was
// refused, what stayed apart and by how much, and where they are thin. The records are taken as one component, so those
// of a cluster of a larger run grow into it as they did there.
#pragma once

#include "core/cluster/cluster.hpp"

namespace cdp::cluster {

enum class GrowthEvent : unsigned char {
    kMustLink,     // joined by decision: left and right are its records
    kJoin,         // left and right are the pair of greatest weight between the two sides
    kRefused,      // they show the clash
    kApart,        // two clusters at the end; the pair of greatest weight between them
    kWeakestLink,  // of a cluster: the link at which it falls apart when weak ones are left out
    kBridge,       // a link without which the links of the cluster fall apart
    kArticulation, // a record without which they do; right is left
};

struct GrowthStep {
    static constexpr score::Bits kUnknown = INT64_MIN;
    GrowthEvent event;
    link::Record left, right;
    score::Bits linkage = kUnknown;  // of the two sides
    score::Bits weight = kUnknown;   // of left and right
    std::uint32_t left_size = 0, right_size = 0;
    Rule rule{};                     // of what was refused
    std::uint32_t limit = 0;
};

// In order: must-links, joins and refusals as they were tried, then the rest by cluster. `input.links` are those among
// all the records of the table. Throws Error(kLimitExceeded) for more than kMaxComponent records.
std::vector<GrowthStep> explain_growth(ClusterInput input, JobContext& context);

}  // namespace cdp::cluster
