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

struct PickHeader {
    std::int64_t at;
    std::int64_t rank;
    std::uint32_t value_size;
    std::uint32_t key_size;
};

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
    return sizeof(PickHeader) + candidate.value.size() + candidate.key.size();
}

void pick_write(std::byte* to, const Candidate& candidate) noexcept {
    store(to, PickHeader{candidate.at, candidate.rank, static_cast<std::uint32_t>(candidate.value.size()),
                         key_size(candidate)});
    store_bytes(to + sizeof(PickHeader), candidate.value);
    store_bytes(to + sizeof(PickHeader) + candidate.value.size(), candidate.key);
}

Candidate pick_read(const std::byte* from) noexcept {
    const auto header = load<PickHeader>(from);
    const std::byte* bytes = from + sizeof header;
    Candidate c{.value = view(bytes, header.value_size)};
    c.has_key = header.key_size != kNoKey;
    if (c.has_key) c.key = view(bytes + header.value_size, header.key_size);
    c.rank = header.rank;
    c.at = header.at;
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
