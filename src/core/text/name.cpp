// SPDX-License-Identifier: PostgreSQL
#include "core/text/name.hpp"

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/fold.hpp"
#include "core/text/romanize.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestName = 1024;  // bytes; longer texts are no names

// Titles and civilities in front of a name, folded. Words that are common names too (Don, Pan before a short
// word, M before an initial) are told apart by strip_title_words.
constexpr std::string_view kTitleWords[] = {
    "avv", "capt", "captain", "col", "dame", "dhr", "dna", "docteur", "doctor", "dona", "dott", "dottor",
    "dottoressa", "dottssa", "doutor", "dr", "dra", "drs", "fraeulein", "frau", "fraulein", "frl", "hauptmann",
    "herr", "herrn", "hon", "ing", "kapitan", "lady", "lord", "m", "madam", "madame", "mademoiselle", "maitre",
    "melle", "meneer", "mevr", "mevrouw", "mgr", "miss", "mister", "mle", "mlle", "mme", "monsieur", "mr", "mrs",
    "ms", "mx", "pan", "pani", "panna", "prof", "profesor", "profesora", "professeur", "professor", "professora",
    "professore", "rev", "reverend", "sen", "senhor", "senhora", "senor", "senora", "senorita", "sgt", "sig",
    "signor", "signora", "signore", "signorina", "sir", "sr", "sra", "srta", "vve",
};
constexpr WordSet<std::size(kTitleWords)> kTitles(kTitleWords);

constexpr std::string_view kSuffixWords[] = {
    "cpa", "dds", "dmd", "dphil", "esq", "jd", "llb", "llm", "mba", "md", "msc", "obe", "pharmd", "phd", "psyd", "rn",
};
constexpr WordSet<std::size(kSuffixWords)> kSuffixes(kSuffixWords);
constexpr std::string_view kGenerationWords[] = {
    "2nd", "3rd", "4th", "ii", "iii", "iv", "jnr", "jr", "junior", "senior", "snr", "sr",
};
constexpr WordSet<std::size(kGenerationWords)> kGenerations(kGenerationWords);
constexpr std::string_view kParticleWords[] = {
    "a", "abu", "al", "am", "auf", "aus", "av", "ben", "bin", "bint", "d", "da", "dal", "dalla", "dalle", "das", "de",
    "degli", "dei", "del", "della", "delle", "delli", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "en",
    "et", "i", "ibn", "il", "in", "la", "las", "le", "les", "lo", "los", "op", "ou", "t", "te", "ten", "ter", "the",
    "til", "tot", "und", "van", "vom", "von", "y", "z", "zu", "zum", "zur",
};
constexpr WordSet<std::size(kParticleWords)> kParticles(kParticleWords);

// Mac is a prefix only before these; elsewhere (Macron, Machado, Mack) it is part of the name.
constexpr std::string_view kAfterMacWords[] = {
    "alister", "allister", "arthur", "aulay", "bride", "callum", "cormack", "dermott", "donald", "donell", "dougall",
    "duff", "ewan", "farlane", "gowan", "gregor", "guire", "intosh", "intyre", "kenna", "kinnon", "lachlan", "laren",
    "lean", "leish", "lennan", "leod", "manus", "millan", "murray", "namara", "naughton", "neil", "neill", "nicol",
    "phail", "pherson", "quarrie", "rae", "taggart", "tavish", "vicar",
};
constexpr WordSet<std::size(kAfterMacWords)> kAfterMac(kAfterMacWords);

bool is_word(char32_t c) { return is_letter_or_digit(c) || is_mark(c); }

// True for what may stand in a name; the rest separates.
bool belongs(char32_t c) {
    constexpr std::u32string_view kPunctuation = U"-.,&/()\"'\u00B7";
    return is_word(c) || kPunctuation.find(c) != std::u32string_view::npos;
}

// Composed code points with single spaces and no space before a comma.
CodePoints clean(std::string_view s) {
    CodePoints out;
    for (char32_t raw : plain_text(s)) {
        const char32_t c = belongs(raw) ? raw : U' ';
        if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
        if (c == ',' && !out.empty() && out.back() == ' ') out.pop_back();
        out.push_back(c);
    }
    return out;
}

bool trimmable(char32_t c) { return c == ' ' || c == '-' || c == ',' || c == '/' || c == '&' || c == '\''; }

