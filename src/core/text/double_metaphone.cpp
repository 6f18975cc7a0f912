// SPDX-License-Identifier: PostgreSQL
#include "core/text/double_metaphone.hpp"

#include <cstring>
#include <initializer_list>

#include "core/text/fold.hpp"
#include "core/text/letters.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kCodeLength = 4;
constexpr std::size_t kHead = 20;  // bytes of a text that are most often enough
constexpr int kFarthest = 8;       // letters that a rule looks ahead, and more
using Words = std::initializer_list<std::string_view>;

// why: no branch on a byte, so that many are looked at in one step.
bool has_k_or_w(std::string_view s) {
    bool found = false;
    for (const char c : s) found |= static_cast<bool>(static_cast<int>((c | 0x20) == 'k') | static_cast<int>((c | 0x20) == 'w'));
    return found;
}

// A code that stops growing once it has the letters that are kept.
struct Code {
    char text[kCodeLength];
    std::size_t size = 0;

    void add(std::string_view letters) {
        for (const char c : letters)
            if (size < kCodeLength) text[size++] = c;
    }
};

// Reads words that stand between zeros: all of a text, or its first ones; `rest` is what follows them, not yet folded.
class Encoder {
public:
    Encoder(const Letters& words, std::string_view rest)
        : word_(words.view().data()), end_(static_cast<int>(words.size())), last_(end_ - 1), rest_(rest) {}

    DoubleMetaphone run(const CancelToken& cancel) {
        if (is(0, {"GN", "KN", "PN", "WR", "PS"})) at_ = 1;
        if (is(0, {"X"})) add("S", 1);
        for (std::size_t n = 0; at_ < end_ && (primary_.size < kCodeLength || alternate_.size < kCodeLength); n++) {
            if (at_ + kFarthest > end_) know_end();
            letter();
            poll_at(n, cancel);
        }
        if (at_ >= end_) know_end();
        return {std::string(primary_.text, primary_.size), std::string(alternate_.text, alternate_.size)};
    }

    // Whether the first words did not tell the code.
    bool unsure() const { return unsure_; }

private:
    static constexpr bool is_vowel(char c) { return is_capital_vowel(c) || c == 'Y'; }

    char ch(int i) const { return i >= 0 && i < end_ ? word_[i] : '\0'; }
    bool vowel(int i) const { return is_vowel(ch(i)); }
    // True when one of the words stands at position i.
    bool is(int i, Words words) const {
        if (i < 0 || i >= end_) return false;
        for (const std::string_view w : words)
            if (word_[i] == w[0] && std::memcmp(word_ + i, w.data(), w.size()) == 0) return true;
        return false;
    }
    bool here(Words words) const { return is(at_, words); }
    // Rules that ask what the end of the text is, or what stands anywhere in it.
    void know_end() { unsure_ = unsure_ || !rest_.empty(); }
    bool slavo_germanic() {
        const std::string_view w(word_, static_cast<std::size_t>(end_));
        if (w.find('W') != w.npos || w.find('K') != w.npos || w.find("CZ") != w.npos) return true;
        // fold keeps every W and K; what else it makes of the rest, only the whole text tells.
        const bool slavic = has_k_or_w(rest_);
        if (!slavic) know_end();
        return slavic;
    }
    bool spanish_plural_or_vowel() {
        know_end();
        return is(last_ - 1, {"AS", "OS"}) || is(last_, {"A", "O"});
    }
    bool germanic_start() const { return is(0, {"VAN ", "VON ", "SCH"}); }

    void add(std::string_view both, int length) { add(both, both, length); }
    void add(std::string_view primary, std::string_view alternate, int length) {
        primary_.add(primary);
        alternate_.add(alternate);
        at_ += length;
    }
    // One sound for a letter that may be doubled.
    void once(std::string_view code) { add(code, ch(at_ + 1) == ch(at_) ? 2 : 1); }

