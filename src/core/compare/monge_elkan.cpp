// SPDX-License-Identifier: PostgreSQL
#include "core/compare/monge_elkan.hpp"

#include "core/compare/best_pair.hpp"

namespace cdp::compare {

namespace {

template <Unit C>
double mean_of_best(std::span<const Units<C>> a, std::span<const Units<C>> b, const Work& work) {
    double sum = 0;
    for (const Units<C> word : a) sum += detail::best_jaro_winkler(word, b, 0, work);
    return sum / static_cast<double>(a.size());
}

}  // namespace

double monge_elkan(const Words& x, const Words& y, bool both_ways, const Work& work) {
    if (x.empty() || y.empty()) return x.empty() == y.empty() ? 1.0 : 0.0;
    require_word_steps(x.views(), y.views());
    return with_words(x.views(), y.views(), work, [both_ways](auto p, auto q, const Work& w) {
        const double forth = mean_of_best(p, q, w);
        return both_ways ? (forth + mean_of_best(q, p, w)) / 2 : forth;
    });
}

}  // namespace cdp::compare
