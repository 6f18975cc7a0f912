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

// Not negative; round() would be a call.
std::int32_t millionths(double share) noexcept { return static_cast<std::int32_t>(share * kUnit + 0.5); }

double weight_of(std::span<const Word> words) noexcept {
    double sum = 0;
    for (const Word& word : words) sum += millionths(word.weight);
    return sum;
}

}  // namespace

double word_similarity(const Word& a, const Word& b) noexcept {
    if (a.text == b.text) return 1;
    if (a.weight < kTie || b.weight < kTie || a.digits || b.digits) return 0;
    if (a.initial() || b.initial()) return a.text.front() == b.text.front() ? 1 : 0;
    const double alike = jaro_winkler(a.text, b.text, kPrefixWeight, kBoostThreshold, kLeastAlike);
    const double gap = (1 - alike) / (1 - kLeastAlike);
    const double spelt = gap >= 1 ? 0 : 1 - gap * std::sqrt(gap);
    return text::share_nickname(a.nickname, b.nickname) ? std::max(kNicknameScore, spelt) : spelt;
}

Alignment alignment_of(std::span<const Word> a, std::span<const Word> b) noexcept {
    std::array<std::int32_t, kMostWords * kMostWords> gains;
    bool agree = false;
    for (std::size_t i = 0; i < a.size(); i++)
        for (std::size_t k = 0; k < b.size(); k++) {
            const double alike = word_similarity(a[i], b[k]);
            gains[i * b.size() + k] = millionths(alike * std::min(a[i].weight, b[k].weight));
            agree = agree || (alike > 0 && a[i].weight >= kTie && !a[i].initial() && !b[k].initial());
        }
    const auto sum = static_cast<double>(best_assignment({gains.data(), a.size() * b.size()}, a.size(), b.size()));
    const double x = weight_of(a), y = weight_of(b);
    return {std::min(1.0, sum / (std::min(x, y) + std::abs(x - y) * kSurplusShare)), agree};
}

double align_words(std::span<const Word> a, std::span<const Word> b) noexcept { return alignment_of(a, b).similarity; }

}  // namespace cdp::compare
