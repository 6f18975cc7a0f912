// SPDX-License-Identifier: PostgreSQL
// The waterfall of one pair: what each comparison saw, which level it gave and what that weighs.
#pragma once

#include <string>
#include <vector>

#include "core/base/cancel.hpp"
#include "core/score/model.hpp"

namespace cdp::link {

struct ExplainStep {
    std::string comparison;         // or "prior", "A with B" of an interaction, "lookalikes", "deterministic"
    std::string left, right;        // match forms that were compared; empty = missing
    unsigned level = 0;             // 0 = missing
    std::string condition;          // of the level; empty for missing and for steps that are no comparison
    double m = 0, u = 0;            // 0 for steps that are no comparison
    double frequency = 0;           // bits that the frequency of the value adds, part of `weight`
    double weight = 0;              // bits
    double total = 0;               // bits so far; the last one is the match weight
};

// `left` and `right` are JSON objects of column and value. Frequencies are the model's own. Nested
// values count as their JSON text. Throws Error(kInvalidArgument) for what is no object.
std::vector<ExplainStep> explain(const score::Model& model, std::string_view left, std::string_view right);

}  // namespace cdp::link
