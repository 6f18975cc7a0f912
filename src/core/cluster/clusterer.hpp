// SPDX-License-Identifier: PostgreSQL
// The clusters of one component after another, on one thread: scores the pairs that blocking missed, agglomerates under
// the model's constraints, and describes what came out. Memory is kept from component to component.
#pragma once

#include "core/cluster/agglomerate.hpp"
#include "core/cluster/cluster.hpp"
#include "core/cluster/component_list.hpp"

namespace cdp::cluster {

// What the model's constraints are about, in the terms of a table.
struct Restrictions {
    struct Limit {
        const link::Values* values;
        std::uint32_t distinct;
        std::uint32_t days;        // of a window; 0: ever
        const link::Values* seen;  // dates; null: ever
    };
    explicit Restrictions(const link::Scorer& scorer);
    bool any() const noexcept { return !sources.empty() || !limits.empty() || max_size != 0; }

    std::vector<link::Code> sources;  // that are free of duplicates
    std::vector<Limit> limits;
    std::size_t max_size;
};

class Clusterer {
public:
    Clusterer(const ClusterInput& input, const Restrictions& restrictions);

    // Sets the cluster of each record of the component. `is_cut`: it is a part of one that was too large.
    void run(const Component& component, bool is_cut, Vec<link::Record>& cluster, const CancelToken& token);

    // Of the last component that was run with input.describe: the weights of all pairs, and what was joined and refused.
    std::span<const score::Bits> weights() const noexcept { return weights_; }
    const Agglomerator& agglomerator() const noexcept { return agglomerator_; }

    // What was met on the way.
    Vec<Conflict> conflicts;
    std::uint64_t conflict_count = 0;  // those that are not listed included
    Vec<ClusterProfile> profiles;

private:
    bool is_plain_pair(const Component& component) const noexcept;
    std::size_t place(link::Record r) const noexcept;
    void fill_weights(const CancelToken& token);
    JoinRules* fill_rules(const CancelToken& token);
    void find_owners(std::size_t limit, std::size_t n);
    void find_together(std::size_t limit, std::size_t n, const CancelToken& token);
    void find_ambiguous(std::size_t limit, std::size_t n, const CancelToken& token);
    bool is_doubtful(std::size_t limit);
    void keep_conflicts(std::span<const Item> roots);
    void describe(std::span<const Item> roots, bool is_cut, const CancelToken& token);

    const ClusterInput* input_;
    const Restrictions* restrictions_;
    score::Bits threshold_;
    link::Scorer::Scratch scratch_;
    Agglomerator agglomerator_;
    JoinRules rules_;
    Profiler profiler_;
    Component component_;
    std::vector<score::Bits> weights_, used_up_, of_cluster_;
    std::vector<ItemPair> must_;
    std::vector<link::Record> members_;
    std::vector<Item> items_;
    std::vector<link::Code> owner_;  // by item: who it is by its identifier
    std::vector<std::pair<link::Code, link::Code>> together_;
    std::vector<std::pair<link::Code, score::Bits>> owners_;
};

}  // namespace cdp::cluster
