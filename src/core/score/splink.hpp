// SPDX-License-Identifier: PostgreSQL
// Models of Splink: its settings document, of versions 3 to 5, comes in and goes out. What one of the two cannot say is an
// error that names the place and the SQL; or, when that is wanted, a warning, and the model is without it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/score/model.hpp"

namespace cdp::score {

// What was left out, by its place: `settings.comparisons[2].comparison_levels[1].sql_condition: ...`.
struct Warning {
    std::string message, detail;
    bool operator==(const Warning&) const = default;
};
using Warnings = std::vector<Warning>;

// The model that the settings describe. Without `warnings` everything must have a counterpart. Throws Error(kInvalidModel).
Model from_splink(std::string_view settings, Warnings* warnings);

// The settings of a model, as a JSON text, with SQL as `dialect` writes it: duckdb, spark or postgres. Throws
// Error(kInvalidModel), and Error(kInvalidArgument) for another dialect.
std::string to_splink(const Model& model, std::string_view dialect, Warnings* warnings);

}  // namespace cdp::score
