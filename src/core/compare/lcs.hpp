// SPDX-License-Identifier: PostgreSQL
// Longest common subsequence: the most units that stand in both strings in the same order, not necessarily side
// by side. Its complement is the indel distance n + m - 2 * lcs, edits being insertions and deletions only.
#pragma once

#include <vector>

#include "core/compare/match_vectors.hpp"

namespace cdp::compare {

// Length of the longest common subsequence. Bit-parallel over strips of 128 units (Allison & Dix 1986, Hyyrö
// 2004): O(n * m / 128) steps of a word; no allocation when both have fewer than 4,096 units, one bit per unit of
// the shorter above. Throws Error(kLimitExceeded) above kMaxUnits or 2^40 cells and Error(kCancelled); never for
// strings of up to 128 units.
template <Unit C>
std::size_t lcs_length(Units<C> a, Units<C> b, const Work& work = {});

extern template std::size_t lcs_length(Bytes, Bytes, const Work&);
extern template std::size_t lcs_length(CodePoints, CodePoints, const Work&);

// For ASCII: one byte is one character.
inline std::size_t lcs_length(std::string_view a, std::string_view b, const Work& work = {}) {
    return lcs_length(bytes_of(a), bytes_of(b), work);
}

// A pattern prepared once for many texts. It refers to the pattern, which must outlive it. Above 64 units its vectors are
// in `memory`, 32 bytes per unit or less; above kMaxPrepared units they are made anew on each call.
template <Unit C>
class LcsPattern {
public:
    static constexpr std::size_t kMaxPrepared = 1 << 14;

    explicit LcsPattern(Units<C> pattern, std::pmr::memory_resource* memory = std::pmr::new_delete_resource());

    Units<C> pattern() const noexcept { return pattern_; }

    // As lcs_length.
    std::size_t length(Units<C> text, const Work& work = {}) const;

private:
    Units<C> pattern_;
    MatchVectors<C, Word64> vectors_;
    std::pmr::vector<MatchVectors<C, Word128>> strips_;
};

extern template class LcsPattern<unsigned char>;
extern template class LcsPattern<char32_t>;

// 2 * lcs / (n + m), for a length already known: the indel ratio of token_sort_ratio and its kin (Dice over
// units in order). In [0,1]; 1 for two empty strings.
constexpr double indel_ratio(std::size_t lcs, std::size_t a_size, std::size_t b_size) noexcept {
    const std::size_t all = a_size + b_size;
    return all == 0 ? 1.0 : 2.0 * static_cast<double>(lcs) / static_cast<double>(all);
}

// lcs / length of the longer, for a length already known. In [0,1]; 1 for two empty strings.
constexpr double lcs_similarity(std::size_t lcs, std::size_t a_size, std::size_t b_size) noexcept {
    const std::size_t longer = std::max(a_size, b_size);
    return longer == 0 ? 1.0 : static_cast<double>(lcs) / static_cast<double>(longer);
}

}  // namespace cdp::compare
