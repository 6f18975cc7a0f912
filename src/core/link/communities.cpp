// SPDX-License-Identifier: PostgreSQL
#include "core/link/communities.hpp"

#include <algorithm>

namespace cdp::link {

using score::Bits;

namespace {

constexpr std::uint8_t kUnasked = UINT8_MAX;  // no community has that number

// By code - 1: the community, or `count` of a value that is in none.
Vec<std::uint8_t> classes(std::size_t count, const score::KnownValues<std::uint8_t>& known, const Values& values) {
    Vec<std::uint8_t> out(values.distinct(), static_cast<std::uint8_t>(count), values.memory());
    for_each_known(values, known, [&](Code c, std::uint8_t community) { out[c - 1] = community; });
    return out;
}

}  // namespace

Communities::Classes Communities::ask(const score::Communities& of, const Values& values, const KnownForms<std::uint8_t>& known) {
    return {Vec<std::uint8_t>(values.memory()), Asked(values, known, static_cast<std::uint8_t>(of.count), kUnasked)};
}

Communities::Communities(const score::Communities& of, const Values& left, const Values& right, std::size_t left_place,
                         std::size_t right_place)
    : Communities(of, {classes(of.count, of.left_values, left), std::nullopt}, {classes(of.count, of.right_values, right), std::nullopt},
                  left_place, right_place) {}

Communities::Communities(const score::Communities& of, const FrozenModel::Communities& known, const Values& left, const Values& right,
                         std::size_t left_place, std::size_t right_place)
    : Communities(of, ask(of, left, known.left), ask(of, right, known.right), left_place, right_place) {}

Communities::Communities(const score::Communities& of, Classes left, Classes right, std::size_t left_place, std::size_t right_place)
    : left_comparison_(of.left), right_comparison_(of.right), left_place_(left_place), right_place_(right_place), count_(of.count),
      left_(std::move(left)), right_(std::move(right)) {
    for (const double b : of.bits) bits_.push_back(score::to_bits(b));
    for (const Bits b : bits_) most_ = std::max(most_, b);
}

Bits Communities::bits(const Code* row) const noexcept {
    const Code l = row[left_place_], r = row[right_place_];
    if (l == kMissing || r == kMissing) return most_;
    const std::size_t k = left_[l], j = right_[r];
    return k < count_ && j < count_ ? bits_[k * count_ + j] : 0;
}

Bits Communities::bits(const Code* a, const Code* b) const noexcept {
    const auto has_both = [this](const Code* row) { return row[left_place_] != kMissing && row[right_place_] != kMissing; };
    return has_both(a) || has_both(b) ? std::min(bits(a), bits(b)) : 0;
}

}  // namespace cdp::link
