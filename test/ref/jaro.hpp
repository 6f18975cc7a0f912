// SPDX-License-Identifier: PostgreSQL
// Jaro and Jaro-Winkler similarity as the definition reads: two arrays of flags and a scan of the window.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace cdp::ref {

template <class String>
double jaro(const String& a, const String& b) {
    if (a.size() == 0 && b.size() == 0) return 1;
    if (a.size() == 0 || b.size() == 0) return 0;
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t window = longer / 2 > 1 ? longer / 2 - 1 : 0;
    std::vector<bool> a_taken(a.size()), b_taken(b.size());
    std::size_t matches = 0;
    for (std::size_t i = 0; i < a.size(); i++)
        for (std::size_t j = i > window ? i - window : 0; j < b.size() && j <= i + window; j++)
            if (!b_taken[j] && a[i] == b[j]) {
                a_taken[i] = b_taken[j] = true;
                matches++;
                break;
            }
    if (matches == 0) return 0;
    std::size_t out_of_order = 0;
    for (std::size_t i = 0, j = 0; i < a.size(); i++) {
        if (!a_taken[i]) continue;
        while (!b_taken[j]) j++;
        out_of_order += a[i] != b[j++];
    }
    const double k = static_cast<double>(matches);
    const double t = static_cast<double>(out_of_order / 2);
    return (k / static_cast<double>(a.size()) + k / static_cast<double>(b.size()) + (k - t) / k) / 3.0;
}

template <class String>
double jaro_winkler(const String& a, const String& b, double weight = 0.1, double threshold = 0.7) {
    const double base = jaro(a, b);
    if (base <= threshold) return base;
    std::size_t prefix = 0;
    while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) prefix++;
    return base + static_cast<double>(prefix) * weight * (1.0 - base);
}

}  // namespace cdp::ref
