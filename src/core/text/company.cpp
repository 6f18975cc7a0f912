// SPDX-License-Identifier: PostgreSQL
#include "core/text/company.hpp"

#include <algorithm>
#include <utility>
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
    {"aktiengesellschaft", {"AG", false}}, {"aktieselskab", {"A/S", false}}, {"ans", {"ANS", true}},
    {"aps", {"ApS", false}}, {"as", {"AS", true}}, {"asa", {"ASA", false}}, {"asbl", {"ASBL", false}},
    {"bhd", {"Bhd", false}}, {"bv", {"BV", false}}, {"bvba", {"BVBA", false}}, {"cb", {"CB", true}},
    {"cic", {"CIC", false}}, {"cie", {"Cie", false}}, {"cio", {"CIO", false}}, {"co", {"Co", true}},
    {"commv", {"CommV", false}}, {"corp", {"Corp", false}}, {"corporation", {"Corp", false}},
    {"cuma", {"CUMA", true}}, {"cv", {"CV", true}}, {"cvba", {"CVBA", false}}, {"dd", {"d.d.", true}},
    {"doo", {"d.o.o.", false}}, {"ead", {"EAD", false}}, {"earl", {"EARL", false}}, {"eg", {"eG", true}},
    {"ei", {"EI", true}}, {"eirl", {"EIRL", false}}, {"ek", {"e.K.", true}}, {"eood", {"EOOD", false}},
    {"epe", {"EPE", false}}, {"eurl", {"EURL", false}}, {"ev", {"e.V.", true}}, {"gaec", {"GAEC", false}},
    {"gbr", {"GbR", false}}, {"gcv", {"GCV", true}}, {"gesmbh", {"GmbH", false}}, {"gfa", {"GFA", true}},
    {"ggmbh", {"gGmbH", false}}, {"gie", {"GIE", false}}, {"gmbh", {"GmbH", false}}, {"hb", {"HB", true}},
    {"inc", {"Inc", false}}, {"incorporated", {"Inc", false}}, {"kb", {"KB", true}}, {"kft", {"Kft", false}},
    {"kg", {"KG", false}}, {"kgaa", {"KGaA", false}}, {"kk", {"KK", false}}, {"kommanditgesellschaft", {"KG", false}},
    {"ks", {"KS", true}}, {"ky", {"Ky", true}}, {"lda", {"Lda", false}}, {"limitada", {"Ltda", false}},
    {"limited", {"Ltd", false}}, {"llc", {"LLC", false}}, {"lllp", {"LLLP", false}}, {"llp", {"LLP", false}},
    {"lp", {"LP", true}}, {"ltd", {"Ltd", false}}, {"ltda", {"Ltda", false}}, {"ltee", {"Lt\u00E9e", false}},
    {"mbh", {"mbH", false}}, {"nv", {"NV", false}}, {"nyrt", {"Nyrt", false}}, {"oao", {"OAO", false}},
    {"ohg", {"OHG", false}}, {"onlus", {"Onlus", false}}, {"ood", {"OOD", false}}, {"ooo", {"OOO", false}},
    {"ou", {"O\u00DC", true}}, {"oue", {"OUE", false}}, {"oy", {"Oy", true}}, {"oyj", {"Oyj", false}},
    {"pao", {"PAO", false}}, {"partg", {"PartG", false}}, {"partgmbb", {"PartG mbB", false}}, {"pc", {"PC", true}},
    {"plc", {"PLC", false}}, {"pllc", {"PLLC", false}}, {"proprietary", {"Pty", false}}, {"pte", {"Pte", true}},
    {"pty", {"Pty", false}}, {"pvt", {"Pvt", false}}, {"sa", {"SA", true}}, {"sae", {"SAE", false}},
    {"sal", {"SAL", true}}, {"saoc", {"SAOC", false}}, {"saog", {"SAOG", false}}, {"sapa", {"SApA", true}},
    {"sarl", {"SARL", false}}, {"sarlu", {"SARLU", false}}, {"sas", {"SAS", false}}, {"sasp", {"SASP", false}},
    {"sasu", {"SASU", false}}, {"sau", {"SAU", false}}, {"sc", {"SC", true}}, {"sca", {"SCA", false}},
    {"scarl", {"Scarl", false}}, {"sccl", {"SCCL", false}}, {"scea", {"SCEA", false}}, {"sci", {"SCI", false}},
    {"scic", {"SCIC", false}}, {"scm", {"SCM", false}}, {"scoop", {"S.Coop", true}}, {"scop", {"SCOP", false}},
    {"scp", {"SCP", false}}, {"scpa", {"Scpa", false}}, {"scrl", {"SCRL", false}}, {"scs", {"SCS", true}},
    {"sdn", {"Sdn", false}}, {"se", {"SE", true}}, {"selafa", {"SELAFA", false}}, {"selarl", {"SELARL", false}},
    {"selas", {"SELAS", false}}, {"sep", {"SEP", true}}, {"sgps", {"SGPS", false}}, {"sia", {"SIA", true}},
    {"sicav", {"SICAV", false}}, {"sl", {"SL", true}}, {"sll", {"SLL", false}}, {"slne", {"SLNE", false}},
    {"slp", {"SLP", false}}, {"slu", {"SLU", false}}, {"snc", {"SNC", false}}, {"spa", {"SpA", true}},
    {"spj", {"sp.j.", true}}, {"spk", {"sp.k.", true}}, {"sprl", {"SPRL", false}}, {"sprlu", {"SPRLU", false}},
    {"spzoo", {"Sp. z o.o.", false}}, {"srl", {"Srl", false}}, {"srls", {"Srls", false}}, {"srlu", {"Srlu", false}},
    {"sro", {"s.r.o.", false}}, {"tbk", {"Tbk", false}}, {"uab", {"UAB", false}}, {"ug", {"UG", false}},
    {"ulc", {"ULC", false}}, {"unlimited", {"Unltd", false}}, {"vof", {"VOF", false}}, {"vzw", {"VZW", false}},
    {"zao", {"ZAO", false}}, {"zrt", {"Zrt", false}},
};
constexpr WordMap<LegalForm, std::size(kFormWords)> kForms(kFormWords);

