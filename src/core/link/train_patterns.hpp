// SPDX-License-Identifier: PostgreSQL
// Grades pairs and counts their patterns on several threads. What is collected does not depend on who counted what.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/base/memory.hpp"
#include "core/link/scorer.hpp"
#include "core/score/estimate.hpp"

namespace cdp::link {

// The patterns of many pairs at once, which costs far less than one by one.
class PairGrader {
public:
    PairGrader(const Scorer& scorer, unsigned threads)
        : scorer_(&scorer), scratch_(threads, Scorer::Scratch(scorer)), patterns_(threads) {}

    // Valid until the worker's next call.
    std::span<const score::Pattern> grade(std::span<const Pair> pairs, unsigned worker) {
        patterns_[worker].resize(pairs.size());
        scorer_->grade(pairs, scratch_[worker], patterns_[worker]);
        return patterns_[worker];
    }
    Scorer::Scratch& scratch(unsigned worker) noexcept { return scratch_[worker]; }

private:
    const Scorer* scorer_;
    std::vector<Scorer::Scratch> scratch_;
    std::vector<std::vector<score::Pattern>> patterns_;  // by worker
};

class PatternCounter {
public:
    PatternCounter(unsigned threads, std::pmr::memory_resource* memory) {
        for (unsigned i = 0; i < threads; i++) tables_.emplace_back(memory);
    }

    // `fresh` pairs are counted a second time, by themselves.
    void add(const score::Pattern& pattern, unsigned worker, bool fresh = false) {
        Table& table = tables_[worker];
        if (2 * (table.used + 1) > table.slots.size()) grow(table);
        Slot& slot = find(table.slots, pattern);
        if (slot.count++ == 0) {
            slot.pattern = pattern;
            table.used++;
        }
        slot.fresh += fresh ? 1 : 0;
    }

    // In order of the patterns.
    score::PatternCounts collect() const {
        return collect([](const Slot& slot) { return slot.count; }, 1);
    }
    // Each pair standing for `scale` pairs.
    score::PatternCounts collect_fresh(double scale) const {
        return collect([](const Slot& slot) { return slot.fresh; }, scale);
    }

private:
    struct Slot {
        score::Pattern pattern;
        std::uint64_t count = 0, fresh = 0;
    };
    struct Table {
        explicit Table(std::pmr::memory_resource* memory) : slots(memory) {}
        Vec<Slot> slots;  // a power of two, at most half of them used
        std::size_t used = 0;
    };

    template <class Count>
    score::PatternCounts collect(const Count& count_of, double scale) const {
        score::PatternCounts all;
        for (const Table& table : tables_)
            for (const Slot& slot : table.slots)
                if (count_of(slot) > 0) all.emplace_back(slot.pattern, static_cast<double>(count_of(slot)));
        std::sort(all.begin(), all.end());
        score::PatternCounts out;
        for (const auto& [pattern, count] : all) {
            if (out.empty() || out.back().first != pattern) out.emplace_back(pattern, 0);
            out.back().second += count;
        }
        for (auto& [pattern, count] : out) count *= scale;
        return out;
    }
    static Slot& find(Vec<Slot>& slots, const score::Pattern& pattern) noexcept {
        std::size_t at = score::PatternHash{}(pattern) & (slots.size() - 1);
        while (slots[at].count > 0 && slots[at].pattern != pattern) at = (at + 1) & (slots.size() - 1);
        return slots[at];
    }
    static void grow(Table& table) {
        Vec<Slot> slots(std::max<std::size_t>(2 * table.slots.size(), 1024), Slot{}, table.slots.get_allocator());
        for (const Slot& slot : table.slots)
            if (slot.count > 0) find(slots, slot.pattern) = slot;
        table.slots.swap(slots);
    }

    std::vector<Table> tables_;
};

}  // namespace cdp::link
