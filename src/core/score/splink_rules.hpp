// SPDX-License-Identifier: PostgreSQL
// Splink's blocking rules as rules of a model: equal values of both records, joined by AND; each side of an OR is a rule.
#pragma once

#include <string>
#include <vector>

#include "core/score/splink_columns.hpp"

namespace cdp::score {

// The keys of each rule, as places of attributes. `exploded` are the columns whose arrays give a key for each element.
// What is no equality is left out and told in `left_out`. Throws Error(kUnsupported) when no key is left.
std::vector<std::vector<int>> read_splink_rule(const Sql& sql, const std::vector<std::string>& exploded, SplinkColumns& columns,
                                               std::vector<std::string>& left_out);

}  // namespace cdp::score
