// SPDX-License-Identifier: PostgreSQL
// Sketches of sets: short stand-ins that tell how alike two sets are without the sets, and find likely pairs by
// equality alone. Made of fixed hashes, so they may be stored and compared on any machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/compare/units.hpp"

namespace cdp::compare {

// Most values of a signature.
inline constexpr int kMaxSignature = 4096;

// Throws Error(kInvalidArgument) unless 1 <= size <= kMaxSignature.
int checked_signature(int size);

// MinHash (Broder 1997): for each of signature.size() hash functions the least hash of the elements, repeated ones
// counting once; two signatures agree in each place with a probability of the Jaccard similarity of the sets. -1
// throughout for no elements. O(elements * size) time. Throws Error(kCancelled).
void minhash(std::span<const std::string_view> elements, std::span<std::int32_t> signature,
             const CancelToken& cancel = {});

// The share of places in which two signatures agree, in [0,1], symmetric; an estimate of the Jaccard similarity with a
// standard error of at most 1 / (2 sqrt(size)). 1 for two empty ones. Throws Error(kInvalidArgument) unless both have one size.
double minhash_similarity(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

// Throws Error(kInvalidArgument) unless 1 <= rows and rows divides size.
int checked_rows(int rows, std::size_t size);

// Bands of a signature for locality-sensitive hashing (Indyk & Motwani 1998): one value for each `rows` places in
// turn, which tells the band too. Sets of similarity s have a band in common with a probability of 1 - (1 - s^rows)^bands.
// bands.size() is signature.size() / rows.
void minhash_bands(std::span<const std::int32_t> signature, int rows, std::span<std::int32_t> bands) noexcept;

// SimHash (Charikar 2002): each of 64 bits is what the hashes of most elements have there, repeated ones counting as
// often; 0 for a tie and for no elements. Throws Error(kCancelled).
std::int64_t simhash(std::span<const std::string_view> elements, const CancelToken& cancel = {});

// In how many of 64 bits two of them differ.
int simhash_distance(std::int64_t a, std::int64_t b) noexcept;

}  // namespace cdp::compare
