// SPDX-License-Identifier: PostgreSQL
#include "core/link/train_agreeing.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/link/candidates.hpp"
#include "core/link/train_patterns.hpp"

namespace cdp::link {

namespace {

constexpr std::uint64_t kSeed = 0x61677265;
constexpr std::size_t kRecords = 65'536;  // among which pairs are looked for
constexpr std::uint64_t kPairs = 8192;    // of a comparison
constexpr std::size_t kPairsPerTurn = 1024;

// Some of the records, or all, in order.
Vec<Record> choose_records(const Table& table) {
    Vec<Record> out(table.raw->memory());
    for (std::size_t i = 0; i < std::min(table.size(), kRecords); i++)
        out.push_back(static_cast<Record>(table.size() <= kRecords ? i : combine64(kSeed, i) % table.size()));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// Records by value, and where each value's end. Values come in the order of their first records, since codes follow
// arrival.
struct ByValue {
    ByValue(const Values& values, const Vec<Record>& records, std::pmr::memory_resource* memory)
        : members(memory), ends(memory), pairs(memory) {
        Vec<std::pair<Record, Record>> order(memory);  // the first record of the value, and the record
        Vec<Record> first(values.distinct() + 1, UINT32_MAX, memory);
        for (const Record r : records) {
            const Code code = values.code(r);
            if (code == kMissing) continue;
            if (first[code] == UINT32_MAX) first[code] = r;
            order.emplace_back(first[code], r);
        }
        std::sort(order.begin(), order.end());
        for (std::size_t begin = 0, end; begin < order.size(); begin = end) {
            for (end = begin; end < order.size() && order[end].first == order[begin].first; end++)
                members.push_back(order[end].second);
            ends.push_back(members.size());
            pairs.push_back((pairs.empty() ? 0 : pairs.back()) + pairs_in(end - begin));
        }
    }

    std::uint64_t size() const noexcept { return pairs.empty() ? 0 : pairs.back(); }

    // One of the pairs, by its number.
    Pair pair(std::uint64_t number) const noexcept {
        const auto value = static_cast<std::size_t>(std::upper_bound(pairs.begin(), pairs.end(), number) - pairs.begin());
        const std::size_t begin = value == 0 ? 0 : ends[value - 1];
        const std::uint64_t place = value == 0 ? number : number - pairs[value - 1];
        // The pairs of the second member come first, then those of the third: y (y - 1) / 2 before those of member y.
        auto y = static_cast<std::uint64_t>((1 + std::sqrt(1 + 8 * static_cast<double>(place))) / 2);
        while (pairs_in(y) > place) y--;
        while (pairs_in(y + 1) <= place) y++;
        const Record a = members[begin + place - pairs_in(y)], b = members[begin + y];
        return {std::min(a, b), std::max(a, b)};
    }

    Vec<Record> members;
    Vec<std::size_t> ends;
    Vec<std::uint64_t> pairs;  // of the values up to this one
};

}  // namespace

void gather_agreeing_pairs(const Scorer& scorer, JobContext& context, score::EstimateInput& input) {
    const Table& table = scorer.table();
    const auto& comparisons = scorer.model().comparisons;
    const bool between_sources = scorer.model().link_type == score::LinkType::kLink;
    const Vec<Record> records = choose_records(table);
    PairGrader grader(scorer, context.threads());
    for (std::size_t c = 0; c < comparisons.size(); c++) {
        const auto& levels = comparisons[c].levels;
        const auto exact = std::find_if(levels.begin(), levels.end(), [](const score::Level& l) { return l.condition.is_plain_exact(); });
        if (exact == levels.end()) continue;
        context.check();
        const auto attribute = static_cast<std::size_t>(exact->condition.tests[0].left);
        const ByValue by_value(table.attributes[attribute], records, table.raw->memory());
        if (by_value.size() == 0) continue;
        const bool all = by_value.size() <= kPairs;  // else some are drawn
        PatternCounter counter(context.threads(), table.raw->memory());
        context.parallel_for(std::min(kPairs, by_value.size()), kPairsPerTurn, [&](std::size_t begin, std::size_t end, unsigned worker) {
            std::array<Pair, kPairsPerTurn> pairs;
            std::size_t n = 0;
            for (std::size_t i = begin; i < end; i++) {
                const Pair p = by_value.pair(all ? i : combine64(kSeed + c, i) % by_value.size());
                if (!between_sources || table.raw->source_code(p.a) != table.raw->source_code(p.b)) pairs[n++] = p;
            }
            for (const auto& pattern : grader.grade(std::span(pairs).first(n), worker)) counter.add(pattern, worker);
        });
        input.agreeing.push_back({c, static_cast<unsigned>(exact - levels.begin() + 1), counter.collect()});
    }
}

}  // namespace cdp::link