void trim(CodePoints& cps) {
    const auto stray = [](const CodePoints& v) {
        const char32_t c = v.back();
        if (trimmable(c)) return true;
        if (c != '.') return false;
        // The dot of an initial or of an abbreviation stays.
        return v.size() < 2 || !is_word(v[v.size() - 2]);
    };
    while (!cps.empty() && stray(cps)) cps.pop_back();
    std::size_t begin = 0;
    while (begin < cps.size() && (trimmable(cps[begin]) || cps[begin] == '.')) begin++;
    cps.erase(cps.begin(), cps.begin() + static_cast<std::ptrdiff_t>(begin));
}

// True when `word` in front of `next` is a title rather than a name or an initial; both folded.
bool is_title_before(std::string_view word, bool dotted, std::string_view next, std::size_t words) {
    if (!kTitles.contains(word)) return false;
    if (next.empty()) return false;
    if (word == "m") return next.size() > 1 && (dotted || words >= 3);
    if (word == "pan") return words >= 3 || next.size() >= 4;
    return true;
}

// Where the word starting at `at` ends.
std::size_t word_end(const CodePoints& cps, std::size_t at) {
    while (at < cps.size() && cps[at] != ' ') at++;
    return at;
}

// "Sig.ra" folds to two words, the title is the first of them; "prof.ssa" likewise.
std::string title_form(const std::string& folded) {
    const std::size_t space = folded.find(' ');
    const std::string_view rest = space == std::string::npos ? std::string_view{} : std::string_view(folded).substr(space + 1);
    return rest == "ra" || rest == "na" || rest == "ssa" ? folded.substr(0, space) : folded;
}

std::size_t count_words(const CodePoints& cps, std::size_t from) {
    std::size_t n = 0;
    for (std::size_t i = from; i < cps.size(); i++) n += cps[i] != ' ' && (i == from || cps[i - 1] == ' ') ? 1 : 0;
    return n;
}

void strip_titles(CodePoints& cps) {
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = word_end(cps, begin);
        if (end == cps.size()) break;
        const std::string word = title_form(fold(to_utf8(&cps[begin], &cps[end])));
        const std::size_t next_end = word_end(cps, end + 1);
        const std::string next = fold(to_utf8(cps.data() + end + 1, cps.data() + next_end));
        if (!is_title_before(word, cps[end - 1] == '.', next, count_words(cps, begin))) break;
        begin = end + 1;
    }
    cps.erase(cps.begin(), cps.begin() + static_cast<std::ptrdiff_t>(begin));
}

// Removes degrees at the end, as long as something stays in front of them.
void strip_degrees(CodePoints& cps) {
    for (;;) {
        std::size_t begin = cps.size();
        while (begin > 0 && cps[begin - 1] != ' ') begin--;
        if (begin == 0) return;
        std::string word = fold(to_utf8(&cps[begin], cps.data() + cps.size()));
        std::erase(word, ' ');
        if (!kSuffixes.contains(word)) return;
        cps.resize(begin);
        trim(cps);
    }
}

// A stretch of letters between separators, with its place in the whole name.
struct Segment {
    std::size_t begin;
    std::size_t end;
    bool first;  // of the name
    bool last;
};

bool is_roman_generation(const CodePoints& cps, const Segment& s) {
    const std::string word = fold(to_utf8(&cps[s.begin], cps.data() + s.end));
    return word == "ii" || word == "iii" || word == "iv" || word == "vi" || word == "vii" || word == "viii";
}

void capitalize(CodePoints& cps, std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    for (std::size_t i = begin; i < end; i++) cps[i] = i == begin ? title_of(cps[i]) : lower_of(cps[i]);
    if (end - begin > 1 && cps[end - 1] == 0x3C3) cps[end - 1] = 0x3C2;  // sigma at the end of a word
    const std::size_t length = end - begin;
    const auto at = [&](std::size_t i) { return cps[begin + i]; };
    if (length > 4 && at(0) == 'M' && at(1) == 'c') cps[begin + 2] = title_of(at(2));
    if (length > 5 && at(0) == 'M' && at(1) == 'a' && at(2) == 'c') {
        const std::string rest = to_utf8(&cps[begin + 3], cps.data() + end);
        if (kAfterMac.contains(rest)) cps[begin + 3] = title_of(at(3));
    }
}

