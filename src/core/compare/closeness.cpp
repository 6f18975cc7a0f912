// SPDX-License-Identifier: PostgreSQL
#include "core/compare/closeness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "core/text/utf8.hpp"

namespace cdp::compare {

namespace {

struct Day {
    std::int64_t year;
    int month;
    int day;
};

// why: counting years from 1 March puts the leap day last, so that months have the same lengths in every year.
Day calendar_day(std::int64_t days) noexcept {
    constexpr std::int64_t kEra = 146097;       // days in 400 years
    constexpr std::int64_t kToMarch0 = 719468;  // from 0000-03-01 to 1970-01-01
    const std::int64_t shifted = days + kToMarch0;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - (kEra - 1)) / kEra;
    const std::int64_t in_era = shifted - era * kEra;
    const std::int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    const std::int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
    const std::int64_t from_march = (5 * in_year + 2) / 153;
    const int day = static_cast<int>(in_year - (153 * from_march + 2) / 5 + 1);
    const int month = static_cast<int>(from_march < 10 ? from_march + 3 : from_march - 9);
    return {year + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

std::array<int, 8> digits_of(const Day& date) noexcept {
    std::array<int, 8> digits;
    std::int64_t number = date.year * 10000 + date.month * 100 + date.day;
    for (std::size_t i = digits.size(); i-- > 0; number /= 10) digits[i] = static_cast<int>(number % 10);
    return digits;
}

bool is_slip(const Day& a, const Day& b) noexcept {
    const auto readable = [](const Day& date) { return date.year >= 1 && date.year <= 9999; };
    if (!readable(a) || !readable(b)) return false;
    if (a.year == b.year && a.month == b.day && a.day == b.month) return true;
    const auto x = digits_of(a), y = digits_of(b);
    const std::size_t first = static_cast<std::size_t>(std::mismatch(x.begin(), x.end(), y.begin()).first - x.begin());
    const auto same_from = [&](std::size_t at) {
        return std::equal(x.begin() + static_cast<std::ptrdiff_t>(at), x.end(),
                          y.begin() + static_cast<std::ptrdiff_t>(at));
    };
    if (first + 1 >= x.size()) return true;
    return same_from(first + 1) || (x[first] == y[first + 1] && x[first + 1] == y[first] && same_from(first + 2));
}

double checked_degrees(double degrees, double most, const char* name) {
    if (degrees >= -most && degrees <= most) return degrees;
    const std::string limit = std::to_string(static_cast<int>(most));
    throw Error(ErrorCode::kOutOfRange, std::string(name) + " must be between -" + limit + " and " + limit + " degrees",
                "It is " + std::to_string(degrees) + ".", "Arguments are latitude, longitude, latitude, longitude.");
}

struct Turn {
    double sine2, cosine2;  // squares of sine and cosine
};

// Of half the angle, in degrees.
Turn half_turn(double degrees) noexcept {
    const double angle = degrees * (std::numbers::pi / 360);
    const double sine = std::sin(angle), cosine = std::cos(angle);
    return {sine * sine, cosine * cosine};
}

double largest_of(std::span<const double> v) {
    double largest = 0;
    for (const double x : v) {
        if (!std::isfinite(x))
            throw Error(ErrorCode::kOutOfRange, "elements of a vector must be finite numbers",
                        "One is " + std::to_string(x) + ".");
        largest = std::max(largest, std::abs(x));
    }
    return largest;
}

}  // namespace

Decay decay_named(std::string_view name) {
    if (name == "linear") return Decay::kLinear;
    if (name == "exp") return Decay::kExponential;
    if (name == "gauss") return Decay::kGaussian;
    throw Error(ErrorCode::kInvalidArgument, "unknown decay \"" + std::string(text::head_of(name, 60)) + "\"", {},
                "Decays are linear, exp and gauss.");
}

double numeric_similarity(double a, double b, double scale, Decay decay) {
    if (!(scale > 0 && std::isfinite(scale)))
        throw Error(ErrorCode::kInvalidArgument, "scale must be a finite number above 0",
                    "It is " + std::to_string(scale) + ".", "Give the difference at which similarity is one half.");
    if (a == b || (std::isnan(a) && std::isnan(b))) return 1;
    if (!std::isfinite(a) || !std::isfinite(b)) return 0;
    const double x = std::abs(a - b) / scale;
    switch (decay) {
        case Decay::kLinear: return std::max(0.0, 1 - x / 2);
        case Decay::kExponential: return std::exp2(-x);
        case Decay::kGaussian: return std::exp2(-x * x);
    }
    return 0;
}

double percent_difference(double a, double b) noexcept {
    if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
    if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<double>::infinity();
    if (std::isinf(a) || std::isinf(b)) return std::isinf(a) && std::isinf(b) ? 2 : 1;
    const auto [least, most] = std::minmax({std::abs(a), std::abs(b)});
    // why: the difference of two numbers of opposite signs may overflow.
    return std::signbit(a) == std::signbit(b) ? (most - least) / most : 1 + least / most;
}

double date_similarity(std::int64_t a, std::int64_t b, int days) {
    if (days <= 0)
        throw Error(ErrorCode::kInvalidArgument, "days must be above 0", "It is " + std::to_string(days) + ".",
                    "Give the number of days at which similarity is one half.");
    if (a == b) return 1;
    const auto is_end = [](std::int64_t day) { return day == kBeforeAll || day == kAfterAll; };
    if (is_end(a) || is_end(b)) return 0;
    const double close = numeric_similarity(static_cast<double>(a), static_cast<double>(b), days);
    return close < kSlip && is_slip(calendar_day(a), calendar_day(b)) ? kSlip : close;
}

// With d and s the halves of the difference and of the sum of the latitudes and g half the difference of longitudes,
// the squares of sine and cosine of half the central angle are sums of positive terms: nothing cancels at any distance.
double haversine_km(double lat1, double lon1, double lat2, double lon2) {
    checked_degrees(lat1, 90, "latitude");
    checked_degrees(lat2, 90, "latitude");
    checked_degrees(lon1, 180, "longitude");
    checked_degrees(lon2, 180, "longitude");
    const Turn d = half_turn(lat2 - lat1), s = half_turn(lat2 + lat1);
    const Turn g = half_turn(std::remainder(lon2 - lon1, 360));
    const double sine2 = d.sine2 * g.cosine2 + s.cosine2 * g.sine2;
    const double cosine2 = d.cosine2 * g.cosine2 + s.sine2 * g.sine2;
    return 2 * kEarthRadiusKm * std::atan2(std::sqrt(sine2), std::sqrt(cosine2));
}

double vector_cosine(std::span<const double> a, std::span<const double> b) {
    if (a.size() != b.size())
        throw Error(ErrorCode::kInvalidArgument, "vectors must have the same number of elements",
                    "They have " + std::to_string(a.size()) + " and " + std::to_string(b.size()) + ".");
    const double largest_a = largest_of(a), largest_b = largest_of(b);
    if (largest_a == 0 || largest_b == 0) return std::numeric_limits<double>::quiet_NaN();
    double product = 0, square_a = 0, square_b = 0;
    for (std::size_t i = 0; i < a.size(); i++) {
        const double x = a[i] / largest_a, y = b[i] / largest_b;
        product += x * y;
        square_a += x * x;
        square_b += y * y;
    }
    return std::clamp(product / std::sqrt(square_a * square_b), -1.0, 1.0);
}

}  // namespace cdp::compare
