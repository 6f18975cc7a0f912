// SPDX-License-Identifier: PostgreSQL
// The model as a JSON document. Reading validates everything and names the place of an error by its path
// (`model.comparisons[2].levels[0].when`); writing then reading gives the same model.
#pragma once

#include <string>
#include <string_view>

#include "core/score/model.hpp"

namespace cdp::score {

// `statistics`: the field of that name, for a document that lacks it; empty for none. Throws Error(kInvalidModel).
Model read_model(std::string_view json, std::string_view statistics = {});
std::string write_model(const Model& model);

// The argument "rules" of train_model: as `deterministic` of a model.
std::vector<BlockingRule> read_rules(std::string_view json, const Model& model);

}  // namespace cdp::score