// Legal forms of several words, folded, and their short spelling.
constexpr WordValue<std::string_view> kPhraseWords[] = {
    {"besloten vennootschap", "BV"}, {"besloten vennootschap met beperkte aansprakelijkheid", "BV"},
    {"eingetragener kaufmann", "e.K."}, {"eingetragener verein", "e.V."}, {"entreprise individuelle", "EI"},
    {"entreprise unipersonnelle a responsabilite limitee", "EURL"}, {"gesellschaft burgerlichen rechts", "GbR"},
    {"gesellschaft mit beschrankter haftung", "GmbH"}, {"kabushiki gaisha", "KK"}, {"kabushiki kaisha", "KK"},
    {"limited liability company", "LLC"}, {"limited liability partnership", "LLP"}, {"limited partnership", "LP"},
    {"naamloze vennootschap", "NV"}, {"offene handelsgesellschaft", "OHG"}, {"private limited", "Pvt Ltd"},
    {"private limited company", "Pvt Ltd"}, {"pt tbk", "PT Tbk"}, {"public limited company", "PLC"},
    {"sdn bhd", "Sdn Bhd"}, {"sociedad anonima", "SA"}, {"sociedad anonima unipersonal", "SAU"},
    {"sociedad de responsabilidad limitada", "SL"}, {"sociedad limitada", "SL"},
    {"sociedad limitada unipersonal", "SLU"}, {"sociedade anonima", "SA"}, {"sociedade limitada", "Ltda"},
    {"societa a responsabilita limitata", "Srl"}, {"societa in accomandita semplice", "SAS"},
    {"societa in nome collettivo", "SNC"}, {"societa per azioni", "SpA"},
    {"societe a responsabilite limitee", "SARL"}, {"societe anonyme", "SA"}, {"societe civile", "SC"},
    {"societe civile immobiliere", "SCI"}, {"societe en commandite simple", "SCS"},
    {"societe en nom collectif", "SNC"}, {"societe par actions simplifiee", "SAS"},
    {"societe par actions simplifiee unipersonnelle", "SASU"}, {"sp j", "sp.j."}, {"sp k", "sp.k."},
    {"sp z o o", "Sp. z o.o."}, {"sp z oo", "Sp. z o.o."}, {"sp zoo", "Sp. z o.o."}, {"spolka akcyjna", "SA"},
    {"spolka jawna", "sp.j."}, {"spolka komandytowa", "sp.k."},
    {"spolka z ograniczona odpowiedzialnoscia", "Sp. z o.o."}, {"ug haftungsbeschrankt", "UG"},
    {"unternehmergesellschaft haftungsbeschrankt", "UG"}, {"vennootschap onder firma", "VOF"},
};
constexpr WordMap<std::string_view, std::size(kPhraseWords)> kPhrases(kPhraseWords);
constexpr std::size_t kPhraseWordsMost = 6;

