// SPDX-License-Identifier: PostgreSQL
// Double Metaphone as Philips describes it (2000), read over the whole of a folded text in capitals with spaces behind
// it, and cut to four letters at the end. Where the C and the Java programs differ, as Apache Commons.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace cdp::ref {

class DoubleMetaphone {
public:
    explicit DoubleMetaphone(const std::string& folded) : n_(static_cast<int>(folded.size())) {
        for (const char c : folded) w_.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
        slavic_ = w_.find('W') != w_.npos || w_.find('K') != w_.npos || w_.find("CZ") != w_.npos;
        germanic_ = at(0, {"VAN ", "VON ", "SCH"});
    }

    std::pair<std::string, std::string> codes() {
        if (at(0, {"GN", "KN", "PN", "WR", "PS"})) i_ = 1;
        if (at(0, {"X"})) both("S", 1);
        while (i_ < n_) step();
        return {first_.substr(0, 4), second_.substr(0, 4)};
    }

private:
    char c(int i) const { return i < 0 ? '\0' : i < n_ ? w_[static_cast<std::size_t>(i)] : ' '; }
    bool vowel(int i) const { return std::string("AEIOUY").find(c(i)) != std::string::npos; }
    // One of the words stands at i, the spaces behind the text included.
    bool at(int i, const std::vector<std::string>& words) const {
        for (const std::string& word : words) {
            bool same = i >= 0;
            for (int k = 0; k < static_cast<int>(word.size()); k++) same = same && c(i + k) == word[static_cast<std::size_t>(k)];
            if (same) return true;
        }
        return false;
    }
    void both(const std::string& code, int steps) { either(code, code, steps); }
    void either(const std::string& a, const std::string& b, int steps) {
        first_ += a;
        second_ += b;
        i_ += steps;
    }
    int twice() const { return c(i_ + 1) == c(i_) ? 2 : 1; }

    void step() {
        switch (c(i_)) {
            case 'A': case 'E': case 'I': case 'O': case 'U': case 'Y': return both(i_ == 0 ? "A" : "", 1);
            case 'B': return both("P", twice());
            case 'C': return step_c();
            case 'D':
                if (at(i_, {"DGI", "DGE", "DGY"})) return both("J", 3);
                return at(i_, {"DG"}) ? both("TK", 2) : both("T", at(i_, {"DT", "DD"}) ? 2 : 1);
            case 'F': case 'V': return both("F", twice());
            case 'G': return step_g();
            case 'H': return (i_ == 0 || vowel(i_ - 1)) && vowel(i_ + 1) ? both("H", 2) : both("", 1);
            case 'J': return step_j();
            case 'K': case 'Q': return both("K", twice());
            case 'L': {
                const bool spanish = (i_ == n_ - 3 && at(i_ - 1, {"ILLO", "ILLA", "ALLE"})) ||
                                     ((at(n_ - 2, {"AS", "OS"}) || at(n_ - 1, {"A", "O"})) && at(i_ - 1, {"ALLE"}));
                return either("L", twice() == 2 && spanish ? "" : "L", twice());
            }
            case 'M': {
                const bool thumb = at(i_ - 1, {"UMB"}) && (i_ + 2 == n_ || at(i_ + 2, {"ER"}));
                return both("M", thumb ? 2 : twice());
            }
            case 'N': return both("N", twice());
            case 'P': return c(i_ + 1) == 'H' ? both("F", 2) : both("P", at(i_ + 1, {"P", "B"}) ? 2 : 1);
            case 'R': {
                const bool french = i_ == n_ - 1 && !slavic_ && at(i_ - 2, {"IE"}) && !at(i_ - 4, {"ME", "MA"});
                return either(french ? "" : "R", "R", twice());
            }
            case 'S': return step_s();
            case 'T':
                if (at(i_, {"TION", "TIA", "TCH"})) return both("X", 3);
                if (at(i_, {"TH", "TTH"})) return at(i_ + 2, {"OM", "AM"}) || germanic_ ? both("T", 2) : either("0", "T", 2);
                return both("T", at(i_ + 1, {"T", "D"}) ? 2 : 1);
            case 'W': return step_w();
            case 'X': {
                const bool silent = i_ == n_ - 1 && (at(i_ - 3, {"IAU", "EAU"}) || at(i_ - 2, {"AU", "OU"}));
                return both(silent ? "" : "KS", at(i_ + 1, {"C", "X"}) ? 2 : 1);
            }
            case 'Z': {
                if (c(i_ + 1) == 'H') return both("J", 2);
                const bool slavic = at(i_ + 1, {"ZO", "ZI", "ZA"}) || (slavic_ && i_ > 0 && c(i_ - 1) != 'T');
                return either("S", slavic ? "TS" : "S", twice());
            }
            default: i_++;
        }
    }

