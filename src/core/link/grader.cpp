// SPDX-License-Identifier: PostgreSQL
#include "core/link/grader.hpp"

#include <algorithm>

#include "core/link/measure.hpp"

namespace cdp::link {

using score::Comparator;
using score::Measure;
using score::Op;

namespace {

bool passes(double value, Comparator comparator, double bound) noexcept {
    switch (comparator) {
        case Comparator::kGreaterEqual: return value >= bound;
        case Comparator::kGreater: return value > bound;
        case Comparator::kLessEqual: return value <= bound;
        case Comparator::kLess: return value < bound;
        case Comparator::kEqual: return value == bound;
    }
    return false;
}

// Whether the test asks for a value of at least (of a similarity) or at most (of a distance) its bound.
bool asks_for_close(Comparator comparator, bool distance) noexcept {
    if (comparator == Comparator::kEqual) return true;
    const bool upwards = comparator == Comparator::kGreaterEqual || comparator == Comparator::kGreater;
    return upwards != distance;
}

}  // namespace

Grader::Scratch::Scratch(const Grader& grader)
    : caches_(static_cast<std::size_t>(grader.caches_)), last_(grader.slots_.size()) {}

Grader::Grader(const score::Model& model, const Table& table)
    : table_(&table), codes_(table.raw->memory()) {
    choose_places(model);
    gather_codes();
    for (const auto& comparison : model.comparisons) comparisons_.push_back(compile(comparison));
    for (Slot& slot : slots_) prepare_filter(slot);
    for (Comparison& comparison : comparisons_) choose_shortcuts(comparison);
    for (const Comparison& comparison : comparisons_)
        if (comparison.cache == kNone) remember_slots(comparison);
}

// Attributes that only blocking looks at have no place: a row holds no more than pairs need.
void Grader::choose_places(const score::Model& model) {
    std::vector<bool> used(table_->attributes.size(), false);
    const auto use = [&](int attribute) {
        if (attribute >= 0) used[static_cast<std::size_t>(attribute)] = true;
    };
    const auto use_tests = [&](const score::Condition& condition) {
        for (const score::Test& test : condition.tests) {
            use(test.left);
            use(test.right);
        }
    };
    for (const score::Comparison& comparison : model.comparisons) {
        for (const int attribute : comparison.attributes) use(attribute);
        use_tests(comparison.missing_when);
        for (const score::Level& level : comparison.levels) {
            use_tests(level.condition);
            use(score::frequency_attribute(level, comparison));
        }
    }
    for (const bool u : used) places_.push_back(u ? width_++ : 0);
    for (std::size_t a = 0; a < used.size(); a++)
        if (used[a]) columns_.push_back(a);
}

void Grader::gather_codes() {
    codes_.resize(table_->size() * width_);
    Code* to = codes_.data();
    for (Record r = 0; r < table_->size(); r++)
        for (const std::size_t a : columns_) *to++ = table_->attributes[a].code(r);
}

Grader::Level Grader::compile(const score::Condition& condition) {
    Level out;
    out.steps = condition.steps;
    for (const auto& test : condition.tests) out.tests.push_back(compile(test));
    out.otherwise = condition.is_else();
    out.by_codes = std::none_of(out.tests.begin(), out.tests.end(), [](const Test& t) { return t.how == How::kMeasured; });
    if (condition.is_plain_exact() && out.by_codes) out.exact = static_cast<int>(out.tests[0].left);
    return out;
}

Grader::Comparison Grader::compile(const score::Comparison& comparison) {
    Comparison out;
    for (const int attribute : comparison.attributes) out.places.push_back(place(attribute));
    if (!comparison.missing_when.empty()) out.missing = compile(comparison.missing_when);
    for (const auto& level : comparison.levels) {
        out.levels.push_back(compile(level.condition));
        if (!out.levels.back().by_codes) out.first_open = std::min(out.first_open, level_number(out.levels.size() - 1));
    }
    return out;
}

Grader::Test Grader::compile_one_sided(const score::Test& test) {
    const bool left = test.right < 0;
    const int attribute = left ? test.left : test.right;
    Test out{left ? How::kLeftPresent : How::kRightPresent, place(attribute), place(attribute), 0, 0};
    if (test.measure == Measure::kIs) {
        out.how = left ? How::kLeftIs : How::kRightIs;
        out.place = code_of_literal(values(attribute), test.text);
    }
    return out;
}

Grader::Test Grader::compile(const score::Test& test) {
    if (score::is_one_sided(test)) return compile_one_sided(test);
    Test out{How::kMeasured, place(test.left), place(test.right), 0, 0};
    const bool truth = passes(1, test.comparator, test.bound) && !passes(0, test.comparator, test.bound);
    const bool lists = values(test.left).is_list() != values(test.right).is_list();
    if (truth && test.measure == Measure::kPresent) {
        out.how = How::kPresent;
    } else if (truth && test.measure == Measure::kExact && test.left == test.right) {
        out.how = How::kEqual;
    } else if (truth && test.measure == Measure::kExact && !lists) {
        out.how = How::kTranslated;
        out.place = translation_of(test.left, test.right);
    } else {
        place_in_slot(test, out);
    }
    return out;
}

unsigned Grader::translation_of(int left, int right) {
    for (unsigned i = 0; i < translations_.size(); i++)
        if (translations_[i].left == left && translations_[i].right == right) return i;
    const Values& from = values(left);
    const Values& to = values(right);
    Translation out{left, right, Vec<Code>(from.distinct(), kMissing, table_->raw->memory())};
    for (Code c = 1; c <= from.distinct(); c++) out.codes[c - 1] = to.find(from.value(c).text);
    translations_.push_back(std::move(out));
    return static_cast<unsigned>(translations_.size() - 1);
}

void Grader::place_in_slot(const score::Test& test, Test& out) {
    const auto fits = [&](const Slot& s) {
        return s.measure == test.measure && s.left == test.left && s.right == test.right &&
               s.bounds.size() < PairCache::kAnswerBits;
    };
    const auto found = std::find_if(slots_.begin(), slots_.end(), fits);
    out.place = static_cast<unsigned>(found - slots_.begin());
    if (found == slots_.end()) slots_.push_back({test.measure, test.left, test.right, {}, kNone, {}, kNone, kNone});
    Slot& slot = slots_[out.place];
    out.bit = static_cast<unsigned>(slot.bounds.size());
    slot.bounds.push_back({test.comparator, test.bound});
}

void Grader::prepare_filter(Slot& slot) {
    const bool distance = LetterBound::is_distance(slot.measure);
    double loosest = slot.bounds[0].bound;
    for (const auto& [comparator, bound] : slot.bounds) {
        if (!asks_for_close(comparator, distance)) return;
        loosest = distance ? std::max(loosest, bound) : std::min(loosest, bound);
    }
    if (!LetterBound::serves(slot.measure) || values(slot.left).is_list() || values(slot.right).is_list()) return;
    slot.filter = LetterBound(slot.measure, loosest);
    slot.left_letters = letters_for(slot.left, slot.measure == Measure::kUser);
    slot.right_letters = letters_for(slot.right, slot.measure == Measure::kUser);
}

int Grader::letters_for(int attribute, bool of_user) {
    for (std::size_t i = 0; i < letters_.size(); i++)
        if (letters_[i].attribute == attribute && letters_[i].of_user == of_user) return static_cast<int>(i);
    const Values& v = values(attribute);
    LetterTable out{attribute, of_user, Vec<Letters>(table_->raw->memory())};
    out.letters.reserve(v.distinct());
    for (Code c = 1; c <= v.distinct(); c++)
        out.letters.push_back(letters_of(of_user ? user_of(v.value(c).text) : v.value(c).text));
    letters_.push_back(std::move(out));
    return static_cast<int>(letters_.size() - 1);
}

bool Grader::is_costly(const Slot& slot) const {
    return link::is_costly(slot.measure) || values(slot.left).is_list() || values(slot.right).is_list();
}

// A comparison whose open levels look at one attribute only has its level remembered by the two values; one whose
// measures can all be ruled out by letters needs nothing else for unlike values.
void Grader::choose_shortcuts(Comparison& comparison) {
    bool one_attribute = true, costly = false, all_ruled_out = true;
    for (const Level& level : comparison.levels) {
        if (level.by_codes) continue;
        for (const Test& test : level.tests) {
            const int here = static_cast<int>(test.left);
            if (comparison.place == kNone) comparison.place = here;
            one_attribute = one_attribute && here == comparison.place && test.right == test.left;
            if (test.how != How::kMeasured) {
                all_ruled_out = false;
                continue;
            }
            const Slot& slot = slots_[test.place];
            costly = costly || is_costly(slot);
            all_ruled_out = all_ruled_out && !slot.filter.empty();
            if (std::find(comparison.filters.begin(), comparison.filters.end(), test.place) == comparison.filters.end())
                comparison.filters.push_back(test.place);
        }
        const bool without_any = holds(level, [](const Test&) { return false; });
        all_ruled_out = all_ruled_out && !without_any;
    }
    if (!one_attribute || !all_ruled_out) comparison.filters.clear();
    if (one_attribute && costly) comparison.cache = caches_++;
}

void Grader::remember_slots(const Comparison& comparison) {
    for (const Level& level : comparison.levels)
        for (const Test& test : level.tests)
            if (test.how == How::kMeasured && slots_[test.place].cache == kNone && is_costly(slots_[test.place]))
                slots_[test.place].cache = caches_++;
}

template <class Answer>
bool Grader::holds(const Level& level, const Answer& answer) {
    if (level.otherwise) return true;
    std::uint64_t stack = 0;  // one bit a value; the parser bounds the depth well below 64
    for (std::size_t i = 0; i < level.steps.size(); i++) {
        const score::Step& step = level.steps[i];
        switch (step.op) {
            case Op::kTrue: stack = stack << 1 | 1; break;
            case Op::kTest: stack = stack << 1 | (answer(level.tests[step.operand]) ? 1u : 0u); break;
            case Op::kSkipIfFalse:
                if ((stack & 1) == 0) i = step.operand - 1;
                break;
            case Op::kSkipIfTrue:
                if ((stack & 1) != 0) i = step.operand - 1;
                break;
            case Op::kNot: stack ^= 1; break;
            case Op::kAnd: stack = stack >> 2 << 1 | (stack >> 1 & stack & 1); break;
            case Op::kOr: stack = stack >> 2 << 1 | ((stack >> 1 | stack) & 1); break;
        }
    }
    return (stack & 1) != 0;
}

bool Grader::by_code(const Test& test, const Code* a, const Code* b) const noexcept {
    const Code x = a[test.left], y = b[test.right];
    switch (test.how) {
        case How::kLeftPresent: return x != kMissing;
        case How::kRightPresent: return y != kMissing;
        case How::kLeftIs: return x == test.place;
        case How::kRightIs: return y == test.place;
        default: break;
    }
    if (x == kMissing || y == kMissing) return false;
    return test.how == How::kPresent || (test.how == How::kTranslated ? translations_[test.place].codes[x - 1] : x) == y;
}

unsigned Grader::settled(std::size_t comparison, const Code* a, const Code* b) const noexcept {
    const Comparison& c = comparisons_[comparison];
    const auto answer = [&](const Test& test) { return by_code(test, a, b); };
    const auto both = [&](std::size_t place) { return a[place] != kMissing && b[place] != kMissing; };
    if (c.missing ? holds(*c.missing, answer) : std::none_of(c.places.begin(), c.places.end(), both)) return 0;
    for (std::size_t l = 0; l + 1 < c.levels.size(); l++) {
        const Level& level = c.levels[l];
        if (level.exact != kNone) {
            const Code x = a[level.exact];
            if (x == b[level.exact] && x != kMissing) return level_number(l);
        } else if (level.by_codes && holds(level, answer)) {
            return level_number(l);
        }
    }
    return static_cast<unsigned>(c.levels.size());
}

bool Grader::ruled_out(const Slot& slot, Code a, Code b) const noexcept {
    return slot.filter.rules_out(letters_[static_cast<std::size_t>(slot.left_letters)].letters[a - 1],
                                 letters_[static_cast<std::size_t>(slot.right_letters)].letters[b - 1]);
}

unsigned Grader::work_out(const Slot& slot, Code a, Code b) const {
    const double value = measure(slot.measure, values(slot.left), a, values(slot.right), b);
    unsigned out = 0;
    for (std::size_t i = 0; i < slot.bounds.size(); i++)
        out |= unsigned{passes(value, slot.bounds[i].comparator, slot.bounds[i].bound)} << i;
    return out;
}

unsigned Grader::answers(unsigned place, Code a, Code b, Scratch& scratch) const {
    const Slot& slot = slots_[place];
    if (!slot.filter.empty() && ruled_out(slot, a, b)) return 0;
    if (slot.cache != kNone)
        return scratch.caches_[static_cast<std::size_t>(slot.cache)].get(a, b, [&] { return work_out(slot, a, b); });
    Scratch::Last& last = scratch.last_[place];
    if (last.a != a || last.b != b) last = {a, b, work_out(slot, a, b)};
    return last.answers;
}

unsigned Grader::try_levels(const Comparison& comparison, unsigned before, const Code* a, const Code* b,
                            Scratch& scratch) const {
    const auto answer = [&](const Test& test) {
        if (test.how != How::kMeasured) return by_code(test, a, b);
        const Code x = a[test.left], y = b[test.right];
        return x != kMissing && y != kMissing && (answers(test.place, x, y, scratch) >> test.bit & 1) != 0;
    };
    for (std::size_t l = 0; level_number(l) < before; l++)
        if (!comparison.levels[l].by_codes && holds(comparison.levels[l], answer)) return level_number(l);
    return kNoLevel;
}

unsigned Grader::first_by_measure(const Comparison& c, unsigned before, const Code* a, const Code* b,
                                  Scratch& scratch) const {
    if (c.cache == kNone) return try_levels(c, before, a, b, scratch);
    const Code x = a[c.place], y = b[c.place];
    if (x == kMissing || y == kMissing) return try_levels(c, before, a, b, scratch);
    const auto out = [&](unsigned slot) { return ruled_out(slots_[slot], x, y); };
    if (!c.filters.empty() && std::all_of(c.filters.begin(), c.filters.end(), out)) return kNoLevel;
    return scratch.caches_[static_cast<std::size_t>(c.cache)].get(
        x, y, [&] { return try_levels(c, level_number(c.levels.size()), a, b, scratch); });
}

}  // namespace cdp::link
