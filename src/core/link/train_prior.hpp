// SPDX-License-Identifier: PostgreSQL
// The share of matches among all pairs, when it is not to be estimated.
#pragma once

#include "core/link/train.hpp"

namespace cdp::link {

// Throws Error(kInvalidArgument) for options that make no sense.
void check_prior(const score::Model& model, const TrainOptions& options);
// The prior that checked options give, or nothing when it is to be estimated. Throws Error(kInvalidArgument) when the
// rules cannot give one on this table.
std::optional<double> given_prior(const score::Model& model, const Table& table, std::size_t max_block,
                                  const TrainOptions& options, JobContext& context);

}  // namespace cdp::link
