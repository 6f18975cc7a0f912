// SPDX-License-Identifier: PostgreSQL
// The part of a model document that holds the communities of names.
#pragma once

#include "core/score/json_reader.hpp"
#include "core/score/model.hpp"

namespace cdp::score {

// Throws Error(kInvalidModel) whose message starts with `path`. The model has its comparisons.
Communities read_communities(const Json& j, const std::string& path, const Model& model);
Json write_communities(const Communities& communities, const Model& model);

}  // namespace cdp::score
