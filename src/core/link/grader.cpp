// SPDX-License-Identifier: PostgreSQL
#include "core/link/grader.hpp"

#include <algorithm>

#include "core/link/measure.hpp"

namespace cdp::link {

using score::Comparator;
using score::Measure;
using score::Op;

namespace {

constexpr std::size_t kFewRecords = 256;
constexpr std::size_t kPollEvery = 4096;  // values

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

// why: of a few records most pairs of values come once, and clearing the caches would take longer than all their answers.
Grader::Scratch::Scratch(const Grader& grader)
    : caches_(static_cast<std::size_t>(grader.caches_), PairCache(grader.table_->size() > kFewRecords)), last_(grader.slots_.size()) {}

Grader::Grader(const score::Model& model, const Table& table, const CancelToken& token)
    : table_(&table), places_(table.attributes.size(), 0), rows_(table, choose_places(model), token) {
    for (const auto& comparison : model.comparisons) comparisons_.push_back(compile(comparison));
    for (Slot& slot : slots_) prepare_filter(slot, token);
    for (Comparison& comparison : comparisons_) choose_shortcuts(comparison);
    for (const Comparison& comparison : comparisons_)
        if (comparison.cache == kNone) remember_slots(comparison);
}

// Attributes that only blocking looks at have no place: a row holds no more than pairs need.
std::vector<std::size_t> Grader::choose_places(const score::Model& model) {
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
    for (const auto& rule : model.deterministic)
        for (const auto& part : rule) use(part.attribute);
    std::vector<std::size_t> out;
    for (std::size_t a = 0; a < used.size(); a++) {
        if (!used[a]) continue;
        places_[a] = out.size();
        out.push_back(a);
    }
    if (out.size() > CodeRows::kMaxPlaces)
        throw Error(ErrorCode::kInvalidModel, "a model can compare at most 64 attributes", {},
                    "Leave out comparisons, or put several columns into one.");
    return out;
}

Grader::Level Grader::compile(const score::Condition& condition) {
    Level out;
    out.steps = condition.steps;
    for (const auto& test : condition.tests) out.tests.push_back(compile(test));
    out.otherwise = condition.is_else();
    out.by_codes = std::none_of(out.tests.begin(), out.tests.end(), [](const Test& t) { return t.how == How::kMeasured; });
    return out;
}

Grader::Comparison Grader::compile(const score::Comparison& comparison) {
    Comparison out;
    for (const int attribute : comparison.attributes) out.places |= std::uint64_t{1} << place(attribute);
    if (!comparison.missing_when.empty()) out.missing = compile(comparison.missing_when);
    for (const auto& level : comparison.levels) {
        out.levels.push_back(compile(level.condition));
        if (!out.levels.back().by_codes) out.first_open = std::min(out.first_open, level_number(out.levels.size() - 1));
    }
    return out;
}

Grader::Test Grader::compile_one_sided(const score::Test& test) {
    using Asks = Crossing::Asks;
    const bool left = test.right < 0, is = test.measure == Measure::kIs;
    const int attribute = left ? test.left : test.right;
    const std::size_t here = place(attribute);
    const Asks asks = is ? (left ? Asks::kLeftIs : Asks::kRightIs) : (left ? Asks::kLeftPresent : Asks::kRightPresent);
    return crossing({asks, here, here, is ? code_of_literal(values(attribute), test.text) : kMissing,
                     Vec<Code>(table_->raw->memory())});
}

Grader::Test Grader::compile(const score::Test& test) {
    if (score::is_one_sided(test)) return compile_one_sided(test);
    const std::size_t left = place(test.left), right = place(test.right);
    const bool truth = passes(1, test.comparator, test.bound) && !passes(0, test.comparator, test.bound);
    const bool same = test.measure == Measure::kExact;
    const bool lists = same && values(test.left).is_list() != values(test.right).is_list();
    if (!truth || lists || (!same && test.measure != Measure::kPresent)) {
        Test out{How::kMeasured, left, right, 0, 0};
        place_in_slot(test, out);
        return out;
    }
    if (left == right) return {same ? How::kEqual : How::kPresent, left, right, 0, static_cast<unsigned>(left)};
    Crossing out{same ? Crossing::Asks::kSameText : Crossing::Asks::kBothPresent, left, right, kMissing,
                 Vec<Code>(table_->raw->memory())};
    const Values& from = values(test.left);
    for (Code c = 1; same && c <= from.distinct(); c++) out.codes.push_back(values(test.right).find(from.value(c).text));
    return crossing(std::move(out));
}

Grader::Test Grader::crossing(Crossing wanted) {
    const auto found = std::find_if(crossings_.begin(), crossings_.end(), [&](const Crossing& c) { return c.same(wanted); });
    const Test out{How::kCrossed, wanted.left, wanted.right, 0, static_cast<unsigned>(found - crossings_.begin())};
    if (found != crossings_.end()) return out;
    if (crossings_.size() == kMaxCrossings)
        throw Error(ErrorCode::kInvalidModel, "a model can have at most 64 tests that look at two attributes or at one record",
                    {}, "Leave out levels that hardly any pair reaches.");
    crossings_.push_back(std::move(wanted));
    return out;
}

bool Grader::holds(const Crossing& crossing, const Code* a, const Code* b) noexcept {
    using Asks = Crossing::Asks;
    const Code x = a[crossing.left], y = b[crossing.right];
    switch (crossing.asks) {
        case Asks::kBothPresent: return x != kMissing && y != kMissing;
        case Asks::kSameText: return x != kMissing && y != kMissing && crossing.codes[x - 1] == y;
        case Asks::kLeftPresent: return x != kMissing;
        case Asks::kRightPresent: return y != kMissing;
        case Asks::kLeftIs: return x == crossing.literal;
        case Asks::kRightIs: return y == crossing.literal;
    }
    return false;
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

void Grader::prepare_filter(Slot& slot, const CancelToken& token) {
    const bool distance = LetterBound::is_distance(slot.measure);
    double loosest = slot.bounds[0].bound;
    for (const auto& [comparator, bound] : slot.bounds) {
        if (!asks_for_close(comparator, distance)) return;
        loosest = distance ? std::max(loosest, bound) : std::min(loosest, bound);
    }
    if (!LetterBound::serves(slot.measure) || values(slot.left).is_list() || values(slot.right).is_list()) return;
    slot.filter = LetterBound(slot.measure, loosest);
    slot.left_letters = letters_for(slot.left, slot.measure == Measure::kUser, token);
    slot.right_letters = letters_for(slot.right, slot.measure == Measure::kUser, token);
}

int Grader::letters_for(int attribute, bool of_user, const CancelToken& token) {
    for (std::size_t i = 0; i < letters_.size(); i++)
        if (letters_[i].attribute == attribute && letters_[i].of_user == of_user) return static_cast<int>(i);
    const Values& v = values(attribute);
    LetterTable out{attribute, of_user, Vec<Letters>(table_->raw->memory())};
    out.letters.reserve(v.distinct());
    for (Code c = 1; c <= v.distinct(); c++) {
        if (c % kPollEvery == 0) token.check();
        out.letters.push_back(letters_of(of_user ? user_of(v.value(c).text) : v.value(c).text));
    }
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
    std::vector<unsigned> slots;
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
            if (std::find(slots.begin(), slots.end(), test.place) == slots.end()) slots.push_back(test.place);
        }
        const bool without_any = holds(level, [](const Test&) { return false; });
        all_ruled_out = all_ruled_out && !without_any;
    }
    if (one_attribute && all_ruled_out)
        for (const unsigned place : slots)
            comparison.filters.push_back(
                {slots_[place].filter, letters_[static_cast<std::size_t>(slots_[place].left_letters)].letters.data()});
    if (one_attribute && costly) comparison.cache = caches_++;
}

void Grader::remember_slots(const Comparison& comparison) {
    for (const Level& level : comparison.levels)
        for (const Test& test : level.tests) {
            if (test.how != How::kMeasured) continue;
            Slot& slot = slots_[test.place];
            if (slot.cache == kNone && is_costly(slot)) slot.cache = caches_++;
        }
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

bool Grader::by_codes(const Test& test, const Agreement& agreement) noexcept {
    const std::uint64_t word = test.how == How::kEqual     ? agreement.equal
                               : test.how == How::kPresent ? agreement.present
                                                           : agreement.crossed;
    return (word >> test.bit & 1) != 0;
}

unsigned Grader::settled(std::size_t comparison, const Agreement& agreement) const noexcept {
    const Comparison& c = comparisons_[comparison];
    const auto answer = [&](const Test& test) { return by_codes(test, agreement); };
    if (c.missing ? holds(*c.missing, answer) : (c.places & agreement.present) == 0) return 0;
    for (std::size_t l = 0; l + 1 < c.levels.size(); l++)
        if (c.levels[l].by_codes && holds(c.levels[l], answer)) return level_number(l);
    return level_number(c.levels.size() - 1);
}

bool Grader::ruled_out(const Comparison& c, Code a, Code b) noexcept {
    for (const Filter& f : c.filters)
        if (!f.bound.rules_out(f.letters[a - 1], f.letters[b - 1])) return false;
    return true;
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

unsigned Grader::try_levels(const Comparison& comparison, unsigned before, const RowPair& pair,
                            Scratch& scratch) const {
    const auto answer = [&](const Test& test) {
        if (test.how != How::kMeasured) return by_codes(test, pair.agreement);
        const Code x = pair.a[test.left], y = pair.b[test.right];
        return x != kMissing && y != kMissing && (answers(test.place, x, y, scratch) >> test.bit & 1) != 0;
    };
    for (std::size_t l = 0; level_number(l) < before; l++)
        if (!comparison.levels[l].by_codes && holds(comparison.levels[l], answer)) return level_number(l);
    return kNoLevel;
}

unsigned Grader::first_by_measure(const Comparison& c, unsigned before, const RowPair& pair, Scratch& scratch) const {
    if (c.cache == kNone) return try_levels(c, before, pair, scratch);
    const Code x = pair.a[c.place], y = pair.b[c.place];
    if (x == kMissing || y == kMissing) return try_levels(c, before, pair, scratch);
    if (!c.filters.empty() && ruled_out(c, x, y)) return kNoLevel;
    return scratch.caches_[static_cast<std::size_t>(c.cache)].get(
        x, y, [&] { return try_levels(c, level_number(c.levels.size()), pair, scratch); });
}

void Grader::answer(std::size_t comparison, std::span<Question> questions, Scratch& scratch) const {
    const Comparison& c = comparisons_[comparison];
    auto& left = scratch.left_;
    left.clear();
    if (c.cache == kNone) {
        for (Question& q : questions) q.level = std::min(q.settled, try_levels(c, q.settled, *q.pair, scratch));
        return;
    }
    for (std::uint32_t i = 0; i < questions.size(); i++) {
        Question& q = questions[i];
        const Code x = q.pair->a[c.place], y = q.pair->b[c.place];
        q.level = q.settled;
        if (x == kMissing || y == kMissing)
            q.level = std::min(q.settled, try_levels(c, q.settled, *q.pair, scratch));
        else if (c.filters.empty() || !ruled_out(c, x, y))
            left.push_back({x, y, i});
    }
    PairCache& cache = scratch.caches_[static_cast<std::size_t>(c.cache)];
    for (const auto& l : left) cache.prefetch(l.a, l.b);
    for (const auto& l : left) {
        Question& q = questions[l.question];
        const unsigned level = cache.get(
            l.a, l.b, [&] { return try_levels(c, level_number(c.levels.size()), *q.pair, scratch); });
        q.level = std::min(q.settled, level);
    }
}

}  // namespace cdp::link
