// SPDX-License-Identifier: PostgreSQL
#include "core/text/letters.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

// Per byte: the capital letter, or one of these.
constexpr char kOther = '\0';  // ASCII without a letter
constexpr char kWide = '\1';   // part of a character above ASCII
constexpr char kDigit = '\2';

constexpr std::array<char, 256> make_classes() {
    std::array<char, 256> t{};
    for (unsigned c = 0; c < 256; c++) {
        const char ascii = c < 128 ? static_cast<char>(c) : '\0';
        t[c] = c >= 128 ? kWide : is_ascii_alpha(ascii) ? ascii_upper(ascii) : is_ascii_digit(ascii) ? kDigit : kOther;
    }
    return t;
}
constexpr std::array<char, 256> kClass = make_classes();

}  // namespace

Letters::Letters(std::string_view s, const CancelToken& cancel, Keep keep) {
    reserve(s.size());
    if (!take_ascii(s, cancel, keep)) {
        const std::string folded = fold(s, cancel);
        reserve(folded.size());
        if (keep == Keep::kLetters)
            take_ascii(folded, cancel, keep);
        else
            size_ = static_cast<std::size_t>(std::transform(folded.begin(), folded.end(), data_, ascii_upper) - data_);
    }
    close();
}

void Letters::reserve(std::size_t size) {
    if (size <= kShort) {
        data_ = near_ + kMargin;
    } else {
        far_ = std::make_unique_for_overwrite<char[]>(size + 2 * kMargin);
        data_ = far_.get() + kMargin;
    }
    std::memset(data_ - kMargin, 0, kMargin);
}

void Letters::close() noexcept { std::memset(data_ + size_, 0, kMargin); }

// False when the text has to be folded: a byte above ASCII, or, for words, anything but letters, digits and spaces.
bool Letters::take_ascii(std::string_view s, const CancelToken& cancel, Keep keep) {
    char* out = data_;
    for (std::size_t at = 0; at < s.size();) {
        const std::size_t stop = std::min(s.size(), at + kLettersPerPoll);
        for (; at < stop; at++) {
            const char c = kClass[static_cast<unsigned char>(s[at])];
            if (c > kDigit) {
                *out++ = c;
            } else if (c == kWide) {
                return false;
            } else if (keep == Keep::kWords) {
                if (c == kDigit)
                    *out++ = s[at];
                else if (s[at] != ' ')
                    return false;
                else if (out != data_ && out[-1] != ' ')
                    *out++ = ' ';
            }
        }
        if (at < s.size()) cancel.check();
    }
    if (out != data_ && out[-1] == ' ') out--;
    size_ = static_cast<std::size_t>(out - data_);
    return true;
}

}  // namespace cdp::text
