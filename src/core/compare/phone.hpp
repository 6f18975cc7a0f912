// SPDX-License-Identifier: PostgreSQL
// Likeness of phone numbers.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::compare {

// In [0,1], symmetric; nullopt when one of the two is no number. `region` is the country of numbers without a calling
// code, as text::normalize_phone takes it.
//   1     the same number and extension           .98   one of them without the extension
//   .95   one without country, else the same      .9    other extensions; or one ends in the other's seven digits or more
//   .85   two neighbouring digits swapped         .8    one digit other, missing or too many
//   0     anything else; two numbers that differ in two digits are two numbers
// Digits are compared within one country, or where one of the two has none; swaps and typos from seven digits on.
std::optional<double> phone_similarity(std::string_view a, std::string_view b, std::string_view region = {});

}  // namespace cdp::compare
