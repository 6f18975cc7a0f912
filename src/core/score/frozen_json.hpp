// SPDX-License-Identifier: PostgreSQL
// The part of a model document that holds what blocking rules took from the data.
#pragma once

#include "core/score/json_reader.hpp"
#include "core/score/model.hpp"

namespace cdp::score {

// Throws Error(kInvalidModel) whose message starts with `path`. The model has its rules.
FrozenBlocking read_frozen(const Json& j, const std::string& path, const Model& model);
Json write_frozen(const FrozenBlocking& frozen, const Model& model);

}  // namespace cdp::score
