// SPDX-License-Identifier: PostgreSQL
#include "core/merge/survivor.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "core/merge/flat.hpp"
#include "core/text/utf8.hpp"

namespace cdp::merge {

namespace {

// A pick is a header, then the time and the rank where it has them, then value and key.
struct PickHeader {
    std::uint32_t value_size;  // less than 1 GB, with the flags above
    std::uint32_t key_size;
};

constexpr std::uint32_t kHasTime = 1u << 31, kHasRank = 1u << 30;

std::size_t numbers_size(std::uint32_t flags) noexcept {
    return ((flags & kHasTime) != 0 ? sizeof(std::int64_t) : 0) + ((flags & kHasRank) != 0 ? sizeof(std::int64_t) : 0);
}

std::uint32_t flags_of(const Candidate& c) noexcept {
    return (c.at != kNoTime ? kHasTime : 0) | (c.rank != 0 ? kHasRank : 0);
}

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

}  // namespace

bool survives(const Candidate& a, const Candidate& b) noexcept {
    if (a.rank != b.rank) return a.rank < b.rank;
    if (a.votes != b.votes) return a.votes > b.votes;
    if (a.at != b.at) return a.at > b.at;
    if (key_before(a, b)) return true;
    if (key_before(b, a)) return false;
    return a.value < b.value;
}

void absorb(Candidate& sum, const Candidate& c) noexcept {
    if (c.rank > sum.rank) return;
    if (c.rank < sum.rank) {
        sum = c;
        return;
    }
    sum.votes = c.votes > kMost - sum.votes ? kMost : sum.votes + c.votes;
    sum.at = std::max(sum.at, c.at);
    sum.value = std::min(sum.value, c.value);
    if (!key_before(c, sum)) return;
    sum.key = c.key;
    sum.has_key = true;
}

std::size_t pick_size(const Candidate& candidate) noexcept {
    return sizeof(PickHeader) + numbers_size(flags_of(candidate)) + candidate.value.size() + candidate.key.size();
}

void pick_write(std::byte* to, const Candidate& candidate) noexcept {
    const std::uint32_t flags = flags_of(candidate);
    store(to, PickHeader{static_cast<std::uint32_t>(candidate.value.size()) | flags, key_size(candidate)});
    to += sizeof(PickHeader);
    if ((flags & kHasTime) != 0) {
        store(to, candidate.at);
        to += sizeof candidate.at;
    }
    if ((flags & kHasRank) != 0) {
        store(to, candidate.rank);
        to += sizeof candidate.rank;
    }
    store_bytes(to, candidate.value);
    store_bytes(to + candidate.value.size(), candidate.key);
}

Candidate pick_read(const std::byte* from) noexcept {
    const auto header = load<PickHeader>(from);
    from += sizeof header;
    Candidate c;
    if ((header.value_size & kHasTime) != 0) {
        c.at = load<std::int64_t>(from);
        from += sizeof c.at;
    }
    if ((header.value_size & kHasRank) != 0) {
        c.rank = load<std::int64_t>(from);
        from += sizeof c.rank;
    }
    c.value = view(from, header.value_size & ~(kHasTime | kHasRank));
    c.has_key = header.key_size != kNoKey;
    if (c.has_key) c.key = view(from + c.value.size(), header.key_size);
    return c;
}

std::int64_t characters(std::string_view value) noexcept {
    return static_cast<std::int64_t>(text::is_ascii(value) ? value.size() : text::count_code_points(value));
}

std::int64_t greatest_first(double number) noexcept {
    if (std::isnan(number)) return kNoRank;
    const auto bits = std::bit_cast<std::int64_t>(number == 0 ? 0.0 : number);
    // Positive numbers are ordered as their bits are; negative ones the other way round.
    return bits < 0 ? bits & kMost : -bits;
}

std::int64_t votes_of(double weight) noexcept { return std::llround(weight * kVote); }

std::size_t ranked_key_size(std::size_t ranks, std::string_view key) noexcept {
    return ranks * sizeof(std::int64_t) + key.size();
}

void ranked_key_write(std::byte* to, std::span<const std::int64_t> ranks, std::string_view key) noexcept {
    for (const std::int64_t rank : ranks) {
        const std::uint64_t bits = static_cast<std::uint64_t>(rank) ^ (std::uint64_t{1} << 63);
        for (int shift = 56; shift >= 0; shift -= 8) *to++ = static_cast<std::byte>(bits >> shift);
    }
    store_bytes(to, key);
}

double decayed_trust(double most, double least, double share, Decay decay) noexcept {
    const double x = std::clamp(share, 0.0, 1.0);
    double left = 1 - x;
    if (decay == Decay::kFastFirst) left = 1 - std::sqrt(x);
    if (decay == Decay::kSlowFirst) left = 1 - x * x;
    return least + (most - least) * left;
}

}  // namespace cdp::merge
