// SPDX-License-Identifier: PostgreSQL
// Rows with many ties, for property tests of survivorship.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "core/merge/survivor.hpp"
#include "ref/survivor.hpp"

namespace cdp::merge {

inline std::vector<ref::Row> random_rows(std::mt19937& random, std::size_t count, std::size_t distinct) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < distinct; i++) values.push_back(std::string(random() % 20, 'x') + std::to_string(i));
    const auto below = [&](std::uint32_t n) { return static_cast<std::int64_t>(random() % n); };
    const auto ranks = static_cast<std::uint32_t>(1 + below(3));
    std::vector<ref::Row> rows;
    for (std::size_t i = 0; i < count; i++) {
        ref::Row row{values[random() % distinct], {}, below(ranks), 1 + below(2), below(5) - 1};
        if (random() % 3 != 0) row.key = std::string(random() % 9, static_cast<char>('a' + random() % 4));
        rows.push_back(row);
    }
    return rows;
}

inline Candidate candidate_of(const ref::Row& row) {
    Candidate c{.value = row.value, .rank = row.rank, .votes = row.votes, .at = row.at};
    if (row.key) {
        c.key = *row.key;
        c.has_key = true;
    }
    return c;
}

}  // namespace cdp::merge
