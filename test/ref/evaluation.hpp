// SPDX-License-Identifier: PostgreSQL
// Predictions against labels as the definitions have them: every pair of records is looked at, and every record's
// clusters are compared item by item. O(n^2) and O(n^3).
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace cdp::ref {

struct PairCounts {
    std::uint64_t tp = 0, fp = 0, fn = 0, tn = 0;
};

// `predicted` and `truth` answer for records a < b; a pair without a truth is not counted.
inline PairCounts count_pairs(std::size_t n, const std::function<bool(std::size_t, std::size_t)>& predicted,
                              const std::function<std::optional<bool>(std::size_t, std::size_t)>& truth) {
    PairCounts out;
    for (std::size_t a = 0; a < n; a++)
        for (std::size_t b = a + 1; b < n; b++)
            if (const auto match = truth(a, b)) (*match ? predicted(a, b) ? out.tp : out.fn : predicted(a, b) ? out.fp : out.tn)++;
    return out;
}

struct BCubed {
    double precision = 0, recall = 0;
};

// Clusters by record; records whose true cluster is 0 do not exist, a predicted cluster 0 is a cluster of one.
inline BCubed b_cubed(const std::vector<int>& predicted, const std::vector<int>& truth) {
    BCubed sum;
    double n = 0;
    for (std::size_t a = 0; a < truth.size(); a++) {
        if (truth[a] == 0) continue;
        double in_predicted = 0, in_true = 0, in_both = 0;
        for (std::size_t b = 0; b < truth.size(); b++) {
            if (truth[b] == 0) continue;
            const bool p = a == b || (predicted[a] != 0 && predicted[a] == predicted[b]), t = truth[a] == truth[b];
            in_predicted += p ? 1 : 0;
            in_true += t ? 1 : 0;
            in_both += p && t ? 1 : 0;
        }
        sum.precision += in_both / in_predicted;
        sum.recall += in_both / in_true;
        n++;
    }
    return {sum.precision / n, sum.recall / n};
}

struct ClusterCounts {
    std::uint64_t clusters = 0, true_clusters = 0, exact = 0, largest = 0;
};

// As b_cubed has them; `largest` counts records that do not exist too. A cluster is told by its first record.
inline ClusterCounts count_clusters(const std::vector<int>& predicted, const std::vector<int>& truth) {
    ClusterCounts out;
    const auto together = [&](std::size_t a, std::size_t b) { return a == b || (predicted[a] != 0 && predicted[a] == predicted[b]); };
    for (std::size_t a = 0; a < truth.size(); a++) {
        bool first = truth[a] != 0, first_true = truth[a] != 0, same = true;
        std::uint64_t members = 0;
        for (std::size_t b = 0; b < truth.size(); b++) {
            members += together(a, b) ? 1 : 0;
            if (truth[b] == 0) continue;
            first = first && !(b < a && together(a, b));
            first_true = first_true && !(b < a && truth[a] == truth[b]);
            same = same && together(a, b) == (truth[a] == truth[b]);
        }
        out.clusters += first ? 1 : 0;
        out.true_clusters += first_true ? 1 : 0;
        out.exact += first && same ? 1 : 0;
        out.largest = std::max(out.largest, members);
    }
    return out;
}

}  // namespace cdp::ref
