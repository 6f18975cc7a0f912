// SPDX-License-Identifier: PostgreSQL
// What it is worth to a pair that agrees on two names that these go together, or do not: score::Communities by code.
#pragma once

#include <vector>

#include "core/link/frozen_model.hpp"
#include "core/score/weights.hpp"

namespace cdp::link {

class Communities {
public:
    // `left_place` and `right_place` are those of the two attributes in a row of codes.
    Communities(const score::Communities& of, const Values& left, const Values& right, std::size_t left_place, std::size_t right_place);
    // The same, where the model is frozen: what is known of values is looked up there.
    Communities(const score::Communities& of, const FrozenModel::Communities& known, const Values& left, const Values& right,
                std::size_t left_place, std::size_t right_place);

    std::size_t left() const noexcept { return left_comparison_; }
    std::size_t right() const noexcept { return right_comparison_; }
    // Of two rows that agree on both. Where the values differ, those of the row that make it worth less count.
    score::Bits bits(const Code* a, const Code* b) const noexcept;
    score::Bits most() const noexcept { return most_; }  // at least 0

private:
    Communities(const score::Communities& of, Vec<std::uint8_t> left, Vec<std::uint8_t> right, std::size_t left_place, std::size_t right_place);
    score::Bits bits(const Code* row) const noexcept;

    std::size_t left_comparison_, right_comparison_;
    std::size_t left_place_, right_place_;
    std::size_t count_;
    Vec<std::uint8_t> left_, right_;
    std::vector<score::Bits> bits_;
    score::Bits most_ = 0;
};

}  // namespace cdp::link
