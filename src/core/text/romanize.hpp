// SPDX-License-Identifier: PostgreSQL
// What fold leaves to ICU: letters outside its tables, brought to Latin run by run.
#pragma once

#include <string>
#include <vector>

#include "core/base/core_only.hpp"

namespace cdp::text {

// Replaces `cps` by its NFC form.
void compose(std::vector<char32_t>& cps);

// A bounded run of code points as NFKC case-folded and, where it has letters, transliterated to Latin; the
// result is in NFKD, so that marks stand apart. Thread-safe.
std::vector<char32_t> romanize(const char32_t* run, std::size_t count);

// True for letters and digits of any script.
bool is_letter_or_digit(char32_t cp) noexcept;
bool is_letter(char32_t cp) noexcept;
bool is_mark(char32_t cp) noexcept;
// The value of a decimal digit of any script, or -1.
int digit_value(char32_t cp) noexcept;

}  // namespace cdp::text
