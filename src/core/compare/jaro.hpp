// SPDX-License-Identifier: PostgreSQL
// Jaro (1989) and Jaro-Winkler (Winkler 1990) similarity, in the standard definition: two units match when they
// are equal and at most max(n, m) / 2 - 1 places apart (never less than 0), each unit of one string taking the
// first free one of the other; t is half the number of matched units that are out of order, rounded down; with k
// matches the similarity is (k/n + k/m + (k-t)/k) / 3. Two empty strings give 1, one empty string 0. Symmetric.
// Winkler's form adds prefix * weight * (1 - jaro), prefix up to 4 units, where jaro is above a threshold.
#pragma once

#include <vector>

#include "core/compare/match_vectors.hpp"

namespace cdp::compare {

inline constexpr double kPrefixWeight = 0.1;
inline constexpr double kMaxPrefixWeight = 0.25;
inline constexpr double kBoostThreshold = 0.7;

// The weight itself. Throws Error(kInvalidArgument) unless it is in [0, kMaxPrefixWeight].
double checked_prefix_weight(double weight);
// The threshold itself. Throws Error(kInvalidArgument) unless it is in [0, 1].
double checked_boost_threshold(double threshold);

// In [0,1]; 0 when it is below `cutoff`, found early. O(n) steps of a word up to 128 units and linear time above,
// with 5 bytes of `work.memory` per byte and up to 40 per code point. Throws Error(kLimitExceeded) above kMaxUnits and
// Error(kCancelled); never for strings of up to 128 units.
template <Unit C>
double jaro(Units<C> a, Units<C> b, double cutoff = 0, const Work& work = {});

// As `jaro`. `prefix_weight` in [0, 0.25], `boost_threshold` in [0, 1].
template <Unit C>
double jaro_winkler(Units<C> a, Units<C> b, double prefix_weight = kPrefixWeight,
                    double boost_threshold = kBoostThreshold, double cutoff = 0, const Work& work = {});

extern template double jaro(Bytes, Bytes, double, const Work&);
extern template double jaro(CodePoints, CodePoints, double, const Work&);
extern template double jaro_winkler(Bytes, Bytes, double, double, double, const Work&);
extern template double jaro_winkler(CodePoints, CodePoints, double, double, double, const Work&);

// For ASCII: one byte is one character.
inline double jaro(std::string_view a, std::string_view b, double cutoff = 0, const Work& work = {}) {
    return jaro(bytes_of(a), bytes_of(b), cutoff, work);
}
inline double jaro_winkler(std::string_view a, std::string_view b, double prefix_weight = kPrefixWeight,
                           double boost_threshold = kBoostThreshold, double cutoff = 0, const Work& work = {}) {
    return jaro_winkler(bytes_of(a), bytes_of(b), prefix_weight, boost_threshold, cutoff, work);
}

// A pattern prepared once for many texts. It refers to the pattern, which must outlive it. Above 64 units its vectors
// are in `memory`; above 128 it has none, since the measure then takes linear time anyway.
template <Unit C>
class JaroPattern {
public:
    explicit JaroPattern(Units<C> pattern, std::pmr::memory_resource* memory = std::pmr::new_delete_resource())
        : wide_(memory) {
        assign(pattern);
    }

    // Prepares another pattern in the same place.
    void assign(Units<C> pattern) {
        pattern_ = pattern;
        wide_.clear();
        if (pattern.size() <= kBits<Word64>)
            vectors_.prepare(pattern);
        else if (pattern.size() <= kBits<Word128>)
            wide_.emplace_back().prepare(pattern);
    }

    Units<C> pattern() const noexcept { return pattern_; }

    double jaro(Units<C> text, double cutoff = 0, const Work& work = {}) const;
    double jaro_winkler(Units<C> text, double prefix_weight = kPrefixWeight, double boost_threshold = kBoostThreshold,
                        double cutoff = 0, const Work& work = {}) const;

private:
    double any_jaro(Units<C> text, double cutoff, const Work& work) const;
    double long_jaro(Units<C> text, double cutoff, const Work& work) const;

    Units<C> pattern_;
    MatchVectors<C, Word64> vectors_;
    std::pmr::vector<MatchVectors<C, Word128>> wide_;  // one of up to 128 units, or none
};

extern template class JaroPattern<unsigned char>;
extern template class JaroPattern<char32_t>;

}  // namespace cdp::compare
