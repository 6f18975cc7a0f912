// SPDX-License-Identifier: PostgreSQL
// Connected components of a graph given by edges between ids, numbers or texts. A component is named by its smallest
// member: the smallest number, or the first text in byte order.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "core/base/job.hpp"
#include "core/cluster/id_set.hpp"
#include "core/cluster/union_find.hpp"
#include "core/link/interner.hpp"

namespace cdp::cluster {

class ConnectedComponents {
public:
    struct Edge {
        Id a, b;
    };
    struct Member {
        Id node, component;
    };

    explicit ConnectedComponents(const Limits& limits)
        : budget_(limits), memory_(budget_), blocks_(&memory_), texts_(&memory_) {}
    ConnectedComponents(const ConnectedComponents&) = delete;
    ConnectedComponents& operator=(const ConnectedComponents&) = delete;

    // Edges, on one thread, before run: all of numbers or all of texts. An edge from a node to itself makes a node
    // that need not have a neighbour. Throws Error(kLimitExceeded) for more edges than 2^30.
    void add(Id a, Id b) {
        if (blocks_.empty() || blocks_.back().size() == kBlock) grow();
        blocks_.back().push_back({a, b});
    }
    void add(std::string_view a, std::string_view b) {
        const Id left = texts_.intern(a);
        add(left, a == b ? left : Id{texts_.intern(b)});
    }

    void run(JobContext& context);

    std::uint64_t edges() const noexcept {
        return blocks_.empty() ? 0 : (blocks_.size() - 1) * kBlock + blocks_.back().size();
    }
    std::uint64_t nodes() const noexcept { return nodes_; }
    std::uint64_t components() const noexcept { return nodes_ - joins_; }
    std::size_t peak_memory() const noexcept { return budget_.peak(); }
    std::uint64_t spilled() const noexcept { return budget_.spilled(); }  // bytes in temporary files, at the most
    void relieve() noexcept {
        if (Spill* const files = budget_.spill(); files != nullptr) files->relieve();
    }

    // The result of run, piece by piece: fills `out` from `position` on, which it moves, and returns how many nodes it
    // gave; 0 at the end. Each node is there once, in an order that no thread can change. Texts are given by number.
    std::size_t read(std::size_t& position, std::span<Member> out) noexcept;
    bool has_texts() const noexcept { return texts_.size() > 0; }
    std::string_view text(Id number) const noexcept { return texts_[static_cast<link::Code>(number)]; }

private:
    static constexpr std::size_t kBlock = std::size_t{1} << 16;

    void grow();
    void collect(JobContext& context);
    void fill(IdRange& range, JobContext& context);
    bool fill(IdTable& table, std::size_t most, JobContext& context);
    template <class Body>
    auto with_ids(const Body& body);
    template <class Set, class Before>
    void join_all(const Set& set, const Before& before, JobContext& context);

    Budget budget_;
    CountedResource memory_;
    Vec<Vec<Edge>> blocks_;  // all but the last are full
    link::Interner texts_;
    std::variant<std::monostate, IdRange, IdTable> ids_;
    std::optional<UnionFind> sets_;
    std::uint64_t nodes_ = 0, joins_ = 0;
};

}  // namespace cdp::cluster
