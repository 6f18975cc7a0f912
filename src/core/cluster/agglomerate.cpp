// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/agglomerate.hpp"

#include <limits>
#include <numeric>

namespace cdp::cluster {

using score::Bits;
using score::Linkage;

namespace {

constexpr Bits kNone = std::numeric_limits<Bits>::min();       // no partner
constexpr Bits kApart = std::numeric_limits<Bits>::min() + 1;  // in place of a sum: a join that was refused

}  // namespace

void Agglomerator::begin(std::span<Bits> weights, std::size_t n, JoinRules* rules) {
    n_ = n;
    sums_ = weights;
    rules_ = rules;
    const Clip clip(threshold_);
    for (auto& w : sums_) w = clip(w);
    size_.assign(n, 1);
    best_.assign(n, 0);
    value_.assign(n, kNone);
    root_.resize(n);
    std::iota(root_.begin(), root_.end(), 0u);
    active_ = root_;
    bound_ = root_;
    joins_.clear();
    refusals_.clear();
}

Bits Agglomerator::linkage(std::size_t a, std::size_t b) noexcept {
    const Bits s = sum(a, b);
    if (s == kApart) return kNone;
    return linkage_ == Linkage::kAverage ? s / static_cast<Bits>(size_[a] * size_[b]) : s;
}

void Agglomerator::find_best(Item a) noexcept {
    value_[a] = kNone;
    for (auto it = std::upper_bound(active_.begin(), active_.end(), a); it != active_.end(); ++it) {
        const Bits v = linkage(a, *it);
        if (v > value_[a]) {
            value_[a] = v;
            best_[a] = *it;
        }
    }
}

void Agglomerator::merge_sums(Item a, Item b, Item other) noexcept {
    Bits& to = sum(a, other);
    const Bits more = sum(b, other);
    if (to == kApart || more == kApart) {
        to = kApart;
    } else {
        switch (linkage_) {
            case Linkage::kAverage: to += more; break;
            case Linkage::kSingle: to = std::max(to, more); break;
            case Linkage::kComplete: to = std::min(to, more); break;
        }
    }
    sum(other, a) = to;
}

// What the two belong to is one from now on.
void Agglomerator::bind(Item a, Item b) {
    const Item first = std::min(bound_[a], bound_[b]), second = std::max(bound_[a], bound_[b]);
    if (first == second) return;
    for (auto& name : bound_)
        if (name == second) name = first;
    if (rules_ != nullptr) rules_->join(first, second);
}

void Agglomerator::unite(Item a, Item b) {
    active_.erase(std::lower_bound(active_.begin(), active_.end(), b));
    root_[b] = a;
    for (const auto other : active_)
        if (other != a) merge_sums(a, b, other);
    size_[a] += size_[b];
    bind(a, b);
}

// After a and b became one.
void Agglomerator::look_again(Item a, Item b) noexcept {
    find_best(a);
    for (const auto other : active_) {
        if (other >= b) break;
        if (other == a) continue;
        if (best_[other] == a || best_[other] == b) {
            find_best(other);
        } else if (other < a) {
            const Bits v = linkage(other, a);
            if (v > value_[other] || (v == value_[other] && a < best_[other])) {
                value_[other] = v;
                best_[other] = a;
            }
        }
    }
}

// Whether the rules forbid the join; then neither it nor one of what the two sides are one with is tried again.
bool Agglomerator::refuse(Item a, Item b) {
    const Item left = bound_[a], right = bound_[b];
    if (rules_ == nullptr || left == right) return false;
    const auto clash = rules_->clash(left, right);
    if (!clash) return false;
    refusals_.push_back({a, b, value_[a], *clash, joins_.size()});
    for (const auto x : active_)
        for (const auto y : active_)
            if (bound_[x] == left && bound_[y] == right) sum(x, y) = sum(y, x) = kApart;
    for (const auto i : active_)
        if (bound_[i] == left || bound_[i] == right) find_best(i);
    return true;
}

std::span<const Item> Agglomerator::run(std::span<Bits> weights, std::size_t n, std::span<const ItemPair> must,
                                        JoinRules* rules, const CancelToken& token) {
    begin(weights, n, rules);
    const auto root = [&](Item i) {
        while (root_[i] != i) i = root_[i];
        return i;
    };
    for (const auto& [x, y] : must) bind(x, y);
    for (const auto i : active_) find_best(i);
    for (std::size_t steps = 1; active_.size() > 1; steps++) {
        if (steps % 64 == 0) token.check();
        // The smallest of equals: active_ is ascending, and so are the partners looked at.
        const Item a = *std::max_element(active_.begin(), active_.end(),
                                         [&](auto x, auto y) { return value_[x] < value_[y]; });
        if (value_[a] == kNone || value_[a] < threshold_) break;
        const Item b = best_[a];
        if (refuse(a, b)) continue;
        joins_.push_back({a, b, value_[a]});
        unite(a, b);
        look_again(a, b);
    }
    for (Item i = 0; i < n; i++) root_[i] = bound_[root(i)];  // a root is smaller than what it stands for
    return root_;
}

}  // namespace cdp::cluster
