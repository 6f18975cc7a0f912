// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/component_list.hpp"

namespace cdp::cluster {

using link::Link;
using link::Record;

namespace {
constexpr std::size_t kGrain = std::size_t{1} << 16;
}

// Calls each(take) twice; take(component, item) counts items the first time, and puts them into their runs the second.
template <class T, class Each>
void ComponentList::group(Runs<T>& runs, const Each& each, JobContext& context) {
    runs.first.assign(roots_.size() + 2, 0);
    each([&](std::uint32_t component, const T&) { runs.first[component + 2]++; });
    context.check();
    for (std::size_t i = 2; i < runs.first.size(); i++) runs.first[i] += runs.first[i - 1];
    runs.items.resize(runs.first.back());
    context.check();
    each([&](std::uint32_t component, const T& item) { runs.items[runs.first[component + 1]++] = item; });
    context.check();
}

template <class Pair>
void ComponentList::group_pairs(Runs<Pair>& runs, const Vec<Pair>& pairs, JobContext& context) {
    if (pairs.empty()) return;
    group(runs, [&](const auto& take) {
        for (std::size_t i = 0; i < pairs.size(); i++) {
            if (i % kGrain == 0) context.check();
            const auto component = number_[pairs[i].a];
            if (component != kNone && component == number_[pairs[i].b]) take(component, pairs[i]);
        }
    }, context);
}

ComponentList::ComponentList(UnionFind& sets, const Vec<Link>& links, const Vec<RecordPair>& must,
                             const Vec<RecordPair>& cannot, std::pmr::memory_resource* memory, JobContext& context)
    : number_(sets.size(), kNone, memory), roots_(memory), records_(memory), links_(memory), must_(memory), cannot_(memory) {
    const std::size_t n = sets.size();
    context.parallel_for(n, kGrain, [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t r = begin; r < end; r++) sets.settle(static_cast<Record>(r));
    });
    // A root is the smallest of its set: it comes first, and by then is known not to be alone.
    constexpr std::uint32_t kNotAlone = kNone - 1;
    for (Record r = 0; r < n; r++)
        if (const Record root = sets.parent(r); root != r) number_[root] = kNotAlone;
    context.check();
    for (Record r = 0; r < n; r++) {
        const Record root = sets.parent(r);
        if (root != r) {
            number_[r] = number_[root];
        } else if (number_[r] == kNotAlone) {
            number_[r] = static_cast<std::uint32_t>(roots_.size());
            roots_.push_back(r);
        }
    }
    context.check();
    group(records_, [&](const auto& take) {
        for (Record r = 0; r < n; r++)
            if (number_[r] != kNone) take(number_[r], r);
    }, context);
    group_pairs(links_, links, context);
    group_pairs(must_, must, context);
    group_pairs(cannot_, cannot, context);
}

}  // namespace cdp::cluster
