// SPDX-License-Identifier: PostgreSQL
#include "data/spelling.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cdp::sample {
namespace {

// Base letters of U+00C0 … U+017F.
constexpr std::string_view kBaseLetters =
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTt"
    "UuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(kBaseLetters.size() == 0x180 - 0xC0);

// Windows-1252 for the bytes 0x80 … 0x9F; the five it leaves open stay control characters.
constexpr std::array<char32_t, 32> kWindowsLetters = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// Greek letters with accents, lower and upper.
constexpr std::array<std::pair<char32_t, char32_t>, 9> kGreekAccents = {{{U'ά', U'Ά'},
                                                                         {U'έ', U'Έ'},
                                                                         {U'ή', U'Ή'},
                                                                         {U'ί', U'Ί'},
                                                                         {U'ό', U'Ό'},
                                                                         {U'ύ', U'Ύ'},
                                                                         {U'ώ', U'Ώ'},
                                                                         {U'ϊ', U'Ϊ'},
                                                                         {U'ϋ', U'Ϋ'}}};

bool is_ascii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

std::u32string decode(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const int extra = byte < 0x80 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        char32_t letter = extra == 0 ? byte : byte & (0x3F >> extra);
        for (int k = 1; k <= extra; k++) letter = letter << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3F);
        out.push_back(letter);
        i += static_cast<std::size_t>(extra) + 1;
    }
    return out;
}

void append(std::string& out, char32_t letter) {
    if (letter < 0x80) {
        out.push_back(static_cast<char>(letter));
    } else if (letter < 0x800) {
        out.push_back(static_cast<char>(0xC0 | letter >> 6));
        out.push_back(static_cast<char>(0x80 | (letter & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xE0 | letter >> 12));
        out.push_back(static_cast<char>(0x80 | (letter >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (letter & 0x3F)));
    }
}

std::string encode(const std::u32string& letters) {
    std::string out;
    out.reserve(letters.size() * 2);
    for (const char32_t letter : letters) append(out, letter);
    return out;
}

// In Latin Extended-A capitals stand before their small letters, on even places but for two stretches.
bool is_capital_extended(char32_t c) {
    const bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    return ((c & 1) != 0) == odd;
}

char32_t upper(char32_t c) {
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7)) return c - 0x20;
    if (c >= 0x100 && c <= 0x17E && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x178)
        return is_capital_extended(c) ? c : c - 1;
    if (c == U'ς') return U'Σ';
    if ((c >= 0x3B1 && c <= 0x3C9) || (c >= 0x430 && c <= 0x44F)) return c - 0x20;
    if (c >= 0x450 && c <= 0x45F) return c - 0x50;
    for (const auto& [small, capital] : kGreekAccents)
        if (c == small) return capital;
    return c;
}

char32_t lower(char32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 0x20;
    if (c >= 0x100 && c <= 0x17E && c != 0x130 && c != 0x138 && c != 0x149 && c != 0x178)
        return is_capital_extended(c) ? c + 1 : c;
    if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 0x20;
    if (c >= 0x400 && c <= 0x40F) return c + 0x50;
    for (const auto& [small, capital] : kGreekAccents)
        if (c == capital) return small;
    return c;
}

char32_t neighbour_key(char32_t letter, Random& random) {
    static constexpr std::string_view kRows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890"};
    const char32_t small = lower(letter);
    for (const std::string_view row : kRows) {
        const std::size_t at = small < 0x80 ? row.find(static_cast<char>(small)) : std::string_view::npos;
        if (at == std::string_view::npos) continue;
        const bool left = at + 1 == row.size() || (at > 0 && random.chance(500));
        const auto key = static_cast<char32_t>(row[left ? at - 1 : at + 1]);
        return letter == small ? key : upper(key);
    }
    return letter;
}

}  // namespace

void to_upper(std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (const char32_t letter : decode(text)) {
        if (letter == U'ß')
            out += "SS";
        else
            append(out, upper(letter));
    }
    text = std::move(out);
}

void to_lower(std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (const char32_t letter : decode(text)) append(out, lower(letter));
    text = std::move(out);
}

void drop_accents(std::string& text, bool german) {
    if (is_ascii(text)) return;
    std::string out;
    out.reserve(text.size());
    for (const char32_t letter : decode(text)) {
        if (letter < 0xC0 || letter >= 0x180) {
            append(out, letter);
            continue;
        }
        out.push_back(kBaseLetters[letter - 0xC0]);
        switch (lower(letter)) {
            case U'ä':
            case U'ö':
            case U'ü':
                if (german) out.push_back('e');
                break;
            case U'ß': out.push_back('s'); break;
            case U'æ':
            case U'œ': out.push_back('e'); break;
            default: break;
        }
    }
    text = std::move(out);
}

std::string mail_form(std::string_view text, bool german) {
    std::string plain(text);
    drop_accents(plain, german);
    std::string out;
    for (const char c : plain) {
        const char small = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
        if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) out.push_back(small);
    }
    return out;
}

void slip(std::string& text, Random& random) {
    std::u32string letters = decode(text);
    if (letters.size() < 3) return;
    // why: people rarely miss the first letter of what they write.
    const std::size_t at = 1 + random.below(static_cast<std::uint32_t>(letters.size() - 2));
    switch (random.below(4)) {
        case 0: letters[at] = neighbour_key(letters[at], random); break;
        case 1: std::swap(letters[at], letters[at + 1]); break;
        case 2: letters.erase(at, 1); break;
        default: letters.insert(at, 1, letters[at]); break;
    }
    text = encode(letters);
}

void misread(std::string& text, Random& random) {
    static constexpr std::pair<std::string_view, std::string_view> kShapes[] = {
        {"0", "O"}, {"O", "0"},  {"o", "0"},  {"1", "l"}, {"l", "1"}, {"I", "1"}, {"5", "S"},
        {"S", "5"}, {"m", "rn"}, {"rn", "m"}, {"8", "B"}, {"e", "c"}, {"u", "v"}, {"6", "b"}};
    const std::size_t first = random.below(static_cast<std::uint32_t>(std::size(kShapes)));
    for (std::size_t k = 0; k < std::size(kShapes); k++) {
        const auto& [seen, read] = kShapes[(first + k) % std::size(kShapes)];
        const std::size_t at = text.find(seen);
        if (at == std::string::npos) continue;
        text.replace(at, seen.size(), read);
        return;
    }
}

void garble(std::string& text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        append(out, byte >= 0x80 && byte < 0xA0 ? kWindowsLetters[byte - 0x80] : char32_t{byte});
    }
    text = std::move(out);
}

void to_initial(std::string& text) {
    const std::u32string letters = decode(text);
    if (letters.empty()) return;
    text.clear();
    append(text, letters[0]);
    text.push_back('.');
}

}  // namespace cdp::sample
