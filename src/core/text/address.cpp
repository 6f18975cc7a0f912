// SPDX-License-Identifier: PostgreSQL
#include "core/text/address.hpp"

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

// One word of the line.
struct Word {
    std::string text;
    std::string folded;
};

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
    CodePoints word;
    const auto flush = [&] {
        if (word.empty()) return;
        std::string text = to_utf8(word);
        std::string folded = fold(text);
        words.push_back({std::move(text), std::move(folded)});
        word.clear();
    };
    for (char32_t c : line) {
        if (c != ' ') word.push_back(c);
        if (c == ' ' || c == ',' || c == ';') flush();
    }
    flush();
    // A comma on its own belongs to the word before it.
    std::vector<Word> out;
    for (Word& w : words) {
        if (!w.folded.empty() || (w.text != "," && w.text != ";"))
            out.push_back(std::move(w));
        else if (!out.empty() && !out.back().text.ends_with(w.text))
            out.back().text += w.text;
    }
    return out;
}

// `full` with the first letter as large as that of the abbreviation, and the abbreviation's comma.
std::string replace_word(const std::string& abbreviation, std::string_view full) {
    std::string out(full);
    if (is_ascii_upper(abbreviation.front())) out.front() = ascii_upper(out.front());
    if (abbreviation.back() == ',' || abbreviation.back() == ';') out.push_back(abbreviation.back());
    return out;
}

class Line {
public:
    explicit Line(std::string_view s) {
        CodePoints plain = plain_text(s);
        uniform_ = uniform_case(plain);
        words_ = split(plain);
        first_ = street_begin(0);
        last_ = words_.size();
        while (last_ > first_ + 1 && is_unit(last_ - 1)) last_--;
    }

    std::optional<std::string> clean() {
        bool any = false;
        for (const Word& w : words_) any = any || !w.folded.empty();
        if (!any) return std::nullopt;
        std::string out;
        for (std::size_t i = 0; i < words_.size(); i++) {
            std::string text = uniform_ ? recased(i) : words_[i].text;
            text = expanded(i, std::move(text));
            if (i + 1 == first_ || i + 1 == words_.size())
                while (text.size() > 1 && (text.back() == ',' || text.back() == ';')) text.pop_back();
            if (!out.empty()) out.push_back(' ');
            out += text;
        }
        return out;
    }

private:
    // Where the stretch between commas that holds word `i` begins.
    std::size_t stretch_begin(std::size_t i) const {
        while (i > 0 && words_[i - 1].text.back() != ',' && words_[i - 1].text.back() != ';') i--;
        return i;
    }

    // The first word behind the house number that stands at `begin`, if one does.
    std::size_t street_begin(std::size_t begin) const {
        while (begin < words_.size() && is_house_number(words_, begin)) begin++;
        return begin;
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

    std::string expanded(std::size_t i, std::string text) const {
        const std::string& key = words_[i].folded;
        const std::size_t stem = text.find_first_of(".,;");
        const bool plain = is_ascii(std::string_view(text).substr(0, stem)) && is_ascii_alpha(text.front());
        if (!plain) return text;
        const bool first = i == first_ || i == street_begin(stretch_begin(i));
        const bool numbered = first && i > stretch_begin(i);
        const bool last = i + 1 == last_ && i > first_;
        if (first && words_.size() > 1) {
            if (const std::string_view* full = kDotted.find(key)) return replace_word(text, *full);
            if (const std::string_view* full = kAfterNumber.find(key); full != nullptr && numbered)
                return replace_word(text, *full);
            if (text.starts_with("C/")) return text.size() == 2 ? "Calle" : "Calle " + text.substr(2);
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
        for (std::string_view prefix : {"St-", "st-"})
            if (text.starts_with(prefix) && text.size() > 3) return replace_word(text, "saint") + text.substr(2);
        for (std::string_view prefix : {"Ste-", "ste-"})
            if (text.starts_with(prefix) && text.size() > 4) return replace_word(text, "sainte") + text.substr(3);
        if (key.size() > 5 && key.ends_with("str") && (text.ends_with("str.") || text.ends_with("str")))
            return text.substr(0, text.rfind("str")) + "stra\u00DFe";
        return text;
    }

    // A word of a line in one case, as one would print it.
    std::string recased(std::size_t i) const {
        const Word& word = words_[i];
        CodePoints cps;
        decode_utf8(word.text, cps);
        if (kCapitals.contains(word.folded) && i != first_) {
            for (char32_t& c : cps) c = title_of(c);
            return to_utf8(cps);
        }
        if (kRepeats.contains(word.folded) && i > 0 && is_number(words_[i - 1])) return lowered(cps, 0, cps.size());
        std::size_t begin = 0;
        for (std::size_t k = 0; k <= cps.size(); k++) {
            if (k < cps.size() && cps[k] != '-' && cps[k] != '\'' && cps[k] != '/') continue;
            const bool small = (i > first_ || begin > 0) && is_small(cps, begin, k);
            const bool elided = k < cps.size() && cps[k] == '\'' && k - begin == 1 && i > first_;
            lowered(cps, begin, k);
            if (!small && !elided && begin < k && (begin == 0 || !is_letter(cps[begin - 1]))) capitalize(cps, begin, k);
            begin = k + 1;
        }
        compose(cps);
        return to_utf8(cps);
    }

    static void capitalize(CodePoints& cps, std::size_t begin, std::size_t end) {
        while (begin < end && !is_letter_or_digit(cps[begin])) begin++;
        if (begin < end) cps[begin] = title_of(cps[begin]);
        // The dots of "P.O." part words.
        for (std::size_t k = begin + 1; k < end; k++)
            if (cps[k - 1] == '.') cps[k] = title_of(cps[k]);
    }

    static std::string lowered(CodePoints& cps, std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; k++) cps[k] = lower_of(cps[k]);
        return to_utf8(cps);
    }

    static bool is_small(const CodePoints& cps, std::size_t begin, std::size_t end) {
        return kSmall.contains(fold(to_utf8(cps.data() + begin, cps.data() + end)));
    }

    std::vector<Word> words_;
    std::size_t first_ = 0;  // the first word behind the house number
    std::size_t last_ = 0;   // one past the last word of the street
    bool uniform_ = false;
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
    return Line(s).clean();
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
