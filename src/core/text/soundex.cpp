// SPDX-License-Identifier: PostgreSQL
#include "core/text/soundex.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"
#include "core/text/fold_table.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

constexpr std::ptrdiff_t kPollEvery = 1 << 16;  // bytes

// Per byte: 0 for what is no letter, h and w, for a vowel and y, and the digit of another letter as kFirstDigit + digit
// - 1. The first two leave the code of the letter before in force, a vowel ends it.
constexpr unsigned char kOther = 0;
constexpr unsigned char kSilent = 1;
constexpr unsigned char kVowel = 2;
constexpr unsigned char kFirstDigit = 3;

constexpr std::array<unsigned char, 256> make_classes() {
    constexpr std::string_view kCodes = "0123012-02245501262301-202";
    std::array<unsigned char, 256> t{};
    for (unsigned c = 0; c < 256; c++) {
        const char lower = ascii_lower(c < 128 ? static_cast<char>(c) : '\0');
        const char code = is_ascii_lower(lower) ? kCodes[static_cast<std::size_t>(lower - 'a')] : ' ';
        t[c] = code == ' '   ? kOther
               : code == '-' ? kSilent
               : code == '0' ? kVowel
                             : static_cast<unsigned char>(kFirstDigit + (code - '1'));
    }
    return t;
}
constexpr std::array<unsigned char, 256> kClass = make_classes();

enum class Outcome {
    kWhole,  // the text has no more to say
    kFull,   // nor has any text that begins so
    kFold,   // a character has a say that the tables of fold do not tell
};

// Reads a text up to where its code is full; leaves nothing in `code` when there is no letter.
Outcome encode(std::string_view s, std::string& code, const CancelToken& cancel) {
    const char* p = s.data();
    const char* const end = p + s.size();
    const char* polled = p;
    char out[5] = {'0', '0', '0', '0', '0'};  // the last one is written, and not kept
    std::size_t n = 0;
    unsigned char last = kOther;
    const auto put = [&](char c) {
        const unsigned char sound = kClass[static_cast<unsigned char>(c)];
        out[n] = n == 0 ? ascii_upper(c) : static_cast<char>('1' - kFirstDigit + sound);
        n += n == 0 ? static_cast<std::size_t>(sound != kOther)
                    : static_cast<std::size_t>(sound >= kFirstDigit) & static_cast<std::size_t>(sound != last);
        last = sound >= kVowel ? sound : last;
    };
    while (p < end && n < 4) {
        if (static_cast<unsigned char>(*p) < 0x80) {
            put(*p++);
        } else {
            const fold_table::Entry* const e = fold_table::alone(next_multibyte(p, end));
            if (e == nullptr) return Outcome::kFold;
            for (std::uint8_t i = 0; i < e->length && n < 4; i++) put(e->text[i]);
        }
        if (p - polled >= kPollEvery) {
            cancel.check();
            polled = p;
        }
    }
    // why: a combining mark belongs to the letter before it, so what stands behind the last one is looked at too.
    if (p < end && static_cast<unsigned char>(*p) >= 0x80 && fold_table::alone(next_multibyte(p, end)) == nullptr)
        return Outcome::kFold;
    if (n == 0) return Outcome::kWhole;
    std::fill(out + n, out + 4, '0');
    code.assign(out, 4);
    return n == 4 ? Outcome::kFull : Outcome::kWhole;
}

}  // namespace

std::string soundex(std::string_view s, const CancelToken& cancel) {
    constexpr std::size_t kHead = 24;
    std::string code;
    if (encode(s, code, cancel) != Outcome::kFold) return code;
    const std::string_view head = words_of_head(s, kHead);
    if (encode(fold(head, cancel), code, cancel) == Outcome::kFull || head.size() == s.size()) return code;
    code.clear();
    encode(fold(s, cancel), code, cancel);
    return code;
}

}  // namespace cdp::text
