// SPDX-License-Identifier: PostgreSQL
#include "core/compare/company.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/company.hpp"
#include "core/text/fold.hpp"
#include "core/text/name.hpp"
#include "core/text/utf8.hpp"

namespace cdp::compare {

namespace {

constexpr double kCommonWeight = 0.3;
constexpr double kTieWeight = 0.05;
constexpr double kOtherForm = 0.95;
constexpr double kUntoldForm = 0.98;
constexpr double kAcronym = 0.9;
constexpr double kWordLeftOut = 0.9;
constexpr double kTwoLetters = 0.8;
constexpr std::size_t kLongestAcronym = 8;
constexpr std::size_t kLeastToLeaveOut = 4;  // letters
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// Words that tell little in the name of a company, folded.
constexpr std::string_view kCommonWords[] = {
    "agence",        "agency",     "associates",   "association", "associes",
    "beratung",      "bros",       "brothers",     "cabinet",     "compagnie",
    "compania",      "company",    "conseil",      "consulting",  "dienstleistungen",
    "distribution",  "enterprise", "enterprises",  "entreprise",  "etablissements",
    "ets",           "europe",     "figli",        "fils",        "firma",
    "france",        "freres",     "gesellschaft", "global",      "group",
    "groupe",        "grupo",      "gruppe",       "gruppo",      "handel",
    "hermanos",      "hijos",      "holding",      "holdings",    "industries",
    "international", "logistics",  "management",   "partner",     "partners",
    "services",      "servicios",  "servizi",      "societe",     "sohn",
    "sohne",         "solutions",  "sons",         "systems",     "technologies",
    "technology",    "trading",    "transports",   "uk",          "usa",
    "verwaltung",
};
constexpr text::WordSet<std::size(kCommonWords)> kCommon(kCommonWords);

constexpr std::string_view kTieWords[] = {"and", "et", "of", "the", "und", "y"};
constexpr text::WordSet<std::size(kTieWords)> kTies(kTieWords);

double weight_of(std::string_view word) noexcept {
    if (kTies.contains(word)) return kTieWeight;
    if (word.size() == 1) return kInitialWeight;
    if (kCommon.contains(word)) return kCommonWeight;
    return text::is_name_particle(word) ? kTieWeight : 1;
}

double form_factor(std::string_view a, std::string_view b) noexcept {
    if (a == b) return 1;
    return a.empty() || b.empty() ? kUntoldForm : kOtherForm;
}

// What an acronym may pass over, besides articles and particles.
constexpr std::string_view kSmallWords[] = {
    "a", "au", "aux", "d", "dans", "e", "en", "for", "fur", "im", "in", "l", "on", "par", "per", "pour", "s", "sur",
    "to", "zum", "zur",
};
constexpr text::WordSet<std::size(kSmallWords)> kSmall(kSmallWords);
static_assert(kMostWords < 64);  // ends of runs are bits

bool is_small(const Word& word) noexcept { return word.weight < kTie || kSmall.contains(word.text); }

// Words of a text as initials are taken from them: elided ones apart, "d'etudes" is two.
std::string parted(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); i++) {
        const bool curly = text.substr(i).starts_with("\u2019");
        out.push_back(curly || text[i] == '\'' ? ' ' : text[i]);
        if (curly) i += 2;
    }
    return out;
}

// Single letters in a row as one word: "a b c center" -> "abc center".
std::string join_letters(std::string_view core) {
    std::string out;
    bool letter = false;
    while (!core.empty()) {
        const std::string_view word = text::next_word(core);
        if (!out.empty() && !(letter && word.size() == 1)) out.push_back(' ');
        out += word;
        letter = word.size() == 1;
    }
    return out;
}

std::vector<Word> weighed_words(std::string_view folded) {
    std::vector<Word> words;
    while (!folded.empty() && words.size() < kMostWords) {
        const std::string_view word = text::next_word(folded);
        words.push_back({word, weight_of(word), 0});
    }
    return words;
}

// The folded words of a text that are written with capitals and small letters both.
std::vector<std::string> written_as_names(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size() && out.size() < kMostWords;) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        text::CodePoints cps;
        text::decode_utf8(word, cps);
        if (std::ranges::any_of(cps, text::is_upper) && std::ranges::any_of(cps, text::is_lower)) out.push_back(text::fold(word));
        at = end + 1;
    }
    return out;
}

