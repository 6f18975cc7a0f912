// SPDX-License-Identifier: PostgreSQL
// Three tiers, each a superset of the one before and equal to it where both apply: ASCII by one table, Latin by
// the tables of fold_table.hpp on the fly, everything else on decoded and composed code points.
#include "core/text/fold.hpp"

#include <array>
#include <memory>
#include <vector>

#include "core/text/fold_table.hpp"
#include "core/text/hangul.hpp"
#include "core/text/pieces.hpp"
#include "core/text/romanize.hpp"
#include "core/text/semitic.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

namespace {

using fold_table::Entry;
using fold_table::kUnknown;

constexpr std::size_t kPollEvery = 1 << 16;  // bytes between two looks at the token
constexpr std::size_t kRun = 128;            // longest run given to ICU: its transliterators are quadratic
constexpr std::size_t kStepsPerPoll = 16;    // runs and ideographs, of some ten microseconds at worst, between two looks

// Per ASCII byte: the folded letter or digit, ' ' for a separator, '\0' for what vanishes.
constexpr std::array<char, 128> make_ascii() {
    std::array<char, 128> t{};
    for (int c = 0; c < 128; c++) {
        const bool keep = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        t[static_cast<unsigned>(c)] = keep ? static_cast<char>(c) : ' ';
        if (c >= 'A' && c <= 'Z') t[static_cast<unsigned>(c)] = static_cast<char>(c + 32);
    }
    t['\''] = t['`'] = '\0';
    return t;
}
constexpr std::array<char, 128> kAscii = make_ascii();

// Writes folded bytes and squeezes separators; the caller guarantees room, and a byte more.
class Writer {
public:
    explicit Writer(char* at) : p_(at) {}
    // why: no branch on what the byte is, for no processor foresees where words end.
    void put(char c) {
        const bool kept = static_cast<bool>(static_cast<int>(c > ' ') | (static_cast<int>(c == ' ') & static_cast<int>(last_ > ' ')));
        *p_ = c;
        p_ += kept;
        last_ = kept ? c : last_;
    }
    void put(const Entry& e) {
        for (std::uint8_t i = 0; i < e.length; i++) put(e.text[i]);
    }
    char* end() const { return last_ == ' ' ? p_ - 1 : p_; }

private:
    char* p_;
    char last_ = '\0';  // what was written last
};

// Tiers one and two: writes at `to` and gives the end. Null: the text needs the third; what was written does not count.
char* fold_latin(std::string_view s, char* to, const CancelToken& cancel) {
    Writer out(to);
    const char* p = s.data();
    const char* const end = p + s.size();
    const char* poll = p + std::min(kPollEvery, s.size());
    bool after_ascii = true;
    while (p != end) {
        const char* const run = p;
        while (p < poll && static_cast<unsigned char>(*p) < 0x80) out.put(kAscii[static_cast<unsigned char>(*p++)]);
        after_ascii = after_ascii || p != run;
        if (p < poll) {
            const char32_t cp = next_multibyte(p, end);
            if (cp >= 0x300 && cp < 0x370) {
                if (!after_ascii) return nullptr;
            } else {
                const Entry* const e = fold_table::alone(cp);
                if (e == nullptr) return nullptr;
                out.put(*e);
                after_ascii = false;
            }
        }
        if (p >= poll && p != end) {
            cancel.check();
            poll = p + std::min(kPollEvery, static_cast<std::size_t>(end - p));
        }
    }
    return out.end();
}

// The third tier: a vector of composed code points, written to a string that grows.
class GeneralFold {
public:
    explicit GeneralFold(const CancelToken& cancel) : cancel_(cancel) {}

