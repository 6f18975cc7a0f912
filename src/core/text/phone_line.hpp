// SPDX-License-Identifier: PostgreSQL
// What is dialled of a text that holds a phone number: the number and its extension, without what is said behind them.
#pragma once

#include <optional>
#include <string>

#include "core/base/core_only.hpp"
#include "core/text/ascii.hpp"

namespace cdp::text {

constexpr char kForeignLetter = '\x1A';  // stands for a letter that is not ASCII

constexpr bool is_phone_letter(char c) noexcept { return is_ascii_alpha(c) || c == kForeignLetter; }

struct PhoneLine {
    std::string number;
    std::string extension;
    bool doubtful = false;  // vanity letters, or digits left behind: a number only where the plan has it
};

// Cuts remarks and the extension behind the number that begins at `first`, a digit or a plus of `text`, which holds
// ASCII and kForeignLetter. Letters within the digits or glued to them are digits that somebody mistyped or masked:
// what is left is another number, so that there is none. `north_america` tells whose numbers may end in letters.
std::optional<PhoneLine> phone_line(std::string text, std::size_t first, bool north_america);

}  // namespace cdp::text
