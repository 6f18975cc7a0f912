// SPDX-License-Identifier: PostgreSQL
// What a frozen model knows of the values of few records, by code, looked up when it is first asked for: hardly any ever is, and
// each look-up goes through memory that nothing else has touched. Not to be shared by threads.
#pragma once

#include <algorithm>
#include <optional>

#include "core/link/frozen_model.hpp"
#include "core/link/values.hpp"

namespace cdp::link {

template <class T>
class AskedValues {
public:
    // Both must outlive the object.
    AskedValues(const Values& values, const KnownForms<T>& known, T otherwise)
        : values_(&values), known_(&known), otherwise_(otherwise), answers_(values.distinct(), std::nullopt, values.memory()) {}

    void expect(Code code) const noexcept { known_->expect(values_->value(code).text); }
    T operator[](Code code) const noexcept {
        std::optional<T>& answer = answers_[code - 1];
        if (!answer) answer = known_->find(values_->value(code).text, otherwise_);
        return *answer;
    }

private:
    const Values* values_;
    const KnownForms<T>* known_;
    T otherwise_;
    mutable Vec<std::optional<T>> answers_;
};

class AskedFrequencies {
public:
    AskedFrequencies(const Values& values, const FrozenModel::Frequencies& known) : known_(&known), of_(values, known.known, known.fallback) {}

    void expect(Code code) const noexcept { of_.expect(code); }
    double of(Code code) const noexcept { return std::max(of_[code], 0.0); }
    double average() const noexcept { return known_->average; }
    double least() const noexcept { return std::max(known_->least, 0.0); }

private:
    const FrozenModel::Frequencies* known_;
    AskedValues<double> of_;
};

}  // namespace cdp::link
