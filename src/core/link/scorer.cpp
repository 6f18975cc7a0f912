// SPDX-License-Identifier: PostgreSQL
#include "core/link/scorer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cdp::link {

using score::Bits;

Scorer::Scorer(const score::Model& model, const Table& table, bool learn_frequencies)
    : model_(&model), table_(&table), weights_(model), grader_(model, table), frequency_(table.attributes.size()) {
    learn(learn_frequencies);
    gather_worths();
    order_comparisons();
}

void Scorer::learn(bool learn_frequencies) {
    std::vector<bool> wanted(table_->attributes.size(), false);
    for (std::size_t c = 0; c < model_->comparisons.size(); c++)
        for (unsigned l = 1; l <= weights_.level_count(c); l++)
            if (const int a = weights_.level(c, l).term_frequency; a >= 0) wanted[static_cast<std::size_t>(a)] = true;
    for (std::size_t a = 0; a < wanted.size(); a++) {
        if (!wanted[a]) continue;
        const Values& values = table_->attributes[a];
        const auto known = model_->term_frequencies.find(values.attribute().name);
        const bool frozen = known != model_->term_frequencies.end();
        if (frozen || learn_frequencies) frequency_[a] = frequencies_of(values, frozen ? &known->second : nullptr);
    }
}

Scorer::Frequencies Scorer::frequencies_of(const Values& values, const score::TermFrequencies* frozen) {
    std::vector<double> by_code;
    by_code.reserve(values.distinct());
    for (Code c = 1; c <= values.distinct(); c++) {
        double f = static_cast<double>(values.value(c).count) / static_cast<double>(values.present());
        if (frozen != nullptr) {
            const auto it = frozen->values.find(values.value(c).text);
            f = std::max(it == frozen->values.end() ? frozen->fallback : it->second, 0.0);
        }
        by_code.push_back(f);
    }
    Frequencies out{by_code, {}, frozen != nullptr ? frozen->average : values.collision()};
    out.distinct.push_back(0);
    std::sort(out.distinct.begin(), out.distinct.end());
    out.distinct.erase(std::unique(out.distinct.begin(), out.distinct.end()), out.distinct.end());
    out.ranks.reserve(by_code.size());
    for (const double f : by_code)
        out.ranks.push_back(static_cast<std::uint32_t>(
            std::lower_bound(out.distinct.begin(), out.distinct.end(), f) - out.distinct.begin()));
    return out;
}

void Scorer::gather_worths() {
    for (std::size_t c = 0; c < model_->comparisons.size(); c++) {
        first_worth_.push_back(worths_.size());
        Bits most = kOutOfReach;
        for (unsigned l = 1; l <= weights_.level_count(c); l++) {
            Worth w{weights_.level(c, l), nullptr, 0, {}, {}, most};
            Bits rarest = 0;
            if (const int a = w.weight.term_frequency; a >= 0 && !frequency_[static_cast<std::size_t>(a)].ranks.empty()) {
                const Frequencies& frequencies = frequency_[static_cast<std::size_t>(a)];
                w.ranks = frequencies.ranks.data();
                w.place = grader_.place(a);
                w.rarity.push_back(0);
                for (std::size_t i = 1; i < frequencies.distinct.size(); i++)
                    w.rarity.push_back(score::to_bits(weights_.frequency(c, l).bits(frequencies.distinct[i], frequencies.average)));
                rarest = *std::max_element(w.rarity.begin(), w.rarity.end());
            }
            for (std::size_t k = 0; k < score::kLookAlikes; k++) w.rarity_counts[k] = weights_.rarity_counts(c, k);
            if (grader_.by_measure(c, l)) most = std::max(most, w.weight.match + rarest);
            worths_.push_back(std::move(w));
        }
    }
}

void Scorer::order_comparisons() {
    std::vector<Bits> range;
    for (std::size_t c = 0; c < model_->comparisons.size(); c++) {
        Bits least = 0;
        for (unsigned l = 1; l <= weights_.level_count(c); l++) least = std::min(least, weights_.level(c, l).match);
        range.push_back(worth(c, static_cast<unsigned>(weights_.level_count(c))).most_before - least);
    }
    order_.resize(range.size());
    std::iota(order_.begin(), order_.end(), 0u);
    std::stable_sort(order_.begin(), order_.end(), [&](unsigned a, unsigned b) { return range[a] > range[b]; });
}

unsigned Scorer::level(std::size_t comparison, Record a, Record b, Scratch& scratch) const {
    const Code* x = grader_.row(a);
    const Code* y = grader_.row(b);
    return grader_.level(comparison, grader_.settled(comparison, x, y), x, y, scratch.answers_);
}

Pattern Scorer::pattern(Record a, Record b, Scratch& scratch) const {
    Pattern out;
    for (std::size_t c = 0; c < model_->comparisons.size(); c++) out.set(c, level(c, a, b, scratch));
    return out;
}

Bits Scorer::rarity(const Worth& worth, const Code* a, const Code* b) noexcept {
    if (worth.ranks == nullptr) return 0;
    const Code x = a[worth.place], y = b[worth.place];
    if (x == kMissing || y == kMissing) return 0;
    // The more common of the two: a misspelt name is rare for being misspelt.
    return worth.rarity[std::max(worth.ranks[x - 1], worth.ranks[y - 1])];
}

void Scorer::add(const Worth& worth, const Code* a, const Code* b, score::Evidence& evidence) noexcept {
    const Bits rare = rarity(worth, a, b);
    evidence.add(worth.weight);
    evidence.match += rare;
    for (std::size_t k = 0; k < score::kLookAlikes; k++)
        if (worth.rarity_counts[k]) evidence.alike[k] += rare;
}

Bits Scorer::frequency_bits(std::size_t comparison, unsigned level, Record a, Record b) const {
    return level == 0 ? 0 : rarity(worth(comparison, level), grader_.row(a), grader_.row(b));
}

score::LevelWeight Scorer::level_weight(std::size_t comparison, unsigned level, Record a, Record b) const {
    if (level == 0) return {};
    score::LevelWeight out = worth(comparison, level).weight;
    score::Evidence evidence;
    add(worth(comparison, level), grader_.row(a), grader_.row(b), evidence);
    out.match = evidence.match;
    out.alike = evidence.alike;
    return out;
}

Bits Scorer::weight(Record a, Record b, Bits floor, Scratch& scratch) const {
    auto& open = scratch.open_;
    open.clear();
    Bits reachable = 0;  // by what is open
    score::Evidence evidence;
    const Code* x = grader_.row(a);
    const Code* y = grader_.row(b);
    for (const unsigned c : order_) {
        const unsigned settled = grader_.settled(c, x, y);
        if (settled == 0) continue;
        const Worth& w = worth(c, settled);
        if (!grader_.is_open(c, settled)) {
            add(w, x, y, evidence);
            continue;
        }
        const Bits most = std::max(w.most_before, w.weight.match + rarity(w, x, y));
        open.push_back({c, settled, most});
        reachable += most;
    }
    const Bits need = floor - weights_.prior();
    for (const auto& [c, settled, most] : open) {
        if (evidence.match + reachable < need) return kOutOfReach;
        add(worth(c, grader_.level(c, settled, x, y, scratch.answers_)), x, y, evidence);
        reachable -= most;
    }
    if (evidence.match < need) return kOutOfReach;
    const Bits total = weights_.total(evidence);
    return total < floor ? kOutOfReach : total;
}

}  // namespace cdp::link
