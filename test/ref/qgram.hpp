// SPDX-License-Identifier: PostgreSQL
// Jaccard similarity of q-gram sets as the definition reads: std::set of substrings.
#pragma once

#include <cstddef>
#include <set>
#include <string>

namespace cdp::ref {

template <class String>
std::set<String> qgrams(const String& s, std::size_t q) {
    std::set<String> grams;
    if (s.size() < q) return {s};
    for (std::size_t i = 0; i + q <= s.size(); i++) grams.insert(s.substr(i, q));
    return grams;
}

template <class String>
double jaccard(const String& a, const String& b, std::size_t q) {
    const std::set<String> x = qgrams(a, q);
    const std::set<String> y = qgrams(b, q);
    std::size_t common = 0;
    for (const String& gram : x) common += y.count(gram);
    return static_cast<double>(common) / static_cast<double>(x.size() + y.size() - common);
}

}  // namespace cdp::ref
