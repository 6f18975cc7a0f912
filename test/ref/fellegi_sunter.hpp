// SPDX-License-Identifier: PostgreSQL
// The match weight as texts write it (Fellegi & Sunter 1969; Winkler 1989 for frequencies), in long doubles:
// log2(prior / (1 - prior)) + sum of log2(m / u) + sum of weight * log2(base / frequency of the more common value).
#pragma once

#include <algorithm>
#include <cmath>

#include "ref/levels.hpp"

namespace cdp::ref {

// The share of the records with a value that have the record's one; 0 when it has none.
inline long double share_of(const link::Values& values, link::Record r) {
    const auto count = [&](link::Code code) { return std::count(values.codes().begin(), values.codes().end(), code); };
    if (values.code(r) == link::kMissing) return 0;
    const auto missing = count(link::kMissing);
    return static_cast<long double>(count(values.code(r))) / static_cast<long double>(values.codes().size() - static_cast<std::size_t>(missing));
}

inline long double frequency_bits(const score::Comparison& comparison, const score::Level& level, const link::Table& table,
                                  link::Record a, link::Record b) {
    const int attribute = score::frequency_attribute(level, comparison);
    if (attribute < 0) return 0;
    const link::Values& values = table.attributes[static_cast<std::size_t>(attribute)];
    const long double x = share_of(values, a), y = share_of(values, b);
    if (x == 0 || y == 0) return 0;
    long double base = values.collision();
    if (level.frequency.base == score::FrequencyBase::kOwn) base = level.u;
    if (level.frequency.base == score::FrequencyBase::kExact) base = score::exact_level(comparison, attribute)->u;
    return level.frequency.weight * std::log2(base / std::max({x, y, static_cast<long double>(level.frequency.minimum)}));
}

// For models without look-alikes.
inline long double match_weight(const score::Model& model, const link::Table& table, link::Record a, link::Record b) {
    long double weight = std::log2(static_cast<long double>(model.prior) / (1 - static_cast<long double>(model.prior)));
    for (const auto& comparison : model.comparisons) {
        const unsigned n = level_of(comparison, table, a, b);
        if (n == 0) continue;
        const score::Level& level = comparison.levels[n - 1];
        weight += std::log2(static_cast<long double>(level.m) / level.u) + frequency_bits(comparison, level, table, a, b);
    }
    return weight;
}

}  // namespace cdp::ref
