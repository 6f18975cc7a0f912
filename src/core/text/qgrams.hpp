// SPDX-License-Identifier: PostgreSQL
// The q-grams of a text in order, repeated ones included: its substrings of q characters. A text shorter than q is one
// gram, itself; an empty one has none. Padded, q-1 spaces stand on either side, so that the ends count in full.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/base/cancel.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

inline constexpr int kMaxQgram = 8;

// The text with what padding adds; empty stays empty. Throws Error(kInvalidArgument) unless q is in [1, kMaxQgram].
std::string qgram_text(std::string_view text, int q, bool pad);

// Calls visit(gram) for each q-gram of what qgram_text gave; grams are views into it. Linear, no allocation; an
// ill-formed sequence is a character. Asks `cancel` now and then.
template <class Visit>
void for_each_qgram(std::string_view text, int q, const CancelToken& cancel, const Visit& visit) {
    const auto length = static_cast<std::size_t>(q);
    std::array<const char*, kMaxQgram> begins{};  // of the last q characters, by number modulo q
    const char* at = text.data();
    const char* const end = at + text.size();
    std::size_t characters = 0;
    while (at < end) {
        if (characters % 65536 == 65535) cancel.check();
        begins[characters % length] = at;
        next_code_point(at, end);
        characters++;
        if (characters < length) continue;
        const char* const begin = begins[characters % length];
        visit(std::string_view(begin, static_cast<std::size_t>(at - begin)));
    }
    if (characters > 0 && characters < length) visit(text);
}

}  // namespace cdp::text
