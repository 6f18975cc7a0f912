// SPDX-License-Identifier: PostgreSQL
#include "core/link/scorer.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "core/compare/sort_runs.hpp"

namespace cdp::link {

using score::Bits;

namespace {
constexpr std::size_t kSlice = 512;     // pairs scored side by side
constexpr std::size_t kFetchAhead = 8;  // pairs
static_assert(kSlice <= Settlements::kMost);

// Calls body(begin, end) for slices of n.
template <class Body>
void by_slices(std::size_t n, const Body& body) {
    for (std::size_t at = 0; at < n; at += kSlice) body(at, std::min(at + kSlice, n));
}

// Calls body(i) for each bit that is set.
template <class Body>
void each_bit(std::uint32_t bits, const Body& body) {
    for (; bits != 0; bits &= bits - 1) body(static_cast<unsigned>(std::countr_zero(bits)));
}
}  // namespace

Scorer::Scorer(const score::Model& model, const Table& table, bool learn_frequencies, const CancelToken& token)
    : model_(&model), table_(&table), weights_(model), grader_(model, table, token) {
    take_frequencies([&](const Values& values, Frequencies& out) {
        token.check();
        const auto known = model.term_frequencies.find(values.attribute().name);
        if (known != model.term_frequencies.end())
            take_frozen(values, known->second, token, out);
        else if (learn_frequencies)
            take_learnt(values, token, out);
    });
    prepare();
}

Scorer::Scorer(const FrozenModel& frozen, const Table& table, const CancelToken& token)
    : model_(&frozen.model()), table_(&table), weights_(frozen.weights()), grader_(frozen.model(), table, token) {
    take_frequencies([&](const Values& values, Frequencies& out) {
        if (const auto* known = frozen.frequencies(values.attribute().name)) out.asked.emplace(values, *known);
    });
    prepare(frozen.communities());
}

template <class Take>
void Scorer::take_frequencies(const Take& take) {
    std::vector<bool> wanted(table_->attributes.size(), false);
    for (std::size_t c = 0; c < model_->comparisons.size(); c++)
        for (unsigned l = 1; l <= weights_.level_count(c); l++)
            if (const int a = weights_.level(c, l).term_frequency; a >= 0) wanted[static_cast<std::size_t>(a)] = true;
    for (std::size_t a = 0; a < wanted.size(); a++) {
        frequency_.emplace_back(table_->attributes[a].memory());
        if (wanted[a]) take(table_->attributes[a], frequency_.back());
    }
}

void Scorer::prepare(const FrozenModel::Communities* known) {
    gather_worths();
    order_comparisons();
    for (const auto& joint : weights_.joint()) most_joint_ += std::max<Bits>(joint.weight.match, 0);
    if (!model_->communities) return;
    const auto attribute = [&](std::size_t comparison) { return model_->comparisons[comparison].attributes[0]; };
    const auto values = [&](int a) -> const Values& { return table_->attributes[static_cast<std::size_t>(a)]; };
    const int left = attribute(model_->communities->left), right = attribute(model_->communities->right);
    if (known != nullptr)
        communities_.emplace(*model_->communities, *known, values(left), values(right), grader_.place(left), grader_.place(right));
    else
        communities_.emplace(*model_->communities, values(left), values(right), grader_.place(left), grader_.place(right));
    most_joint_ += communities_->most();
}

void Scorer::take_frozen(const Values& values, const score::TermFrequencies& frozen, const CancelToken& token, Frequencies& out) {
    Vec<CodeFrequency> of(values.memory());
    for_each_known(values, frozen.values, [&](Code c, double f) { of.emplace_back(c, std::max(f, 0.0)); });
    out.average = frozen.average;
    rank(values, of, std::max(frozen.fallback, 0.0), token, out);
}

void Scorer::take_learnt(const Values& values, const CancelToken& token, Frequencies& out) {
    Vec<CodeFrequency> of(values.memory());
    of.reserve(values.distinct());
    for (Code c = 1; c <= values.distinct(); c++)
        of.emplace_back(c, static_cast<double>(values.value(c).count) / static_cast<double>(values.present()));
    out.average = values.collision();
    rank(values, of, 0, token, out);
}

void Scorer::rank(const Values& values, const Vec<CodeFrequency>& known, double fallback, const CancelToken& token, Frequencies& out) {
    out.distinct.push_back(0);
    if (known.size() < values.distinct()) out.distinct.push_back(fallback);
    for (const auto& [c, f] : known) out.distinct.push_back(f);
    out.distinct.resize(compare::detail::sort_distinct(std::span(out.distinct), {values.memory(), token}));
    const auto rank_of = [&](double f) {
        return static_cast<std::uint32_t>(std::lower_bound(out.distinct.begin(), out.distinct.end(), f) - out.distinct.begin());
    };
    out.ranks.assign(values.distinct(), rank_of(fallback));
    for (const auto& [c, f] : known) out.ranks[c - 1] = rank_of(f);
}

void Scorer::expect(Record r) const noexcept {
    for (std::size_t a = 0; a < frequency_.size(); a++)
        if (const Code code = table_->attributes[a].code(r); frequency_[a].asked && code != kMissing) frequency_[a].asked->expect(code);
}

void Scorer::take_rarity(Worth& w, const score::FrequencyWeight& correction) const {
    const Frequencies& frequencies = frequency_[static_cast<std::size_t>(w.weight.term_frequency)];
    w.place = grader_.place(w.weight.term_frequency);
    if (frequencies.asked) {
        w.asked = &*frequencies.asked;
        w.correction = &correction;
        w.rarest = std::max<Bits>(score::to_bits(correction.bits(w.asked->least(), w.asked->average())), 0);
    } else if (!frequencies.ranks.empty()) {
        w.ranks = frequencies.ranks.data();
        w.rarity.push_back(0);
        for (std::size_t i = 1; i < frequencies.distinct.size(); i++)
            w.rarity.push_back(score::to_bits(correction.bits(frequencies.distinct[i], frequencies.average)));
        w.rarest = *std::max_element(w.rarity.begin(), w.rarity.end());
    }
}

void Scorer::gather_worths() {
    for (std::size_t c = 0; c < model_->comparisons.size(); c++) {
        first_worth_.push_back(worths_.size());
        Bits most = kOutOfReach;  // of the levels so far that a measure decides
        for (unsigned l = 1; l <= weights_.level_count(c); l++) {
            Worth w(table_->raw->memory());
            w.weight = weights_.level(c, l);
            if (w.weight.term_frequency >= 0) take_rarity(w, weights_.frequency(c, l));
            for (std::size_t k = 0; k < score::kLookAlikes; k++) w.rarity_counts[k] = weights_.rarity_counts(c, k);
            w.most = std::max(most, w.weight.match + w.rarest);
            if (grader_.by_measure(c, l)) most = w.most;
            worths_.push_back(std::move(w));
        }
    }
}

void Scorer::order_comparisons() {
    std::vector<Bits> range;
    for (std::size_t c = 0; c < model_->comparisons.size(); c++) {
        Bits least = 0;
        for (unsigned l = 1; l <= weights_.level_count(c); l++) least = std::min(least, weights_.level(c, l).match);
        range.push_back(worth(c, static_cast<unsigned>(weights_.level_count(c))).most - least);
    }
    order_.resize(range.size());
    std::iota(order_.begin(), order_.end(), 0u);
    std::stable_sort(order_.begin(), order_.end(), [&](unsigned a, unsigned b) { return range[a] > range[b]; });
}

Settlement Scorer::settle(const Agreement& agreement) const {
    Settlement out;
    out.of = agreement;
    for (unsigned c = 0; c < model_->comparisons.size(); c++) {
        const unsigned settled = grader_.settled(c, agreement);
        if (settled == 0) continue;
        out.pattern.set(c, settled);
        const Worth& w = worth(c, settled);
        if (grader_.is_open(c, settled)) {
            out.open |= 1u << c;
            out.reachable += w.most;
        } else {
            out.evidence.add(w.weight);
            if (!w.is_corrected()) continue;
            out.rare |= 1u << c;
            out.reachable += w.rarest;
        }
    }
    return out;
}

unsigned Scorer::level(std::size_t comparison, Record a, Record b, Scratch& scratch) const {
    const Grader::RowPair pair = grader_.pair(a, b);
    return grader_.level(comparison, grader_.settled(comparison, pair.agreement), pair, scratch.answers_);
}

Bits Scorer::rarity(const Worth& worth, const Code* a, const Code* b) noexcept {
    if (!worth.is_corrected()) return 0;
    const Code x = a[worth.place], y = b[worth.place];
    if (x == kMissing || y == kMissing) return 0;
    // The more common of the two: a misspelt name is rare for being misspelt.
    if (worth.ranks != nullptr) return worth.rarity[std::max(worth.ranks[x - 1], worth.ranks[y - 1])];
    const double frequency = std::max(worth.asked->of(x), worth.asked->of(y));
    return frequency == 0 ? 0 : score::to_bits(worth.correction->bits(frequency, worth.asked->average()));
}

void Scorer::add_rarity(const Worth& worth, const Code* a, const Code* b, score::Evidence& evidence) noexcept {
    const Bits rare = rarity(worth, a, b);
    evidence.match += rare;
    for (std::size_t k = 0; k < score::kLookAlikes; k++)
        if (worth.rarity_counts[k]) evidence.alike[k] += rare;
}

void Scorer::add(const Worth& worth, const Code* a, const Code* b, score::Evidence& evidence) noexcept {
    evidence.add(worth.weight);
    add_rarity(worth, a, b, evidence);
}

Bits Scorer::frequency_bits(std::size_t comparison, unsigned level, Record a, Record b) const {
    const Grader::RowPair pair = grader_.pair(a, b);
    return level == 0 ? 0 : rarity(worth(comparison, level), pair.a, pair.b);
}

score::LevelWeight Scorer::level_weight(std::size_t comparison, unsigned level, Record a, Record b) const {
    if (level == 0) return {};
    const Grader::RowPair pair = grader_.pair(a, b);
    score::LevelWeight out = worth(comparison, level).weight;
    score::Evidence evidence;
    add(worth(comparison, level), pair.a, pair.b, evidence);
    out.match = evidence.match;
    out.alike = evidence.alike;
    return out;
}

Bits Scorer::community_bits(unsigned left_level, unsigned right_level, const Code* a, const Code* b) const noexcept {
    if (left_level == 0 || right_level == 0) return 0;
    const bool agrees = worth(communities_->left(), left_level).weight.match > 0 && worth(communities_->right(), right_level).weight.match > 0;
    return agrees ? communities_->bits(a, b) : 0;
}

void Scorer::add_joint(const Pattern& pattern, const Grader::RowPair& pair, score::Evidence& evidence) const noexcept {
    if (communities_) evidence.match += community_bits(pattern.level(communities_->left()), pattern.level(communities_->right()), pair.a, pair.b);
    for (const auto& joint : weights_.joint())
        if (pattern.level(joint.left) == joint.left_level && pattern.level(joint.right) == joint.right_level)
            evidence.add(joint.weight);
}

void Scorer::begin(std::span<const Pair> pairs, Bits need, Scratch& scratch) const {
    const auto settle_new = [this](const Agreement& agreement) { return settle(agreement); };
    scratch.settlements_.make_room(pairs.size());
    scratch.live_.clear();
    for (std::size_t i = 0; i < pairs.size(); i++) {
        if (i + kFetchAhead < pairs.size()) {
            grader_.prefetch(pairs[i + kFetchAhead].a);
            grader_.prefetch(pairs[i + kFetchAhead].b);
        }
        const Grader::RowPair pair = grader_.pair(pairs[i].a, pairs[i].b);
        const std::uint16_t place = scratch.settlements_.find(pair.agreement, settle_new);
        const Settlement& s = scratch.settlements_[place];
        if (const Bits reachable = s.reachable + most_joint_; s.evidence.match + reachable >= need)
            scratch.live_.push_back({pair, static_cast<std::uint32_t>(i), place, s.evidence, reachable, s.pattern});
    }
}

template <class Use>
void Scorer::measure(Bits need, Scratch& scratch, const Use& use) const {
    auto& questions = scratch.questions_;
    for (const unsigned c : order_) {
        questions.clear();
        for (std::uint32_t i = 0; i < scratch.live_.size(); i++) {
            const Live& live = scratch.live_[i];
            const Settlement& s = scratch.settlements_[live.settlement];
            if ((s.open >> c & 1) != 0 && live.evidence.match + live.reachable >= need)
                questions.push_back({&live.pair, i, s.pattern.level(c), 0});
        }
        grader_.answer(c, questions, scratch.answers_);
        for (const auto& q : questions) use(scratch.live_[q.number], c, q.settled, q.level);
    }
}

void Scorer::weigh(std::span<const Pair> pairs, Bits floor, Scratch& scratch, std::span<Bits> weights) const {
    const Bits need = floor - weights_.prior();
    std::fill(weights.begin(), weights.end(), kOutOfReach);
    by_slices(pairs.size(), [&](std::size_t first, std::size_t end) {
        begin(pairs.subspan(first, end - first), need, scratch);
        for (Live& live : scratch.live_) {
            const Settlement& s = scratch.settlements_[live.settlement];
            each_bit(s.rare, [&](unsigned c) {
                const Worth& w = worth(c, s.pattern.level(c));
                add_rarity(w, live.pair.a, live.pair.b, live.evidence);
                live.reachable -= w.rarest;
            });
        }
        measure(need, scratch, [&](Live& live, unsigned c, unsigned settled, unsigned level) {
            add(worth(c, level), live.pair.a, live.pair.b, live.evidence);
            live.reachable -= worth(c, settled).most;
            live.pattern.replace(c, settled, level);
        });
        for (Live& live : scratch.live_) {
            if (live.evidence.match + live.reachable < need) continue;
            add_joint(live.pattern, live.pair, live.evidence);
            if (const Bits total = weights_.total(live.evidence); total >= floor) weights[first + live.place] = total;
        }
    });
}

void Scorer::grade(std::span<const Pair> pairs, Scratch& scratch, std::span<Pattern> patterns) const {
    by_slices(pairs.size(), [&](std::size_t first, std::size_t end) {
        begin(pairs.subspan(first, end - first), kOutOfReach, scratch);
        for (const Live& live : scratch.live_) patterns[first + live.place] = scratch.settlements_[live.settlement].pattern;
        measure(kOutOfReach, scratch, [&](const Live& live, unsigned c, unsigned settled, unsigned level) {
            patterns[first + live.place].replace(c, settled, level);
        });
    });
}

}  // namespace cdp::link
