// SPDX-License-Identifier: PostgreSQL
// Freezing a model: what linkage would take from the records at hand is put into the model, so that from then on two records
// are compared, and weigh what they weigh, whatever other records there are.
#pragma once

#include "core/link/values.hpp"

namespace cdp::link {

// From the records of a table, prepared for the model. Blocks of more than `max_block` records are oversized.
score::FrozenBlocking freeze_blocking(const Table& table, const score::Model& model, std::size_t max_block, JobContext& context);

// The same, and the frequencies of values that the model asks for and lacks.
void freeze(score::Model& model, const Table& table, std::size_t max_block, JobContext& context,
            std::pmr::memory_resource* memory = std::pmr::get_default_resource());

}  // namespace cdp::link
