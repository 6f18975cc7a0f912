// SPDX-License-Identifier: PostgreSQL
// The attributes of a model as JSON.
#pragma once

#include "core/score/json_reader.hpp"
#include "core/score/model.hpp"

namespace cdp::score {

// Fills model.attributes from the field "attributes" of the document. Throws Error(kInvalidModel).
void read_attributes(const Json& document, const std::string& path, Model& model);
Json write_attribute(const Attribute& attribute);

}  // namespace cdp::score