    void letter() {
        switch (ch(at_)) {
            case 'A': case 'E': case 'I': case 'O': case 'U': case 'Y': return add(at_ == 0 ? "A" : "", 1);
            case 'B': return once("P");
            case 'C': return letter_c();
            case 'D': return letter_d();
            case 'F': return once("F");
            case 'G': return letter_g();
            case 'H': return (at_ == 0 || vowel(at_ - 1)) && vowel(at_ + 1) ? add("H", 2) : add("", 1);
            case 'J': return letter_j();
            case 'K': return once("K");
            case 'L': return letter_l();
            case 'M': return letter_m();
            case 'N': return once("N");
            case 'P': return ch(at_ + 1) == 'H' ? add("F", 2) : add("P", is(at_ + 1, {"P", "B"}) ? 2 : 1);
            case 'Q': return once("K");
            case 'R': return letter_r();
            case 'S': return letter_s();
            case 'T': return letter_t();
            case 'V': return once("F");
            case 'W': return letter_w();
            case 'X': return letter_x();
            case 'Z': return letter_z();
            default: at_++;
        }
    }

    void letter_c() {
        // Germanic: Bacher, Macher
        if (at_ > 1 && !vowel(at_ - 2) && is(at_ - 1, {"ACH"}) && ch(at_ + 2) != 'I' &&
            (ch(at_ + 2) != 'E' || is(at_ - 2, {"BACHER", "MACHER"})))
            return add("K", 2);
        if (at_ == 0 && here({"CAESAR"})) return add("S", 2);
        if (here({"CHIA"})) return add("K", 2);
        if (here({"CH"})) return letters_ch();
        if (here({"CZ"}) && !is(at_ - 2, {"WICZ"})) return add("S", "X", 2);
        if (is(at_ + 1, {"CIA"})) return add("X", 3);
        if (here({"CC"}) && !(at_ == 1 && ch(0) == 'M')) {
            if (is(at_ + 2, {"I", "E", "H"}) && !is(at_ + 2, {"HU"})) {
                // Accident, succeed; Bacci, Bertucci
                if ((at_ == 1 && ch(0) == 'A') || is(at_ - 1, {"UCCEE", "UCCES"})) return add("KS", 3);
                return add("X", 3);
            }
            return add("K", 2);
        }
        if (here({"CK", "CG", "CQ"})) return add("K", 2);
        if (here({"CI", "CE", "CY"})) return here({"CIO", "CIE", "CIA"}) ? add("S", "X", 2) : add("S", 2);
        if (is(at_ + 1, {" C", " Q", " G"})) return add("K", 3);
        add("K", is(at_ + 1, {"C", "K", "Q"}) && !is(at_ + 1, {"CE", "CI"}) ? 2 : 1);
    }

    void letters_ch() {
        if (at_ > 0 && here({"CHAE"})) return add("K", "X", 2);  // Michael
        // Greek roots
        if (at_ == 0 && (is(1, {"HARAC", "HARIS"}) || is(1, {"HOR", "HYM", "HIA", "HEM"})) && !is(0, {"CHORE"}))
            return add("K", 2);
        const bool hard = germanic_start() || is(at_ - 2, {"ORCHES", "ARCHIT", "ORCHID"}) || is(at_ + 2, {"T", "S"}) ||
                          ((at_ == 0 || is(at_ - 1, {"A", "O", "U", "E"})) &&
                           (is(at_ + 2, {"L", "R", "N", "M", "B", "H", "F", "V", "W", " "}) || at_ + 2 >= end_));
        if (hard) return add("K", 2);
        if (at_ > 0) return is(0, {"MC"}) ? add("K", 2) : add("X", "K", 2);
        add("X", 2);
    }

    void letter_d() {
        if (here({"DG"})) return is(at_ + 2, {"I", "E", "Y"}) ? add("J", 3) : add("TK", 2);
        add("T", here({"DT", "DD"}) ? 2 : 1);
    }

