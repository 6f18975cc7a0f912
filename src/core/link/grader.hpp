// SPDX-License-Identifier: PostgreSQL
// Grades pairs of records: the level of each comparison. Values are compared by code first; what codes cannot tell is
// worked out by the measures, and remembered. Immutable after construction and shared by all threads; each thread
// brings a Scratch.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

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
        std::vector<PairCache> caches_;
        std::vector<Last> last_;  // by slot: the pair of values that was asked for last
    };

    Grader(const score::Model& model, const Table& table);

    // A record's codes, of the attributes that the model compares, each in its place.
    const Code* row(Record r) const noexcept { return codes_.data() + r * width_; }
    std::size_t place(int attribute) const noexcept { return places_[static_cast<std::size_t>(attribute)]; }

    // The first level that holds by equality and presence of values alone; 0 when the comparison is missing. It is the
    // pair's level unless one of the levels before it holds by a measure.
    unsigned settled(std::size_t comparison, const Code* a, const Code* b) const noexcept;
    // Whether a level before that one is decided by a measure.
    bool is_open(std::size_t comparison, unsigned settled) const noexcept {
        return comparisons_[comparison].first_open < settled;
    }
    // Whether the level itself is.
    bool by_measure(std::size_t comparison, unsigned level) const noexcept {
        return !comparisons_[comparison].levels[level - 1].by_codes;
    }
    // The level of a comparison of which settled() has said as much.
    unsigned level(std::size_t comparison, unsigned settled, const Code* a, const Code* b, Scratch& scratch) const {
        if (!is_open(comparison, settled)) return settled;
        return std::min(settled, first_by_measure(comparisons_[comparison], settled, a, b, scratch));
    }

private:
    static constexpr unsigned kNoLevel = 16;  // more than any comparison has
    static constexpr int kNone = -1;

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
    enum class How : unsigned char { kPresent, kEqual, kTranslated, kLeftPresent, kRightPresent, kLeftIs, kRightIs, kMeasured };
    struct Test {
        How how;
        std::size_t left, right;  // places in a row
        unsigned place;           // of the slot or of the translation; of a literal, its code
        unsigned bit;             // in the slot's answers
    };
    struct Level {
        std::vector<Test> tests;
        std::vector<score::Step> steps;
        int exact = kNone;  // the whole condition is "same code in this place"
        bool otherwise = false;
        bool by_codes = true;
    };
    struct Comparison {
        std::vector<std::size_t> places;  // of its attributes
        std::optional<Level> missing;     // when it is missing; without, when it has no attribute on both sides
        std::vector<Level> levels;
        unsigned first_open = kNoLevel;  // the first level that a measure decides
        int place = kNone;               // with a cache: the two codes there decide all levels that a measure does
        int cache = kNone;
        std::vector<unsigned> filters;   // slots that, all ruled out, leave no level to a measure; empty: not so
    };
    struct LetterTable {
        int attribute;
        bool of_user;
        Vec<Letters> letters;  // by code - 1
    };
    struct Translation {
        int left, right;
        Vec<Code> codes;  // by code - 1 of the left attribute: the same text in the right one
    };

    static constexpr unsigned level_number(std::size_t place) noexcept { return static_cast<unsigned>(place + 1); }
    const Values& values(int attribute) const noexcept {
        return table_->attributes[static_cast<std::size_t>(attribute)];
    }
    void choose_places(const score::Model& model);
    void gather_codes();
    Comparison compile(const score::Comparison& comparison);
    Level compile(const score::Condition& condition);
    Test compile(const score::Test& test);
    Test compile_one_sided(const score::Test& test);
    bool is_costly(const Slot& slot) const;
    unsigned translation_of(int left, int right);
    void place_in_slot(const score::Test& test, Test& out);
    void prepare_filter(Slot& slot);
    int letters_for(int attribute, bool of_user);
    void choose_shortcuts(Comparison& comparison);
    void remember_slots(const Comparison& comparison);
    template <class Answer>
    static bool holds(const Level& level, const Answer& answer);
    // For tests that no measure decides.
    bool by_code(const Test& test, const Code* a, const Code* b) const noexcept;
    bool ruled_out(const Slot& slot, Code a, Code b) const noexcept;
    unsigned work_out(const Slot& slot, Code a, Code b) const;
    unsigned answers(unsigned slot, Code a, Code b, Scratch& scratch) const;
    // The first level by measure that holds, or kNoLevel; with try_levels, and without a cache, among those before one.
    unsigned try_levels(const Comparison& comparison, unsigned before, const Code* a, const Code* b,
                        Scratch& scratch) const;
    unsigned first_by_measure(const Comparison& comparison, unsigned before, const Code* a, const Code* b,
                              Scratch& scratch) const;

    const Table* table_;
    std::vector<std::size_t> places_;   // by attribute
    std::vector<std::size_t> columns_;  // the attribute of each place
    std::size_t width_ = 0;
    Vec<Code> codes_;  // record by record: a pair touches two lines of memory, not two a comparison
    std::vector<Slot> slots_;
    std::vector<Translation> translations_;
    std::vector<LetterTable> letters_;
    std::vector<Comparison> comparisons_;
    int caches_ = 0;
};

}  // namespace cdp::link
