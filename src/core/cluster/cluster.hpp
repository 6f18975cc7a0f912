// SPDX-License-Identifier: PostgreSQL
// From links to clusters: connected components, then agglomeration inside each, with the pairs that blocking missed
// scored, people's decisions obeyed and the model's constraints kept. The result depends on records, model, links and
// decisions only.
#pragma once

#include "core/cluster/decisions.hpp"
#include "core/cluster/join_rules.hpp"
#include "core/cluster/profile.hpp"
#include "core/link/link.hpp"

namespace cdp::cluster {

// Components of more records than this are cut at their weakest links first: agglomeration is quadratic. Only must-links
// make clusters that are larger.
inline constexpr std::size_t kMaxComponent = 500;

// Of a component, at most so many conflicts are listed for each of its records, those of greatest linkage first: a
// rule that all its pairs break would list the square. All are counted.
inline constexpr std::size_t kConflictsPerRecord = 4;

struct ClusterStatistics {
    std::uint64_t components = 0;        // of two records or more
    std::uint64_t largest_component = 0;
    std::uint64_t cut_components = 0;    // that were too large
    std::uint64_t clusters = 0;          // singletons included
    std::uint64_t largest = 0;
    std::uint64_t conflicts = 0;         // that were met, listed or not
};

// A join that the linkage asked for and a rule forbade.
struct Conflict {
    link::Record component;     // its smallest record
    std::uint32_t step;         // which of its conflicts
    link::Record left_cluster, right_cluster;  // what the two sides ended up in
    score::Bits linkage;
    Rule rule;
    std::uint32_t limit;        // which of the model's limits, for Rule::kLimit
    link::Record left, right;   // a record of each side that shows why
};

struct ClusterInput {
    const link::Scorer& scorer;
    const Vec<link::Link>& links;  // in order of (a, b)
    double threshold;              // bits
    const Decisions* decisions = nullptr;
    bool describe = false;         // fill in `profiles`
};

struct Clustering {
    explicit Clustering(std::pmr::memory_resource* memory) : cluster(memory), conflicts(memory), profiles(memory) {}

    Vec<link::Record> cluster;     // of each record, its smallest record
    Vec<Conflict> conflicts;       // by component, in the order they were met
    Vec<ClusterProfile> profiles;  // of clusters of two records or more: most suspicions first, then the least last join
    ClusterStatistics statistics;
};

Clustering cluster_records(const ClusterInput& input, JobContext& context);

// What a rule is called, and what it is about in a conflict whose left record is of `source`: a source, an attribute, or nothing.
const char* rule_name(Rule rule) noexcept;
std::string_view rule_detail(Rule rule, std::uint32_t limit, std::string_view source, const score::Model& model) noexcept;

}  // namespace cdp::cluster
