// SPDX-License-Identifier: PostgreSQL
// Match weights of pairs of records by a model. What codes settle comes first; then measures, one comparison for many
// pairs, the most telling comparison first, while a pair can still reach the threshold. Immutable after construction and
// shared by all threads; each thread brings a Scratch.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/link/asked_values.hpp"
#include "core/link/communities.hpp"
#include "core/link/frozen_model.hpp"
#include "core/link/grader.hpp"
#include "core/link/pair.hpp"
#include "core/link/settlement.hpp"

namespace cdp::link {

using score::Pattern;

class Scorer {
    // A pair that is being scored.
    struct Live {
        Grader::RowPair pair;
        std::uint32_t place;       // in what was asked for
        std::uint16_t settlement;  // its place
        score::Evidence evidence;
        score::Bits reachable;     // the most that is still to come
        Pattern pattern;           // as far as it is known, where levels have joint weights
    };

public:
    class Scratch {
    public:
        explicit Scratch(const Scorer& scorer) : answers_(scorer.grader_) {}

    private:
        friend class Scorer;
        Grader::Scratch answers_;
        Settlements settlements_;
        std::vector<Live> live_;
        std::vector<Grader::Question> questions_;
    };

    static constexpr score::Bits kOutOfReach = INT64_MIN / 4;

    // Takes frequencies from the model where it has them, else from the table if `learn_frequencies`.
    Scorer(const score::Model& model, const Table& table, bool learn_frequencies, const CancelToken& token = {});
    // What the model knows of a value is looked up when it is first asked for.
    Scorer(const FrozenModel& frozen, const Table& table, const CancelToken& token = {});

    // What the model knows of the values of a record will be asked for, by pairs that it is in.
    void expect(Record r) const noexcept;

    // Match weights, or kOutOfReach for a pair that is certain to be below `floor`. It pays to ask for many at once, those
    // of one left record side by side.
    void weigh(std::span<const Pair> pairs, score::Bits floor, Scratch& scratch, std::span<score::Bits> weights) const;
    void grade(std::span<const Pair> pairs, Scratch& scratch, std::span<Pattern> patterns) const;
    score::Bits weight(Record a, Record b, score::Bits floor, Scratch& scratch) const {
        score::Bits out;
        const Pair pair{a, b};
        weigh({&pair, 1}, floor, scratch, {&out, 1});
        return out;
    }
    Pattern pattern(Record a, Record b, Scratch& scratch) const {
        Pattern out;
        const Pair pair{a, b};
        grade({&pair, 1}, scratch, {&out, 1});
        return out;
    }
    std::size_t place(int attribute) const noexcept { return grader_.place(attribute); }
    Agreement agreement(Record a, Record b) const noexcept { return grader_.pair(a, b).agreement; }
    // The level of one comparison and what it weighs, term frequency included.
    unsigned level(std::size_t comparison, Record a, Record b, Scratch& scratch) const;
    score::LevelWeight level_weight(std::size_t comparison, unsigned level, Record a, Record b) const;
    // The frequency correction that is part of level_weight.
    score::Bits frequency_bits(std::size_t comparison, unsigned level, Record a, Record b) const;
    // What communities(), if there are any, add for a pair that is at these levels of their comparisons.
    score::Bits community_bits(unsigned left_level, unsigned right_level, const Code* a, const Code* b) const noexcept;
    score::Bits community_bits(unsigned left_level, unsigned right_level, Record a, Record b) const noexcept {
        const Grader::RowPair pair = grader_.pair(a, b);
        return community_bits(left_level, right_level, pair.a, pair.b);
    }
    const std::optional<Communities>& communities() const noexcept { return communities_; }

    const score::Weights& weights() const noexcept { return weights_; }
    const score::Model& model() const noexcept { return *model_; }
    const Table& table() const noexcept { return *table_; }

private:
    // A level's weight as pairs need it.
    struct Worth {
        explicit Worth(std::pmr::memory_resource* memory) : rarity(memory) {}

        bool is_corrected() const noexcept { return ranks != nullptr || asked != nullptr; }

        score::LevelWeight weight;
        const std::uint32_t* ranks = nullptr;  // by code - 1 of weight.term_frequency; or:
        const AskedFrequencies* asked = nullptr;
        const score::FrequencyWeight* correction = nullptr;
        std::size_t place = 0;                 // of that attribute in a row
        Vec<score::Bits> rarity;               // by rank
        std::array<bool, score::kLookAlikes> rarity_counts{};
        score::Bits rarest = 0;  // the most that rarity adds
        score::Bits most = 0;    // of this level and of those before it that a measure decides, the most that one weighs
    };

    const Worth& worth(std::size_t comparison, unsigned level) const noexcept {
        return worths_[first_worth_[comparison] + level - 1];
    }
    Settlement settle(const Agreement& agreement) const;
    // The pairs among these that codes leave within reach of `need` bits.
    void begin(std::span<const Pair> pairs, score::Bits need, Scratch& scratch) const;
    // Calls use(pair, comparison, settled level, level) for each open comparison of each live pair within reach.
    template <class Use>
    void measure(score::Bits need, Scratch& scratch, const Use& use) const;
    static score::Bits rarity(const Worth& worth, const Code* a, const Code* b) noexcept;
    static void add(const Worth& worth, const Code* a, const Code* b, score::Evidence& evidence) noexcept;
    void add_joint(const Pattern& pattern, const Grader::RowPair& pair, score::Evidence& evidence) const noexcept;
    static void add_rarity(const Worth& worth, const Code* a, const Code* b, score::Evidence& evidence) noexcept;
    void prepare(const FrozenModel::Communities* known = nullptr);
    void gather_worths();
    void take_rarity(Worth& worth, const score::FrequencyWeight& correction) const;
    void order_comparisons();

    const score::Model* model_;
    const Table* table_;
    score::Weights weights_;
    Grader grader_;
    // Frequencies of one attribute's values, in ascending order without repetition; the first, 0, stands for "unknown".
    struct Frequencies {
        explicit Frequencies(std::pmr::memory_resource* memory) : distinct(memory), ranks(memory) {}

        Vec<double> distinct;
        Vec<std::uint32_t> ranks;  // by code - 1: place in `distinct`
        double average = 0;
        std::optional<AskedFrequencies> asked;  // in place of these
    };
    using CodeFrequency = std::pair<Code, double>;
    // Calls take(values, frequencies of them) where a level asks for those.
    template <class Take>
    void take_frequencies(const Take& take);
    static void take_frozen(const Values& values, const score::TermFrequencies& frozen, const CancelToken& token, Frequencies& out);
    static void take_learnt(const Values& values, const CancelToken& token, Frequencies& out);
    static void rank(const Values& values, const Vec<CodeFrequency>& known, double fallback, const CancelToken& token, Frequencies& out);

    std::vector<Frequencies> frequency_;  // by attribute; empty where no level asks for them
    std::vector<Worth> worths_;
    std::vector<std::size_t> first_worth_;  // by comparison
    std::vector<unsigned> order_;           // comparisons, most telling first
    std::optional<Communities> communities_;
    score::Bits most_joint_ = 0;            // that joint weights and communities can add
};

}  // namespace cdp::link