    void step_c() {
        if (i_ > 1 && !vowel(i_ - 2) && at(i_ - 1, {"ACH"}) && c(i_ + 2) != 'I' &&
            (c(i_ + 2) != 'E' || at(i_ - 2, {"BACHER", "MACHER"})))
            return both("K", 2);
        if (i_ == 0 && at(0, {"CAESAR"})) return both("S", 2);
        if (at(i_, {"CHIA"})) return both("K", 2);
        if (at(i_, {"CH"})) return step_ch();
        if (at(i_, {"CZ"}) && !at(i_ - 2, {"WICZ"})) return either("S", "X", 2);
        if (at(i_ + 1, {"CIA"})) return both("X", 3);
        if (at(i_, {"CC"}) && !(i_ == 1 && c(0) == 'M')) {
            if (!at(i_ + 2, {"I", "E", "H"}) || at(i_ + 2, {"HU"})) return both("K", 2);
            return both((i_ == 1 && c(0) == 'A') || at(i_ - 1, {"UCCEE", "UCCES"}) ? "KS" : "X", 3);
        }
        if (at(i_, {"CK", "CG", "CQ"})) return both("K", 2);
        if (at(i_, {"CIO", "CIE", "CIA"})) return either("S", "X", 2);
        if (at(i_, {"CI", "CE", "CY"})) return both("S", 2);
        if (at(i_ + 1, {" C", " Q", " G"})) return both("K", 3);
        both("K", at(i_ + 1, {"C", "K", "Q"}) && !at(i_ + 1, {"CE", "CI"}) ? 2 : 1);
    }

    void step_ch() {
        if (i_ > 0 && at(i_, {"CHAE"})) return either("K", "X", 2);
        if (i_ == 0 && at(1, {"HARAC", "HARIS", "HOR", "HYM", "HIA", "HEM"}) && !at(0, {"CHORE"})) return both("K", 2);
        if (germanic_ || at(i_ - 2, {"ORCHES", "ARCHIT", "ORCHID"}) || at(i_ + 2, {"T", "S"}) ||
            ((i_ == 0 || at(i_ - 1, {"A", "O", "U", "E"})) &&
             at(i_ + 2, {"L", "R", "N", "M", "B", "H", "F", "V", "W", " "})))
            return both("K", 2);
        if (i_ == 0) return both("X", 2);
        at(0, {"MC"}) ? both("K", 2) : either("X", "K", 2);
    }

