// SPDX-License-Identifier: PostgreSQL
// What it is worth to a pair that agrees on two names that these go together, or do not: score::Communities by code.
#pragma once

#include <optional>
#include <vector>

#include "core/link/asked_values.hpp"
#include "core/score/weights.hpp"

namespace cdp::link {

class Communities {
public:
    // `left_place` and `right_place` are those of the two attributes in a row of codes.
    Communities(const score::Communities& of, const Values& left, const Values& right, std::size_t left_place, std::size_t right_place);
    // The same, where the model is frozen: what is known of values is looked up there, when it is asked for.
    Communities(const score::Communities& of, const FrozenModel::Communities& known, const Values& left, const Values& right,
                std::size_t left_place, std::size_t right_place);

    std::size_t left() const noexcept { return left_comparison_; }
    std::size_t right() const noexcept { return right_comparison_; }
    // Of two rows that agree on both. Where the values differ, those of the row that make it worth less count.
    score::Bits bits(const Code* a, const Code* b) const noexcept;
    score::Bits most() const noexcept { return most_; }  // at least 0

private:
    // What community a value is in, `count_` for none.
    using Asked = AskedValues<std::uint8_t>;
    struct Classes {
        std::size_t operator[](Code code) const noexcept { return asked ? (*asked)[code] : of[code - 1]; }

        Vec<std::uint8_t> of;  // by code - 1; or:
        std::optional<Asked> asked;
    };

    Communities(const score::Communities& of, Classes left, Classes right, std::size_t left_place, std::size_t right_place);
    static Classes ask(const score::Communities& of, const Values& values, const KnownForms<std::uint8_t>& known);
    score::Bits bits(const Code* row) const noexcept;

    std::size_t left_comparison_, right_comparison_;
    std::size_t left_place_, right_place_;
    std::size_t count_;
    Classes left_, right_;
    std::vector<score::Bits> bits_;
    score::Bits most_ = 0;
};

}  // namespace cdp::link
