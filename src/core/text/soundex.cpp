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

// Reads a text up to where its code is full.
class Encoder {
public:
    Encoder(std::string_view s, const CancelToken& cancel) : p_(s.data()), end_(p_ + s.size()), cancel_(cancel) {}

    // Leaves nothing in `code` when there is no letter.
    Outcome run(std::string& code) {
        const char* polled = p_;
        while (p_ < end_ && size_ < 4) {
            if (p_ - polled >= kPollEvery) {
                cancel_.check();
                polled = p_;
            }
            if (static_cast<unsigned char>(*p_) < 0x80)
                put(*p_++);
            else if (!put_wide())
                return Outcome::kFold;
        }
        // why: a combining mark belongs to the letter before it, so what stands behind the last one is looked at too.
        const char* next = p_;
        if (next < end_ && static_cast<unsigned char>(*next) >= 0x80 && fold_table::alone(next_multibyte(next, end_)) == nullptr)
            return Outcome::kFold;
        if (size_ == 0) return Outcome::kWhole;
        std::fill(out_ + size_, out_ + 4, '0');
        code.assign(out_, 4);
        return size_ == 4 ? Outcome::kFull : Outcome::kWhole;
    }

private:
    void put(char c) {
        const unsigned char sound = kClass[static_cast<unsigned char>(c)];
        if (size_ == 0) {
            if (sound == kOther) return;
            out_[size_++] = ascii_upper(c);
            last_ = sound;
            return;
        }
        out_[size_] = static_cast<char>('1' - kFirstDigit + sound);
        size_ += static_cast<std::size_t>(sound >= kFirstDigit) & static_cast<std::size_t>(sound != last_);
        last_ = sound >= kVowel ? sound : last_;
    }

    bool put_wide() {
        const fold_table::Entry* const e = fold_table::alone(next_multibyte(p_, end_));
        if (e == nullptr) return false;
        for (std::uint8_t i = 0; i < e->length && size_ < 4; i++) put(e->text[i]);
        return true;
    }

    const char* p_;
    const char* const end_;
    const CancelToken& cancel_;
    char out_[4] = {};
    std::size_t size_ = 0;
    unsigned char last_ = kOther;
};

}  // namespace

std::string soundex(std::string_view s, const CancelToken& cancel) {
    constexpr std::size_t kHead = 24;
    std::string code;
    if (Encoder(s, cancel).run(code) != Outcome::kFold) return code;
    const std::string_view head = words_of_head(s, kHead);
    if (Encoder(fold(head, cancel), cancel).run(code) == Outcome::kFull || head.size() == s.size()) return code;
    code.clear();
    Encoder(fold(s, cancel), cancel).run(code);
    return code;
}

}  // namespace cdp::text
