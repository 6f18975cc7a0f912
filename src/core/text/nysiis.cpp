// SPDX-License-Identifier: PostgreSQL
#include "core/text/nysiis.hpp"

#include <cstring>

#include "core/text/letters.hpp"

namespace cdp::text {

namespace {

// Rewrites the first letters in place; none of the rules changes their number.
void rewrite_start(char* w) {
    const std::string_view word(w, Letters::kMargin);
    if (word.starts_with("MAC"))
        w[1] = 'C';
    else if (word.starts_with("KN"))
        w[0] = 'N';
    else if (word.starts_with("K"))
        w[0] = 'C';
    else if (word.starts_with("PH") || word.starts_with("PF"))
        w[0] = w[1] = 'F';
    else if (word.starts_with("SCH"))
        w[1] = w[2] = 'S';
}

// Rewrites the last two letters to one where a rule says so; gives the length that is left.
std::size_t rewrite_end(char* w, std::size_t size) {
    if (size < 2) return size;
    const std::string_view end(w + size - 2, 2);
    char last = '\0';
    if (end == "EE" || end == "IE") last = 'Y';
    if (end == "DT" || end == "RT" || end == "RD" || end == "NT" || end == "ND") last = 'D';
    if (last == '\0') return size;
    w[size - 2] = last;
    w[size - 1] = '\0';
    return size - 1;
}

// Rewrites the letter at w, and what belongs to it, by its neighbours; the one before is rewritten already.
void rewrite(char* w) {
    const char next = w[1];
    if (is_capital_vowel(*w)) {
        if (*w == 'E' && next == 'V') w[1] = 'F';
        *w = 'A';
        return;
    }
    switch (*w) {
        case 'Q': *w = 'G'; break;
        case 'Z': *w = 'S'; break;
        case 'M': *w = 'N'; break;
        case 'K': *w = next == 'N' ? 'N' : 'C'; break;
        case 'S':
            if (next == 'C' && w[2] == 'H') w[1] = w[2] = 'S';
            break;
        case 'P':
            if (next == 'H') w[0] = w[1] = 'F';
            break;
        case 'H':
            if (!is_capital_vowel(w[-1]) || !is_capital_vowel(next)) *w = w[-1];
            break;
        case 'W':
            if (is_capital_vowel(w[-1])) *w = w[-1];
            break;
        default: break;
    }
}

}  // namespace

std::string nysiis(std::string_view s, const CancelToken& cancel) {
    Letters word(s, cancel);
    std::string code;
    if (word.empty()) return code;
    char* const w = word.data();
    rewrite_start(w);
    const std::size_t size = rewrite_end(w, word.size());
    code.push_back(w[0]);
    for (std::size_t i = 1; i < size; i++) {
        poll_at(i, cancel);
        rewrite(w + i);
        if (w[i] != code.back()) code.push_back(w[i]);
    }
    if (code.size() > 1 && code.back() == 'S') code.pop_back();
    if (code.size() > 2 && code.ends_with("AY")) code.erase(code.size() - 2, 1);
    if (code.size() > 1 && code.back() == 'A') code.pop_back();
    return code;
}

}  // namespace cdp::text
