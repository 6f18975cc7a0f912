// SPDX-License-Identifier: PostgreSQL
// Which of several values survives in a golden record. Candidates stand in one total order, so the answer depends
// on the set of candidates alone. States are flat bytes without alignment: they travel between processes as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::merge {

inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();    // older than any time
inline constexpr std::int32_t kNoRank = std::numeric_limits<std::int32_t>::max();    // after any other rank

// One value with what speaks for it. The views are not owned.
struct Candidate {
    std::string_view value;
    std::string_view key = {};
    bool has_key = false;
    std::int32_t rank = 0;
    std::int64_t count = 1;
    std::int64_t at = kNoTime;
};

// True when a survives b: lower rank, then higher count, then later, then smaller key (any key before none),
// then smaller value, both in byte order. Two candidates equal in all of these are the same answer.
bool survives(const Candidate& a, const Candidate& b) noexcept;

// A pick holds the one candidate that survives all others.
std::size_t pick_size(const Candidate& candidate) noexcept;
void pick_write(std::byte* to, const Candidate& candidate) noexcept;
Candidate pick_read(const std::byte* from) noexcept;

// A tally holds every distinct value with its count, its latest time and its smallest key. It lives in a block of
// fixed size; when one more candidate does not fit, the owner makes a larger block and copies the tally over.
// Amortised O(1) per candidate; a distinct value costs its bytes, its key and about 60 bytes, at most twice that
// while there is room to grow. Ranks play no part in it.

// Size of a block that holds `candidate` alone.
std::size_t tally_first_size(const Candidate& candidate) noexcept;
void tally_init(std::byte* block, std::size_t size) noexcept;
// False, with the tally unchanged, when the block has no room.
bool tally_add(std::byte* block, const Candidate& candidate) noexcept;
// Size of a block that holds the tally and `candidate`, with room to grow.
std::size_t tally_next_size(const std::byte* block, const Candidate& candidate) noexcept;
// Makes `to`, of a size that tally_next_size gave for `from`, the same tally.
void tally_copy(std::byte* to, std::size_t size, const std::byte* from) noexcept;
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
