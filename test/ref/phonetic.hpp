// SPDX-License-Identifier: PostgreSQL
// Phonetic codes as their descriptions read: one step after the other, each making a new word. They take folded
// text, but for daitch_mokotoff.
#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/text/fold.hpp"

namespace cdp::ref {

inline std::string capitals(const std::string& folded) {
    std::string out;
    for (const char c : folded)
        if (c >= 'a' && c <= 'z') out.push_back(static_cast<char>(c - 'a' + 'A'));
    return out;
}

inline bool in(char c, const std::string& set) { return set.find(c) != std::string::npos; }

inline std::string without(const std::string& s, const std::string& set) {
    std::string out;
    for (const char c : s)
        if (!in(c, set)) out.push_back(c);
    return out;
}

inline std::string squeezed(const std::string& s) {
    std::string out;
    for (const char c : s)
        if (out.empty() || out.back() != c) out.push_back(c);
    return out;
}

inline std::string digits_of(const std::string& word, const std::vector<std::string>& groups, char other) {
    std::string out;
    for (const char c : word) {
        char digit = other;
        for (std::size_t g = 0; g < groups.size(); g++)
            if (in(c, groups[g])) digit = static_cast<char>('0' + g);
        out.push_back(digit);
    }
    return out;
}

// National Archives: keep the first letter; drop h and w; code; squeeze; drop vowels; three digits.
inline std::string soundex(const std::string& folded) {
    const std::string word = capitals(folded);
    if (word.empty()) return {};
    const bool first_is_silent = in(word[0], "HW");
    std::string kept = without(word, "HW");
    std::string digits = digits_of(kept, {"AEIOUY", "BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"}, '?');
    digits = squeezed(digits);
    if (!first_is_silent) digits.erase(0, 1);
    digits = without(digits, "0") + "000";
    return word[0] + digits.substr(0, 3);
}

inline std::string refined_soundex(const std::string& folded) {
    const std::string word = capitals(folded);
    if (word.empty()) return {};
    return word[0] + squeezed(digits_of(word, {"AEHIOUWY", "BP", "FV", "CKS", "GJ", "QXZ", "DT", "L", "MN", "R"}, '?'));
}

// Postel's three steps: code every letter; of equal neighbours keep one; drop 0 but in front.
inline std::string cologne(const std::string& folded) {
    const std::string word = capitals(folded);
    std::string digits;
    for (std::size_t i = 0; i < word.size(); i++) {
        const char c = word[i], next = i + 1 < word.size() ? word[i + 1] : '.', before = i > 0 ? word[i - 1] : '.';
        if (in(c, "AEIJOUY")) digits += "0";
        if (c == 'B' || (c == 'P' && next != 'H')) digits += "1";
        if (in(c, "DT") && !in(next, "CSZ")) digits += "2";
        if (in(c, "FVW") || (c == 'P' && next == 'H')) digits += "3";
        if (in(c, "GKQ")) digits += "4";
        if (c == 'C') {
            bool hard = i == 0 ? in(next, "AHKLOQRUX") : in(next, "AHKOQUX");
            if (in(before, "SZ")) hard = false;
            digits += hard ? "4" : "8";
        }
        if (c == 'X') digits += in(before, "CKQ") ? "8" : "48";
        if (c == 'L') digits += "5";
        if (in(c, "MN")) digits += "6";
        if (c == 'R') digits += "7";
        if (in(c, "SZ") || (in(c, "DT") && in(next, "CSZ"))) digits += "8";
    }
    digits = squeezed(digits);
    if (digits.empty()) return {};
    return digits[0] + without(digits.substr(1), "0");
}

inline std::string nysiis(const std::string& folded) {
    std::string word = capitals(folded);
    if (word.empty()) return {};
    const std::vector<std::pair<std::string, std::string>> starts = {
        {"MAC", "MCC"}, {"KN", "NN"}, {"K", "C"}, {"PH", "FF"}, {"PF", "FF"}, {"SCH", "SSS"}};
    for (const auto& [from, to] : starts)
        if (word.rfind(from, 0) == 0) {
            word = to + word.substr(from.size());
            break;
        }
    const std::vector<std::pair<std::string, std::string>> ends = {{"EE", "Y"}, {"IE", "Y"}, {"DT", "D"}, {"RT", "D"},
                                                                   {"RD", "D"}, {"NT", "D"}, {"ND", "D"}};
    for (const auto& [from, to] : ends)
        if (word.size() >= 2 && word.substr(word.size() - 2) == from) {
            word = word.substr(0, word.size() - 2) + to;
            break;
        }
    std::string key = word.substr(0, 1);
    const auto at = [&](std::size_t i) { return i < word.size() ? word[i] : ' '; };
    const auto vowel = [](char c) { return in(c, "AEIOU"); };
    for (std::size_t i = 1; i < word.size(); i++) {
        std::string made(1, word[i]);
        if (word[i] == 'E' && at(i + 1) == 'V') made = "AF";
        else if (vowel(word[i])) made = "A";
        else if (word[i] == 'Q') made = "G";
        else if (word[i] == 'Z') made = "S";
        else if (word[i] == 'M') made = "N";
        else if (word[i] == 'K') made = at(i + 1) == 'N' ? "N" : "C";
        else if (word.substr(i, 3) == "SCH") made = "SSS";
        else if (word.substr(i, 2) == "PH") made = "FF";
        else if (word[i] == 'H' && (!vowel(word[i - 1]) || !vowel(at(i + 1)))) made = word.substr(i - 1, 1);
        else if (word[i] == 'W' && vowel(word[i - 1])) made = word.substr(i - 1, 1);
        word.replace(i, made.size(), made);
        if (word[i] != key.back()) key += word[i];
    }
    if (key.size() > 1 && key.back() == 'S') key.pop_back();
    if (key.size() > 2 && key.substr(key.size() - 2) == "AY") key = key.substr(0, key.size() - 2) + "Y";
    if (key.size() > 1 && key.back() == 'A') key.pop_back();
    return key;
}

inline std::string match_rating(const std::string& folded) {
    const std::string word = capitals(folded);
    if (word.empty()) return {};
    const std::string codex = squeezed(word[0] + without(word.substr(1), "AEIOU"));
    return codex.size() <= 6 ? codex : codex.substr(0, 3) + codex.substr(codex.size() - 3);
}

inline bool match_rating_compare(const std::string& a, const std::string& b) {
    std::string x = match_rating(a), y = match_rating(b);
    if (x.empty() || y.empty() || std::abs(static_cast<int>(x.size()) - static_cast<int>(y.size())) >= 3) return false;
    const std::size_t sum = x.size() + y.size();
    const int wanted = sum <= 4 ? 5 : sum <= 7 ? 4 : sum <= 11 ? 3 : 2;
    for (int turn = 0; turn < 2; turn++) {
        std::string x_rest, y_rest;
        for (std::size_t i = 0; i < std::max(x.size(), y.size()); i++) {
            if (i < x.size() && i < y.size() && x[i] == y[i]) continue;
            if (i < x.size()) x_rest.insert(x_rest.begin(), x[i]);
            if (i < y.size()) y_rest.insert(y_rest.begin(), y[i]);
        }
        x = x_rest;
        y = y_rest;
    }
    return 6 - static_cast<int>(std::max(x.size(), y.size())) >= wanted;
}

// Philips' table, a line for each spelling: the letters that must stand before it ("" for any), the spelling with what
// must follow in brackets, and its code. The first line that fits is taken. A doubled letter but c is skipped.
inline std::string metaphone(const std::string& folded) {
    static const std::vector<std::tuple<std::string, std::regex, std::string>> table = [] {
        const std::vector<std::array<const char*, 3>> lines = {
            {"", "[AEIOU]", ""}, {"M", "B$", ""}, {"", "B", "B"},
            {"S", "C(?=[EIY])", ""}, {"", "C(?=IA)", "X"}, {"", "C(?=[EIY])", "S"}, {"S", "CH", "K"}, {"", "CH", "X"},
            {"", "C", "K"}, {"", "DG(?=[EIY])", "J"}, {"", "D", "T"}, {"", "F", "F"}, {"", "GH(?=[AEIOU])", "K"},
            {"", "GH", ""}, {"", "G(?=N(ED)?$)", ""}, {"", "G(?=[EIY])", "J"}, {"", "G", "K"}, {"CGPST", "H", ""},
            {"", "H(?=[AEIOU])", "H"}, {"", "H", ""}, {"", "J", "J"}, {"C", "K", ""}, {"", "K", "K"}, {"", "L", "L"},
            {"", "M", "M"}, {"", "N", "N"}, {"", "PH", "F"}, {"", "P", "P"}, {"", "Q", "K"}, {"", "R", "R"},
            {"", "SH", "X"}, {"", "S(?=I[OA])", "X"}, {"", "S", "S"}, {"", "TH", "0"}, {"", "T(?=I[OA])", "X"},
            {"", "T(?=CH)", ""}, {"", "T", "T"}, {"", "V", "F"}, {"", "[WY](?![AEIOU])", ""}, {"", "W", "W"},
            {"", "X", "KS"}, {"", "Y", "Y"}, {"", "Z", "S"}};
        std::vector<std::tuple<std::string, std::regex, std::string>> made;
        for (const auto& [before, spelling, code] : lines) made.emplace_back(before, std::regex(spelling), code);
        return made;
    }();
    static const std::regex silent("^(A(?=E)|[GKP](?=N)|W(?=R))"), start("^(X|WH|[AEIOU])");
    const std::string word = std::regex_replace(capitals(folded), silent, "");
    std::string code;
    std::smatch found;
    auto at = word.begin();
    if (std::regex_search(word, found, start)) {
        code = found[0] == "X" ? "S" : found.str(0).substr(0, 1);
        at += found.length(0);
    }
    while (at != word.end()) {
        const char before = at == word.begin() ? '.' : at[-1];
        if (before == *at && *at != 'C') {
            at++;
            continue;
        }
        for (const auto& [letters, spelling, sound] : table) {
            if (!letters.empty() && !in(before, letters)) continue;
            if (!std::regex_search(at, word.end(), found, spelling, std::regex_constants::match_continuous)) continue;
            code += sound;
            at += found.length(0);
            break;
        }
    }
    return code;
}

// Brouard's steps, each over the whole word.
inline std::string phonetic_fr(const std::string& folded) {
    static const std::vector<std::pair<std::regex, std::string>> steps = [] {
        const std::vector<std::pair<const char*, const char*>> lines = {
            {"Y", "I"}, {"PH", "F"}, {"GA(?=IN|IM|N|M)", "KA"},
            {"AIN(?=[AEIOU])", "YN"}, {"EIN(?=[AEIOU])", "YN"}, {"AIM(?=[AEIOU])", "YN"}, {"EIM(?=[AEIOU])", "YN"},
            {"EAU", "O"}, {"OUA", "2"}, {"[AE]I[NM]", "4"}, {"[AE]I", "Y"},
            {"E(?=R)", "Y"}, {"ESS", "YS"}, {"E(?=[TZ])", "Y"},
            {"AN(?![AEIOU1-4])", "1"}, {"ON(?![AEIOU1-4])", "1"}, {"AM(?![AEIOU1-4])", "1"}, {"EN(?![AEIOU1-4])", "1"},
            {"EM(?![AEIOU1-4])", "1"}, {"IN(?![AEIOU1-4])", "4"}, {"([AEIOUY1-4])S(?=[AEIOUY1-4])", "$1Z"},
            {"OE", "E"}, {"EU", "E"}, {"AU", "O"}, {"O[IY]", "2"}, {"OU", "3"}, {"S?CH|SH", "5"}, {"SS", "S"}, {"SC", "S"},
            {"C(?=[EIY])", "S"}, {"QU|[QC]", "K"}, {"GU", "K"}, {"G(?=[AOY])", "K"},
            {"A", "O"}, {"[BV]", "F"}, {"[DP]", "T"}, {"J", "G"}, {"M", "N"}, {"(.)\\1+", "$1"}, {"(.)[TX]$", "$1"}};
        std::vector<std::pair<std::regex, std::string>> made;
        for (const auto& [from, to] : lines) made.emplace_back(std::regex(from), to);
        return made;
    }();
    std::string word;
    const std::string letters = capitals(folded);
    for (std::size_t i = 0; i < letters.size(); i++)
        if (letters[i] != 'H' || (i > 0 && in(letters[i - 1], "CPS"))) word += letters[i];
    for (const auto& [from, to] : steps) word = std::regex_replace(word, from, to);
    return word;
}

// The coding chart of JewishGen, a row for the letters, the codes in front, before a vowel and elsewhere ("X": not
// coded), and those of a second reading. Every reading of every sound is tried, to the end of the text.
class DaitchMokotoff {
public:
    std::vector<std::string> codes(const std::string& text) {
        const std::string letters = letters_of(text);
        sounds_.clear();
        for (std::size_t at = 0; at < letters.size();) {
            std::size_t length = 7;
            while (chart().count(letters.substr(at, length)) == 0) length--;
            sounds_.push_back(chart().at(letters.substr(at, length)));
            at += std::min(length, letters.size() - at);
        }
        found_.clear();
        if (!sounds_.empty())
            for (const auto& reading : sounds_[0]) follow(0, reading, "", 'X');
        return {found_.begin(), found_.end()};
    }

private:
    using Reading = std::vector<std::string>;
    using Readings = std::vector<Reading>;

