// SPDX-License-Identifier: PostgreSQL
#include "core/text/address.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/fold.hpp"
#include "core/text/romanize.hpp"
#include "core/text/street_words.hpp"
#include "core/text/utf8.hpp"

namespace cdp::text {

using street_words::kRepeats;

namespace {

// Folded word -> its short form in keys. "st" is street and saint alike, so that neither needs to be told apart.
constexpr WordValue<std::string_view> kShortWords[] = {
    {"aleja", "al"}, {"aleje", "al"}, {"allee", "all"}, {"allees", "all"}, {"alley", "aly"}, {"apart", "apt"},
    {"apartment", "apt"}, {"appartement", "apt"}, {"appt", "apt"}, {"apto", "apt"}, {"avd", "av"}, {"avda", "av"},
    {"ave", "av"}, {"aven", "av"}, {"avenida", "av"}, {"avenu", "av"}, {"avenue", "av"}, {"avn", "av"},
    {"avnue", "av"}, {"batiment", "bat"}, {"bld", "bd"}, {"bldg", "bat"}, {"blv", "bd"}, {"blvd", "bd"},
    {"boul", "bd"}, {"boulevard", "bd"}, {"boulvard", "bd"}, {"building", "bat"}, {"bulevar", "bd"}, {"bulwar", "bd"},
    {"bvd", "bd"}, {"bvld", "bd"}, {"calle", "c"}, {"capitaine", "cpt"}, {"carrera", "cra"}, {"carretera", "ctra"},
    {"center", "ctr"}, {"centre", "ctr"}, {"chaussee", "chs"}, {"chem", "che"}, {"chemin", "che"}, {"chm", "che"},
    {"circle", "cir"}, {"circuit", "cir"}, {"cll", "c"}, {"close", "cl"}, {"colonel", "col"}, {"commandant", "cdt"},
    {"corso", "cso"}, {"cours", "crs"}, {"court", "ct"}, {"crescent", "cres"}, {"crt", "ct"}, {"docteur", "dr"},
    {"doctor", "dr"}, {"drive", "dr"}, {"drv", "dr"}, {"east", "e"}, {"escalier", "esc"}, {"esplanade", "esp"},
    {"etage", "etg"}, {"expressway", "expy"}, {"faubourg", "fg"}, {"fbg", "fg"}, {"fbourg", "fg"}, {"flat", "apt"},
    {"floor", "etg"}, {"freeway", "fwy"}, {"gal", "gen"}, {"gardens", "gdns"}, {"gdn", "gdns"}, {"general", "gen"},
    {"glorieta", "gta"}, {"grove", "gr"}, {"grv", "gr"}, {"hameau", "ham"}, {"heights", "hts"}, {"highway", "hwy"},
    {"immeuble", "imm"}, {"impasse", "imp"}, {"lane", "ln"}, {"largo", "lgo"}, {"lieutenant", "lt"},
    {"lotissement", "lot"}, {"marechal", "mal"}, {"montee", "mte"}, {"mount", "mt"}, {"north", "n"},
    {"northeast", "ne"}, {"northwest", "nw"}, {"osiedle", "os"}, {"parkway", "pkwy"}, {"paseo", "pso"},
    {"piazza", "pl"}, {"piazzale", "pl"}, {"pky", "pkwy"}, {"plaats", "pl"}, {"plac", "pl"}, {"place", "pl"},
    {"platz", "pl"}, {"plaza", "pl"}, {"plce", "pl"}, {"president", "pdt"}, {"professeur", "prof"},
    {"professor", "prof"}, {"promenade", "prom"}, {"pza", "pl"}, {"qu", "quai"}, {"quartier", "qua"},
    {"resid", "res"}, {"residence", "res"}, {"residenza", "res"}, {"ridge", "rdg"}, {"road", "rd"},
    {"route", "rte"}, {"ruelle", "rle"}, {"saint", "st"}, {"sainte", "ste"}, {"sankt", "st"}, {"sentier", "sen"},
    {"sint", "st"}, {"south", "s"}, {"southeast", "se"}, {"southwest", "sw"}, {"sqr", "sq"}, {"square", "sq"},
    {"straat", "str"}, {"strase", "str"}, {"strasse", "str"}, {"street", "st"}, {"suite", "ste"}, {"terrace", "tce"},
    {"trail", "trl"}, {"traverse", "tra"}, {"travesia", "trva"}, {"turnpike", "tpke"}, {"ulica", "ul"},
    {"unt", "unit"}, {"urbanizacion", "urb"}, {"viale", "vle"}, {"vicolo", "vlo"}, {"west", "w"},
};
constexpr WordMap<std::string_view, std::size(kShortWords)> kShort(kShortWords);

// Folded abbreviation -> the word written out, where the word stands in a street type's place.
constexpr WordValue<std::string_view> kFullWords[] = {
    {"all", "all\u00E9e"}, {"av", "avenue"}, {"avd", "avenida"}, {"avda", "avenida"}, {"ave", "avenue"},
    {"aven", "avenue"}, {"avn", "avenue"}, {"bat", "b\u00E2timent"}, {"bd", "boulevard"}, {"bld", "boulevard"},
    {"blvd", "boulevard"}, {"boul", "boulevard"}, {"bt", "b\u00E2timent"}, {"bvd", "boulevard"}, {"chem", "chemin"},
    {"cra", "carrera"}, {"ctra", "carretera"}, {"fbg", "faubourg"}, {"fg", "faubourg"}, {"gta", "glorieta"},
    {"hwy", "highway"}, {"imp", "impasse"}, {"ln", "lane"}, {"pkwy", "parkway"}, {"pl", "place"}, {"plce", "place"},
    {"plza", "plaza"}, {"pso", "paseo"}, {"pza", "plaza"}, {"qu", "quai"}, {"rd", "road"}, {"res", "r\u00E9sidence"},
    {"resid", "r\u00E9sidence"}, {"rte", "route"}, {"sq", "square"}, {"trva", "traves\u00EDa"},
};
constexpr WordMap<std::string_view, std::size(kFullWords)> kFull(kFullWords);

// The same behind a house number only: the rest of NF Z10-011, and r.
constexpr WordValue<std::string_view> kAfterNumberWords[] = {
    {"car", "carrefour"}, {"che", "chemin"}, {"chs", "chauss\u00E9e"}, {"cor", "corniche"}, {"crs", "cours"},
    {"dom", "domaine"}, {"esp", "esplanade"}, {"ham", "hameau"}, {"lot", "lotissement"}, {"mte", "mont\u00E9e"},
    {"pas", "passage"}, {"prom", "promenade"}, {"qua", "quartier"}, {"r", "rue"}, {"rle", "ruelle"},
    {"roc", "rocade"}, {"rpt", "rond-point"}, {"sen", "sentier"}, {"tra", "traverse"}, {"vla", "villa"},
};
constexpr WordMap<std::string_view, std::size(kAfterNumberWords)> kAfterNumber(kAfterNumberWords);

// Abbreviations of two folded words in front: C/ is one, but V.le and P.za are two.
constexpr WordValue<std::string_view> kDottedWords[] = {
    {"c so", "corso"}, {"l go", "largo"}, {"p le", "piazzale"}, {"p za", "piazza"}, {"p zza", "piazza"}, {"v le", "viale"},
};
constexpr WordMap<std::string_view, std::size(kDottedWords)> kDotted(kDottedWords);

// Parts of buildings before a letter or a number.
constexpr WordValue<std::string_view> kPartWords[] = {
    {"bat", "b\u00E2timent"}, {"ent", "entr\u00E9e"}, {"esc", "escalier"}, {"imm", "immeuble"},
};
constexpr WordMap<std::string_view, std::size(kPartWords)> kParts(kPartWords);

// Ranks and honours inside the names of French streets.
constexpr WordValue<std::string_view> kRankWords[] = {
    {"cdt", "commandant"}, {"cne", "capitaine"}, {"gal", "g\u00E9n\u00E9ral"}, {"mal", "mar\u00E9chal"}, {"pdt", "pr\u00E9sident"},
};
constexpr WordMap<std::string_view, std::size(kRankWords)> kRanks(kRankWords);

// The same for the last place only, as in English.
constexpr WordValue<std::string_view> kLastWords[] = {
    {"aly", "alley"}, {"byp", "bypass"}, {"cir", "circle"}, {"cres", "crescent"}, {"crst", "crest"},
    {"cswy", "causeway"}, {"ct", "court"}, {"ctr", "center"}, {"cv", "cove"}, {"dr", "drive"}, {"expy", "expressway"},
    {"fwy", "freeway"}, {"gdns", "gardens"}, {"gln", "glen"}, {"grn", "green"}, {"grv", "grove"}, {"hbr", "harbor"},
    {"hl", "hill"}, {"holw", "hollow"}, {"hts", "heights"}, {"jct", "junction"}, {"lndg", "landing"},
    {"mdws", "meadows"}, {"mnr", "manor"}, {"rdg", "ridge"}, {"st", "street"}, {"str", "stra\u00DFe"},
    {"ter", "terrace"}, {"tpke", "turnpike"}, {"trce", "trace"}, {"trl", "trail"}, {"vlg", "village"},
    {"vly", "valley"}, {"vw", "view"}, {"xing", "crossing"},
};
constexpr WordMap<std::string_view, std::size(kLastWords)> kLast(kLastWords);

constexpr std::string_view kUnitWords[] = {
    "apt", "bldg", "e", "fl", "flat", "floor", "n", "ne", "no", "nw", "ph", "rm", "s", "se", "ste", "suite", "sw",
    "unit", "w",
};
constexpr WordSet<std::size(kUnitWords)> kUnits(kUnitWords);

constexpr std::string_view kSmallWords[] = {
    "a", "am", "an", "au", "aux", "d", "da", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "e", "el", "en", "et", "im", "in", "l", "la", "las", "le", "les", "los", "of", "ou", "sous", "sur",
    "the", "und", "van", "vom", "von", "y", "zum", "zur",
};
constexpr std::string_view kCapitalWords[] = {"bp", "cs", "ne", "nw", "po", "se", "sw", "tsa", "zac", "zi"};
constexpr std::string_view kIberianWords[] = {"da", "das", "del", "do", "dos", "el", "las", "los"};

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

// Part of the house number: 12, 12bis, and bis or one letter behind it.
bool is_house_number(const std::vector<Word>& words, std::size_t i) {
    if (is_number(words[i])) return true;
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
        split_calle();
        first_ = street_begin(0);
        if (first_ > 0) words_[first_ - 1].tail.clear();
        words_.back().tail.clear();
        last_ = words_.size();
        while (last_ > first_ + 1 && is_unit(last_ - 1)) last_--;
        for (std::size_t i = 0; i < words_.size(); i++) expand(i);
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

    void expand(std::size_t i) {
        if (!is_plain_word(words_[i].text)) return;
        Word full = word_of(expanded(i));
        full.tail = std::move(words_[i].tail);
        words_[i] = std::move(full);
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
        const bool first = is_first(i);
        const bool numbered = first && i > stretch_begin(i);
        const bool last = i + 1 == last_ && i > first_ && !is_house_number(words_, i);
        if (first && words_.size() > 1) {
            if (const std::string_view* full = kDotted.find(key)) return replace_word(text, *full);
            if (const std::string_view* full = kAfterNumber.find(key); full != nullptr && numbered)
                return replace_word(text, *full);
        }
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
            if (const std::string_view* full = kLast.find(key); full != nullptr && last) return replace_word(text, *full);
        }
        if (i >= first_ && i + 1 < last_ && (key == "st" || key == "ste") && !is_number(words_[i + 1]))
            return replace_word(text, key == "st" ? "saint" : "sainte");
        return with_parts_expanded(text, key);
    }

