// SPDX-License-Identifier: PostgreSQL
// Check digits. Arguments hold ASCII digits only, or where it is said capital letters and digits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "core/base/core_only.hpp"
#include "core/text/ascii.hpp"

namespace cdp::text {

constexpr int digit(char c) noexcept { return c - '0'; }

constexpr bool all_digits(std::string_view s) noexcept {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return is_ascii_digit(c); });
}

// Zeros satisfy most check digits, and nobody gives them out.
constexpr bool all_zeros(std::string_view digits) noexcept {
    return digits.find_first_not_of('0') == std::string_view::npos;
}

// Luhn (ISO/IEC 7812-1, annex B): every second digit from the right doubled, digits summed; a multiple of 10.
constexpr int luhn_sum(std::string_view digits) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); i++) {
        const int d = digit(digits[digits.size() - 1 - i]) * (i % 2 == 0 ? 1 : 2);
        sum += d > 9 ? d - 9 : d;
    }
    return sum;
}
constexpr bool luhn(std::string_view digits) noexcept { return luhn_sum(digits) % 10 == 0; }

// The remainder by 97 of a number whose letters stand for 10 (A) to 35 (Z): ISO 7064, MOD 97-10.
constexpr int mod97(std::string_view s, int remainder = 0) noexcept {
    for (char c : s)
        remainder = is_ascii_digit(c) ? (remainder * 10 + digit(c)) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
    return remainder;
}

// ISO 7064, MOD 11,10: valid when the last digit is right.
constexpr bool mod11_10(std::string_view digits) noexcept {
    int product = 10;
    for (char c : digits.substr(0, digits.size() - 1)) {
        const int sum = (digit(c) + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (product + digit(digits.back())) % 10 == 1;
}

// The sum of the digits, each times its weight; digits beyond the weights do not count.
template <std::size_t N>
constexpr int weighted(std::string_view digits, const int (&weights)[N]) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < N && i < digits.size(); i++) sum += digit(digits[i]) * weights[i];
    return sum;
}

// GS1: from the right, digits weigh 1 and 3 in turn; a multiple of 10.
constexpr bool gs1(std::string_view digits) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); i++) sum += digit(digits[digits.size() - 1 - i]) * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
}

}  // namespace cdp::text
