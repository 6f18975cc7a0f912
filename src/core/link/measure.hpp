// SPDX-License-Identifier: PostgreSQL
// One measure of two prepared values: the bridge between the names that conditions use and the kernels.
#pragma once

#include "core/link/values.hpp"
#include "core/score/condition.hpp"

namespace cdp::link {

// The measure of value `a` of attribute `left` (left record) against `b` of `right`; truth values give 1 or 0. Where one
// of them is a list, that of the two elements that are closest; NaN when a list is empty. Both must be present.
// Characters are code points. Not for one-sided measures.
double measure(score::Measure measure, const Values& left, Code a, const Values& right, Code b);

inline constexpr Code kNoRecord = 0xFFFFFFFF;

// The code that Measure::kIs asks for: that of the text read as a value of the attribute; kNoRecord when it is not
// there.
Code code_of_literal(const Values& values, const std::string& text);

// An e-mail address up to its @.
constexpr std::string_view user_of(std::string_view email) noexcept { return email.substr(0, email.find('@')); }

// True where working it out costs more than looking it up in a cache.
constexpr bool is_costly(score::Measure measure) noexcept {
    using enum score::Measure;
    switch (measure) {
        case kLevenshtein:
        case kOsa:
        case kDamerau:
        case kLevenshteinSimilarity:
        case kJaro:
        case kJaroWinkler:
        case kJaccard:
        case kCharacterJaccard:
        case kTokenJaccard:
        case kTokenOverlap:
        case kUser:
        case kDistinctNames:
        case kShared:
        case kKm:
        case kCosine:
        case kSoundex: return true;
        default: return false;
    }
}

}  // namespace cdp::link