// Capital and small letters of one word that begins with a cased letter; it may hold apostrophes: O'Neil, D'Artagnan, Dell'Acqua.
void recase(CodePoints& cps, const Segment& word, bool uniform) {
    const std::string folded = fold(to_utf8(&cps[word.begin], cps.data() + word.end));
    if (word.last && !word.first && is_roman_generation(cps, word)) {
        for (std::size_t i = word.begin; i < word.end; i++) cps[i] = title_of(cps[i]);
        return;
    }
    if (uniform && !word.first && !word.last && kParticles.contains(folded)) {
        for (std::size_t i = word.begin; i < word.end; i++) cps[i] = lower_of(cps[i]);
        return;
    }
    std::size_t begin = word.begin;
    for (std::size_t i = word.begin; i <= word.end; i++) {
        if (i < word.end && cps[i] != '\'') continue;
        if (begin == word.begin || i - begin > 1)
            capitalize(cps, begin, i);
        else
            for (std::size_t k = begin; k < i; k++) cps[k] = lower_of(cps[k]);  // 's
        begin = i + 1;
    }
}

// In mixed text a word in capitals is a surname written large, unless it is short enough for initials (JP).
bool shouted(const CodePoints& cps, const Segment& word) {
    std::size_t letters = 0;
    bool vowel = false;
    for (std::size_t i = word.begin; i < word.end; i++) {
        if (is_lower(cps[i])) return false;
        if (!is_upper(cps[i])) continue;
        letters++;
        vowel = vowel || std::u32string_view(U"AEIOUYÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖÙÚÛÜÝ").find(cps[i]) != std::u32string_view::npos;
    }
    return letters > 2 || (letters == 2 && vowel);
}

void recase_all(CodePoints& cps) {
    const bool uniform = uniform_case(cps);
    std::size_t last_letter = cps.size();
    while (last_letter > 0 && !is_word(cps[last_letter - 1])) last_letter--;
    bool first = true;
    for (std::size_t at = 0; at < cps.size();) {
        if (!is_word(cps[at])) {
            at++;
            continue;
        }
        Segment word{at, at, first, false};
        while (word.end < cps.size() &&
               (is_word(cps[word.end]) || (cps[word.end] == '\'' && word.end + 1 < cps.size() && is_word(cps[word.end + 1]))))
            word.end++;
        word.last = word.end == last_letter;
        const bool cased = title_of(cps[word.begin]) != lower_of(cps[word.begin]);
        if (cased && (uniform || shouted(cps, word))) recase(cps, word, uniform);
        first = false;
        at = word.end;
    }
}

}  // namespace

bool is_title_word(std::string_view folded) noexcept { return kTitles.contains(folded); }

bool is_name_particle(std::string_view folded) noexcept { return kParticles.contains(folded); }

std::optional<std::string> normalize_name(std::string_view s) {
    if (s.size() > kLongestName) return std::nullopt;
    CodePoints cps = clean(s);
    trim(cps);
    strip_titles(cps);
    strip_degrees(cps);
    trim(cps);
    bool letters = false;
    for (char32_t c : cps) letters = letters || is_letter(c);
    if (!letters) return std::nullopt;
    recase_all(cps);
    compose(cps);
    return to_utf8(cps);
}

std::string name_key(std::string_view s) {
    const std::string folded = fold(s);
    std::string_view rest = folded;
    std::size_t words = folded.empty() ? 0 : 1;
    for (char c : folded) words += c == ' ' ? 1 : 0;
    for (;;) {
        std::string_view after = rest;
        const std::string_view word = next_word(after);
        std::string_view next = after;
        const std::string_view following = next_word(next);
        const bool dotted = word == "m" && s.find('.') < s.find(' ');
        if (!is_title_before(word, dotted, following, words)) break;
        rest = after;
        words--;
        if (following == "ra" || following == "ssa") {
            if (next.empty()) break;
            rest = next;
            words--;
        }
    }
    while (words > 1) {
        const std::size_t space = rest.rfind(' ');
        const std::string_view word = rest.substr(space + 1);
        if (!kGenerations.contains(word) && !kSuffixes.contains(word)) break;
        rest = rest.substr(0, space);
        words--;
    }
    return std::string(rest);
}

}  // namespace cdp::text
