// SPDX-License-Identifier: PostgreSQL
// The components of the graph of links and decisions: records and pairs of each, as runs of a few arrays.
#pragma once

#include <span>

#include "core/cluster/decisions.hpp"
#include "core/cluster/union_find.hpp"
#include "core/link/link.hpp"

namespace cdp::cluster {

struct Component {
    std::span<const link::Record> records;  // ascending
    std::span<const link::Link> links;      // these and the following: both records in it, in the order they were given
    std::span<const RecordPair> must, cannot;
};

// Groups by the sets of a union-find. Components of one record are left out, and pairs across components.
class ComponentList {
public:
    ComponentList(UnionFind& sets, const Vec<link::Link>& links, const Vec<RecordPair>& must, const Vec<RecordPair>& cannot,
                  std::pmr::memory_resource* memory, JobContext& context);

    std::size_t size() const noexcept { return roots_.size(); }
    // By the smallest record, ascending.
    Component operator[](std::size_t i) const noexcept {
        return {records_.run(i), links_.run(i), must_.run(i), cannot_.run(i)};
    }

private:
    template <class T>
    struct Runs {
        explicit Runs(std::pmr::memory_resource* memory) : items(memory), first(memory) {}
        std::span<const T> run(std::size_t i) const noexcept {
            return items.empty() ? std::span<const T>() : std::span<const T>(items).subspan(first[i], first[i + 1] - first[i]);
        }
        Vec<T> items;
        Vec<std::size_t> first;  // of each component, and the end
    };

    template <class T, class Each>
    void group(Runs<T>& runs, const Each& each, JobContext& context);
    template <class Pair>
    void group_pairs(Runs<Pair>& runs, const Vec<Pair>& pairs, JobContext& context);

    static constexpr std::uint32_t kNone = ~std::uint32_t{0};
    Vec<std::uint32_t> number_;  // of each record's component; kNone: none
    Vec<link::Record> roots_;
    Runs<link::Record> records_;
    Runs<link::Link> links_;
    Runs<RecordPair> must_, cannot_;
};

}  // namespace cdp::cluster
