// SPDX-License-Identifier: PostgreSQL
// A frozen model with what is the same for whatever few records it is asked about, made once: weights, rules, and what it knows
// of values behind hashes. Of many records the tables that are made for them cost more than this.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/link/known_forms.hpp"
#include "core/score/weights.hpp"

namespace cdp::link {

class FrozenModel {
public:
    // Takes the frequencies out of the model.
    explicit FrozenModel(score::Model model);

    struct Frequencies {
        Frequencies(const score::TermFrequencies& of, std::pmr::memory_resource* memory) : fallback(of.fallback), average(of.average), known(of.values, memory), least(fallback) {
            of.values.each([&](std::string_view, double f) { least = std::min(least, f); });
        }

        double fallback, average;
        KnownForms<double> known;
        double least;  // of all
    };

    struct Communities {
        Communities(const score::Communities& of, std::pmr::memory_resource* memory) : left(of.left_values, memory), right(of.right_values, memory) {}

        KnownForms<std::uint8_t> left, right;
    };

    const score::Model& model() const noexcept { return model_; }
    const score::Weights& weights() const noexcept { return weights_; }
    const std::vector<score::BlockingRule>& rules() const noexcept { return rules_; }  // blocking, then deterministic
    const Frequencies* frequencies(const std::string& attribute) const {               // nullptr: none
        const auto found = frequencies_.find(attribute);
        return found == frequencies_.end() ? nullptr : &found->second;
    }
    const Communities* communities() const noexcept { return communities_ ? &*communities_ : nullptr; }  // of the values of the model's

private:
    score::Model model_;
    score::Weights weights_;
    std::vector<score::BlockingRule> rules_;
    Budget budget_;
    CountedResource counted_;
    std::pmr::monotonic_buffer_resource memory_;  // why: one block, large enough for huge pages
    std::map<std::string, Frequencies> frequencies_;
    std::optional<Communities> communities_;
};

}  // namespace cdp::link
