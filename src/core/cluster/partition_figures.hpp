// SPDX-License-Identifier: PostgreSQL
// A partition of records that only ever grows coarser, against the true one: how alike the two are, at any moment.
// Joining n records in all costs O(n log n) steps, and reading the figures no more than there are sizes of clusters.
//
// B-cubed (Bagga and Baldwin 1998): the precision of a record is the share of its predicted cluster that is of its true
// one, its recall the share of its true cluster that is in its predicted one; both are averaged over the records. Shares
// are summed by size of cluster, in whole numbers, so that the order of joins cannot show.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <unordered_map>

#include "core/base/memory.hpp"

namespace cdp::cluster {

class PartitionFigures {
public:
    // The true cluster of each record, 1 and up; 0 for a record that is not judged: it joins others, but does not count.
    PartitionFigures(std::span<const std::uint32_t> truth, std::pmr::memory_resource* memory);

    void join(std::uint32_t a, std::uint32_t b);

    std::uint64_t clusters() const noexcept { return clusters_; }  // with judged records
    std::uint64_t true_clusters() const noexcept { return true_clusters_; }
    std::uint64_t exact() const noexcept { return exact_; }        // clusters that are a true one
    std::uint64_t largest() const noexcept { return largest_; }    // records, judged or not
    std::uint64_t pairs() const noexcept { return pairs_; }        // of judged records in one cluster
    std::uint64_t right_pairs() const noexcept { return right_pairs_; }
    // Absent when no record is judged.
    std::optional<double> b3_precision() const noexcept { return average(squares_by_size_); }
    std::optional<double> b3_recall() const noexcept { return average(squares_by_true_size_); }

private:
    using Index = std::uint32_t;
    using BySize = std::pmr::map<std::uint64_t, std::uint64_t>;
    // What is known of a cluster stands at its root. A cell is the records of one true cluster in it; it bears the number
    // of one of them, and the cells of a cluster are a list.
    struct Cluster {
        Index members = 1, judged = 0, cells = 0, first_cell = 0;
        std::uint64_t squares = 0;  // of the sizes of its cells, added up
    };
    struct Cell {
        Index size = 1, next = 0;
    };

    Index root(Index record) noexcept;
    bool is_exact(const Cluster& c) const noexcept;
    void count_out(const Cluster& c);
    void count_in(const Cluster& c);
    Index* find_cell(Index root, Index true_cluster);
    void move_cells(Index from, Index to);
    void add_cell(Index root, Index cell);
    void index_cells(Index root);
    std::optional<double> average(const BySize& squares) const noexcept;

    std::span<const std::uint32_t> truth_;
    Vec<Index> parent_;
    Vec<Cluster> cluster_;
    Vec<Cell> cell_;
    Vec<Index> true_size_;                            // by true cluster
    std::pmr::unordered_map<std::uint64_t, Index> cell_of_;  // by root and true cluster, for clusters of many cells
    BySize squares_by_size_, squares_by_true_size_;   // Cluster::squares; the same by the size of the true cluster
    std::uint64_t judged_ = 0, clusters_ = 0, true_clusters_ = 0, exact_ = 0, largest_ = 0, pairs_ = 0, right_pairs_ = 0;
};

}  // namespace cdp::cluster
