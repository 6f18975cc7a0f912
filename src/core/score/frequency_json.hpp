// SPDX-License-Identifier: PostgreSQL
// The term frequencies in the document of a model, apart from the rest of it. They are hundreds of thousands, nearly all of a
// document of megabytes, and every session reads them: by simdjson, straight into the tables that the model keeps.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/score/json_reader.hpp"
#include "core/score/known_values.hpp"

namespace cdp::score {

// The members of term_frequencies.NAME.values.
struct FrequencyTable {
    KnownValues<double> values;
    std::optional<std::string> wrong;  // the first whose frequency is not a number between 0 and 1
};
using FrequencyTables = std::map<std::string, FrequencyTable, std::less<>>;  // by NAME

// A whole model, or the field `statistics` of one. Adds to the tables and gives what is not in them; where frequencies were, it has
// empty objects. Throws Error(kInvalidModel) where `json` is no JSON; `path` tells what it is.
Json read_beside_frequencies(std::string_view json, const std::string& path, FrequencyTables& tables);
Json read_statistics_beside_frequencies(std::string_view json, const std::string& path, FrequencyTables& tables);

}  // namespace cdp::score
