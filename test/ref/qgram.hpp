// SPDX-License-Identifier: PostgreSQL
// Sets of q-grams as the definition reads: std::set of substrings; and the similarities of two sets.
#pragma once

#include <algorithm>
#include <cmath>
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

template <class T>
std::size_t common(const std::set<T>& x, const std::set<T>& y) {
    std::size_t n = 0;
    for (const T& value : x) n += y.count(value);
    return n;
}

template <class T>
double jaccard(const std::set<T>& x, const std::set<T>& y) {
    if (x.empty() && y.empty()) return 1;
    return static_cast<double>(common(x, y)) / static_cast<double>(x.size() + y.size() - common(x, y));
}

template <class T>
double dice(const std::set<T>& x, const std::set<T>& y) {
    if (x.empty() && y.empty()) return 1;
    return 2.0 * static_cast<double>(common(x, y)) / static_cast<double>(x.size() + y.size());
}

template <class T>
double overlap(const std::set<T>& x, const std::set<T>& y) {
    if (x.empty() || y.empty()) return x.empty() && y.empty() ? 1 : 0;
    return static_cast<double>(common(x, y)) / static_cast<double>(std::min(x.size(), y.size()));
}

template <class T>
double cosine(const std::set<T>& x, const std::set<T>& y) {
    if (x.empty() || y.empty()) return x.empty() && y.empty() ? 1 : 0;
    return static_cast<double>(common(x, y)) / std::sqrt(static_cast<double>(x.size() * y.size()));
}

template <class String>
double jaccard(const String& a, const String& b, std::size_t q) {
    return jaccard(qgrams(a, q), qgrams(b, q));
}

}  // namespace cdp::ref
