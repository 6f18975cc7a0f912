// SPDX-License-Identifier: PostgreSQL
#include "core/base/json_object.hpp"

#include <nlohmann/json.hpp>

namespace cdp {

std::optional<std::vector<JsonField>> parse_json_object(std::string_view json) {
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object()) return std::nullopt;
    std::vector<JsonField> fields;
    for (const auto& [name, value] : parsed.items()) {
        JsonField field{name, std::nullopt, value.is_string()};
        if (!value.is_null()) field.text = value.is_string() ? value.get<std::string>() : value.dump();
        fields.push_back(std::move(field));
    }
    return fields;
}

}  // namespace cdp
