// SPDX-License-Identifier: PostgreSQL
#include "core/text/identifier.hpp"

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestInput = 512;
constexpr std::size_t kLongestIdentifier = 128;

}  // namespace

std::optional<std::string> normalize_identifier(std::string_view s) {
    if (s.size() > kLongestInput) return std::nullopt;
    s = trim_ascii(s);
    if (s.size() > 2 && s.ends_with(".0") && ascii_digits(s).size() == s.size() - 1) s.remove_suffix(2);
    std::string out = fold(s);
    std::erase(out, ' ');
    for (char& c : out) c = ascii_upper(c);
    if (out.empty() || out.size() > kLongestIdentifier) return std::nullopt;
    return out;
}

}  // namespace cdp::text
