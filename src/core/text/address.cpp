// SPDX-License-Identifier: PostgreSQL
#include "core/text/address.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/fold.hpp"
#include "core/text/romanize.hpp"
#include "core/text/street_abbreviations.hpp"
#include "core/text/street_suffixes.hpp"
#include "core/text/street_words.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

using namespace street_words;

namespace {

constexpr std::string_view kUnitWords[] = {
    "apt", "bldg", "e", "fl", "flat", "floor", "n", "ne", "no", "nw", "ph", "rm", "s", "se", "ste", "suite", "sw",
    "unit", "w",
};
constexpr WordSet<std::size(kUnitWords)> kUnits(kUnitWords);

constexpr std::string_view kSmallWords[] = {
    "a", "am", "an", "au", "aux", "d", "da", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "dit", "do",
    "dos", "du", "e", "el", "en", "et", "im", "in", "l", "la", "las", "le", "les", "los", "of", "ou", "sous", "sur",
    "the", "und", "van", "vom", "von", "y", "zum", "zur",
};
// Abbreviations that stay in capitals; points of the compass and PO do where they are such.
constexpr std::string_view kCapitalWords[] = {"bp", "cs", "ld", "tsa", "zac", "zad", "zae", "zc", "zi", "zup"};
constexpr std::string_view kIberianWords[] = {"da", "das", "del", "do", "dos", "el", "las", "los"};

// Behind a German Str. in front: Str. des 17. Juni.
constexpr std::string_view kGermanArticleWords[] = {"am", "an", "auf", "der", "des", "im", "zum", "zur"};

constexpr WordSet<std::size(kGermanArticleWords)> kGermanArticles(kGermanArticleWords);
constexpr WordSet<std::size(kCapitalWords)> kCapitals(kCapitalWords);
constexpr WordSet<std::size(kIberianWords)> kIberian(kIberianWords);
constexpr WordSet<std::size(kSmallWords)> kSmall(kSmallWords);

// One word of the line, and the commas and semicolons behind it.
struct Word {
    std::string text;
    std::string folded;
    std::string tail;
};

Word word_of(std::string text) {
    std::string folded = fold(text);
    return {std::move(text), std::move(folded), {}};
}

bool is_number(const Word& w) { return !w.folded.empty() && is_ascii_digit(w.folded.front()); }

bool is_letter_word(const Word& w) { return w.folded.size() == 1 && is_ascii_alpha(w.folded.front()); }

// Part of the house number: 12, 12bis, and bis or one letter behind it; no ordinal.
bool is_house_number(const std::vector<Word>& words, std::size_t i) {
    if (is_number(words[i])) return !kOrdinalEnds.contains(behind_digits(words[i].folded));
    return i > 0 && is_number(words[i - 1]) &&
           (kRepeats.contains(words[i].folded) ||
            (words[i].folded.size() == 1 && words[i].folded != "r" && i + 2 < words.size()));  // 12 r de la Paix
}

std::vector<Word> split(const CodePoints& line) {
    std::vector<Word> words;
    CodePoints text;
    const auto flush = [&] {
        if (!text.empty()) words.push_back(word_of(to_utf8(text)));
        text.clear();
    };
    for (char32_t c : line) {
        if (c != ' ' && c != ',' && c != ';') {
            text.push_back(c);
            continue;
        }
        flush();
        // A comma on its own belongs to the word before it.
        const char mark = static_cast<char>(c);
        if (c != ' ' && !words.empty() && !words.back().tail.ends_with(mark)) words.back().tail.push_back(mark);
    }
    flush();
    return words;
}

// `full` with the first letter as large as that of the abbreviation.
std::string replace_word(const std::string& abbreviation, std::string_view full) {
    std::string out(full);
    if (is_ascii_upper(abbreviation.front())) out.front() = ascii_upper(out.front());
    return out;
}

// True for a word of ASCII letters up to its first dot, however it is capitalised.
bool is_plain_word(const std::string& text) {
    CodePoints cps;
    decode_utf8(std::string_view(text).substr(0, text.find('.')), cps);
    return !cps.empty() && is_letter(cps.front()) &&
           std::all_of(cps.begin(), cps.end(), [](char32_t c) { return title_of(c) < 0x80; });
}

// Works in an order that makes the clean line its own clean line: commas that go, go first; abbreviations are written
// out whatever the case of the letters around them; case is settled last, on the words that stay.
class Line {
public:
    explicit Line(std::string_view s) {
        CodePoints plain = plain_text(s);
        const bool uniform = uniform_case(plain);
        if (uniform)
            for (char32_t& c : plain) c = lower_of(c);
        words_ = split(plain);
        if (words_.empty()) return;
        drop_number_mark();
        split_calle();
        first_ = street_begin(0);
        if (first_ > 0) words_[first_ - 1].tail.clear();
        words_.back().tail.clear();
        while (expand_all()) {
        }
        if (!uniform && !uniform_case(code_points(text()))) return;
        for (std::size_t i = 0; i < words_.size(); i++) words_[i].text = recased(i);
    }

