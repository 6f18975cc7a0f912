// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/partition_figures.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cdp::cluster {

namespace {

constexpr std::uint32_t kFewCells = 8;  // that are looked through; more are found by hash

constexpr std::uint64_t key_of(std::uint32_t root, std::uint32_t true_cluster) noexcept {
    return std::uint64_t{root} << 32 | true_cluster;
}

}  // namespace

PartitionFigures::PartitionFigures(std::span<const std::uint32_t> truth, std::pmr::memory_resource* memory)
    : truth_(truth), parent_(truth.size(), 0, memory), cluster_(truth.size(), Cluster{}, memory), cell_(truth.size(), Cell{}, memory),
      true_size_(memory), cell_of_(memory), squares_by_size_(memory), squares_by_true_size_(memory) {
    std::iota(parent_.begin(), parent_.end(), Index{0});
    for (Index r = 0; r < truth.size(); r++) {
        if (truth[r] == 0) continue;
        if (truth[r] >= true_size_.size()) true_size_.resize(truth[r] + 1, 0);
        true_size_[truth[r]]++;
        cluster_[r] = {1, 1, 1, r, 1};
        judged_++;
    }
    for (const Index size : true_size_) {
        if (size == 0) continue;
        true_clusters_++;
        exact_ += size == 1 ? 1 : 0;
        squares_by_true_size_[size] += size;
    }
    clusters_ = judged_;
    largest_ = truth.empty() ? 0 : 1;
    if (judged_ > 0) squares_by_size_[1] = judged_;
}

PartitionFigures::Index PartitionFigures::root(Index record) noexcept {
    while (parent_[record] != record) record = parent_[record] = parent_[parent_[record]];
    return record;
}

bool PartitionFigures::is_exact(const Cluster& c) const noexcept {
    return c.cells == 1 && c.judged == true_size_[truth_[c.first_cell]];
}

void PartitionFigures::count_out(const Cluster& c) {
    if (c.judged == 0) return;
    clusters_--;
    exact_ -= is_exact(c) ? 1 : 0;
    const auto at = squares_by_size_.find(c.judged);
    at->second -= c.squares;
    if (at->second == 0) squares_by_size_.erase(at);
}

void PartitionFigures::count_in(const Cluster& c) {
    if (c.judged == 0) return;
    clusters_++;
    exact_ += is_exact(c) ? 1 : 0;
    squares_by_size_[c.judged] += c.squares;
}

void PartitionFigures::join(Index a, Index b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (std::pair(cluster_[a].cells, cluster_[a].members) < std::pair(cluster_[b].cells, cluster_[b].members)) std::swap(a, b);
    Cluster& to = cluster_[a];
    const Cluster& from = cluster_[b];
    count_out(to);
    count_out(from);
    pairs_ += std::uint64_t{to.judged} * from.judged;
    move_cells(b, a);
    to.members += from.members;
    to.judged += from.judged;
    parent_[b] = a;
    count_in(to);
    largest_ = std::max<std::uint64_t>(largest_, to.members);
}

// The cell of a true cluster in a cluster; null when there is none.
PartitionFigures::Index* PartitionFigures::find_cell(Index root, Index true_cluster) {
    Cluster& c = cluster_[root];
    if (c.cells > kFewCells) {
        const auto at = cell_of_.find(key_of(root, true_cluster));
        return at == cell_of_.end() ? nullptr : &at->second;
    }
    Index* at = &c.first_cell;
    for (Index i = 0; i < c.cells; i++, at = &cell_[*at].next)
        if (truth_[*at] == true_cluster) return at;
    return nullptr;
}

void PartitionFigures::add_cell(Index root, Index cell) {
    Cluster& c = cluster_[root];
    cell_[cell].next = c.first_cell;
    c.first_cell = cell;
    c.cells++;
    if (c.cells == kFewCells + 1) index_cells(root);
    if (c.cells > kFewCells + 1) cell_of_.emplace(key_of(root, truth_[cell]), cell);
}

void PartitionFigures::index_cells(Index root) {
    Index at = cluster_[root].first_cell;
    for (Index i = 0; i < cluster_[root].cells; i++, at = cell_[at].next) cell_of_.emplace(key_of(root, truth_[at]), at);
}

void PartitionFigures::move_cells(Index from, Index to) {
    Cluster& target = cluster_[to];
    const Index cells = cluster_[from].cells;
    Index cell = cluster_[from].first_cell;
    for (Index i = 0; i < cells; i++) {
        const Index next = cell_[cell].next, true_cluster = truth_[cell];
        if (cells > kFewCells) cell_of_.erase(key_of(from, true_cluster));
        const std::uint64_t size = cell_[cell].size;
        if (const Index* same = find_cell(to, true_cluster)) {
            const std::uint64_t there = cell_[*same].size;
            cell_[*same].size += static_cast<Index>(size);
            right_pairs_ += there * size;
            target.squares += size * size + 2 * there * size;
            squares_by_true_size_[true_size_[true_cluster]] += 2 * there * size;
        } else {
            add_cell(to, cell);
            target.squares += size * size;
        }
        cell = next;
    }
}

std::optional<double> PartitionFigures::average(const BySize& squares) const noexcept {
    if (judged_ == 0) return std::nullopt;
    double sum = 0;
    for (const auto& [size, square] : squares) sum += static_cast<double>(square) / static_cast<double>(size);
    return sum / static_cast<double>(judged_);
}

}  // namespace cdp::cluster
