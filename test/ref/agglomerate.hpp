// SPDX-License-Identifier: PostgreSQL
// Agglomerative clustering as the textbook has it: clusters are lists of items; every step works out the linkage of
// every two clusters from the weights of their items and tries to join the best two. O(n^3) steps of O(n^2) in all.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace cdp::ref {

enum class Linkage { kAverage, kSingle, kComplete };

using Items = std::vector<std::uint32_t>;

// What a cluster must not hold. Empty lists and 0 forbid nothing.
struct Rules {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> must, cannot;
    std::vector<int> source;                            // by item: one that is free of duplicates, or -1
    std::vector<std::vector<std::set<unsigned>>> value; // by limit and item
    std::vector<std::size_t> limit;                     // distinct values that a cluster may have
    std::vector<int> days;                              // by limit: in so many days in a row; 0 or no such place: ever
    std::vector<int> day;                               // by item: when its values were seen; -1: any day
    std::size_t max_size = 0;
};

struct Refused {
    std::uint32_t a, b;  // smallest items of the two sides
    std::int64_t linkage;
    int rule;            // 0 cannot-link, 1 duplicate, 2 limit, 4 size
    std::size_t limit;
    std::uint32_t left, right;
    bool operator==(const Refused&) const = default;
};

struct Agglomerated {
    Items root;  // the smallest item of each item's cluster
    std::vector<Refused> refused;
    std::vector<std::int64_t> joined;  // linkage values, in order
};

inline std::set<unsigned> values_of(const Rules& rules, std::size_t limit, const Items& items) {
    std::set<unsigned> out;
    for (const auto i : items) out.insert(rules.value[limit][i].begin(), rules.value[limit][i].end());
    return out;
}

// What items show in the `days` days up to `last`; those of any day are always shown.
inline std::set<unsigned> values_in(const Rules& rules, std::size_t limit, const Items& items, int last, int days) {
    Items shown;
    for (const auto i : items)
        if (const int day = rules.day[i]; day < 0 || (day <= last && day > last - days)) shown.push_back(i);
    return values_of(rules, limit, shown);
}

// The pair of smallest items that the predicate is true of, the left one first.
template <class Is>
std::optional<std::pair<std::uint32_t, std::uint32_t>> first_pair(Items a, Items b, const Is& is) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    for (const auto x : a)
        for (const auto y : b)
            if (is(x, y)) return std::pair(x, y);
    return std::nullopt;
}

inline std::optional<Refused> forbidden(const Rules& rules, const Items& a, const Items& b, std::int64_t linkage) {
    const auto in = [](const Items& items, std::uint32_t i) { return std::find(items.begin(), items.end(), i) != items.end(); };
    for (const auto& [x, y] : rules.cannot) {
        if (in(a, x) && in(b, y)) return Refused{a[0], b[0], linkage, 0, 0, x, y};
        if (in(a, y) && in(b, x)) return Refused{a[0], b[0], linkage, 0, 0, y, x};
    }
    if (!rules.source.empty())
        if (const auto pair = first_pair(a, b, [&](auto x, auto y) { return rules.source[x] >= 0 && rules.source[x] == rules.source[y]; }))
            return Refused{a[0], b[0], linkage, 1, 0, pair->first, pair->second};
    for (std::size_t l = 0; l < rules.limit.size(); l++) {
        const int days = l < rules.days.size() ? rules.days[l] : 0;
        for (int last = -1; last < (days > 0 ? 100 : 0); last++) {  // the last day of each window
            const auto shown = [&](const Items& items) { return days > 0 ? values_in(rules, l, items, last, days) : values_of(rules, l, items); };
            const auto left = shown(a), right = shown(b);
            auto both = left;
            both.insert(right.begin(), right.end());
            if (both.size() <= rules.limit[l] || both == left || both == right) continue;
            const auto adds = [&](std::uint32_t item, const std::set<unsigned>& to) {
                const auto own = shown({item});
                return std::any_of(own.begin(), own.end(), [&](unsigned v) { return !to.contains(v); });
            };
            const auto pair = first_pair(a, b, [&](auto x, auto y) { return adds(x, right) && adds(y, left); });
            return Refused{a[0], b[0], linkage, 2, l, pair->first, pair->second};
        }
    }
    if (rules.max_size != 0 && a.size() + b.size() > rules.max_size) return Refused{a[0], b[0], linkage, 4, 0, a[0], b[0]};
    return std::nullopt;
}

// `weights` holds n * n values, as they count. Clusters are kept in the order of their smallest items, and of equal linkages the
// first two such clusters are tried. Averages are whole numbers, rounded toward zero. Clusters that must be one stay
// clusters of their own to the linkage, and are one group to the rules. Items of two groups whose join was refused never
// come together.
inline Agglomerated agglomerate(const std::vector<std::int64_t>& weights, std::size_t n, std::int64_t threshold, Linkage linkage,
                                const Rules& rules = {}) {
    std::vector<Items> clusters;
    for (std::uint32_t i = 0; i < n; i++) clusters.push_back({i});
    std::set<std::pair<std::uint32_t, std::uint32_t>> apart;
    const auto value = [&](const Items& a, const Items& b) -> std::optional<std::int64_t> {
        std::int64_t sum = 0, least = INT64_MAX, greatest = INT64_MIN;
        for (const auto x : a)
            for (const auto y : b) {
                if (apart.contains({std::min(x, y), std::max(x, y)})) return std::nullopt;
                const std::int64_t w = weights[x * n + y];
                sum += w;
                least = std::min(least, w);
                greatest = std::max(greatest, w);
            }
        switch (linkage) {
            case Linkage::kAverage: return sum / static_cast<std::int64_t>(a.size() * b.size());
            case Linkage::kSingle: return greatest;
            case Linkage::kComplete: return least;
        }
        return std::nullopt;
    };
    const auto join = [&](std::size_t left, std::size_t right) {
        clusters[left].insert(clusters[left].end(), clusters[right].begin(), clusters[right].end());
        clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(right));
    };
    Items label(n);
    for (std::uint32_t i = 0; i < n; i++) label[i] = i;
    const auto bind = [&](std::uint32_t x, std::uint32_t y) {
        const auto from = std::max(label[x], label[y]), to = std::min(label[x], label[y]);
        std::replace(label.begin(), label.end(), from, to);
    };
    const auto group = [&](std::uint32_t item) {
        Items items;
        for (std::uint32_t i = 0; i < n; i++)
            if (label[i] == label[item]) items.push_back(i);
        return items;
    };
    for (const auto& [x, y] : rules.must) bind(x, y);
    Agglomerated out;
    while (clusters.size() > 1) {
        std::size_t left = 0, right = 0;
        std::optional<std::int64_t> best;
        for (std::size_t a = 0; a < clusters.size(); a++)
            for (std::size_t b = a + 1; b < clusters.size(); b++)
                if (const auto v = value(clusters[a], clusters[b]); v && (!best || *v > *best)) {
                    best = v;
                    left = a;
                    right = b;
                }
        if (!best || *best < threshold) break;
        const std::uint32_t a = clusters[left][0], b = clusters[right][0];
        if (label[a] != label[b])
            if (auto refused = forbidden(rules, group(a), group(b), *best)) {
                refused->a = a;
                refused->b = b;
                out.refused.push_back(*refused);
                for (const auto x : group(a))
                    for (const auto y : group(b)) apart.insert({std::min(x, y), std::max(x, y)});
                continue;
            }
        out.joined.push_back(*best);
        join(left, right);
        bind(a, b);
    }
    out.root = label;
    return out;
}

}  // namespace cdp::ref