    // St-Jean, Bahnhofstr., and both in one.
    static std::string with_parts_expanded(std::string text, std::string_view key) {
        for (const auto& [prefix, full] : {std::pair("st ", "saint"), std::pair("ste ", "sainte")}) {
            const std::size_t hyphen = std::string_view(prefix).size() - 1;
            if (key.starts_with(prefix) && text[hyphen] == '-') text = replace_word(text, full) + text.substr(hyphen);
        }
        if (key.size() > 5 && key.ends_with("str") && (text.ends_with("str.") || text.ends_with("str")))
            text = text.substr(0, text.rfind("str")) + "stra\u00DFe";
        return text;
    }

    // A word in small letters of a line in one case, as one would print it.
    std::string recased(std::size_t i) const {
        CodePoints cps = code_points(words_[i].text);
        if (kCapitals.contains(words_[i].folded) && i != first_)
            for (char32_t& c : cps) c = title_of(c);
        else if (!kRepeats.contains(words_[i].folded) || i == 0 || !is_number(words_[i - 1]))
            capitalize_parts(cps, i > first_);
        compose(cps);
        return to_utf8(cps);
    }

    // Parts between hyphens, apostrophes and slashes; inside the line small words and elisions stay small.
    static void capitalize_parts(CodePoints& cps, bool inside) {
        std::size_t begin = 0;
        for (std::size_t k = 0; k <= cps.size(); k++) {
            if (k < cps.size() && cps[k] != '-' && cps[k] != '\'' && cps[k] != '/') continue;
            const bool small = (inside || begin > 0) && is_small(cps, begin, k);
            const bool elided = k < cps.size() && cps[k] == '\'' && k - begin == 1 && inside;
            if (!small && !elided) capitalize(cps, begin, k);
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
    std::size_t last_ = 0;   // one past the last word of the street
};

// "bahnhofstrasse" -> "bahnhofstr", "kerkstraat" -> "kerkstr".
std::string_view short_suffix(std::string_view word, std::string& storage) {
    for (std::string_view suffix : {"strasse", "straat"}) {
        if (word.size() <= suffix.size() + 2 || !word.ends_with(suffix)) continue;
        storage.assign(word.substr(0, word.size() - suffix.size()));
        storage += "str";
        return storage;
    }
    return word;
}

}  // namespace

std::optional<std::string> normalize_address(std::string_view s) {
    if (s.size() > kLongestAddress) return std::nullopt;
    auto clean = Line(s).clean();
    if (clean && clean->size() > kLongestAddress) clean.reset();
    return clean;
}

std::string address_key(std::string_view s) {
    const std::string folded = fold(s);
    std::string out;
    std::string storage;
    out.reserve(folded.size());
    std::string_view rest = folded;
    bool after_number = false;
    while (!rest.empty()) {
        std::string_view word = next_word(rest);
        const bool repeat = kRepeats.contains(word) || word == "b" || word == "t";
        if (after_number && repeat && !rest.empty()) {
            out += word;
            after_number = false;
            continue;
        }
        if (after_number && word == "r" && !rest.empty()) word = "rue";
        after_number = word.find_first_not_of("0123456789") == std::string_view::npos;
        if (const std::string_view* brief = kShort.find(word))
            word = *brief;
        else
            word = short_suffix(word, storage);
        if (!out.empty()) out.push_back(' ');
        out += word;
    }
    return out;
}

}  // namespace cdp::text
