// SPDX-License-Identifier: PostgreSQL
// A model from data alone: kinds of columns, comparisons that suit them, and the blocking rules that pay.
#pragma once

#include <map>

#include "core/link/candidates.hpp"

namespace cdp::link {

// The attributes of a model for this table: columns whose kind is known or can be guessed from name and values.
// `given` overrides guesses (column name to kind). No more than a model takes comparisons: the most telling ones. Throws Error(kInvalidModel) when nothing is left to compare.
std::vector<score::Attribute> suggest_attributes(const RawTable& table, const std::map<std::string, text::Kind>& given);

// Blocking rules for a prepared table, chosen by counting: every minimal set of agreeing keys that few enough
// pairs share, so that a rule costs a bounded number of pairs per record. Falls back on the least costly.
std::vector<score::BlockingRule> suggest_blocking(const score::Model& model, const Table& table, JobContext& context);

}  // namespace cdp::link
