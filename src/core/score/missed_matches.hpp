// SPDX-License-Identifier: PostgreSQL
// How many matches do the blocking rules miss? An estimate without labels, by capture and recapture: every attribute is
// an observer that sees a match or does not, through the keys on which the two records agree. The matches that some rule
// proposes are known; those that none does are estimated from how often attributes agree independently of one another.
//
// Within a class of matches the attributes are independent; there are two classes, as it were of well kept and of badly
// kept records, so that attributes that fail together (moves, other scripts, empty fields) do not pass for luck. Latent
// classes in capture-recapture: Agresti 1994; Norris & Pollock 1996. Estimated by expectation maximisation over the cells
// of the table of agreements, those that no rule reaches filled up from the classes (Dempster, Laird & Rubin 1977).
//
// Two attributes give what Chapman (1951) and Petersen give for two lists. Assumes that what the rules find is found for what
// it agrees on, and that the weights of the matches given are calibrated.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/cancel.hpp"

namespace cdp::score {

using KeySet = std::uint64_t;  // of a pair: the keys that agree, a bit each

struct CaptureInput {
    std::vector<KeySet> attributes;                    // the keys of each; no key is in two
    std::vector<KeySet> rules;                         // keys that must all agree
    std::vector<std::pair<KeySet, double>> found;  // matches that some rule proposes, expected numbers, by what they agree on
};

inline constexpr double kFewestFound = 10;  // matches that are no basis for an estimate

// Expected number of matches that no rule proposes. Absent when fewer than kFewestFound were found, and when all keys are
// of one attribute: nothing then observes independently. The order of `found` does not show.
std::optional<double> missed_matches(const CaptureInput& input, const CancelToken& token);

}  // namespace cdp::score
