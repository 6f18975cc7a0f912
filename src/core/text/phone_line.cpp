// SPDX-License-Identifier: PostgreSQL
#include "core/text/phone_line.hpp"

#include <algorithm>
#include <utility>

#include "core/text/ascii.hpp"

namespace cdp::text {

namespace {

std::size_t find_word(std::string_view s, std::size_t from) {
    while (from < s.size() && !is_phone_letter(s[from])) from++;
    return from;
}

// Words in front of an extension, as far as people write them out: EN DE FR ES IT NL PL PT.
bool is_extension_word(std::string_view lower) {
    constexpr std::string_view kWords[] = {"anexo",   "app", "apparat", "durchwahl", "dw",      "int",  "interno",
                                           "klappe",  "nst", "poste",   "ramal",     "toestel", "wewn", "x"};
    return lower.starts_with("ext") || std::find(std::begin(kWords), std::end(kWords), lower) != std::end(kWords);
}

// Where the letters of a vanity number end that starts with the word at `at`, 0 where the word is none of it. Letters
// are dialled where they complete a number of ten digits in North America, and elsewhere in one word behind a prefix
// of free, paid or personal numbers.
std::size_t vanity_end(std::string_view s, std::size_t first, std::size_t at, bool north_america) {
    constexpr std::string_view kPrefixes[] = {"700", "800", "808", "900", "1300", "1800"};
    std::string front = ascii_digits(s.substr(first, at - first));
    std::size_t most = 9;
    if (north_america) {
        if (front.starts_with('1')) front.erase(0, 1);
        if (front.size() < 3 || front.size() > 6) return 0;
        most = 10 - front.size();
    } else {
        std::size_t end = at;
        while (end > first && !is_ascii_digit(s[end - 1])) end--;
        std::size_t begin = end;
        while (begin > first && is_ascii_digit(s[begin - 1])) begin--;
        std::string_view group = s.substr(begin, end - begin);
        if (group.starts_with('0')) group.remove_prefix(1);
        if (std::find(std::begin(kPrefixes), std::end(kPrefixes), group) == std::end(kPrefixes)) return 0;
        if (s[first] != '+' && begin != first) return 0;
    }
    std::size_t end = at, count = 0, letters = 0;
    for (; end < s.size() && count < most; end++) {
        if (is_ascii_alnum(s[end])) {
            count++;
            letters += is_ascii_alpha(s[end]) ? 1 : 0;
        } else if (s[end] != '-' && (!north_america || (s[end] != ' ' && s[end] != '.'))) {
            break;
        }
    }
    const bool whole = end == s.size() || (!is_ascii_digit(s[end]) && !is_phone_letter(s[end]));
    return whole && letters >= 3 && (!north_america || count == most) ? end : 0;
}

}  // namespace

std::optional<PhoneLine> phone_line(std::string text, std::size_t first, bool north_america) {
    constexpr std::string_view kKeypad = "22233344455566677778889999";
    constexpr std::size_t kLongestExtension = 9;
    PhoneLine line;
    if (text.find(";phone-context=") != std::string::npos) return PhoneLine{std::move(text), {}, false};
    if (first > 0 && ascii_lower(text[first - 1]) == 'o' && (first == 1 || !is_phone_letter(text[first - 2])))
        return std::nullopt;
    std::size_t at = find_word(text, first);
    while (at < text.size()) {
        std::size_t end = at;
        std::string word;
        while (end < text.size() && is_phone_letter(text[end])) word.push_back(ascii_lower(text[end++]));
        const std::size_t begin = std::min(text.find_first_not_of(" .:=-", end), text.size());
        std::size_t rest = begin;
        while (rest < text.size() && is_ascii_digit(text[rest])) rest++;
        const bool glued = (at > first && is_ascii_digit(text[at - 1])) || (end < text.size() && is_ascii_digit(text[end]));
        if (is_extension_word(word) && rest > begin && rest - begin <= kLongestExtension &&
            (rest == text.size() || !is_phone_letter(text[rest]))) {
            line.extension = text.substr(begin, rest - begin);
        } else if (const std::size_t vanity = vanity_end(text, first, at, north_america); vanity != 0) {
            for (; at < vanity; at++)
                if (is_ascii_alpha(text[at])) text[at] = kKeypad[static_cast<std::size_t>(ascii_lower(text[at]) - 'a')];
            line.doubtful = true;
            at = find_word(text, at);
            continue;
        } else if (glued || word.find_first_not_of("xo") == std::string::npos) {
            return std::nullopt;
        } else {
            rest = end;
        }
        line.doubtful = line.doubtful || text.find_first_of("0123456789", rest) != std::string::npos;
        text.resize(text.find_last_of("0123456789+", at - 1) + 1);
    }
    // 663801291.0 of a spreadsheet
    const std::size_t begin = first + (text[first] == '+' ? 1 : 0);
    if (text.ends_with(".0") && text.find_first_not_of("0123456789", begin) == text.size() - 2) text.resize(text.size() - 2);
    text.erase(0, first);  // a label, tel:
    line.number = std::move(text);
    return line;
}

}  // namespace cdp::text
