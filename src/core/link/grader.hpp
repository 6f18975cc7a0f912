// SPDX-License-Identifier: PostgreSQL
// Grades pairs of records: the level of each comparison. What the codes of two records agree on settles most; the rest is
// worked out by the measures, and remembered. Immutable after construction and shared by all threads; each thread
// brings a Scratch.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/link/code_rows.hpp"
#include "core/link/letters.hpp"
#include "core/link/pair_cache.hpp"
#include "core/link/values.hpp"

namespace cdp::link {

class Grader {
public:
    // Answers already worked out, by thread.
    class Scratch {
    public:
        explicit Scratch(const Grader& grader);

    private:
        friend class Grader;
        struct Last {
            Code a = kMissing, b = kMissing;
            unsigned answers = 0;
        };
        struct Left {
            Code a, b;
            std::uint32_t question;
        };
        std::vector<PairCache> caches_;
        std::vector<Left> left_;  // of the questions at hand, those that letters do not answer
        std::vector<Last> last_;  // by slot: the pair of values that was asked for last
    };

    Grader(const score::Model& model, const Table& table, const CancelToken& token = {});

    // Two records: their codes by place, and what those agree on.
    struct RowPair {
        const Code *a, *b;
        Agreement agreement;
    };
    RowPair pair(Record a, Record b) const noexcept {
        RowPair out{rows_[a], rows_[b], {}};
        out.agreement = rows_.compare(out.a, out.b);
        for (std::size_t i = 0; i < crossings_.size(); i++)
            out.agreement.crossed |= std::uint64_t{holds(crossings_[i], out.a, out.b)} << i;
        return out;
    }
    void prefetch(Record r) const noexcept { rows_.prefetch(r); }
    // Where the codes of an attribute that the model compares stand.
    std::size_t place(int attribute) const noexcept { return places_[static_cast<std::size_t>(attribute)]; }

    // The first level that holds by equality and presence of values alone; 0 when the comparison is missing. It is the
    // pair's level unless one of the levels before it holds by a measure.
    unsigned settled(std::size_t comparison, const Agreement& agreement) const noexcept;
    // Whether a level before that one is decided by a measure.
    bool is_open(std::size_t comparison, unsigned settled) const noexcept {
        return comparisons_[comparison].first_open < settled;
    }
    // Whether the level itself is.
    bool by_measure(std::size_t comparison, unsigned level) const noexcept {
        return !comparisons_[comparison].levels[level - 1].by_codes;
    }
    // The level of a comparison of which settled() has said as much.
    unsigned level(std::size_t comparison, unsigned settled, const RowPair& pair, Scratch& scratch) const {
        if (!is_open(comparison, settled)) return settled;
        return std::min(settled, first_by_measure(comparisons_[comparison], settled, pair, scratch));
    }
    // The same for many pairs that are open.
    struct Question {
        const RowPair* pair;
        std::uint32_t number;  // of the one who asks
        unsigned settled, level;
    };
    void answer(std::size_t comparison, std::span<Question> questions, Scratch& scratch) const;

private:
    static constexpr unsigned kNoLevel = 16;  // more than any comparison has
    static constexpr int kNone = -1;
    static constexpr std::size_t kMaxCrossings = 64;  // bits that an agreement has for them

    // Tests of one measure on one pair of attributes; they are answered together, a bit each.
    struct Slot {
        score::Measure measure;
        int left, right;
        struct Bound {
            score::Comparator comparator;
            double bound;
        };
        std::vector<Bound> bounds;
        int cache = kNone;
        LetterBound filter;
        int left_letters = kNone, right_letters = kNone;  // into letters_, when there is a filter
    };
    enum class How : unsigned char { kPresent, kEqual, kCrossed, kMeasured };
    struct Test {
        How how;
        std::size_t left, right;  // places in a row
        unsigned place;           // of the slot
        unsigned bit;             // of the agreement's word, or of the slot's answers
    };
    struct Level {
        std::vector<Test> tests;
        std::vector<score::Step> steps;
        bool otherwise = false;
        bool by_codes = true;
    };
    struct Filter {
        LetterBound bound;
        const Letters* letters;  // by code - 1
    };
    struct Comparison {
        std::uint64_t places = 0;      // of its attributes, a bit each
        std::optional<Level> missing;  // when it is missing; without, when it has no attribute on both sides
        std::vector<Level> levels;
        unsigned first_open = kNoLevel;  // the first level that a measure decides
        int place = kNone;               // with a cache: the two codes there decide all levels that a measure does
        int cache = kNone;
        std::vector<Filter> filters;     // values that all of these rule out reach no level by a measure; empty: not so
    };
    struct LetterTable {
        int attribute;
        bool of_user;
        Vec<Letters> letters;  // by code - 1
    };
    // A test of the codes of two places, or of one record.
    struct Crossing {
        enum class Asks : unsigned char { kBothPresent, kSameText, kLeftPresent, kRightPresent, kLeftIs, kRightIs };
        Asks asks;
        std::size_t left, right;  // places
        Code literal;             // of kLeftIs, kRightIs
        Vec<Code> codes;          // of kSameText, by code - 1 of the left place: its text in the right one
        bool same(const Crossing& other) const noexcept {
            return asks == other.asks && left == other.left && right == other.right && literal == other.literal;
        }
    };

    static constexpr unsigned level_number(std::size_t place) noexcept { return static_cast<unsigned>(place + 1); }
    const Values& values(int attribute) const noexcept {
        return table_->attributes[static_cast<std::size_t>(attribute)];
    }
    std::vector<std::size_t> choose_places(const score::Model& model);
    Comparison compile(const score::Comparison& comparison);
    Level compile(const score::Condition& condition);
    Test compile(const score::Test& test);
    Test compile_one_sided(const score::Test& test);
    Test crossing(Crossing crossing);
    bool is_costly(const Slot& slot) const;
    void place_in_slot(const score::Test& test, Test& out);
    void prepare_filter(Slot& slot, const CancelToken& token);
    int letters_for(int attribute, bool of_user, const CancelToken& token);
    void choose_shortcuts(Comparison& comparison);
    void remember_slots(const Comparison& comparison);
    template <class Answer>
    static bool holds(const Level& level, const Answer& answer);
    static bool holds(const Crossing& crossing, const Code* a, const Code* b) noexcept;
    static bool by_codes(const Test& test, const Agreement& agreement) noexcept;
    static bool ruled_out(const Comparison& comparison, Code a, Code b) noexcept;
    bool ruled_out(const Slot& slot, Code a, Code b) const noexcept;
    unsigned work_out(const Slot& slot, Code a, Code b) const;
    unsigned answers(unsigned slot, Code a, Code b, Scratch& scratch) const;
    // The first level by measure that holds, or kNoLevel; with try_levels, and without a cache, among those before one.
    unsigned try_levels(const Comparison& comparison, unsigned before, const RowPair& pair, Scratch& scratch) const;
    unsigned first_by_measure(const Comparison& comparison, unsigned before, const RowPair& pair,
                              Scratch& scratch) const;

    const Table* table_;
    std::vector<std::size_t> places_;  // by attribute
    CodeRows rows_;
    std::vector<Slot> slots_;
    std::vector<Crossing> crossings_;
    std::vector<LetterTable> letters_;
    std::vector<Comparison> comparisons_;
    int caches_ = 0;
};

}  // namespace cdp::link
