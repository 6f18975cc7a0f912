// SPDX-License-Identifier: PostgreSQL
#include "core/text/match_rating.hpp"

#include <algorithm>

#include "core/text/letters.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kHalf = 3;  // letters kept at either end
constexpr std::size_t kLongest = 2 * kHalf;

// Takes away the letters of a and b that are equal position by position.
void remove_equal(std::string& a, std::string& b) {
    const std::size_t both = std::min(a.size(), b.size());
    std::size_t rest = 0;
    for (std::size_t i = 0; i < both; i++) {
        if (a[i] == b[i]) continue;
        a[rest] = a[i];
        b[rest++] = b[i];
    }
    a.erase(rest, both - rest);
    b.erase(rest, both - rest);
}

constexpr std::size_t rating_wanted(std::size_t letters) noexcept {
    return letters <= 4 ? 5 : letters <= 7 ? 4 : letters <= 11 ? 3 : 2;
}

}  // namespace

std::string match_rating(std::string_view s, const CancelToken& cancel) {
    const Letters word(s, cancel);
    std::string codex;
    for (std::size_t i = 0; i < word.size(); i++) {
        poll_at(i, cancel);
        const char c = word.view()[i];
        if (!codex.empty() && (is_capital_vowel(c) || c == codex.back())) continue;
        // Only the last three letters behind the first three may still matter.
        if (codex.size() == 2 * kLongest) codex.erase(kHalf, kLongest);
        codex.push_back(c);
    }
    if (codex.size() > kLongest) codex.erase(kHalf, codex.size() - kLongest);
    return codex;
}

bool match_rating_compare(std::string_view a, std::string_view b, const CancelToken& cancel) {
    std::string x = match_rating(a, cancel), y = match_rating(b, cancel);
    if (x.empty() || y.empty()) return false;
    const auto [shorter, longer] = std::minmax({x.size(), y.size()});
    if (longer - shorter >= 3) return false;
    const std::size_t wanted = rating_wanted(shorter + longer);
    remove_equal(x, y);
    std::reverse(x.begin(), x.end());
    std::reverse(y.begin(), y.end());
    remove_equal(x, y);
    return kLongest - std::max(x.size(), y.size()) >= wanted;
}

}  // namespace cdp::text
