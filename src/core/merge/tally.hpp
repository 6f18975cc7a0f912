// SPDX-License-Identifier: PostgreSQL
// A tally holds every distinct value, by its bytes, with its best rank and, of the rows of that rank, the votes, the
// latest time and the smallest key. It lives in a block of fixed size; when one more candidate does not fit, the owner
// makes a larger block and copies the tally over. Amortised O(1) per candidate; a distinct value costs its bytes, its key
// and about 50 bytes, at most twice that while there is room to grow.
#pragma once

#include "core/merge/survivor.hpp"

namespace cdp::merge {

// Size of a block that holds `candidate` alone.
std::size_t tally_first_size(const Candidate& candidate) noexcept;
void tally_init(std::byte* block, std::size_t size) noexcept;
// False, with the tally unchanged, when the block has no room.
bool tally_add(std::byte* block, const Candidate& candidate) noexcept;
// Size of a block that holds the tally and `candidate`, with room to grow.
std::size_t tally_next_size(const std::byte* block, const Candidate& candidate) noexcept;
// Makes `to`, of a size that tally_next_size gave for `from`, the same tally.
void tally_copy(std::byte* to, std::size_t size, const std::byte* from) noexcept;
// Number of distinct values.
std::size_t tally_values(const std::byte* block) noexcept;
// The value that survives. The tally is not empty.
Candidate tally_best(const std::byte* block) noexcept;

// Gives the distinct values of a tally one after the other.
class TallyReader {
public:
    explicit TallyReader(const std::byte* block) noexcept;
    bool next(Candidate& candidate) noexcept;

private:
    const std::byte* block_;
    std::size_t position_;
    std::size_t end_;
};

}  // namespace cdp::merge
