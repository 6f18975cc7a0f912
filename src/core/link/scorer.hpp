// SPDX-License-Identifier: PostgreSQL
// Grades pairs of records by a model: comparison by comparison, the most telling first, with measures of value
// pairs remembered, and stops once a threshold is out of reach. Immutable after construction and shared by all
// threads; each thread brings a Scratch.
#pragma once

#include <cstdint>
#include <vector>

#include "core/link/values.hpp"
#include "core/score/pattern.hpp"
#include "core/score/weights.hpp"

namespace cdp::link {

using score::Pattern;

class Scorer {
public:
    // Measures already worked out, by thread.
    class Scratch {
    public:
        explicit Scratch(const Scorer& scorer);

    private:
        friend class Scorer;
        struct Entry {
            std::uint64_t codes = 0;
            double value = 0;
        };
        std::vector<std::vector<Entry>> caches_;  // by slot; empty for cheap measures
        std::vector<double> seen_;                // by slot: the measure of the pair at hand
        std::vector<std::uint32_t> seen_at_;      // by slot: the pair for which it was taken
        std::uint32_t pair_ = 0;
    };

    static constexpr score::Bits kOutOfReach = INT64_MIN / 4;

    // Takes frequencies from the model where it has them, else from the table if `learn_frequencies`.
    Scorer(const score::Model& model, const Table& table, bool learn_frequencies);

    Pattern pattern(Record a, Record b, Scratch& scratch) const;
    // The match weight, or kOutOfReach as soon as it is certain to be below `floor`.
    score::Bits weight(Record a, Record b, score::Bits floor, Scratch& scratch) const;
    // The level of one comparison and what it weighs, term frequency included.
    unsigned level(std::size_t comparison, Record a, Record b, Scratch& scratch) const;
    score::LevelWeight level_weight(std::size_t comparison, unsigned level, Record a, Record b) const;
    // The frequency correction that is part of level_weight.
    score::Bits frequency_bits(std::size_t comparison, unsigned level, Record a, Record b) const;

    const score::Weights& weights() const noexcept { return weights_; }
    const score::Model& model() const noexcept { return *model_; }
    const Table& table() const noexcept { return *table_; }

private:
    struct Slot {
        score::Measure measure;
        int left, right;
        bool cached;
    };
    struct CompiledTest {
        unsigned slot;
        score::Comparator comparator;
        double bound;
    };
    struct CompiledLevel {
        std::vector<CompiledTest> tests;
        std::vector<score::Step> steps;
        int exact_attribute = -1;  // the whole condition is "same code of this attribute"
    };
    struct CompiledComparison {
        std::vector<int> attributes;
        std::vector<CompiledLevel> levels;
    };

    Code code(int attribute, Record r) const noexcept { return codes_[r * width_ + static_cast<std::size_t>(attribute)]; }
    void gather_codes();
    void compile();
    unsigned slot_of(const score::Test& test);
    void learn(const score::Model& model, bool learn_frequencies);
    void order_comparisons();
    bool missing(const CompiledComparison& comparison, Record a, Record b) const noexcept;
    bool holds(const CompiledLevel& level, Record a, Record b, Scratch& scratch) const;
    bool test(const CompiledTest& test, Record a, Record b, Scratch& scratch) const;
    double slot_value(unsigned slot, Code a, Code b, Scratch& scratch) const;
    unsigned grade(std::size_t comparison, Record a, Record b, Scratch& scratch) const;
    static void next_pair(Scratch& scratch) noexcept;

    const score::Model* model_;
    const Table* table_;
    score::Weights weights_;
    std::size_t width_;
    Vec<Code> codes_;  // record by record: a pair touches two lines of memory, not two a comparison
    std::vector<Slot> slots_;
    std::vector<CompiledComparison> comparisons_;
    std::vector<std::vector<std::int32_t>> frequency_;  // by attribute and code - 1: log2(average / frequency)
    std::vector<unsigned> order_;                       // comparisons, most telling first
    std::vector<score::Bits> reachable_;                // by place in order_: the most that it and the rest can add
};

}  // namespace cdp::link
