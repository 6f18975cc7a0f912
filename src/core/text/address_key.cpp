// SPDX-License-Identifier: PostgreSQL
// The key of a street line: words that stand for one another in one short form, numbers as digits.
#include <string>
#include <utility>
#include <vector>

#include "core/text/address.hpp"
#include "core/text/ascii.hpp"
#include "core/text/fold.hpp"
#include "core/text/street_suffixes.hpp"
#include "core/text/street_words.hpp"

namespace cdp::text {

using namespace street_words;

namespace {

// Folded word -> its short form in keys, before kSuffixesShort is asked. "st" is street and saint alike, so that neither
// needs to be told apart.
constexpr WordValue<std::string_view> kShortWords[] = {
    {"abbaye", "abe"}, {"aleja", "al"}, {"aleje", "al"}, {"allee", "all"}, {"allees", "all"}, {"anex", "anx"},
    {"apart", "apt"}, {"apartment", "apt"}, {"appartement", "apt"}, {"appt", "apt"}, {"apto", "apt"}, {"avd", "av"},
    {"avda", "av"}, {"ave", "av"}, {"aven", "av"}, {"avenida", "av"}, {"avenu", "av"}, {"avenue", "av"},
    {"avn", "av"}, {"avnue", "av"}, {"batiment", "bat"}, {"berge", "ber"}, {"bld", "bd"}, {"bldg", "bat"},
    {"blv", "bd"}, {"blvd", "bd"}, {"boucle", "bcle"}, {"boul", "bd"}, {"boulevard", "bd"}, {"boulvard", "bd"},
    {"bourg", "brg"}, {"building", "bat"}, {"bulevar", "bd"}, {"bulwar", "bd"}, {"bvd", "bd"}, {"bvld", "bd"},
    {"calle", "c"}, {"canyn", "cyn"}, {"capitaine", "cpt"}, {"capt", "cpt"}, {"carrefour", "car"}, {"carrera", "cra"},
    {"carretera", "ctra"}, {"center", "ctr"}, {"centre", "ctr"}, {"ch", "che"}, {"chaussee", "chs"}, {"chem", "che"},
    {"chemin", "che"}, {"chm", "che"}, {"circuit", "cir"}, {"cll", "c"}, {"close", "cl"}, {"cne", "cpt"},
    {"cnl", "col"}, {"colonel", "col"}, {"commandant", "cdt"}, {"corniche", "cor"}, {"corso", "cso"},
    {"cours", "crs"}, {"crossrd", "xrd"}, {"crt", "ct"}, {"descente", "dsc"}, {"digue", "dig"}, {"docteur", "dr"},
    {"doctor", "dr"}, {"domaine", "dom"}, {"drv", "dr"}, {"east", "e"}, {"ecart", "eca"}, {"escalier", "esc"},
    {"esplanade", "esp"}, {"etage", "etg"}, {"faubourg", "fg"}, {"fbg", "fg"}, {"fbourg", "fg"}, {"ferme", "frm"},
    {"flat", "apt"}, {"floor", "etg"}, {"fontaine", "fon"}, {"gal", "gen"}, {"garden", "gdns"}, {"gdn", "gdns"},
    {"general", "gen"}, {"glorieta", "gta"}, {"grand", "gd"}, {"grande", "gde"}, {"grove", "gr"}, {"grv", "gr"},
    {"halle", "hle"}, {"hameau", "ham"}, {"harbour", "hbr"}, {"immeuble", "imm"}, {"impasse", "imp"},
    {"jardin", "jard"}, {"jetee", "jte"}, {"largo", "lgo"}, {"lieudit", "ld"}, {"lieutenant", "lt"},
    {"lotissement", "lot"}, {"marche", "mar"}, {"marechal", "mal"}, {"monseigneur", "mgr"}, {"montee", "mte"},
    {"north", "n"}, {"northeast", "ne"}, {"northwest", "nw"}, {"osiedle", "os"}, {"parks", "park"},
    {"parkways", "pkwy"}, {"parvis", "prv"}, {"paseo", "pso"}, {"passage", "pas"}, {"passerelle", "ple"},
    {"petite", "pte"}, {"piazza", "pl"}, {"piazzale", "pl"}, {"pky", "pkwy"}, {"plaats", "pl"}, {"plac", "pl"},
    {"placette", "ptte"}, {"plaine", "pln"}, {"plateau", "plt"}, {"platz", "pl"}, {"plaza", "pl"}, {"plce", "pl"},
    {"plz", "pl"}, {"pointe", "pnt"}, {"porte", "pte"}, {"president", "pdt"}, {"prof", "pr"}, {"professeur", "pr"},
    {"professor", "pr"}, {"promenade", "prom"}, {"psge", "pas"}, {"pza", "pl"}, {"qu", "quai"}, {"quartier", "qua"},
    {"rampe", "rpe"}, {"rempart", "rem"}, {"resid", "res"}, {"residence", "res"}, {"residenza", "res"},
    {"rocade", "roc"}, {"rotonde", "rtd"}, {"ruelle", "rle"}, {"saint", "st"}, {"sainte", "ste"}, {"saintes", "stes"},
    {"saints", "sts"}, {"sankt", "st"}, {"sentier", "sen"}, {"sergent", "sgt"}, {"sint", "st"}, {"south", "s"},
    {"southeast", "se"}, {"southwest", "sw"}, {"spurs", "spur"}, {"sqr", "sq"}, {"straat", "str"}, {"strase", "str"},
    {"strasse", "str"}, {"suite", "ste"}, {"terr", "tce"}, {"terrace", "tce"}, {"tertre", "trt"}, {"traverse", "tra"},
    {"travesia", "trva"}, {"ulica", "ul"}, {"unt", "unit"}, {"urbanizacion", "urb"}, {"venelle", "ven"},
    {"vge", "vlge"}, {"viale", "vle"}, {"vicolo", "vlo"}, {"villa", "vla"}, {"village", "vlge"}, {"vlg", "vlge"},
    {"voie", "voi"}, {"walks", "walk"}, {"ways", "way"}, {"west", "w"}, {"zart", "za"},
};
constexpr WordMap<std::string_view, std::size(kShortWords)> kShort(kShortWords);

// The same of two folded words.
constexpr WordValue<std::string_view> kShortPairWords[] = {
    {"ancien chemin", "ach"}, {"ancienne route", "art"}, {"boite postale", "bp"}, {"case postale", "bp"},
    {"chef lieu", "chl"}, {"gde rue", "gr"}, {"grand boulevard", "gbd"}, {"grand place", "gpl"},
    {"grande place", "gpl"}, {"grande rue", "gr"}, {"lieu dit", "ld"}, {"notre dame", "nd"}, {"nouvelle route", "nte"},
    {"petit chemin", "pch"}, {"petite allee", "pta"}, {"petite avenue", "pae"}, {"petite impasse", "pim"},
    {"petite route", "prt"}, {"petite rue", "ptr"}, {"post box", "po box"}, {"pte rue", "ptr"}, {"rond point", "rpt"},
    {"terre plein", "tpl"}, {"vieille route", "vte"}, {"vieux chemin", "vche"}, {"zone artisanale", "za"}, {"zone commerciale", "zc"},
    {"zone dactivite", "za"}, {"zone dactivites", "za"}, {"zone industrielle", "zi"},
};
constexpr WordMap<std::string_view, std::size(kShortPairWords)> kShortPairs(kShortPairWords);

// Numbers in words, English and French, cardinal and ordinal.
constexpr WordValue<int> kNumberWords[] = {
    {"cinq", 5}, {"cinquante", 50}, {"cinquieme", 5}, {"deux", 2}, {"deuxieme", 2}, {"dix", 10}, {"dixieme", 10},
    {"douze", 12}, {"douzieme", 12}, {"eight", 8}, {"eighteen", 18}, {"eighteenth", 18}, {"eighth", 8},
    {"eightieth", 80}, {"eighty", 80}, {"eleven", 11}, {"eleventh", 11}, {"fifteen", 15}, {"fifteenth", 15},
    {"fifth", 5}, {"fiftieth", 50}, {"fifty", 50}, {"first", 1}, {"five", 5}, {"fortieth", 40}, {"forty", 40},
    {"four", 4}, {"fourteen", 14}, {"fourteenth", 14}, {"fourth", 4}, {"huit", 8}, {"huitieme", 8}, {"neuf", 9},
    {"neuvieme", 9}, {"nine", 9}, {"nineteen", 19}, {"nineteenth", 19}, {"ninetieth", 90}, {"ninety", 90}, {"ninth", 9},
    {"one", 1}, {"onze", 11}, {"onzieme", 11}, {"premier", 1}, {"premiere", 1}, {"quarante", 40}, {"quatorze", 14},
    {"quatre", 4}, {"quatrieme", 4}, {"quinze", 15}, {"second", 2}, {"seconde", 2}, {"seize", 16}, {"sept", 7},
    {"septieme", 7}, {"seven", 7}, {"seventeen", 17}, {"seventeenth", 17}, {"seventh", 7}, {"seventieth", 70},
    {"seventy", 70}, {"six", 6}, {"sixieme", 6}, {"sixteen", 16}, {"sixteenth", 16}, {"sixth", 6}, {"sixtieth", 60},
    {"sixty", 60}, {"soixante", 60}, {"ten", 10}, {"tenth", 10}, {"third", 3}, {"thirteen", 13}, {"thirteenth", 13},
    {"thirtieth", 30}, {"thirty", 30}, {"three", 3}, {"treize", 13}, {"trente", 30}, {"trois", 3}, {"troisieme", 3},
    {"twelfth", 12}, {"twelve", 12}, {"twentieth", 20}, {"twenty", 20}, {"two", 2}, {"un", 1}, {"une", 1},
    {"vingt", 20}, {"vingtieme", 20},
};
constexpr WordMap<int, std::size(kNumberWords)> kNumbers(kNumberWords);

// Days in front of a month that name streets, Spanish, Italian and Portuguese: dos de mayo, venti settembre.
constexpr WordValue<int> kDayWords[] = {
    {"cinco", 5}, {"cinque", 5}, {"diciannove", 19}, {"dieci", 10}, {"dieciocho", 18}, {"doce", 12},
    {"dodici", 12}, {"dois", 2}, {"dos", 2}, {"due", 2}, {"nove", 9}, {"nueve", 9}, {"once", 11}, {"otto", 8}, {"primeiro", 1}, {"primero", 1},
    {"primo", 1}, {"quattro", 4}, {"quince", 15}, {"quindici", 15}, {"sei", 6}, {"seis", 6}, {"sete", 7},
    {"sette", 7}, {"siete", 7}, {"tre", 3}, {"trenta", 30}, {"tres", 3}, {"uno", 1}, {"veinte", 20}, {"veinticinco", 25},
    {"venti", 20}, {"venticinque", 25}, {"ventiquattro", 24}, {"ventotto", 28}, {"ventuno", 21}, {"vinte", 20},
};
constexpr WordMap<int, std::size(kDayWords)> kDays(kDayWords);

using Views = std::vector<std::string_view>;

bool is_digits(std::string_view word) { return word.find_first_not_of("0123456789") == std::string_view::npos; }

// Digits without the ending of an ordinal: 5th, 1er, and 3e behind an article or a house number.
std::string_view ordinal_digits(std::string_view word, std::string_view before) {
    const std::string_view end = behind_digits(word);
    constexpr std::string_view kArticleWords[] = {"au", "de", "du", "la", "le", "les"};
    constexpr WordSet<std::size(kArticleWords)> kArticles(kArticleWords);
    const bool e = end == "e" && (kArticles.contains(before) || (!before.empty() && is_digits(before)));
    return end.size() < word.size() && (e || kOrdinalEnds.contains(end)) ? word.substr(0, word.size() - end.size())
                                                                        : std::string_view();
}

// The day that word `i` names in front of a month, perhaps with "de" between; 0 for none.
int day_at(const Views& words, std::size_t i) {
    const auto word = [&](std::size_t k) { return k < words.size() ? words[k] : std::string_view(); };
    if (!kMonths.contains(word(i + 1)) && !(word(i + 1) == "de" && kMonths.contains(word(i + 2)))) return 0;
    if (const int* day = kDays.find(words[i])) return *day;
    return roman_day(words[i]);
}

// The number that begins with word `i` and how many words it takes: fifth, dix-sept, vingt et un, forty second.
// "neuf" is new as well, and a number before a month only; "un" is an article, and a number behind tens only.
std::pair<int, std::size_t> number_at(const Views& words, std::size_t i) {
    const int* const first = kNumbers.find(words[i]);
    if (first == nullptr || words[i].starts_with("un")) return {day_at(words, i), 1};
    const auto word = [&](std::size_t k) { return k < words.size() ? words[k] : std::string_view(); };
    const std::size_t next = i + (word(i + 1) == "et" ? 2 : 1);
    const int* const second = kNumbers.find(word(next));
    const int low = second == nullptr ? 0 : *second;
    if (*first >= 20 && low > 0 && low < 10) return {*first + low, next + 1 - i};
    if (words[i] == "dix" && next == i + 1 && low >= 7 && low < 10) return {10 + low, 2};
    if (words[i] == "neuf" && !kMonths.contains(word(i + 1))) return {0, 1};
    return {*first, 1};
}

// "bahnhofstrasse" -> "bahnhofstr", "kerkstraat" -> "kerkstr", "goetheplatz" -> "goethepl".
std::string_view short_suffix(std::string_view word, std::string& storage) {
    for (const auto& [suffix, brief] : {std::pair<std::string_view, std::string_view>("strasse", "str"), {"straat", "str"}, {"platz", "pl"}}) {
        if (word.size() <= suffix.size() + 2 || !word.ends_with(suffix)) continue;
        storage.assign(word.substr(0, word.size() - suffix.size()));
        storage += brief;
        return storage;
    }
    return word;
}

// Appends words in short form to a key.
class Key {
public:
    explicit Key(const Views& words) : words_(words) {}

