// SPDX-License-Identifier: PostgreSQL
#include "core/text/cologne.hpp"

#include <cstdint>

#include "core/text/letters.hpp"

namespace cdp::text {

namespace {

// A set of capital letters, a bit for each; '\0', the end of the word, is in none.
class Set {
public:
    consteval Set(const char* letters) {
        for (; *letters != '\0'; letters++) bits_ |= 1u << (*letters - 'A' + 1);
    }
    constexpr bool has(char c) const noexcept { return (bits_ >> (c & 31) & 1) != 0; }

private:
    std::uint32_t bits_ = 0;
};

// The digit of a letter between its neighbours, '-' for h, 'x' for 4 and 8.
char digit_of(char before, char c, char after) {
    switch (c) {
        case 'A': case 'E': case 'I': case 'J': case 'O': case 'U': case 'Y': return '0';
        case 'B': return '1';
        case 'P': return after == 'H' ? '3' : '1';
        case 'D': case 'T': return Set("CSZ").has(after) ? '8' : '2';
        case 'F': case 'V': case 'W': return '3';
        case 'G': case 'K': case 'Q': return '4';
        case 'C':
            if (before == '\0') return Set("AHKLOQRUX").has(after) ? '4' : '8';
            return !Set("SZ").has(before) && Set("AHKOQUX").has(after) ? '4' : '8';
        case 'X': return Set("CKQ").has(before) ? '8' : 'x';
        case 'L': return '5';
        case 'M': case 'N': return '6';
        case 'R': return '7';
        case 'S': case 'Z': return '8';
        default: return '-';
    }
}

}  // namespace

std::string cologne(std::string_view s, const CancelToken& cancel) {
    const Letters word(s, cancel);
    std::string code;
    char last = '-';
    // A digit that repeats the one before it says nothing; then 0 says nothing but in front.
    const auto put = [&](char digit) {
        if (digit != last && (digit != '0' || code.empty())) code.push_back(digit);
        last = digit;
    };
    for (std::size_t i = 0; i < word.size(); i++) {
        poll_at(i, cancel);
        const char* const at = word.view().data() + i;
        const char digit = digit_of(at[-1], at[0], at[1]);
        if (digit == 'x') {
            put('4');
            put('8');
        } else if (digit != '-') {
            put(digit);
        }
    }
    return code;
}

}  // namespace cdp::text
