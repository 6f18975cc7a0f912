// SPDX-License-Identifier: PostgreSQL
#include "core/text/letters.hpp"

#include <array>
#include <cstring>
#include <string>

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

// Per byte what fold makes of it, in capitals: a letter or digit, ' ' for what parts words, '\0' for what vanishes.
constexpr std::array<char, 256> make_folded() {
    std::array<char, 256> t{};
    for (unsigned c = 0; c < 128; c++) {
        const char ascii = static_cast<char>(c);
        t[c] = is_ascii_alpha(ascii) ? ascii_upper(ascii) : is_ascii_digit(ascii) ? ascii : ' ';
    }
    t['\''] = t['`'] = '\0';
    return t;
}
constexpr std::array<char, 256> kFolded = make_folded();

// why: no branch on what a byte is, for no processor foresees the letters of names.
char* append_letters(std::string_view s, char* out) {
    for (const char byte : s) {
        const char c = kFolded[static_cast<unsigned char>(byte)];
        *out = c;
        out += c >= 'A';
    }
    return out;
}

// `last` is what was written before, zero at the beginning.
char* append_words(std::string_view s, char* out, char& last) {
    for (const char byte : s) {
        const char c = kFolded[static_cast<unsigned char>(byte)];
        const bool kept = static_cast<bool>(static_cast<int>(c > ' ') | (static_cast<int>(c == ' ') & static_cast<int>(last > ' ')));
        *out = c;
        out += kept;
        last = kept ? c : last;
    }
    return out;
}

}  // namespace

Letters::Letters(std::string_view s, const CancelToken& cancel, Keep keep) {
    reserve(s.size());
    if (!take_ascii(s, cancel, keep)) {
        const std::string folded = fold(s, cancel);
        reserve(folded.size());
        take_ascii(folded, cancel, keep);
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

// False when the text has to be folded, for a byte above ASCII.
bool Letters::take_ascii(std::string_view s, const CancelToken& cancel, Keep keep) {
    if (!is_ascii(s)) return false;
    char* out = data_;
    char last = '\0';
    for (;;) {
        const std::string_view piece = s.substr(0, kLettersPerPoll);
        out = keep == Keep::kLetters ? append_letters(piece, out) : append_words(piece, out, last);
        s.remove_prefix(piece.size());
        if (s.empty()) break;
        cancel.check();
    }
    if (last == ' ') out--;
    size_ = static_cast<std::size_t>(out - data_);
    return true;
}

}  // namespace cdp::text
