// SPDX-License-Identifier: PostgreSQL
// A few records under a frozen model: their keys, their links, their clusters. What the engine does for all records of a hub,
// for calls that answer at once: on the caller's thread, and the model, which takes long to read, is only referred to. What is
// made for all of them, or not before it is asked for, serves any part of them.
#pragma once

#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/cluster/cluster.hpp"
#include "core/link/block_keys.hpp"

namespace cdp::cluster {

class Vicinity {
public:
    using Cells = std::span<const std::optional<std::string_view>>;

    // The model must outlive the object. `columns` is what the cells of a record are called; those that the model does not use
    // are left out.
    Vicinity(const link::FrozenModel& frozen, std::span<const std::string> columns, std::size_t budget, CancelToken cancel = {});
    Vicinity(const Vicinity&) = delete;
    Vicinity& operator=(const Vicinity&) = delete;

    // A record; they count from 0 in this order.
    void add(std::string_view source, std::string_view key, Cells cells);
    Decisions& decisions() noexcept { return decisions_; }
    // No more records and decisions. Throws what Decisions::resolve throws.
    void prepare();

    // The blocking keys of a record, ascending.
    std::vector<link::Key> keys(std::size_t record);

    struct Pair {
        std::size_t left, right;  // the left one has the smaller source and key
        double weight;            // bits
        std::vector<int> levels;  // by comparison
    };
    struct Refusal {
        std::size_t left, right;
        double linkage;
        std::string reason, detail;
    };

    // The pairs of the first record with the others, all of which share a key with it, that weigh at least `floor` bits.
    std::vector<Pair> links_of_first(double floor);
    // Comparisons of a pair and their bits, the most telling first.
    std::string why(const Pair& pair);

    // Clusters of these records, or of all, under the thresholds of the model: the first record of each record's cluster; what was
    // refused on the way. Decisions must be about records among them.
    void find_clusters(std::span<const std::size_t> records);
    void find_clusters();
    std::size_t cluster(std::size_t record) const noexcept { return cluster_[record]; }
    const std::vector<Pair>& pairs() const noexcept { return pairs_; }  // down to the threshold "review"
    const std::vector<Refusal>& refusals() const noexcept { return refusals_; }

    std::size_t size() const noexcept { return size_; }

private:
    const link::Scorer& scorer();
    const link::BlockKeys& block_keys();
    std::vector<link::Pair> pairs_sharing_keys(std::span<const std::size_t> records);
    // Those pairs that weigh at least `floor` bits.
    Vec<link::Link> weigh(std::span<const link::Pair> pairs, double floor, link::Scorer::Scratch& scratch);
    Pair pair_of(const link::Link& l, link::Scorer::Scratch& scratch);
    std::size_t record(link::Record r) const noexcept { return raw_.arrival()[r]; }

    const link::FrozenModel* frozen_;
    const score::Model* model_;
    Budget budget_;
    CountedResource counted_;
    std::pmr::monotonic_buffer_resource memory_;  // why: of few records, hundreds of small blocks, all given back together
    JobContext context_;
    link::RawTable raw_;
    link::Table table_;
    Decisions decisions_;
    std::optional<link::Scorer> scorer_;
    std::optional<link::BlockKeys> keys_;
    std::vector<std::size_t> taken_;   // columns that the model uses
    std::vector<link::Record> place_;  // by record: its place in the table
    std::vector<std::size_t> cluster_;
    std::vector<Pair> pairs_;
    std::vector<Refusal> refusals_;
    std::size_t size_ = 0;
};

}  // namespace cdp::cluster
