// SPDX-License-Identifier: PostgreSQL
// Union-find over dense ids. The root of a set is its first id, so results do not depend on the order of edges, nor
// on how many threads unite them. Iterative path halving (Tarjan & van Leeuwen 1984), lock-free (Anderson & Woll 1991).
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>

#include "core/base/job.hpp"
#include "core/base/memory.hpp"

namespace cdp::cluster {

// Every method but move may be called from many threads at once; answers are final when no one unites any more.
class UnionFind {
public:
    UnionFind(std::size_t n, std::pmr::memory_resource* memory) : parent_(n, memory) {
        std::iota(parent_.begin(), parent_.end(), 0u);
    }
    // For very many: set up by all threads of the job.
    UnionFind(std::size_t n, std::pmr::memory_resource* memory, JobContext& context) : parent_(n, memory) {
        context.parallel_for(n, std::size_t{1} << 16, [&](std::size_t begin, std::size_t end, unsigned) {
            std::iota(parent_.begin() + begin, parent_.begin() + end, static_cast<std::uint32_t>(begin));
        });
    }

    std::uint32_t find(std::uint32_t x) noexcept {
        for (std::uint32_t up = parent(x); up != x;) {
            const std::uint32_t further = parent(up);
            if (further == up) return up;
            // why: x is no root and never will be again, so whatever another thread wrote here, an ancestor may replace it.
            slot(x).store(further, std::memory_order_relaxed);
            x = further;
            up = parent(x);
        }
        return x;
    }

    // False when both were in one set already. `before` is the order whose first id becomes the root: the same order
    // in every call.
    template <class Before = std::less<>>
    bool unite(std::uint32_t a, std::uint32_t b, const Before& before = {}) noexcept {
        for (;;) {
            a = find(a);
            b = find(b);
            if (a == b) return false;
            if (before(b, a)) std::swap(a, b);
            std::uint32_t root = b;
            if (slot(b).compare_exchange_strong(root, a, std::memory_order_relaxed)) return true;
        }
    }

    // An ancestor of x, x itself when it is a root. After settle(x), with no one uniting any more, it is the root.
    std::uint32_t parent(std::uint32_t x) noexcept { return slot(x).load(std::memory_order_relaxed); }
    void settle(std::uint32_t x) noexcept { slot(x).store(find(x), std::memory_order_relaxed); }

    void prefetch(std::uint32_t x) const noexcept { __builtin_prefetch(&parent_[x], 1); }
    std::size_t size() const noexcept { return parent_.size(); }

private:
    std::atomic_ref<std::uint32_t> slot(std::uint32_t x) noexcept { return std::atomic_ref(parent_[x]); }

    Array<std::uint32_t> parent_;
};

}  // namespace cdp::cluster