    static std::string letters_of(const std::string& text) {
        static const std::vector<std::pair<std::string, char>> special = {
            {"\u0104", 'a'}, {"\u0105", 'a'}, {"\u0118", 'e'}, {"\u0119", 'e'}, {"\u0162", 't'}, {"\u0163", 't'},
            {"\u021A", 't'}, {"\u021B", 't'}, {"A\u0328", 'a'}, {"a\u0328", 'a'}, {"E\u0328", 'e'}, {"e\u0328", 'e'},
            {"T\u0327", 't'}, {"t\u0327", 't'}, {"T\u0326", 't'}, {"t\u0326", 't'}};
        std::size_t first = text.size(), length = 0;
        char letter = 0;
        for (const auto& [bytes, c] : special) {
            const std::size_t at = text.find(bytes);
            if (at != std::string::npos && at < first) first = at, length = bytes.size(), letter = c;
        }
        const std::string before = capitals(text::fold(text.substr(0, first)));
        return length == 0 ? before : before + letter + letters_of(text.substr(first + length));
    }

    void follow(std::size_t n, const Reading& reading, const std::string& code, char last) {
        const bool end = n + 1 == sounds_.size();
        const Readings nothing = {{"X", "X", "X"}};
        for (const auto& next : end ? nothing : sounds_[n + 1]) {
            const bool before_vowel = next[0][0] == '0' || next[0][0] == '1';
            const std::string& added = reading[n == 0 ? 0 : before_vowel ? 1 : 2];
            std::string longer = code;
            if (added != "X") longer += added[0] == last ? added.substr(1) : added;
            if (longer.size() >= 6 || end)
                found_.insert((longer + "000000").substr(0, 6));
            else
                follow(n + 1, next, longer, added.back());
        }
    }

