// SPDX-License-Identifier: PostgreSQL
#include "core/link/frozen_model.hpp"

namespace cdp::link {

namespace {

// Of all tables.
std::size_t bytes_of(const score::Model& model) {
    std::size_t out = 1;
    for (const auto& [name, of] : model.term_frequencies) out += KnownForms<double>::bytes(of.values.size());
    if (model.communities)
        for (const auto* const values : {&model.communities->left_values, &model.communities->right_values})
            out += KnownForms<std::uint8_t>::bytes(values->size());
    return out;
}

}  // namespace

FrozenModel::FrozenModel(score::Model model)
    : model_(std::move(model)), weights_(model_), rules_(model_.all_rules()), counted_(budget_), memory_(bytes_of(model_), &counted_) {
    for (const auto& [name, of] : model_.term_frequencies) frequencies_.try_emplace(name, of, &memory_);
    model_.term_frequencies.clear();
    if (model_.communities) communities_.emplace(*model_.communities, &memory_);
}

}  // namespace cdp::link