    // nullopt without a letter or digit.
    std::optional<std::string> clean() const {
        if (std::all_of(words_.begin(), words_.end(), [](const Word& w) { return w.folded.empty(); })) return std::nullopt;
        return text();
    }

private:
    static CodePoints code_points(std::string_view s) {
        CodePoints cps;
        decode_utf8(s, cps);
        return cps;
    }

    std::string text() const {
        std::string out;
        for (const Word& w : words_) {
            if (!out.empty()) out.push_back(' ');
            out += w.text;
            out += w.tail;
        }
        return out;
    }

    // The mark of a house number in front goes: N\u00B0 12, No. 12, num. 12; N 12 is a road.
    void drop_number_mark() {
        std::string& text = words_[0].text;
        std::size_t mark = 0;
        while (mark < text.size() && !is_ascii_digit(text[mark])) mark++;
        const std::string_view written = std::string_view(text).substr(0, mark);
        std::string folded = fold(written);
        std::erase(folded, ' ');
        const bool sign = written.find("\u00B0") != std::string_view::npos || written.find("\u00BA") != std::string_view::npos ||
                          written.find("\u2116") != std::string_view::npos;
        if (!kNumberMarks.contains(folded) || (folded == "n" && !sign) || words_.size() < 3 - (mark < text.size() ? 1 : 0)) return;
        if (mark < text.size())
            words_[0] = {text.substr(mark), fold(text.substr(mark)), std::move(words_[0].tail)};
        else if (is_number(words_[1]))
            words_.erase(words_.begin());
    }

    // C/Mayor, c/ Mayor: the first word of a stretch. "c/o" is no street.
    void split_calle() {
        for (std::size_t i = 0; i < words_.size(); i++) {
            const std::string text = words_[i].text;
            if (words_.size() == 1 || !is_first(i) || !(text.starts_with("C/") || text.starts_with("c/"))) continue;
            Word rest = word_of(text.substr(2));
            if (rest.folded == "o") continue;
            rest.tail = std::move(words_[i].tail);
            words_[i] = word_of(replace_word(text, "calle"));
            if (rest.text.empty())
                words_[i].tail = std::move(rest.tail);
            else
                words_.insert(words_.begin() + static_cast<std::ptrdiff_t>(i + 1), std::move(rest));
        }
    }

    std::string_view folded(std::size_t i) const { return i < words_.size() ? words_[i].folded : std::string_view(); }

    // True where the stretch between commas ends with word `i`.
    bool ends_stretch(std::size_t i) const { return i + 1 == words_.size() || !words_[i].tail.empty(); }

    // Where the stretch between commas that holds word `i` begins.
    std::size_t stretch_begin(std::size_t i) const {
        while (i > 0 && words_[i - 1].tail.empty()) i--;
        return i;
    }

