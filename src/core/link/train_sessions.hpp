// SPDX-License-Identifier: PostgreSQL
// What matches are told by: the patterns of the pairs that blocking rules propose, a session each, and of labelled pairs.
#pragma once

#include "core/link/scorer.hpp"
#include "core/link/train_labels.hpp"
#include "core/score/estimate.hpp"

namespace cdp::link {

// Fills sessions and candidates of `input`. Rules with many pairs give a sample. Of `labels`, which may be null, come
// the known pairs among these; further the counts of labelled matches, and a session of pairs that are said not to be.
void gather_sessions(const Scorer& scorer, Candidates& candidates, const Labels* labels, JobContext& context,
                     score::EstimateInput& input);

}  // namespace cdp::link
