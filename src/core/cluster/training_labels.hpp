// SPDX-License-Identifier: PostgreSQL
// Labels for training, given as those of an evaluation are: pairs or clusters, known by source and id. What is not
// listed is not known.
#pragma once

#include "core/cluster/evaluation_input.hpp"
#include "core/link/train_labels.hpp"

namespace cdp::cluster {

class TrainingLabels {
public:
    explicit TrainingLabels(std::pmr::memory_resource* memory)
        : memory_(memory), keys_(memory), input_(EvaluationInput::Role::kLabels, keys_, memory) {}
    TrainingLabels(const TrainingLabels&) = delete;
    TrainingLabels& operator=(const TrainingLabels&) = delete;

    EvaluationInput& input() noexcept { return input_; }

    // The labels of the records of a finished table. Throws Error(kInvalidArgument) when sources are named on one side
    // only, or when none of the labelled records is there.
    link::Labels resolve(const link::RawTable& raw, const CancelToken& token);

private:
    std::pmr::memory_resource* memory_;
    link::Interner keys_;
    EvaluationInput input_;
};

}  // namespace cdp::cluster
