// SPDX-License-Identifier: PostgreSQL
// The letters of a text's match form in capitals, as phonetic codes read them. A short ASCII text costs neither an
// allocation nor a call of fold; every other one is folded first, so that any script gives letters A to Z.
#pragma once

#include <memory>
#include <string_view>

#include "core/base/cancel.hpp"

namespace cdp::text {

class Letters {
public:
    // Zeros on either side of the letters, so that rules may look around without asking where the ends are.
    static constexpr std::size_t kMargin = 8;

    enum class Keep {
        kLetters,  // words run together
        kWords,    // letters and digits of words, parted by single spaces
    };

    // O(n); asks `cancel` now and then.
    Letters(std::string_view s, const CancelToken& cancel, Keep keep = Keep::kLetters);
    Letters(const Letters&) = delete;
    Letters& operator=(const Letters&) = delete;

    // The letters may be rewritten in place; the margins may be read only.
    char* data() noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    std::string_view view() const noexcept { return {data_, size_}; }

private:
    static constexpr std::size_t kShort = 128;

    void reserve(std::size_t size);
    bool take_ascii(std::string_view s, const CancelToken& cancel, Keep keep);
    void close() noexcept;

    char near_[kShort + 2 * kMargin];
    std::unique_ptr<char[]> far_;
    char* data_ = nullptr;
    std::size_t size_ = 0;
};

// True for A, E, I, O and U, in few steps; not for bytes behind Z.
constexpr bool is_capital_vowel(char c) noexcept { return c >= 'A' && (0x208222u >> (c & 31) & 1) != 0; }

inline constexpr std::size_t kLettersPerPoll = 1 << 16;

// Asks the token at every so many-th letter: for loops over the letters of long texts.
inline void poll_at(std::size_t letter, const CancelToken& cancel) {
    if (letter % kLettersPerPoll == kLettersPerPoll - 1) cancel.check();
}

}  // namespace cdp::text