    // The first word behind the house number that stands at `begin`, if one does.
    std::size_t street_begin(std::size_t begin) const {
        while (begin < words_.size() && is_house_number(words_, begin)) begin++;
        return begin;
    }

    // True where a street's type stands in front of its name.
    bool is_first(std::size_t i) const { return i == street_begin(stretch_begin(i)); }

    // One past the last word of the stretch that holds word `i`.
    std::size_t stretch_end(std::size_t i) const {
        while (!ends_stretch(i)) i++;
        return i + 1;
    }

    // The same without the units, numbers and directions that follow a street.
    std::size_t street_end(std::size_t i) const {
        const std::size_t begin = street_begin(stretch_begin(i));
        std::size_t end = stretch_end(i);
        while (end > begin + 1 && is_unit(end - 1)) end--;
        return end;
    }

    // Writes abbreviations out, true where there were any: what one is can depend on the words around it.
    bool expand_all() {
        bool changed = false;
        for (std::size_t i = 0; i < words_.size(); i++) changed = expand(i) || changed;
        return changed;
    }

    bool expand(std::size_t i) {
        const bool paseo = is_paseo(words_[i].text) && is_first(i) && words_.size() > 1;
        if (!paseo && !is_plain_word(words_[i].text)) return false;
        const std::string full = paseo ? replace_word(words_[i].text, "paseo") : expanded(i);
        if (full == words_[i].text) return false;
        const std::size_t space = full.find(' ');
        std::string tail = std::move(words_[i].tail);
        words_[i] = word_of(full.substr(0, space));
        if (space != std::string::npos) {
            words_.insert(words_.begin() + static_cast<std::ptrdiff_t>(i + 1), word_of(full.substr(space + 1)));
            i++;
        }
        words_[i].tail = std::move(tail);
        return true;
    }

    // P\u00BA, P.\u00BA, with or without the dot behind it.
    static bool is_paseo(std::string text) {
        std::erase(text, '.');
        return text == "P\u00BA" || text == "p\u00BA";
    }

    // True where the street has two words, the second an English type of street: 5 Art St is no old road.
    bool is_english_pair(std::size_t i) const { return i + 2 == street_end(i) && is_back_type(folded(i + 1)); }

    static bool is_back_type(std::string_view word) {
        return kBackTypes.contains(word) || kSuffixes.find(word) != nullptr || kSuffixesShort.find(word) != nullptr;
    }

    // True for what follows the street: units, numbers and directions.
    bool is_unit(std::size_t i) const {
        return is_number(words_[i]) || words_[i].text.front() == '#' || kUnits.contains(words_[i].folded) ||
               (i > 0 && kUnits.contains(words_[i - 1].folded) && words_[i].folded.size() == 1);
    }

    bool iberian() const {
        for (const Word& w : words_)
            if (kIberian.contains(w.folded)) return true;
        return false;
    }

    std::string expanded(std::size_t i) const {
        const std::string& key = words_[i].folded;
        const std::string& text = words_[i].text;
        const std::size_t begin = street_begin(stretch_begin(i));
        const bool first = i == begin;
        const bool last = i > begin && i + 1 == street_end(i) && !is_house_number(words_, i);
        if (first && words_.size() > 1)
            if (const std::string_view* full = first_word(i)) return replace_word(text, *full);
        if (!first && i + 1 < words_.size() && (is_number(words_[i + 1]) || words_[i + 1].folded.size() == 1))
            if (const std::string_view* full = kParts.find(key)) return replace_word(text, *full);
        if (!first && !last)
            if (const std::string_view* full = kRanks.find(key)) return replace_word(text, *full);
        if (first || last) {
            if (const std::string_view* full = kFull.find(key); full != nullptr && words_.size() > 1) {
                if (first && iberian() && (key == "av" || key == "ave" || key == "pl"))
                    return replace_word(text, key == "pl" ? "plaza" : "avenida");
                return replace_word(text, *full);
            }
            if (key == "str" && (last || (first && kGermanArticles.contains(folded(i + 1))))) return replace_word(text, "stra\u00DFe");
            if (const std::string_view* full = kSuffixes.find(key); full != nullptr && last && is_suffix(i))
                return replace_word(text, *full);
        }
        if ((key == "st" || key == "ste") && is_saint(i)) return replace_word(text, key == "st" ? "saint" : "sainte");
        return with_parts_expanded(text, key);
    }

