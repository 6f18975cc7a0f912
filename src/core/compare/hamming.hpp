// SPDX-License-Identifier: PostgreSQL
// Hamming distance (1950): at how many places two strings of one length differ.
#pragma once

#include "core/compare/units.hpp"

namespace cdp::compare {

// Throws Error(kInvalidArgument) for strings of different lengths, where the measure is not defined. Linear time.
template <Unit C>
std::size_t hamming(Units<C> a, Units<C> b);

extern template std::size_t hamming(Bytes, Bytes);
extern template std::size_t hamming(CodePoints, CodePoints);

}  // namespace cdp::compare
