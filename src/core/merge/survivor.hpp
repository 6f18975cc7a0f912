// SPDX-License-Identifier: PostgreSQL
// Which of several values survives in a golden record. Candidates stand in one total order, so the answer depends
// on the set of candidates alone. States are flat bytes without alignment: they travel between processes as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::merge {

inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();  // older than any time
inline constexpr std::int64_t kNoRank = std::numeric_limits<std::int64_t>::max();  // after any other rank

// One value with what speaks for it. The views are not owned. `votes` are rows, or weights in steps of kVote.
struct Candidate {
    std::string_view value;
    std::string_view key = {};
    bool has_key = false;
    std::int64_t rank = 0;
    std::int64_t votes = 1;
    std::int64_t at = kNoTime;
};

// True when a survives b: lower rank, then more votes, then later, then smaller key (any key before none),
// then smaller value, both in byte order. Two candidates equal in all of these are the same answer.
bool survives(const Candidate& a, const Candidate& b) noexcept;

// Adds c to sum, which is of the same value: the lower rank alone counts; of equal ranks votes add up (and stop at the
// largest number), the latest time and the smallest key stay, and the bytes that come first.
void absorb(Candidate& sum, const Candidate& c) noexcept;

// A pick holds the one candidate that survives all others.
std::size_t pick_size(const Candidate& candidate) noexcept;
void pick_write(std::byte* to, const Candidate& candidate) noexcept;
Candidate pick_read(const std::byte* from) noexcept;

// Length of a text in characters (code points).
std::int64_t characters(std::string_view value) noexcept;

// Ranks that put the greater number first; what is not a number comes last.
std::int64_t greatest_first(double number) noexcept;

// A weight of a vote: kVote steps for 1. Weights from 0 to kMostWeight.
inline constexpr double kVote = 1e6;
inline constexpr double kMostWeight = 1e9;
std::int64_t votes_of(double weight) noexcept;

// Several ranks and a key as one key: byte order is the order of the ranks, the first first, then that of the key.
std::size_t ranked_key_size(std::size_t ranks, std::string_view key) noexcept;
void ranked_key_write(std::byte* to, std::span<const std::int64_t> ranks, std::string_view key) noexcept;

// How fast the trust in a source fades while its value grows old.
enum class Decay { kLinear, kFastFirst, kSlowFirst };

// Trust in a value of an age given as a share of the period after which it stays at `least`: `most` at 0 and before,
// then 1 - x, 1 - sqrt(x) or 1 - x^2 of the way.
double decayed_trust(double most, double least, double share, Decay decay) noexcept;

}  // namespace cdp::merge