    // What the first word of a street stands for there and nowhere else, or nullptr.
    const std::string_view* first_word(std::size_t i) const {
        const std::string_view key = folded(i);
        if (const std::string_view* full = kDotted.find(key)) return full;
        const std::string_view* full = i > stretch_begin(i) && !is_english_pair(i) ? kAfterNumber.find(key) : nullptr;
        return full == nullptr && folded(i + 1) == "rue" ? kBeforeRue.find(key) : full;
    }

    // True for an abbreviated suffix in the last place that is one in this line. CT and KY may be states behind a town:
    // in a later stretch without a house number, and before a postcode.
    bool is_suffix(std::size_t i) const {
        const std::string_view key = folded(i);
        if (key == "st") return true;
        if (is_postcode(street_end(i))) return false;
        const std::size_t stretch = stretch_begin(i), begin = street_begin(stretch);
        if (kPlainSuffixes.contains(key)) return stretch == 0 || begin > stretch;
        return begin > stretch && !kFrontTypes.contains(folded(begin)) && !kForeignSuffixes.contains(key);
    }

    // True for a St that is no street: in front of a name. 12 Main St Springfield leaves it open.
    bool is_saint(std::size_t i) const {
        const std::size_t stretch = stretch_begin(i), begin = street_begin(stretch), end = street_end(i);
        if (i < begin || i + 1 >= end || is_number(words_[i + 1])) return false;
        return begin == stretch || i == begin || kFrontTypes.contains(folded(begin)) || kDirections.contains(folded(i - 1)) ||
               (is_back_type(folded(end - 1)) && !is_postcode(end));
    }

    bool is_postcode(std::size_t i) const {
        return i < words_.size() && is_number(words_[i]) && words_[i].folded.size() >= 5;
    }

    // St-Jean, Bahnhofstr., Goethepl., and two in one.
    static std::string with_parts_expanded(std::string text, std::string_view key) {
        for (const auto& [prefix, full] : {std::pair("st ", "saint"), std::pair("ste ", "sainte")}) {
            const std::size_t hyphen = std::string_view(prefix).size() - 1;
            if (key.starts_with(prefix) && text[hyphen] == '-') text = replace_word(text, full) + text.substr(hyphen);
        }
        if (key.size() > 5 && key.ends_with("str") && (text.ends_with("str.") || text.ends_with("str")))
            text = text.substr(0, text.rfind("str")) + "stra\u00DFe";
        if (key.size() > 5 && key.ends_with("pl") && text.ends_with("pl.")) text.replace(text.size() - 1, 1, "atz");
        return text;
    }

    // A word in small letters of a line in one case, as one would print it.
    std::string recased(std::size_t i) const {
        CodePoints cps = code_points(words_[i].text);
        if (is_capitals(i))
            for (char32_t& c : cps) c = title_of(c);
        else if (!stays_small_behind_number(i))
            capitalize_parts(cps, i > first_ && folded(i - 1) != "ld" && folded(i - 1) != "lieu dit");
        compose(cps);
        return to_utf8(cps);
    }

    // 12 bis; and the m of 12 m. 7, a flat in Poland.
    bool stays_small_behind_number(std::size_t i) const {
        if (i == 0 || !is_number(words_[i - 1])) return false;
        return kRepeats.contains(folded(i)) || (kFlatMarks.contains(folded(i)) && i + 1 < words_.size() && is_number(words_[i + 1]));
    }

