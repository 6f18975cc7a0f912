// SPDX-License-Identifier: PostgreSQL
#include "core/text/soundex.hpp"

#include <algorithm>
#include <array>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kPollEvery = 1 << 16;  // bytes

// Per byte: 0 for ASCII without a letter, h and w, for a vowel and y, the digit of another letter as kFirstDigit + digit
// - 1, and kWide. The first two leave the code of the letter before in force, a vowel ends it.
constexpr unsigned char kOther = 0;
constexpr unsigned char kSilent = 1;
constexpr unsigned char kVowel = 2;
constexpr unsigned char kFirstDigit = 3;
constexpr unsigned char kWide = 255;  // part of a character above ASCII

constexpr std::array<unsigned char, 256> make_classes() {
    constexpr std::string_view kCodes = "0123012-02245501262301-202";
    std::array<unsigned char, 256> t{};
    for (unsigned c = 0; c < 256; c++) {
        const char lower = ascii_lower(c < 128 ? static_cast<char>(c) : '\0');
        const char code = is_ascii_lower(lower) ? kCodes[static_cast<std::size_t>(lower - 'a')] : ' ';
        t[c] = c >= 128      ? kWide
               : code == ' ' ? kOther
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
    kFold,   // a character above ASCII has a say
};

// Writes the code of an ASCII text, or nothing when it has no letter.
Outcome encode(std::string_view s, std::string& code, const CancelToken& cancel) {
    char out[5] = {'0', '0', '0', '0', '0'};  // the last one is written, and not kept
    const auto class_at = [&](std::size_t at) { return kClass[static_cast<unsigned char>(s[at])]; };
    std::size_t at = 0;
    for (; at < s.size() && class_at(at) == kOther; at++)
        if (at % kPollEvery == kPollEvery - 1) cancel.check();
    if (at == s.size()) return Outcome::kWhole;
    unsigned char last = class_at(at);
    if (last == kWide) return Outcome::kFold;
    out[0] = ascii_upper(s[at++]);
    std::size_t n = 1;
    for (; at < s.size() && n < 4; at++) {
        if (at % kPollEvery == kPollEvery - 1) cancel.check();
        const unsigned char sound = class_at(at);
        if (sound == kWide) return Outcome::kFold;
        out[n] = static_cast<char>('1' - kFirstDigit + sound);
        n += static_cast<std::size_t>(sound >= kFirstDigit) & static_cast<std::size_t>(sound != last);
        last = sound >= kVowel ? sound : last;
    }
    // why: a combining mark belongs to the letter before it, so the byte behind the last one is looked at too.
    if (at < s.size() && class_at(at) == kWide) return Outcome::kFold;
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