    std::string text() {
        // No. 12 High Street
        if (words_.size() > 2 && kNumberMarks.contains(words_[0]) && is_digits(words_[1])) at_ = 1;
        while (at_ < words_.size()) take();
        return std::move(out_);
    }

private:
    void append(std::string_view word, std::size_t taken) {
        if (!out_.empty()) out_.push_back(' ');
        out_ += word;
        at_ += taken;
    }

    bool last() const { return at_ + 1 == words_.size(); }

    void take() {
        std::string_view word = words_[at_];
        const bool after_number = std::exchange(after_number_, is_digits(word));
        if (after_number && !last() && (kRepeats.contains(word) || word == "b" || word == "t")) {
            out_ += word;
            at_++;
            return;
        }
        if (after_number && !last() && kFlatMarks.contains(word) && is_digits(words_[at_ + 1])) {  // 12 m 7, 12/7
            at_++;
            return;
        }
        if (take_po() || take_pair() || take_number()) return;
        if (after_number && word == "r" && !last()) word = "rue";
        if (!after_number && word == "ter") word = "terrace";
        const std::string_view* brief = kShort.find(word);
        if (brief == nullptr) brief = kSuffixesShort.find(word);
        std::string storage;
        append(brief != nullptr ? *brief : short_suffix(word, storage), 1);
    }

