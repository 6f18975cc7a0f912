// SPDX-License-Identifier: PostgreSQL
#include "core/compare/characters.hpp"

namespace cdp::compare {

template <Unit C>
bool Characters<C>::decode(std::string_view text) {
    C* out = stack_.data();
    if (text.size() > stack_.size()) {
        cancel_.check();
        heap_.resize(text::count_code_points(text));
        cancel_.check();
        out = heap_.data();
    }
    const char* p = text.data();
    const char* const end = p + text.size();
    size_ = 0;
    while (p < end) {
        const char32_t c = text::next_code_point(p, end);
        if (c > std::numeric_limits<C>::max()) return false;
        out[size_++] = static_cast<C>(c);
    }
    return true;
}

template class Characters<unsigned char>;
template class Characters<char32_t>;

bool ShortCharacters::decode(std::string_view text, Side& side) noexcept {
    const char* p = text.data();
    const char* const end = p + text.size();
    side.size = 0;
    while (p < end) {
        const char32_t c = text::next_code_point(p, end);
        if (c < 128) {
            side.units[side.size++] = static_cast<unsigned char>(c);
            continue;
        }
        std::size_t at = 0;
        while (at < others_ && other_[at] != c) at++;
        if (at == others_) {
            if (others_ == other_.size()) return false;
            other_[others_++] = c;
        }
        side.units[side.size++] = static_cast<unsigned char>(128 + at);
    }
    return true;
}

bool may_be_latin1(std::string_view s) noexcept {
    // 0xC4 leads U+0100: a byte is that or more when its highest bit is set and the others carry into it with 0x3C.
    return !text::any_eight(s, [](std::uint64_t word) {
        return (((word & 0x7f7f7f7f7f7f7f7fULL) + 0x3c3c3c3c3c3c3c3cULL) & word & 0x8080808080808080ULL) != 0;
    });
}

void require_bytes(std::string_view a, std::string_view b) {
    constexpr std::size_t kLongestCharacter = 4;
    require_length(a.size() / kLongestCharacter, b.size() / kLongestCharacter);
}

}  // namespace cdp::compare
