// SPDX-License-Identifier: PostgreSQL
#include "core/link/frozen_model.hpp"

namespace cdp::link {

FrozenModel::FrozenModel(score::Model model) : model_(std::move(model)), weights_(model_), rules_(model_.all_rules()) {
    for (const auto& [name, of] : model_.term_frequencies) frequencies_.try_emplace(name, of);
    model_.term_frequencies.clear();
    if (model_.communities) communities_.emplace(*model_.communities);
}

}  // namespace cdp::link