    // True behind what introduces a unit: Apt 4B, Unit A, #4B.
    bool is_marked(std::size_t i) const {
        return words_[i].text.front() == '#' ||
               (i > stretch_begin(i) && (kUnitMarks.contains(folded(i - 1)) || kParts.find(folded(i - 1)) != nullptr));
    }

    // A word all in capitals: BP, ZA, SW, 221B, Apt A, Henri IV.
    bool is_capitals(std::size_t i) const {
        const std::string_view word = folded(i);
        if (kCapitals.contains(word)) return true;
        if (word == "za") return is_first(i) || kSmall.contains(folded(i + 1));
        if (word == "po") return folded(i + 1) == "box";
        if (word.size() == 2 && kDirections.contains(word))
            return i == first_ ? first_ > 0 && !ends_stretch(i) : i > 0 && !kSmall.contains(folded(i - 1));
        if (is_letter_word(words_[i])) return is_name_letter(i);
        if (i > first_ && roman_day(word) > 0) return true;
        return is_number(words_[i]) && behind_digits(word).size() == 1 && is_number_letter(i);
    }

    // Apt A, Avenue D; but rue de la Tour a Feu, Hauptstrasse 12 a.
    bool is_name_letter(std::size_t i) const {
        if (ends_stretch(i)) return i > 0 && (first_ > 0 || !is_number(words_[i - 1]) || is_marked(i));
        return is_marked(i) && (is_number(words_[i + 1]) || kUnitMarks.contains(folded(i + 1)) || kFrontTypes.contains(folded(i + 1)));
    }

    // 221B Baker Street, Apt 4E; but Hauptstrasse 12a, rue du 3e RI, 1a planta.
    bool is_number_letter(std::size_t i) const {
        if (is_marked(i)) return true;
        if (words_[i].folded.back() == 'e' || kFloorMarks.contains(folded(i + 1))) return false;
        return first_ > 0 || i == stretch_begin(i);
    }

    // Parts between hyphens, apostrophes and slashes; inside the line small words and elisions stay small.
    static void capitalize_parts(CodePoints& cps, bool inside) {
        std::size_t begin = 0;
        for (std::size_t k = 0; k <= cps.size(); k++) {
            if (k < cps.size() && cps[k] != '-' && cps[k] != '\'' && cps[k] != '/') continue;
            const bool small = (inside || begin > 0) && is_small(cps, begin, k);
            const bool elided = k < cps.size() && cps[k] == '\'' && k - begin == 1 && inside;
            const bool possessive = k == cps.size() && begin > 0 && cps[begin - 1] == '\'' && k - begin == 1 && cps[begin] == 's';
            if (!small && !elided && !possessive) capitalize(cps, begin, k);
            begin = k + 1;
        }
    }

    static void capitalize(CodePoints& cps, std::size_t begin, std::size_t end) {
        while (begin < end && !is_letter_or_digit(cps[begin])) begin++;
        if (begin < end) cps[begin] = title_of(cps[begin]);
        // The dots of "P.O." part words.
        for (std::size_t k = begin + 1; k < end; k++)
            if (cps[k - 1] == '.') cps[k] = title_of(cps[k]);
    }

    static bool is_small(const CodePoints& cps, std::size_t begin, std::size_t end) {
        return kSmall.contains(fold(to_utf8(cps.data() + begin, cps.data() + end)));
    }

    std::vector<Word> words_;
    std::size_t first_ = 0;  // the first word behind the house number
};

}  // namespace

std::optional<std::string> normalize_address(std::string_view s) {
    if (s.size() > kLongestAddress) return std::nullopt;
    auto clean = Line(s).clean();
    if (clean && clean->size() > kLongestAddress) clean.reset();
    return clean;
}

}  // namespace cdp::text
