// SPDX-License-Identifier: PostgreSQL
// ASCII forms of single code points: Latin with marks, Greek, Cyrillic and common punctuation. One token per code
// point, sixteen to a row: letters as they are, "." vanishes, "_" is a space, "?" is left to ICU.
// Latin follows the Unicode decompositions; letters without one get their usual ASCII spelling.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/core_only.hpp"

namespace cdp::text::fold_table {

// The ASCII form of one code point: up to four bytes, spaces allowed inside. kUnknown: not in the tables.
struct Entry {
    std::uint8_t length = 0;
    char text[4] = {};
};
inline constexpr std::uint8_t kUnknown = 255;

template <std::size_t N>
constexpr std::array<Entry, N> parse(std::string_view tokens) {
    std::array<Entry, N> table{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < N; i++) {
        Entry& e = table[i];
        for (; tokens[at] != ' '; at++) {
            if (tokens[at] == '?')
                e.length = kUnknown;
            else if (tokens[at] != '.')
                e.text[e.length++] = tokens[at] == '_' ? ' ' : tokens[at];
        }
        at++;
    }
    if (at != tokens.size()) throw "one token per code point";
    return table;
}

// U+00A0 - U+024F
inline constexpr auto kLatin = parse<0x1B0>(
    "_ _ _ _ _ _ _ _ _ _ a _ _ . _ _ "  // U+00A0
    "_ _ 2 3 . m _ . _ 1 o _ 1_4 1_2 3_4 _ "  // U+00B0
    "a a a a a a ae c e e e e i i i i "  // U+00C0
    "d n o o o o o _ o u u u u y th ss "  // U+00D0
    "a a a a a a ae c e e e e i i i i "  // U+00E0
    "d n o o o o o _ o u u u u y th y "  // U+00F0
    "a a a a a a c c c c c c c c d d "  // U+0100
    "d d e e e e e e e e e e g g g g "  // U+0110
    "g g g g h h h h i i i i i i i i "  // U+0120
    "i i ij ij j j k k q l l l l l l l "  // U+0130
    "l l l n n n n n n n n n o o o o "  // U+0140
    "o o oe oe r r r r r r s s s s s s "  // U+0150
    "s s t t t t t t u u u u u u u u "  // U+0160
    "u u u u w w y y y z z z z z z s "  // U+0170
    "b b b b b b o c c d d d d d e e "  // U+0180
    "e f f g g hv i i k k l l m n n o "  // U+0190
    "o o oi oi p p r s s s s t t t t u "  // U+01A0
    "u u v y y z z z z z z z t t ts w "  // U+01B0
    ". . . . dz dz dz lj lj lj nj nj nj a a i "  // U+01C0
    "i o o u u u u u u u u u u e a a "  // U+01D0
    "a a ae ae g g g g k k o o o o z z "  // U+01E0
    "j dz dz dz g g hv w n n a a ae ae o o "  // U+01F0
    "a a a a e e e e i i i i o o o o "  // U+0200
    "r r r r u u u u s s t t y y h h "  // U+0210
    "n d ou ou z z a a e e o o o o o o "  // U+0220
    "o o y y l n t j db qp a c c l t s "  // U+0230
    "z . . b u v e e j j q q r r y y ");  // U+0240

// U+0370 - U+03FF, single letters; the digraphs stand in fold.cpp
inline constexpr auto kGreek = parse<0x90>(
    "? ? ? ? . . ? ? ? ? ? ? ? ? _ ? "  // U+0370
    "? ? ? ? _ _ a . e i i ? o ? y o "  // U+0380
    "i a v g d e z i th i k l m n x o "  // U+0390
    "p r ? s t y f ch ps o i y a e i i "  // U+03A0
    "y a v g d e z i th i k l m n x o "  // U+03B0
    "p r s s t y f ch ps o i y o y o ? "  // U+03C0
    "v th y y y f p ? ? ? ? ? ? ? ? ? "  // U+03D0
    "? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? "  // U+03E0
    "k r s ? th e ? ? ? s ? ? ? ? ? ? ");  // U+03F0

// U+0400 - U+04FF
inline constexpr auto kCyrillic = parse<0x100>(
    "e e dj g ie dz i i j lj nj c k i u dz "  // U+0400
    "a b v g d e zh z i y k l m n o p "  // U+0410
    "r s t u f kh ts ch sh shch . y . e yu ya "  // U+0420
    "a b v g d e zh z i y k l m n o p "  // U+0430
    "r s t u f kh ts ch sh shch . y . e yu ya "  // U+0440
    "e e dj g ie dz i i j lj nj c k i u dz "  // U+0450
    "? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? "  // U+0460
    "? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? "  // U+0470
    "? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? "  // U+0480
    "g g g g ? ? zh zh z z k k ? ? ? ? "  // U+0490
    "? ? n n ? ? ? ? ? ? s s ? ? u u "  // U+04A0
    "u u kh kh ? ? ch ch ? ? h h ? ? ? ? "  // U+04B0
    "? zh zh ? ? ? ? ? ? ? ? ? ? ? ? ? "  // U+04C0
    "a a a a ae ae e e a a ? ? zh zh z z "  // U+04D0
    "? ? i i i i o o o o ? ? e e u u "  // U+04E0
    "u u u u ch ch ? ? y y ? ? ? ? ? ? ");  // U+04F0

// U+1E00 - U+1EFF
inline constexpr auto kLatinAdditional = parse<0x100>(
    "a a b b b b b b c c d d d d d d "  // U+1E00
    "d d d d e e e e e e e e e e f f "  // U+1E10
    "g g h h h h h h h h h h i i i i "  // U+1E20
    "k k k k k k l l l l l l l l m m "  // U+1E30
    "m m m m n n n n n n n n o o o o "  // U+1E40
    "o o o o p p p p r r r r r r r r "  // U+1E50
    "s s s s s s s s s s t t t t t t "  // U+1E60
    "t t u u u u u u u u u u v v v v "  // U+1E70
    "w w w w w w w w w w x x x x y y "  // U+1E80
    "z z z z z z h t w y a s s s ss d "  // U+1E90
    "a a a a a a a a a a a a a a a a "  // U+1EA0
    "a a a a a a a a e e e e e e e e "  // U+1EB0
    "e e e e e e e e i i i i o o o o "  // U+1EC0
    "o o o o o o o o o o o o o o o o "  // U+1ED0
    "o o o o u u u u u u u u u u u u "  // U+1EE0
    "u u y y y y y y y y ll ll v v y y ");  // U+1EF0

inline constexpr Entry kDrop{};
inline constexpr Entry kSpace{1, {' '}};
inline constexpr Entry kNone{kUnknown, {}};

// U+2000 - U+206F: joiners, directional marks, apostrophes and primes vanish, the rest separates.
constexpr bool vanishes(char32_t cp) noexcept {
    return (cp >= 0x200B && cp <= 0x200F) || cp == 0x2018 || cp == 0x2019 || cp == 0x201B ||
           (cp >= 0x202A && cp <= 0x202E) || cp == 0x2032 || cp == 0x2035 || (cp >= 0x2060 && cp <= 0x206F);
}

// The entry of a code point above ASCII.
constexpr const Entry& lookup(char32_t cp) noexcept {
    if (cp >= 0xA0 && cp < 0x250) return kLatin[cp - 0xA0];
    if (cp < 0xA0) return kSpace;
    if (cp >= 0x300 && cp < 0x370) return kDrop;
    if (cp >= 0x2B9 && cp <= 0x2CF) return kDrop;
    if (cp >= 0x370 && cp < 0x400) return kGreek[cp - 0x370];
    if (cp >= 0x400 && cp < 0x500) return kCyrillic[cp - 0x400];
    if (cp >= 0x1E00 && cp < 0x1F00) return kLatinAdditional[cp - 0x1E00];
    if (cp >= 0x2000 && cp < 0x2070) return vanishes(cp) ? kDrop : kSpace;
    if (cp == 0xFFFD) return kSpace;
    if (cp == 0x259) return kLatin[0x1DD - 0xA0];  // the Azeri schwa, as its capital and its twin U+01DD
    return kNone;
}

// The form of a code point above ASCII that the tables alone decide, whatever stands around it but marks that combine;
// nullptr for any other.
constexpr const Entry* alone(char32_t cp) noexcept {
    constexpr char32_t kReplacement = 0xFFFD;
    if (!(cp < 0x300 || (cp >= 0x1E00 && cp < 0x2070) || cp == kReplacement)) return nullptr;
    const Entry& e = lookup(cp);
    return e.length == kUnknown ? nullptr : &e;
}

}  // namespace cdp::text::fold_table
