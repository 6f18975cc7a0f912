// SPDX-License-Identifier: PostgreSQL
// Seeded random strings for the property tests: alphabets of 2 to 64 letters, and pairs that share much, as
// misspelt names do, beside pairs that share nothing.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <utility>

#include "core/compare/units.hpp"

namespace cdp::compare {

class RandomStrings {
public:
    explicit RandomStrings(std::uint32_t seed) : engine_(seed) {}

    std::size_t below(std::size_t n) { return engine_() % n; }

    std::string string(std::size_t length, std::size_t alphabet) {
        std::string s(length, '\0');
        for (char& c : s) c = static_cast<char>('0' + below(alphabet));
        return s;
    }

    // A few edits of one unit, and swaps of neighbours.
    std::string edited(std::string s, std::size_t edits, std::size_t alphabet) {
        for (std::size_t e = 0; e < edits; e++) {
            const std::size_t at = below(s.size() + 1);
            const char c = static_cast<char>('0' + below(alphabet));
            switch (below(4)) {
                case 0: s.insert(s.begin() + static_cast<std::ptrdiff_t>(at), c); break;
                case 1:
                    if (at < s.size()) s.erase(at, 1);
                    break;
                case 2:
                    if (at < s.size()) s[at] = c;
                    break;
                default:
                    if (at + 1 < s.size()) std::swap(s[at], s[at + 1]);
                    break;
            }
        }
        return s;
    }

    std::pair<std::string, std::string> pair(std::size_t max_length) {
        static constexpr std::size_t kAlphabets[] = {2, 3, 5, 16, 64};
        const std::size_t alphabet = kAlphabets[below(5)];
        const std::size_t most = below(2) == 0 ? std::min<std::size_t>(max_length, 12) : max_length;
        std::string a = string(below(most + 1), alphabet);
        if (below(3) == 0) return {a, string(below(most + 1), alphabet)};
        return {a, edited(a, below(6) == 0 ? below(60) : below(5), alphabet)};
    }

private:
    std::mt19937 engine_;
};

// The same string in code points, spread over all planes; equal units stay equal, different ones different.
inline std::u32string widened(const std::string& s) {
    std::u32string w;
    for (const char c : s) w.push_back(static_cast<unsigned char>(c) * 0x1fffu + 0x3b1u);
    return w;
}

}  // namespace cdp::compare