// One past the last of the words from `at` on whose initials are the letters, 0 when they are not. Small words count or
// not; the one at `left_out` does not.
std::size_t match_initials(std::string_view letters, std::span<const Word> words, std::size_t at, bool small,
                           std::size_t left_out) {
    for (std::size_t letter = 0; letter < letters.size(); at++) {
        if (at == words.size()) return 0;
        if (at == left_out || (!small && is_small(words[at]))) continue;
        if (words[at].text.front() != letters[letter++]) return 0;
    }
    return at == left_out ? at + 1 : at;
}

// Calls `found(end, factor)` for each run of words from `at` on that the letters stand for, once for each end, with the
// greatest factor.
template <class Found>
void each_run(std::string_view letters, std::span<const Word> words, std::size_t at, const Found& found) {
    if (words[at].text.front() != letters.front()) return;
    std::uint64_t seen = 0;
    const auto report = [&](std::size_t end, double factor) {
        if (end == 0 || (seen >> end & 1) != 0) return;
        seen |= std::uint64_t{1} << end;
        found(end, factor);
    };
    const double factor = letters.size() == 2 ? kAcronym * kTwoLetters : kAcronym;
    for (const bool small : {false, true}) report(match_initials(letters, words, at, small, kNone), factor);
    if (letters.size() < kLeastToLeaveOut) return;
    for (const bool small : {false, true})
        for (std::size_t left_out = at + 1; left_out < words.size(); left_out++)
            if (const std::size_t end = match_initials(letters, words, at, small, left_out); end > left_out)
                report(end, factor * kWordLeftOut);
}

bool equal_but_for_spaces(std::string_view a, std::string_view b) noexcept {
    std::size_t i = 0, k = 0;
    for (;;) {
        while (i < a.size() && a[i] == ' ') i++;
        while (k < b.size() && b[k] == ' ') k++;
        if (i == a.size() || k == b.size()) return i == a.size() && k == b.size();
        if (a[i++] != b[k++]) return false;
    }
}

}  // namespace

CompanyForm::CompanyForm(std::string_view company, const Work&) {
    const std::string_view head = text::head_of(company, kLongestCompanyForm);
    const std::string apart = parted(head);
    folded_ = text::fold(head);
    core_ = join_letters(text::company_core(head));
    parted_ = apart == head ? folded_ : text::fold(apart);
    parted_core_ = apart == head ? core_ : join_letters(text::company_core(apart));
    if (const auto form = text::company_legal_form(head)) legal_form_ = text::fold(*form);
    names_ = written_as_names(head);
    words_ = weighed_words(core_);
    whole_words_ = weighed_words(parted_);
    core_words_ = weighed_words(parted_core_);
}

bool CompanyForm::may_be_acronym(std::string_view word) const noexcept {
    return word.size() >= 2 && word.size() <= kLongestAcronym && std::ranges::all_of(word, text::is_ascii_lower) &&
           std::ranges::find(names_, word) == names_.end();
}

double CompanyForm::acronym_similarity(const CompanyForm& a, const CompanyForm& b) {
    double best = 0;
    const std::span<const Word> whole = b.whole_words_, core = b.core_words_;
    for (std::size_t i = 0; i < a.words_.size(); i++) {
        const Word& acronym = a.words_[i];
        const auto before = a.words_.begin() + static_cast<std::ptrdiff_t>(i);
        if (!a.may_be_acronym(acronym.text) || std::find_if(a.words_.begin(), before, [&](const Word& w) { return w.text == acronym.text; }) != before)
            continue;
        // A name that is one acronym, of the legal form too: BBC.
        if (a.words_.size() == 1 && !whole.empty())
            each_run(acronym.text, whole, 0, [&](std::size_t end, double factor) {
                if (end == whole.size()) best = std::max(best, factor);
            });
        for (std::size_t at = 0; at < core.size(); at++)
            each_run(acronym.text, core, at, [&](std::size_t end, double factor) {
                if (end - at < 2 || factor <= best) return;
                std::vector<Word> words(core.begin(), core.begin() + static_cast<std::ptrdiff_t>(at));
                words.push_back(acronym);
                words.insert(words.end(), core.begin() + static_cast<std::ptrdiff_t>(end), core.end());
                best = std::max(best, factor * align_words(a.words_, words));
            });
    }
    return best;
}

double company_similarity(const CompanyForm& a, const CompanyForm& b) {
    if (a.folded_ == b.folded_) return 1;
    const double forms = form_factor(a.legal_form_, b.legal_form_);
    if (equal_but_for_spaces(a.core_, b.core_)) return forms;
    if (a.words_.empty() || b.words_.empty()) return 0;
    const double acronyms = std::max(CompanyForm::acronym_similarity(a, b), CompanyForm::acronym_similarity(b, a));
    return forms * std::max(acronyms, align_words(a.words_, b.words_));
}

}  // namespace cdp::compare
