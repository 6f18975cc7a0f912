// SPDX-License-Identifier: PostgreSQL
#include "core/text/tokens.hpp"

#include <unicode/uchar.h>

#include <array>

#include "core/text/ascii.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

constexpr std::array<bool, 128> kAsciiWord = [] {
    std::array<bool, 128> in_word{};
    for (std::size_t c = 0; c < in_word.size(); c++) in_word[c] = is_ascii_alnum(static_cast<char>(c));
    return in_word;
}();

bool is_word_character(char32_t c) noexcept {
    constexpr std::uint32_t kWordCategories = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kWordCategories) != 0;
}

// Moves p over the characters that are in a word, or over those that are not.
const char* skip(const char* p, const char* end, bool in_word) noexcept {
    while (p < end) {
        const auto byte = static_cast<unsigned char>(*p);
        if (byte < 0x80) {
            if (kAsciiWord[byte] != in_word) break;
            p++;
            continue;
        }
        const char* next = p;
        if (is_word_character(next_multibyte(next, end)) != in_word) break;
        p = next;
    }
    return p;
}

}  // namespace

std::string_view next_token(std::string_view& rest) noexcept {
    const char* const end = rest.data() + rest.size();
    const char* const first = skip(rest.data(), end, false);
    const char* const last = skip(first, end, true);
    rest = {last, static_cast<std::size_t>(end - last)};
    return {first, static_cast<std::size_t>(last - first)};
}

std::pmr::vector<std::string_view> tokens(std::string_view text, std::pmr::memory_resource* memory) {
    std::pmr::vector<std::string_view> words(memory);
    for_each_token(text, [&](std::string_view word) { words.push_back(word); });
    return words;
}

}  // namespace cdp::text
