// SPDX-License-Identifier: PostgreSQL
// Trains a model on a table: value frequencies, u from exact counts and random pairs, then `score::estimate` on the
// patterns of pairs that the blocking rules propose. Labels are not needed, and used where there are some.
#pragma once

#include <optional>

#include "core/link/train_labels.hpp"
#include "core/score/estimate.hpp"

namespace cdp::link {

struct TrainOptions {
    std::optional<double> prior;   // kept as it is
    std::optional<double> recall;  // the prior is that of deterministic rules that find this share of the matches:
    std::optional<std::vector<score::BlockingRule>> rules;  // these, or else the model's own
    const Labels* labels = nullptr;
    bool interactions = false;  // find them, and correct what depends on one another
    FoundBlocks* found = nullptr;  // where what blocking finds is left
    std::pmr::memory_resource* memory = std::pmr::get_default_resource();  // what the model keeps of values is there, and as long as it
};

// Replaces the probabilities, the prior and the frequencies of `model`. Deterministic: samples are chosen by hash.
// Throws Error(kInvalidArgument) for options that make no sense, alone or with this table.
score::EstimateReport train(score::Model& model, const Table& table, std::size_t max_block, const TrainOptions& options,
                            JobContext& context);

}  // namespace cdp::link