    std::string run(std::string_view s) {
        while (!s.empty()) {
            const std::string_view piece = s.substr(0, piece_length(s));
            decode_utf8(piece, cps_);
            compose(cps_);
            unshape(cps_);
            fold_piece();
            cancel_.check();
            s.remove_prefix(piece.size());
        }
        return std::move(out_);
    }

private:
    void fold_piece() {
        std::size_t at = 0;
        std::size_t steps = 0;
        while (at < cps_.size()) {
            const char32_t cp = cps_[at];
            if (cp < 0x80) {
                put(kAscii[cp]);
                at++;
            } else if (is_greek(cp)) {
                at += greek(at);
            } else if (cp == 0x42A || cp == 0x44A) {
                if (sounds_as_vowel(at)) put('a');
                at++;
            } else if (known(cp)) {
                put(fold_table::lookup(cp));
                at++;
            } else {
                at += spelt_here(cp) ? by_rule(at) : foreign(at);
                if (++steps % kStepsPerPoll == 0) cancel_.check();
            }
        }
    }

    // Scripts with rules of their own here; ICU has the others.
    static bool spelt_here(char32_t cp) {
        return is_arabic_letter(cp) || is_hebrew_letter(cp) || is_hangul_syllable(cp) || has_pinyin_slot(cp);
    }

    // Writes the letters of a script with rules that start at `at`; gives how many code points they were.
    std::size_t by_rule(std::size_t at) {
        const char32_t cp = cps_[at];
        spelling_.clear();
        if (is_hangul_syllable(cp)) {
            spell_hangul(cp, spelling_);
            put(spelling_);
            return 1;
        }
        if (has_pinyin_slot(cp)) {
            const Pinyin read = pinyin(cp);
            put(' ');
            if (read.length != 0)
                put(std::string_view(read.letters, read.length));
            else if (is_letter_or_digit(cp))
                hex(cp);
            put(' ');
            return 1;
        }
        return semitic(at);
    }

    // A word of Arabic or Hebrew. Points within it go; an apostrophe behind a Hebrew letter is a geresh.
    std::size_t semitic(std::size_t at) {
        const bool hebrew = is_hebrew_letter(cps_[at]);
        word_.clear();
        std::size_t i = at;
        for (; i < cps_.size() && i - at < kRun; i++) {
            const char32_t cp = cps_[i];
            if (hebrew ? is_hebrew_letter(cp) : is_arabic_letter(cp))
                word_.push_back(cp);
            else if (hebrew && (cp == '\'' || cp == 0x2019 || cp == kGeresh))
                word_.push_back(kGeresh);
            else if (!is_semitic_point(cp))
                break;
        }
        if (hebrew)
            spell_hebrew(word_, spelling_);
        else
            spell_arabic(word_, spelling_);
        put(spelling_);
        return i - at;
    }

    static bool known(char32_t cp) { return cp < 0x80 || fold_table::lookup(cp).length != kUnknown; }
    static bool is_greek(char32_t cp) { return cp >= 0x386 && cp < 0x3D0 && known(cp); }

    void put(char c) {
        if (c == ' ') {
            gap_ = true;
        } else if (c != '\0') {
            if (gap_ && !out_.empty()) out_.push_back(' ');
            gap_ = false;
            out_.push_back(c);
        }
    }
    void put(const Entry& e) {
        for (std::uint8_t i = 0; i < e.length; i++) put(e.text[i]);
    }
    void put(std::string_view s) {
        for (char c : s) put(c);
    }

    char32_t at_or_zero(std::size_t i) const { return i < cps_.size() ? cps_[i] : 0; }

    // The Cyrillic hard sign is a vowel in Bulgarian, where a consonant follows; in Russian it only parts a prefix from
    // an iotated vowel, and stood at the end of words.
    bool sounds_as_vowel(std::size_t at) const {
        constexpr std::u32string_view kVowels = U"АЕЁИОУЫЭЮЯЄІЇаеёиоуыэюяєії";
        const char32_t next = at_or_zero(at + 1);
        return next >= 0x400 && next < 0x460 && kVowels.find(next) == std::u32string_view::npos;
    }

    // A plain Greek letter in lower case, without accent; other code points as they are.
    static char32_t greek_lower(char32_t cp) { return cp >= 0x391 && cp <= 0x3A9 ? cp + 0x20 : cp; }
    static bool is_upsilon(char32_t cp) { return cp == 0x3C5 || cp == 0x3A5 || cp == 0x3CD || cp == 0x38E; }

