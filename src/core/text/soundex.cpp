// SPDX-License-Identifier: PostgreSQL
#include "core/text/soundex.hpp"

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

std::string soundex(std::string_view s) {
    // Per letter a..z: its digit, '0' for vowels and y, which part equal codes, '-' for h and w, which do not.
    constexpr std::string_view kCodes = "01230120022455012623010202";
    std::string code;
    char last = '\0';
    for (char c : fold(s)) {
        if (!is_ascii_lower(c)) continue;
        const char digit = c == 'h' || c == 'w' ? '-' : kCodes[static_cast<std::size_t>(c - 'a')];
        if (code.empty()) {
            code.push_back(ascii_upper(c));
        } else if (digit != '-' && digit != '0' && digit != last) {
            code.push_back(digit);
            if (code.size() == 4) break;
        }
        if (digit != '-') last = digit;
    }
    if (!code.empty()) code.resize(4, '0');
    return code;
}

}  // namespace cdp::text
