// SPDX-License-Identifier: PostgreSQL
#include "core/compare/phone.hpp"

#include <algorithm>
#include <string>

#include "core/compare/osa.hpp"
#include "core/text/phone.hpp"

namespace cdp::compare {

namespace {

constexpr std::size_t kTellingDigits = 7;  // a subscriber's number without its area code

// The digits of a number without a country, as they would stand behind one: no trunk zero, no calling code.
std::string_view bare(const text::PhoneParts& parts, int country_of_other) {
    std::string_view digits = parts.national;
    if (parts.country != 0) return digits;
    const std::string code = std::to_string(country_of_other);
    if (country_of_other != 0 && digits.starts_with(code) && digits.size() >= code.size() + kTellingDigits + 1)
        return digits.substr(code.size());
    while (digits.starts_with('0')) digits.remove_prefix(1);
    return digits;
}

bool one_swap(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin());
    return x != a.end() && std::is_permutation(x, a.end(), y);
}

}  // namespace

std::optional<double> phone_similarity(const PhoneForm& a, const PhoneForm& b) {
    const auto &x = a.parts(), &y = b.parts();
    if (!x || !y) return std::nullopt;
    if (x->country != 0 && y->country != 0 && x->country != y->country) return 0;
    const std::string_view p = bare(*x, y->country), q = bare(*y, x->country);
    if (p == q) {
        if (x->country != y->country) return .95;
        if (x->extension == y->extension) return 1;
        return x->extension.empty() || y->extension.empty() ? .98 : .9;
    }
    const std::string_view& shorter = p.size() < q.size() ? p : q;
    const std::string_view& longer = p.size() < q.size() ? q : p;
    if (shorter.size() < kTellingDigits) return 0;
    if (longer.ends_with(shorter)) return .9;
    if (osa_distance(p, q, 1) > 1) return 0;
    return one_swap(p, q) ? .85 : .8;
}

}  // namespace cdp::compare
