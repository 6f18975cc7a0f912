// SPDX-License-Identifier: PostgreSQL
// Words of a text as they stand, without folding: the longest runs of letters, numbers and combining marks
// (Unicode general categories L, N and M). Everything else parts words, ill-formed bytes included. Words are
// views into the text.
#pragma once

#include <memory_resource>
#include <string_view>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::text {

// The next word at or after the start of `rest`, which is moved past it; empty when there is none. Linear.
std::string_view next_token(std::string_view& rest) noexcept;

// Calls visit(word) for each word, in order.
template <class Visit>
void for_each_token(std::string_view text, const Visit& visit) {
    for (std::string_view word = next_token(text); !word.empty(); word = next_token(text)) visit(word);
}

// All words in order, repeated ones included.
std::pmr::vector<std::string_view> tokens(std::string_view text,
                                          std::pmr::memory_resource* memory = std::pmr::get_default_resource());

}  // namespace cdp::text
