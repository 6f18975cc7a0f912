// SPDX-License-Identifier: PostgreSQL
#include "core/text/metaphone.hpp"

#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"

namespace cdp::text {

namespace {

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
constexpr bool is_front(char c) { return c == 'e' || c == 'i' || c == 'y'; }

class Metaphone {
public:
    explicit Metaphone(std::string_view s) {
        for (char c : fold(s))
            if (is_ascii_lower(c)) word_.push_back(c);
    }

    std::string run() {
        start();
        while (at_ < word_.size()) {
            // A doubled letter sounds once, but for c.
            if (word_[at_] == back(1) && word_[at_] != 'c')
                at_++;
            else
                letter();
        }
        return std::move(code_);
    }

private:
    char ahead(std::size_t n) const { return at_ + n < word_.size() ? word_[at_ + n] : '\0'; }
    char back(std::size_t n) const { return at_ >= begin_ + n ? word_[at_ - n] : '\0'; }
    void take(std::string_view code, std::size_t length = 1) {
        code_ += code;
        at_ += length;
    }

    void start() {
        const std::string_view w = word_;
        for (std::string_view silent : {"ae", "gn", "kn", "pn", "wr"})
            if (w.starts_with(silent)) at_ = begin_ = 1;
        if (w.starts_with('x'))
            take("S");
        else if (w.starts_with("wh"))
            take("W", 2);
    }

    void letter() {
        const char c = word_[at_];
        switch (c) {
            case 'b': return take(back(1) == 'm' && ahead(1) == '\0' ? "" : "B");
            case 'c': return letter_c();
            case 'd': return ahead(1) == 'g' && is_front(ahead(2)) ? take("J", 2) : take("T");
            case 'g': return letter_g();
            case 'h': return letter_h();
            case 'k': return take(back(1) == 'c' ? "" : "K");
            case 'p': return ahead(1) == 'h' ? take("F", 2) : take("P");
            case 'q': return take("K");
            case 's': return letter_s();
            case 't': return letter_t();
            case 'v': return take("F");
            case 'w':
            case 'y': return take(is_vowel(ahead(1)) ? (c == 'w' ? "W" : "Y") : "");
            case 'x': return take("KS");
            case 'z': return take("S");
            default: break;
        }
        const char upper = ascii_upper(c);
        take(is_vowel(c) && at_ != begin_ ? std::string_view{} : std::string_view(&upper, 1));
    }

    void letter_c() {
        if (back(1) == 's' && is_front(ahead(1))) return take("");
        if (ahead(1) == 'i' && ahead(2) == 'a') return take("X");
        if (is_front(ahead(1))) return take("S");
        if (ahead(1) == 'h') return take(back(1) == 's' ? "K" : "X", 2);
        take("K");
    }

    void letter_g() {
        if (ahead(1) == 'h') {
            // Silent before a consonant and at the end (night, though); g before a vowel (ghost).
            return take(is_vowel(ahead(2)) ? "K" : "", 2);
        }
        if (ahead(1) == 'n') {
            const bool silent = ahead(2) == '\0' || (ahead(2) == 'e' && ahead(3) == 'd' && ahead(4) == '\0');
            return take(silent ? "" : "K");
        }
        take(is_front(ahead(1)) && back(1) != 'g' ? "J" : "K");
    }

    void letter_h() {
        const char before = back(1);
        const bool joined = before == 'c' || before == 'g' || before == 'p' || before == 's' || before == 't';
        take(is_vowel(ahead(1)) && !joined ? "H" : "");
    }

    void letter_s() {
        if (ahead(1) == 'h') return take("X", 2);
        if (ahead(1) == 'i' && (ahead(2) == 'o' || ahead(2) == 'a')) return take("X");
        take("S");
    }

    void letter_t() {
        if (ahead(1) == 'h') return take("0", 2);
        if (ahead(1) == 'i' && (ahead(2) == 'o' || ahead(2) == 'a')) return take("X");
        take(ahead(1) == 'c' && ahead(2) == 'h' ? "" : "T");
    }

    std::string word_;
    std::string code_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
};

}  // namespace

std::string metaphone(std::string_view s) { return Metaphone(s).run(); }

}  // namespace cdp::text