    // PO, P.O. before a box; in front of anything else it is P\u00BA, the paseo.
    bool take_po() {
        const std::size_t n = words_[at_] == "po" ? 1 : words_[at_] == "p" && !last() && words_[at_ + 1] == "o" ? 2 : 0;
        if (n == 0) return false;
        const bool paseo = at_ == 0 && n < words_.size() && words_[n] != "box";
        append(paseo ? "pso" : "po", n);
        return true;
    }

    bool take_pair() {
        if (last()) return false;
        std::string pair(words_[at_]);
        pair += ' ';
        pair += words_[at_ + 1];
        const std::string_view* brief = kShortPairs.find(pair);
        if (brief != nullptr) append(*brief, 2);
        return brief != nullptr;
    }

    bool take_number() {
        const std::string_view digits = ordinal_digits(words_[at_], at_ > 0 ? words_[at_ - 1] : std::string_view());
        if (!digits.empty()) {
            append(digits, 1);
            return true;
        }
        const auto [number, taken] = number_at(words_, at_);
        if (number > 0) append(std::to_string(number), taken);
        return number > 0;
    }

    const Views& words_;
    std::size_t at_ = 0;
    bool after_number_ = false;
    std::string out_;
};

}  // namespace

std::string address_key(std::string_view s) {
    const std::string folded = fold(s);
    Views words;
    for (std::string_view rest = folded; !rest.empty();) words.push_back(next_word(rest));
    return Key(words).text();
}

}  // namespace cdp::text
