// SPDX-License-Identifier: PostgreSQL
// Union-find over dense ids. The root of a set is its smallest id, so results do not depend on the order of
// edges. Iterative path halving (Tarjan & van Leeuwen 1984).
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>

#include "core/base/memory.hpp"

namespace cdp::cluster {

class UnionFind {
public:
    UnionFind(std::size_t n, std::pmr::memory_resource* memory) : parent_(n, 0, memory) {
        std::iota(parent_.begin(), parent_.end(), 0u);
    }

    std::uint32_t find(std::uint32_t x) noexcept {
        while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
        return x;
    }

    // False when both were in one set already.
    bool unite(std::uint32_t a, std::uint32_t b) noexcept {
        a = find(a);
        b = find(b);
        if (a == b) return false;
        if (b < a) std::swap(a, b);
        parent_[b] = a;
        return true;
    }

    std::size_t size() const noexcept { return parent_.size(); }

private:
    Vec<std::uint32_t> parent_;
};

}  // namespace cdp::cluster
