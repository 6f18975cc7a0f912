// SPDX-License-Identifier: PostgreSQL
// What a frozen model knows of values, by code, looked up when it is first asked for: of few records hardly any ever is, and each
// look-up goes through memory that nothing else has touched. Threads share it: two that ask at once find the same.
#pragma once

#include <algorithm>
#include <atomic>

#include "core/link/frozen_model.hpp"
#include "core/link/values.hpp"

namespace cdp::link {

template <class T>
class AskedValues {
public:
    // Values and `known` must outlive the object. `otherwise`: of values that nothing is known of; `unasked`: what nothing is.
    AskedValues(const Values& values, const KnownForms<T>& known, T otherwise, T unasked)
        : values_(&values), known_(&known), otherwise_(otherwise), unasked_(unasked), answers_(values.distinct(), unasked, values.memory()) {}

    void expect(Code code) const noexcept { known_->expect(values_->value(code).text); }
    T operator[](Code code) const noexcept {
        const std::atomic_ref<T> answer(answers_[code - 1]);
        T out = answer.load(std::memory_order_relaxed);
        if (out == unasked_) {
            out = known_->find(values_->value(code).text, otherwise_);
            answer.store(out, std::memory_order_relaxed);
        }
        return out;
    }

private:
    const Values* values_;
    const KnownForms<T>* known_;
    T otherwise_, unasked_;
    mutable Vec<T> answers_;  // by code - 1
};

class AskedFrequencies {
public:
    AskedFrequencies(const Values& values, const FrozenModel::Frequencies& known) : known_(&known), of_(values, known.known, known.fallback, -1) {}

    void expect(Code code) const noexcept { of_.expect(code); }
    double of(Code code) const noexcept { return of_[code]; }
    double average() const noexcept { return known_->average; }
    double least() const noexcept { return known_->least; }

private:
    const FrozenModel::Frequencies* known_;
    AskedValues<double> of_;
};

}  // namespace cdp::link
