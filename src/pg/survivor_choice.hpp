// SPDX-License-Identifier: PostgreSQL
// Which value survives of rows that are at hand as they came, in a log or in a group of many: any reader of rows that has
// next(), row(), value(attribute) and left(). What is made on the way lies in the current context.
#pragma once

#include "core/merge/tally.hpp"

#include "pg/survivors_row.hpp"

namespace cdp::pg {

// Moves to the next row with a value of the attribute; gives it in stored form, or nothing.
template <class Reader>
std::string_view next_value(Reader& reader, std::size_t attribute) {
    while (reader.next()) {
        CHECK_FOR_INTERRUPTS();
        if (const std::string_view stored = reader.value(attribute); !stored.empty()) return stored;
    }
    return {};
}

// The following take the rows of `reader` from that at hand on, which has the value `stored`.

template <class Reader>
Datum survivor_of_picks(const ValueType& type, const merge::Rules& rules, Reader reader, std::size_t attribute, std::string_view stored) {
    // why: such a key is made for the candidate; those of all rows of a large group would fill memory.
    const auto forget = [&](const merge::Candidate& c) {
        if (rules.accents) pfree(const_cast<char*>(c.key.data()));
    };
    std::string_view best = stored;
    merge::Candidate survivor = candidate_of(type, rules, reader.row(), stored);
    for (stored = next_value(reader, attribute); !stored.empty(); stored = next_value(reader, attribute)) {
        const merge::Candidate c = candidate_of(type, rules, reader.row(), stored);
        const bool wins = merge::survives(c, survivor);
        forget(wins ? survivor : c);
        if (!wins) continue;
        survivor = c;
        best = stored;
    }
    return stored_datum(type, best);
}

// Of at most kLogRows rows.
template <class Reader>
Datum survivor_of_votes(const ValueType& type, const merge::Rules& rules, Reader reader, std::size_t attribute, std::string_view stored) {
    merge::Candidate sums[merge::kLogRows];
    std::string_view values[merge::kLogRows];
    std::size_t count = 0;
    for (; !stored.empty(); stored = next_value(reader, attribute)) {
        const merge::Candidate c = candidate_of(type, rules, reader.row(), stored);
        std::size_t at = 0;
        while (at < count && sums[at].value != c.value) at++;
        if (at < count) {
            merge::absorb(sums[at], c);
            continue;
        }
        values[count] = stored;
        sums[count++] = c;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < count; i++)
        if (merge::survives(sums[i], sums[best])) best = i;
    return stored_datum(type, values[best]);
}

template <class Reader>
const std::byte* tally_of(const ValueType& type, const merge::Rules& rules, Reader reader, std::size_t attribute, std::string_view stored) {
    bytea* tally = nullptr;
    for (; !stored.empty(); stored = next_value(reader, attribute)) {
        const merge::Candidate c = candidate_of(type, rules, reader.row(), stored);
        tally = tally_offer(tally, c);
        if (rules.accents) pfree(const_cast<char*>(c.key.data()));
    }
    return state_bytes(tally);
}

// The value that survives of the rows that the reader has left; false when there is none.
template <class Reader>
bool survivor_among(const ValueType& type, const merge::Rules& rules, Reader reader, std::size_t attribute, Datum* survivor) {
    const bool few = reader.left() <= merge::kLogRows;
    const std::string_view stored = next_value(reader, attribute);
    if (stored.empty()) return false;
    Reader rest = reader;
    if (next_value(rest, attribute).empty())
        *survivor = stored_datum(type, stored);
    else if (!rules.count)
        *survivor = survivor_of_picks(type, rules, reader, attribute, stored);
    else if (few && !type.loose)
        *survivor = survivor_of_votes(type, rules, reader, attribute, stored);
    else
        *survivor = tally_datum(type, tally_of(type, rules, reader, attribute, stored));
    return true;
}

// How many distinct values there are.
template <class Reader>
std::size_t distinct_among(const ValueType& type, Reader reader, std::size_t attribute) {
    const bool few = reader.left() <= merge::kLogRows;
    std::string_view stored = next_value(reader, attribute);
    if (stored.empty()) return 0;
    if (!few || type.loose) return tally_distinct(type, tally_of(type, {}, reader, attribute, stored));
    std::string_view values[merge::kLogRows];
    std::size_t count = 0;
    for (; !stored.empty(); stored = next_value(reader, attribute)) {
        values[count] = stored_value(type, stored);
        if (std::find(values, values + count, values[count]) == values + count) count++;
    }
    return count;
}

}  // namespace cdp::pg
