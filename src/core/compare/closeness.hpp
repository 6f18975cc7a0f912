// SPDX-License-Identifier: PostgreSQL
// How close two numbers, two dates or two places on Earth are.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/core_only.hpp"
#include "core/base/error.hpp"

namespace cdp::compare {

// How similarity falls with the difference: in a straight line, by halves, or as a bell.
enum class Decay { kLinear, kExponential, kGaussian };

// 'linear', 'exp' or 'gauss'. Throws Error(kInvalidArgument) for another name.
Decay decay_named(std::string_view name);

// In [0,1], symmetric: 1 for equal numbers, 1/2 where they differ by `scale`, the scale of every decay. With x the
// difference in scales: max(0, 1 - x / 2), 2^-x, 2^-x^2. NaN equals NaN only and an infinity itself only; other pairs
// with one give 0. Throws Error(kInvalidArgument) unless scale is finite and above 0.
double numeric_similarity(double a, double b, double scale, Decay decay = Decay::kLinear);

// |a - b| / max(|a|, |b|), a fraction in [0,2]: 0 for equal numbers (two zeros, two NaN and equal infinities too),
// above 1 only for opposite signs, 1 for a finite number against an infinity and 2 for opposite infinities; infinity
// for a number against NaN. Symmetric.
double percent_difference(double a, double b) noexcept;

// The days of dates before and after all others.
inline constexpr std::int64_t kBeforeAll = INT64_MIN;
inline constexpr std::int64_t kAfterAll = INT64_MAX;

// Similarity of two dates given as days since 1970-01-01 in the proleptic Gregorian calendar: 1 for the same day, and
// 1/2 where they are `days` apart, on a straight line; but at least kSlip when they differ by one slip of the
// writer: day and month swapped, or one digit of YYYYMMDD wrong, or two neighbouring digits swapped. Slips are looked
// for in years 1 to 9999. In [0,1], symmetric. kBeforeAll and kAfterAll equal only themselves. Throws
// Error(kInvalidArgument) unless days > 0.
double date_similarity(std::int64_t a, std::int64_t b, int days);

// One wrong digit of eight.
inline constexpr double kSlip = 7.0 / 8.0;

// Mean radius R1 of the Earth (IUGG 1980).
inline constexpr double kEarthRadiusKm = 6371.0088;

// Great-circle distance of two places in degrees, in km. Accurate to the last digits from a metre apart to the
// antipodes. Symmetric. Throws Error(kOutOfRange) unless latitudes are in [-90, 90] and longitudes in [-180, 180].
double haversine_km(double lat1, double lon1, double lat2, double lon2);

// Cosine of the angle between two vectors, in [-1,1], symmetric; NaN when one is zero. Elements are scaled first, so
// nothing overflows. Throws Error(kInvalidArgument) for vectors of different length and Error(kOutOfRange) for elements
// that are not finite.
double vector_cosine(std::span<const double> a, std::span<const double> b);

}  // namespace cdp::compare
