// SPDX-License-Identifier: PostgreSQL
#include "core/link/blocking_recall.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "core/link/link.hpp"
#include "core/score/missed_matches.hpp"

namespace cdp::link {

namespace {

using score::BlockingRule;
using score::KeyPart;
using score::KeySet;

constexpr std::size_t kMostKeys = 64;     // bits of a KeySet
constexpr double kLeastProbability = 1e-4;  // of a pair that counts
constexpr double kUnit = 1 << 30;           // probabilities are summed in this fraction, so that order cannot show

// By what a pair agrees on: expected matches, in units.
using Counts = std::pmr::unordered_map<KeySet, std::uint64_t>;

// The keys that the rules of a model are made of, each once.
class SharedKeys {
public:
    SharedKeys(const Table& table, std::span<const BlockingRule> rules, JobContext& context)
        : parts_(parts_of(rules)), keys_(table, one_by_one(parts_), context) {
        for (const auto& rule : rules) {
            KeySet set = 0;
            for (const auto& part : rule) {
                const auto place = static_cast<std::size_t>(std::find(parts_.begin(), parts_.end(), part) - parts_.begin());
                if (place < kMostKeys) set |= KeySet{1} << place;
            }
            sets_.push_back(set);
        }
    }

    bool all_known() const noexcept { return parts_.size() <= kMostKeys; }
    const std::vector<KeySet>& rules() const noexcept { return sets_; }

    std::vector<KeySet> by_attribute() const {
        std::map<int, KeySet> sets;
        for (std::size_t i = 0; i < std::min(parts_.size(), kMostKeys); i++) sets[parts_[i].attribute] |= KeySet{1} << i;
        std::vector<KeySet> out;
        for (const auto& [attribute, set] : sets) out.push_back(set);
        return out;
    }

    KeySet agreement(Record a, Record b) const {
        KeySet set = 0;
        for (std::size_t i = 0; i < std::min(parts_.size(), kMostKeys); i++)
            if (agree(i, a, b)) set |= KeySet{1} << i;
        return set;
    }

private:
    static std::vector<KeyPart> parts_of(std::span<const BlockingRule> rules) {
        std::vector<KeyPart> parts;
        for (const auto& rule : rules)
            for (const auto& part : rule)
                if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(part);
        return parts;
    }
    static std::vector<BlockingRule> one_by_one(const std::vector<KeyPart>& parts) {
        std::vector<BlockingRule> rules;
        for (const auto& part : parts) rules.push_back({part});
        return rules;
    }

    bool agree(std::size_t part, Record a, Record b) const {
        const Key base = keys_.of(part, a);
        if (base == 0 || base != keys_.of(part, b)) return false;
        bool shared = !keys_.explodes(part);
        if (!shared) keys_.each(part, a, [&](Key x) { keys_.each(part, b, [&](Key y) { shared = shared || x == y; }); });
        return shared;
    }

    std::vector<KeyPart> parts_;
    Keys keys_;
    std::vector<KeySet> sets_;  // by rule
};

// Sums the match probabilities of all pairs that the rules propose, by what they agree on.
Counts count(const Scorer& scorer, std::span<const BlockingRule> rules, const SharedKeys& keys, JobContext& context,
             std::uint64_t& compared) {
    const Table& table = scorer.table();
    const auto floor = score::to_bits(std::log2(kLeastProbability));
    std::vector<Counts> counts;
    for (unsigned i = 0; i < context.threads(); i++) counts.emplace_back(table.raw->memory());
    std::vector<Scorer::Scratch> scratch(context.threads(), Scorer::Scratch(scorer));
    std::vector<std::vector<score::Bits>> weights(context.threads());
    Candidates candidates(table, scorer.model(), rules, kMaxBlock, context);
    candidates.each("comparing pairs", false, 1e18,
                    [&](std::size_t, std::span<const Pair> pairs, std::span<const unsigned char>, unsigned worker) {
                        weights[worker].resize(pairs.size());
                        scorer.weigh(pairs, floor, scratch[worker], weights[worker]);
                        for (std::size_t i = 0; i < pairs.size(); i++) {
                            if (weights[worker][i] < floor) continue;
                            const double p = score::probability(score::from_bits(weights[worker][i]));
                            counts[worker][keys.agreement(pairs[i].a, pairs[i].b)] += static_cast<std::uint64_t>(std::llround(p * kUnit));
                        }
                    });
    for (const auto& rule : candidates.statistics()) compared += rule.added;
    for (std::size_t i = 1; i < counts.size(); i++)
        for (const auto& [set, n] : counts[i]) counts[0][set] += n;
    return std::move(counts[0]);
}

}  // namespace

BlockingRecall blocking_recall(const Scorer& scorer, JobContext& context) {
    auto rules = scorer.model().blocking;
    rules.insert(rules.end(), scorer.model().deterministic.begin(), scorer.model().deterministic.end());
    const SharedKeys keys(scorer.table(), rules, context);
    BlockingRecall out;
    out.rules.resize(rules.size());
    score::CaptureInput input{keys.by_attribute(), keys.rules(), {}};
    const Counts counts = count(scorer, rules, keys, context, out.compared);
    // why: sums of doubles depend on their order, and the order of a hash table is nobody's promise.
    for (const auto& [set, n] : std::map<KeySet, std::uint64_t>(counts.begin(), counts.end())) {
        const double matches = static_cast<double>(n) / kUnit;
        input.found.emplace_back(set, matches);
        out.found += matches;
        std::vector<std::size_t> finders;
        for (std::size_t r = 0; r < rules.size(); r++)
            if ((keys.rules()[r] & ~set) == 0) finders.push_back(r);
        for (const std::size_t r : finders) out.rules[r].matches += matches;
        if (finders.size() == 1) out.rules[finders[0]].only += matches;
    }
    context.progress().begin("estimating what is missed", 0);
    if (keys.all_known()) out.missed = score::missed_matches(input, context.token());
    return out;
}

}  // namespace cdp::link
