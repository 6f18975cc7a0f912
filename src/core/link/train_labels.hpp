// SPDX-License-Identifier: PostgreSQL
// What is known of some records before training: which are the same, and which are not.
#pragma once

#include <optional>

#include "core/link/candidates.hpp"

namespace cdp::link {

class Labels {
public:
    Labels(std::size_t records, std::pmr::memory_resource* memory)
        : entities_(records, kMissing, memory), in_pairs_(records, 0, memory), pairs_(memory) {}

    // Records of one entity are the same; two of different entities are not; kMissing says nothing.
    void set_entity(Record r, Code entity) noexcept { entities_[r] = entity; }
    void add_pair(Record a, Record b, bool same);
    // To be called before anything is asked.
    void finish(const CancelToken& token);

    std::optional<bool> verdict(Record a, Record b) const noexcept;

    // Pairs that are the same, by the pairs and by the entities. Of entities so large that they would give more than
    // `most` pairs, some are drawn by hash.
    Vec<Pair> matches(std::size_t most, const CancelToken& token) const;
    // Pairs that were said not to be.
    Vec<Pair> others() const;
    std::size_t records() const noexcept;  // of which something is known

private:
    struct Known {
        Pair pair;
        bool same;
    };
    void matches_of(std::span<const Record> members, double share, Vec<Pair>& to) const;

    Vec<Code> entities_;           // by record
    Vec<unsigned char> in_pairs_;  // by record: it is in one of the pairs
    Vec<Known> pairs_;             // in order
};

}  // namespace cdp::link
