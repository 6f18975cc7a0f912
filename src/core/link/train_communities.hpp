// SPDX-License-Identifier: PostgreSQL
// Which given names and family names go together, and what that is worth: see score::Communities.
#pragma once

#include <optional>

#include "core/base/job.hpp"
#include "core/link/values.hpp"
#include "core/score/model.hpp"

namespace cdp::link {

// For the model's comparisons of a given name and of a family name that namesakes share; nothing where there are none, where
// the records are too few to tell (some thousands of different full names), or where the names of one are no better a guess
// of the other than their frequencies. Depends on the names and how often they are there, not on the order of the records.
std::optional<score::Communities> learn_communities(const score::Model& model, const Table& table, JobContext& context,
                                                    std::pmr::memory_resource* memory = std::pmr::get_default_resource());

}  // namespace cdp::link
