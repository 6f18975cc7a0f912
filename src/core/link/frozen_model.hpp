// SPDX-License-Identifier: PostgreSQL
// A frozen model with what is the same for whatever few records it is asked about, made once: weights, rules, and what it knows
// of values behind hashes. Of many records the tables that are made for them cost more than this.
#pragma once

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
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

    // What is known of a form, or `otherwise`.
    T find(std::string_view form, T otherwise) const noexcept {
        const Code code = forms.find(form);
        return code == kMissing ? otherwise : what[code - 1];
    }

    Interner forms;
    std::vector<T> what;  // by code - 1
};

class FrozenModel {
public:
    // Takes the frequencies out of the model.
    explicit FrozenModel(score::Model model);

    struct Frequencies {
        explicit Frequencies(const score::TermFrequencies& of) : fallback(std::max(of.fallback, 0.0)), average(of.average), known(of.values) {
            for (double& f : known.what) f = std::max(f, 0.0);
            least = std::accumulate(known.what.begin(), known.what.end(), fallback, [](double x, double y) { return std::min(x, y); });
        }

        double fallback, average;
        KnownForms<double> known;
        double least;  // of all
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
