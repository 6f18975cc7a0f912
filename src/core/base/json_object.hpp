// SPDX-License-Identifier: PostgreSQL
// A JSON object of scalars as names and texts: what records and small settings come as.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp {

struct JsonField {
    std::string name;
    std::optional<std::string> text;  // strings as they are, everything else as JSON; absent for null
    bool is_string = false;
};

// Fields in order of name; nothing when `json` is no object.
std::optional<std::vector<JsonField>> parse_json_object(std::string_view json);

}  // namespace cdp