    // Writes the letter at `at` or the digraph that starts there (ELOT 743); gives its length.
    std::size_t greek(std::size_t at) {
        const char32_t cp = greek_lower(cps_[at]);
        const char32_t next = at_or_zero(at + 1);
        const char32_t low = greek_lower(next);
        if (is_upsilon(next)) {
            if (cp == 0x3BF) return put("ou"), 2;
            if (cp == 0x3B1 || cp == 0x3B5 || cp == 0x3B7) {
                put(fold_table::lookup(cp));
                put(voiced(at_or_zero(at + 2)) ? 'v' : 'f');
                return 2;
            }
        }
        if (cp == 0x3B3 && (low == 0x3B3 || low == 0x3BE || low == 0x3C7)) {  // gamma before gamma, xi, chi
            put('n');
            return 1;
        }
        if (cp == 0x3BC && low == 0x3C0 && (at == 0 || !is_greek(cps_[at - 1]))) return put('b'), 2;
        put(fold_table::lookup(cps_[at]));
        return 1;
    }

    // True for what makes a preceding upsilon sound as v: vowels and voiced consonants.
    static bool voiced(char32_t cp) {
        switch (greek_lower(cp)) {
            case 0x3B8: case 0x3BA: case 0x3BE: case 0x3C0: case 0x3C2: case 0x3C3: case 0x3C4: case 0x3C6:
            case 0x3C7: case 0x3C8: return false;
            default: return is_greek(cp);
        }
    }

    // Writes the run of code points outside the tables that starts at `at`; gives its length.
    std::size_t foreign(std::size_t at) {
        std::size_t n = 0;
        while (n < kRun && at + n < cps_.size() && !known(cps_[at + n]) && !spelt_here(cps_[at + n])) n++;
        std::size_t begin = at;
        for (std::size_t i = at; i < at + n; i++) {
            const int digit = digit_value(cps_[i]);
            if (digit < 0) continue;
            letters(begin, i);
            put(static_cast<char>('0' + digit));
            begin = i + 1;
        }
        letters(begin, at + n);
        return n;
    }

    void letters(std::size_t begin, std::size_t end) {
        if (begin == end) return;
        bool wrote = false;
        for (char32_t cp : romanize(&cps_[begin], end - begin)) {
            if (known(cp)) {
                const std::size_t before = out_.size();
                if (cp < 0x80)
                    put(kAscii[cp]);
                else
                    put(fold_table::lookup(cp));
                wrote = wrote || out_.size() != before;
            } else if (!is_letter_or_digit(cp) && !is_mark(cp)) {
                put(' ');
            }
        }
        if (wrote) return;
        for (std::size_t i = begin; i < end; i++)
            if (is_letter_or_digit(cps_[i])) hex(cps_[i]);
    }

    void hex(char32_t cp) {
        static constexpr char kDigits[] = "0123456789abcdef";
        put('u');
        for (int shift = cp > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) put(kDigits[(cp >> shift) & 15]);
    }

    const CancelToken& cancel_;
    std::vector<char32_t> cps_;
    std::u32string word_;
    std::string spelling_;
    std::string out_;
    bool gap_ = false;
};

}  // namespace

std::string fold(std::string_view s, const CancelToken& cancel) {
    // why: no entry of the Latin tables is longer than twice its UTF-8 form, a separator before it included.
    constexpr std::size_t kStack = 512;
    if (s.size() <= kStack) {
        char buffer[2 * kStack + 8];
        if (char* const end = fold_latin(s, buffer, cancel)) return {buffer, end};
    } else {
        const auto buffer = std::make_unique_for_overwrite<char[]>(2 * s.size() + 8);
        if (char* const end = fold_latin(s, buffer.get(), cancel)) return {buffer.get(), end};
    }
    return GeneralFold(cancel).run(s);
}

}  // namespace cdp::text
