// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/components.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "core/base/error.hpp"

namespace cdp::cluster {

namespace {

using Edge = ConnectedComponents::Edge;

constexpr std::size_t kMaxEdges = std::size_t{1} << 30;  // so that slots fit 32 bits
constexpr std::uint64_t kMaxRange = std::uint64_t{1} << 31;
constexpr std::size_t kPiece = 2048;                     // edges between two looks at how full a table is
constexpr std::size_t kSpare = 64 * 2 * kPiece;          // ids that 64 threads put in before they look
constexpr std::size_t kBatch = 32;                       // edges whose memory is asked for before it is used

// What the ids of a graph are like: from where to where, and about how many distinct ones.
class Survey {
public:
    void add(Id id) noexcept {
        least_ = std::min(least_, id);
        greatest_ = std::max(greatest_, id);
        // HyperLogLog (Flajolet et al. 2007): the longest run of zeros in each of 4096 classes of hashes.
        const std::uint64_t h = mix64(static_cast<std::uint64_t>(id) ^ 0x9e3779b97f4a7c15ULL);
        auto& most = zeros_[h >> (64 - kBits)];
        most = std::max(most, static_cast<unsigned char>(std::countl_zero(h << kBits | 1) + 1));
    }
    void merge(const Survey& other) noexcept {
        least_ = std::min(least_, other.least_);
        greatest_ = std::max(greatest_, other.greatest_);
        for (std::size_t i = 0; i < zeros_.size(); i++) zeros_[i] = std::max(zeros_[i], other.zeros_[i]);
    }

