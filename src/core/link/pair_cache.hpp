// SPDX-License-Identifier: PostgreSQL
// Remembers a few bits about pairs of codes: direct-mapped, eight bytes an entry. The hash of a pair is a bijection,
// so what is left of it beside the entry's own place tells the pair: an answer is never that of another pair.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/hash.hpp"
#include "core/link/interner.hpp"

namespace cdp::link {

class PairCache {
public:
    static constexpr unsigned kAnswerBits = 13;

    // One that is not `worthwhile`, as for a few pairs, takes no memory and remembers nothing.
    explicit PairCache(bool worthwhile = true) : entries_(worthwhile ? kEntries : 0) {}

    void prefetch(Code a, Code b) const noexcept {
        if (!entries_.empty()) __builtin_prefetch(&entries_[mix64(std::uint64_t(a) << 32 | b) % kEntries]);
    }
    // The answer for (a, b), from compute() when it is not there; below 2^kAnswerBits.
    template <class Compute>
    unsigned get(Code a, Code b, const Compute& compute) {
        if (entries_.empty()) return compute();
        const std::uint64_t hash = mix64(std::uint64_t(a) << 32 | b);
        std::uint64_t& entry = entries_[hash % kEntries];
        const std::uint64_t filled = hash / kEntries * kEntries | kFilled;
        if ((entry & ~kAnswer) != filled) entry = filled | compute();
        return static_cast<unsigned>(entry & kAnswer);
    }

private:
    static constexpr std::uint64_t kFilled = std::uint64_t{1} << kAnswerBits;
    static constexpr std::uint64_t kAnswer = kFilled - 1;
    static constexpr std::uint64_t kEntries = 2 * kFilled;

    std::vector<std::uint64_t> entries_;
};

}  // namespace cdp::link
