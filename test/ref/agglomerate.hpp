// SPDX-License-Identifier: PostgreSQL
// Agglomerative clustering as the textbook has it: clusters are lists of items; every step works out the linkage of
// every two clusters from the weights of their items and joins the best two. O(n^3) steps of O(n^2) in all.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cdp::ref {

enum class Linkage { kAverage, kSingle, kComplete };

// `weights` holds n * n values. Clusters are kept in the order of their smallest items, and of equal linkages the
// first two such clusters are joined. Averages are whole numbers, rounded toward zero. Returns the smallest item of
// each item's cluster.
inline std::vector<std::uint32_t> agglomerate(std::vector<std::int64_t> weights, std::size_t n, std::int64_t threshold,
                                              std::int64_t low, std::int64_t high, Linkage linkage) {
    for (auto& w : weights) w = std::min(std::max(w, low), high);
    std::vector<std::vector<std::uint32_t>> clusters;
    for (std::uint32_t i = 0; i < n; i++) clusters.push_back({i});
    const auto value = [&](const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
        std::int64_t sum = 0, least = INT64_MAX, greatest = INT64_MIN;
        for (const auto x : a)
            for (const auto y : b) {
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
        return std::int64_t{0};
    };
    while (clusters.size() > 1) {
        std::size_t left = 0, right = 0;
        std::int64_t best = INT64_MIN;
        for (std::size_t a = 0; a < clusters.size(); a++)
            for (std::size_t b = a + 1; b < clusters.size(); b++)
                if (const std::int64_t v = value(clusters[a], clusters[b]); v > best) {
                    best = v;
                    left = a;
                    right = b;
                }
        if (best < threshold) break;
        clusters[left].insert(clusters[left].end(), clusters[right].begin(), clusters[right].end());
        clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(right));
    }
    std::vector<std::uint32_t> root(n);
    for (const auto& cluster : clusters)
        for (const auto i : cluster) root[i] = cluster[0];
    return root;
}

}  // namespace cdp::ref
