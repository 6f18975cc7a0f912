// SPDX-License-Identifier: PostgreSQL
// Winkler's strcmp95 in small steps over plain strings of capitals, digits and other characters without case.
#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace cdp::ref {

inline bool strcmp95_alike(char32_t x, char32_t y) {
    static const std::set<std::pair<char32_t, char32_t>> kPairs = {
        {'A', 'E'}, {'A', 'I'}, {'A', 'O'}, {'A', 'U'}, {'B', 'V'}, {'E', 'I'}, {'E', 'O'}, {'E', 'U'}, {'I', 'O'},
        {'I', 'U'}, {'O', 'U'}, {'I', 'Y'}, {'E', 'Y'}, {'C', 'G'}, {'E', 'F'}, {'W', 'U'}, {'W', 'V'}, {'X', 'K'},
        {'S', 'Z'}, {'X', 'S'}, {'Q', 'C'}, {'U', 'V'}, {'M', 'N'}, {'L', 'I'}, {'Q', 'O'}, {'P', 'R'}, {'I', 'J'},
        {'2', 'Z'}, {'5', 'S'}, {'8', 'B'}, {'1', 'I'}, {'1', 'L'}, {'0', 'O'}, {'0', 'Q'}, {'C', 'K'}, {'G', 'J'}};
    return kPairs.contains({x, y}) || kPairs.contains({y, x});
}

template <class String>
double jaro_winkler_strcmp95(const String& a, const String& b, bool long_strings) {
    if (a.size() == 0 || b.size() == 0) return a.size() == b.size() ? 1 : 0;
    const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    const std::size_t window = longer / 2 > 1 ? longer / 2 - 1 : 0;
    std::vector<bool> a_matches(a.size()), b_matches(b.size());
    for (std::size_t i = 0; i < a.size(); i++)
        for (std::size_t j = i > window ? i - window : 0; j < b.size() && j <= i + window; j++)
            if (!b_matches[j] && a[i] == b[j]) {
                a_matches[i] = b_matches[j] = true;
                break;
            }
    String matched_a, matched_b, left_a, left_b;
    for (std::size_t i = 0; i < a.size(); i++) (a_matches[i] ? matched_a : left_a).push_back(a[i]);
    for (std::size_t j = 0; j < b.size(); j++) (b_matches[j] ? matched_b : left_b).push_back(b[j]);
    if (matched_a.empty()) return 0;
    std::size_t moved = 0, similar = 0;
    for (std::size_t k = 0; k < matched_a.size(); k++) moved += matched_a[k] != matched_b[k];
    for (const auto c : left_a)
        for (std::size_t j = 0; j < left_b.size(); j++)
            if (strcmp95_alike(static_cast<char32_t>(c), static_cast<char32_t>(left_b[j]))) {
                similar++;
                left_b.erase(left_b.begin() + static_cast<std::ptrdiff_t>(j));
                break;
            }
    const double k = static_cast<double>(matched_a.size()), n = static_cast<double>(a.size()),
                 m = static_cast<double>(b.size()), credit = k + .3 * static_cast<double>(similar);
    double weight = (credit / n + credit / m + (k - static_cast<double>(moved / 2)) / k) / 3;
    if (weight <= .7) return weight;
    const auto is_digit = [](auto c) { return c >= '0' && c <= '9'; };
    double prefix = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(4, shorter) && a[i] == b[i] && !is_digit(a[i]); i++) prefix++;
    weight += prefix * .1 * (1 - weight);
    if (long_strings && shorter > 4 && k > prefix + 1 && 2 * k >= static_cast<double>(shorter) + prefix &&
        !is_digit(a[0]))
        weight += (1 - weight) * (k - prefix - 1) / (n + m - 2 * prefix + 2);
    return weight;
}

}  // namespace cdp::ref
