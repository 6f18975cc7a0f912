// SPDX-License-Identifier: PostgreSQL
#include "core/link/letters.hpp"

#include <array>

#include "core/compare/jaro.hpp"
#include "core/compare/jaro_score.hpp"
#include "core/text/utf8.hpp"

namespace cdp::link {

using score::Measure;

namespace {

constexpr double kRounding = 1e-9;  // of a similarity
constexpr unsigned kBits = 52;      // of letters and digits; four more are for all else
constexpr unsigned kOthers = 4;

// The bit of the k-th c, k from 0.
unsigned bit_of(unsigned char c, unsigned k) noexcept {
    if (c >= 'a' && c <= 'z') return (c - 'a' + 26u * k) % kBits;
    if (c >= '0' && c <= '9') return (c - '0' + 10u * k) % kBits;
    return kBits + c % kOthers;
}

}  // namespace

Letters letters_of(std::string_view text) noexcept {
    // why: a byte beyond ASCII is no character, and such texts are not ruled out by counting bytes.
    if (!text::is_ascii(text)) return Letters{kLongestCounted} << 56;
    std::array<unsigned char, 256> seen{};
    Letters out = 0;
    // why: longer texts are never ruled out, whatever they hold.
    for (const char letter : text.substr(0, kLongestCounted)) {
        const auto c = static_cast<unsigned char>(letter);
        out |= Letters{1} << bit_of(c, seen[c]++);
    }
    return out | Letters{std::min<std::size_t>(text.size(), kLongestCounted)} << 56;
}

bool LetterBound::is_distance(Measure measure) noexcept {
    return measure == Measure::kLevenshtein || measure == Measure::kOsa;
}

bool LetterBound::serves(Measure measure) noexcept {
    return is_distance(measure) || measure == Measure::kLevenshteinSimilarity || measure == Measure::kJaro ||
           measure == Measure::kJaroWinkler || measure == Measure::kUser;
}

LetterBound::LetterBound(Measure measure, double bound) noexcept {
    if (is_distance(measure)) {
        kind_ = Kind::kEdits;
        bound_ = bound;
    } else if (measure == Measure::kLevenshteinSimilarity) {
        kind_ = Kind::kShare;
        bound_ = bound - kRounding;
    } else {
        constexpr compare::JaroBoost kBoost{compare::kPrefixWeight, compare::kBoostThreshold};
        kind_ = Kind::kJaro;
        const double jaro = measure == Measure::kJaro ? bound : kBoost.needed(bound, compare::kMaxBoostedPrefix);
        bound_ = 3 * (jaro - kRounding) - 1;
    }
}

}  // namespace cdp::link
