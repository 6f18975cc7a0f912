// SPDX-License-Identifier: PostgreSQL
#include "core/text/refined_soundex.hpp"

#include "core/text/letters.hpp"

namespace cdp::text {

std::string refined_soundex(std::string_view s, const CancelToken& cancel) {
    constexpr std::string_view kDigits = "01360240043788015936020505";  // of A to Z
    const Letters word(s, cancel);
    std::string code;
    if (word.empty()) return code;
    code.push_back(word.view()[0]);
    for (std::size_t i = 0; i < word.size(); i++) {
        poll_at(i, cancel);
        const char digit = kDigits[static_cast<std::size_t>(word.view()[i] - 'A')];
        if (digit != code.back()) code.push_back(digit);
    }
    return code;
}

}  // namespace cdp::text
