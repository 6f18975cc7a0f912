// SPDX-License-Identifier: PostgreSQL
// Match weights of pairs of records by a model. What codes tell of all comparisons comes first; then measures, the most
// telling first, until a threshold is out of reach. Immutable after construction and shared by all threads; each thread
// brings a Scratch.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/link/grader.hpp"
#include "core/score/pattern.hpp"
#include "core/score/weights.hpp"

namespace cdp::link {

using score::Pattern;

class Scorer {
public:
    class Scratch {
    public:
        explicit Scratch(const Scorer& scorer) : answers_(scorer.grader_) {}

    private:
        friend class Scorer;
        struct Open {
            unsigned comparison, settled;
            score::Bits most;  // that it can weigh
        };
        Grader::Scratch answers_;
        std::vector<Open> open_;  // comparisons of the pair at hand that codes did not decide
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
    // A level's weight as pairs need it.
    struct Worth {
        score::LevelWeight weight;
        const std::uint32_t* ranks = nullptr;  // by code - 1 of weight.term_frequency; null: no correction
        std::size_t place = 0;                 // of that attribute in a row
        std::vector<score::Bits> rarity;       // by rank
        std::array<bool, score::kLookAlikes> rarity_counts{};
        score::Bits most_before = 0;  // the most that a level before this one, decided by a measure, can weigh
    };

    const Worth& worth(std::size_t comparison, unsigned level) const noexcept {
        return worths_[first_worth_[comparison] + level - 1];
    }
    static score::Bits rarity(const Worth& worth, const Code* a, const Code* b) noexcept;
    static void add(const Worth& worth, const Code* a, const Code* b, score::Evidence& evidence) noexcept;
    void learn(bool learn_frequencies);
    void gather_worths();
    void order_comparisons();

    const score::Model* model_;
    const Table* table_;
    score::Weights weights_;
    Grader grader_;
    // Frequencies of one attribute's values, in ascending order without repetition; the first, 0, stands for "unknown".
    struct Frequencies {
        std::vector<double> distinct;
        std::vector<std::uint32_t> ranks;  // by code - 1: place in `distinct`
        double average = 0;
    };
    static Frequencies frequencies_of(const Values& values, const score::TermFrequencies* frozen);

    std::vector<Frequencies> frequency_;  // by attribute; empty where no level asks for them
    std::vector<Worth> worths_;
    std::vector<std::size_t> first_worth_;  // by comparison
    std::vector<unsigned> order_;           // comparisons, most telling first
};

}  // namespace cdp::link
