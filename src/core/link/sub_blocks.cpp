// SPDX-License-Identifier: PostgreSQL
#include "core/link/sub_blocks.hpp"

#include <algorithm>

namespace cdp::link {

namespace {

constexpr std::size_t kSplits = 3;            // attributes that a rule's blocks are split by
constexpr double kMostAgreeing = 0.25;        // share of pairs of a block: an attribute that more agree on splits little
constexpr std::size_t kSortedAtOnce = std::size_t{1} << 16;

struct Entry {
    Code code;
    Record record;
    auto operator<=>(const Entry&) const = default;
};

// How likely two records of one person agree exactly, as far as the model's levels tell.
double agreement(const score::Model& model, int attribute) {
    double most = 0;
    for (const auto& comparison : model.comparisons) {
        double m = 0;
        for (const auto& level : comparison.levels) {
            const auto& tests = level.condition.tests;
            const auto exact = [&](const score::Test& test) {
                return test.measure == score::Measure::kExact && test.left == attribute && test.right == attribute;
            };
            if (std::any_of(tests.begin(), tests.end(), exact)) m += level.m;
        }
        most = std::max(most, m);
    }
    return most;
}

struct Spread {
    double coverage = 0;  // share of the records with a value
    double agreeing = 0;  // share of the pairs of records with a value that agree, by chance
};

Spread spread_of(const Runs& runs, const Values& values) {
    Vec<std::uint32_t> counts(values.distinct() + 1, 0, values.memory());
    for (const Record r : runs.members) counts[values.code(r)]++;
    const auto all = static_cast<double>(runs.members.size());
    const double present = all - counts[kMissing];
    Spread out{present / all, 0};
    if (present == 0) return out;
    for (Code c = 1; c < counts.size(); c++) out.agreeing += (counts[c] / present) * (counts[c] / present);
    return out;
}

// why: sorting millions at one go would not hear a cancel in time.
void sort_in_steps(std::span<Entry> entries, JobContext& context) {
    for (std::size_t at = 0; at < entries.size(); at += kSortedAtOnce) {
        const auto part = entries.subspan(at, std::min(kSortedAtOnce, entries.size() - at));
        std::sort(part.begin(), part.end());
        context.check();
    }
    for (std::size_t sorted = kSortedAtOnce; sorted < entries.size(); sorted *= 2)
        for (std::size_t at = 0; at + sorted < entries.size(); at += 2 * sorted) {
            const auto both = entries.subspan(at, std::min(2 * sorted, entries.size() - at));
            std::inplace_merge(both.begin(), both.begin() + static_cast<std::ptrdiff_t>(sorted), both.end());
            context.check();
        }
}

// The pieces of one run, whose sorted entries are given.
void gather(std::span<const Entry> entries, Key key, const Values& by, std::size_t place, const BlockLimit& limit, Pieces& out) {
    for (std::size_t begin = 0, end; begin < entries.size(); begin = end) {
        for (end = begin + 1; end < entries.size() && entries[end].code == entries[begin].code;) end++;
        if (end - begin < 2) continue;
        const Key part = sub_block_key(key, place, by.value(entries[begin].code).text);
        Runs& runs = limit.exceeded(part, end - begin) ? out.oversized : out.within;
        for (std::size_t i = begin; i < end; i++) runs.members.push_back(entries[i].record);
        runs.close(part);
    }
}

}  // namespace

std::vector<int> splitting_attributes(const Table& table, const score::Model& model, const score::BlockingRule& rule,
                                      const Runs& oversized) {
    std::vector<std::pair<double, int>> ranked;
    for (int a = 0; a < static_cast<int>(table.attributes.size()); a++) {
        if (std::any_of(rule.begin(), rule.end(), [&](const auto& part) { return part.attribute == a; })) continue;
        const Spread spread = spread_of(oversized, table.attributes[static_cast<std::size_t>(a)]);
        const double kept = agreement(model, a) * spread.coverage * spread.coverage;
        if (kept > 0 && spread.agreeing <= kMostAgreeing) ranked.emplace_back(-kept, a);
    }
    std::sort(ranked.begin(), ranked.end());
    if (ranked.size() > kSplits) ranked.resize(kSplits);
    std::vector<int> out;
    for (const auto& [kept, attribute] : ranked) out.push_back(attribute);
    return out;
}

Pieces split(const Runs& runs, const Values& by, std::size_t place, const BlockLimit& limit, JobContext& context) {
    Pieces out(by.memory());
    Vec<Entry> entries(by.memory());
    for (std::size_t i = 0; i < runs.size(); i++) {
        entries.clear();
        for (const Record r : runs.run(i))
            if (by.code(r) != kMissing) entries.push_back({by.code(r), r});
        sort_in_steps(entries, context);
        gather(entries, runs.keys[i], by, place, limit, out);
    }
    return out;
}

}  // namespace cdp::link