    void letter_g() {
        if (ch(at_ + 1) == 'H') return letters_gh();
        if (ch(at_ + 1) == 'N') {
            if (at_ == 1 && vowel(0) && !slavo_germanic()) return add("KN", "N", 2);
            if (!is(at_ + 2, {"EY"}) && !slavo_germanic()) return add("N", "KN", 2);
            return add("KN", 2);
        }
        if (is(at_ + 1, {"LI"}) && !slavo_germanic()) return add("KL", "L", 2);  // Tagliaro
        if (at_ == 0 && (ch(1) == 'Y' || is(1, {"ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER"})))
            return add("K", "J", 2);
        if ((is(at_ + 1, {"ER"}) || ch(at_ + 1) == 'Y') && !is(0, {"DANGER", "RANGER", "MANGER"}) &&
            !is(at_ - 1, {"E", "I"}) && !is(at_ - 1, {"RGY", "OGY"}))
            return add("K", "J", 2);
        if (is(at_ + 1, {"E", "I", "Y"}) || is(at_ - 1, {"AGGI", "OGGI"})) {
            if (germanic_start() || is(at_ + 1, {"ET"})) return add("K", 2);
            return is(at_ + 1, {"IER"}) ? add("J", 2) : add("J", "K", 2);
        }
        once("K");
    }

    void letters_gh() {
        if (at_ > 0 && !vowel(at_ - 1)) return add("K", 2);
        if (at_ == 0) return ch(2) == 'I' ? add("J", 2) : add("K", 2);
        // Parker's rule: hugh, bough, broughton
        if ((at_ > 1 && is(at_ - 2, {"B", "H", "D"})) || (at_ > 2 && is(at_ - 3, {"B", "H", "D"})) ||
            (at_ > 3 && is(at_ - 4, {"B", "H"})))
            return add("", 2);
        // Laugh, McLaughlin, cough, rough, tough
        if (at_ > 2 && ch(at_ - 1) == 'U' && is(at_ - 3, {"C", "G", "L", "R", "T"})) return add("F", 2);
        add(ch(at_ - 1) != 'I' ? "K" : "", 2);
    }

    void letter_j() {
        if (here({"JOSE"}) || is(0, {"SAN "})) {
            const bool spanish = (at_ == 0 && (ch(4) == ' ' || end_ == 4)) || is(0, {"SAN "});
            return spanish ? add("H", 1) : add("J", "H", 1);
        }
        const int length = ch(at_ + 1) == 'J' ? 2 : 1;
        if (at_ == 0) return add("J", "A", length);
        if (vowel(at_ - 1) && (ch(at_ + 1) == 'A' || ch(at_ + 1) == 'O') && !slavo_germanic()) return add("J", "H", length);
        if (at_ == last_) return add("J", "", length);
        if (!is(at_ + 1, {"L", "T", "K", "S", "N", "M", "B", "Z"}) && !is(at_ - 1, {"S", "K", "L"}))
            return add("J", length);
        add("", length);
    }

    void letter_l() {
        if (ch(at_ + 1) != 'L') return add("L", 1);
        // Spanish: Cabrillo, Gallegos
        const bool spanish = (at_ == end_ - 3 && is(at_ - 1, {"ILLO", "ILLA", "ALLE"})) ||
                             (is(at_ - 1, {"ALLE"}) && spanish_plural_or_vowel());
        spanish ? add("L", "", 2) : add("L", 2);
    }

    void letter_m() {
        const bool thumb = is(at_ - 1, {"UMB"}) && (at_ + 1 == last_ || is(at_ + 2, {"ER"}));
        add("M", thumb || ch(at_ + 1) == 'M' ? 2 : 1);
    }

    void letter_r() {
        const int length = ch(at_ + 1) == 'R' ? 2 : 1;
        // French: Rogier, but not Hochmeier
        if (at_ == last_ && is(at_ - 2, {"IE"}) && !is(at_ - 4, {"ME", "MA"}) && !slavo_germanic())
            return add("", "R", length);
        add("R", length);
    }

