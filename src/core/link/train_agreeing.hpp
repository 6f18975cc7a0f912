// SPDX-License-Identifier: PostgreSQL
// Pairs of records that share a value: on what else do strangers agree who agree on that? Random pairs agree too seldom
// to tell.
#pragma once

#include "core/link/scorer.hpp"
#include "core/score/estimate.hpp"

namespace cdp::link {

// Fills `agreeing` of `input`: for each comparison with a level of exact agreement a few thousand pairs, chosen by hash.
void gather_agreeing_pairs(const Scorer& scorer, JobContext& context, score::EstimateInput& input);

}  // namespace cdp::link
