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

constexpr std::size_t kBlock = 16;
using Byte = unsigned char;

constexpr Byte all_bits(bool condition) { return static_cast<Byte>(-static_cast<int>(condition)); }

// Writes the words of kBlock bytes where each byte gives one: false, with nothing of use written, where a byte vanishes or
// parts words that are parted already. Reads the byte before `out`, zero at the beginning of a text.
// why: masks rather than tables and branches, which a compiler turns into a few steps for all bytes.
bool words_of_block(const Byte* __restrict in, Byte* __restrict out) {
    std::array<Byte, kBlock> odd;
    for (std::size_t i = 0; i < kBlock; i++) {
        const Byte c = in[i];
        const Byte upper = c & 0xdf;
        const Byte letter = all_bits(static_cast<Byte>(upper - 'A') < 26);
        const Byte digit = all_bits(static_cast<Byte>(c - '0') < 10);
        out[i] = static_cast<Byte>((upper & letter) | (c & digit) | (' ' & ~(letter | digit)));
        odd[i] = all_bits(c == '\'') | all_bits(c == '`');
    }
    for (std::size_t i = 0; i < kBlock; i++) odd[i] |= all_bits(out[i] <= ' ') & all_bits(*(out + i - 1) <= ' ');
    return odd == std::array<Byte, kBlock>{};
}

// The byte before `out` is what was written before, zero at the beginning.
char* append_words(std::string_view s, char* out) {
    while (!s.empty()) {
        const std::string_view block = s.substr(0, kBlock);
        s.remove_prefix(block.size());
        if (block.size() == kBlock && words_of_block(reinterpret_cast<const Byte*>(block.data()), reinterpret_cast<Byte*>(out))) {
            out += kBlock;
            continue;
        }
        char last = out[-1];
        for (const char byte : block) {
            const char c = kFolded[static_cast<Byte>(byte)];
            const bool kept = static_cast<bool>(static_cast<int>(c > ' ') | (static_cast<int>(c == ' ') & static_cast<int>(last > ' ')));
            *out = c;
            out += kept;
            last = kept ? c : last;
        }
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
    for (;;) {
        const std::string_view piece = s.substr(0, kLettersPerPoll);
        out = keep == Keep::kLetters ? append_letters(piece, out) : append_words(piece, out);
        s.remove_prefix(piece.size());
        if (s.empty()) break;
        cancel.check();
    }
    if (out[-1] == ' ') out--;
    size_ = static_cast<std::size_t>(out - data_);
    return true;
}

}  // namespace cdp::text
