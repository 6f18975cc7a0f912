// SPDX-License-Identifier: PostgreSQL
// Oversized blocks, split: the members that agree on one attribute more. A switchboard's number is shared by thousands,
// but not by thousands of people of one name.
#pragma once

#include "core/link/blocks.hpp"

namespace cdp::link {

// The attributes that oversized blocks of a rule are split by, best first: those that the rule does not look at, where
// most pairs of one person agree and few others do.
std::vector<int> splitting_attributes(const Table& table, const score::Model& model, const score::BlockingRule& rule,
                                      const Runs& oversized);

// Runs of the members of each run that have the same value. Records without a value are in none. The keys of runs are
// those that blocks and parts of blocks are known by; `place` is that of the attribute among those that split.
struct Pieces {
    explicit Pieces(std::pmr::memory_resource* memory) : within(memory), oversized(memory) {}
    Runs within, oversized;
};
Pieces split(const Runs& runs, const Values& by, std::size_t place, const BlockLimit& limit, JobContext& context);

}  // namespace cdp::link
