// SPDX-License-Identifier: PostgreSQL
// The two judges of a single column: its name and its values. `kinds` weighs them and looks at the neighbours.
#pragma once

#include <optional>
#include <string_view>

#include "core/link/column_profile.hpp"
#include "core/link/kinds.hpp"
#include "core/link/name_dictionary.hpp"

namespace cdp::link {

// What is left of the confidence in a name where there is no value to look at: a plain name is still well founded.
constexpr double kWithoutRows = 0.6;

// Reasons that hold whatever the column is called: empty, constant, a type with nothing to compare.
std::optional<KindGuess> judge_facts(const ColumnProfile& p);

// What the name says, where the values can be that; none where they cannot or the name is unknown.
std::optional<KindGuess> judge_name(const ColumnProfile& p, const NameReading& name);

// What the values alone say.
KindGuess judge_values(const ColumnProfile& p);

}  // namespace cdp::link
