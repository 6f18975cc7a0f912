// SPDX-License-Identifier: PostgreSQL
// Consonants follow BGN/PCGN 1956 (Arabic), BGN/PCGN 1958 (Persian) and the Academy of the Hebrew Language 2006,
// without their marks.
#include "core/text/semitic.hpp"

#include <algorithm>
#include <iterator>

namespace cdp::text {

namespace {

struct Letter {
    char32_t letter;
    std::string_view latin;
};

// In order of code points. Letters that depend on their neighbours have the spelling they have among consonants.
constexpr Letter kArabic[] = {
    {0x621, ""},   {0x622, "a"},  {0x623, "a"},  {0x624, "u"},  {0x625, "i"},  {0x626, "i"},  {0x627, "a"},  {0x628, "b"},
    {0x629, "a"},  {0x62A, "t"},  {0x62B, "th"}, {0x62C, "j"},  {0x62D, "h"},  {0x62E, "kh"}, {0x62F, "d"},  {0x630, "dh"},
    {0x631, "r"},  {0x632, "z"},  {0x633, "s"},  {0x634, "sh"}, {0x635, "s"},  {0x636, "d"},  {0x637, "t"},  {0x638, "z"},
    {0x639, "a"},  {0x63A, "gh"}, {0x641, "f"},  {0x642, "q"},  {0x643, "k"},  {0x644, "l"},  {0x645, "m"},  {0x646, "n"},
    {0x647, "h"},  {0x648, "u"},  {0x649, "a"},  {0x64A, "i"},  {0x671, "a"},  {0x679, "t"},  {0x67E, "p"},  {0x686, "ch"},
    {0x688, "d"},  {0x691, "r"},  {0x695, "r"},  {0x698, "zh"}, {0x6A4, "v"},  {0x6A9, "k"},  {0x6AA, "k"},  {0x6AD, "ng"},
    {0x6AF, "g"},  {0x6B5, "l"},  {0x6BA, "n"},  {0x6BE, "h"},  {0x6C0, "h"},  {0x6C1, "h"},  {0x6C3, "a"},  {0x6C6, "o"},
    {0x6C7, "u"},  {0x6C8, "u"},  {0x6CB, "v"},  {0x6CC, "i"},  {0x6CD, "i"},  {0x6CE, "e"},  {0x6D0, "e"},  {0x6D2, "e"},
    {0x6D3, "e"},  {0x6D5, "e"},
};

constexpr Letter kHebrew[] = {
    {0x5D0, "a"}, {0x5D1, "b"}, {0x5D2, "g"},  {0x5D3, "d"}, {0x5D4, "h"}, {0x5D5, "o"}, {0x5D6, "z"}, {0x5D7, "h"},
    {0x5D8, "t"}, {0x5D9, "i"}, {0x5DA, "ch"}, {0x5DB, "k"}, {0x5DC, "l"}, {0x5DD, "m"}, {0x5DE, "m"}, {0x5DF, "n"},
    {0x5E0, "n"}, {0x5E1, "s"}, {0x5E2, "a"},  {0x5E3, "f"}, {0x5E4, "p"}, {0x5E5, "ts"}, {0x5E6, "ts"}, {0x5E7, "k"},
    {0x5E8, "r"}, {0x5E9, "sh"}, {0x5EA, "t"},
};

constexpr char32_t kAlef = 0x627, kAlefAbove = 0x623, kAlefBelow = 0x625, kAlefMadda = 0x622, kTehMarbuta = 0x629;
constexpr char32_t kTeh = 0x62A, kSheen = 0x634, kAin = 0x639, kWaw = 0x648, kYeh = 0x64A, kFarsiYeh = 0x6CC;
constexpr char32_t kHebrewAlef = 0x5D0, kBet = 0x5D1, kGimel = 0x5D2, kHe = 0x5D4, kVav = 0x5D5, kZayin = 0x5D6, kYod = 0x5D9;
constexpr char32_t kHebrewAyin = 0x5E2, kFinalTsadi = 0x5E5, kTsadi = 0x5E6, kTav = 0x5EA;

template <std::size_t N>
constexpr const Letter* find(const Letter (&table)[N], char32_t cp) noexcept {
    const Letter* const at = std::lower_bound(std::begin(table), std::end(table), cp,
                                              [](const Letter& e, char32_t letter) { return e.letter < letter; });
    return at != std::end(table) && at->letter == cp ? at : nullptr;
}

constexpr char32_t at_or_zero(std::u32string_view word, std::size_t i) { return i < word.size() ? word[i] : 0; }

constexpr bool is_alef(char32_t cp) { return cp == kAlef || cp == kAlefAbove || cp == kAlefMadda; }
constexpr bool is_yeh(char32_t cp) { return cp == kYeh || cp == kFarsiYeh; }
constexpr bool is_long_vowel(char32_t cp) { return is_alef(cp) || cp == kWaw || is_yeh(cp); }

// The letter at `i` where its neighbours decide.
std::string_view arabic_in_place(std::u32string_view word, std::size_t i, std::string_view latin) {
    const char32_t cp = word[i];
    const char32_t before = i > 0 ? word[i - 1] : 0;
    const char32_t after = at_or_zero(word, i + 1);
    // An alef that only carries the vowel: Orhan, Usama.
    if (cp == kWaw && i == 1 && (before == kAlef || before == kAlefAbove) && !is_alef(after)) return latin;
    if (cp == kWaw) return before == 0 || is_alef(before) || is_alef(after) ? "w" : latin;
    if (is_yeh(cp)) {
        if (before == kAlefBelow) return "";
        return before == 0 || is_alef(before) || is_alef(after) || after == kWaw || after == kTehMarbuta ? "y" : latin;
    }
    if (cp == kAin || ((cp == kAlef || cp == kAlefAbove) && before == 0 && after == kWaw))
        return is_long_vowel(after) ? "" : latin;
    return latin;
}

constexpr bool is_hebrew_vowel(char32_t cp) { return cp == kHebrewAlef || cp == kVav || cp == kYod || cp == kHebrewAyin; }

std::string_view with_geresh(char32_t cp, std::string_view latin) {
    switch (cp) {
        case kGimel: return "j";
        case kZayin: return "zh";
        case kTsadi:
        case kFinalTsadi: return "ch";
        case kTav: return "th";
        default: return latin;
    }
}

std::string_view hebrew_in_place(std::u32string_view word, std::size_t i, std::string_view latin) {
    const char32_t before = i > 0 ? word[i - 1] : 0;
    const char32_t after = at_or_zero(word, i + 1);
    switch (word[i]) {
        case kVav: return before == 0 ? "v" : latin;
        case kYod: return before == 0 || after == kVav ? "y" : latin;
        case kHe: return after == 0 ? "a" : latin;
        case kBet: return after == 0 ? "v" : latin;
        case kHebrewAlef:
        case kHebrewAyin: return (after == kVav || after == kYod) && (before == 0 || is_hebrew_vowel(before)) ? "" : latin;
        default: return latin;
    }
}

}  // namespace

bool is_arabic_letter(char32_t cp) noexcept { return cp >= 0x621 && cp <= 0x6D5 && find(kArabic, cp) != nullptr; }
bool is_hebrew_letter(char32_t cp) noexcept { return cp >= 0x5D0 && cp <= 0x5EA; }

bool is_semitic_point(char32_t cp) noexcept {
    return cp == 0x640 || (cp >= 0x64B && cp <= 0x65F) || cp == 0x670 || (cp >= 0x6D6 && cp <= 0x6DC) ||
           (cp >= 0x6DF && cp <= 0x6E4) || cp == 0x6E7 || cp == 0x6E8 || (cp >= 0x6EA && cp <= 0x6ED) ||
           (cp >= 0x610 && cp <= 0x61A) || (cp >= 0x591 && cp <= 0x5BD) || cp == 0x5BF || cp == 0x5C1 || cp == 0x5C2 ||
           cp == 0x5C4 || cp == 0x5C5 || cp == 0x5C7 || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F);
}

void spell_arabic(std::u32string_view word, std::string& out) {
    for (std::size_t i = 0; i < word.size(); i++) {
        const Letter* const entry = find(kArabic, word[i]);
        if (entry == nullptr) continue;
        if (word[i] == kTeh && at_or_zero(word, i + 1) == kSheen) {
            out += "ch";
            i++;
        } else {
            out += arabic_in_place(word, i, entry->latin);
        }
    }
}

void spell_hebrew(std::u32string_view word, std::string& out) {
    for (std::size_t i = 0; i < word.size(); i++) {
        const char32_t cp = word[i];
        const Letter* const entry = find(kHebrew, cp);
        if (entry == nullptr) continue;
        const char32_t after = at_or_zero(word, i + 1);
        if (after == kGeresh) {
            out += with_geresh(cp, entry->latin);
            i++;
        } else if (cp == kVav && after == kVav) {
            out += 'v';
            i++;
        } else if (cp == kYod && after == kYod && i > 0) {
            out += "ai";
            i++;
        } else {
            out += hebrew_in_place(word, i, entry->latin);
        }
    }
}

}  // namespace cdp::text
