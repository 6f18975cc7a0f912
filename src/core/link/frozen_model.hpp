// SPDX-License-Identifier: PostgreSQL
// A frozen model with what is the same for whatever few records it is asked about, made once: weights, rules, and what it knows
// of values behind hashes. Of many records the tables that are made for them cost more than this.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/link/values.hpp"
#include "core/score/weights.hpp"

namespace cdp::link {

// What is known of values, by form.
template <class T>
struct KnownForms {
    explicit KnownForms(const score::KnownValues<T>& known) : forms(std::pmr::get_default_resource()) {
        forms.reserve(known.size());
        what.reserve(known.size());
        known.each([&](std::string_view form, const T& of) {
            forms.intern(form);
            what.push_back(of);
        });
    }

    Interner forms;
    std::vector<T> what;  // by code - 1
};

// Calls use(code, what is known) for each value that `known` tells something of.
template <class T, class Use>
void for_each_known(const Values& values, const KnownForms<T>& known, const Use& use) {
    std::array<std::string_view, 64> texts;
    std::array<Code, 64> forms;
    for (std::size_t at = 0; at < values.distinct(); at += texts.size()) {
        const std::size_t n = std::min(texts.size(), values.distinct() - at);
        for (std::size_t i = 0; i < n; i++) texts[i] = values.value(static_cast<Code>(at + i + 1)).text;
        known.forms.find(std::span(texts).first(n), forms.data());
        for (std::size_t i = 0; i < n; i++)
            if (forms[i] != kMissing) use(static_cast<Code>(at + i + 1), known.what[forms[i] - 1]);
    }
}

class FrozenModel {
public:
    // Takes the frequencies out of the model.
    explicit FrozenModel(score::Model model);

    struct Frequencies {
        explicit Frequencies(const score::TermFrequencies& of) : fallback(of.fallback), average(of.average), known(of.values) {}

        double fallback, average;
        KnownForms<double> known;
    };

    struct Communities {
        explicit Communities(const score::Communities& of) : left(of.left_values), right(of.right_values) {}

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
    std::map<std::string, Frequencies> frequencies_;
    std::optional<Communities> communities_;
};

}  // namespace cdp::link
