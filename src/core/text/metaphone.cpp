// SPDX-License-Identifier: PostgreSQL
#include "core/text/metaphone.hpp"

#include <array>
#include <cstdint>

#include "core/text/letters.hpp"

namespace cdp::text {

namespace {

constexpr bool is_front(char c) { return c == 'E' || c == 'I' || c == 'Y'; }

// A set of capital letters, a bit for each; bit 0 is '\0', what stands around a word.
consteval std::uint32_t set_of(std::string_view letters) {
    std::uint32_t bits = 0;
    for (const char c : letters) bits |= 1u << (c & 31);
    return bits;
}
constexpr bool has(std::uint32_t set, char c) { return (set >> (c & 31) & 1) != 0; }

// How a letter sounds where no rule of its own holds: as `code`, unless a letter of `mute` stands before it, and only
// before one of `heard`. Before a letter of `rules` the rules are asked.
struct Plain {
    char code = '\0';
    std::uint32_t rules = 0;
    std::uint32_t mute = 0;
    std::uint32_t heard = ~0u;
};

consteval std::array<Plain, 26> make_plain() {
    constexpr std::uint32_t kAll = ~0u;
    constexpr std::string_view kCodes = "-BKT-FKH-JKLMN-PKRST-FWSYS";
    static_assert(kCodes.size() == 26);
    std::array<Plain, 26> t{};
    for (std::size_t i = 0; i < t.size(); i++) {
        const char c = static_cast<char>('A' + i);
        t[i].code = kCodes[i];
        if (c != 'C') t[i].mute = 1u << (c & 31);  // a doubled letter sounds once
        if (is_capital_vowel(c)) t[i].mute = kAll;  // start() writes the vowel in front
    }
    const auto of = [&](char c) -> Plain& { return t[static_cast<std::size_t>(c - 'A')]; };
    of('B').rules = 1;  // at the end
    of('C').rules = set_of("EHIY");
    of('D').rules = set_of("G");
    of('G').rules = set_of("EHINY");
    of('P').rules = set_of("H");
    of('S').rules = set_of("HI");
    of('T').rules = set_of("CHI");
    of('X').rules = kAll;
    of('K').mute |= set_of("C");
    of('H').mute |= set_of("CGPST");
    for (const char c : {'H', 'W', 'Y'}) of(c).heard = set_of("AEIOU");
    return t;
}
constexpr std::array<Plain, 26> kPlain = make_plain();

// Reads a word that stands between zeros. No letter gives more than two code letters; one more may be touched.
class Metaphone {
public:
    Metaphone(char* word, std::size_t size, char* code) : at_(word), end_(word + size), out_(code) {}

    // Gives the end of the code.
    char* run(const CancelToken& cancel) {
        start();
        for (std::size_t n = 0; at_ < end_; n++) {
            poll_at(n, cancel);
            const char c = *at_, before = at_[-1], after = at_[1];
            const Plain& plain = kPlain[static_cast<std::size_t>(c - 'A')];
            if (!has(plain.rules, after)) {
                // why: no branch on what the letter is, for no processor foresees the letters of names.
                *out_ = plain.code;
                out_ += !has(plain.mute, before) & has(plain.heard, after);
                at_++;
            } else if (has(plain.mute, before)) {
                at_++;
            } else {
                letter();
            }
        }
        return out_;
    }

private:
    char ahead(int n) const { return at_[n]; }
    void skip(int length) { at_ += length; }
    void take(char code, int length = 1) {
        *out_++ = code;
        at_ += length;
    }

    void start() {
        const char a = ahead(0), b = ahead(1);
        const bool silent =
            (a == 'A' && b == 'E') || ((a == 'G' || a == 'K' || a == 'P') && b == 'N') || (a == 'W' && b == 'R');
        // A silent letter is not there for the rules that look back.
        if (silent) *at_++ = '\0';
        if (is_capital_vowel(ahead(0)))
            take(ahead(0));
        else if (a == 'X')
            take('S');
        else if (a == 'W' && b == 'H')
            take('W', 2);
    }

    void letter() {
        switch (*at_) {
            case 'B': return at_[-1] == 'M' ? skip(1) : take('B');
            case 'C': return letter_c();
            case 'D': return is_front(ahead(2)) ? take('J', 2) : take('T');
            case 'G': return letter_g();
            case 'P': return take('F', 2);
            case 'S': return letter_s();
            case 'T': return letter_t();
            default: *out_++ = 'K'; return take('S');  // x
        }
    }

    void letter_c() {
        const char next = ahead(1);
        if (at_[-1] == 'S' && is_front(next)) return skip(1);
        if (next == 'I' && ahead(2) == 'A') return take('X');
        if (is_front(next)) return take('S');
        take(at_[-1] == 'S' ? 'K' : 'X', 2);  // ch
    }

    void letter_g() {
        // Silent before a consonant and at the end (night, though); g before a vowel (ghost).
        if (ahead(1) == 'H') return is_capital_vowel(ahead(2)) ? take('K', 2) : skip(2);
        if (ahead(1) == 'N') {
            const bool silent = ahead(2) == '\0' || (ahead(2) == 'E' && ahead(3) == 'D' && ahead(4) == '\0');
            return silent ? skip(1) : take('K');
        }
        take(is_front(ahead(1)) ? 'J' : 'K');
    }

    void letter_s() {
        if (ahead(1) == 'H') return take('X', 2);
        take(ahead(1) == 'I' && (ahead(2) == 'O' || ahead(2) == 'A') ? 'X' : 'S');
    }

    void letter_t() {
        if (ahead(1) == 'H') return take('0', 2);
        if (ahead(1) == 'I' && (ahead(2) == 'O' || ahead(2) == 'A')) return take('X');
        ahead(1) == 'C' && ahead(2) == 'H' ? skip(1) : take('T');
    }

    char* at_;
    const char* const end_;
    char* out_;
};

}  // namespace

std::string metaphone(std::string_view s, const CancelToken& cancel) {
    Letters word(s, cancel);
    if (word.empty()) return {};
    const std::size_t room = 2 * word.size() + 1;
    if (char near[256]; room <= sizeof near) return std::string(near, Metaphone(word.data(), word.size(), near).run(cancel));
    const auto far = std::make_unique_for_overwrite<char[]>(room);
    return std::string(far.get(), Metaphone(word.data(), word.size(), far.get()).run(cancel));
}

}  // namespace cdp::text
