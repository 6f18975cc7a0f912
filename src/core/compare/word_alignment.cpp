// SPDX-License-Identifier: PostgreSQL
// Gains are integers in millionths, so that sums do not depend on the order of words.
#include "core/compare/word_alignment.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/compare/assignment.hpp"
#include "core/compare/jaro.hpp"
#include "core/text/nickname.hpp"

namespace cdp::compare {

static_assert(kMostWords <= kMostAssigned);

namespace {

constexpr double kUnit = 1e6;
constexpr double kNicknameScore = 0.9;
constexpr double kLeastAlike = 0.7;  // Jaro-Winkler
constexpr double kSurplusShare = 1.0 / 3;

bool has_digit(std::string_view word) noexcept { return word.find_first_of("0123456789") != std::string_view::npos; }

double weight_of(std::span<const Word> words) noexcept {
    double sum = 0;
    for (const Word& word : words) sum += std::round(word.weight * kUnit);
    return sum;
}

}  // namespace

double word_similarity(const Word& a, const Word& b) noexcept {
    if (a.text == b.text) return 1;
    if (a.weight < kTie || b.weight < kTie || has_digit(a.text) || has_digit(b.text)) return 0;
    if (a.initial() || b.initial()) return a.text.front() == b.text.front() ? 1 : 0;
    const double alike = jaro_winkler(a.text, b.text, kPrefixWeight, kBoostThreshold, kLeastAlike);
    const double gap = (1 - alike) / (1 - kLeastAlike);
    const double spelt = gap >= 1 ? 0 : 1 - gap * std::sqrt(gap);
    return text::share_nickname(a.nickname, b.nickname) ? std::max(kNicknameScore, spelt) : spelt;
}

double align_words(std::span<const Word> a, std::span<const Word> b) noexcept {
    std::array<std::int32_t, kMostWords * kMostWords> gains;
    for (std::size_t i = 0; i < a.size(); i++)
        for (std::size_t k = 0; k < b.size(); k++)
            gains[i * b.size() + k] = static_cast<std::int32_t>(
                std::round(word_similarity(a[i], b[k]) * std::min(a[i].weight, b[k].weight) * kUnit));
    const auto sum = static_cast<double>(best_assignment({gains.data(), a.size() * b.size()}, a.size(), b.size()));
    const double x = weight_of(a), y = weight_of(b);
    return std::min(1.0, sum / (std::min(x, y) + std::abs(x - y) * kSurplusShare));
}

}  // namespace cdp::compare