    void step_g() {
        if (c(i_ + 1) == 'H') {
            if (i_ > 0 && !vowel(i_ - 1)) return both("K", 2);
            if (i_ == 0) return both(c(2) == 'I' ? "J" : "K", 2);
            if (at(i_ - 2, {"B", "H", "D"}) || at(i_ - 3, {"B", "H", "D"}) || at(i_ - 4, {"B", "H"})) return both("", 2);
            if (i_ > 2 && c(i_ - 1) == 'U' && at(i_ - 3, {"C", "G", "L", "R", "T"})) return both("F", 2);
            return both(c(i_ - 1) == 'I' ? "" : "K", 2);
        }
        if (c(i_ + 1) == 'N') {
            if (i_ == 1 && vowel(0) && !slavic_) return either("KN", "N", 2);
            return at(i_ + 2, {"EY"}) || slavic_ ? both("KN", 2) : either("N", "KN", 2);
        }
        if (at(i_ + 1, {"LI"}) && !slavic_) return either("KL", "L", 2);
        if (i_ == 0 && at(1, {"Y", "ES", "EP", "EB", "EL", "EY", "IB", "IL", "IN", "IE", "EI", "ER"})) return either("K", "J", 2);
        if (at(i_ + 1, {"ER", "Y"}) && !at(0, {"DANGER", "RANGER", "MANGER"}) && !at(i_ - 1, {"E", "I", "RGY", "OGY"}))
            return either("K", "J", 2);
        if (at(i_ + 1, {"E", "I", "Y"}) || at(i_ - 1, {"AGGI", "OGGI"})) {
            if (germanic_ || at(i_ + 1, {"ET"})) return both("K", 2);
            return at(i_ + 1, {"IER"}) ? both("J", 2) : either("J", "K", 2);
        }
        both("K", twice());
    }

    void step_j() {
        const bool san = at(0, {"SAN "});
        if (at(i_, {"JOSE"}) || san) return either(san || (i_ == 0 && c(4) == ' ') ? "H" : "J", "H", 1);
        const int steps = twice();
        if (i_ == 0) return either("J", "A", steps);
        if (vowel(i_ - 1) && !slavic_ && at(i_ + 1, {"A", "O"})) return either("J", "H", steps);
        if (i_ == n_ - 1) return either("J", "", steps);
        const bool heard = !at(i_ + 1, {"L", "T", "K", "S", "N", "M", "B", "Z"}) && !at(i_ - 1, {"S", "K", "L"});
        both(heard ? "J" : "", steps);
    }

    void step_s() {
        if (at(i_ - 1, {"ISL", "YSL"})) return both("", 1);
        if (i_ == 0 && at(0, {"SUGAR"})) return either("X", "S", 1);
        if (at(i_, {"SH"})) return both(at(i_ + 1, {"HEIM", "HOEK", "HOLM", "HOLZ"}) ? "S" : "X", 2);
        if (at(i_, {"SIO", "SIA"})) return either("S", slavic_ ? "S" : "X", 3);
        if ((i_ == 0 && at(1, {"M", "N", "L", "W"})) || c(i_ + 1) == 'Z') return either("S", "X", c(i_ + 1) == 'Z' ? 2 : 1);
        if (at(i_, {"SCH"})) {
            if (at(i_ + 3, {"ER", "EN"})) return either("X", "SK", 3);
            if (at(i_ + 3, {"OO", "UY", "ED", "EM"})) return both("SK", 3);
            return either("X", i_ == 0 && !vowel(3) && c(3) != 'W' ? "S" : "X", 3);
        }
        if (at(i_, {"SC"})) return both(at(i_ + 2, {"I", "E", "Y"}) ? "S" : "SK", 3);
        const bool french = i_ == n_ - 1 && at(i_ - 2, {"AI", "OI"});
        either(french ? "" : "S", "S", at(i_ + 1, {"S", "Z"}) ? 2 : 1);
    }

    void step_w() {
        if (at(i_, {"WR"})) return both("R", 2);
        if (i_ == 0 && vowel(1)) return either("A", "F", 1);
        if (i_ == 0 && at(0, {"WH"})) return both("A", 1);
        if ((i_ == n_ - 1 && vowel(i_ - 1)) || at(i_ - 1, {"EWSKI", "EWSKY", "OWSKI", "OWSKY"}) || at(0, {"SCH"}))
            return either("", "F", 1);
        if (at(i_, {"WICZ", "WITZ"})) return either("TS", "FX", 4);
        both("", 1);
    }

    std::string w_;
    int n_;
    int i_ = 0;
    bool slavic_ = false;
    bool germanic_ = false;
    std::string first_;
    std::string second_;
};

}  // namespace cdp::ref
