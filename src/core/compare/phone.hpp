// SPDX-License-Identifier: PostgreSQL
// Likeness of phone numbers.
#pragma once

#include <optional>
#include <string_view>

#include "core/compare/units.hpp"
#include "core/text/phone.hpp"

namespace cdp::compare {

// A number prepared for many comparisons; `region` as below.
class PhoneForm {
public:
    PhoneForm(std::string_view phone, std::string_view region, const Work&)
        : parts_(text::phone_parts(phone, region)) {}

    const std::optional<text::PhoneParts>& parts() const noexcept { return parts_; }

private:
    std::optional<text::PhoneParts> parts_;
};

// In [0,1], symmetric; nullopt when one of the two is no number. `region` is the country of numbers without a calling
// code, as text::normalize_phone takes it.
//   1     the same number and extension           .98   one of them without the extension
//   .95   one without country, else the same      .9    other extensions; or one ends in the other's seven digits or more
//   .85   two neighbouring digits swapped         .8    one digit other, missing or too many
//   0     anything else; two numbers that differ in two digits are two numbers
// Digits are compared within one country, or where one of the two has none; swaps and typos from seven digits on.
std::optional<double> phone_similarity(const PhoneForm& a, const PhoneForm& b);
inline std::optional<double> phone_similarity(std::string_view a, std::string_view b, std::string_view region = {}) {
    return phone_similarity(PhoneForm(a, region, {}), PhoneForm(b, region, {}));
}

}  // namespace cdp::compare
