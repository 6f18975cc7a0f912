// SPDX-License-Identifier: PostgreSQL
// Trains a model on a table, without labels: value frequencies, u from random pairs, then `score::estimate` on the
// patterns of pairs that the blocking rules propose.
#pragma once

#include "core/link/candidates.hpp"
#include "core/score/estimate.hpp"

namespace cdp::link {

// Replaces the probabilities, the prior and the frequencies of `model`. Deterministic: samples are chosen by hash.
score::EstimateReport train(score::Model& model, const Table& table, std::size_t max_block, JobContext& context);

}  // namespace cdp::link
