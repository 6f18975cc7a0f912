// SPDX-License-Identifier: PostgreSQL
// How training went, for the document of the model: what was looked at, what came of it, what to be wary of.
#pragma once

#include "core/link/train.hpp"

namespace cdp::link {

// A JSON object. `input` is what the estimate was made from.
std::string write_report(const score::Model& model, const score::EstimateInput& input, const score::EstimateReport& report,
                         const TrainOptions& options);

}  // namespace cdp::link
