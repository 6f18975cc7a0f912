// SPDX-License-Identifier: PostgreSQL
#include "core/score/estimate_levels.hpp"

#include <algorithm>
#include <cmath>

namespace cdp::score {

Probability probability_of_alike(std::size_t look_alike) noexcept {
    static_assert(kLookAlikes == 2);
    return look_alike == kHousehold ? Probability([](Level& l) -> double& { return l.alike[kHousehold]; })
                                    : Probability([](Level& l) -> double& { return l.alike[kNamesake]; });
}

void settle(std::vector<Level>& levels, const std::vector<double>& weights, Probability of, Kept kept) {
    double total = 0, fixed = 0;
    for (std::size_t l = 0; l < levels.size(); l++) (kept(levels[l]) ? fixed : total) += kept(levels[l]) ? of(levels[l]) : weights[l];
    if (!(total > 0)) return;
    for (std::size_t l = 0; l < levels.size(); l++)
        if (!kept(levels[l])) of(levels[l]) = std::clamp(weights[l] / total * (1 - fixed), kLeastProbability, 1.0);
}

void settle_u(Comparison& comparison, const Comparison& start, const std::vector<double>& share,
              const std::vector<double>& pairs, double matches, const std::array<double, kLookAlikes>& alike) {
    if (!(pairs.back() > 0)) return;  // no pair has it: the model's own u stands
    std::vector<double> u(comparison.levels.size());
    for (std::size_t l = 0; l < u.size(); l++) {
        const Level& level = comparison.levels[l];
        double rest = share[l] - matches * level.m;
        for (std::size_t k = 0; k < kLookAlikes; k++)
            if (comparison.alike[k]) rest -= alike[k] * level.alike[k];
        // why: no pair says anything about the level, so the model's own stands.
        u[l] = pairs[l] > 0 ? std::max({rest, 0.1 * share[l], 0.25 / (pairs[l] + 1), kLeastProbability}) : start.levels[l].u;
    }
    settle(comparison.levels, u, [](Level& l) -> double& { return l.u; }, keeps_u);
}

void make_monotone(std::vector<Level>& levels) {
    struct Pool {
        double m, u;
        std::size_t begin;
    };
    std::vector<Pool> pools;
    for (std::size_t l = 0; l < levels.size(); l++) {
        pools.push_back({levels[l].m, levels[l].u, l});
        while (pools.size() > 1) {
            const Pool last = pools.back();
            Pool& before = pools[pools.size() - 2];
            const Level &level = levels[last.begin], &stricter = levels[last.begin - 1];
            if (keeps_m(level) || keeps_u(level) || keeps_m(stricter) || keeps_u(stricter)) break;
            if (before.m / before.u >= last.m / last.u) break;
            before.m += last.m;
            before.u += last.u;
            pools.pop_back();
        }
    }
    for (std::size_t p = 0; p < pools.size(); p++) {
        const std::size_t end = p + 1 < pools.size() ? pools[p + 1].begin : levels.size();
        for (std::size_t l = pools[p].begin; l < end; l++)
            if (!levels[l].keeps_m()) levels[l].m = std::min(1.0, pools[p].m / pools[p].u * levels[l].u);
    }
}

}  // namespace cdp::score
