// SPDX-License-Identifier: PostgreSQL
#include "core/link/sort_order.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/compare/sort_runs.hpp"

namespace cdp::link {

namespace {

constexpr std::size_t kPollEvery = 4096;

// The place of each value's key among those of the attribute, from 1; 0 for values that give none. By code - 1.
Vec<std::uint32_t> ranks_of(const Values& values, const score::KeyPart& part, const CancelToken& token) {
    Arena kept(values.memory());
    Vec<std::pair<std::string_view, Code>> texts(values.memory());
    for (Code c = 1; c <= values.distinct(); c++) {
        if (c % kPollEvery == 0) token.check();
        if (auto text = key_text(values, values.value(c), part)) texts.emplace_back(kept.keep(*text), c);
    }
    compare::detail::sort_in_runs(std::span(texts), {values.memory(), token});
    Vec<std::uint32_t> ranks(values.distinct(), 0, values.memory());
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < texts.size(); i++) {
        if (i == 0 || texts[i].first != texts[i - 1].first) rank++;
        ranks[texts[i].second - 1] = rank;
    }
    return ranks;
}

// The records with a rank by their ranks, equals in the order they came in: counting sort.
Vec<Record> deal_by_rank(const Vec<Record>& records, const Vec<std::uint32_t>& ranks, const CancelToken& token) {
    const std::uint32_t most = ranks.empty() ? 0 : *std::max_element(ranks.begin(), ranks.end());
    Vec<std::uint32_t> ends(std::size_t{most} + 2, 0, records.get_allocator());
    for (const Record r : records) ends[ranks[r] + 1]++;
    const std::uint32_t without = ends[1];
    ends[1] = 0;
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    Vec<Record> out(records.size() - without, 0, records.get_allocator());
    for (std::size_t i = 0; i < records.size(); i++) {
        if (i % kPollEvery == 0) token.check();
        if (const std::uint32_t rank = ranks[records[i]]; rank != 0) out[ends[rank]++] = records[i];
    }
    return out;
}

}  // namespace

Vec<Record> sort_by_keys(const Table& table, std::span<const score::KeyPart> keys, JobContext& context) {
    Vec<Record> sorted(table.size(), 0, table.raw->memory());
    std::iota(sorted.begin(), sorted.end(), 0u);
    // From the last key to the first: each pass keeps the order of the one before among equals.
    for (auto part = keys.rbegin(); part != keys.rend(); ++part) {
        const Values& values = table.attributes[static_cast<std::size_t>(part->attribute)];
        const Vec<std::uint32_t> ranks = ranks_of(values, *part, context.token());
        Vec<std::uint32_t> by_record(table.size(), 0, table.raw->memory());
        for (Record r = 0; r < table.size(); r++)
            if (const Code code = values.code(r); code != kMissing) by_record[r] = ranks[code - 1];
        sorted = deal_by_rank(sorted, by_record, context.token());
    }
    return sorted;
}

}  // namespace cdp::link