    void letter_s() {
        if (is(at_ - 1, {"ISL", "YSL"})) return add("", 1);  // island, Carlisle
        if (at_ == 0 && here({"SUGAR"})) return add("X", "S", 1);
        if (here({"SH"})) return is(at_ + 1, {"HEIM", "HOEK", "HOLM", "HOLZ"}) ? add("S", 2) : add("X", 2);
        if (here({"SIO", "SIA"})) return slavo_germanic() ? add("S", 3) : add("S", "X", 3);
        if ((at_ == 0 && is(1, {"M", "N", "L", "W"})) || ch(at_ + 1) == 'Z')
            return add("S", "X", ch(at_ + 1) == 'Z' ? 2 : 1);
        if (here({"SC"})) return letters_sc();
        const int length = is(at_ + 1, {"S", "Z"}) ? 2 : 1;
        at_ == last_ && is(at_ - 2, {"AI", "OI"}) ? add("", "S", length) : add("S", length);
    }

    void letters_sc() {
        if (ch(at_ + 2) == 'H') {
            // Dutch: school, schooner, Schenker, Schermerhorn
            if (is(at_ + 3, {"OO", "ER", "EN", "UY", "ED", "EM"}))
                return is(at_ + 3, {"ER", "EN"}) ? add("X", "SK", 3) : add("SK", 3);
            return at_ == 0 && !vowel(3) && ch(3) != 'W' ? add("X", "S", 3) : add("X", 3);
        }
        add(is(at_ + 2, {"I", "E", "Y"}) ? "S" : "SK", 3);
    }

    void letter_t() {
        if (here({"TION", "TIA", "TCH"})) return add("X", 3);
        if (here({"TH", "TTH"})) {
            // Thomas, Thames, and Germanic names
            if (is(at_ + 2, {"OM", "AM"}) || germanic_start()) return add("T", 2);
            return add("0", "T", 2);
        }
        add("T", is(at_ + 1, {"T", "D"}) ? 2 : 1);
    }

    void letter_w() {
        if (here({"WR"})) return add("R", 2);
        if (at_ == 0 && (vowel(1) || here({"WH"}))) return vowel(1) ? add("A", "F", 1) : add("A", 1);
        // Arnow, Filipowicz
        if ((at_ == last_ && vowel(at_ - 1)) || is(at_ - 1, {"EWSKI", "EWSKY", "OWSKI", "OWSKY"}) || is(0, {"SCH"}))
            return add("", "F", 1);
        if (here({"WICZ", "WITZ"})) return add("TS", "FX", 4);
        add("", 1);
    }

    void letter_x() {
        const int length = is(at_ + 1, {"C", "X"}) ? 2 : 1;
        // French: Breaux
        const bool silent = at_ == last_ && (is(at_ - 3, {"IAU", "EAU"}) || is(at_ - 2, {"AU", "OU"}));
        add(silent ? "" : "KS", length);
    }

    void letter_z() {
        if (ch(at_ + 1) == 'H') return add("J", 2);  // Zhao
        const int length = ch(at_ + 1) == 'Z' ? 2 : 1;
        if (is(at_ + 1, {"ZO", "ZI", "ZA"}) || (at_ > 0 && ch(at_ - 1) != 'T' && slavo_germanic()))
            return add("S", "TS", length);
        add("S", length);
    }

    const char* const word_;
    const int end_;
    const int last_;
    int at_ = 0;
    const std::string_view rest_;
    bool unsure_ = false;
    Code primary_;
    Code alternate_;
};

}  // namespace

DoubleMetaphone double_metaphone(std::string_view s, const CancelToken& cancel) {
    const std::string_view head = words_of_head(s, kHead);
    {
        const Letters words(head, cancel, Letters::Keep::kWords);
        Encoder encoder(words, s.substr(head.size()));
        DoubleMetaphone code = encoder.run(cancel);
        if (!encoder.unsure()) return code;
    }
    const Letters words(s, cancel, Letters::Keep::kWords);
    return Encoder(words, {}).run(cancel);
}

}  // namespace cdp::text
