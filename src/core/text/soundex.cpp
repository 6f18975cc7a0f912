// SPDX-License-Identifier: PostgreSQL
#include "core/text/soundex.hpp"

#include <array>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kPollEvery = 1 << 16;  // bytes

// Per byte: the digit of a letter, or one of these.
constexpr char kVowel = '0';   // a vowel or y: parts equal codes
constexpr char kSilent = '-';  // h or w: does not
constexpr char kOther = ' ';   // ASCII without a letter
constexpr char kWide = 'w';    // part of a character above ASCII

constexpr std::array<char, 256> make_classes() {
    constexpr std::string_view kCodes = "0123012-02245501262301-202";
    static_assert(kCodes['h' - 'a'] == kSilent && kCodes['w' - 'a'] == kSilent && kCodes['y' - 'a'] == kVowel);
    std::array<char, 256> t{};
    for (unsigned c = 0; c < 256; c++) {
        const char lower = ascii_lower(c < 128 ? static_cast<char>(c) : '\0');
        t[c] = c >= 128 ? kWide : is_ascii_lower(lower) ? kCodes[static_cast<std::size_t>(lower - 'a')] : kOther;
    }
    return t;
}
constexpr std::array<char, 256> kClass = make_classes();

// Writes the code of an ASCII text, or nothing when it has no letter. False: a character above ASCII has a say.
bool encode(std::string_view s, std::string& code, const CancelToken& cancel) {
    char out[4] = {'0', '0', '0', '0'};
    std::size_t n = 0;
    char last = kOther;
    for (std::size_t at = 0; at < s.size(); at++) {
        if (at % kPollEvery == kPollEvery - 1) cancel.check();
        const char digit = kClass[static_cast<unsigned char>(s[at])];
        if (digit == kWide) return false;
        if (digit == kOther) continue;
        if (n == 0) {
            out[n++] = ascii_upper(s[at]);
        } else if (digit >= '1' && digit != last) {
            out[n++] = digit;
            // why: a combining mark belongs to the letter before it, so the byte behind the last one is looked at too.
            if (n == sizeof out) {
                if (at + 1 < s.size() && kClass[static_cast<unsigned char>(s[at + 1])] == kWide) return false;
                break;
            }
        }
        if (digit != kSilent) last = digit;
    }
    if (n > 0) code.assign(out, sizeof out);
    return true;
}

}  // namespace

std::string soundex(std::string_view s, const CancelToken& cancel) {
    std::string code;
    if (!encode(s, code, cancel)) encode(fold(s, cancel), code, cancel);
    return code;
}

}  // namespace cdp::text