    Id least() const noexcept { return least_; }
    // Numbers from the least to the greatest, less one.
    std::uint64_t span() const noexcept { return static_cast<std::uint64_t>(greatest_) - static_cast<std::uint64_t>(least_); }
    // More than there are, save in one case of a million: the estimate and five times its standard error.
    std::size_t distinct_at_most() const noexcept {
        constexpr double n = 1 << kBits;
        double sum = 0, unseen = 0;
        for (const auto zeros : zeros_) {
            sum += std::ldexp(1.0, -zeros);
            unseen += zeros == 0 ? 1 : 0;
        }
        const double raw = 0.7213 / (1 + 1.079 / n) * n * n / sum;
        const double estimate = raw <= 2.5 * n && unseen > 0 ? n * std::log(n / unseen) : raw;
        return static_cast<std::size_t>(estimate * (1 + 5 * 1.04 / std::sqrt(n))) + 16;
    }

private:
    static constexpr unsigned kBits = 12;
    Id least_ = std::numeric_limits<Id>::max(), greatest_ = std::numeric_limits<Id>::min();
    std::array<unsigned char, 1 << kBits> zeros_{};
};

Survey survey(const Vec<Vec<Edge>>& blocks, JobContext& context) {
    std::vector<Survey> seen(context.threads());
    context.parallel_for(blocks.size(), 1, [&](std::size_t block, std::size_t, unsigned worker) {
        for (const Edge& e : blocks[block]) {
            seen[worker].add(e.a);
            seen[worker].add(e.b);
        }
    });
    for (std::size_t i = 1; i < seen.size(); i++) seen[0].merge(seen[i]);
    return seen[0];
}

// Calls body(batch) for the edges in batches, after asking for the memory of the ids of the next one.
template <class Set, class Body>
void each_batch(const Set& set, std::span<const Edge> edges, const Body& body) {
    for (std::size_t i = 0; i < edges.size(); i += kBatch) {
        for (std::size_t j = i + kBatch; j < std::min(i + 2 * kBatch, edges.size()); j++) {
            set.prefetch(edges[j].a);
            set.prefetch(edges[j].b);
        }
        body(edges.subspan(i, std::min(kBatch, edges.size() - i)));
    }
}

}  // namespace

void ConnectedComponents::grow() {
    if (edges() + kBlock > kMaxEdges)
        throw Error(ErrorCode::kLimitExceeded, "more than 2^30 edges in one query", {},
                    "Replace groups of nodes that belong together by one node first.");
    blocks_.emplace_back().reserve(kBlock);
}

void ConnectedComponents::fill(IdRange& range, JobContext& context) {
    context.parallel_for(blocks_.size(), 1, [&](std::size_t block, std::size_t, unsigned) {
        for (const Edge& e : blocks_[block]) {
            range.insert(e.a);
            range.insert(e.b);
        }
    });
    std::atomic<std::size_t> members{0};
    context.parallel_for(range.slots(), kBlock, [&](std::size_t begin, std::size_t end, unsigned) {
        std::size_t here = 0;
        for (std::size_t s = begin; s < end; s++) here += range.used(static_cast<Slot>(s)) ? 1 : 0;
        members.fetch_add(here, std::memory_order_relaxed);
    });
    nodes_ = members;
}

// False, and perhaps not all of them in, when there are more ids than `most`.
bool ConnectedComponents::fill(IdTable& table, std::size_t most, JobContext& context) {
    std::atomic<std::size_t> members{0};
    context.parallel_for(blocks_.size(), 1, [&](std::size_t block, std::size_t, unsigned) {
        const std::span<const Edge> edges = blocks_[block];
        for (std::size_t i = 0; i < edges.size(); i += kPiece) {
            if (members.load(std::memory_order_relaxed) > most) return;
            std::size_t fresh = 0;
            each_batch(table, edges.subspan(i, std::min(kPiece, edges.size() - i)), [&](std::span<const Edge> batch) {
                for (const Edge& e : batch) fresh += (table.insert(e.a) ? 1u : 0u) + (table.insert(e.b) ? 1u : 0u);
            });
            members.fetch_add(fresh, std::memory_order_relaxed);
        }
        context.progress().done.fetch_add(edges.size(), std::memory_order_relaxed);
    });
    nodes_ = members;
    return nodes_ <= most;
}

void ConnectedComponents::collect(JobContext& context) {
    context.progress().begin("collecting nodes", edges());
    const Survey seen = survey(blocks_, context);
    const std::size_t most = std::min(seen.distinct_at_most(), 2 * edges());
    // A range takes 5 bytes for each number of it, the union-find counted in; a table 18 for each member.
    if (seen.span() < kMaxRange && seen.span() / 4 < most) {
        fill(ids_.emplace<IdRange>(seen.least(), seen.span() + 1, &memory_, context), context);
        return;
    }
    if (!fill(ids_.emplace<IdTable>(most, kSpare, &memory_, context), most, context))
        fill(ids_.emplace<IdTable>(2 * edges(), 0, &memory_, context), 2 * edges(), context);
}

template <class Set, class Before>
void ConnectedComponents::join_all(const Set& set, const Before& before, JobContext& context) {
    UnionFind& sets = sets_.emplace(set.slots(), &memory_, context);
    std::atomic<std::uint64_t> joins{0};
    context.progress().begin("joining nodes", edges());
    context.parallel_for(blocks_.size(), 1, [&](std::size_t block, std::size_t, unsigned) {
        const Vec<Edge>& edges = blocks_[block];
        std::uint64_t joined = 0;
        each_batch(set, edges, [&](std::span<const Edge> batch) {
            std::array<std::pair<Slot, Slot>, kBatch> slots;
            for (std::size_t i = 0; i < batch.size(); i++) {
                slots[i] = {set.slot(batch[i].a), set.slot(batch[i].b)};
                sets.prefetch(slots[i].first);
                sets.prefetch(slots[i].second);
            }
            for (std::size_t i = 0; i < batch.size(); i++) {
                sets.prefetch(sets.parent(slots[i].first));
                sets.prefetch(sets.parent(slots[i].second));
            }
            for (std::size_t i = 0; i < batch.size(); i++)
                joined += sets.unite(slots[i].first, slots[i].second, before) ? 1 : 0;
        });
        joins.fetch_add(joined, std::memory_order_relaxed);
        context.progress().done.fetch_add(edges.size(), std::memory_order_relaxed);
    });
    joins_ = joins;
    context.progress().begin("naming components", 0);
    context.parallel_for(sets.size(), kBlock, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t s = begin; s < end; s++) {
            sets.prefetch(sets.parent(static_cast<Slot>(std::min(s + kBatch, end - 1))));
            sets.settle(static_cast<Slot>(s));
        }
    });
}

template <class Body>
auto ConnectedComponents::with_ids(const Body& body) {
    const auto* range = std::get_if<IdRange>(&ids_);
    return range != nullptr ? body(*range) : body(*std::get_if<IdTable>(&ids_));
}

void ConnectedComponents::run(JobContext& context) {
    if (edges() == 0) return;
    collect(context);
    with_ids([&](const auto& set) {
        if (has_texts())
            join_all(set, [&](Slot a, Slot b) { return text(set[a]) < text(set[b]); }, context);
        else
            join_all(set, [&](Slot a, Slot b) { return set[a] < set[b]; }, context);
    });
}

std::size_t ConnectedComponents::read(std::size_t& position, std::span<Member> out) noexcept {
    if (!sets_) return 0;
    return with_ids([&](const auto& set) {
        constexpr std::size_t kAhead = 64;
        std::size_t n = 0;
        for (; n < out.size() && position < set.slots(); position++) {
            const auto slot = static_cast<Slot>(position);
            if (position + kAhead < set.slots()) set.prefetch_slot(sets_->parent(slot + kAhead));
            if (set.used(slot)) out[n++] = {set[slot], set[sets_->parent(slot)]};
        }
        return n;
    });
}

}  // namespace cdp::cluster