    static const std::map<std::string, Readings>& chart() {
        static const std::map<std::string, Readings> rows = [] {
            const std::vector<std::pair<std::string, Readings>> lines = {
                {"AI AJ AY EI EJ EY OI OJ OY UI UJ UY UE", {{"0", "1", "X"}}},
                {"AU", {{"0", "7", "X"}}}, {"a e", {{"X", "X", "6"}, {"X", "X", "X"}}}, {"A E I O U", {{"0", "X", "X"}}},
                {"B F FB P PF PH V W", {{"7", "7", "7"}}}, {"CHS KS X", {{"5", "54", "54"}}},
                {"CH C", {{"5", "5", "5"}, {"4", "4", "4"}}}, {"CK", {{"5", "5", "5"}, {"45", "45", "45"}}},
                {"CZ CS CSZ CZS DRZ DRS DS DSH DSZ DZ DZH DZS S SCH SH SZ TCH TTCH TTSCH TRZ TRS TSCH TSH TS TTS TTSZ TC "
                 "TZ TTZ TZS TSZ Z ZH ZS ZSCH ZSH", {{"4", "4", "4"}}},
                {"D DT T TH", {{"3", "3", "3"}}}, {"EU", {{"1", "1", "X"}}}, {"G K KH Q", {{"5", "5", "5"}}},
                {"H", {{"5", "5", "X"}}}, {"IA IE IO IU Y", {{"1", "X", "X"}}}, {"J", {{"1", "X", "X"}, {"4", "4", "4"}}},
                {"L", {{"8", "8", "8"}}}, {"MN NM", {{"66", "66", "66"}}}, {"M N", {{"6", "6", "6"}}},
                {"RZ RS", {{"94", "94", "94"}, {"4", "4", "4"}}}, {"R", {{"9", "9", "9"}}},
                {"SCHTSCH SCHTSH SCHTCH SHTCH SHCH SHTSH STCH STSCH SC STRZ STRS STSH SZCZ SZCS ZDZ ZDZH ZHDZH",
                 {{"2", "4", "4"}}},
                {"SHT SCHT SCHD ST SZT SHD SZD SD ZD ZHD", {{"2", "43", "43"}}},
                {"t", {{"3", "3", "3"}, {"4", "4", "4"}}}};
            std::map<std::string, Readings> all;
            for (const auto& [names, readings] : lines)
                for (std::size_t at = 0; at < names.size();) {
                    const std::size_t space = std::min(names.find(' ', at), names.size());
                    all[names.substr(at, space - at)] = readings;
                    at = space + 1;
                }
            return all;
        }();
        return rows;
    }

    std::vector<Readings> sounds_;
    std::set<std::string> found_;
};

inline std::vector<std::string> daitch_mokotoff(const std::string& text) { return DaitchMokotoff().codes(text); }

}  // namespace cdp::ref
