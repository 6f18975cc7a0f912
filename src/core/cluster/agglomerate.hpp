// SPDX-License-Identifier: PostgreSQL
// Agglomerative clustering of one small component from the weights of all its pairs. A pure function of the weights and
// the rules: joins are tried by linkage value, ties by the smallest members of the two sides. A join that the rules
// forbid is refused, and whatever the two sides grow into stays apart as well. Clusters that must be one go on growing
// side by side, each by what it holds itself, and are one to the rules: so two that somebody joins stay whole.
#pragma once

#include <algorithm>

#include "core/base/cancel.hpp"
#include "core/cluster/join_rules.hpp"
#include "core/score/model.hpp"
#include "core/score/weights.hpp"

namespace cdp::cluster {

// What a weight counts in a linkage. Pairs of few records are not independent, and few fields decide: what lies more than
// kClip bits from the threshold says little more. What is less counts as that, so that one mistyped field cannot undo many
// that agree; of what is more a sixteenth counts, so that the surest joins still come first. No weight crosses the threshold.
inline constexpr double kClip = 5;
struct Clip {
    static constexpr score::Bits kBeyond = 16;
    score::Bits low, high;

    explicit Clip(score::Bits threshold) noexcept
        : low(threshold - score::to_bits(kClip)), high(threshold + score::to_bits(kClip)) {}
    score::Bits operator()(score::Bits weight) const noexcept {
        return weight > high ? high + (weight - high) / kBeyond : std::max(weight, low);
    }
};

struct Join {
    Item a, b;  // smallest items of the two sides, a < b: the cluster's name is a
    score::Bits linkage;
};

struct Refusal {
    Item a, b;
    score::Bits linkage;
    Clash clash;
    std::size_t joins_before;
};

// One linkage at one threshold, for component after component: memory is kept from one to the next.
class Agglomerator {
public:
    Agglomerator(score::Bits threshold, score::Linkage linkage) : threshold_(threshold), linkage_(linkage) {}

    // `weights` holds n * n values, symmetric, diagonal ignored; they are used up. The pairs of `must` are one whatever
    // the rules say; then joins the two clusters of greatest linkage as long as it is at least the threshold. Returns
    // for each item the smallest item of what it ends up in. `rules`, if given, know the n items. O(n^2) time as a rule,
    // O(n^3) at worst.
    std::span<const Item> run(std::span<score::Bits> weights, std::size_t n, std::span<const ItemPair> must = {},
                              JoinRules* rules = nullptr, const CancelToken& token = {});

    // What the last run did, in order. Joins by `must` are not among them.
    std::span<const Join> joins() const noexcept { return joins_; }
    std::span<const Refusal> refusals() const noexcept { return refusals_; }

private:
    score::Bits& sum(std::size_t a, std::size_t b) noexcept { return sums_[a * n_ + b]; }
    score::Bits linkage(std::size_t a, std::size_t b) noexcept;
    void begin(std::span<score::Bits> weights, std::size_t n, JoinRules* rules);
    void find_best(Item a) noexcept;
    void merge_sums(Item a, Item b, Item other) noexcept;
    void unite(Item a, Item b);
    void look_again(Item a, Item b) noexcept;
    bool refuse(Item a, Item b);
    void bind(Item a, Item b);

    score::Bits threshold_;
    score::Linkage linkage_;
    std::size_t n_ = 0;
    std::span<score::Bits> sums_;  // average: sum of weights between two clusters; else their greatest or least
    JoinRules* rules_ = nullptr;
    std::vector<std::size_t> size_;
    std::vector<Item> best_;         // the best partner of a greater number
    std::vector<score::Bits> value_; // and the linkage to it
    std::vector<Item> root_;
    std::vector<Item> active_;       // clusters, ascending
    std::vector<Item> bound_;        // the smallest item of those that are one with an item, by must-links or by joins
    std::vector<Join> joins_;
    std::vector<Refusal> refusals_;
};

}  // namespace cdp::cluster
