// SPDX-License-Identifier: PostgreSQL
// A text's letters as one word of bits, from which follows how many characters two texts can have in common at most.
// That settles most comparisons of unlike values without looking at either text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/score/condition.hpp"

namespace cdp::link {

// How many letters are there once, twice and so on: bit (c, k) is set when a text has c at least k times. Some of these
// share a bit, which can only hide a difference. The length is in the top byte.
using Letters = std::uint64_t;
inline constexpr std::size_t kLongestCounted = 255;  // characters; texts as long as this are never ruled out

Letters letters_of(std::string_view text) noexcept;

// What the tests of one measure need at the least of two texts, or at the most.
class LetterBound {
public:
    LetterBound() = default;
    // For tests that all ask for at least (a similarity) or at most (a distance) `bound`; the loosest of them.
    LetterBound(score::Measure measure, double bound) noexcept;

    static bool serves(score::Measure measure) noexcept;
    static bool is_distance(score::Measure measure) noexcept;

    bool empty() const noexcept { return kind_ == Kind::kNone; }
    // True only when every test of the measure is certain to fail for texts with these letters.
    bool rules_out(Letters a, Letters b) const noexcept {
        const unsigned n = length(a), m = length(b);
        if (n - 1 >= kLongestCounted - 1 || m - 1 >= kLongestCounted - 1) return false;  // empty or long
        const auto common = static_cast<int>(std::min(n - count(a & ~b), m - count(b & ~a)));
        const auto longer = static_cast<int>(std::max(n, m));
        switch (kind_) {
            case Kind::kJaro:  // common / n + common / m + 1 < 3 * bound
                return common * static_cast<int>(n + m) < bound_ * static_cast<double>(n * m);
            case Kind::kEdits: return longer - common > bound_;
            case Kind::kShare: return common < bound_ * longer;
            case Kind::kNone: break;
        }
        return false;
    }

private:
    enum class Kind : unsigned char { kNone, kJaro, kEdits, kShare };

    static unsigned length(Letters letters) noexcept { return static_cast<unsigned>(letters >> 56); }
    // Set bits below the length. why: not every machine that this must run on has an instruction for it.
    static unsigned count(Letters letters) noexcept {
        letters &= (Letters{1} << 56) - 1;
        letters -= letters >> 1 & 0x5555555555555555;
        letters = (letters & 0x3333333333333333) + (letters >> 2 & 0x3333333333333333);
        letters = (letters + (letters >> 4)) & 0x0f0f0f0f0f0f0f0f;
        return static_cast<unsigned>(letters * 0x0101010101010101 >> 56);
    }

    Kind kind_ = Kind::kNone;
    double bound_ = 0;
};

}  // namespace cdp::link
