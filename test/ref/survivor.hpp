// SPDX-License-Identifier: PostgreSQL
// Survivorship as a list of rules on a list of rows: each rule throws out the rows that it puts behind, until one value
// is left.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cdp::ref {

struct Row {
    std::string value;
    std::optional<std::string> key;
    std::int64_t rank;
    std::int64_t votes;
    std::int64_t at;
};

// Keeps the rows for which `measure` is smallest.
template <class Measure>
void keep_least(std::vector<Row>& rows, const Measure& measure) {
    auto best = measure(rows.front());
    for (const Row& row : rows) best = std::min(best, measure(row));
    std::erase_if(rows, [&](const Row& row) { return best < measure(row); });
}

inline auto key_order(const Row& row) { return std::pair(!row.key, row.key.value_or("")); }

// Lowest rank, latest, smallest key, smallest value.
inline std::string pick(std::vector<Row> rows) {
    keep_least(rows, [](const Row& r) { return r.rank; });
    keep_least(rows, [](const Row& r) { return -r.at; });
    keep_least(rows, key_order);
    keep_least(rows, [](const Row& r) { return r.value; });
    return rows.front().value;
}

// Of the rows of the lowest rank: most votes for a value, then the latest row and the smallest key of each value.
inline std::string vote(std::vector<Row> rows) {
    keep_least(rows, [](const Row& r) { return r.rank; });
    std::map<std::string, std::int64_t> votes, last;
    std::map<std::string, std::pair<bool, std::string>> keys;
    for (const Row& r : rows) votes[r.value] += r.votes;
    keep_least(rows, [&](const Row& r) { return -votes[r.value]; });
    for (const Row& r : rows) {
        last[r.value] = last.contains(r.value) ? std::max(last[r.value], r.at) : r.at;
        keys[r.value] = keys.contains(r.value) ? std::min(keys[r.value], key_order(r)) : key_order(r);
    }
    keep_least(rows, [&](const Row& r) { return -last[r.value]; });
    keep_least(rows, [&](const Row& r) { return keys[r.value]; });
    keep_least(rows, [](const Row& r) { return r.value; });
    return rows.front().value;
}

}  // namespace cdp::ref
