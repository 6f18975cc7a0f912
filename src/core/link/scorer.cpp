// SPDX-License-Identifier: PostgreSQL
#include "core/link/scorer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/hash.hpp"
#include "core/link/measure.hpp"

namespace cdp::link {

using score::Bits;
using score::Comparator;
using score::Op;

namespace {
constexpr std::size_t kCacheEntries = 1 << 14;
constexpr double kMinFrequency = 1e-9;
}  // namespace

Scorer::Scratch::Scratch(const Scorer& scorer)
    : caches_(scorer.slots_.size()), seen_(scorer.slots_.size()), seen_at_(scorer.slots_.size()) {
    for (std::size_t i = 0; i < caches_.size(); i++)
        if (scorer.slots_[i].cached) caches_[i].resize(kCacheEntries);
}

Scorer::Scorer(const score::Model& model, const Table& table, bool learn_frequencies)
    : model_(&model), table_(&table), weights_(model), width_(table.attributes.size()), codes_(table.raw->memory()),
      frequency_(table.attributes.size()) {
    gather_codes();
    compile();
    learn(model, learn_frequencies);
    order_comparisons();
}

void Scorer::gather_codes() {
    codes_.resize(table_->size() * width_);
    for (std::size_t a = 0; a < width_; a++)
        for (Record r = 0; r < table_->size(); r++) codes_[r * width_ + a] = table_->attributes[a].code(r);
}

unsigned Scorer::slot_of(const score::Test& test) {
    for (unsigned i = 0; i < slots_.size(); i++)
        if (slots_[i].measure == test.measure && slots_[i].left == test.left && slots_[i].right == test.right) return i;
    slots_.push_back({test.measure, test.left, test.right, is_costly(test.measure)});
    return static_cast<unsigned>(slots_.size() - 1);
}

void Scorer::compile() {
    for (const auto& comparison : model_->comparisons) {
        CompiledComparison compiled{comparison.attributes, {}};
        for (const auto& level : comparison.levels) {
            CompiledLevel out;
            out.steps = level.condition.steps;
            for (const auto& t : level.condition.tests) out.tests.push_back({slot_of(t), t.comparator, t.bound});
            if (level.condition.is_plain_exact()) out.exact_attribute = level.condition.tests[0].left;
            compiled.levels.push_back(std::move(out));
        }
        comparisons_.push_back(std::move(compiled));
    }
}

void Scorer::learn(const score::Model& model, bool learn_frequencies) {
    std::vector<bool> wanted(table_->attributes.size(), false);
    for (std::size_t c = 0; c < comparisons_.size(); c++)
        for (unsigned l = 1; l <= weights_.level_count(c); l++)
            if (const int a = weights_.level(c, l).term_frequency; a >= 0) wanted[static_cast<std::size_t>(a)] = true;
    for (std::size_t a = 0; a < wanted.size(); a++) {
        if (!wanted[a]) continue;
        const Values& values = table_->attributes[a];
        const auto known = model.term_frequencies.find(values.attribute().name);
        const bool frozen = known != model.term_frequencies.end();
        if (!frozen && !learn_frequencies) continue;
        const double average = std::max(frozen ? known->second.average : values.collision(), kMinFrequency);
        frequency_[a].reserve(values.distinct());
        for (Code c = 1; c <= values.distinct(); c++) {
            double f = static_cast<double>(values.value(c).count) / static_cast<double>(values.present());
            if (frozen) {
                const auto it = known->second.values.find(values.value(c).text);
                f = it == known->second.values.end() ? known->second.fallback : it->second;
            }
            frequency_[a].push_back(
                static_cast<std::int32_t>(score::to_bits(std::log2(average / std::max(f, kMinFrequency)))));
        }
    }
}

void Scorer::order_comparisons() {
    std::vector<Bits> most(comparisons_.size(), 0), least(comparisons_.size(), 0);
    for (std::size_t c = 0; c < comparisons_.size(); c++)
        for (unsigned l = 1; l <= weights_.level_count(c); l++) {
            const auto& level = weights_.level(c, l);
            Bits rarest = 0;
            if (level.term_frequency >= 0)
                for (const auto f : frequency_[static_cast<std::size_t>(level.term_frequency)])
                    rarest = std::max<Bits>(rarest, f);
            most[c] = std::max(most[c], level.match + rarest);
            least[c] = std::min(least[c], level.match);
        }
    order_.resize(comparisons_.size());
    std::iota(order_.begin(), order_.end(), 0u);
    std::stable_sort(order_.begin(), order_.end(),
                     [&](unsigned a, unsigned b) { return most[a] - least[a] > most[b] - least[b]; });
    reachable_.assign(order_.size() + 1, 0);
    for (std::size_t i = order_.size(); i-- > 0;) reachable_[i] = reachable_[i + 1] + most[order_[i]];
}

void Scorer::next_pair(Scratch& scratch) noexcept {
    if (++scratch.pair_ == 0) {
        std::fill(scratch.seen_at_.begin(), scratch.seen_at_.end(), 0u);
        scratch.pair_ = 1;
    }
}

bool Scorer::missing(const CompiledComparison& comparison, Record a, Record b) const noexcept {
    for (const int i : comparison.attributes)
        if (code(i, a) != kMissing && code(i, b) != kMissing) return false;
    return true;
}

double Scorer::slot_value(unsigned slot, Code a, Code b, Scratch& scratch) const {
    if (scratch.seen_at_[slot] == scratch.pair_) return scratch.seen_[slot];
    const Slot& s = slots_[slot];
    const Values& left = table_->attributes[static_cast<std::size_t>(s.left)];
    const Values& right = table_->attributes[static_cast<std::size_t>(s.right)];
    double value;
    if (!s.cached) {
        value = measure(s.measure, left, a, right, b);
    } else {
        const std::uint64_t codes = (std::uint64_t(a) << 32) | b;
        auto& entry = scratch.caches_[slot][mix64(codes) & (kCacheEntries - 1)];
        if (entry.codes != codes) entry = {codes, measure(s.measure, left, a, right, b)};
        value = entry.value;
    }
    scratch.seen_at_[slot] = scratch.pair_;
    return scratch.seen_[slot] = value;
}

bool Scorer::test(const CompiledTest& test, Record a, Record b, Scratch& scratch) const {
    const Slot& slot = slots_[test.slot];
    const Code x = code(slot.left, a), y = code(slot.right, b);
    if (x == kMissing || y == kMissing) return false;
    const double value = slot.measure == score::Measure::kExact && slot.left == slot.right
                             ? (x == y ? 1.0 : 0.0)
                             : slot_value(test.slot, x, y, scratch);
    switch (test.comparator) {
        case Comparator::kGreaterEqual: return value >= test.bound;
        case Comparator::kGreater: return value > test.bound;
        case Comparator::kLessEqual: return value <= test.bound;
        case Comparator::kLess: return value < test.bound;
        case Comparator::kEqual: return value == test.bound;
    }
    return false;
}

bool Scorer::holds(const CompiledLevel& level, Record a, Record b, Scratch& scratch) const {
    if (level.exact_attribute >= 0) {
        const Code x = code(level.exact_attribute, a);
        return x != kMissing && x == code(level.exact_attribute, b);
    }
    std::uint64_t stack = 0;  // one bit a value; the parser bounds the depth well below 64
    for (std::size_t i = 0; i < level.steps.size(); i++) {
        const score::Step& step = level.steps[i];
        switch (step.op) {
            case Op::kTrue: stack = stack << 1 | 1; break;
            case Op::kTest: stack = stack << 1 | (test(level.tests[step.operand], a, b, scratch) ? 1u : 0u); break;
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

unsigned Scorer::grade(std::size_t comparison, Record a, Record b, Scratch& scratch) const {
    const CompiledComparison& c = comparisons_[comparison];
    if (missing(c, a, b)) return 0;
    for (std::size_t l = 0; l + 1 < c.levels.size(); l++)
        if (holds(c.levels[l], a, b, scratch)) return static_cast<unsigned>(l + 1);
    return static_cast<unsigned>(c.levels.size());
}

unsigned Scorer::level(std::size_t comparison, Record a, Record b, Scratch& scratch) const {
    next_pair(scratch);
    return grade(comparison, a, b, scratch);
}

Pattern Scorer::pattern(Record a, Record b, Scratch& scratch) const {
    next_pair(scratch);
    Pattern out;
    for (std::size_t c = 0; c < comparisons_.size(); c++) out.set(c, grade(c, a, b, scratch));
    return out;
}

Bits Scorer::frequency_bits(std::size_t comparison, unsigned level, Record a, Record b) const {
    if (level == 0) return 0;
    const int attribute = weights_.level(comparison, level).term_frequency;
    if (attribute < 0) return 0;
    const auto& bits = frequency_[static_cast<std::size_t>(attribute)];
    const Code x = code(attribute, a), y = code(attribute, b);
    if (bits.empty() || x == kMissing || y == kMissing) return 0;
    return std::min(bits[x - 1], bits[y - 1]);  // the more common of the two
}

score::LevelWeight Scorer::level_weight(std::size_t comparison, unsigned level, Record a, Record b) const {
    if (level == 0) return {};
    score::LevelWeight w = weights_.level(comparison, level);
    const Bits rare = frequency_bits(comparison, level, a, b);
    w.match += rare;
    for (std::size_t k = 0; k < score::kLookAlikes; k++)
        if (weights_.rarity_counts(comparison, k)) w.alike[k] += rare;
    return w;
}

Bits Scorer::weight(Record a, Record b, Bits floor, Scratch& scratch) const {
    next_pair(scratch);
    score::Evidence evidence;
    const Bits need = floor - weights_.prior();
    for (std::size_t i = 0; i < order_.size(); i++) {
        if (evidence.match + reachable_[i] < need) return kOutOfReach;
        const unsigned level = grade(order_[i], a, b, scratch);
        evidence.add(level_weight(order_[i], level, a, b));
    }
    const Bits total = weights_.total(evidence);
    return total < floor ? kOutOfReach : total;
}

}  // namespace cdp::link
