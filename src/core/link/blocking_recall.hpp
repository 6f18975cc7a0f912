// SPDX-License-Identifier: PostgreSQL
// Which share of all matches the blocking rules of a model find, estimated without labels.
#pragma once

#include <optional>

#include "core/link/scorer.hpp"

namespace cdp::link {

struct BlockingRecall {
    struct Rule {
        double matches = 0;  // expected among the pairs that agree on its keys
        double only = 0;     // of these, those that no other rule finds
    };
    std::vector<Rule> rules;       // blocking rules, then deterministic ones
    double found = 0;              // expected matches among all pairs that are compared
    std::optional<double> missed;  // expected matches that are not; absent when there is too little to tell
    std::uint64_t compared = 0;
};

// Scores every pair that the rules propose; the sum of the probabilities is what they find, score::missed_matches tells
// the rest. Matches between records of a block that was not compared count as found. Pairs of neighbourhoods are left
// out. The same for any number of threads.
BlockingRecall blocking_recall(const Scorer& scorer, JobContext& context);

}  // namespace cdp::link
