// SPDX-License-Identifier: PostgreSQL
#include "core/text/company.hpp"

#include <vector>

#include "core/text/ascii.hpp"
#include "core/text/casing.hpp"
#include "core/text/fold.hpp"
#include "core/text/romanize.hpp"

namespace cdp::text {

namespace {

constexpr std::size_t kLongestCompany = 4096;  // bytes

// One spelling of a legal form; `terse` ones may be ordinary words or initials.
struct LegalForm {
    std::string_view spelling;
    bool terse;
};

// Folded, without spaces.
constexpr WordValue<LegalForm> kFormWords[] = {
    {"ab", {"AB", true}}, {"ae", {"AE", true}}, {"ag", {"AG", false}}, {"aktiebolag", {"AB", false}},
    {"aktiengesellschaft", {"AG", false}}, {"aktieselskab", {"A/S", false}}, {"aps", {"ApS", false}},
    {"as", {"AS", true}}, {"asa", {"ASA", false}}, {"asbl", {"ASBL", false}}, {"bhd", {"Bhd", false}},
    {"bv", {"BV", false}}, {"bvba", {"BVBA", false}}, {"cic", {"CIC", false}}, {"cie", {"Cie", false}},
    {"cio", {"CIO", false}}, {"co", {"Co", true}}, {"corp", {"Corp", false}}, {"corporation", {"Corp", false}},
    {"cv", {"CV", true}}, {"dd", {"d.d.", true}}, {"doo", {"d.o.o.", false}}, {"ead", {"EAD", false}},
    {"earl", {"EARL", false}}, {"eg", {"eG", true}}, {"ei", {"EI", true}}, {"eirl", {"EIRL", false}},
    {"ek", {"e.K.", true}}, {"eood", {"EOOD", false}}, {"epe", {"EPE", false}}, {"eurl", {"EURL", false}},
    {"ev", {"e.V.", true}}, {"gaec", {"GAEC", false}}, {"gbr", {"GbR", false}}, {"ggmbh", {"gGmbH", false}},
    {"gie", {"GIE", false}}, {"gmbh", {"GmbH", false}}, {"inc", {"Inc", false}}, {"incorporated", {"Inc", false}},
    {"kft", {"Kft", false}}, {"kg", {"KG", false}}, {"kgaa", {"KGaA", false}}, {"kk", {"KK", false}},
    {"lda", {"Lda", false}}, {"limitada", {"Ltda", false}}, {"limited", {"Ltd", false}}, {"llc", {"LLC", false}},
    {"llp", {"LLP", false}}, {"lp", {"LP", true}}, {"ltd", {"Ltd", false}}, {"ltda", {"Ltda", false}},
    {"ltee", {"Ltee", false}}, {"mbh", {"mbH", false}}, {"nv", {"NV", false}}, {"nyrt", {"Nyrt", false}},
    {"oao", {"OAO", false}}, {"ohg", {"OHG", false}}, {"ood", {"OOD", false}}, {"ooo", {"OOO", false}},
    {"oue", {"OUE", false}}, {"oy", {"Oy", true}}, {"oyj", {"Oyj", false}}, {"pao", {"PAO", false}},
    {"pc", {"PC", true}}, {"plc", {"PLC", false}}, {"pllc", {"PLLC", false}}, {"proprietary", {"Pty", false}},
    {"pte", {"Pte", true}}, {"pty", {"Pty", false}}, {"pvt", {"Pvt", false}}, {"sa", {"SA", true}},
    {"sae", {"SAE", false}}, {"sal", {"SAL", true}}, {"saoc", {"SAOC", false}}, {"saog", {"SAOG", false}},
    {"sarl", {"SARL", false}}, {"sarlu", {"SARLU", false}}, {"sas", {"SAS", false}}, {"sasp", {"SASP", false}},
    {"sasu", {"SASU", false}}, {"sc", {"SC", true}}, {"sca", {"SCA", false}}, {"scea", {"SCEA", false}},
    {"sci", {"SCI", false}}, {"scm", {"SCM", false}}, {"scop", {"SCOP", false}}, {"scp", {"SCP", false}},
    {"scrl", {"SCRL", false}}, {"sdn", {"Sdn", false}}, {"se", {"SE", true}}, {"selarl", {"SELARL", false}},
    {"sgps", {"SGPS", false}}, {"sicav", {"SICAV", false}}, {"sl", {"SL", true}}, {"sll", {"SLL", false}},
    {"slne", {"SLNE", false}}, {"slp", {"SLP", false}}, {"slu", {"SLU", false}}, {"snc", {"SNC", false}},
    {"spa", {"SpA", true}}, {"sprl", {"SPRL", false}}, {"srl", {"Srl", false}}, {"srls", {"Srls", false}},
    {"sro", {"s.r.o.", false}}, {"tbk", {"Tbk", false}}, {"ug", {"UG", false}}, {"ulc", {"ULC", false}},
    {"unlimited", {"Unltd", false}}, {"vof", {"VOF", false}}, {"vzw", {"VZW", false}}, {"zao", {"ZAO", false}},
    {"zrt", {"Zrt", false}},
};
constexpr WordMap<LegalForm, std::size(kFormWords)> kForms(kFormWords);

// Legal forms of several words, folded.
constexpr std::string_view kPhrases[] = {
    "besloten vennootschap", "eingetragener verein", "entreprise individuelle",
    "entreprise unipersonnelle a responsabilite limitee", "gesellschaft burgerlichen rechts",
    "gesellschaft mit beschrankter haftung", "kabushiki gaisha", "kabushiki kaisha", "kommanditgesellschaft",
    "limited liability company", "limited liability partnership", "limited partnership", "naamloze vennootschap",
    "offene handelsgesellschaft", "private limited", "private limited company", "pt tbk", "public limited company",
    "sdn bhd", "sociedad anonima", "sociedad de responsabilidad limitada", "sociedad limitada", "sociedade anonima",
    "sociedade limitada", "societa a responsabilita limitata", "societa per azioni",
    "societe a responsabilite limitee", "societe anonyme", "societe civile", "societe civile immobiliere",
    "societe en nom collectif", "societe par actions simplifiee", "societe par actions simplifiee unipersonnelle",
    "sp j", "sp k", "sp z o o", "sp z oo", "sp zoo", "spolka akcyjna", "spolka z ograniczona odpowiedzialnoscia",
};

// Legal forms that also stand in front of a name, as French and Polish ones do.
constexpr std::string_view kLeadingWords[] = {"asbl", "earl", "eirl", "eurl", "gaec", "gie",  "oao",  "ooo",  "pao",
                                              "sa",   "sarl", "sas",  "sasu", "sc",   "sca",  "scea", "sci",  "scop",
                                              "scp",  "selarl", "snc", "zao"};
constexpr WordSet<std::size(kLeadingWords)> kLeading(kLeadingWords);

constexpr std::string_view kAndWords[] = {"and", "et", "und", "y"};
constexpr WordSet<std::size(kAndWords)> kAnds(kAndWords);

std::vector<std::string> words_of(std::string_view s) {
    std::vector<std::string> words;
    std::string word;
    for (char c : s) {
        if (c != ' ') {
            word.push_back(c);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

std::string squeezed(std::string_view s) {
    std::string folded = fold(s);
    std::erase(folded, ' ');
    return folded;
}

// True for a word written as legal forms are: in capitals, or with dots or a slash.
bool written_as_form(std::string_view word, std::string_view spelling) {
    while (!word.empty() && word.back() == ',') word.remove_suffix(1);
    if (word == spelling || word.find_first_of("./") != std::string_view::npos) return true;
    for (char c : word)
        if (is_ascii_lower(c)) return false;
    return true;
}

// The legal form that `word` is, or nullptr.
const LegalForm* form_of(std::string_view word) {
    const LegalForm* form = kForms.find(squeezed(word));
    return form != nullptr && (!form->terse || written_as_form(word, form->spelling)) ? form : nullptr;
}

// Words written apart, "S. A. R. L." -> "S.A.R.L.", at the end of the name.
void join_letters(std::vector<std::string>& words) {
    std::size_t begin = words.size();
    while (begin > 0 && words[begin - 1].size() == 2 && words[begin - 1][1] == '.' && is_ascii_alpha(words[begin - 1][0]))
        begin--;
    if (words.size() - begin < 2 || begin == 0) return;
    std::string joined;
    for (std::size_t i = begin; i < words.size(); i++) joined += words[i];
    if (form_of(joined) == nullptr) return;
    words.resize(begin);
    words.push_back(std::move(joined));
}

bool is_connector(std::string_view word) { return word == "&" || word == "+" || word == "u." || word == "und" || word == "and"; }

void spell_forms(std::vector<std::string>& words) {
    join_letters(words);
    if (words.size() > 1 && kLeading.contains(squeezed(words.front())))
        if (const LegalForm* form = form_of(words.front())) words.front() = form->spelling;
    for (std::size_t i = words.size(); i > 1; i--) {
        std::string& word = words[i - 1];
        if (is_connector(word)) continue;
        const LegalForm* form = form_of(word);
        if (form == nullptr) return;
        const bool dotted_co = form->spelling == "Co" && i < words.size() && words[i].starts_with("KG");
        word = dotted_co ? "Co." : std::string(form->spelling);
    }
}

// Folded words, with single letters in a row joined where they make a legal form: "s a r l" -> "sarl".
std::vector<std::string> core_words(std::string_view folded) {
    std::vector<std::string> words = words_of(folded);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < words.size();) {
        std::size_t end = i;
        while (end < words.size() && words[end].size() == 1) end++;
        std::size_t taken = 0;
        for (std::size_t stop = end; stop > i + 1 && taken == 0; stop--) {
            std::string joined;
            for (std::size_t k = i; k < stop; k++) joined += words[k];
            if (kForms.find(joined) == nullptr) continue;
            out.push_back(std::move(joined));
            taken = stop - i;
        }
        if (taken == 0) {
            out.push_back(words[i]);
            taken = 1;
        }
        i += taken;
    }
    return out;
}

// Drops one legal form of several words at the end of `core`; true when there was one.
bool drop_phrase(std::string& core) {
    for (std::string_view phrase : kPhrases) {
        if (core.size() <= phrase.size() + 1 || !core.ends_with(phrase)) continue;
        if (core[core.size() - phrase.size() - 1] != ' ') continue;
        core.resize(core.size() - phrase.size() - 1);
        return true;
    }
    return false;
}

bool drop_form(std::string& core) {
    const std::size_t space = core.rfind(' ');
    if (space == std::string::npos) return false;
    const std::string_view last = std::string_view(core).substr(space + 1);
    if (kForms.find(last) == nullptr && !kAnds.contains(last)) return false;
    core.resize(space);
    return true;
}

}  // namespace

std::optional<std::string> normalize_company(std::string_view s) {
    if (s.size() > kLongestCompany) return std::nullopt;
    const CodePoints plain = plain_text(s);
    bool any = false;
    for (char32_t c : plain) any = any || is_letter_or_digit(c);
    if (!any) return std::nullopt;
    std::string text = to_utf8(plain);
    while (text.back() == ',' || text.back() == ';' || text.back() == ' ') text.pop_back();
    std::vector<std::string> words = words_of(text);
    spell_forms(words);
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out.push_back(' ');
        out += word;
    }
    return out;
}

std::string company_core(std::string_view s) {
    const std::string folded = fold(s.substr(0, kLongestCompany));
    const std::vector<std::string> words = core_words(folded);
    std::size_t begin = 0;
    while (begin + 1 < words.size() && (words[begin] == "the" || kLeading.contains(words[begin]))) begin++;
    std::string core;
    for (std::size_t i = begin; i < words.size(); i++) {
        if (i > begin && i + 1 < words.size() && kAnds.contains(words[i])) continue;
        if (!core.empty()) core.push_back(' ');
        core += words[i];
    }
    while (drop_phrase(core) || drop_form(core)) {
    }
    return core;
}

}  // namespace cdp::text