// Legal forms that also stand in front of a name, as French and Polish ones do.
constexpr std::string_view kLeadingWords[] = {"asbl", "earl", "eirl", "eurl", "gaec", "gie",  "oao",  "ooo",  "pao",
                                              "sa",   "sarl", "sas",  "sasu", "sc",   "sca",  "scea", "sci",  "scop",
                                              "scp",  "selarl", "snc", "zao"};
constexpr WordSet<std::size(kLeadingWords)> kLeading(kLeadingWords);

constexpr std::string_view kAndWords[] = {"and", "e", "et", "och", "og", "und", "y"};
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

// The words of `words` in [begin, end) with spaces between.
std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; i++) {
        if (!out.empty()) out.push_back(' ');
        out += words[i];
    }
    return out;
}

// Puts the short spelling in place of a legal form written out that ends at `end`; gives the new end.
std::size_t shorten_phrase(std::vector<std::string>& words, std::size_t end) {
    for (std::size_t n = std::min(kPhraseWordsMost, end - 1); n >= 2; n--) {
        const std::string_view* spelling = kPhrases.find(fold(joined(words, end - n, end)));
        if (spelling == nullptr) continue;
        words[end - n] = *spelling;
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(end - n + 1), words.begin() + static_cast<std::ptrdiff_t>(end));
        return end - n + 1;
    }
    return end;
}

// A company's name as words, its legal forms in one spelling.
struct Spelt {
    std::vector<std::string> words;
    std::size_t forms;  // where the legal forms at the end begin
    bool leading;       // the first word is one too

    std::string legal_form() const {
        std::size_t begin = forms;
        while (begin < words.size() && is_connector(words[begin])) begin++;
        if (begin < words.size()) return joined(words, begin, words.size());
        return leading ? words.front() : std::string();
    }
};

void spell_forms(Spelt& name) {
    std::vector<std::string>& words = name.words;
    join_letters(words);
    if (words.size() > 1 && kLeading.contains(squeezed(words.front())))
        if (const LegalForm* form = form_of(words.front())) {
            words.front() = form->spelling;
            name.leading = true;
        }
    std::size_t i = words.size();
    for (; i > 1; i--) {
        if (is_connector(words[i - 1])) continue;
        const std::size_t size = words.size();
        i = shorten_phrase(words, i);
        if (words.size() < size) continue;
        std::string& word = words[i - 1];
        const LegalForm* form = form_of(word);
        if (form == nullptr) break;
        const bool dotted_co = form->spelling == "Co" && i < words.size() && words[i].starts_with("KG");
        word = dotted_co ? "Co." : std::string(form->spelling);
    }
    name.forms = std::max<std::size_t>(i, 1);
}

std::optional<Spelt> spell(std::string_view s) {
    if (s.size() > kLongestCompany) return std::nullopt;
    const CodePoints plain = plain_text(s);
    if (std::none_of(plain.begin(), plain.end(), [](char32_t c) { return is_letter_or_digit(c); })) return std::nullopt;
    std::string text = to_utf8(plain);
    while (text.back() == ',' || text.back() == ';' || text.back() == ' ') text.pop_back();
    Spelt name{words_of(text), 0, false};
    spell_forms(name);
    return name;
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

// The longest legal form of several words that ends the folded `words`, as the number of its words and its spelling.
std::pair<std::size_t, std::string_view> phrase_at_end(std::string_view words) {
    std::pair<std::size_t, std::string_view> longest{0, {}};
    std::size_t begin = words.size();
    for (std::size_t n = 1; n <= kPhraseWordsMost && begin > 0; n++) {
        const std::size_t space = words.rfind(' ', begin - 1);
        begin = space == std::string_view::npos ? 0 : space;
        const std::string_view* spelling = begin == 0 ? nullptr : kPhrases.find(words.substr(begin + 1));
        if (spelling != nullptr) longest = {n, *spelling};
    }
    return longest;
}

// Drops one legal form of several words at the end of `core`; true when there was one.
bool drop_phrase(std::string& core) {
    const std::size_t n = phrase_at_end(core).first;
    for (std::size_t i = 0; i < n; i++) core.resize(core.rfind(' '));
    return n > 0;
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
    const auto name = spell(s);
    if (!name) return std::nullopt;
    std::string out = joined(name->words, 0, name->words.size());
    if (out.size() > kLongestCompany) return std::nullopt;
    return out;
}

std::optional<std::string> company_legal_form(std::string_view s) {
    const auto name = spell(s);
    if (!name) return std::nullopt;
    std::string form = name->legal_form();
    if (form.empty()) return std::nullopt;
    return form;
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
